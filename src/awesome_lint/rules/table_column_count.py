"""table-column-count: rows that do not have a cell for each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import (
    Cell,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    Row,
    Severity,
    Span,
    Table,
)
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.text.wording import count, enumerate_words, quote

# Code and math as their author meant them: GitHub has split the row before it sees them.
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^`]+(?<!`)\1(?!`)")
_MATH = re.compile(r"(?<![\w$\\])\$(?=\S)[^$]*?(?<=[^\s\\])\$(?![\w$])")
_LINK = re.compile(r"\[[^\[\]]+\]\([^()\s]+\)")
_PIPE = re.compile(r"(?<!\\)\|")
# Notes that their author wants hidden: a cell beyond the table's edge is a known trick for that.
_NOTE = re.compile(r"\[(?://|comment|#)\]:|<!--", re.IGNORECASE)
_LINKED = "a link text"

_HABIT = 10
"""So many rows of a table, and a quarter of it, that end early are how it is written."""

_OPTIONAL = 4
"""One in so many cells of a column that is empty makes it one that need not be filled."""

_LONGEST_HEADER = 200
"""Characters of a header that are compared with the links of each row that is too short."""

_GROUP = re.compile(r"(\*\*|__).+\1|<b>.+</b>", re.IGNORECASE)


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each body row with more or fewer cells than its header.

    It weighs as much as the reader loses: a cell that is dropped or stands in the wrong column is
    an error, cells left out at the end are a warning, an empty cell too many is for the record, and
    so are cells left out as a habit, or in columns that are often empty. A surplus cell that holds
    only a comment, a row of one bold cell that heads a group of rows, and the last row of a grid of
    links to sections are meant as they are.
    """
    for table in document.tables:
        columns = len(table.header.cells)
        short = sum(len(row.cells) < columns for row in table.rows)
        habit = short >= max(_HABIT, len(table.rows) / 4)
        optional = _optional(table) if short else set()
        for row in table.rows:
            surplus = row.cells[columns:]
            if surplus and not all(_NOTE.match(cell.source) for cell in surplus):
                yield _surplus(document, table, row)
            elif len(row.cells) < columns and not (_heads_group(row) or _ends_grid(table, row)):
                harmless = habit or optional.issuperset(range(len(row.cells), columns))
                yield _missing(document, table, row, "info" if harmless else "warning")


def _optional(table: Table) -> set[int]:
    """Return the columns of which many cells are empty: leaving one out says the same."""
    whole = [row.cells for row in table.rows if len(row.cells) >= len(table.header.cells)]
    return {
        column
        for column in range(len(table.header.cells))
        if len(whole) < _OPTIONAL * sum(is_placeholder(cells[column].source) for cells in whole)
    }


def _heads_group(row: Row) -> bool:
    return len(row.cells) == 1 and bool(_GROUP.fullmatch(row.cells[0].source))


def _ends_grid(table: Table, row: Row) -> bool:
    """Tell whether a row is the last one of a table that only arranges links to sections."""
    links = [link for cell in row.cells for link in cell.links]
    inside = len(links) >= len(row.cells) and all(link.url.startswith("#") for link in links)
    return inside and row is table.rows[-1]


def _surplus(document: Document, table: Table, row: Row) -> Finding:
    columns = len(table.header.cells)
    dropped = row.cells[columns:]
    span = _around(dropped)
    numbers = f"{count(len(row.cells), 'cell')} for {count(columns, 'column')}"
    sources = [quote(cell.source, 40) for cell in dropped if cell.source]
    lost = enumerate_words(sources) if sources else ""
    pipes, place = _unescaped_pipes(document, row)
    if len(pipes) == len(dropped) and (lost or place == _LINKED):
        drops = f"GitHub drops {lost}" if lost else "GitHub does not render the link"
        return Finding(
            pipes[0],
            f"{numbers}: unescaped `|` in {place} splits the cell; {drops}",
            "Write `\\|`",
            fix=Fix("Write `\\|`", tuple(Edit(pipe, "\\|") for pipe in pipes)),
        )
    if not lost:
        last = row.cells[columns - 1].span
        tail = Span(last.line, last.end_column, last.line, row.span.end_column)
        extra = count(len(dropped), "extra empty cell")
        advice = f"Remove the empty {'cell' if len(dropped) == 1 else 'cells'}"
        return Finding(
            Span(span.line, last.end_column, span.line, row.span.end_column),
            f"{numbers}: the row ends with {extra}, which GitHub drops",
            advice,
            fix=Fix(advice, (Edit(tail, " |"),)),
            severity="info",
        )
    empty = [cell for cell in row.cells[:columns] if not cell.source]
    if len(empty) == len(dropped) == 1:
        at = row.cells.index(empty[0])
        header = table.header.cells[at].text
        where = f"the empty cell under {quote(header)}" if header else "an empty cell"
        return Finding(
            span,
            f"{numbers}: GitHub drops {lost}, which {where} pushes out of the table",
            "Remove the empty cell, or the extra one",
            fix=_without(row, at, safe=at == columns - 1),
        )
    return Finding(
        span,
        f"{numbers}: GitHub drops {lost}",
        "Remove the extra cell, or add a column to the table"
        if len(dropped) == 1
        else f"Remove the {len(dropped)} extra cells, or add {len(dropped)} columns to the table",
        # `-` says nothing that a reader could miss.
        severity="info" if all(is_placeholder(cell.source) for cell in dropped) else None,
    )


