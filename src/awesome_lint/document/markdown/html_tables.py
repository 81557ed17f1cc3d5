"""Tables written as `<table>`, which may contain Markdown and extend over several blocks.

Tags that are missing are implied as in the HTML standard (13.2.6.4.9 and below).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.document.markdown.html_content import Content, join_contents, part_of_html
from awesome_lint.document.markdown.html_tags import Tag, scan_tags
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.identifiers.link_labels import is_label
from awesome_lint.model import Cell, Row, Span, Table
from awesome_lint.text.patterns import deferred
from awesome_lint.text.words import folded_words

TABLE = re.compile(r"<table(?![\w-])", re.IGNORECASE)
"""The beginning of a table's tag."""

_NUMBER = deferred(r"\s*\+?([0-9]+)")
_MAX_COLUMN_SPAN = 1000
_MAX_ROW_SPAN = 65_534
"""Columns and rows that a cell spans at most (HTML standard, 4.9.11)."""

_MAX_ADDED_CELLS = 0x10000
"""Cells that are added for spanned columns and rows in one document. Then, cells span nothing."""

_MIN_ROWS = 3
"""Rows of the shortest table of records without a header."""

_MAX_COLUMN_NAME_CHARS = 30
"""Characters of the longest cell that makes its row a header without being `<th>`."""

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_OUTSIDE_ROWS = frozenset({"caption", "col", "colgroup"})
_NAMES = _SECTIONS | _CELLS | _OUTSIDE_ROWS | {"table", "tr"}


class HtmlTable(Struct, frozen=True):
    """A table, with the contents of its cells by row, the header first."""

    table: Table
    """The table, without its section."""
    contents: list[list[Content]]


class _Part(Struct):
    """The part of a block that belongs to a cell; `end` is None until it is known."""

    block: int
    is_markdown: bool
    content: InlineContent
    source_map: SourceMap
    start: int
    end: int | None = None


class _Cell(Struct):
    name: str
    columns: int
    rows: int
    place: Span
    """The empty span after the opening tag."""
    parts: list[_Part]

    def pause(self, offset: int) -> None:
        """End the content of the cell for now."""
        if self.parts and self.parts[-1].end is None:
            self.parts[-1].end = offset


class _Row(Struct):
    section: int
    """The number of its `<thead>`, `<tbody>` or `<tfoot>`."""
    is_header: bool
    start: Span
    end: Span
    cells: list[_Cell]


class _Table(Struct):
    start: Span
    container: int
    """The number of list items around the table."""
    end: Span
    """The place of the last tag of the table."""
    last_block: int = 0
    """The number of the block of that tag."""
    rows: list[_Row] = []
    cell: _Cell | None = None
    row: _Row | None = None
    section: str = ""
    sections: int = 0
    first_nested: int | None = None
    """The number of the first block that is a list, table or code in a cell."""


