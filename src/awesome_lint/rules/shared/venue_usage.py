"""Venues as a list writes them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from awesome_lint.identifiers.venue import ParsedVenue, parse_venue
from awesome_lint.model import Document, Entry, Field, Span, Venue, Vocabulary
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.words import fold_name


class Spellings:
    """The frequency of each spelling of a venue in a list; `counts` is keyed by folded name."""

    def __init__(self, counts: dict[str, Counter[str]]) -> None:
        self.counts = counts
        self._usual: dict[tuple[str, str], str] = {}

    def usual(self, key: str, official: str) -> str:
        """Return the most frequent spelling of a folded name.

        Of equally frequent ones, the official one takes precedence, then alphabetical order.
        """
        spelt = self.counts.get(key)
        if not spelt:
            return official
        if (key, official) not in self._usual:
            self._usual[key, official] = min(
                spelt, key=lambda text: (-spelt[text], text != official, text)
            )
        return self._usual[key, official]


class VenueUsage(Struct, frozen=True):
    """The venue of one entry."""

    entry: Entry
    """The entry."""
    field: Field
    """Its venue, as the entry or the heading above it states it."""
    parsed: ParsedVenue
    """The parsed text of the field."""
    year: int | None
    """The year that the field states; the entry's if the field states none, or several."""


@once_per_document
def venue_usages(document: Document, vocabulary: Vocabulary) -> Sequence[VenueUsage]:
    """Return the venues of a document's entries, in document order.

    Entries below a heading that names their venue share its field.
    """
    known: dict[str, tuple[ParsedVenue, set[int]]] = {}
    usages = []
    for entry in document.entries:
        if entry.venue is not None:
            text = entry.venue.text
            if text not in known:
                parsed = parse_venue(text, vocabulary)
                known[text] = parsed, {year.value for year in parsed.years}
            parsed, years = known[text]
            year = next(iter(years)) if len(years) == 1 else entry.year
            usages.append(VenueUsage(entry, entry.venue, parsed, year))
    return usages


@once_per_document
def distinct_venue_usages(document: Document, vocabulary: Vocabulary) -> Sequence[VenueUsage]:
    """Return the venues of a document's entries in order, with that of a heading only once."""
    by_span: dict[Span, VenueUsage] = {}
    for usage in venue_usages(document, vocabulary):
        by_span.setdefault(usage.field.span, usage)
    return list(by_span.values())


def names_a_venue(usage: VenueUsage) -> bool:
    """Return whether a known venue is named."""
    return any(mention.venue.kind != "track" for mention in usage.parsed.mentions)


@once_per_document
def venue_spellings(document: Document, vocabulary: Vocabulary) -> Spellings:
    """Return the spellings of known venues, each entry once; misspellings do not count."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for usage in distinct_venue_usages(document, vocabulary):
        for key, text in {
            (mention.key, " ".join(mention.text.split()))
            for mention in usage.parsed.mentions
            if not mention.misspelt
        }:
            counts[key][text] += 1
    return Spellings(dict(counts))


def usual_name(venue: Venue, spelt: Spellings) -> str:
    """Return a venue's name as this list spells it most often, else its official name."""
    return spelt.usual(fold_name(venue.name), venue.name)