def _missing(document: Document, table: Table, row: Row, left_out: Severity) -> Finding:
    columns, cells = len(table.header.cells), len(row.cells)
    if not _PIPE.search(document.slice(row.span)):
        return Finding(
            row.span,
            "Text right below a table: GitHub renders this line as a row of the table",
            "Put a blank line between the table and the text",
        )
    names = [quote(cell.text) for cell in table.header.cells[cells:] if cell.text]
    left = f"no cell for {enumerate_words(names)}" if names else "the last columns stay empty"
    last = row.cells[-1]
    numbers = f"{count(cells, 'cell')} for {count(columns, 'column')}"
    if column := _belongs_under(table, last, cells):
        here, there = (quote(table.header.cells[at].text) for at in (cells - 1, column))
        advice = f"Put {count(column - cells + 1, 'empty cell')} (`| |`) before it"
        return Finding(
            last.span,
            f"{numbers}: {quote(last.source, 40)} is under {here} instead of {there}",
            advice,
            fix=_moved(row, column, advice),
        )
    return Finding(
        last.span if last.source else row.span,
        f"{numbers}: {left}",
        "Add the missing cell, or an empty one (`| |`)"
        if columns - cells == 1
        else "Add the missing cells, or empty ones (`| |`)",
        fix=_filled(document, row, columns - cells),
        severity=left_out,
    )


def _without(row: Row, at: int, *, safe: bool) -> Fix:
    """Remove an empty cell: surely the one too many right before the cell that is dropped."""
    behind = row.cells[at + 1].span
    if at:
        before = row.cells[at - 1].span
        edit = Edit(Span(before.line, before.end_column, behind.line, behind.column), " | ")
    else:
        edit = Edit(Span(row.span.line, row.span.column, behind.line, behind.column), "| ")
    return Fix("Remove the empty cell", (edit,), safe)


def _moved(row: Row, column: int, title: str) -> Fix:
    """Put empty cells before the last one, so that it stands in a column further right."""
    at = row.cells[-1].span
    empty = "| " * (column - len(row.cells) + 1)
    return Fix(title, (Edit(Span(at.line, at.column, at.line, at.column), empty),))


def _filled(document: Document, row: Row, missing: int) -> Fix:
    """Put empty cells at the end, where GitHub shows them already."""
    end = row.span.end_column
    closed = document.slice(row.span).endswith("|") and row.cells[-1].span.end_column < end
    text = " |" * (missing if closed else missing + 1)
    title = f"Add {count(missing, 'empty cell')} at the end"
    return Fix(title, (Edit(Span(row.span.line, end, row.span.line, end), text),))


def _belongs_under(table: Table, cell: Cell, cells: int) -> int | None:
    """Return the column left without a cell whose header labels a link in the row's last cell."""
    labels = {link.text.strip("[]() ").casefold() for link in cell.links}
    headers = [header.text[:_LONGEST_HEADER].casefold() for header in table.header.cells]
    if headers[cells - 1] in labels:
        return None
    named = (at for at in range(cells, len(headers)) if headers[at] and headers[at] in labels)
    return next(named, None)


def _around(cells: Sequence[Cell]) -> Span:
    first, last = cells[0].span, cells[-1].span
    return Span(first.line, first.column, last.end_line, max(last.end_column, first.column + 1))


def _unescaped_pipes(document: Document, row: Row) -> tuple[list[Span], str]:
    """Return the unescaped pipes inside code, math or links of the row, and which it is."""
    source = document.slice(row.span)
    for pattern, place in ((_CODE, "a code span"), (_MATH, "math"), (_LINK, _LINKED)):
        pipes = [
            pipe.start() + match.start()
            for match in pattern.finditer(source)
            for pipe in _PIPE.finditer(match[0])
            # A pipe with a blank on either side stands between two cells.
            if place == _LINKED or match[0][pipe.start() - 1] != " " or match[0][pipe.end()] != " "
        ]
        if pipes:
            line, column = row.span.line, row.span.column
            return [Span(line, column + at, line, column + at + 1) for at in pipes], place
    return [], ""


RULE = Rule("table-column-count", "error", check)
