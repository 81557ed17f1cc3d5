"""Suppression comments for existing findings, added to their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Final

from awesome_lint import document
from awesome_lint.edits import apply_edits
from awesome_lint.links import Outcome
from awesome_lint.model import Diagnostic, Document, Edit, FixResult, Span
from awesome_lint.rules import RULES
from awesome_lint.runner.fix import FixedJob, write_fixes
from awesome_lint.runner.job import Job, with_text
from awesome_lint.runner.lint import lint
from awesome_lint.runner.log import Log
from awesome_lint.text.wording import count

NEVER_SUPPRESSED: Final = "suppression-unused"
"""A rule about comments, which further comments would not help."""

_MAX_PASSES: Final = 10
"""Passes until comments are given up that always cause another finding."""

_MAX_LINES: Final = 10
"""Lines that a note names."""

Places = set[tuple[str, Span]]
"""Findings by rule and place."""


def add_suppressions(jobs: Sequence[Job], outcome: Outcome | None, log: Log) -> tuple[Job, ...]:
    """Add a comment to each line with reported findings, and return jobs for the new texts.

    A comment that would not suppress a finding, that would cause one, or that would be visible on
    the page is left out; a note names its line. A file that cannot be written stays as it is, with
    an error or a note in the `log`.
    """
    changed = []
    notes: list[list[str]] = []
    for job in jobs:
        found = [each for each in lint(job, outcome).diagnostics if each.rule != NEVER_SUPPRESSED]
        rules: dict[int, set[str]] = {}
        for each in found:
            rules.setdefault(each.span.line, set()).add(each.rule)
        added = _effective(job, outcome, rules)
        text = _with_comments(job.document, added)
        path = job.source.path
        before, after = (job.source.with_mark(each) for each in (job.source.text, text))
        changed.append(FixedJob(job, text, FixResult(path, before, after)))
        suppressed = count(sum(each.span.line in added for each in found), "finding")
        notes.append(
            [f"{path}: added {count(len(added), 'comment')} for {suppressed}"] if added else []
        )
        lines: dict[str, list[int]] = {}
        for line in sorted(rules.keys() - added.keys()):
            for rule in sorted(rules[line]):
                lines.setdefault(rule, []).append(line)
        for rule, numbers in lines.items():
            notes[-1].append(f"{path}: no comment can suppress {rule} on {_listed(numbers)}")
    written = write_fixes(changed, log)[0]
    for job, fixed, of_job in zip(written, changed, notes, strict=True):
        for note in of_job if job.text == fixed.text else ():
            log.note(note)
    return written


def suppress(job: Job, rule: str, line: int) -> tuple[Edit, ...]:
    """Return the edit that adds a comment for the findings of a rule on a line.

    Returns no edits if no comment suppresses them, or if the comment would cause a finding or be
    visible on the page.
    """
    return _edits(job.document, _effective(job, None, {line: {rule}}))


def _effective(
    job: Job, outcome: Outcome | None, rules: Mapping[int, Set[str]]
) -> Mapping[int, str]:
    """Return comments for the rules by line, as far as they suppress findings and cause none."""
    before = _places(lint(job, outcome).diagnostics)
    # The comment makes a row longer, and with it the span of a finding that is the whole row.
    rows_before = {(rule, span.line) for rule, span in before if rule != NEVER_SUPPRESSED}
    invisible = _invisible(job.document, {line: _comment(names) for line, names in rules.items()})
    kept = {line: rules[line] for line in invisible}
    for _ in range(_MAX_PASSES):
        comments = {line: _comment(names) for line, names in kept.items()}
        text = _with_comments(job.document, comments)
        left: dict[int, set[str]] = {}
        elsewhere = False
        for rule, span in _places(lint(with_text(job, text), outcome).diagnostics):
            is_known = (rule, span) in before
            names = kept.get(span.line)
            if names is None:
                elsewhere |= not is_known
            elif rule in names or not (is_known or (rule, span.line) in rows_before):
                left.setdefault(span.line, set()).add(rule)
        if not left:
            return {} if elsewhere else comments
        # A comment can turn a finding into another one: rows that were equal differ by it.
        useless = {
            line for line, names in left.items() if NEVER_SUPPRESSED in names or names & kept[line]
        }
        kept = {
            line: names | left.get(line, set())
            for line, names in kept.items()
            if line not in useless
        }
    return {}


def _invisible(parsed: Document, comments: Mapping[int, str]) -> dict[int, str]:
    """Return the comments after which the page is rendered as before."""
    text = _with_comments(parsed, comments)
    is_same = document.parse_rendered(text) == document.parse_rendered(parsed.text) and (
        document.parse_anchors(text) == document.parse_anchors(parsed.text)
    )
    if is_same:
        return dict(comments)
    if len(comments) <= 1:
        return {}
    lines = sorted(comments)
    half = len(lines) // 2
    return {
        line: comment
        for part in (lines[:half], lines[half:])
        for line, comment in _invisible(parsed, {each: comments[each] for each in part}).items()
    }


def _with_comments(parsed: Document, comments: Mapping[int, str]) -> str:
    return apply_edits(parsed.text, _edits(parsed, comments))


def _edits(parsed: Document, comments: Mapping[int, str]) -> tuple[Edit, ...]:
    rows = {row.span.line for table in parsed.tables for row in (table.header, *table.rows)}
    edits = []
    for number, comment in comments.items():
        line = parsed.lines[number - 1].rstrip()
        # A row may end with a pipe, and a hard line break with a backslash.
        end = "|" if number in rows else "\\"
        is_before_end = line.endswith(end)
        column = len(line.removesuffix(end).rstrip() if is_before_end else line) + 1
        place = Span(number, column, number, column)
        edits.append(Edit(place, f" {comment}"))
    return tuple(edits)


def _listed(lines: Sequence[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    last = str(lines[-1]) if len(lines) <= _MAX_LINES else f"{len(lines) - _MAX_LINES + 1} more"
    return f"lines {', '.join(map(str, lines[: _MAX_LINES - 1][: len(lines) - 1]))} and {last}"


def _comment(rules: Set[str]) -> str:
    names = " ".join(rule.id for rule in RULES if rule.id in rules)
    return f"<!-- awesome-lint-disable-line {names} -->"


def _places(found: Sequence[Diagnostic]) -> Places:
    return {(each.rule, each.span) for each in found}
