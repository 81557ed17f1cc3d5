"""How a list writes its venues: what the rules about venues share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from awesome_lint.identifiers.venue import ParsedVenue, fold_name, parse_venue
from awesome_lint.model import Document, Field, Span, Venue, Vocabulary
from awesome_lint.rules.shared.literal_text import is_literal_text


class Spellings:
    """How often a list spells its venues how; `counts` are by folded name."""

    def __init__(self, counts: dict[str, Counter[str]]) -> None:
        self.counts = counts
        self._usual: dict[tuple[str, str], str] = {}

    def usual(self, key: str, official: str) -> str:
        """Return the spelling of a folded name that is most frequent here.

        Of equally frequent ones it is the official one, else the first in the alphabet.
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
    """An entry's venue, as it was read; `year` is the one that the entry states, if any.

    `container` is that of the entry: its table or list.
    """

    field: Field
    year: int | None
    reading: ParsedVenue
    container: Span


def venue_usages(document: Document, vocabulary: Vocabulary) -> list[VenueUsage]:
    """Return the venues of a document's entries, in document order."""
    known: dict[str, tuple[ParsedVenue, set[int]]] = {}
    found = []
    seen: set[Span] = set()
    for entry in document.entries:
        # The heading above many entries may be the venue of all.
        if entry.venue is None or entry.venue.span in seen:
            continue
        seen.add(entry.venue.span)
        text = entry.venue.text
        if text not in known:
            reading = parse_venue(text, vocabulary)
            known[text] = reading, {year.value for year in reading.years}
        reading, years = known[text]
        year = next(iter(years)) if len(years) == 1 else entry.year
        found.append(VenueUsage(entry.venue, year, reading, entry.container))
    return found


def names_a_venue(usage: VenueUsage) -> bool:
    """Tell whether a venue that is known is named."""
    return any(mention.venue.kind != "track" for mention in usage.reading.mentions)


def count_spellings(used: Iterable[VenueUsage]) -> Spellings:
    """Count how the known venues are spelt, each entry once; misspellings do not count."""
    counts: dict[str, Counter[str]] = {}
    for usage in used:
        for key, text in {
            (mention.key, " ".join(mention.text.split()))
            for mention in usage.reading.mentions
            if not mention.misspelt
        }:
            counts.setdefault(key, Counter())[text] += 1
    return Spellings(counts)


def usual_name(venue: Venue, spelt: Spellings) -> str:
    """Return a venue's name as this list spells it most often, else as it is spelt officially."""
    return spelt.usual(fold_name(venue.name), venue.name)


def find_in_field(field: Field, start: int, end: int) -> Span | None:
    """Return where a stretch of a field's text stands in the source.

    None where the source has it not just once as whole words, written as in the text, or where
    that is in a comment, a tag, a destination or a formula.
    """
    sought, source = field.text[start:end], field.source
    places = []
    at = source.find(sought)
    while at >= 0:
        behind = source[at + len(sought) : at + len(sought) + 1]
        if not (source[at - 1 : at].isalnum() or behind.isalpha()):
            places.append(at)
        at = source.find(sought, at + 1)
    if len(places) != 1 or not is_literal_text(source, places[0], places[0] + len(sought)):
        return None
    before = source[: places[0]]
    line = field.span.line + before.count("\n")
    column = len(before) - before.rfind("\n") if "\n" in before else len(before) + field.span.column
    return Span(line, column, line, column + end - start)
