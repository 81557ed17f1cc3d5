"""table-column-count: rows with more or fewer cells than their table has columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

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
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.generated_lines import find_generated_lines
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import count, enumerate_words, quote

# Code and math as their author meant them. GitHub splits a row into cells first.
_CODE = deferred(r"(?<!`)(`{1,3})(?!`)[^`]+(?<!`)\1(?!`)")
_MATH = deferred(r"(?<![\w$\\])\$(?=\S)[^$]*?(?<=[^\s\\])\$(?![\w$])")
_LINK = deferred(r"\[[^\[\]]+\]\([^()\s]+\)")
_LINK_AND_TEXT = deferred(r"\W*\[[^\[\]]+\]\([^()\s]+\)\W?\s+[-\u2013\u2014]\s+\w")
_PIPE = deferred(r"(?<!\\)\|")
# Hidden notes of the author, often in an extra cell, since GitHub drops it.
_NOTE = deferred(r"\[(?://|comment|#)\]:|<!--", re.IGNORECASE)
_IN_LINK_TEXT = "a link text"

_MIN_SHORT_ROWS = 10
"""Short rows at least that are the style of a table, if they are a quarter of its rows."""

_MAX_CELLS_PER_EMPTY = 4
"""A column is optional if more than one in this many of its cells is empty."""

_MAX_HEADER_CHARS = 200
"""Characters of a header that are compared with the links of short rows at most."""

_MIN_REGULAR_ROWS = 3
_MIN_REGULAR_SHARE = 0.75
"""Rows of an HTML table that have one cell per column, at least. Others are not meant to."""

_BOLD = deferred(r"(\*\*|__).+\1|<b>.+</b>", re.IGNORECASE)


_Kind = tuple[str, tuple[str, ...]]
"""The markup and the columns of a table."""


class _Habit(Struct, frozen=True):
    """The cells that tables with the same columns leave out or empty."""

    often_short: bool
    """Whether many rows leave out their last cells."""
    optional: frozenset[int]
    """The indices of columns with many empty or missing cells, if any row is short."""


def check(document: Document, _options: NoOptions, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each body row with more or fewer cells than its header.

    The severity depends on the loss for readers: error for dropped cells and cells in the wrong
    column, warning for missing cells at the end, info for extra empty cells and for missing cells
    that are meant to be empty. Skipped are generated tables, rows whose extra cells contain only
    comments, rows of one bold cell that are headers of a group, the last row of a
    grid of links to sections, and rows of paired columns that have only the first entries.
    """
    habits = _habits(document.tables)
    generated = find_generated_lines(document)
    for table in document.tables:
        if table.span.line in generated:
            continue
        own, common = _habit(table.rows, len(table.header.cells)), habits[_kind(table)]
        habit = _Habit(own.often_short or common.often_short, own.optional | common.optional)
        if table.markup == "html":
            yield from _check_html_table(table, habit)
            continue
        columns = len(table.header.cells)
        for row in table.rows:
            extra = row.cells[columns:]
            if extra and not all(_NOTE().match(cell.source) for cell in extra):
                yield _extra_cells(document, table, row)
            elif len(row.cells) < columns and not (
                _is_group_header(row)
                or _is_last_row_of_grid(table, row)
                or _is_partial_row_of_pairs(table, row)
            ):
                harmless = _is_meant_empty(table, row, habit)
                yield _missing_cells(document, table, row, "info" if harmless else "warning")


def _habits(tables: Iterable[Table]) -> Mapping[_Kind, _Habit]:
    """Return the habits of tables, by their kind.

    Tables with the same columns, such as one for each year, have the same habits.
    """
    rows: dict[_Kind, list[Row]] = {}
    for table in tables:
        rows.setdefault(_kind(table), []).extend(table.rows)
    return {key: _habit(alike, len(key[1])) for key, alike in rows.items()}


def _kind(table: Table) -> _Kind:
    return table.markup, _names(table)


def _habit(rows: Sequence[Row], columns: int) -> _Habit:
    short = sum(len(row.cells) < columns for row in rows)
    if not short:
        return _Habit(often_short=False, optional=frozenset())
    optional = []
    for column in range(columns):
        empty = sum(len(row.cells) > column and _is_empty(row.cells[column]) for row in rows)
        missing = sum(len(row.cells) <= column for row in rows)
        # Missing cells alone do not show that a column may be empty.
        if empty and len(rows) < _MAX_CELLS_PER_EMPTY * (empty + missing):
            optional.append(column)
    return _Habit(short >= max(_MIN_SHORT_ROWS, len(rows) / 4), frozenset(optional))


def _is_meant_empty(table: Table, row: Row, habit: _Habit) -> bool:
    """Return whether the missing cells of a row are meant to be empty.

    They are if they are often missing or empty in this table, if the row leaves another cell empty
    in a table with optional columns, or if all rows have only their first cell.
    """
    if habit.often_short or habit.optional.issuperset(
        range(len(row.cells), len(table.header.cells))
    ):
        return True
    if habit.optional and any(map(_is_empty, row.cells[1:-1])):
        return True
    return len(table.rows) > 1 and all(len(other.cells) == 1 for other in table.rows)


