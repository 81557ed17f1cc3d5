"""Defects of tables written in HTML, into which the Markdown tables of a README are converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from random import Random

from awesome_lint.model import Cell, Edit, Row, Span, Table
from awesome_lint.rules.shared.html_rows import tables_with_row_spans
from defects import entries, venues
from defects.source import Kind, Mutation, Source, kind

_LINK = re.compile(r"\[+([^\[\]]+)\]\(([^()\s]+)\)\]?")


def _as_html(source: Source) -> Iterator[Edit]:
    """Write the clean Markdown tables of plain text and links in HTML, one cell per line."""
    for table in source.document.tables:
        rows = (table.header, *table.rows)
        cells = [_converted(cell) for row in rows for cell in row.cells]
        width = len(table.header.cells)
        if (
            table.markup == "gfm"
            and table.span.column == 1
            and all(len(row.cells) == width for row in rows)
            and all(cell is not None for cell in cells)
            and source.is_clean(table.span)
        ):
            lines = ["<table>"]
            for number, row in enumerate(rows):
                name = "td" if number else "th"
                converted = (_converted(cell) or "" for cell in row.cells)
                lines += ["<tr>", *(f"<{name}>{cell}</{name}>" for cell in converted), "</tr>"]
            yield Edit(table.span, "\n".join([*lines, "</table>"]))


def _converted(cell: Cell) -> str | None:
    """Return a cell in HTML; None if it has other markup than links."""
    parts, position = [], 0
    for match in _LINK.finditer(cell.source):
        parts.append(escape(cell.source[position : match.start()]))
        parts.append(f'<a href="{escape(match[2])}">{escape(match[1])}</a>')
        position = match.end()
    parts.append(escape(cell.source[position:]))
    rest = _LINK.sub("", cell.source)
    return None if set(rest) & set("*_`[]<>&$~\\!|") or "://" in rest else "".join(parts)


def _tables(source: Source) -> Iterator[Table]:
    """Yield the HTML tables without cells that span rows."""
    spanned = tables_with_row_spans(source.document)
    for table in source.document.tables:
        if table.markup == "html" and table.span not in spanned:
            yield table


def _rows(source: Source) -> Iterator[Row]:
    """Yield the clean rows of the tables in which all rows are regular."""
    for table in _tables(source):
        width = len(table.header.cells)
        regular = all(len(row.cells) == width for row in table.rows)
        if regular and len(table.rows) >= 4 and width > 2:
            yield from (row for row in table.rows if source.is_clean(row.span))


@kind("HTML cell left out", "table-column-count", prepare=_as_html)
def missing_cell(source: Source, random: Random) -> Iterator[Mutation]:
    """Remove a cell that is not empty."""
    for row in _rows(source):
        written = [cell.span.line for cell in row.cells if cell.source]
        if len(written) > 1:
            first, last = row.span.line, row.span.end_line - 1
            yield Mutation(random.choice(written), 1, (), first, last)


@kind("stray HTML cell", "table-column-count", prepare=_as_html)
def stray_cell(source: Source, random: Random) -> Iterator[Mutation]:
    """Insert a cell between two others."""
    for row in _rows(source):
        first, last = row.span.line, row.span.end_line + 1
        line = random.choice(row.cells).span.line
        if row.cells[-1].source:
            yield Mutation(line, 0, ("<td>later</td>",), first, last)


def _in_html(of: Kind, name: str) -> Kind:
    """Return a kind that plants the defects of another one in rows of HTML."""

    def plant(source: Source, random: Random) -> Iterator[Mutation]:
        html = [table.span for table in _tables(source)]
        for mutation in of.plant(source, random):
            if any(_contains(span, mutation.line) for span in html):
                yield mutation

    return Kind(name, of.rules, plant, _as_html)


def _contains(span: Span, line: int) -> bool:
    return span.line < line <= span.end_line


KINDS = (
    missing_cell,
    stray_cell,
    _in_html(entries.doubled_row, "doubled HTML row"),
    _in_html(entries.doubled_form, "doubled HTML row, other link"),
    _in_html(entries.doubled_venue, "doubled HTML row, other venue"),
    _in_html(venues.glued, "year glued on in HTML"),
)
