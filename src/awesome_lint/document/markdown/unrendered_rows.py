"""Lines that are written as rows of a table, but are not part of a rendered table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from awesome_lint.model import Cell, Row, Span, UnrenderedBlock, UnrenderedRows
from awesome_lint.text.table_syntax import FULL_WIDTH_PIPE, find_delimiter_row, split_cells

BlockLine = tuple[int, int, str]
"""A line of a block: its 1-based number, the 1-based column at which its text begins, and its
text."""


def find_unrendered_rows(
    block: UnrenderedBlock, lines: Iterable[BlockLine]
) -> Iterator[UnrenderedRows]:
    """Yield the rows among the lines of one block, consecutive ones together.

    Rows are lines that begin with a pipe; with a delimiter row below the first, lines that have
    a pipe anywhere. The pipes of such a table may be full-width ones.
    """
    group: list[Row] = []
    full_width: set[int] = set()
    for number, column, text in lines:
        row = _row(number, column, text) if "|" in text or FULL_WIDTH_PIPE in text else None
        if group and (row is None or row.span.line != group[-1].span.line + 1):
            yield from _group_rows(block, group, full_width)
            group = []
        if row is not None:
            group.append(row)
            if "|" not in text:
                full_width.add(number)
    yield from _group_rows(block, group, full_width)


def _row(number: int, column: int, text: str) -> Row | None:
    written = text if "|" in text else text.replace(FULL_WIDTH_PIPE, "|")
    bounds = split_cells(written)
    stripped = text.strip(" \t\v\f")
    if not bounds or (len(bounds) == 1 and not stripped.startswith(("|", FULL_WIDTH_PIPE))):
        return None
    cells = []
    for start, end in bounds:
        span = Span(number, column + start, number, column + end)
        source = text[start:end]
        cells.append(Cell(source, source, span, ()))
    begin = column + text.index(stripped)
    return Row(tuple(cells), Span(number, begin, number, begin + len(stripped)))


def _group_rows(
    block: UnrenderedBlock, rows: list[Row], full_width: Collection[int]
) -> Iterator[UnrenderedRows]:
    """Yield the rows of a group; those on the lines `full_width` only with a delimiter row."""
    delimiter = find_delimiter_row([cell.source for cell in row.cells] for row in rows)
    if delimiter is not None:
        yield UnrenderedRows(block, tuple(rows[max(delimiter - 1, 0) :]))
        return
    framed: list[Row] = []
    for row in rows:
        # A row that begins with a pipe begins before its first cell.
        if row.span.line not in full_width and row.span.column < row.cells[0].span.column:
            framed.append(row)
        elif framed:
            yield UnrenderedRows(block, tuple(framed))
            framed = []
    if framed:
        yield UnrenderedRows(block, tuple(framed))