def _is_empty(cell: Cell) -> bool:
    """Return whether a cell shows nothing, or a placeholder: also a link without text and URL."""
    return is_placeholder(cell.text) and not any(link.url for link in cell.links)


def _names(table: Table) -> tuple[str, ...]:
    return tuple(cell.text.strip().casefold()[:_MAX_HEADER_CHARS] for cell in table.header.cells)


def _check_html_table(table: Table, habit: _Habit) -> Iterator[Finding]:
    """Yield a finding for each row of an HTML table that breaks its otherwise regular columns.

    Browsers show all cells. Rows with one cell are headers of a group.
    """
    columns = len(table.header.cells)
    regular = sum(len(row.cells) == columns for row in table.rows)
    if table.is_layout or not any(cell.text for cell in table.header.cells):
        return
    if regular < max(_MIN_REGULAR_ROWS, _MIN_REGULAR_SHARE * len(table.rows)):
        return
    for row in table.rows:
        cells = len(row.cells)
        extra = [cell for cell in row.cells[columns:] if cell.text or cell.links]
        if extra:
            sources = enumerate_words([quote(cell.text or cell.source, 40) for cell in extra])
            yield Finding(
                _enclosing_span(extra),
                f"{count(cells, 'cell')} for {count(columns, 'column')}: no header for {sources}",
                "Remove the extra cell, or add a column to the table"
                if cells - columns == 1
                else f"Remove the {cells - columns} extra cells, or add columns to the table",
                severity="warning",
            )
        elif 1 < cells < columns:
            harmless = habit.optional.issuperset(range(cells, columns))
            yield _missing_html_cells(table, row, "info" if harmless else "warning")


def _missing_html_cells(table: Table, row: Row, severity: Severity) -> Finding:
    columns, cells = len(table.header.cells), len(row.cells)
    last = row.cells[-1]
    span = last.span if last.source else row.span
    numbers = f"{count(cells, 'cell')} for {count(columns, 'column')}"
    if column := _intended_column(table, last, cells):
        here, there = (quote(table.header.cells[index].text) for index in (cells - 1, column))
        return Finding(
            span,
            f"{numbers}: {quote(last.text, 40)} is under {here} instead of {there}",
            f"Put {count(column - cells + 1, 'empty cell')} (`<td></td>`) before it",
        )
    names = [quote(cell.text) for cell in table.header.cells[cells:] if cell.text]
    problem = f"no cell for {enumerate_words(names)}" if names else "the last columns stay empty"
    advice = (
        "Add the missing cell, or an empty one (`<td></td>`)"
        if columns - cells == 1
        else "Add the missing cells, or empty ones (`<td></td>`)"
    )
    return Finding(span, f"{numbers}: {problem}", advice, severity=severity)


def _is_group_header(row: Row) -> bool:
    return len(row.cells) == 1 and bool(_BOLD().fullmatch(row.cells[0].source))


def _is_last_row_of_grid(table: Table, row: Row) -> bool:
    """Return whether a row is the last one of a table that is a grid of links to sections."""
    links = [link for cell in row.cells for link in cell.links]
    inside = len(links) >= len(row.cells) and all(link.url.startswith("#") for link in links)
    return inside and row is table.rows[-1]