class HtmlTableReader:
    """Reads tables from the blocks of a document, given in order.

    Blocks of Markdown matter only while there are `open_tables`. Finished `tables` are in the
    order of their ends. A table that is never closed ends with the block of its last tag.
    """

    def __init__(
        self, lines: Sequence[str], parse_markdown: Callable[[str, SourceMap], InlineContent]
    ) -> None:
        self._lines = lines
        self._parse_markdown = parse_markdown
        self._open: list[_Table] = []
        self._block = 0
        self._is_markdown = False
        self._content, self._source_map = InlineContent("", ""), SourceMap(((0, 1, 1),))
        self._room = _MAX_ADDED_CELLS
        self.tables: list[HtmlTable] = []

    @property
    def open_tables(self) -> int:
        """The number of tables that are open."""
        return len(self._open)

    def read_html(self, content: Content, tags: Sequence[Tag], container: int) -> None:
        """Read a block of HTML in `container` list items."""
        self._is_markdown = False
        self._read(content, tags, container)

    def read_markdown(self, content: Content) -> None:
        """Read a paragraph or heading."""
        inline, _ = content
        tags = [
            Tag(tag.name, tag.attributes, mark.start, mark.end)
            for mark in inline.markup
            if mark.kind == "html_inline"
            for tag in scan_tags(inline.content[mark.start : mark.end])
            if isinstance(tag, Tag) and not tag.start
        ]
        self._is_markdown = True
        self._read(content, tags, self._open[-1].container)

    def read_nested_block(self) -> None:
        """Read a list, table or block of code."""
        table = self._open[-1]
        if table.cell is not None and table.first_nested is None:
            table.first_nested = self._block + 1

    def end_container(self, container: int) -> None:
        """End the tables in list items that end, so that `container` items remain."""
        while self._open and self._open[-1].container > container:
            self._end_unclosed(self._open.pop())

    def finish(self) -> None:
        """End all tables."""
        while self._open:
            self._end_unclosed(self._open.pop())

    def _read(self, content: Content, tags: Sequence[Tag], container: int) -> None:
        self._block += 1
        self._content, self._source_map = content
        if self._open and self._open[-1].cell is not None:
            self._begin_part(self._open[-1].cell, 0)
        for tag in tags:
            if tag.name.removeprefix("/") in _NAMES:
                if tag.name == "table":
                    self._open_table(tag, container)
                elif self._open:
                    self._read_tag(self._open[-1], tag)
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.pause(len(self._content.content))

    def _begin_part(self, cell: _Cell, offset: int) -> None:
        cell.parts.append(
            _Part(self._block, self._is_markdown, self._content, self._source_map, offset)
        )

    def _open_table(self, tag: Tag, container: int) -> None:
        span = self._source_map.span(tag.start, tag.end)
        if self._open:
            above = self._open[-1]
            if above.cell is None:
                # Tables may only be in cells.
                self._close_table(self._open.pop(), tag.start)
            else:
                above.cell.pause(tag.start)
                above.first_nested = above.first_nested or self._block
        self._open.append(_Table(span, container, span, self._block))

    def _read_tag(self, table: _Table, tag: Tag) -> None:
        name = tag.name.removeprefix("/")
        closing = tag.name != name
        if closing and not _closes(table, name):
            return
        self._close_cell(table, tag.start)
        if name not in _CELLS:
            self._close_row(table, tag.end if closing and name == "tr" else tag.start)
        table.end, table.last_block = self._source_map.span(tag.start, tag.end), self._block
        if name == "table":
            self._close_table(self._open.pop(), tag.end)
            if self._open and (cell := self._open[-1].cell) is not None:
                self._begin_part(cell, tag.end)
        elif name in _SECTIONS:
            table.section = "" if closing else name
            table.sections += 1
        elif name == "tr" and not closing:
            self._open_row(table, tag)
        elif name in _CELLS and not closing:
            self._open_cell(table, tag)

    def _open_row(self, table: _Table, tag: Tag) -> None:
        if not table.section:
            table.section = "tbody"  # which `<tr>` implies
        span = self._source_map.span(tag.start, tag.end)
        table.row = _Row(table.sections, table.section == "thead", span, span, [])
        table.rows.append(table.row)

    def _close_row(self, table: _Table, offset: int) -> None:
        if table.row is not None:
            table.row.end = self._last_place(table, offset)
            table.row = None

    def _open_cell(self, table: _Table, tag: Tag) -> None:
        if table.row is None:
            self._open_row(table, tag)
        line, column = self._source_map.position(tag.end - 1)
        table.cell = _Cell(
            tag.name,
            min(max(_number(tag, "colspan"), 1), _MAX_COLUMN_SPAN),
            min(_number(tag, "rowspan") or _MAX_ROW_SPAN, _MAX_ROW_SPAN),
            Span(line, column + 1, line, column + 1),
            [],
        )
        table.rows[-1].cells.append(table.cell)
        self._begin_part(table.cell, tag.end)

    def _close_cell(self, table: _Table, offset: int) -> None:
        if table.cell is not None:
            table.cell.pause(offset)
            table.cell = None

    def _close_table(self, table: _Table, offset: int) -> None:
        self._close_cell(table, offset)
        self._close_row(table, offset)
        table.end = self._last_place(table, offset)
        self._add(table)

    def _end_unclosed(self, table: _Table) -> None:
        """End a table with the last block that has a tag of it."""
        if table.cell is not None:
            table.cell.parts[:] = [
                part for part in table.cell.parts if part.block <= table.last_block
            ]
        if table.first_nested is not None and table.first_nested > table.last_block:
            table.first_nested = None
        self._close_table(table, 0)

    def _last_place(self, table: _Table, offset: int) -> Span:
        """Return the place of the last tag or text of a table before an offset in the block."""
        parts = [part for row in table.rows[-1:] for cell in row.cells[-1:] for part in cell.parts]
        places = [table.end]
        end = offset
        while end and self._content.content[end - 1].isspace():
            end -= 1
        if end:
            places.append(self._source_map.span(end - 1, end))
        for part in parts[-1:]:
            text = part.content.content[part.start : part.end].rstrip()
            if text:
                end = part.start + len(text)
                places.append(part.source_map.span(end - 1, end))
        return max(places)

    def _add(self, table: _Table) -> None:
        rows = list(self._rows(table))
        heads = [row for row in rows if row.is_header]
        body = [row for row in rows if not row.is_header]
        if not heads and len(body) > 1 and (body[0].is_all_header_cells or _is_header(body)):
            heads, body = body[:1], body[1:]
        if not rows:
            return
        if heads:
            header, header_contents = _join_header(heads)
        else:
            width = max(len(row.row.cells) for row in body)
            header, header_contents = _empty_row(table.start, width)
        end = table.end
        span = table.start.through(end)
        is_layout = table.first_nested is not None or _is_layout(
            header if heads else None, [row.row for row in body]
        )
        self.tables.append(
            HtmlTable(
                Table(
                    header,
                    tuple(row.row for row in body),
                    None,
                    span,
                    "html",
                    is_layout,
                ),
                [header_contents, *(row.contents for row in body)],
            )
        )

    def _rows(self, table: _Table) -> Iterator[_ParsedRow]:
        """Yield the rows that have cells."""
        spanned: dict[int, _Spanned] = {}
        section = None
        for index, row in enumerate(table.rows):
            if row.section != section:
                section, spanned = row.section, {}
            if not row.cells:
                continue
            cells: list[Cell] = []
            contents: list[Content] = []
            empty = _empty_cell(row.start)
            for each in row.cells:
                self._add_spanned(spanned, index, cells, contents)
                cell, content = self._cell(each)
                added = each.columns - 1 if each.columns - 1 <= self._room else 0
                self._room -= added
                if each.rows > 1:
                    last = index + each.rows - 1
                    spanned[len(cells)] = _Spanned(last, *_without_links(cell))
                    for column in range(len(cells) + 1, len(cells) + 1 + added):
                        spanned[column] = _Spanned(last, *empty)
                cells += [cell, *[empty[0]] * added]
                contents += [content, *[empty[1]] * added]
            self._add_spanned(spanned, index, cells, contents)
            end = max(row.end, row.cells[-1].place)
            span = row.start.through(end)
            is_header = all(cell.name == "th" for cell in row.cells)
            yield _ParsedRow(Row(tuple(cells), span), contents, row.is_header, is_header)

    def _add_spanned(
        self,
        spanned: dict[int, _Spanned],
        index: int,
        cells: list[Cell],
        contents: list[Content],
    ) -> None:
        """Add the next cells of the row `index` that begin in rows above."""
        while self._room > 0:
            above = spanned.get(len(cells))
            if above is None or above.last < index:
                return
            self._room -= 1
            cells.append(above.cell)
            contents.append(above.content)

    def _cell(self, cell: _Cell) -> tuple[Cell, Content]:
        contents = [found for part in cell.parts if (found := self._part(part)) is not None]
        if not contents:
            return _empty_cell(cell.place)
        content, source_map = join_contents(contents)
        span = source_map.span(0, len(content.content))
        return Cell(content.text, self._source(span), span, content.links), (content, source_map)

    def _part(self, part: _Part) -> Content | None:
        """Return the content of a part, without white space at its ends; None if it is blank."""
        text = part.content.content
        end = len(text) if part.end is None else part.end
        written = text[part.start : end]
        start = part.start + len(written) - len(written.lstrip())
        end = part.start + len(written.rstrip())
        if start >= end:
            return None
        if part.is_markdown and end - start == len(text):
            return part.content, part.source_map
        if part.is_markdown:
            source_map = part.source_map.part(start, end)
            return self._parse_markdown(text[start:end], source_map), source_map
        return part_of_html(part.content, part.source_map, start, end)

    def _source(self, span: Span) -> str:
        if span.line == span.end_line:
            return self._lines[span.line - 1][span.column - 1 : span.end_column - 1]
        first = self._lines[span.line - 1][span.column - 1 :]
        last = self._lines[span.end_line - 1][: span.end_column - 1]
        return "\n".join((first, *self._lines[span.line : span.end_line - 1], last))


