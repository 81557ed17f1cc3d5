"""Entries of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.document.entries.badges import badge_venue
from awesome_lint.document.entries.line import Line
from awesome_lint.document.entries.main_link import (
    LinkCandidate,
    choose_main_link,
    link_candidates,
)
from awesome_lint.document.entries.reading import Reading, find_authors, read_line
from awesome_lint.document.entries.sections import SectionPath, section_venue
from awesome_lint.document.entries.segments import label_kind, without_separators
from awesome_lint.document.markdown.table_cells import CellContent
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Cell, Entry, Field, Link, Row, Span, Table, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.words import fold_name, folded_words

_TITLES = ("title", "paper", "article", "name")
"""Words of the header of a column of titles, the best one first."""
_MAX_COLUMN_NAME_CHARS = 200
"""Characters of the longest name of a column. Every rule reads it for every row."""
_MAX_CELL_CHARS = 80
"""Characters of the longest cell that may be a venue, a date or a number."""

_MIN_DETAILS = 2
"""Different labels in the shortest table of labels and their values."""

_MIN_YEARS = 3
"""Years in the shortest column of years that is told by its cells."""

_FULL_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(r"[#(\[]?\d{1,5}[.)\]]?")
_SHORTCODE = re.compile(r":[\w+-]{1,40}:")
_BRACKETS = re.compile(r"\[[^\[\]]{0,60}\]")
_NAME_AND_YEAR = deferred(r"[^\W\d][\w&. -]{1,30}?[ ,'’-]{0,2}(?:19|20)\d\d")
_MARKUP = re.compile(r"[^\w\s,:;()'’!?/&-]|^\W*\d|\s{2}|:\w+:|\(\d{4}\)$")
"""Characters in a cell that is more than a title."""


def parse_table_rows(
    tables: Iterable[tuple[Table, Iterator[Sequence[CellContent]]]],
    sections: SectionPath,
    vocabulary: Vocabulary,
) -> Iterator[Entry]:
    """Yield an entry for each body row, in document order, unless it only leads to sections.

    A table comes with the contents of the cells of its rows, the header first. Only certain values
    are set. In a table whose columns are unknown, the title is in the first cell with text, and the
    venue None. If most rows of the document have links, tables without links, venues and dates are
    skipped: they are legends and statistics.
    """
    lists = list(tables)
    linked = [sum(map(_has_link, table.rows)) for table, _ in lists]
    are_linked = 2 * sum(linked) >= sum(len(table.rows) for table, _ in lists)
    for (table, contents), linked_rows in zip(lists, linked, strict=True):
        if _lists_details(table):
            continue
        columns = _read_columns(table, vocabulary)
        if are_linked and columns.venue is None and columns.year is None and not linked_rows:
            continue
        next(contents)
        for row, row_contents in zip(table.rows, contents, strict=True):
            links = tuple(chain.from_iterable([cell.links for cell in row.cells]))
            if not _is_navigation(links):
                entry = _entry(table, row, row_contents, links, columns, sections, vocabulary)
                if entry.title is not None or any(link.url or link.text for link in links):
                    yield entry


def _has_link(row: Row) -> bool:
    """Return whether a row has a link out of the document."""
    return any(
        link.kind != "image" and not link.url.startswith("#")
        for cell in row.cells
        for link in cell.links
    )


def _lists_details(table: Table) -> bool:
    """Return whether the rows of a table are labels and their values: `| Source Code | … |`."""
    if _has_row_headers(table):
        return True
    if len(table.header.cells) != 2:
        return False
    heads = [cell for cell in _cells((table.header, *table.rows), 0) if cell.text]
    labels = {
        cell.text.casefold()
        for cell in heads
        if not cell.links and link_labels.is_link_or_detail_label(cell.text)
    }
    return len(labels) >= _MIN_DETAILS and 2 * len(labels) >= len(heads)


def _has_row_headers(table: Table) -> bool:
    """Return whether the first cells of the rows label the others: `| Accuracy: | 0.8 | 0.7 |`."""
    heads = [cell for cell in _cells(table.rows, 0) if cell.text]
    return (
        bool(heads)
        and not any(cell.text for cell in table.header.cells[:1])
        and all(head.text.endswith((":", "\uff1a")) and not head.links for head in heads)
    )


class _Column(Struct, frozen=True):
    """A column of a table."""

    name: str
    """The text of its header."""
    words: list[str]
    """The words of its header, case folded."""
    cells: list[Cell]
    """The cells of the rows that have it."""
    filled: list[Cell]
    """The cells that are not placeholders."""
    named: list[Cell]
    """The cells that begin with words or numbers."""


class _Columns(Struct, frozen=True):
    """The columns of a table, and what they hold."""

    names: list[str]
    """The texts of the headers."""
    titles: tuple[int, ...]
    """The indexes of the columns that may hold titles, the best one first."""
    venue: int | None
    """The index of the column of venues, if there is one."""
    year: int | None
    """The index of the column of years or dates, if there is one."""
    authors: int | None
    """The index of the column of authors, if there is one."""


def _read_columns(table: Table, vocabulary: Vocabulary) -> _Columns:
    columns = [
        _column(cell.text[:_MAX_COLUMN_NAME_CHARS], _cells(table.rows, index))
        for index, cell in enumerate(table.header.cells)
    ]
    names = [column.name for column in columns]
    dates = _date_columns(columns)
    venues = _venue_column(columns, vocabulary, dates)
    year = next((i for i, name in enumerate(names) if name.casefold() == "year"), None)
    if year is None:
        year = next(iter(dates), None)
    titles = _title_columns(columns, {venues, year}, vocabulary)
    named = rulebook.words("columns", "authors")
    authors = next((i for i, each in enumerate(columns) if not named.isdisjoint(each.words)), None)
    return _Columns(names, titles, venues, year, authors)


def _column(name: str, cells: list[Cell]) -> _Column:
    return _Column(
        name,
        folded_words(name),
        cells,
        [cell for cell in cells if not is_placeholder(cell.text)],
        [cell for cell in cells if any(map(str.isalnum, cell.text[:_MAX_CELL_CHARS]))],
    )


def _is_navigation(links: Iterable[Link]) -> bool:
    """Return whether all links of a row lead to sections of the document: `| [A](#a) | 1 |`."""
    shown = [link.url for link in links if link.kind != "image"]
    return bool(shown) and all(url.startswith("#") and url != "#" for url in shown)


def _entry(
    table: Table,
    row: Row,
    contents: Sequence[CellContent],
    links: tuple[Link, ...],
    columns: _Columns,
    sections: SectionPath,
    vocabulary: Vocabulary,
) -> Entry:
    names = columns.names
    # Cells beyond the header's also belong to the entry, without a name: GitHub drops them, but
    # authors mean them.
    fields = tuple(
        Field(names[i] if i < len(names) else "", cell.text, cell.source, cell.span, cell.links)
        for i, cell in enumerate(row.cells)
    )
    column = _title_column(fields, columns)
    reading = None
    title = None
    if column is not None:
        title = fields[column]
        if _MARKUP.search(title.source) or title.links:
            reading = read_line(Line([contents[column]]), vocabulary)
            title = _title(title, reading)
        if title is not None and _begins_before(title.span, row.span):
            title = None  # its cell spans this row and the one above
    venue_field = _nonempty_field(fields, columns.venue)
    # In a row with too many or too few cells, the column that a cell is meant for is unknown.
    if (
        venue_field is not None
        and len(row.cells) != len(names)
        and not _is_venue(venue_field.text, vocabulary)
        and not (len(row.cells) < len(names) and _NAME_AND_YEAR().fullmatch(venue_field.text))
    ):
        venue_field = None
    year_field = _nonempty_field(fields, columns.year)
    if venue_field is None and columns.venue is None:
        venue_field = badge_venue(links, vocabulary)
        if venue_field is None and reading is not None and reading.venue is not None:
            venue_field = reading.venue
    year = venue.stated_year(venue_field.text) if venue_field else None
    if year is None and year_field:
        year = venue.stated_year(year_field.text[:_MAX_CELL_CHARS])
    if year is None and reading is not None:
        year = reading.year
    own_links = title.links if title else ()
    candidates: list[LinkCandidate] = []
    for index, field in enumerate(fields):
        if index == column and reading is not None:
            candidates += link_candidates(reading.segments, own_links, field.name)
        else:
            is_prose = bool(field.links) and _is_prose(field)
            candidates += (
                LinkCandidate(
                    link, _kind(link.text, is_prose=is_prose), link.text, header=field.name
                )
                for link in field.links
            )
    main_link = choose_main_link(candidates, title.text if title else "")
    if venue_field is None and columns.venue is None:
        venue_field = section_venue(table.section, sections, main_link, vocabulary)
        if venue_field is not None and year is None:
            year = venue.stated_year(venue_field.text) or sections.year(table.section)
    return Entry(
        kind="row",
        title=title,
        venue=venue_field,
        year=year,
        fields=fields,
        links=links,
        main_link=main_link,
        section=table.section,
        container=table.span,
        span=row.span,
        authors=_authors(fields, columns, column, reading),
    )


def _authors(
    fields: Sequence[Field], columns: _Columns, title: int | None, reading: Reading | None
) -> Field | None:
    """Return the authors of a row: its cell in their column, or those after the title in its cell.

    `title` is the index of the title's column.
    """
    field = _nonempty_field(fields, columns.authors)
    if field is not None and columns.authors != title:
        return field
    return find_authors([reading], are_stated=columns.authors == title) if reading else None


def _is_venue(text: str, vocabulary: Vocabulary) -> bool:
    return len(text) <= _MAX_CELL_CHARS and (
        venue.is_venue(text, vocabulary) or fold_name(text) in vocabulary.names
    )


def _is_prose(field: Field) -> bool:
    """Return whether a cell begins with words before its first link, or is long."""
    first = next((link.text for link in field.links if link.text), "")
    before, _, _ = field.text.partition(first) if first else ("", "", "")
    return len(field.text) > _MAX_CELL_CHARS or (
        any(map(str.isalpha, before)) and not link_labels.is_label(first)
    )


def _kind(text: str, *, is_prose: bool) -> str:
    """Return the kind of a link in a cell other than that of the title."""
    if not text or not any(map(str.isalnum, text)):
        return "badge"
    otherwise = "link" if is_prose else "tag-link"
    return label_kind(text, bracketed=text[0] in "[(") or otherwise


def _nonempty_field(fields: Sequence[Field], column: int | None) -> Field | None:
    if column is None or column >= len(fields):
        return None
    return None if is_placeholder(fields[column].text) else fields[column]


def _title_column(fields: Sequence[Field], columns: _Columns) -> int | None:
    """Return the index of the cell of a row that holds its title."""
    for column in columns.titles:
        field = _nonempty_field(fields, column)
        if field is None:
            continue
        if field.links and link_labels.is_label(field.text) and not _holds_names(field.name):
            continue  # [Documentation](…) in a column of papers
        return column
    return None


def _holds_names(header: str) -> bool:
    return rulebook.words("columns", "links").isdisjoint(folded_words(header))


def _title(field: Field, reading: Reading) -> Field | None:
    """Return the title in a cell, without what stands around it: ordinals, labels, remarks."""
    title = reading.title
    if title is None:
        words = _SHORTCODE.sub("", field.text)
        return field if any(map(str.isalnum, words)) else None
    content = without_separators(reading.segments)
    links = [each for each in content if each.kind == "link"]
    after = [each for each in reading.after_title if each.kind != "sticker"]
    if any(each.end == reading.title_end and each.year for each in links):
        whole = False  # [Robots on Ice (ICRA 2024)](…)
    elif (not after and not _leads(reading)) or (len(links) > 1 and not _is_described(reading)):
        whole = True
    elif not field.links and title.text.count("$") % 2 and field.text.count("$") % 2 == 0:
        whole = True  # Sledding in $O(n)$: the brackets are in a formula
    elif reading.title_kind == "link" and after and after[0].kind == "colon":
        whole = True  # [IceBot](…): Walking Robots on Ice
    elif reading.title_kind == "link":
        whole = bool(after) and after[0].kind in ("text", "name")
    elif reading.title_kind == "bold":
        whole = not after or (after[0].kind not in ("dash", "note", "break") and not after[0].links)
    else:
        whole = bool(after) and not (
            after[0].links
            or after[0].kind in ("gap", "break")
            # Brackets within a title have text on both sides: `冰（小）机器人`.
            or (after[0].enclosed and (len(after) == 1 or after[1].kind not in ("text", "name")))
        )
    if not any(map(str.isalnum, title.text)):
        return None
    trails = reading.segments[-1].kind == "sticker"
    if whole and not _leads(reading) and not trails:
        return field
    kept = (
        each
        for each in reading.segments
        if (each.end > each.start and each.kind in _KEPT) or each.links
    )
    first = next(kept, None)  # none for a venue or a note as title: `**ICRA** 🔥`
    if whole and first is not None:
        line = reading.line
        last = next(each for each in reversed(reading.segments) if each.kind != "sticker")
        start, end = line.strip_span(first.start, last.end, " \t\n")
        return Field(
            field.name,
            line.plain_text(start, end),
            line.content[start:end],
            line.span(start, end),
            field.links,
        )
    # Of many titles, the same text is one object.
    text = field.text if title.text == field.text else title.text
    source = text if title.source == text else title.source
    return Field(field.name, text, source, title.span, title.links or field.links)


def _is_described(reading: Reading) -> bool:
    """Return whether a dash and words follow a linked title: `[Name](…) - Made for [Ice](…).`."""
    after = [each for each in reading.after_title if each.kind != "sticker"]
    return (
        reading.title_kind == "link"
        and bool(after)
        and after[0].kind == "dash"
        and any(each.kind in ("text", "name", "sentence") for each in after)
    )


_KEPT = (
    "text",
    "name",
    "bold",
    "bold-name",
    "italic",
    "code",
    "quoted",
    "label",
    "text-venue",
    "link",
)


def _leads(reading: Reading) -> bool:
    """Return whether a cell begins with an ordinal or a sticker, or with a venue before a link."""
    first = reading.segments[0].kind if reading.segments else ""
    return first in ("ordinal", "sticker", "checkbox") or (
        first in ("venue", "date") and reading.title_kind == "link"
    )


def _title_columns(
    columns: Sequence[_Column], others: set[int | None], vocabulary: Vocabulary
) -> tuple[int, ...]:
    """Return the indexes of the columns of titles: by their headers, else from the first on.

    Columns whose header names dates, numbers or venues, and columns of numbers or images, are
    skipped.
    """
    found: list[int] = []
    for wanted in _TITLES:
        for index, column in enumerate(columns):
            if wanted in (word.removesuffix("s") for word in column.words):
                labels = sum(_is_label_or_venue(cell, vocabulary) for cell in column.filled)
                if column.filled and 2 * labels < len(column.filled):
                    found.append(index)
    rest = [
        index
        for index, column in enumerate(columns)
        if index not in others
        and not _no_titles().fullmatch(column.name.strip())
        and not _names_groups(column)
    ]
    rest = [index for index in rest if _may_hold_titles(columns[index])] or [
        index for index in rest if not _repeats_labels(columns[index])
    ]
    things = rulebook.words("columns", "thing")
    if any(not things.isdisjoint(columns[index].words) for index in rest):
        makers = rulebook.words("columns", "maker")
        rest = [index for index in rest if makers.isdisjoint(columns[index].words)]
    if not any(column.name.strip() for column in columns):
        rest.sort(key=lambda at: not _has_linked_names(columns[at]))
    elif rest and not _has_links(columns[rest[0]]):
        # A linked data set or model names its row, rather than a task before it.
        rest.sort(
            key=lambda at: (
                not (_has_links(columns[at]) and not things.isdisjoint(columns[at].words))
            )
        )
    if found and rest and rest[0] < found[0] and _holds_data_sets(columns[rest[0]]):
        found.insert(0, rest[0])
    titles = tuple(dict.fromkeys((*found, *rest[: 1 if not found else 2])))
    return titles or ((0,) if 0 not in others else ())


def _holds_data_sets(column: _Column) -> bool:
    """Return whether a column holds linked data sets, which may precede their papers."""
    data_sets = rulebook.words("columns", "data set")
    return not data_sets.isdisjoint(column.words) and _has_linked_names(column)


def _is_label_or_venue(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Return whether a cell holds a label, or a venue and a label: `ICRA 2024 [PDF]`."""
    text = cell.text
    if link_labels.is_label(text):
        return bool(cell.links)
    bare = _BRACKETS.sub("", text[: 2 * _MAX_CELL_CHARS]).strip()
    return bare != text and len(bare) <= _MAX_CELL_CHARS and venue.is_venue(bare, vocabulary)


