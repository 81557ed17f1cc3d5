"""Tables of a README as a browser shows them: rendered by cmark-gfm, parsed by lexbor."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from awesome_lint.model import Cell, Document, Table
from rendering import html

_BLOCKS = frozenset("br p li tr td th div ul ol dl dt dd h1 h2 h3 h4 hr table details".split())
_MAX_SPAN = {"colspan": 1000, "rowspan": 65534}


class DomCell(Struct, frozen=True):
    """The content of a cell, without tables in it.

    In further columns that a cell spans, it is empty; in further rows, it has no links.
    """

    text: str = ""
    links: tuple[tuple[str, str], ...] = ()


Rows = list[list[DomCell]]
"""The rows of a table that have cells. Several rows of `<thead>` are one row of the lowest cells
with text."""


def dom_tables(text: str) -> list[Rows]:
    """Return the tables that browsers show for a README, in document order."""
    tree = LexborHTMLParser(html(text))
    return [rows for node in tree.css("table") if (rows := _table(node))]


def read_tables(document: Document) -> list[Rows]:
    """Return the tables of a parsed document in the same form."""
    return [_read(table) for table in document.tables]


def _read(table: Table) -> Rows:
    width = len(table.header.cells)
    at = table.header.span
    has_header = (at.line, at.column) != (at.end_line, at.end_column)
    rows = []
    for row in (table.header, *table.rows) if has_header else table.rows:
        found = [DomCell(_squeeze(cell.text), _links(cell)) for cell in row.cells]
        if table.markup == "gfm":
            found = [*found[:width], *[DomCell()] * (width - len(found))]
        rows.append(found)
    return rows


def _links(cell: Cell) -> tuple[tuple[str, str], ...]:
    links = [("img" if link.kind == "image" else "a", unquote(link.url)) for link in cell.links]
    return tuple(sorted(set(links)))


def _table(node: LexborNode) -> Rows:
    rows: list[tuple[str, list[LexborNode]]] = []
    for section in _elements(node):
        if section.tag in ("thead", "tbody", "tfoot"):
            rows += [(section.tag, list(_elements(row))) for row in _elements(section)]
            rows.append(("", []))  # cells do not span sections
    grid = [(name, cells) for name, cells in _grid(rows) if cells]
    heads = [cells for name, cells in grid if name == "thead"]
    body = [cells for name, cells in grid if name in ("tbody", "tfoot")]
    columns = [
        [row[column] for row in heads if column < len(row)]
        for column in range(max(map(len, heads), default=0))
    ]
    lowest = [([cell for cell in column if cell.text] or column[:1])[-1] for column in columns]
    return [lowest, *body] if heads else body


def _grid(rows: list[tuple[str, list[LexborNode]]]) -> Iterator[tuple[str, list[DomCell]]]:
    """Yield the rows with a cell for each further column and row of a cell."""
    taken: dict[tuple[int, int], DomCell] = {}
    for y, (name, cells) in enumerate(rows):
        end = next(i for i in range(y, len(rows)) if not rows[i][0])
        row: list[DomCell] = []
        for cell in cells:
            while (len(row), y) in taken:
                row.append(taken[len(row), y])
            columns, deep = _span(cell, "colspan") or 1, _span(cell, "rowspan") or end
            found = [_cell(cell), *[DomCell()] * (columns - 1)]
            below = range(y + 1, min(y + deep, end))
            taken |= {
                (len(row) + i, j): DomCell(each.text) for i, each in enumerate(found) for j in below
            }
            row += found
        while cells and (len(row), y) in taken:
            row.append(taken[len(row), y])
        yield name, row


def _span(cell: LexborNode, name: str) -> int:
    written = (cell.attributes.get(name) or "1").strip().removeprefix("+")
    digits = written[: next((i for i, c in enumerate(written) if not c.isdigit()), len(written))]
    return min(int(digits), _MAX_SPAN[name]) if digits else 1


def _cell(node: LexborNode) -> DomCell:
    links: set[tuple[str, str]] = set()
    text = "".join(_content(node, links))
    return DomCell(_squeeze(text), tuple(sorted(links)))


def _content(node: LexborNode, links: set[tuple[str, str]]) -> Iterator[str]:
    child = node.child
    while child is not None:
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag != "table" and not (child.tag or "").startswith(("-", "!")):
            for name, attribute in (("a", "href"), ("img", "src")):
                url = child.attributes.get(attribute)
                if child.tag == name and attribute in child.attributes:
                    links.add((name, unquote(url or "")))
            yield " " if child.tag in _BLOCKS else ""
            yield from _content(child, links)
        child = child.next


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if not (child.tag or "-").startswith(("-", "!")):
            yield child
        child = child.next


def _squeeze(text: str) -> str:
    """Return a text without white space, which depends on the layout, and without tildes.

    GitHub strikes out text between single tildes, which a Document keeps.
    """
    return "".join(text.replace("~", "").split())
