"""table-not-rendered: lines written as a table that GitHub shows as text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.model import (
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
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.text.patterns import any_of
from awesome_lint.text.table_syntax import find_delimiter_row
from awesome_lint.text.wording import count, quote

_DELIMITER = re.compile(r":?-+:?")
_BLANK = re.compile(r"[\s>]*")
_ASIDE = re.compile(r"[\s>]*+(?:<!--.*-->|</?br\s*/?>|<a\s[^<>|]*>(?:</a>)?)?\s*", re.IGNORECASE)
"""What may stand between the rows of one table, as their author sees it: lines of no text."""
_MENU_LINK = re.compile(r"<a\b[^<>]*>[^<]*</a>|<[^<>]*>|\[[^\[\]]*\](?:\([^()\s]*\))?")
_LINK = re.compile(r"\]\(https?:|<a\s", re.IGNORECASE)
_CODE_INDENT = 4
_MANY = 3


class _Chain(Struct):
    """Stray rows that belong together, with only lines of no text between them.

    `table` is the table right above them, if there is one.
    """

    table: Table | None
    parts: list[UnrenderedRows]

    @property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]


class _Fault(Struct, frozen=True):
    """Why rows are no table, and what to do about it; `span` is where the reason stands."""

    why: str
    advice: str
    fix: Fix | None = None
    span: Span | None = None
    cut_off: bool = False
    """Whether the rows belong to the table above."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each block of rows that is no table and was meant to be one.

    A single line between pipes is none, unless it stands right below a table; neither are lines
    that hold nothing but links, which are a way to write a menu. The finding is about the first
    row, or the first that is new.
    """
    for chain in _chains(document):
        if (fault := _fault(document, chain)) is not None:
            rows = chain.rows
            columns = len(rows[0].cells)
            what = "this table"
            facts: tuple[str, ...] = (fault.why,)
            if chain.table is not None and fault.cut_off:
                what = "this row" if len(rows) == 1 else f"these {len(rows)} rows"
                facts = ("below", document.slice(chain.table.header.span))
                columns = len(chain.table.header.cells)
            related: tuple[Related, ...] = ()
            if fault.span is not None and fault.span.line != rows[0].span.line:
                related = (Related(fault.span, "Cause"),)
            new = (row for row in rows if evidence.is_new(row.span))
            yield Finding(
                next(new, rows[0]).span,
                f"GitHub renders {what} as text: {fault.why}",
                fault.advice,
                related,
                None if _is_too_wide(rows, columns) else fault.fix,
                facts=facts,
            )


def _delimiter_row(rows: Sequence[Row]) -> int | None:
    """Return the index of the row that was meant as the delimiter row, if there is one."""
    return find_delimiter_row([cell.source for cell in row.cells] for row in rows)


def _is_too_wide(rows: Sequence[Row], columns: int) -> bool:
    """Return whether GitHub would drop cells of the rows, were they a table of so many columns."""
    delimiter = _delimiter_row(rows)
    return any(len(row.cells) > columns for at, row in enumerate(rows) if at != delimiter)


def _chains(document: Document) -> Iterator[_Chain]:
    ends = [table.span.end_line for table in document.tables]
    chain: _Chain | None = None
    seen = -1
    for stray in document.unrendered_rows:
        first = stray.rows[0].span.line
        if chain is not None:
            if _continues(document, chain.parts[-1], stray):
                chain.parts.append(stray)
                continue
            yield chain
        index = bisect_left(ends, first) - 1
        # Below each table, only the first rows can be its own.
        table = document.tables[index] if index > seen else None
        seen = index
        if table is not None and not _aside(document, table.span.end_line, first):
            table = None
        chain = _Chain(table, [stray])
    if chain is not None:
        yield chain


def _aside(document: Document, above: int, below: int) -> bool:
    return all(_ASIDE.fullmatch(line) for line in document.lines[above : below - 1])


def _continues(document: Document, above: UnrenderedRows, below: UnrenderedRows) -> bool:
    last, first = above.rows[-1].span.line, below.rows[0].span.line
    if above.block == "heading":
        # The line between them is what makes the heading.
        return below.block == "paragraph" and first == last + 2
    if above.block == "code" or below.block in ("code", "heading"):
        return False
    return (_delimiter_row(below.rows) or 0) == 0 and _aside(document, last, first)


def _fault(document: Document, chain: _Chain) -> _Fault | None:
    first = chain.parts[0]
    delimiter = _delimiter_row(first.rows)
    if first.block == "heading":
        return _setext(document, chain)
    if first.block == "code":
        return _indented(document, chain) if delimiter == 1 else None
    if first.block == "html" and delimiter:
        return _in_html(document, first, delimiter)
    if delimiter:
        return _header(document, first.rows, delimiter)
    if chain.table is not None:
        return _parted(document, chain, chain.table)
    return _headless(document, chain) if first.block == "paragraph" else None


def _setext(document: Document, chain: _Chain) -> _Fault | None:
    header = chain.parts[0].rows[-1]
    following = chain.parts[1].rows[0] if len(chain.parts) > 1 else None
    if following is None or len(header.cells) < 2 or not _framed(document, header):
        return None
    line = header.span.line + 1
    underline = document.lines[line - 1]
    written = underline.lstrip(" \t>")
    if len(following.cells) != len(header.cells):
        return None
    column = len(underline) - len(written) + 1
    span = Span(line, column, line, column + len(written.rstrip()))
    delimiters = "|" + "---|" * len(header.cells)
    return _Fault(
        f"{quote(written)} turns the line above into a heading",
        f"Write {quote(delimiters)} instead",
        Fix(f"Write {quote(delimiters)} instead", (Edit(span, delimiters),)),
        span,
    )


def _header(document: Document, rows: Sequence[Row], index: int) -> _Fault | None:
    """Say why a header and the delimiter row below it make no table."""
    header, delimiters, body = rows[index - 1], rows[index], rows[index + 1 :]
    columns, width = len(header.cells), len(delimiters.cells)
    sources = [cell.source for cell in delimiters.cells]
    wrong = [source for source in sources if not _DELIMITER.fullmatch(source)]
    if wrong and columns == 1 and width > 1:
        return None
    if columns != width:
        why = f"the header has {count(columns, 'cell')}, the delimiter row {width}"
        if body and all(len(row.cells) == width for row in body):
            return _Fault(why, f"Give the header {count(width, 'cell')}", span=delimiters.span)
        return _rewritten(why, columns, delimiters)
    if wrong:
        why = f"{quote(wrong[0])} in the delimiter row is not `---`, `:--`, `:-:` or `--:`"
        if not wrong[0]:
            why = "a cell of the delimiter row is empty"
        return _rewritten(why, columns, delimiters)
    if delimiters.span.column - header.span.column >= _CODE_INDENT:
        line = delimiters.span.line
        gap = Span(line, header.span.column, line, delimiters.span.column)
        advice = "Indent the delimiter row like the header"
        why = "the delimiter row is indented like code"
        return _Fault(why, advice, Fix(advice, (Edit(gap, ""),)), delimiters.span)
    above = header.span.line - 1
    if above and not _BLANK.fullmatch(document.lines[above - 1]):
        why = "without a blank line, it continues the list item or quote above"
        return _blank_line_above(document, header, why)
    return None


def _rewritten(why: str, columns: int, delimiters: Row) -> _Fault:
    sources = [cell.source for cell in delimiters.cells]
    sources = [*sources, *["---"] * columns][:columns]
    cells = [source if _DELIMITER.fullmatch(source) else _mended(source) for source in sources]
    written = f"|{'|'.join(cells)}|"
    advice = f"Write {quote(written, 80)} as the delimiter row"
    return _Fault(why, advice, Fix(advice, (Edit(delimiters.span, written),)), delimiters.span)


def _mended(source: str) -> str:
    left = ":" if source.startswith(":") else ""
    right = ":" if source.endswith(":") and source != ":" else ""
    return f"{left}---{right}"


def _blank_line_above(document: Document, row: Row, why: str) -> _Fault:
    line = row.span.line
    lead = document.lines[line - 1][: row.span.column - 1]
    advice = "Put a blank line above the table"
    fix = None
    if not lead.strip() and len(lead) < _CODE_INDENT:
        fix = Fix(advice, (Edit(Span(line, 1, line, 1), "\n"),))
    return _Fault(why, advice, fix)


def _in_html(document: Document, stray: UnrenderedRows, delimiter: int) -> _Fault:
    header = stray.rows[delimiter - 1]
    above = document.lines[header.span.line - 2].strip() if header.span.line > 1 else ""
    why = "it is inside an HTML block, where Markdown is not parsed"
    if not above or document.lines[header.span.line - 1].lstrip(" \t>").startswith("<"):
        return _Fault(why, "Put a blank line between the HTML and the table")
    why = f"it is inside an HTML block, since no blank line follows {quote(above)}"
    fault = _blank_line_above(document, header, why)
    cells = stray.rows[delimiter].cells
    if len(cells) != len(header.cells) or not all(
        _DELIMITER.fullmatch(cell.source) for cell in cells
    ):
        return _Fault(fault.why, fault.advice)
    return fault


def _indented(document: Document, chain: _Chain) -> _Fault | None:
    rows = chain.rows
    above = rows[0].span.line - 1
    while above and _BLANK.fullmatch(document.lines[above - 1]):
        above -= 1
    is_table = (
        len(rows) >= _MANY
        and len({len(row.cells) for row in rows}) == 1
        and all(_DELIMITER.fullmatch(cell.source) for cell in rows[1].cells)
        and any(_LINK.search(cell.source) for row in rows[2:] for cell in row.cells)
    )
    if not is_table or (above and _example().search(document.lines[above - 1])):
        return None
    return _Fault(
        "indented by four spaces, it is a code block", "Indent it by at most three spaces"
    )


def _parted(document: Document, chain: _Chain, table: Table) -> _Fault | None:
    """Say what parts rows from the table above them."""
    rows = chain.rows
    columns = len(table.header.cells)
    framed = _framed(document, rows[0]) or (_led(document, rows[0]) and len(rows[0].cells) > 1)
    if not framed and _framed(document, table.header):
        return None
    if len(rows[0].cells) != columns and (columns == 1 or len(rows[0].cells) == 1 or _menu(rows)):
        return None
    gaps = [(table.span.end_line, rows[0].span.line)]
    gaps += _gaps(rows)
    culprit = next(
        (
            (number, document.lines[number - 1].strip())
            for number in range(gaps[0][0] + 1, gaps[0][1])
            if not _BLANK.fullmatch(document.lines[number - 1])
        ),
        None,
    )
    if culprit is not None:
        number, written = culprit
        span = Span(number, 1, number, len(document.lines[number - 1]) + 1)
        why = f"{quote(written, 40)} on a line of its own ends the table above"
        return _Fault(why, "Move it into a cell, or above the table", span=span, cut_off=True)
    return _Fault(
        f"a blank line separates {'it' if len(rows) == 1 else 'them'} from the table above",
        "Remove the blank line",
        _joined(document, gaps) if rows[0].span.column == table.span.column else None,
        cut_off=True,
    )


def _gaps(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the lines above and below each gap between rows."""
    lines = pairwise(row.span.line for row in rows)
    return [(above, below) for above, below in lines if below > above + 1]


