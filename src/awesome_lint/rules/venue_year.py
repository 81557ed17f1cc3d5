"""venue-year: impossible and contradicted years, and missing years where other venues have one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.model import (
    Document,
    Evidence,
    Finding,
    Severity,
    Span,
    VenueKind,
)
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.paper_links import (
    arxiv_identifier,
    is_in_entry,
    links_to_revision,
    span_in_entry,
)
from awesome_lint.rules.shared.row_dates import dates_with_month
from awesome_lint.rules.shared.venue_usage import VenueUsage, venue_usages
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.wording import quote

_MIN_VENUES = 10
"""Venues of a table or list at least, for a missing year to be reported."""

_MAX_DATE_CHARS = 30
"""Characters after a venue that may be its date."""

_DIGITS = deferred(r"(?<![\d.:/])\d{3,5}(?![\d.:/])")
_DATE = deferred(r"\W*(?:19|20)\d\d(?!\d)[-/.\d\s]{0,10}\W*$")
_DATE_COLUMN = deferred(r"date|time|year", re.IGNORECASE)
_YEAR = deferred(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_AFTER = deferred(r"[^\w|]{1,5}(?:19|20)\d\d(?!\.?\d)")
"""A year in the sentence after the venue: `AAMAS. 2023.`"""
_YEAR_DIGITS = 4
_ARXIV = ("arXiv", "CoRR")


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of venue-year."""

    missing: bool = True
    """Whether a venue without a year is reported if nearly all others have one."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each year that is impossible, contradicted or missing."""
    usages = venue_usages(document, evidence.venues)
    dated = _dated_headings(document)
    with_years = _containers_with_years(document, usages, dated) if options.missing else {}
    for usage in usages:
        year = _single_year(usage)
        if year is not None:
            if finding := _contradicted_year(usage, year):
                yield finding
        elif not is_in_entry(usage.entry, usage.field.span):
            continue
        elif invalid := _invalid_year(usage):
            yield invalid
        elif usage.entry.container in with_years and _lacks_year(document, usage, dated):
            yield Finding(
                usage.field.span,
                f"{quote(usage.field.text)} has no year, unlike {with_years[usage.entry.container]}"
                " other entries here: readers cannot tell how old this one is",
                "Write the year after it",
            )


def _kinds(usage: VenueUsage) -> set[VenueKind]:
    """Return the kinds of the named venues, without tracks."""
    return {mention.venue.kind for mention in usage.parsed.mentions} - {"track"}


def _single_year(usage: VenueUsage) -> int | None:
    """Return the year of a venue; None if there is none, or more than one."""
    return usage.year if len({year.value for year in usage.parsed.years}) < 2 else None


def _invalid_year(usage: VenueUsage) -> Finding | None:
    """Return a finding for digits that are not a year: `ICML 20204`."""
    if not _is_yearly(usage) or usage.parsed.years:
        return None
    numbers = list(_DIGITS().finditer(usage.field.text))
    if len(numbers) != 1:
        return None
    start, end = numbers[0].span()
    if any(mention.start <= start < mention.end for mention in usage.parsed.mentions):
        return None
    return Finding(
        find_in_field(usage.field, start, end) or usage.field.span,
        f"`{numbers[0][0]}` is not a year: readers cannot tell how old the entry is",
        "Write the year with four digits",
    )


def _contradicted_year(usage: VenueUsage, year: int) -> Finding | None:
    """Return a finding for a year that contradicts the arXiv identifier of the paper."""
    identifier = arxiv_identifier(usage.entry) if _is_arxiv(usage) else None
    if identifier is None or "/" in identifier:
        return None
    first, month = 2000 + parse_digits(identifier[:2]), parse_digits(identifier[2:4])
    if year == first or (year > first and links_to_revision(usage.entry)):
        return None
    # Around New Year, the dates of the identifier, the posting and the entry may differ.
    severity: Severity | None = None
    is_around_new_year = (year, month) in ((first + 1, 12), (first - 1, 1))
    # A later year, and a later date, may be that of a revision.
    if is_around_new_year or year == first + 1 or (year > first and _states_later_date(usage)):
        severity = "info"
    return Finding(
        span_in_entry(usage.entry, _year_span(usage)),
        f"{quote(_venue_with_year(usage))} contradicts arXiv {identifier}, which was first posted"
        f" in {first}-{month:02}",
        "Correct the year, unless it is that of a later version"
        if severity and year > first
        else "Correct the year, or link to the intended paper",
        severity=severity,
    )


