"""Runs the rules on a document, and turns findings into diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from msgspec.structs import replace

from awesome_lint import fixes, rulebook
from awesome_lint.config import RuleSetting
from awesome_lint.engine.alignment import Alignment
from awesome_lint.engine.fingerprint import fingerprints, group_fingerprint
from awesome_lint.engine.result import DocumentResult
from awesome_lint.engine.suppressions import SuppressionIndex
from awesome_lint.model import (
    Diagnostic,
    Document,
    Evidence,
    Failure,
    Finding,
    Fix,
    Severity,
)
from awesome_lint.rules import RULES


def lint(document: Document, settings: Sequence[RuleSetting], evidence: Evidence) -> DocumentResult:
    """Run the rules of `settings` on `document`; return their findings, in document order.

    Rules that need suppressions as evidence run last.
    """
    suppressions = SuppressionIndex(document)
    selected = {setting.rule.id for setting in settings}
    is_online = any(setting.rule.online for setting in settings)
    # With the results of every link, and the answer of its registry.
    complete = {
        rule.id
        for rule in RULES
        if not (evidence.partial and rule.online)
        and not (rule.finds_more_online and (evidence.partial or not is_online))
        and evidence.silent.isdisjoint(rule.registries)
        and not rule.checks_changes
    }
    # A rule that is off by default counts as one that ran, so that comments about all rules are
    # checked; but offline, nothing is known of one that needs the network.
    ran = {
        rule.id: rule.id in complete
        if rule.id in selected
        else not rule.enabled and (is_online or not rule.online)
        for rule in RULES
    }
    kept: list[tuple[RuleSetting, Finding]] = []
    suppressed = 0
    failures: dict[str, Failure] = {}
    for setting in sorted(settings, key=lambda setting: setting.rule.needs == "suppressions"):
        rule = setting.rule
        if rule.about and not any(getattr(document, part) for part in rule.about):
            continue
        if rule.needs == "suppressions":
            evidence = replace(evidence, rules=ran, suppressed=frozenset(suppressions.used))
        try:
            findings = tuple(rule.check(document, setting.options, evidence))
        except Exception as error:
            failures[rule.id] = Failure.of(f"rule `{rule.id}`", document.path, error)
            ran[rule.id] = False
            continue
        for finding in findings:
            if suppressions.suppress(setting.rule.id, finding.span):
                suppressed += 1
            else:
                kept.append((setting, finding))
    order = {setting.rule.id: index for index, setting in enumerate(settings)}
    kept.sort(key=lambda pair: (pair[1].span, order[pair[0].rule.id], pair[1].message))
    return DocumentResult(
        tuple(_diagnostics(document, kept)),
        suppressed,
        failures,
        frozenset(selected & complete - failures.keys()),
    )


def _diagnostics(
    document: Document, findings: Sequence[tuple[RuleSetting, Finding]]
) -> Iterator[Diagnostic]:
    alignment = Alignment(document)
    # Findings that are fixed together share their fix.
    assessed: dict[int, Fix] = {}
    stamps = fingerprints(document, ((setting.rule.id, finding) for setting, finding in findings))
    for (setting, finding), stamp in zip(findings, stamps, strict=True):
        fix = finding.fix
        if fix and id(fix) not in assessed:
            assessed[id(fix)] = alignment.keep_pipes_aligned(fixes.assess_fix(document, fix))
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
            group=group_fingerprint(setting.rule.id, finding),
        )


def _severity(setting: RuleSetting, finding: Finding) -> Severity:
    """Return the severity of a finding; `Severity` names the highest first."""
    severity = setting.severity
    if finding.severity and not setting.configured:
        severity = finding.severity
    return max(severity, finding.at_most or severity, key=get_args(Severity).index)
