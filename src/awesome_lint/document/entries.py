"""The items of a list, read from its table rows: what each is called and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from awesome_lint.identifiers import identity, venue
from awesome_lint.model import Cell, Entry, Field, Link, Row, Table, Vocabulary

_TITLES = ("title", "paper", "article", "name")
_VENUES = frozenset(
    "venue venues publication published publisher conference journal source conf pub".split()
)
_LINKS = frozenset("link links url urls paper papers pdf arxiv abs".split())

_PAPER = frozenset("paper papers pdf arxiv abs doi acl openreview publication pub link".split())
_ASIDE = frozenset(
    """
    appendix blog bibtex cite code codes colab data dataset datasets demo docs github gitee
    homepage huggingface hf implementation model models notebook page poster post project
    pytorch repo repository review slides supp supplementary tensorflow tweet twitter video
    website weights youtube zhihu checkpoint checkpoints news media page
    """.split()
)
_LABEL = re.compile(r"[^\W_]+")
_PLACEHOLDERS = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "none", "tbd", "todo", "/"))


def read(tables: Iterable[Table], vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield an entry for each body row, in document order.

    Only what is certain is filled in: a table whose columns cannot be told gives entries whose
    `title` is their first cell and whose `venue` is None.
    """
    for table in tables:
        names = [" ".join(cell.text.split()) for cell in table.header.cells]
        titles = _title_column(names, table.rows)
        venues = _venue_column(names, table.rows, vocabulary)
        years = next((i for i, name in enumerate(names) if name.casefold() == "year"), None)
        for row in table.rows:
            yield _entry(table, row, names, titles, venues, years)


def _entry(
    table: Table, row: Row, names: list[str], titles: int, venues: int | None, years: int | None
) -> Entry:
    # Cells beyond the header's are in the entry, too: dropping them is what the row gets wrong,
    # not what it means. They have no name.
    fields = tuple(
        _field(names[i] if i < len(names) else "", cell) for i, cell in enumerate(row.cells)
    )
    venue_field = _filled(fields, venues)
    year_field = _filled(fields, years)
    year = venue.year(venue_field.text) if venue_field else None
    if year is None and year_field:
        year = venue.year(year_field.text)
    title = _filled(fields, titles)
    links = tuple(link for cell in row.cells for link in cell.links)
    return Entry(
        kind="row",
        title=title,
        venue=venue_field if len(row.cells) == len(names) else None,
        year=year,
        fields=fields,
        links=links,
        main_link=_main_link(fields, title),
        section=table.section,
        container=table.span,
        span=row.span,
    )


def _field(name: str, cell: Cell) -> Field:
    return Field(name, cell.text, cell.source, cell.span, cell.links)


def _filled(fields: Sequence[Field], column: int | None) -> Field | None:
    if column is None or column >= len(fields):
        return None
    return None if is_placeholder(fields[column].text) else fields[column]


def is_placeholder(text: str) -> bool:
    """Tell whether a cell says that there is nothing to say: empty, `-`, `N/A`."""
    return text.strip().casefold() in _PLACEHOLDERS


def words(text: str) -> list[str]:
    """Return the words of a label or a header, case folded."""
    return _LABEL.findall(text.casefold())


def is_label(text: str) -> bool:
    """Tell whether a link's text only says what kind of thing is behind it: `[Paper]`, `Code`."""
    found = words(text)
    return bool(found) and all(word in _PAPER or word in _ASIDE for word in found)


def _title_column(names: list[str], rows: Sequence[Row]) -> int:
    """Return the column that names the entries: by its header, else the first one."""
    for wanted in _TITLES:
        for column, name in enumerate(names):
            if wanted in (word.removesuffix("s") for word in words(name)):
                cells = [row.cells[column].text for row in rows if column < len(row.cells)]
                named = [text for text in cells if not is_placeholder(text)]
                if named and 2 * sum(map(is_label, named)) < len(named):
                    return column
    return 0


def _venue_column(names: list[str], rows: Sequence[Row], vocabulary: Vocabulary) -> int | None:
    """Return the column of venues: by its header, else the one whose cells are mostly venues."""
    for column, name in enumerate(names):
        if _VENUES.intersection(words(name)) and not _TITLE_LIKE.search(name):
            return column
    for column in range(len(names)):
        texts = [row.cells[column].text for row in rows if column < len(row.cells)]
        texts = [text for text in texts if not is_placeholder(text)]
        if len(texts) >= 3 and all(len(text) <= 80 for text in texts):
            known = sum(venue.recognises(text, vocabulary) for text in texts)
            if known * 4 >= len(texts) * 3:
                return column
    return None


_TITLE_LIKE = re.compile(r"\b(?:date|time|code|title|year|paper)s?\b", re.IGNORECASE)


def _main_link(fields: Sequence[Field], title: Field | None) -> Link | None:
    """Return the link that says what the entry is.

    In this order: a link that is called a paper, or to a paper in a column of papers; the
    title's own link; the first of a column of links; the first link at all that is not called
    code, data, demo or the like.
    """
    ranked: list[tuple[int, Link]] = []
    for field in fields:
        header = words(field.name)
        for link in field.links:
            if link.kind == "image" or not link.url:
                continue
            label = words(link.text)
            if any(word in _ASIDE for word in label) and is_label(link.text):
                continue
            if not link.text:
                rank = 5  # around an image: a badge, as a rule
            elif is_label(link.text) and label != ["link"]:
                rank = 0
            elif not identity.identify(link.url).startswith("url:") and "paper" in header:
                rank = 1
            elif field is title:
                rank = 2
            elif _LINKS.intersection(header):
                rank = 3
            elif any(word in _ASIDE for word in header):
                continue
            else:
                rank = 4
            ranked.append((rank, link))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None
