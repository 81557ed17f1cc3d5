"""Lines that are written as rows of a table and that no table has taken up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from awesome_lint.document.markdown.table_cells import split
from awesome_lint.model import Cell, Row, Span, StrayKind, StrayRows

Line = tuple[int, int, str]
"""A line of a block: its number, the column where its text begins, and its text."""

_DASHES = r"\-\u2010-\u2015\u2212\u2500_="
_DELIMITERS = re.compile(rf"[|:;,+*.~\s{_DASHES}]*")
_DASHED = re.compile(rf"[{_DASHES}]{{2}}|:[{_DASHES}]|[{_DASHES}]:")
_DASH = re.compile(rf"[{_DASHES}]")


def read(block: StrayKind, lines: Iterable[Line]) -> Iterator[StrayRows]:
    """Yield the rows among the lines of one block, those that stand together as one.

    Rows are lines that begin with a pipe; with a delimiter row below the first, lines that have
    a pipe anywhere.
    """
    group: list[Row] = []
    for number, column, text in lines:
        row = _row(number, column, text) if "|" in text else None
        if group and (row is None or row.span.line != group[-1].span.line + 1):
            yield from _groups(block, group)
            group = []
        if row is not None:
            group.append(row)
    yield from _groups(block, group)


def delimiter_row(rows: Iterable[Row]) -> int | None:
    """Return which of `rows` was meant to be the delimiter row, if one was.

    It need not be one that GitHub knows: dashes of any kind will do.
    """
    for index, row in enumerate(rows):
        sources = [cell.source for cell in row.cells]
        if all(_DELIMITERS.fullmatch(source) for source in sources) and (
            any(_DASHED.search(source) for source in sources)
            # `| - | - |` may be a row of cells that have nothing to say.
            or (index == 1 and all(_DASH.search(source) for source in sources))
        ):
            return index
    return None


def _row(number: int, column: int, text: str) -> Row | None:
    bounds = split(text)
    stripped = text.strip(" \t\v\f")
    if not bounds or (len(bounds) == 1 and not stripped.startswith("|")):
        return None
    cells = []
    for start, end in bounds:
        span = Span(number, column + start, number, column + end)
        source = text[start:end]
        cells.append(Cell(source, source, span, ()))
    begin = column + text.index(stripped)
    return Row(tuple(cells), Span(number, begin, number, begin + len(stripped)))


def _groups(block: StrayKind, rows: list[Row]) -> Iterator[StrayRows]:
    delimiter = delimiter_row(rows)
    if delimiter is not None:
        yield StrayRows(block, tuple(rows[max(delimiter - 1, 0) :]))
        return
    led: list[Row] = []
    for row in rows:
        # A row that begins with a pipe begins before its first cell.
        if row.span.column < row.cells[0].span.column:
            led.append(row)
        elif led:
            yield StrayRows(block, tuple(led))
            led = []
    if led:
        yield StrayRows(block, tuple(led))
