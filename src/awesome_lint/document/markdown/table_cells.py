"""GFM tables: the cells that really stand in a row.

A parser drops the cells beyond the header's and pads what is missing, so a row is read here
from its source line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from awesome_lint.document.markdown.inline import Inline
from awesome_lint.document.markdown.source_map import Origin
from awesome_lint.model import Cell, Row, Span

Parse = Callable[[str, Origin], Inline]
Bounds = list[tuple[int, int]]
"""Where the cells of a row stand: start and end offsets in its text, white space stripped."""


def split(row: str) -> Bounds:
    """Return where the cells of a row stand.

    As cmark-gfm does it: a pipe parts two cells unless a backslash stands right before it, in
    code spans as anywhere else; a pipe that opens or closes the row parts nothing.
    """
    begin, end = 0, len(row)
    while begin < end and row[begin] in " \t\v\f":
        begin += 1
    while end > begin and row[end - 1] in " \t\v\f":
        end -= 1
    bounds, start = [], begin
    position = row.find("|", begin, end)
    while position != -1:
        if position == begin:
            start = begin + 1
        elif row[position - 1] != "\\":
            bounds.append((start, position))
            start = position + 1
        position = row.find("|", position + 1, end)
    if start < end:
        bounds.append((start, end))
    return [_strip(row, *cell) for cell in bounds]


def _strip(row: str, start: int, end: int) -> tuple[int, int]:
    while start < end and row[start] in " \t\v\f":
        start += 1
    while end > start and row[end - 1] in " \t\v\f":
        end -= 1
    return start, end


def read_row(source: str, bounds: Bounds, line: int, column: int, parsers: Iterable[Parse]) -> Row:
    """Read the row `source`, which begins at `column` of `line`, with cells at `bounds`.

    `parsers` has a parser for each cell, and may have more.
    """
    cells = []
    for (start, end), parse in zip(bounds, parsers, strict=False):
        raw = source[start:end]
        span = Span(line, column + start, line, column + end)
        inline = parse(raw.replace("\\|", "|"), _origin(raw, line, column + start))
        cells.append(Cell(inline.text, raw, span, inline.links))
    stripped = source.rstrip()
    span = Span(line, column, line, column + len(stripped))
    return Row(tuple(cells), span)


def _origin(raw: str, line: int, column: int) -> Origin:
    pieces, dropped = [(0, line, column)], 0
    position = raw.find("\\|")
    while position != -1:
        dropped += 1
        pieces.append((position + 1 - dropped, line, column + position + 1))
        position = raw.find("\\|", position + 2)
    return Origin(pieces)
