"""Mapping of the text that a Markdown parser reads to its place in the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

from msgspec import Struct

from awesome_lint.model import Span

_OFFSET = itemgetter(0)


class SourceMap(Struct, frozen=True, gc=False):
    r"""Maps offsets in a block's content to lines and columns of the source.

    The content is the source without the markers of containers and, in a table cell, without the
    backslash of `\|`.
    """

    pieces: tuple[tuple[int, int, int], ...]
    """Offsets with their lines and columns: from an offset on, content and source correspond
    character by character until the next piece begins."""

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a content offset."""
        start, line, column = self.pieces[0]
        if len(self.pieces) > 1:
            start, line, column = self.pieces[self._piece_of(offset)]
        return line, column + offset - start

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the content from `start` to just before `end`."""
        if len(self.pieces) == 1:
            offset, line, column = self.pieces[0]
            column -= offset
            return Span(line, column + start, line, column + max(start, end))
        line, column = self.position(start)
        if end <= start:
            return Span(line, column, line, column)
        # The end is just after the last character, which may be on another line or before a
        # dropped backslash.
        end_line, last = self.position(end - 1)
        return Span(line, column, end_line, last + 1)

    def part(self, start: int, end: int) -> SourceMap:
        """Return the map of the content from `start` to before `end`."""
        first = self._piece_of(start)
        last = max(bisect_left(self.pieces, end, key=_OFFSET), first + 1)
        return SourceMap(
            tuple(
                (max(offset - start, 0), line, column + max(start - offset, 0))
                for offset, line, column in self.pieces[first:last]
            )
        )

    def _piece_of(self, offset: int) -> int:
        """Return the index of the piece that an offset is in."""
        return max(bisect_right(self.pieces, offset, key=_OFFSET) - 1, 0)
