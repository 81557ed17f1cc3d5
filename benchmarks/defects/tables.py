"""Defects of tables: missing and extra pipes, and tables that GitHub does not render."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from awesome_lint.model import Cell, Row, Span, Table
from defects.source import Mutation, Source, kind


def _separators(source: Source, row: Row) -> list[Span]:
    """Return the pipes between two cells, without those at the ends of the row."""
    line = source.lines[row.span.line - 1]
    found = []
    for left, right in zip(row.cells, row.cells[1:], strict=False):
        start = line.index("|", left.span.end_column - 1, right.span.column - 1)
        found.append(Span(row.span.line, start + 1, row.span.line, start + 2))
    return found


def _between_words(cell: Cell) -> list[int]:
    """Return the columns of the spaces in a cell of plain text."""
    if cell.source != cell.text:
        return []
    return [cell.span.column + at for at, letter in enumerate(cell.source) if letter == " "]


def _insert(source: Source, line: int, column: int, text: str) -> Mutation:
    return source.replace(Span(line, column, line, column), text)


@kind("dropped pipe", "table-column-count")
def dropped_pipe(source: Source, random: Random) -> Iterator[Mutation]:
    """Remove a pipe between two cells. In a table of two columns, one bold cell is a heading."""
    for _, row in source.rows:
        if len(row.cells) > 2:
            yield source.replace(random.choice(_separators(source, row)), "")


@kind("stray pipe", "table-column-count")
def stray_pipe(source: Source, random: Random) -> Iterator[Mutation]:
    """Put a pipe between two words."""
    for _, row in source.rows:
        if spaces := [at for cell in row.cells for at in _between_words(cell)]:
            yield _insert(source, row.span.line, random.choice(spaces), " |")


@kind("stray cell", "table-column-count")
def stray_cell(source: Source, random: Random) -> Iterator[Mutation]:
    """Insert an extra cell between two others."""
    for _, row in source.rows:
        if len(row.cells) > 1:
            pipe = random.choice(_separators(source, row))
            yield _insert(source, row.span.line, pipe.column, random.choice(("|", "| later ")))


@kind("pipe in code", "table-column-count")
def pipe_in_code(source: Source, random: Random) -> Iterator[Mutation]:
    """Insert code with an unescaped pipe between two words."""
    for _, row in source.rows:
        if spaces := [at for cell in row.cells for at in _between_words(cell)]:
            yield _insert(source, row.span.line, random.choice(spaces), " `a|b`")


@kind("cell left out", "table-column-count")
def missing_cell(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the last cell with its pipe."""
    for _, row in source.rows:
        if len(row.cells) > 2:
            pipe = _separators(source, row)[-1]
            line = row.span.line
            end = row.cells[-1].span.end_column
            yield source.replace(Span(line, pipe.column, line, end), "")


def _clean_tables(source: Source) -> Iterator[Table]:
    """Yield the Markdown tables without findings that are at the top level."""
    for table in source.document.tables:
        if (
            table.markup == "gfm"
            and table.rows
            and table.span.column == 1
            and source.is_clean(table.span)
        ):
            yield table


@kind("delimiter row one cell short", "table-not-rendered")
def short_delimiter(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the last cell of the delimiter row."""
    for table in _clean_tables(source):
        line = table.span.line + 1
        cells = source.lines[line - 1].strip().strip("|").split("|")
        if len(cells) == len(table.header.cells) > 1:
            row = "|" + "|".join(cells[:-1]) + "|"
            yield Mutation(line, 1, (row,), line - 1, line)


@kind("delimiter row lost", "table-not-rendered")
def lost_delimiter(source: Source, _random: Random) -> Iterator[Mutation]:
    """Remove the delimiter row."""
    for table in _clean_tables(source):
        if len(table.header.cells) > 1:
            line = table.span.line + 1
            yield Mutation(line, 1, (), line - 1, line)


@kind("full-width pipes", "table-not-rendered")
def full_width_pipes(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write the pipes of the header and the delimiter row in full width."""
    for table in _clean_tables(source):
        line = table.span.line
        header, delimiters = source.lines[line - 1 : line + 1]
        if len(table.header.cells) > 1 and "\\|" not in header:
            rows = tuple(row.replace("|", "｜") for row in (header, delimiters))
            yield Mutation(line, 2, rows, line, line + 1)


@kind("blank line in a table", "table-not-rendered")
def blank_line(source: Source, random: Random) -> Iterator[Mutation]:
    """Split the rows of a table by a blank line."""
    for table in _clean_tables(source):
        if len(table.rows) > 1 and len(table.header.cells) > 1:
            line = random.choice(table.rows[1:]).span.line
            yield Mutation(line, 0, ("",), line, line + 1)


_WRAPPERS = (
    (("<details>", "<summary>All of them</summary>"), "</details>"),
    (("<details open><summary>Table</summary>",), "</details>"),
    (('<div align="center">',), "</div>"),
)


@kind("no blank line before a table", "table-not-rendered")
def glued_to_html(source: Source, random: Random) -> Iterator[Mutation]:
    """Put a table into `<details>` or a centered `<div>`, without the blank line after the HTML."""
    headings = {heading.span.end_line for heading in source.document.headings}
    for table in _clean_tables(source):
        first, last = table.span.line, table.span.end_line
        if len(table.header.cells) < 2:
            continue
        # Tags below other text would be part of that paragraph.
        if first == 1 or first - 1 in headings or not source.lines[first - 2].strip():
            above, below = random.choice(_WRAPPERS)
            lines = (*above, *source.lines[first - 1 : last], "", below)
            yield Mutation(first, last - first + 1, lines, first, first + len(above) + 1)


KINDS = (
    dropped_pipe,
    stray_pipe,
    stray_cell,
    pipe_in_code,
    missing_cell,
    short_delimiter,
    lost_delimiter,
    full_width_pipes,
    blank_line,
    glued_to_html,
)
