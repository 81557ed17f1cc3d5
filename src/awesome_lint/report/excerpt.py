"""The part of a source line around a finding, fitted to a width."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from awesome_lint.model import Span
from awesome_lint.text.display import display_width, displayable_pieces


def excerpt(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Return the part of `line` around `line[start:end]`, and the carets to print below it.

    Neither is wider than `width` columns, which are at least 20. Text that is cut off is
    replaced by `…`; an empty range, or one of zero width, gets one caret.
    """
    before, marked, after = excerpt_parts(line, start, end, width)
    carets = max(1, display_width(marked))
    return before + marked + after, " " * display_width(before) + "^" * carets


def excerpt_parts(line: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """Return the parts of an excerpt: before `line[start:end]`, the range itself, and after it."""
    # Code points without width are rare, so there is no need to read further.
    first = max(0, start - width)
    near = line[first : start + width]
    shown = displayable_pieces(near)
    sizes = list(map(len if near.isascii() else display_width, shown))
    start, end = start - first, end - first

    left, stop, right = 0, end, len(shown)
    # One column is reserved for a caret after the end of the line.
    if len(shown) < len(line) or sum(sizes) >= width:
        room = width - len("……")
        stop = start + _count_fitting(sizes[start:end], room)
        room -= max(1, sum(sizes[start:stop]))
        before, after = sizes[:start][::-1], sizes[stop:]
        half = _count_fitting(after, room // 2)
        left = start - _count_fitting(before, room - sum(after[:half]))
        right = stop + _count_fitting(after, room - sum(sizes[left:start]))

    head = "…" if first + left > 0 else ""
    tail = "…" if first + right < len(line) else ""
    parts = (shown[left:start], shown[start:stop], shown[stop:right])
    first_part, marked, last_part = map("".join, parts)
    return head + first_part, marked, last_part + tail


def range_in_first_line(line: str, span: Span) -> tuple[int, int]:
    """Return the 0-based range of a span in `line`, which is its first one."""
    end = len(line) if span.end_line > span.line else span.end_column - 1
    return span.column - 1, end


def _count_fitting(sizes: Iterable[int], room: int) -> int:
    """Return the number of `sizes`, from the first on, that fit into `room`."""
    return bisect_right(list(accumulate(sizes)), room)
