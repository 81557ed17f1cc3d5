"""Defects of entries: duplicates, wrong links, typos in names and values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

from msgspec.structs import replace

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.model import Cell, Edit, Entry, Link, Span, Table
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.paper_titles import paper_title
from defects.source import Mutation, Source, kind
from defects.typos import typo

_MIN_PAPERS = 5
"""Papers in half of the shortest list that is split."""


def _titled(source: Source) -> Iterator[tuple[Entry, Link]]:
    """Yield the clean entries with a unique title and a unique link."""
    for entry in source.entries:
        link = entry.main_link
        if entry.title and link and link.url.startswith("http") and title_key(entry.title.text):
            yield entry, link


def _again(source: Source, entry: Entry, lines: tuple[str, ...], random: Random) -> Mutation:
    """Return the insertion of lines after an entry, or after a later one of its table or list."""
    ends = [
        other.span.end_line
        for other in source.document.entries
        if other.container == entry.container and other.span >= entry.span
    ]
    return source.insert(random.choice(ends) + 1, *lines)


def _lines(source: Source, entry: Entry) -> tuple[str, ...]:
    return source.lines[entry.span.line - 1 : entry.span.end_line]


@kind("doubled row", "duplicate-row")
def doubled_row(source: Source, random: Random) -> Iterator[Mutation]:
    """Repeat a row in its table."""
    for entry, _ in _titled(source):
        if entry.kind == "row":
            yield _again(source, entry, _lines(source, entry), random)


@kind("doubled bullet", "duplicate-row")
def doubled_bullet(source: Source, random: Random) -> Iterator[Mutation]:
    """Repeat an item in its list."""
    for entry, _ in _titled(source):
        if entry.kind == "bullet" and source.lines[entry.span.line - 1].lstrip()[:1] in "*-+":
            yield _again(source, entry, _lines(source, entry), random)


def _other_form(url: str, random: Random) -> str | None:
    """Return another URL of the same paper."""
    address = arxiv.parse_url(url)
    if address and address.is_arxiv_site and isinstance(address.identifier, arxiv.ArxivId):
        number = address.identifier.id
        forms = [
            f"https://arxiv.org/abs/{number}",
            f"https://arxiv.org/pdf/{number}",
            f"https://arxiv.org/pdf/{number}.pdf",
            f"https://arxiv.org/abs/{number}v3",
            f"https://www.arxiv.org/abs/{number}",
            f"https://doi.org/10.48550/arXiv.{number}",
        ]
    elif identify(url).startswith("acl:"):
        number = identify(url).removeprefix("acl:")
        forms = [
            f"https://aclanthology.org/{number}/",
            f"https://aclanthology.org/{number}.pdf",
            f"https://www.aclweb.org/anthology/{number}/",
            f"https://doi.org/10.18653/v1/{number}",
        ]
    elif identify(url).startswith("doi:"):
        number = identify(url).removeprefix("doi:")
        forms = [f"https://doi.org/{number}", f"http://dx.doi.org/{number}"]
    else:
        return None
    return random.choice([form for form in forms if form != url])


@kind("doubled paper, other link", "duplicate-row", "duplicate-entry")
def doubled_form(source: Source, random: Random) -> Iterator[Mutation]:
    """Repeat an entry with another URL of the same paper."""
    for entry, link in _titled(source):
        form = _other_form(link.url, random)
        span = link.url_span
        if (
            form
            and source.document.slice(span) == link.url
            and entry.span.line <= span.line <= entry.span.end_line
        ):
            lines = list(_lines(source, entry))
            line = lines[span.line - entry.span.line]
            changed = line[: span.column - 1] + form + line[span.end_column - 1 :]
            lines[span.line - entry.span.line] = changed
            yield _again(source, entry, tuple(lines), random)


def _halves(source: Source) -> Iterator[tuple[list[Entry], list[Entry]]]:
    """Yield the halves of each list of at least ten papers on adjacent lines."""
    lists: dict[Span, list[Entry]] = {}
    for entry, _ in _titled(source):
        if entry.kind == "bullet" and paper_title(entry) and entry.span.column == 1:
            lists.setdefault(entry.container, []).append(entry)
    for entries in lists.values():
        middle = len(entries) // 2
        lines = [entry.span.line for entry in entries]
        if middle >= _MIN_PAPERS and lines == list(range(lines[0], lines[0] + len(lines))):
            yield entries[:middle], entries[middle:]


def _split_by_year(source: Source) -> Iterator[Edit]:
    """Give the halves of lists of papers headings that differ in the year."""
    for number, halves in enumerate(_halves(source)):
        for half, year in zip(halves, (2031, 2030), strict=True):
            line = half[0].span.line
            yield Edit(Span(line, 1, line, 1), f"\n## Part {number} of {year}\n\n")


@kind("paper in two years", "duplicate-row", "duplicate-entry", prepare=_split_by_year)
def in_two_years(source: Source, random: Random) -> Iterator[Mutation]:
    """Repeat an entry in the section of another year."""
    sections: dict[str, list[Entry]] = {}
    for entry, _ in _titled(source):
        if entry.section and entry.section.text.startswith("Part "):
            sections.setdefault(entry.section.text, []).append(entry)
    for name, entries in sections.items():
        others = sections.get(name.replace("2031", "2030"), []) if "2031" in name else []
        for entry in entries if others else ():
            if entry.span.line == entry.span.end_line:
                yield source.insert(random.choice(others).span.line + 1, *_lines(source, entry))


@kind("doubled paper, other venue", "duplicate-entry")
def doubled_venue(source: Source, random: Random) -> Iterator[Mutation]:
    """Repeat an entry with another venue."""
    for entry, _ in _titled(source):
        venue = entry.venue
        if venue and venue.source == venue.text and venue.span.line == venue.span.end_line:
            span = venue.span
            used = venue.text.casefold()
            names = ("ICML 2023", "CIKM 2022", "Arxiv 2024")
            other = random.choice([name for name in names if name.casefold() != used])
            lines = list(_lines(source, entry))
            at = span.line - entry.span.line
            head, tail = lines[at][: span.column - 1], lines[at][span.end_column - 1 :]
            if head[-1:] in "-/=" or tail[:1] in "-/=":
                continue  # part of a badge's URL
            lines[at] = head + other + tail
            yield _again(source, entry, tuple(lines), random)


_WORD_OF_TITLE = re.compile(r"\b[^\W\d]{2,}\b")


@kind("another paper's link", "identity-conflict")
def wrong_paper(source: Source, random: Random) -> Iterator[Mutation]:
    """Leave the link of another paper in an entry, as copying a row does."""
    papers = [
        (entry, link)
        for entry, link in _titled(source)
        if entry.title
        and len(title_key(entry.title.text).split()) >= 5
        # `Ice-M2 (Ice Cup 2024)` names a data set, whose paper has a title of its own.
        and len(_WORD_OF_TITLE.findall(title_key(entry.title.text))) >= 4
        and identify(link.url).startswith("arxiv:")
        and link in source.links
        and (entry.kind == "bullet" or entry.fields[0] is entry.title or not entry.fields[0].text)
    ]
    for _, link in papers:
        other, others_link = random.choice(papers)
        if identify(others_link.url) != identify(link.url):
            planted = source.replace(link.url_span, others_link.url)
            lines = range(other.span.line, other.span.end_line + 1)
            yield replace(planted, others=tuple(lines))


_WORD = re.compile(r"[^\W\d_]{6,}")


def _is_of_one_work(source: Source, name: str) -> bool:
    """Return whether a name occurs in one cell and one title only."""
    entries = source.document.entries
    titles = {entry.title.text for entry in entries if entry.title}
    cells = [field for entry in entries for field in entry.fields if field.text == name]
    return len(cells) == 1 == sum(title.partition(":")[0] == name for title in titles)


@kind("slip in a name", "name-title-mismatch")
def wrong_name(source: Source, random: Random) -> Iterator[Mutation]:
    """Make a typo in the name of an entry, in its cell or at the start of its title."""
    for entry in source.entries:
        title = entry.title
        name, colon, _ = title.text.partition(":") if title else ("", "", "")
        word = _WORD.search(name)
        if title is None or not colon or not word or " " in name or entry.kind != "row":
            continue
        wrong = name[: word.start()] + typo(word[0], random) + name[word.end() :]
        names = [field for field in entry.fields if field is not title and field.text == name]
        if names:
            written = [*names, title] if _is_of_one_work(source, name) else names
            spans = [span for field in written if (span := find_in_field(field, 0, len(name)))]
            if spans:
                yield source.replace(random.choice(spans), wrong)


def _values(source: Source) -> dict[str, Counter[str]]:
    """Count the values of the columns of all tables by the columns' names."""
    values: dict[str, Counter[str]] = {}
    for table in source.document.tables:
        for row in table.rows:
            for header, cell in zip(table.header.cells, row.cells, strict=False):
                values.setdefault(header.text, Counter())[cell.text] += 1
    return values