class _Spanned(Struct, frozen=True):
    """A cell in the rows below its own."""

    last: int
    """The number of the last of these rows."""
    cell: Cell
    content: Content


class _ParsedRow(Struct, frozen=True):
    row: Row
    contents: list[Content]
    is_header: bool
    """Whether it is in `<thead>`."""
    is_all_header_cells: bool


def _closes(table: _Table, name: str) -> bool:
    """Return whether a closing tag has an element to close."""
    if name in _CELLS:
        return table.cell is not None and table.cell.name == name
    if name == "tr":
        return table.row is not None
    if name in _SECTIONS:
        return table.section == name
    return name == "table"


def _number(tag: Tag, name: str) -> int:
    """Return the number in an attribute; 1 if there is none."""
    match = _NUMBER().match(tag.attributes[name].value) if name in tag.attributes else None
    return parse_digits(match[1]) if match else 1


def _empty_cell(at: Span) -> tuple[Cell, Content]:
    place = Span(at.line, at.column, at.line, at.column)
    content = InlineContent("", ""), SourceMap(((0, at.line, at.column),))
    return Cell("", "", place, ()), content


def _without_links(cell: Cell) -> tuple[Cell, Content]:
    """Return a cell as it is in further rows that it spans."""
    content = (
        InlineContent(cell.text, cell.text),
        SourceMap(((0, cell.span.line, cell.span.column),)),
    )
    return Cell(cell.text, cell.source, cell.span, ()), content


