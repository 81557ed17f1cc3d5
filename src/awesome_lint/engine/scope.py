"""Findings that concern a change: those on lines that it touched, and those that it caused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from awesome_lint.engine.fingerprint import family
from awesome_lint.model import Diagnostic, SourceFile

LineNumbers = frozenset[int]


def newest_findings_first(
    found: Sequence[Diagnostic], touched: LineNumbers, added: LineNumbers
) -> list[Diagnostic]:
    """Return findings sorted so that, of equal ones, those likely to be new come first.

    Those on lines that a change touched come first, then those on lines that it added (or
    moved), then the last in the document.
    """

    def age(diagnostic: Diagnostic) -> tuple[bool, bool]:
        lines = _finding_lines(diagnostic)
        return lines.isdisjoint(touched), lines.isdisjoint(added)

    last_first = reversed(found)
    return sorted(last_first, key=age)


def count_new_findings(
    old: SourceFile, before: Sequence[Diagnostic], new: SourceFile, after: Sequence[Diagnostic]
) -> Counter[str]:
    """Return by how many the findings of each family increased, for families that did.

    If a row is no longer an entry, or the header of its table gives it another meaning, its
    findings have another family; they are then recognised by the text of their lines.
    """
    more, fewer = _families(after) - _families(before), _families(before) - _families(after)
    gone: Counter[tuple[str, ...]] = Counter()
    for each in before:
        if fewer[family(each.fingerprint)] > 0:
            fewer[family(each.fingerprint)] -= 1
            gone[_rule_and_source(old, each)] += 1
    for each in after if gone else ():
        sight = _rule_and_source(new, each)
        if more[family(each.fingerprint)] > 0 and gone[sight] > 0:
            more[family(each.fingerprint)] -= 1
            gone[sight] -= 1
    return more


def findings_in_scope(
    found: Iterable[Diagnostic], touched: LineNumbers, new: Mapping[str, int]
) -> set[str]:
    """Return the fingerprints of the findings, given newest first, that concern a change.

    Those share a line, their own or a related one, with the lines `touched`, or are among the
    `new` ones of their family.
    """
    left = Counter(new)
    kept = set()
    for each in found:
        name = family(each.fingerprint)
        if left[name] or not _finding_lines(each).isdisjoint(touched):
            kept.add(each.fingerprint)
            left[name] -= left[name] > 0
    return kept


def _families(found: Iterable[Diagnostic]) -> Counter[str]:
    return Counter(family(each.fingerprint) for each in found)


def _rule_and_source(file: SourceFile, diagnostic: Diagnostic) -> tuple[str, ...]:
    """Return the rule of a finding, and the source of its lines and of its span."""
    span = diagnostic.span
    lines = "".join(file.lines[span.line - 1 : span.end_line])
    texts = (lines, file.slice(span))
    return (diagnostic.rule, *("".join(text.split()) for text in texts))


def _finding_lines(diagnostic: Diagnostic) -> set[int]:
    spans = (diagnostic.span, *(related.span for related in diagnostic.related))
    return {line for span in spans for line in span.lines}