_NOT_CATEGORICAL = frozenset(
    "venue publication published conference journal link links paper papers title name url".split()
)


def _common(source: Source) -> Iterator[tuple[Cell, str]]:
    """Yield the cells whose plain value is frequent in a column of few values."""
    values = _values(source)
    venues = {entry.venue.span for entry in source.entries if entry.venue}

    def frequent(table: Table, index: int, cell: Cell) -> bool:
        header = table.header.cells[index].text
        counts = values[header]
        return (
            header.casefold() not in _NOT_CATEGORICAL
            and cell.source == cell.text
            and cell.span not in venues
            and not is_placeholder(cell.text)
            and counts[cell.text] >= 5
            and 4 * len(counts) <= sum(counts.values())
        )

    for table, row in source.rows:
        for index, cell in enumerate(row.cells):
            if frequent(table, index, cell):
                yield cell, table.header.cells[index].text


@kind("slip in a value", "column-value-typo")
def wrong_value(source: Source, random: Random) -> Iterator[Mutation]:
    """Make a typo in a long word of a value that is frequent in its column."""
    values = _values(source)
    for cell, header in _common(source):
        words = [word for word in cell.text.split() if word.isalpha() and len(word) >= 7]
        if words:
            word = random.choice(words)
            wrong = cell.text.replace(word, typo(word, random), 1)
            if wrong not in values[header]:
                yield source.replace(cell.span, wrong)


@kind("value in another case", "column-value-style")
def other_case(source: Source, _random: Random) -> Iterator[Mutation]:
    """Write a value that is frequent in its column in small letters or in capitals."""
    values = _values(source)
    for cell, header in _common(source):
        wrong = cell.text.upper() if cell.text.islower() else cell.text.lower()
        if cell.text.isascii() and len(cell.text) >= 5 and wrong not in values[header]:
            yield source.replace(cell.span, wrong)


KINDS = (
    doubled_row,
    doubled_bullet,
    doubled_form,
    doubled_venue,
    in_two_years,
    wrong_paper,
    wrong_name,
    wrong_value,
    other_case,
)
