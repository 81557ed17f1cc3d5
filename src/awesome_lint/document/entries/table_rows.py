"""Entries of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.document.entries.badges import badge_venue
from awesome_lint.document.entries.main_link import LinkCandidate, choose_main_link
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Cell, Entry, Field, Row, Span, Table, Vocabulary
from awesome_lint.text.patterns import any_of
from awesome_lint.text.words import folded_words

_TITLES = ("title", "paper", "article", "name")
"""Words of the header of a column of titles, the best one first."""
_MAX_COLUMN_NAME_CHARS = 200
"""Characters of the longest name of a column. Every rule reads it for every row."""

# A name in bold, a dash, and a description.
_NAME_AND_DESCRIPTION = re.compile(
    r"(?:\d{1,3}[.)]\s*)?\*\*(?P<name>[^*\[\]`\\<>&]+)\*\*\s+[-–—]\s+\w"
)


def parse_table_rows(tables: Iterable[Table], vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield an entry for each body row, in document order.

    Only certain values are set. In a table whose columns are unknown, the title is in the first
    cell, and the venue None.
    """
    for table in tables:
        names = [cell.text[:_MAX_COLUMN_NAME_CHARS] for cell in table.header.cells]
        columns = _Columns(
            names,
            _title_column(names, table.rows),
            _venue_column(names, table.rows, vocabulary),
            next((i for i, name in enumerate(names) if name.casefold() == "year"), None),
        )
        for row in table.rows:
            yield _entry(table, row, columns, vocabulary)


class _Columns(Struct, frozen=True):
    """The columns of a table."""

    names: list[str]
    """The texts of the headers."""
    title: int
    """The index of the column of titles."""
    venue: int | None
    """The index of the column of venues, if there is one."""
    year: int | None
    """The index of the column of years, if there is one."""


def _entry(table: Table, row: Row, columns: _Columns, vocabulary: Vocabulary) -> Entry:
    names = columns.names
    # Cells beyond the header's also belong to the entry, without a name: GitHub drops them, but
    # authors mean them.
    fields = tuple(
        _field(names[i] if i < len(names) else "", cell) for i, cell in enumerate(row.cells)
    )
    title = _title(fields, columns.title)
    if title is not None and _begins_before(title.span, row.span):
        title = None  # its cell spans this row and the one above
    links = tuple(link for cell in row.cells for link in cell.links)
    # In a row with too many or too few cells, the column that a cell is meant for is unknown.
    venue_field = _nonempty_field(fields, columns.venue) if len(row.cells) == len(names) else None
    year_field = _nonempty_field(fields, columns.year)
    if venue_field is None and columns.venue is None:
        venue_field = badge_venue(links, vocabulary)
    year = venue.stated_year(venue_field.text) if venue_field else None
    if year is None and year_field:
        year = venue.stated_year(year_field.text)
    return Entry(
        kind="row",
        title=title,
        venue=venue_field,
        year=year,
        fields=fields,
        links=links,
        main_link=choose_main_link(
            LinkCandidate(link, link.text, column == columns.title, field.name)
            for column, field in enumerate(fields)
            for link in field.links
        ),
        section=table.section,
        container=table.span,
        span=row.span,
    )


def _field(name: str, cell: Cell) -> Field:
    return Field(name, cell.text, cell.source, cell.span, cell.links)


def _nonempty_field(fields: Sequence[Field], column: int | None) -> Field | None:
    if column is None or column >= len(fields):
        return None
    return None if is_placeholder(fields[column].text) else fields[column]


def _title(fields: Sequence[Field], column: int) -> Field | None:
    """Return the title: the linked text in a cell with more content, such as badges or authors."""
    field = _nonempty_field(fields, column)
    if field is None:
        return None
    named = [
        link
        for link in field.links
        if link.kind != "image" and link.text and not link_labels.is_label(link.text)
    ]
    if match := _NAME_AND_DESCRIPTION.match(field.source):
        column = field.span.column + match.start("name")
        span = Span(field.span.line, column, field.span.line, column + len(match["name"]))
        return Field(field.name, match["name"], match["name"], span, field.links)
    if len(named) == 1 and named[0].text != field.text and "<br" in field.source.lower():
        link = named[0]
        return Field(field.name, link.text, link.text, link.span, field.links)
    return field


def _title_column(names: list[str], rows: Sequence[Row]) -> int:
    """Return the index of the column of titles: by its header, else the first column.

    Columns whose header names dates, numbers or venues are skipped, and those that name groups of
    rows. In a table without header, the first column of linked names takes precedence.
    """
    for wanted in _TITLES:
        for column, name in enumerate(names):
            if wanted in (word.removesuffix("s") for word in folded_words(name)):
                cells = [row.cells[column].text for row in rows if column < len(row.cells)]
                named = [text for text in cells if not is_placeholder(text)]
                if named and 2 * sum(map(link_labels.is_label, named)) < len(named):
                    return column
    others = [
        at
        for at, name in enumerate(names)
        if not (_no_titles().fullmatch(name.strip()) or _names_groups(rows, at))
    ]
    linked = (at for at in others if _has_linked_names(rows, at))
    unnamed = not any(map(str.strip, names))
    return next(linked if unnamed else iter(()), others[0] if others else 0)


def _begins_before(span: Span, other: Span) -> bool:
    return (span.line, span.column) < (other.line, other.column)


def _has_linked_names(rows: Sequence[Row], column: int) -> bool:
    """Return whether most cells of a column have a link that is not a label."""
    cells = [row.cells[column] for row in rows if column < len(row.cells)]
    named = sum(
        any(
            link.kind != "image" and link.text and not link_labels.is_label(link.text)
            for link in cell.links
        )
        for cell in cells
    )
    return 2 * named > len(cells)


def _names_groups(rows: Sequence[Row], column: int) -> bool:
    """Return whether most cells of a column of an HTML table span several rows."""
    spans = [row.cells[column].span for row in rows if column < len(row.cells)]
    return len(spans) > 1 and 2 * len(set(spans)) <= len(spans)


def _venue_column(names: list[str], rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """Return the index of the column of venues: by its header, else by its cells, mostly venues."""
    venues = rulebook.words("columns", "venue")
    for column, name in enumerate(names):
        if not venues.isdisjoint(folded_words(name)) and not _no_venues().search(name):
            return column
    for column in range(len(names)):
        texts = [row.cells[column].text for row in rows if column < len(row.cells)]
        texts = [text for text in texts if not is_placeholder(text)]
        if len(texts) >= 3 and all(len(text) <= 80 for text in texts):
            known = sum(venue.is_venue(text, vocabulary) for text in texts)
            if known * 4 >= len(texts) * 3:
                return column
    return None


@cache
def _no_titles() -> re.Pattern[str]:
    whole = any_of(rulebook.words("columns", "not title"))
    last = any_of(rulebook.words("columns", "not title at the end"))
    return re.compile(f"{whole}|(?:.* )?{last}", re.IGNORECASE)


@cache
def _no_venues() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "not venue"))
    return re.compile(rf"\b{words}s?\b", re.IGNORECASE)
