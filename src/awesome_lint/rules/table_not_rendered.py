"""table-not-rendered: tables that GitHub renders as text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from awesome_lint.model import (
    Correction,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    Related,
    Row,
    Span,
    Table,
    UnrenderedRows,
)
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.examples import mentions_example
from awesome_lint.text.patterns import deferred
from awesome_lint.text.table_syntax import FULL_WIDTH_PIPE, find_delimiter_row
from awesome_lint.text.wording import count, quote

_DELIMITER = deferred(r":?-+:?")
_ENDS_WITH_COLON = deferred(r":[\s*_]*$")
_BLANK_LINE = deferred(r"[\s>]*")
_NO_TEXT = deferred(r"[\s>]*+(?:<!--.*-->|</?br\s*/?>|<a\s[^<>|]*>(?:</a>)?)?\s*", re.IGNORECASE)
"""Lines without text that may separate the rows of a table: blank, comments, `<br>`, anchors."""

_MENU_LINK = deferred(r"<a\b[^<>]*>[^<]*</a>|<[^<>]*>|\[[^\[\]]*\](?:\([^()\s]*\))?")
_LINK = deferred(r"\]\(https?:|<a\s", re.IGNORECASE)
_CODE_INDENT = 4
"""Spaces that indent code."""

_MIN_ROWS = 3
"""Rows of the shortest block that is reported if its rows are indented or unequal."""


class _RowGroup(Struct):
    """Unrendered rows with only lines without text between them."""

    table: Table | None
    """The table right above the rows, if there is one."""
    parts: list[UnrenderedRows]
    """The rows by block, in document order."""

    @property
    def rows(self) -> list[Row]:
        """All rows, in document order."""
        return [row for part in self.parts for row in part.rows]


class _Problem(Struct, frozen=True):
    """The reason why GitHub does not render rows as a table."""

    reason: str
    """The reason, for the message."""
    advice: str
    """The help."""
    fix: Fix | None = None
    """The fix, if there is one."""
    span: Span | None = None
    """The span that causes the problem, if it is not the first row."""
    cut_off: bool = False
    """Whether the rows belong to the table above."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each block of rows that was meant as a table and is not rendered as one.

    Single lines between pipes are skipped unless they are right below a table, and so are lines
    of links only, which are menus. The finding marks the first new row, else the first row.
    """
    for group in _row_groups(document):
        if (problem := _problem(document, group)) is not None:
            rows = group.rows
            columns = len(rows[0].cells)
            subject = "this table"
            facts: tuple[str, ...] = (problem.reason,)
            if group.table is not None and problem.cut_off:
                subject = "this row" if len(rows) == 1 else f"these {len(rows)} rows"
                facts = ("below", document.slice(group.table.header.span))
                columns = len(group.table.header.cells)
            related: tuple[Related, ...] = ()
            if problem.span is not None and problem.span.line != rows[0].span.line:
                related = (Related(problem.span, "Cause"),)
            new = (row for row in rows if evidence.is_new(row.span))
            yield Finding(
                next(new, rows[0]).span,
                f"GitHub renders {subject} as text: {problem.reason}",
                problem.advice,
                related,
                None if _is_too_wide(rows, columns) else problem.fix,
                facts=facts,
            )


def _delimiter_row(rows: Sequence[Row]) -> int | None:
    """Return the index of the row that was meant as the delimiter row, if there is one."""
    return find_delimiter_row([cell.source for cell in row.cells] for row in rows)


def _is_too_wide(rows: Sequence[Row], columns: int) -> bool:
    """Return whether GitHub would drop cells of the rows in a table with `columns` columns."""
    delimiter = _delimiter_row(rows)
    return any(len(row.cells) > columns for index, row in enumerate(rows) if index != delimiter)


def _row_groups(document: Document) -> Iterator[_RowGroup]:
    tables = [table for table in document.tables if table.markup == "gfm"]
    ends = [table.span.end_line for table in tables]
    group: _RowGroup | None = None
    seen = -1
    for stray in document.unrendered_rows:
        first = stray.rows[0].span.line
        if group is not None:
            if _continues(document, group.parts[-1], stray):
                group.parts.append(stray)
                continue
            yield group
        index = bisect_left(ends, first) - 1
        # Only the first rows below a table can belong to it.
        table = tables[index] if index > seen else None
        seen = index
        if table is not None and not _are_without_text(document, table.span.end_line, first):
            table = None
        group = _RowGroup(table, [stray])
    if group is not None:
        yield group


def _are_without_text(document: Document, above: int, below: int) -> bool:
    return all(_NO_TEXT().fullmatch(line) for line in document.lines[above : below - 1])


def _continues(document: Document, above: UnrenderedRows, below: UnrenderedRows) -> bool:
    last, first = above.rows[-1].span.line, below.rows[0].span.line
    if above.block == "heading":
        # The line between the two is the underline of the heading.
        return below.block == "paragraph" and first == last + 2
    if above.block == "code" or below.block in ("code", "heading"):
        return False
    return (_delimiter_row(below.rows) or 0) == 0 and _are_without_text(document, last, first)


def _problem(document: Document, group: _RowGroup) -> _Problem | None:
    first = group.parts[0]
    delimiter = _delimiter_row(first.rows)
    if first.block == "heading":
        return _heading_underline(document, group)
    if first.block == "code":
        return _indented(document, group) if delimiter == 1 else None
    if first.block == "html" and delimiter:
        return _in_html(document, first, delimiter)
    if delimiter:
        top = first.rows[delimiter - 1 : delimiter + 1]
        if any(_find_full_width_pipes(document, row) for row in top):
            return _full_width_pipes(document, first.rows, delimiter)
        return _wrong_delimiter_row(document, first.rows, delimiter)
    if group.table is not None:
        return _separated(document, group, group.table)
    return _missing_delimiter_row(document, group) if first.block == "paragraph" else None


def _heading_underline(document: Document, group: _RowGroup) -> _Problem | None:
    header = group.parts[0].rows[-1]
    following = group.parts[1].rows[0] if len(group.parts) > 1 else None
    if following is None or len(header.cells) < 2 or not _is_between_pipes(document, header):
        return None
    line = header.span.line + 1
    underline = document.lines[line - 1]
    written = underline.lstrip(" \t>")
    if len(following.cells) != len(header.cells):
        return None
    column = len(underline) - len(written) + 1
    span = Span(line, column, line, column + len(written.rstrip()))
    delimiters = "|" + "---|" * len(header.cells)
    return _Problem(
        f"{quote(written)} turns the line above into a heading",
        f"Write {quote(delimiters)} instead",
        Fix(f"Write {quote(delimiters)} instead", (Edit(span, delimiters),)),
        span,
    )


def _full_width_pipes(document: Document, rows: Sequence[Row], index: int) -> _Problem | None:
    """Return the problem of a table with full-width pipes; None if it may be text.

    `index` is the index of the delimiter row in `rows`.
    """
    header, delimiters = rows[index - 1], rows[index]
    if not all(_DELIMITER().fullmatch(cell.source) for cell in delimiters.cells):
        return None
    places = [
        Span(row.span.line, column, row.span.line, column + 1)
        for row in rows[index - 1 :]
        for column in _find_full_width_pipes(document, row)
    ]
    advice = f"Write `|` in place of `{FULL_WIDTH_PIPE}`"
    fix = Fix(
        advice,
        tuple(Edit(place, "|") for place in places),
        corrections=(Correction(FULL_WIDTH_PIPE, "|"),) * len(places),
    )
    is_table = len(header.cells) == len(delimiters.cells)
    reason = f"the full-width `{FULL_WIDTH_PIPE}` does not separate cells"
    return _Problem(reason, advice, fix if is_table else None, places[0])


def _find_full_width_pipes(document: Document, row: Row) -> list[int]:
    """Return the columns of the full-width pipes of a row without other pipes."""
    written = document.slice(row.span)
    if "|" in written:
        return []
    return [row.span.column + match.start() for match in re.finditer(FULL_WIDTH_PIPE, written)]


def _wrong_delimiter_row(document: Document, rows: Sequence[Row], index: int) -> _Problem | None:
    """Return the problem of a header and the delimiter row below it; None if there is none.

    `index` is the index of the delimiter row in `rows`.
    """
    header, delimiters, body = rows[index - 1], rows[index], rows[index + 1 :]
    columns, width = len(header.cells), len(delimiters.cells)
    sources = [cell.source for cell in delimiters.cells]
    wrong = [source for source in sources if not _DELIMITER().fullmatch(source)]
    if wrong and columns == 1 and width > 1:
        return None
    if columns != width:
        reason = f"the header has {count(columns, 'cell')}, the delimiter row {width}"
        if body and all(len(row.cells) == width for row in body):
            return _Problem(reason, f"Give the header {count(width, 'cell')}", span=delimiters.span)
        return _rewrite_delimiter_row(reason, columns, delimiters)
    if wrong:
        reason = f"{quote(wrong[0])} in the delimiter row is not `---`, `:--`, `:-:` or `--:`"
        if not wrong[0]:
            reason = "a cell of the delimiter row is empty"
        return _rewrite_delimiter_row(reason, columns, delimiters)
    if delimiters.span.column - header.span.column >= _CODE_INDENT:
        line = delimiters.span.line
        gap = Span(line, header.span.column, line, delimiters.span.column)
        advice = "Indent the delimiter row like the header"
        reason = "the delimiter row is indented like code"
        return _Problem(reason, advice, Fix(advice, (Edit(gap, ""),)), delimiters.span)
    above = header.span.line - 1
    if above and not _BLANK_LINE().fullmatch(document.lines[above - 1]):
        reason = "without a blank line, it continues the list item or quote above"
        return _blank_line_above(document, header, reason)
    return None


def _rewrite_delimiter_row(reason: str, columns: int, delimiters: Row) -> _Problem:
    sources = [cell.source for cell in delimiters.cells]
    sources = [*sources, *["---"] * columns][:columns]
    cells = [
        source if _DELIMITER().fullmatch(source) else _delimiter_cell(source) for source in sources
    ]
    written = f"|{'|'.join(cells)}|"
    advice = f"Write {quote(written, 80)} as the delimiter row"
    return _Problem(reason, advice, Fix(advice, (Edit(delimiters.span, written),)), delimiters.span)


def _delimiter_cell(source: str) -> str:
    left = ":" if source.startswith(":") else ""
    right = ":" if source.endswith(":") and source != ":" else ""
    return f"{left}---{right}"


def _blank_line_above(document: Document, row: Row, reason: str) -> _Problem:
    line = row.span.line
    indent = document.lines[line - 1][: row.span.column - 1]
    advice = "Put a blank line above the table"
    fix = None
    if not indent.strip() and len(indent) < _CODE_INDENT:
        fix = Fix(advice, (Edit(Span(line, 1, line, 1), "\n"),))
    return _Problem(reason, advice, fix)


def _in_html(document: Document, stray: UnrenderedRows, delimiter: int) -> _Problem:
    header = stray.rows[delimiter - 1]
    above = document.lines[header.span.line - 2].strip() if header.span.line > 1 else ""
    reason = "it is inside an HTML block, where Markdown is not parsed"
    if not above or document.lines[header.span.line - 1].lstrip(" \t>").startswith("<"):
        return _Problem(reason, "Put a blank line between the HTML and the table")
    reason = f"it is inside an HTML block, since no blank line follows {quote(above)}"
    problem = _blank_line_above(document, header, reason)
    cells = stray.rows[delimiter].cells
    if len(cells) != len(header.cells) or not all(
        _DELIMITER().fullmatch(cell.source) for cell in cells
    ):
        return _Problem(problem.reason, problem.advice)
    return problem


def _indented(document: Document, group: _RowGroup) -> _Problem | None:
    rows = group.rows
    above = rows[0].span.line - 1
    while above and _BLANK_LINE().fullmatch(document.lines[above - 1]):
        above -= 1
    is_table = (
        len(rows) >= _MIN_ROWS
        and len({len(row.cells) for row in rows}) == 1
        and all(_DELIMITER().fullmatch(cell.source) for cell in rows[1].cells)
        and any(_LINK().search(cell.source) for row in rows[2:] for cell in row.cells)
    )
    if not is_table or (above and _announces_example(document.lines[above - 1])):
        return None
    return _Problem(
        "indented by four spaces, it is a code block", "Indent it by at most three spaces"
    )


def _separated(document: Document, group: _RowGroup, table: Table) -> _Problem | None:
    """Return what separates rows from the table above; None if they may not belong to it."""
    rows = group.rows
    columns = len(table.header.cells)
    is_row = _is_between_pipes(document, rows[0]) or (
        _starts_with_pipe(document, rows[0]) and len(rows[0].cells) > 1
    )
    if not is_row and _is_between_pipes(document, table.header):
        return None
    if len(rows[0].cells) != columns and (
        columns == 1 or len(rows[0].cells) == 1 or _is_menu(rows)
    ):
        return None
    gaps = [(table.span.end_line, rows[0].span.line)]
    gaps += _gaps(rows)
    separator = next(
        (
            (number, document.lines[number - 1].strip())
            for number in range(gaps[0][0] + 1, gaps[0][1])
            if not _BLANK_LINE().fullmatch(document.lines[number - 1])
        ),
        None,
    )
    if separator is not None:
        number, written = separator
        span = Span(number, 1, number, len(document.lines[number - 1]) + 1)
        reason = f"{quote(written, 40)} on a line of its own ends the table above"
        return _Problem(reason, "Move it into a cell, or above the table", span=span, cut_off=True)
    those = "it is" if len(rows) == 1 else "they are"
    if rows[0].span.line == table.span.end_line + 1:
        reason = f"{those} not in the same item or quote as the table above"
        return _Problem(reason, "Begin each line like those of the table", cut_off=True)
    return _Problem(
        f"a blank line separates {'it' if len(rows) == 1 else 'them'} from the table above",
        "Remove the blank line",
        _remove_gaps(document, gaps) if rows[0].span.column == table.span.column else None,
        cut_off=True,
    )


def _gaps(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the numbers of the lines above and below each gap between rows."""
    lines = pairwise(row.span.line for row in rows)
    return [(above, below) for above, below in lines if below > above + 1]