def _holds_labels(column: _Column) -> bool:
    """Return whether most cells of a column are labels of code, data and the like."""
    labels = sum(link_labels.is_secondary_label(cell.text) for cell in column.filled)
    return 2 * labels > len(column.filled)


def _cells(rows: Iterable[Row], column: int) -> list[Cell]:
    """Return the cells of a column, of the rows that have it."""
    return [row.cells[column] for row in rows if column < len(row.cells)]


def _begins_before(span: Span, other: Span) -> bool:
    return (span.line, span.column) < (other.line, other.column)


def _has_linked_names(column: _Column) -> bool:
    """Return whether most cells of a column have a link that is not a label."""
    named = sum(
        any(
            link.kind != "image" and link.text and not link_labels.is_label(link.text)
            for link in cell.links
        )
        for cell in column.cells
    )
    return 2 * named > len(column.cells)


def _has_links(column: _Column) -> bool:
    """Return whether most cells of a column are links."""
    return 2 * sum(bool(cell.links) for cell in column.cells) > len(column.cells)


def _may_hold_titles(column: _Column) -> bool:
    if 2 * len(column.named) <= len(column.cells):
        return not any(cell.links for cell in column.cells)  # mostly images
    return not _repeats_labels(column) and not all(
        _ORDINAL.fullmatch(cell.text) and not cell.links for cell in column.named
    )


