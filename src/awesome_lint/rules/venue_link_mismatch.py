"""venue-link-mismatch: a link that itself names another venue or year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awesome_lint.identifiers.proceedings import Proceedings, published_in
from awesome_lint.identifiers.venue import ParsedVenue, fold_name, parse_venue
from awesome_lint.model import Document, Entry, Evidence, Field, Finding, Span
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.paper_links import paper_links, span_in_entry
from awesome_lint.text.wording import quote

_MONTH = re.compile(r"[./-]\d{1,2}(?!\d)")
"""Behind a year: it is that of a date, as in `ICRA 2023.11`."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry whose venue its own link contradicts."""
    for entry in document.entries:
        field = entry.venue
        published = _published(entry) if field else None
        if field is None or published is None:
            continue
        reading = parse_venue(field.text, evidence.venues)
        kinds = {mention.venue.kind for mention in reading.mentions}
        # A preprint that has been published since is another rule's business.
        if "preprint" in kinds:
            continue
        if _names(published, field, reading):
            if not _has_year(published, entry, reading):
                span = _year_span(entry, field, reading)
                yield _finding(entry, field, published, reading, span)
        elif not (reading.unknown or "workshop" in kinds) and kinds - {"track"}:
            yield _finding(entry, field, published, reading, _name_span(field, reading))


def _published(entry: Entry) -> Proceedings | None:
    """Return where the entry's links say that its paper appeared, if they agree.

    A venue that is the text of a link in a list is that link's alone: `[ICRA 2024](…)`.
    """
    venue = entry.venue if entry.kind == "bullet" else None
    own = [link for link in entry.links if venue and _contains(link.span, venue.span)]
    found = {
        published.name: published
        for link in own or paper_links(entry)
        if (published := published_in(link.url))
    }
    return found.popitem()[1] if len(found) == 1 else None


def _contains(outer: Span, inner: Span) -> bool:
    return (outer.line, outer.column) <= (inner.line, inner.column) and (
        (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )


def _names(published: Proceedings, field: Field, reading: ParsedVenue) -> bool:
    """Tell whether a venue is one that the paper may be listed under."""
    if not published.venues:
        return True
    words = set(fold_name(field.text).split()) | {word.key for word in reading.words}
    return any(words.issuperset(fold_name(venue).split()) for venue in published.venues) or any(
        mention.venue.name in published.venues for mention in reading.mentions
    )


def _has_year(published: Proceedings, entry: Entry, reading: ParsedVenue) -> bool:
    """Tell whether a year is right, or none is stated: a date in a list may be the preprint's."""
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
