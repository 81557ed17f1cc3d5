"""venue-year: years that cannot be right, or are missing where the list states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers.venue import ParsedVenue, parse_venue
from awesome_lint.model import (
    Document,
    Entry,
    Evidence,
    Field,
    Finding,
    Severity,
    Span,
    VenueKind,
    Vocabulary,
)
from awesome_lint.rules.rule import Rule
from awesome_lint.rules.shared.paper_links import (
    arxiv_identifier,
    is_in_entry,
    links_to_revision,
    span_in_entry,
)
from awesome_lint.rules.shared.venue_usage import find_in_field
from awesome_lint.text.wording import quote

_FEWEST = 10
"""So many venues must stand together before it can be told that they state their years."""

_DIGITS = re.compile(r"(?<![\d.:/])\d{3,5}(?![\d.:/])")
_DATE = re.compile(r"\W*(?:19|20)\d\d(?!\d)[-/.\d\s]{0,10}\W*$")
_DATED = re.compile(r"date|time|year", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ARXIV = ("arXiv", "CoRR")


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Which entries are to state a year."""

    missing: bool = True
    """Whether a venue without a year is reported where nearly all others have one."""


class _Listed(Struct, frozen=True):
    """An entry's venue as it was read; `year` is None where there is none, or more than one."""

    entry: Entry
    field: Field
    reading: ParsedVenue
    year: int | None

    @property
    def kinds(self) -> set[VenueKind]:
        """What kinds of venues are named; a track is none."""
        return {mention.venue.kind for mention in self.reading.mentions} - {"track"}


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each year that is impossible, contradicted or missing."""
    listed = list(_read(document, evidence.venues))
    dated = _dated(listed) if options.missing else {}
    for each in listed:
        if each.year is not None:
            if finding := _contradicted(each):
                yield finding
        elif not is_in_entry(each.entry, each.field.span):
            continue
        elif odd := _impossible(each):
            yield odd
        elif each.entry.container in dated and _lacks_year(each):
            yield Finding(
                each.field.span,
                f"{quote(each.field.text)} lacks its year, which"
                f" {dated[each.entry.container]} other entries here state: readers cannot tell how"
                " old this one is",
                "Write the year behind it",
            )


def _read(document: Document, vocabulary: Vocabulary) -> Iterator[_Listed]:
    known: dict[str, ParsedVenue] = {}
    for entry in document.entries:
        if entry.venue is not None:
            text = entry.venue.text
            reading = known.get(text) or known.setdefault(text, parse_venue(text, vocabulary))
            years = {year.value for year in reading.years}
            year = next(iter(years)) if len(years) == 1 else None
            yield _Listed(entry, entry.venue, reading, year if years else entry.year)


def _impossible(each: _Listed) -> Finding | None:
    """Return a finding for digits in the place of a year that are none: `ICML 20204`."""
    if not _is_yearly(each) or each.reading.years:
        return None
    numbers = list(_DIGITS.finditer(each.field.text))
    if len(numbers) != 1:
        return None
    start, end = numbers[0].span()
    if any(mention.start <= start < mention.end for mention in each.reading.mentions):
        return None
    return Finding(
        find_in_field(each.field, start, end) or each.field.span,
        f"`{numbers[0][0]}` is no year",
        "Write the year with its four digits",
    )


def _contradicted(each: _Listed) -> Finding | None:
    """Return a finding for a year that the arXiv identifier of the paper speaks against."""
    identifier = arxiv_identifier(each.entry)
    if identifier is None or "/" in identifier or each.year is None:
        return None
    first, month = 2000 + parse_digits(identifier[:2]), parse_digits(identifier[2:4])
    severity: Severity | None = None
    if _is_arxiv(each):
        if each.year == first or (each.year > first and links_to_revision(each.entry)):
            return None
        # At the turn of the year, papers are numbered, posted and listed on different days.
        if (each.year, month) in ((first + 1, 12), (first - 1, 1)):
            severity = "info"
        wrong = "is not the year of"
    elif each.kinds and each.kinds <= {"conference", "journal"} and each.year < first - 1:
        # Authors do post papers years after they appeared.
        severity, wrong = "info", "is long before"
    else:
        return None
    return Finding(
        span_in_entry(each.entry, _year_span(each)),
        f"{quote(_stated(each))} {wrong} arXiv {identifier}, which was first posted in"
        f" {first}-{month:02}",
        "Correct the year, or link the paper that is meant",
        severity=severity,
    )


def _is_arxiv(each: _Listed) -> bool:
    """Tell whether arXiv, and nothing else, is named as the venue."""
    names = {mention.venue.name for mention in each.reading.mentions}
    return bool(names) and names.issubset(_ARXIV) and not each.reading.unknown


def _stated(each: _Listed) -> str:
    return each.field.text if each.reading.years else f"{each.field.text} {each.year}"


def _year_span(each: _Listed) -> Span:
    if each.reading.years:
        year = each.reading.years[0]
        return find_in_field(each.field, year.start, year.end) or each.field.span
    stated = (field for field in each.entry.fields if field.text.strip() == str(each.year))
    return next(stated, each.field).span


def _lacks_year(each: _Listed) -> bool:
    """Tell whether a venue is one that is always of some year, and none is stated.

    A date in another column says how old the entry is.
    """
    if not _is_yearly(each) or each.reading.years or re.search(r"\d", each.field.text):
        return False
    return not any(
        _DATE.match(field.text) or (_DATED.search(field.name) and _YEAR.search(field.text))
        for field in each.entry.fields
    )


def _is_yearly(each: _Listed) -> bool:
    """Tell whether a venue is known to be of some year, rather than a volume."""
    kinds = each.kinds
    return bool(kinds) and kinds <= {"conference", "preprint"} and not each.reading.unknown


def _dated(listed: Sequence[_Listed]) -> Mapping[Span, int]:
    """Return the tables and lists where nearly all venues have a year, and how many have one."""
    years: dict[Span, list[bool]] = {}
    for each in listed:
        has = each.year is not None or bool(each.reading.years)
        if has or _lacks_year(each):
            years.setdefault(each.entry.container, []).append(has)
    return {
        container: sum(has)
        for container, has in years.items()
        if len(has) >= _FEWEST and sum(has) * 10 >= len(has) * 9
    }


RULE = Rule("venue-year", "warning", check, Options)