def _repeats_labels(column: _Column) -> bool:
    """Return whether most cells of a column are labels of links that repeat, unlike names."""
    named = column.named
    labels = [cell.text for cell in named if cell.links and link_labels.is_label(cell.text)]
    return 2 * len(labels) > len(named) and len(set(labels)) < len(labels)


def _date_columns(columns: Sequence[_Column]) -> tuple[int, ...]:
    """Return the indexes of the columns of dates of publication: by header and by cells."""
    words = rulebook.words("columns", "date of publication")
    found = []
    for index, column in enumerate(columns):
        if words.issuperset(column.words):
            texts = [cell.text for cell in column.filled]
            dates = sum(len(text) <= _MAX_CELL_CHARS and is_date(text) for text in texts)
            if dates and (2 * dates >= len(texts) if column.words else dates == len(texts)):
                found.append(index)
    return tuple(found) or _unnamed_year_column(columns)


def _unnamed_year_column(columns: Sequence[_Column]) -> tuple[int, ...]:
    """Return the index of the only column of years, unless its header tells of other years."""
    others = rulebook.words("columns", "not date of publication")
    found = tuple(
        index
        for index, column in enumerate(columns)
        if len(column.filled) >= _MIN_YEARS
        and all(_FULL_YEAR.fullmatch(cell.text) for cell in column.filled)
        and others.isdisjoint(column.words)
    )
    return found if len(found) == 1 else ()


def _names_groups(column: _Column) -> bool:
    """Return whether most cells of a column of an HTML table span several rows."""
    spans = [cell.span for cell in column.cells]
    return len(spans) > 1 and 2 * len(set(spans)) <= len(spans)


def _venue_column(
    columns: Sequence[_Column], vocabulary: Vocabulary, dates: Sequence[int]
) -> int | None:
    """Return the index of the column of venues: by its header, else by its cells, mostly venues."""
    venues = rulebook.words("columns", "venue")
    for index, column in enumerate(columns):
        if (
            index not in dates
            and not venues.isdisjoint(column.words)
            and not _no_venues().search(column.name)
            and not _holds_labels(column)
        ):
            return index
    for index, column in enumerate(columns):
        texts = [cell.text for cell in column.filled]
        if len(texts) >= 3 and all(len(text) <= _MAX_CELL_CHARS for text in texts):
            known = sum(venue.is_venue(text, vocabulary) for text in texts)
            if known * 4 >= len(texts) * 3:
                return index
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
