"""Keeps a row's pipes where they are when a repair changes a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from msgspec.structs import replace

from awesome_lint import fixes
from awesome_lint.document.tables import split
from awesome_lint.model import Cell, Document, Edit, Fix, Row, Span
from awesome_lint.report.terminal import columns, pieces

_PIPE: Final = re.compile(r"(?<!\\)\|")
_BLANKS_TO_PIPE: Final = re.compile(r" *(?=\|)")


class Alignment:
    """The pipes of a document's tables."""

    def __init__(self, document: Document) -> None:
        self._lines = document.lines
        self._tables = document.tables

    @cached_property
    def _rows(self) -> dict[int, tuple[Row, int]]:
        """Return the body rows by line, each with the line of its table's header."""
        return {
            row.span.line: (row, table.header.span.line)
            for table in self._tables
            for row in table.rows
        }

    def keep(self, fix: Fix) -> Fix:
        """Return a repair that leaves aligned pipes aligned.

        Where a cell becomes shorter or longer, and the pipe behind it stands below those of the
        header and the delimiter row, blanks in the same cell make up for it as far as there are
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
            for index, cell in enumerate(row.cells):
                inside = [edit for edit in edits if _is_inside(edit, cell)]
                if inside and (edit := self._pad(cell, index, header, inside)):
                    yield edit

    def _pad(self, cell: Cell, index: int, header: int, edits: Sequence[Edit]) -> Edit | None:
        number = cell.span.line
        line = self._lines[number - 1]
        start, end = cell.span.column - 1, cell.span.end_column - 1
        behind = _BLANKS_TO_PIPE.match(line, end)
        if behind is None or not self._is_aligned(line[: behind.end()], header):
            return None
        shifted = [replace(edit, span=replace(edit.span, line=1, end_line=1)) for edit in edits]
        longer = _width(fixes.apply(line, shifted)) - _width(line)
        if self._is_right(index, header):
            at, room = start, start - len(line[:start].rstrip(" "))
        else:
            at, room = behind.end(), len(behind[0])
        if longer < 0:
            return Edit(Span(number, at + 1, number, at + 1), " " * -longer)
        taken = min(longer, room - 1)
        return Edit(Span(number, at + 1 - taken, number, at + 1), "") if taken > 0 else None

    def _is_aligned(self, before: str, header: int) -> bool:
        """Tell whether a pipe stands below one of the header and one of the delimiter row."""
        at = _width(before)
        return all(
            any(_width(line[: pipe.start()]) == at for pipe in _PIPE.finditer(line))
            for line in self._lines[header - 1 : header + 1]
        )

    def _is_right(self, index: int, header: int) -> bool:
        """Tell whether a column is aligned to the right (GFM, section 4.10)."""
        line = self._lines[header]
        cells = [line[start:end] for start, end in split(line)]
        return index < len(cells) and cells[index].endswith(":") and cells[index][:1] != ":"


def _is_inside(edit: Edit, cell: Cell) -> bool:
    span, around = edit.span, cell.span
    return (
        span.line == span.end_line == around.line
        and around.column <= span.column <= span.end_column <= around.end_column
        and "\n" not in edit.text
    )


def _width(text: str) -> int:
    return len(text) if text.isascii() else columns("".join(pieces(text)))