def _remove_gaps(document: Document, gaps: Sequence[tuple[int, int]]) -> Fix | None:
    """Return the fix that removes the lines inside gaps; None if they are not all blank."""
    edits = []
    for above, below in gaps:
        if any(line.strip() for line in document.lines[above : below - 1]):
            return None
        edits.append(Edit(Span(above, len(document.lines[above - 1]) + 1, below, 1), "\n"))
    return Fix("Remove the blank line", tuple(edits))


def _missing_delimiter_row(document: Document, group: _RowGroup) -> _Problem | None:
    """Return the problem of a block without a delimiter row right below its header."""
    rows = group.rows
    columns = len(rows[0].cells)
    if len(rows) < 2 or columns < 2 or not _is_between_pipes(document, rows[0]) or _is_menu(rows):
        return None
    same = len({len(row.cells) for row in rows}) == 1
    if not (same and all(_is_between_pipes(document, row) for row in rows)) and not _are_entries(
        document, rows
    ):
        return None
    index = _delimiter_row(rows)
    if index == 0:
        return _Problem(
            "the delimiter row has no header above it", "Write a header above the delimiter row"
        )
    if index == 1:
        fix = _remove_gaps(document, _gaps(rows))
        if not all(_DELIMITER().fullmatch(cell.source) for cell in rows[1].cells):
            fix = None
        if fix is None or rows[1].span.line == rows[0].span.line + 1:
            return _Problem(
                "the delimiter row is not right below the header", "Write it right below the header"
            )
        reason = "a blank line separates the header from the delimiter row"
        return _Problem(reason, "Remove the blank line", fix)
    delimiters = quote("|" + "---|" * columns, 80)
    return _Problem("it has no delimiter row", f"Write {delimiters} below the header")


