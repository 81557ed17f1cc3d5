"""Columns of a document's tables that hold categories."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Cell, Document, Span
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.words import folded_words


class Column(Struct, frozen=True):
    """All columns of one name."""

    name: str
    """The name, case folded."""
    cells: tuple[Cell, ...]
    """The cells in document order, without placeholders."""
    texts: tuple[str, ...]
    """The text that readers see of each cell, on one line."""


def fold_header(text: str) -> str:
    """Return the name of a column from its header: on one line, case folded."""
    return " ".join(text.split()).casefold()


@once_per_document
def category_columns(document: Document) -> Sequence[Column]:
    """Return the columns whose values may repeat, with those of one name joined.

    Left out are grids; titles, names and venues, which are not categories or have rules of their
    own; rows with more or fewer cells than their header, whose columns are unknown; and cells
    with formulas, in which case and brackets are significant.
    """
    telling = _title_and_venue_columns(document)
    formulas = {prose.span for prose in document.prose if prose.math}
    naming = rulebook.words("columns", "name")
    found: dict[str, list[Cell]] = {}
    for table in document.tables:
        if table.is_layout:
            continue
        width = len(table.header.cells)
        rows = [row.cells for row in table.rows if len(row.cells) == width]
        for index, header in enumerate(table.header.cells):
            name = fold_header(header.text)
            cells = [row[index] for row in rows]
            links = any(cell.links for cell in cells)
            if not name or (not links and not naming.isdisjoint(folded_words(name))):
                continue
            if any(
                _contains_column(cell.span, column)
                for cell in cells
                for column in telling.get(cell.span.line, ())
            ):
                continue
            if table.markup == "html":  # some cells span several rows
                cells = list({cell.span: cell for cell in cells}.values())
            found.setdefault(name, []).extend(
                cell
                for cell in cells
                if not is_placeholder(cell.text) and cell.span not in formulas
            )
    return [
        Column(name, tuple(kept), tuple(" ".join(cell.text.split()) for cell in kept))
        for name, kept in found.items()
    ]


def _title_and_venue_columns(document: Document) -> dict[int, list[int]]:
    """Return the columns at which the entries' titles and venues begin, by line."""
    places: dict[int, list[int]] = {}
    for entry in document.entries:
        if entry.kind == "row":
            for field in (entry.title, entry.venue):
                if field is not None:
                    places.setdefault(field.span.line, []).append(field.span.column)
    return places


def _contains_column(span: Span, column: int) -> bool:
    if span.end_line > span.line:
        return span.column <= column
    return span.column <= column < max(span.end_column, span.column + 1)
