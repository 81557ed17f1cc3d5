"""venue-link-mismatch: links whose URL names a different venue or year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.identifiers.proceedings import Proceedings, published_in
from awesome_lint.identifiers.venue import ParsedVenue, parse_venue
from awesome_lint.model import Document, Entry, Evidence, Field, Finding, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.paper_links import paper_links, span_in_entry
from awesome_lint.text.wording import quote
from awesome_lint.text.words import fold_name

_MONTH = re.compile(r"[./-]\d{1,2}(?!\d)")
"""The month after the year of a date, as in `ICRA 2023.11`."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry whose venue or year contradicts its link."""
    for entry in document.entries:
        field = entry.venue
        published = _published(entry) if field else None
        if field is None or published is None:
            continue
        reading = parse_venue(field.text, evidence.venues)
        kinds = {mention.venue.kind for mention in reading.mentions}
        # Published preprints are left to venue-outdated.
        if "preprint" in kinds:
            continue
        if _names_venue(published, field, reading):
            if not _is_year_consistent(published, entry, reading):
                span = _year_span(entry, field, reading)
                yield _finding(entry, field, published, reading, span)
        elif not (reading.unknown or "workshop" in kinds) and kinds - {"track"}:
            yield _finding(entry, field, published, reading, _name_span(field, reading))


def _published(entry: Entry) -> Proceedings | None:
    """Return the proceedings in the URLs of an entry's links; None if there are none or several.

    If the venue of a bullet is the text of a link, as in `[ICRA 2024](…)`, only that link counts.
    """
    venue = entry.venue if entry.kind == "bullet" else None
    venue_links = [link for link in entry.links if venue and _contains(link.span, venue.span)]
    found = {
        published.name: published
        for link in venue_links or paper_links(entry)
        if (published := published_in(link.url))
    }
    return found.popitem()[1] if len(found) == 1 else None


def _contains(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and (
        (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )


def _names_venue(published: Proceedings, field: Field, reading: ParsedVenue) -> bool:
    """Return whether a field names a venue of the proceedings."""
    if not published.venues:
        return True
    words = set(fold_name(field.text).split()) | {word.key for word in reading.words}
    return any(words.issuperset(fold_name(venue).split()) for venue in published.venues) or any(
        mention.venue.name in published.venues for mention in reading.mentions
    )


def _is_year_consistent(published: Proceedings, entry: Entry, reading: ParsedVenue) -> bool:
    """Return whether the stated year is one of the proceedings, or no year is stated.

    The year of a bullet counts only if it is in the venue: other dates may be the preprint's.
    """
    text = entry.venue.text if entry.venue else ""
    years: set[int | None] = {
        year.value for year in reading.years if not _MONTH.match(text, year.end)
    }
    if not years and entry.kind == "row":
        years = {entry.year} - {None}
    return not years or not years.isdisjoint(published.years)


def _name_span(field: Field, reading: ParsedVenue) -> Span:
    named = next(mention for mention in reading.mentions if mention.venue.kind != "track")
    return find_in_field(field, named.start, named.end) or field.span


def _year_span(entry: Entry, field: Field, reading: ParsedVenue) -> Span:
    if reading.years:
        year = reading.years[0]
        return find_in_field(field, year.start, year.end) or field.span
    stated = (other for other in entry.fields if other.text.strip() == str(entry.year))
    return next(stated, field).span


def _finding(
    entry: Entry, field: Field, published: Proceedings, reading: ParsedVenue, span: Span
) -> Finding:
    listed = field.text
    if not reading.years and entry.year is not None:
        listed = f"{listed} {entry.year}"
    return Finding(
        span_in_entry(entry, span),
        f"{quote(listed)} contradicts the link: {quote(published.key)} is from {published.name}",
        "Correct the venue, or link to the intended paper",
    )


RULE = Rule("venue-link-mismatch", "warning", check)
