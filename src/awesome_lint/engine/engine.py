"""Runs the rules on a document and stamps what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import fixes, rulebook
from awesome_lint.config import RuleSetting
from awesome_lint.engine.alignment import Alignment
from awesome_lint.engine.fingerprint import fingerprints
from awesome_lint.model import (
    Diagnostic,
    Document,
    Evidence,
    Failure,
    Finding,
    Fix,
    Severity,
    Span,
    Suppression,
)
from awesome_lint.rules import RULES


class Result(Struct, frozen=True):
    """What was found in one document."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int
    """How many findings comments suppressed."""
    failures: Mapping[str, Failure] = {}
    """The rules that raised an exception, by id. Of their findings, none is reported."""
    ran: frozenset[str] = frozenset()
    """The rules that ran with all the evidence they need: what they do not find does not occur."""


def lint(document: Document, settings: Sequence[RuleSetting], evidence: Evidence) -> Result:
    """Run the rules of `settings` on `document` and return what they find, in document order.

    A rule that says that suppressions are among the evidence it needs runs last.
    """
    silences = _Silences(document)
    selected = {setting.rule.id for setting in settings}
    # With the results of every link, and the answer of its registry.
    complete = {
        rule.id
        for rule in RULES
        if not (evidence.partial and (rule.online or rule.more_online))
        and rule.registry not in evidence.silent
    }
    # A comment about a rule that is off by default is not unused because the rule did not run.
    ran = {
        rule.id: rule.id in complete and (rule.id in selected or not rule.enabled) for rule in RULES
    }
    kept: list[tuple[RuleSetting, Finding]] = []
    suppressed = 0
    failures: dict[str, Failure] = {}
    for setting in sorted(settings, key=lambda setting: setting.rule.needs == "suppressions"):
        rule = setting.rule
        if rule.needs == "suppressions":
            evidence = replace(evidence, rules=ran, suppressed=frozenset(silences.used))
        try:
            findings = tuple(rule.check(document, setting.options, evidence))
        except Exception as error:
            failures[rule.id] = Failure.of(f"rule `{rule.id}`", document.path, error)
            ran[rule.id] = False
            continue
        for finding in findings:
            if silences.silence(setting.rule.id, finding.span):
                suppressed += 1
            else:
                kept.append((setting, finding))
    order = {setting.rule.id: index for index, setting in enumerate(settings)}
    kept.sort(key=lambda pair: (pair[1].span, order[pair[0].rule.id], pair[1].message))
    return Result(
        tuple(_stamp(document, kept)),
        suppressed,
        failures,
        frozenset(selected & complete - failures.keys()),
    )


def _stamp(
    document: Document, findings: Sequence[tuple[RuleSetting, Finding]]
) -> Iterator[Diagnostic]:
    alignment = Alignment(document)
    # Findings that are fixed together share their fix.
    assessed: dict[int, Fix] = {}
    stamps = fingerprints(document, ((setting.rule.id, finding) for setting, finding in findings))
    for (setting, finding), stamp in zip(findings, stamps, strict=True):
        fix = finding.fix
        if fix and id(fix) not in assessed:
            assessed[id(fix)] = alignment.keep(fixes.assess(document, fix))
        yield Diagnostic(
            path=document.path,
            rule=setting.rule.id,
            severity=_severity(setting, finding),
            span=finding.span,
            message=finding.message,
            help=finding.help,
            url=rulebook.page_url(setting.rule.id),
            fingerprint=stamp,
            related=finding.related,
            fix=assessed[id(fix)] if fix else None,
        )


def _severity(setting: RuleSetting, finding: Finding) -> Severity:
    """Return how much a finding weighs; `Severity` names the heaviest first."""
    severity = setting.severity
    if finding.severity and not setting.configured:
        severity = finding.severity
    return max(severity, finding.at_most or severity, key=get_args(Severity).index)


class _Silences:
    """What the suppression comments of a document silence."""

    def __init__(self, document: Document) -> None:
        self.used: set[Span] = set()
        self._suppressions = document.suppressions
        self._rules: dict[str, _RuleSilences] = {}

    def silence(self, rule: str, span: Span) -> bool:
        """Tell whether a finding is suppressed, and note by which comment."""
        if not self._suppressions:
            return False
        if rule not in self._rules:
            self._rules[rule] = _RuleSilences(rule, self._suppressions)
        by = self._rules[rule].by(span)
        if by is None:
            return False
        self.used.add(by.span)
        return True


class _RuleSilences:
    """Which comments silence one rule, by where they do."""

    def __init__(self, rule: str, suppressions: Sequence[Suppression]) -> None:
        self._file: Suppression | None = None
        self._lines: dict[int, Suppression] = {}
        # The comments that begin or end a region, in document order.
        self._borders: list[Suppression] = []
        for suppression in suppressions:
            # A comment that silences everything does not silence that it is of no use.
            named = suppression.rules or rule != "suppression-unused"
            if not named or (suppression.rules and rule not in suppression.rules):
                continue
            span = suppression.span
            match suppression.directive:
                case "disable-file":
                    self._file = suppression
                case "disable-line":
                    self._lines.update(dict.fromkeys(span.lines, suppression))
                case "disable-next-line":
                    self._lines[span.end_line + 1] = suppression
                case "disable" | "enable":
                    self._borders.append(suppression)
        self._borders.sort(key=lambda border: border.span)

    def by(self, span: Span) -> Suppression | None:
        """Return the comment that silences a finding at `span`, the nearest kind first."""
        if by := self._lines.get(span.line) or self._file:
            return by
        index = bisect_left(self._borders, span, key=lambda border: border.span)
        border = self._borders[index - 1] if index else None
        return border if border and border.directive == "disable" else None
