"""Cells of table rows, as written.

Parsers drop the cells beyond the header's and add missing ones, so a row is read from its source
line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.model import Cell, Row, Span
from awesome_lint.text.table_syntax import CellBounds

InlineParser = Callable[[str, SourceMap], InlineContent]


CellContent = tuple[InlineContent, SourceMap]
"""The content of a cell, and the map of its offsets to the source."""


def parse_row(
    source: str, bounds: CellBounds, line: int, column: int, parsers: Iterable[InlineParser]
) -> tuple[Row, tuple[InlineContent, ...]]:
    """Parse the row `source`, which begins at `column` of `line`, with cells at `bounds`.

    Return the row and the contents of its cells. `parsers` yields a parser for each cell, and
    may yield more.
    """
    cells, contents = [], []
    for (start, end), parse in zip(bounds, parsers, strict=False):
        raw = source[start:end]
        inline = parse(raw.replace("\\|", "|"), _source_map(raw, line, column + start))
        span = Span(line, column + start, line, column + end)
        if span == inline.prose[0].span:
            span = inline.prose[0].span  # one object, as there are many cells
        cells.append(Cell(inline.text, raw, span, inline.links))
        contents.append(inline)
    stripped = source.rstrip()
    span = Span(line, column, line, column + len(stripped))
    return Row(tuple(cells), span), tuple(contents)


def with_source_maps(row: Row, contents: Iterable[InlineContent]) -> list[CellContent]:
    """Return the contents that `parse_row` returned for a row, with their maps to the source."""
    return [
        (inline, _source_map(cell.source, cell.span.line, cell.span.column))
        for cell, inline in zip(row.cells, contents, strict=True)
    ]


def _source_map(raw: str, line: int, column: int) -> SourceMap:
    position = raw.find("\\|")
    if position == -1:
        return SourceMap(((0, line, column),))
    pieces, dropped = [(0, line, column)], 0
    while position != -1:
        dropped += 1
        pieces.append((position + 1 - dropped, line, column + position + 1))
        position = raw.find("\\|", position + 2)
    return SourceMap(tuple(pieces))