def _empty_row(at: Span, width: int) -> tuple[Row, list[Content]]:
    cell, content = _empty_cell(at)
    return Row((cell,) * width, cell.span), [content] * width


def _join_header(rows: Sequence[_ParsedRow]) -> tuple[Row, list[Content]]:
    """Return one header row: the lowest cell with text of each column."""
    if len(rows) == 1:
        return rows[0].row, rows[0].contents
    first, last = rows[0].row.span, rows[-1].row.span
    cells: list[Cell] = []
    contents: list[Content] = []
    for column in range(max(len(row.row.cells) for row in rows)):
        there = [row for row in rows if column < len(row.row.cells)]
        lowest = next((row for row in reversed(there) if row.row.cells[column].text), there[0])
        cells.append(lowest.row.cells[column])
        contents.append(lowest.contents[column])
    return Row(tuple(cells), first.through(last)), contents


def _is_header(rows: Sequence[_ParsedRow]) -> bool:
    """Return whether the first of several rows is a header, though its cells are `<td>`.

    All its cells have text without links, and two or more name columns.
    """
    header = rows[0].row.cells
    if len(rows) < _MIN_ROWS or any(cell.links or not cell.text for cell in header):
        return False
    named = rulebook.words("columns", "links", "name", "not title", "paper", "thing", "venue")
    words = [
        {word.removesuffix("s") for word in folded_words(cell.text)}
        for cell in header
        if len(cell.text) <= _MAX_COLUMN_NAME_CHARS
    ]
    return sum(not named.isdisjoint(each) for each in words) > 1


def _is_layout(header: Row | None, rows: Sequence[Row]) -> bool:
    """Return whether a table is a grid, or has too little structure to be a list.

    In a list, a row is about one thing, so only one column has links with names, and other columns
    have text or labels (`Paper`, `Code`). A header is evidence of a list unless it has images.
    """
    if header is not None:
        return any(link.kind == "image" for cell in header.cells for link in cell.links)
    if len(rows) < _MIN_ROWS or max(len(row.cells) for row in rows) < 2:
        return True
    named: dict[int, int] = {}
    pictured: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row.cells):
            has_image = any(link.kind == "image" for link in cell.links)
            if any(link.kind != "image" and _is_name(link.text) for link in cell.links):
                named[column] = named.get(column, 0) + 1
            elif has_image and not cell.text:
                pictured[column] = pictured.get(column, 0) + 1
    often = [column for column, cells in named.items() if 2 * cells >= len(rows)]
    pictures = [column for column, cells in pictured.items() if 2 * cells >= len(rows)]
    return len(often) != 1 or len(pictures) > 1


def _is_name(text: str) -> bool:
    return any(map(str.isalnum, text)) and not is_label(text)