def _states_later_date(usage: VenueUsage) -> bool:
    """Return whether the year is part of a date: with a day beside the venue, or in a column."""
    if usage.parsed.years:
        text = usage.field.text
        has_day = sum(map(str.isdigit, text)) > _YEAR_DIGITS
        return has_day and _full_date().search(text) is not None
    return any(dates_with_month(usage.entry, usage.year))


def _is_arxiv(usage: VenueUsage) -> bool:
    """Return whether arXiv is the only named venue."""
    names = {mention.venue.name for mention in usage.parsed.mentions}
    return bool(names) and names.issubset(_ARXIV) and not usage.parsed.unknown


def _venue_with_year(usage: VenueUsage) -> str:
    return usage.field.text if usage.parsed.years else f"{usage.field.text} {usage.year}"


def _year_span(usage: VenueUsage) -> Span:
    if usage.parsed.years:
        year = usage.parsed.years[0]
        return find_in_field(usage.field, year.start, year.end) or usage.field.span
    stated = (field for field in usage.entry.fields if field.text.strip() == str(usage.year))
    return next(stated, usage.field).span


def _lacks_year(document: Document, usage: VenueUsage, dated: Set[Span]) -> bool:
    """Return whether an entry lacks the year of its venue.

    A date in another column counts as a year, and so does one in the details of a bullet or in a
    heading around it; `dated` are the places of headings below which entries have one.
    """
    entry = usage.entry
    if not _is_yearly(usage) or usage.parsed.years or re.search(r"\d", usage.field.text):
        return False
    if entry.section is not None and entry.section.span in dated:
        return False
    line, column = usage.field.span.end_line, usage.field.span.end_column
    after = document.slice(Span(line, column, line, column + _MAX_DATE_CHARS))
    if _YEAR_AFTER().match(after):
        return False
    return not any(
        _DATE().match(field.text)
        or (_DATE_COLUMN().search(field.name) and _YEAR().search(field.text))
        or (entry.kind == "bullet" and field.name != "Title" and _dates().search(field.text))
        for field in entry.fields
    )


@cache
def _dates() -> re.Pattern[str]:
    """Return the pattern of a year, or of a month with two digits: `June 24`."""
    months = any_of(rulebook.words("words", "month"))
    return re.compile(rf"{_YEAR().pattern}|\b{months}\b\.?\W{{1,3}}\d\d(?!\d)", re.IGNORECASE)


@cache
def _full_date() -> re.Pattern[str]:
    """Return the pattern of a date with a day: `28 Mar 2018`, `March 28, 2018`, `2018-03-28`."""
    month = rf"{any_of(rulebook.words('words', 'month'))}\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return re.compile(
        rf"\b(?:{day}\W{{1,3}}{month}|{month}\W{{1,3}}{day})\W{{1,3}}{_YEAR().pattern}"
        rf"|{_YEAR().pattern}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)",
        re.IGNORECASE,
    )


def _dated_headings(document: Document) -> Set[Span]:
    """Return the places of the headings that contain a year, and of those below them.

    The title of the list does not count: it may contain the year of the list.
    """
    dated: set[Span] = set()
    # The headings that contain the current one, and whether they or those around them are dated.
    open_headings: list[tuple[int, bool]] = []
    for heading in document.headings:
        while open_headings and open_headings[-1][0] >= heading.level:
            open_headings.pop()
        is_dated = heading.level > 1 and _YEAR().search(heading.text) is not None
        if is_dated or (open_headings and open_headings[-1][1]):
            is_dated = True
            dated.add(heading.span)
        open_headings.append((heading.level, is_dated))
    return dated


def _is_yearly(usage: VenueUsage) -> bool:
    """Return whether a venue is one that has years, and not volumes."""
    kinds = _kinds(usage)
    return bool(kinds) and kinds <= {"conference", "preprint"} and not usage.parsed.unknown


def _containers_with_years(
    document: Document, usages: Sequence[VenueUsage], dated: Set[Span]
) -> Mapping[Span, int]:
    """Return the number of venues with a year, by table or list in which nearly all have one."""
    years: dict[Span, list[bool]] = {}
    for usage in usages:
        has = _single_year(usage) is not None or bool(usage.parsed.years)
        if has or _lacks_year(document, usage, dated):
            years.setdefault(usage.entry.container, []).append(has)
    return {
        container: sum(has)
        for container, has in years.items()
        if len(has) >= _MIN_VENUES and sum(has) * 10 >= len(has) * 9
    }