def _are_entries(document: Document, rows: Sequence[Row]) -> bool:
    """Return whether rows with different numbers of cells are entries of a list.

    They are if most have a link and all start with a pipe.
    """
    linked = sum(any(_LINK().search(cell.source) for cell in row.cells) for row in rows)
    return (
        len(rows) >= _MIN_ROWS
        and 2 * linked >= len(rows)
        and all(_starts_with_pipe(document, row) and len(row.cells) > 1 for row in rows)
    )


def _starts_with_pipe(document: Document, row: Row) -> bool:
    return document.slice(row.span).startswith("|")


def _is_between_pipes(document: Document, row: Row) -> bool:
    written = document.slice(row.span)
    return written.startswith("|") and written.endswith("|")


def _is_menu(rows: Sequence[Row]) -> bool:
    return not any(_has_text_outside_links(cell.source) for row in rows for cell in row.cells)


def _announces_example(line: str) -> bool:
    return _ENDS_WITH_COLON().search(line) is not None or mentions_example(line)


def _has_text_outside_links(source: str) -> bool:
    """Return whether a cell contains text outside of links."""
    # A badge is a link in a link, so links are removed twice.
    rest = _MENU_LINK().sub("", _MENU_LINK().sub("", source))
    return any(character.isalnum() for character in rest)
