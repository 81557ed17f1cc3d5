"""Edits → new text: which repairs can be made at once, and what the text is after them.

A text is repaired in passes. A pass makes all repairs that do not touch each other, chosen by where
they stand and never by which rule asks for them, and what it leaves is looked at again; so the
result does not depend on the order of the rules, and a second run has nothing to do.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from awesome_lint.model import Diagnostic, Edit, Fix, Span

MOST_PASSES: Final = 100
"""No text needs so many: each repair of a chain (a doubled row whose twin is mended first) takes
one. It bounds what two rules could do that never agree."""

_NEWLINE: Final = re.compile(r"\r\n?|\n")


class Repaired(Struct, frozen=True):
    """A text after its repairs.

    `counts` is how many findings of each rule they answered, `risky` how many findings are left
    for which there is a repair that is not safe.
    """

    text: str
    counts: Counter[str]
    risky: int


def repair(
    text: str, lint: Callable[[str], Iterable[Diagnostic]], *, unsafe: bool = False
) -> Repaired:
    """Make all repairs of `text` that `lint` proposes, in passes, until none is left.

    Those that are not safe are made only where `unsafe` asks for them.
    """
    counts: Counter[str] = Counter()
    seen = {text}
    for _ in range(MOST_PASSES):
        found = tuple(lint(text))
        chosen = choose(found, unsafe=unsafe)
        after = apply(text, [edit for each in chosen if each.fix for edit in each.fix.edits])
        if after in seen:
            break
        seen.add(after)
        text = after
        counts.update(each.rule for each in chosen)
    risky = sum(each.fix is not None and not each.fix.safe for each in found)
    return Repaired(text, counts, risky)


def choose(diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> list[Diagnostic]:
    """Return the findings whose repairs can be made at once: no edits of two of them touch.

    Of repairs that touch, the first in the text is taken, and of those at one place the longest;
    findings with the same repair are taken together.
    """
    proposed: dict[tuple[Edit, ...], list[Diagnostic]] = {}
    for each in diagnostics:
        if each.fix is not None and each.fix.edits and (each.fix.safe or unsafe):
            proposed.setdefault(_sorted(each.fix), []).append(each)
    taken: list[Span] = []
    chosen: list[Diagnostic] = []
    for edits in sorted(proposed, key=_place):
        if not any(_touches(edit.span, taken) for edit in edits):
            for edit in edits:
                insort(taken, edit.span)
            chosen += proposed[edits]
    return chosen


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` after `edits`, none of which touches another, equal ones made once.

    Line feeds in what is inserted become the line ending of the line on which it is.
    """
    breaks = list(_NEWLINE.finditer(text))
    starts = [0, *(each.end() for each in breaks)]
    pieces = []
    position = 0
    for edit in sorted(set(edits), key=lambda edit: edit.span):
        span = edit.span
        begin = starts[span.line - 1] + span.column - 1
        pieces.append(text[position:begin])
        pieces.append(_with_ending(edit.text, span.line, breaks))
        position = starts[span.end_line - 1] + span.end_column - 1
    pieces.append(text[position:])
    return "".join(pieces)


def _with_ending(text: str, line: int, breaks: Sequence[re.Match[str]]) -> str:
    if "\n" not in text or not breaks:
        return text
    return text.replace("\n", breaks[min(line, len(breaks)) - 1][0])


def _sorted(fix: Fix) -> tuple[Edit, ...]:
    return tuple(sorted(fix.edits, key=lambda edit: (edit.span, edit.text)))


def _place(edits: tuple[Edit, ...]) -> tuple[tuple[int, int], tuple[int, int], tuple[str, ...]]:
    first, last = edits[0].span, edits[-1].span
    return (
        (first.line, first.column),
        (-last.end_line, -last.end_column),
        tuple(edit.text for edit in edits),
    )


def _touches(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a span overlaps or adjoins one of those taken, which are in order and apart."""
    index = bisect_left(taken, span)
    before, behind = taken[max(index - 1, 0) : index], taken[index : index + 1]
    return any((each.end_line, each.end_column) >= (span.line, span.column) for each in before) or (
        any((each.line, each.column) <= (span.end_line, span.end_column) for each in behind)
    )
