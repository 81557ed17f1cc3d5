"""venue-link-mismatch: links whose URL names a different venue or year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers.link_labels import is_label, is_secondary_label
from awesome_lint.identifiers.proceedings import Proceedings, published_in
from awesome_lint.identifiers.venue import ParsedVenue, parse_venue, stated_year
from awesome_lint.model import Document, Entry, Evidence, Field, Finding, Link, Span, Vocabulary
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.find_text import find_in_field
from awesome_lint.rules.shared.paper_links import paper_links, span_in_entry
from awesome_lint.rules.shared.row_dates import dates_with_month
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote
from awesome_lint.text.words import fold_name

_MONTH = deferred(r"[./-]\d{1,2}(?!\d)")
"""The month after the year of a date, as in `ICRA 2023.11`."""
_YEAR = r"(?<![\d.-])(?:19[5-9]|20\d)\d(?![\d.-]*\d)"
_YEAR_BEFORE = deferred(rf"({_YEAR})[\s()\[\],:|]{{0,4}}\Z")
_YEAR_AFTER = deferred(rf"[\s()\[\],:|]{{0,4}}({_YEAR})")
_YEAR_HEADING = deferred(
    r"\W{0,9}(?:[^\W\d_]{1,20}\W{1,3})?((?:19|20)\d\d)年?(?:\W{1,3}[^\W\d_]{1,20})?\W{0,9}"
)
"""A heading that is a year, with a word at most on each side: `2021`, `Papers 2021`."""
_WORKSHOP = deferred(r"(?i:workshop)|@|(?<![A-Za-z])WS?(?![A-Za-z])")
"""A workshop: `EMNLP Workshop`, `XYZ@EMNLP`, `EMNLP-W`, `EMNLP WS`."""
_MAX_CHARS_BESIDE = 12
"""Characters beside a venue that are read."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each entry whose venue or year contradicts its link."""
    heading_years = _HeadingYears(document)
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
        names_workshop = published.colocated and _says_workshop(field, reading, evidence.venues)
        if names_workshop or _names_venue(published, field, reading):
            years = _stated_years(entry, field, reading, heading_years)
            if years and years.isdisjoint(published.years):
                span = _year_span(entry, field, reading)
                yield _finding(entry, field, published, years, span)
        elif not (reading.unknown or "workshop" in kinds) and kinds - {"track"}:
            years = _stated_years(entry, field, reading, heading_years)
            yield _finding(entry, field, published, years, _name_span(field, reading))


def _published(entry: Entry) -> Proceedings | None:
    """Return the proceedings in the URLs of an entry's links; None if there are none or several.

    If the venue of a bullet is the text of a link, as in `[ICRA 2024](…)`, only that link counts.
    """
    venue = entry.venue if entry.kind == "bullet" else None
    venue_links = [link for link in entry.links if venue and link.span.contains(venue.span)]
    found = _all_published(venue_links or paper_links(entry))
    if not found and not venue_links:
        # Labels such as `[DOI]` lead to the entry's paper if no other link does.
        found = _all_published(
            link
            for link in entry.links
            if link.kind != "image" and is_label(link.text) and not is_secondary_label(link.text)
        )
    return found.popitem()[1] if len(found) == 1 else None


def _all_published(links: Iterable[Link]) -> dict[str, Proceedings]:
    """Return the proceedings in the URLs of links, by name."""
    return {published.name: published for link in links if (published := published_in(link.url))}


def _names_venue(published: Proceedings, field: Field, reading: ParsedVenue) -> bool:
    """Return whether a field names a venue of the proceedings."""
    if not published.venues:
        return True
    words = set(fold_name(field.text).split()) | {word.key for word in reading.words}
    return any(words.issuperset(fold_name(venue).split()) for venue in published.venues) or any(
        mention.venue.name in published.venues for mention in reading.mentions
    )


def _says_workshop(field: Field, reading: ParsedVenue, vocabulary: Vocabulary) -> bool:
    """Return whether a field says that the paper is in a workshop: `EMNLP Workshop`, `EMNLPW`."""
    return _WORKSHOP().search(field.text) is not None or any(
        mention.text.endswith(("W", "w")) and mention.key not in vocabulary.names
        for mention in reading.mentions
    )


def _stated_years(
    entry: Entry, field: Field, reading: ParsedVenue, heading_years: _HeadingYears
) -> set[int]:
    """Return the years that an entry states for its venue.

    The year of a bullet counts only if it is in the venue, beside it, or in a heading above that
    of the venue: other dates may be the preprint's.
    """
    years = {year.value for year in reading.years if not _MONTH().match(field.text, year.end)}
    if years:
        return years
    if field.name == "Section":
        year = heading_years.above(field.span)
    elif entry.kind == "row":
        year = None if _states_month(entry) else entry.year
    else:
        year = _year_beside(entry, field)
    return {year} if year is not None else set()


def _states_month(entry: Entry) -> bool:
    """Return whether the year of a row is in a date with a month, which may be the preprint's."""
    states_year = any(field.text.strip() == str(entry.year) for field in entry.fields)
    return not states_year and any(dates_with_month(entry, entry.year))


def _year_beside(entry: Entry, field: Field) -> int | None:
    """Return the only year directly before or after the venue of a bullet: `(2024) ICRA`."""
    for other in entry.fields:
        before, found, after = other.text.partition(field.text)
        if other.name == "Details" and found and field.text not in after:
            beside = (
                _YEAR_BEFORE().search(before[-_MAX_CHARS_BESIDE:]),
                _YEAR_AFTER().match(after[:_MAX_CHARS_BESIDE]),
            )
            years = {parse_digits(match[1]) for match in beside if match}
            return years.pop() if len(years) == 1 else None
    return None


class _HeadingYears:
    """The years of the headings above the headings of a document."""

    def __init__(self, document: Document) -> None:
        self._above: dict[Span, int | None] = {}
        # The headings that contain the current one, and the year that each states or inherits.
        open_headings: list[tuple[int, int | None]] = []
        for heading in document.headings:
            while open_headings and open_headings[-1][0] >= heading.level:
                open_headings.pop()
            inherited = open_headings[-1][1] if open_headings else None
            self._above[heading.span] = inherited
            # The title of a list may contain the year of the list.
            year = _YEAR_HEADING().fullmatch(heading.text) if heading.level > 1 else None
            open_headings.append((heading.level, parse_digits(year[1]) if year else inherited))

    def above(self, span: Span) -> int | None:
        """Return the year of the nearest heading above the one at `span` that states one."""
        return self._above.get(span)


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
    entry: Entry, field: Field, published: Proceedings, years: set[int], span: Span
) -> Finding:
    listed = field.text
    year = min(years) if len(years) == 1 else None if _states_month(entry) else entry.year
    if year is not None and stated_year(listed) is None:
        listed = f"{listed} {year}"
    return Finding(
        span_in_entry(entry, span),
        f"{quote(listed)} contradicts the link: {quote(published.key)} is from {published.name}",
        "Correct the venue, or link to the intended paper",
    )