def _joined(document: Document, gaps: Sequence[tuple[int, int]]) -> Fix | None:
    """Return the fix that removes the lines between the given ones, if nothing stands there."""
    edits = []
    for above, below in gaps:
        if any(line.strip() for line in document.lines[above : below - 1]):
            return None
        edits.append(Edit(Span(above, len(document.lines[above - 1]) + 1, below, 1), "\n"))
    return Fix("Remove the blank line", tuple(edits))


def _headless(document: Document, chain: _Chain) -> _Fault | None:
    """Say what rows lack whose block has no header with a delimiter row right below it."""
    rows = chain.rows
    columns = len(rows[0].cells)
    if len(rows) < 2 or columns < 2 or not _framed(document, rows[0]) or _menu(rows):
        return None
    same = len({len(row.cells) for row in rows}) == 1
    if not (same and all(_framed(document, row) for row in rows)) and not _is_list(document, rows):
        return None
    index = _delimiter_row(rows)
    if index == 0:
        return _Fault(
            "the delimiter row has no header above it", "Write a header above the delimiter row"
        )
    if index == 1:
        fix = _joined(document, _gaps(rows))
        if not all(_DELIMITER.fullmatch(cell.source) for cell in rows[1].cells):
            fix = None
        if fix is None or rows[1].span.line == rows[0].span.line + 1:
            return _Fault(
                "the delimiter row is not right below the header", "Write it right below the header"
            )
        why = "a blank line separates the header from the delimiter row"
        return _Fault(why, "Remove the blank line", fix)
    delimiters = quote("|" + "---|" * columns, 80)
    return _Fault("it has no delimiter row", f"Write {delimiters} below the header")


