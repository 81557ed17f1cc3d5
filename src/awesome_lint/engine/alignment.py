"""Alignment of a row's pipes after a fix changes a cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final

from msgspec.structs import replace

from awesome_lint.edits import apply_edits
from awesome_lint.model import Cell, Document, Edit, Fix, Row, Span
from awesome_lint.text.display import display_width, displayable_pieces
from awesome_lint.text.patterns import deferred
from awesome_lint.text.table_syntax import split_cells

_PIPE: Final = deferred(r"(?<!\\)\|")
_SPACES_TO_PIPE: Final = deferred(r" *(?=\|)")


class Alignment:
    """The pipes of a document's tables."""

    def __init__(self, document: Document) -> None:
        self._lines = document.lines
        self._tables = document.tables
        # Cached, since a line may be as long as the file, and have as many fixes.
        self._widths: dict[int, list[int] | None] = {}
        self._pipes_of: dict[int, frozenset[int]] = {}
        self._right_of: dict[int, frozenset[int]] = {}

    @cached_property
    def _rows(self) -> dict[int, tuple[Row, int]]:
        """Return the body rows by line, each with the line of its table's header."""
        return {
            row.span.line: (row, table.header.span.line)
            for table in self._tables
            if table.markup == "gfm"
            for row in table.rows
        }

    def keep_pipes_aligned(self, fix: Fix) -> Fix:
        """Return a fix that leaves aligned pipes aligned.

        If a cell becomes shorter or longer, and the pipe after it is aligned with those of the
        header and the delimiter row, spaces in the same cell compensate, as far as there are
        any. Widths are those of a terminal. Nothing else of the table is changed.
        """
        by_line: dict[int, list[Edit]] = {}
        for edit in fix.edits:
            by_line.setdefault(edit.span.line, []).append(edit)
        padding = [edit for line, edits in by_line.items() for edit in self._padding(line, edits)]
        return replace(fix, edits=(*fix.edits, *padding)) if padding else fix

    def _padding(self, line: int, edits: Sequence[Edit]) -> Iterator[Edit]:
        if line in self._rows:
            row, header = self._rows[line]
            by_cell: dict[int, list[Edit]] = {}
            for edit in edits:
                column = edit.span.column
                index = bisect_right(row.cells, column, key=lambda cell: cell.span.column) - 1
                if index >= 0 and _is_inside(edit, row.cells[index]):
                    by_cell.setdefault(index, []).append(edit)
            for index, inside in sorted(by_cell.items()):
                if pad := self._pad(row.cells[index], index, header, inside):
                    yield pad

    def _pad(self, cell: Cell, index: int, header: int, edits: Sequence[Edit]) -> Edit | None:
        number = cell.span.line
        line = self._lines[number - 1]
        start, end = cell.span.column - 1, cell.span.end_column - 1
        gap = _SPACES_TO_PIPE().match(line, end)
        if gap is None or self._width_before(number, gap.end()) not in self._pipes(header):
            return None
        written = line[start:end]
        shifted = [replace(edit, span=_span_in_cell(edit.span, start)) for edit in edits]
        longer = _text_width(apply_edits(written, shifted)) - _text_width(written)
        if index in self._right(header):
            at, room = start, 0
            while room < start and line[start - room - 1] == " ":
                room += 1
        else:
            at, room = gap.end(), len(gap[0])
        if longer < 0:
            return Edit(Span(number, at + 1, number, at + 1), " " * -longer)
        taken = min(longer, room - 1)
        return Edit(Span(number, at + 1 - taken, number, at + 1), "") if taken > 0 else None

    def _width_before(self, number: int, offset: int) -> int:
        """Return the width of a line up to an offset."""
        if number not in self._widths:
            line = self._lines[number - 1]
            widths = (
                None
                if line.isascii()
                else [0, *accumulate(map(display_width, displayable_pieces(line)))]
            )
            self._widths[number] = widths
        widths = self._widths[number]
        return offset if widths is None else widths[offset]

    def _pipes(self, header: int) -> frozenset[int]:
        """Return the positions at which a pipe of the delimiter row is below one of the header."""
        if header not in self._pipes_of:
            above, below = (
                {
                    self._width_before(line, pipe.start())
                    for pipe in _PIPE().finditer(self._lines[line - 1])
                }
                for line in (header, header + 1)
            )
            self._pipes_of[header] = frozenset(above & below)
        return self._pipes_of[header]

    def _right(self, header: int) -> frozenset[int]:
        """Return the indexes of the columns that are aligned to the right (GFM, section 4.10)."""
        if header not in self._right_of:
            line = self._lines[header]
            cells = [line[start:end] for start, end in split_cells(line)]
            self._right_of[header] = frozenset(
                index for index, cell in enumerate(cells) if cell.endswith(":") and cell[:1] != ":"
            )
        return self._right_of[header]


def _is_inside(edit: Edit, cell: Cell) -> bool:
    span, around = edit.span, cell.span
    return (
        span.line == span.end_line == around.line
        and around.column <= span.column <= span.end_column <= around.end_column
        and "\n" not in edit.text
    )


def _span_in_cell(span: Span, start: int) -> Span:
    """Return a span of a line relative to a cell that begins at the offset `start`."""
    return Span(1, span.column - start, 1, span.end_column - start)


def _text_width(text: str) -> int:
    return len(text) if text.isascii() else display_width("".join(displayable_pieces(text)))
