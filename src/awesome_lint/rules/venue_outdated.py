"""venue-outdated: papers that are listed as preprints and have been published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers.venue import ParsedVenue, parse_venue
from awesome_lint.model import Document, Entry, Evidence, Finding, Record, Vocabulary
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.paper_links import is_in_entry, paper_links
from awesome_lint.text.patterns import any_of
from awesome_lint.text.wording import quote

_PUBLISHED: Final = frozenset(("conference", "journal"))


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each preprint whose arXiv record names the venue of its publication."""
    for entry in document.entries:
        field = entry.venue
        if field is None or not is_in_entry(entry, field.span):
            continue
        if not _is_preprint(parse_venue(field.text, evidence.venues)):
            continue
        record = _record(entry, evidence)
        venue = _published_in(record.journal_ref, evidence.venues) if record else ""
        if record and venue:
            yield Finding(
                field.span,
                f"{quote(field.text)} is outdated: the paper was published in"
                f" {quote(record.journal_ref, 100)}",
                help=f"Write `{venue}`",
            )


def _is_preprint(reading: ParsedVenue) -> bool:
    """Return whether a venue is a preprint server and nothing else."""
    kinds = {mention.venue.kind for mention in reading.mentions}
    return kinds == {"preprint"} and not reading.unknown


def _record(entry: Entry, evidence: Evidence) -> Record | None:
    """Return the arXiv record of an entry's paper; None if its links name none or several."""
    found = {
        record.identifier: record
        for link in paper_links(entry)
        if (record := evidence.records.get(link.url)) and record.registry == "arxiv"
    }
    return found.popitem()[1] if len(found) == 1 else None


def _published_in(reference: str, vocabulary: Vocabulary) -> str:
    """Return the venue and year of a journal reference; an empty text if they are unclear."""
    if _other_paper_phrases().search(reference):
        return ""
    reading = parse_venue(reference, vocabulary)
    venues = {mention.venue.name: mention.venue for mention in reading.mentions}
    years = {year.value for year in reading.years}
    if len(venues) != 1 or len(years) != 1:
        return ""
    ((name, venue),) = venues.items()
    return f"{name} {years.pop()}" if venue.kind in _PUBLISHED else ""


@cache
def _other_paper_phrases() -> re.Pattern[str]:
    words = any_of(rulebook.words("phrases", "not the paper"))
    return re.compile(rf"\b{words}\b|@", re.IGNORECASE)