def _is_partial_row_of_pairs(table: Table, row: Row) -> bool:
    """Return whether a row has whole entries only, and its table has several in each row.

    The headers of such a table are repeated: `Link`, `Language`, `Link`, `Language`.
    """
    names = _names(table)
    size = names.index(names[0], 1) if names[0] in names[1:] else len(names)
    if size < 2 or names != names[:size] * (len(names) // size):
        return False
    return len(row.cells) % size == 0


def _extra_cells(document: Document, table: Table, row: Row) -> Finding:
    columns = len(table.header.cells)
    dropped = row.cells[columns:]
    span = _enclosing_span(dropped)
    numbers = f"{count(len(row.cells), 'cell')} for {count(columns, 'column')}"
    sources = [quote(cell.source, 40) for cell in dropped if cell.source]
    lost = enumerate_words(sources) if sources else ""
    pipes, place = _unescaped_pipes(document, row)
    if len(pipes) == len(dropped) and (lost or place == _IN_LINK_TEXT):
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
        index = row.cells.index(empty[0])
        header = table.header.cells[index].text
        where = f"the empty cell under {quote(header)}" if header else "an empty cell"
        return Finding(
            span,
            f"{numbers}: GitHub drops {lost}, which {where} pushes out of the table",
            "Remove the empty cell, or the extra one",
            fix=_remove_cell(row, index, safe=index == columns - 1),
        )
    return Finding(
        span,
        f"{numbers}: GitHub drops {lost}",
        "Remove the extra cell, or add a column to the table"
        if len(dropped) == 1
        else f"Remove the {len(dropped)} extra cells, or add {len(dropped)} columns to the table",
        # Readers lose nothing with a placeholder such as `-`.
        severity="info" if all(is_placeholder(cell.source) for cell in dropped) else None,
    )


def _missing_cells(document: Document, table: Table, row: Row, severity: Severity) -> Finding:
    columns, cells = len(table.header.cells), len(row.cells)
    if not _PIPE().search(document.slice(row.span)):
        return Finding(
            row.span,
            "Text right below a table: GitHub renders this line as a row of the table",
            "Put a blank line between the table and the text",
        )
    names = [quote(cell.text) for cell in table.header.cells[cells:] if cell.text]
    problem = f"no cell for {enumerate_words(names)}" if names else "the last columns stay empty"
    last = row.cells[-1]
    numbers = f"{count(cells, 'cell')} for {count(columns, 'column')}"
    if column := _intended_column(table, last, cells):
        here, there = (quote(table.header.cells[index].text) for index in (cells - 1, column))
        advice = f"Put {count(column - cells + 1, 'empty cell')} (`| |`) before it"
        return Finding(
            last.span,
            f"{numbers}: {quote(last.source, 40)} is under {here} instead of {there}",
            advice,
            fix=_move_last_cell(row, column, advice),
        )
    if columns - cells == 1 and names and _has_cell_after_dash(table, last, cells):
        return Finding(
            last.span,
            f"{numbers}: {problem}",
            f"Write `|` instead of the dash if the text after it belongs under {names[0]}",
            severity=severity,
        )
    return Finding(
        last.span if last.source else row.span,
        f"{numbers}: {problem}",
        "Add the missing cell, or an empty one (`| |`)"
        if columns - cells == 1
        else "Add the missing cells, or empty ones (`| |`)",
        fix=_add_empty_cells(document, row, columns - cells),
        severity=severity,
    )


def _has_cell_after_dash(table: Table, cell: Cell, cells: int) -> bool:
    """Return whether a dash in the last cell may stand for the pipe before another cell.

    It does not if other rows have a link, a dash and text in the same column.
    """
    return _LINK_AND_TEXT().match(cell.source) is not None and not any(
        _LINK_AND_TEXT().match(row.cells[cells - 1].source)
        for row in table.rows
        if len(row.cells) > cells
    )


def _remove_cell(row: Row, index: int, *, safe: bool) -> Fix:
    """Return the fix that removes the empty cell at `index`."""
    after = row.cells[index + 1].span
    if index:
        before = row.cells[index - 1].span
        edit = Edit(Span(before.line, before.end_column, after.line, after.column), " | ")
    else:
        edit = Edit(Span(row.span.line, row.span.column, after.line, after.column), "| ")
    return Fix("Remove the empty cell", (edit,), safe)


def _move_last_cell(row: Row, column: int, title: str) -> Fix:
    """Return the fix that puts empty cells before the last cell to move it to `column`."""
    last = row.cells[-1].span
    empty = "| " * (column - len(row.cells) + 1)
    return Fix(title, (Edit(Span(last.line, last.column, last.line, last.column), empty),))


def _add_empty_cells(document: Document, row: Row, missing: int) -> Fix:
    """Return the fix that adds the missing cells, which GitHub renders empty, at the end."""
    end = row.span.end_column
    closed = document.slice(row.span).endswith("|") and row.cells[-1].span.end_column < end
    text = " |" * (missing if closed else missing + 1)
    title = f"Add {count(missing, 'empty cell')} at the end"
    return Fix(title, (Edit(Span(row.span.line, end, row.span.line, end), text),))


def _intended_column(table: Table, cell: Cell, cells: int) -> int | None:
    """Return the column without a cell whose header is the text of a link in the last cell.

    `cells` is the number of cells of the row. None if there is no such column, or the last cell
    is in its own column.
    """
    labels = {link.text.strip("[]() ").casefold() for link in cell.links}
    headers = [header.text[:_MAX_HEADER_CHARS].casefold() for header in table.header.cells]
    if headers[cells - 1] in labels:
        return None
    missing = range(cells, len(headers))
    return next((index for index in missing if headers[index] and headers[index] in labels), None)


def _enclosing_span(cells: Sequence[Cell]) -> Span:
    first, last = cells[0].span, cells[-1].span
    return Span(first.line, first.column, last.end_line, max(last.end_column, first.column + 1))


def _unescaped_pipes(document: Document, row: Row) -> tuple[list[Span], str]:
    """Return the unescaped pipes inside code, math or link texts of a row, and their place."""
    source = document.slice(row.span)
    for pattern, place in ((_CODE(), "a code span"), (_MATH(), "math"), (_LINK(), _IN_LINK_TEXT)):
        pipes = [
            pipe.start() + match.start()
            for match in pattern.finditer(source)
            for pipe in _PIPE().finditer(match[0])
            # A pipe between two spaces separates two cells.
            if place == _IN_LINK_TEXT
            or match[0][pipe.start() - 1] != " "
            or match[0][pipe.end()] != " "
        ]
        if pipes:
            line, column = row.span.line, row.span.column
            return [Span(line, column + pipe, line, column + pipe + 1) for pipe in pipes], place
    return [], ""
