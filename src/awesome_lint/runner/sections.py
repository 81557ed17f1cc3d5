"""The sections of a file, with the years of their entries."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from awesome_lint.identifiers import arxiv
from awesome_lint.listing import section_paths
from awesome_lint.model import Document, Entry, Failure, Section
from awesome_lint.runner.lazy_document import LazyDocument
from awesome_lint.runner.log import Log


def sections_of_all(documents: Iterable[LazyDocument], log: Log) -> tuple[Section, ...]:
    """Return the sections of documents in their order.

    Years after the next one are taken for misspellings. A document that cannot be parsed has no
    sections, and the `log` a failure.
    """
    next_year = datetime.now(UTC).year + 1
    found: list[Section] = []
    for document in documents:
        try:
            found += find_sections(document.parsed, next_year)
        except Exception as error:
            log.failures.append(Failure.of("the sections", document.path, error))
    return tuple(found)


def find_sections(document: Document, last_year: int) -> Iterator[Section]:
    """Yield the sections of a document in their order, the part above the first heading first.

    Headings that are entries open no section. Years after `last_year` are left out.
    """
    first_lines = {entry.span.line for entry in document.entries}
    headings = [each for each in document.headings if each.span.line not in first_lines]
    entries: list[list[Entry]] = [[] for _ in (None, *headings)]
    for entry in document.entries:
        above = bisect_right(headings, entry.span.line, key=lambda heading: heading.span.line)
        entries[above].append(entry)
    yield _section(document.path, (), 1, entries[0], last_year)
    for path, heading, found in zip(section_paths(headings), headings, entries[1:], strict=True):
        titles = path or (heading.text,)
        yield _section(document.path, titles, heading.span.line, found, last_year)


def _section(
    path: str, titles: tuple[str, ...], line: int, entries: list[Entry], last_year: int
) -> Section:
    arxiv_years: Counter[int] = Counter()
    stated_years: Counter[int] = Counter()
    for entry in entries:
        submitted = _arxiv_year(entry)
        year = entry.year if submitted is None else submitted
        if year is not None and year <= last_year:
            (stated_years if submitted is None else arxiv_years)[year] += 1
    return Section(path, titles, line, len(entries), arxiv_years, stated_years)


def _arxiv_year(entry: Entry) -> int | None:
    """Return the year of the paper on arXiv that an entry is about, or else links to."""
    for link in (entry.main_link, *entry.links):
        found = arxiv.parse_url(link.url) if link else None
        if found and isinstance(found.identifier, arxiv.ArxivId):
            return arxiv.year_of(found.identifier.id)
    return None