def _is_list(document: Document, rows: Sequence[Row]) -> bool:
    """Tell whether rows of unlike lengths are entries: most have a link, all begin with a pipe."""
    linked = sum(any(_LINK.search(cell.source) for cell in row.cells) for row in rows)
    return (
        len(rows) >= _MANY
        and 2 * linked >= len(rows)
        and all(_led(document, row) and len(row.cells) > 1 for row in rows)
    )


def _led(document: Document, row: Row) -> bool:
    return document.slice(row.span).startswith("|")


def _framed(document: Document, row: Row) -> bool:
    written = document.slice(row.span)
    return written.startswith("|") and written.endswith("|")


def _menu(rows: Sequence[Row]) -> bool:
    return not any(_says_more(cell.source) for row in rows for cell in row.cells)


def _says_more(source: str) -> bool:
    """Tell whether a cell says more than its links; a badge is a link in a link."""
    rest = _MENU_LINK.sub("", _MENU_LINK.sub("", source))
    return any(character.isalnum() for character in rest)


@cache
def _example() -> re.Pattern[str]:
    words = any_of(rulebook.words("phrases", "example"))
    return re.compile(rf":[\s*_]*$|\b{words}\b", re.IGNORECASE)


RULE = Rule("table-not-rendered", "error", check)
