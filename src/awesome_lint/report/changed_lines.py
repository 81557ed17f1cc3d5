"""The lines that a fix changes, as a short diff fitted to a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, Literal

from msgspec.structs import replace

from awesome_lint.edits import apply_edits
from awesome_lint.model import Edit, Fix, SourceFile, Span
from awesome_lint.report.excerpt import excerpt

MAX_LINES: Final = 6
"""Lines that are shown of one fix."""

Sign = Literal["-", "+", "…"]

_Line = tuple[Sign, int, str, int, int]


def changed_lines(file: SourceFile, fix: Fix, width: int) -> Iterator[tuple[Sign, str, str]]:
    """Yield the sign, the number and the text of each line that a fix removes or adds.

    Texts are cut around the difference, so that they fit into `width` columns after their number
    and sign. If there are more than MAX_LINES, the last one states how many are left out.
    """
    lines: list[_Line] = []
    number = total = 0
    for edits in _group_edits(fix):
        number, old, new = _changed_lines(file, edits, 2 * width)
        total += len(old) + len(new)
        if len(lines) <= MAX_LINES:
            lines += _differing_lines(number, old, new)
        number += max(len(old), len(new), 1) - 1
    digits = len(str(number))
    shown = lines if total <= MAX_LINES else lines[: MAX_LINES - 1]
    for sign, number, text, start, end in shown:
        head = f"{number:>{digits}}"
        yield sign, head, excerpt(text, start, end, width - len(f"{head} + "))[0]
    if len(shown) < total:
        yield "…", " " * digits, f"and {total - len(shown)} more lines"


def _group_edits(fix: Fix) -> list[list[Edit]]:
    """Return the edits of a fix, those on common lines together."""
    groups: list[list[Edit]] = []
    for edit in sorted(set(fix.edits), key=lambda edit: edit.span):
        if groups and edit.span.line <= groups[-1][-1].span.end_line:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _changed_lines(
    file: SourceFile, edits: Sequence[Edit], margin: int
) -> tuple[int, list[str], list[str]]:
    """Return the first line's number, and the lines that edits of adjacent lines remove and add.

    Lines are cut `margin` characters before the first edit and after the last one, because one
    line may be a whole file.
    """
    first, last = edits[0].span, edits[-1].span
    old = list(file.lines[first.line - 1 : last.end_line])
    cut = max(first.column - 1 - margin, 0)
    old[-1] = old[-1][: last.end_column - 1 + margin]
    old[0] = old[0][cut:]
    shifted = [replace(edit, span=_shift(edit.span, first.line, cut)) for edit in edits]
    new = apply_edits("\n".join(old), shifted).split("\n")
    number = first.line
    while old and new and old[-1] == new[-1]:  # the line that a removed line is joined to
        del old[-1], new[-1]
    while old and new and old[0] == new[0]:
        del old[0], new[0]
        number += 1
    return number, old, new


def _differing_lines(number: int, old: Sequence[str], new: Sequence[str]) -> Iterator[_Line]:
    """Yield the removed lines, then the added ones, with the offsets at which they differ."""
    differ = [_difference_range(*pair) for pair in zip_longest(old, new, fillvalue="")]
    for index, text in enumerate(old):
        yield "-", number + index, text, *differ[index]
    for index, text in enumerate(new):
        yield "+", number + index, text, *differ[index]


def _shift(span: Span, first: int, cut: int) -> Span:
    """Return a span relative to lines from `first` on, of which the first lost `cut` characters."""
    return Span(
        span.line - first + 1,
        span.column - (cut if span.line == first else 0),
        span.end_line - first + 1,
        span.end_column - (cut if span.end_line == first else 0),
    )


def _difference_range(one: str, other: str) -> tuple[int, int]:
    """Return the offsets between which two lines differ."""
    start = _common_prefix_length(one, other)
    same = _common_prefix_length(one[start:][::-1], other[start:][::-1])
    return start, max(len(one), len(other)) - same


def _common_prefix_length(one: str, other: str) -> int:
    """Return the number of characters that two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
