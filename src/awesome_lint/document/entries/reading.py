"""What a line of a list says: its title, venue and year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct, structs

from awesome_lint import rulebook
from awesome_lint.document.entries import patterns
from awesome_lint.document.entries.line import Line
from awesome_lint.document.entries.segments import (
    Segment,
    classify,
    trim_title,
    without_separators,
)
from awesome_lint.identifiers import venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text.patterns import deferred
from awesome_lint.text.punctuation import strip_brackets
from awesome_lint.text.words import folded_words

_BOLD = ("**", "__", "[**", "[__", "<b>", "<strong>")
"""Beginnings of bold links."""

_MAY_NAME_VENUES = ("paper", "aside", "linked-venue")
"""Kinds of labels that may name a venue."""

_MAX_PARTS_BEFORE_LABELS = 2
"""Authors and the name of a venue, between a title and its labelled links."""

_MIN_TITLE_WORDS = 4
"""Words of the shortest linked title that a venue without a year may follow."""

_COLON = re.compile("[:\uff1a]")

TitleKind = Literal["", "link", "bold", "quoted", "text", "bare", "label", "url"]

_VENUE_WITH_VOLUME = deferred(r"(?P<name>[A-Z][^\d(),;:]{3,70}?),?\s\d[\d.:()-]{0,20}")
_VOLUME = deferred(
    r"(?:vol|no|pp?|pages|volume|issue)\b(?=\W*(?:\d|[ivxl]+\b|\Z))"
    r"|\d{1,4}(?:[(:]|(?:\.\d{1,4})?\Z)",
    re.IGNORECASE,
)
_CAPITALIZED = deferred(r"[A-Z][\w&-]*(?: (?:[A-Z][\w&-]*|of|and|on|in|for|the|&)){1,9}")
_DATED_VENUE = deferred(r"[A-Z][^\d(),;]{3,70}?,?\s(?:19|20)\d\d")


class Reading(Struct, frozen=True, gc=False):
    """A line, its segments, and what they are to the entry. What is uncertain is None."""

    line: Line
    """The line."""
    segments: tuple[Segment, ...]
    """The segments of the line."""
    title: Field | None
    """The title."""
    title_kind: TitleKind
    """How the title is set apart; `bare` is a text with nothing after it,
    `label` a link whose text is a word such as `GitLab`, alone on its line."""
    title_end: int
    """The offset after the title."""
    after_title: tuple[Segment, ...]
    """The segments after the title, or all of them without one."""
    venue: Field | None
    """The venue."""
    year: int | None
    """The year of the venue, or of a date."""
    published: Field | None
    """A note before the title that may state where it was published."""
    is_bold_link: bool
    """Whether the title is a link in bold."""

    @property
    def has_leading_venue(self) -> bool:
        """Whether the venue is in brackets before the title."""
        return self.venue is not None and any(
            each.enclosed and each.venue is self.venue
            for each in self.segments[: len(self.segments) - len(self.after_title)]
        )

    @property
    def has_distinct_title(self) -> bool:
        """Whether the title is set apart from its line: linked, in bold, or in quotes."""
        return self.title_kind in ("link", "bold", "quoted")


def read_line(line: Line, vocabulary: Vocabulary) -> Reading:
    """Read a line."""
    segments = classify(line, vocabulary)
    match = patterns.match_title(segments)
    if match is None or match.start == match.end:
        return Reading(line, segments, None, "", 0, segments, None, None, None, False)
    titled = segments[match.start : match.end]
    before, after = segments[: match.start], segments[match.end :]
    title = _title(line, titled)
    found, year = _venue_and_year(line, before, titled, after)
    return Reading(
        line,
        segments,
        title,
        _title_kind(titled, match.pattern) if title else "",
        titled[-1].end,
        after,
        found,
        year,
        _published(line, before),
        titled[0].kind == "link" and line.content.startswith(_BOLD, titled[0].start, titled[0].end),
    )


def find_authors(readings: Iterable[Reading], *, are_stated: bool = False) -> Field | None:
    """Return the authors of an entry, which certain names or a label state: `Authors: Ada Snow`.

    If `are_stated`, a header says that there are authors, and any names are theirs.
    """
    kinds = ("authors", "names") if are_stated else ("authors",)
    for reading in readings:
        line = reading.line
        head = folded_words(line.text_before_colon)
        colon = _COLON.search(line.mask)
        if colon and head and rulebook.words("columns", "authors").issuperset(head):
            start, end = line.strip_span(colon.end(), line.end, " \t\n*_")
            return line.field("Authors", start, end, line.plain_text(start, end))
        for each in _flat(reading.segments):
            if each.kind in kinds:
                return line.field("Authors", each.start, each.end, each.text)
    return None


def _title(line: Line, titled: Sequence[Segment]) -> Field | None:
    first, last = titled[0], titled[-1]
    links = tuple(link for segment in titled for link in segment.links)
    if len(titled) == 1:
        text = first.text if first.kind in ("link", "quoted") else trim_title(first.text)
        if first.kind == "note":
            text = strip_brackets(text)
        start, end = line.strip_span(first.start, first.end, " \t\n,:;|–—·•，：")
        if first.kind == "venue":
            text = first.venue.text if first.venue else text
    else:
        start, end = line.strip_span(
            first.start - (first.kind == "quoted"), last.end, " \t\n,:;|–—·•，：*_"
        )
        text = trim_title(line.plain_text(start, end))
    if end > start and line.content[end - 1] == "." and not text.endswith("."):
        end -= 1
    return line.field("Title", start, end, text, links) if any(map(str.isalnum, text)) else None


def _title_kind(titled: Sequence[Segment], pattern: patterns.Pattern) -> TitleKind:
    first = titled[0]
    if pattern.bare:
        return "bare"
    if pattern.label:
        return "label"
    if first.kind == "url":
        return "url"
    if first.links:
        return "link"
    if first.kind in ("bold", "bold-name"):
        return "bold"
    return "quoted" if first.kind == "quoted" else "text"


def _flat(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield segments, with the parts of brackets in their place."""
    for segment in segments:
        if segment.parts and (segment.venue is None or segment.kind == "note"):
            yield from segment.parts
        else:
            yield segment


def _venue_and_year(
    line: Line, before: Sequence[Segment], titled: Sequence[Segment], after: Sequence[Segment]
) -> tuple[Field | None, int | None]:
    """Return the venue of an entry, and its year."""
    leading = next((each for each in before if each.venue and _is_set_apart(line, each)), None)
    if before and before[-1].kind == "colon" and leading and not leading.year and len(before) <= 3:
        leading = None  # **FAST**: "A Title" names a method
    own = titled[0] if titled[0].kind in ("link", "bold", "bold-name") else None
    tail = list(_flat(after))
    if leading and leading.kind == "dated-name" and any(map(_is_name_in_brackets, tail)):
        leading = None  # [Snow 2024] A Title (ICRA) is a citation
    certain = [each for each in tail if each.kind in ("venue", "linked-venue") and each.venue]
    found: Field | None
    if leading and leading.year and leading.kind != "dated-name":
        found = leading.venue
    elif own and own.venue:
        found = own.venue
    elif certain:
        found = _most_complete(certain)
    elif leading and leading.kind in ("venue", "venue-name", "linked-venue", "dated-name"):
        found = leading.venue
    else:
        found = _uncertain_venue(
            line, (*before, *titled, *after), [*_authors_before(before, titled[0]), *tail]
        )
    if found is not None:
        stated = next(
            (each.year for each in (*before, *titled, *tail) if each.venue is found), None
        )
        if year := stated or venue.stated_year(found.text):
            return found, year
    if found is None:
        found = next(
            (each.venue for each in before if each.kind in _MAY_NAME_VENUES and each.venue), None
        )
    return found, _date(before, titled, after)


def _date(
    before: Sequence[Segment], titled: Sequence[Segment], after: Sequence[Segment]
) -> int | None:
    """Return the year of the first date; in a description after the title, only in brackets."""
    for each in (*_flat(before), *(part for part in titled if part.kind != "linked-date")):
        if each.year:
            return each.year
    content = without_separators(after)
    is_description = False
    for index, each in enumerate(after):
        is_last = bool(content) and each is content[-1]
        may_be_dated = each.kind != "dated-name" or not is_description
        if each.year and (
            ((each.enclosed or each.links) and may_be_dated) or is_last or not is_description
        ):
            return each.year
        if each.parts and (found := next((part.year for part in each.parts if part.year), None)):
            return found
        previous = after[index - 1].kind if index else ""
        is_description |= each.kind in ("text", "name") and previous in ("dash", "colon")
    return None


def _is_set_apart(line: Line, segment: Segment) -> bool:
    """Return whether a venue before the title is one: with a year, in brackets or in code."""
    return segment.kind != "venue-name" or segment.enclosed or line.content[segment.start] == "`"


def _is_name_in_brackets(segment: Segment) -> bool:
    return segment.kind == "venue-name" and segment.enclosed and not segment.links


def _most_complete(certain: Sequence[Segment]) -> Field | None:
    """Return the first venue; if it lacks its year, that in which it is repeated with one."""
    first = certain[0].venue
    if first is None or venue.stated_year(first.text):
        return first
    names = (other.venue for other in certain[1:] if other.venue)
    same = (name for name in names if name.text.casefold().startswith(first.text.casefold()))
    return next(same, first)


def _authors_before(before: Sequence[Segment], title: Segment) -> Sequence[Segment]:
    """Return the last authors before a title; empty if there are none.

    `Snow, Ada, and Bo Frost. "A Title."`: names that a comma separates from their surname are
    authors if a title in quotes or a link follows.
    """
    authors = [each for each in before if each.kind in ("authors", "names")]
    if authors:
        return authors[-1:]
    if title.kind in ("quoted", "link") and are_names(before):
        return [structs.replace(before[-2], kind="names")]
    return []


def are_names(before: Sequence[Segment]) -> bool:
    """Return whether a surname, a comma and other names before a title are its authors.

    `Snow, Ada, and Bo Frost. "A Title."`
    """
    kinds = [each.kind for each in before]
    return kinds[:2] == ["name", "comma"] and kinds[-1] == "stop"


def _uncertain_venue(
    line: Line, segments: Sequence[Segment], tail: Sequence[Segment]
) -> Field | None:
    """Return a venue that is told by its place or its form only."""
    named = next((each for each in tail if each.kind == "venue-name" and not each.links), None)
    if named:
        return named.venue
    content = without_separators(tail)
    is_only_link = sum(bool(each.links) for each in segments) == 1
    for each, after in pairwise((*content, None)):
        if each and each.kind == "text-venue" and (each.year or _is_dated(after)):
            return each.venue
    for index, (authors, text) in enumerate(pairwise(content)):
        after = content[index + 2] if index + 2 < len(content) else None
        if not _ends_with_authors(authors):
            continue
        if text.kind == "text-venue":
            return text.venue
        if text.kind == "paper" and text.venue and is_only_link:
            return text.venue  # `A Title | Ada Snow, Bo Frost | [arXiv](…)`
        if (
            text.kind in ("link", "linked-venue", "tag-link")
            and is_only_link
            and text.text != text.text.lower()
        ):
            return text.venue or line.field("Venue", text.start, text.end, text.text.strip("[]"))
        if text.kind in ("text", "name", "italic") and (
            found := _journal(line, text, is_dated=_is_dated(after))
        ):
            return found
    forms = (each for each in tail if each.kind == "dated-name" and not each.links)
    prose = [each.start for each in tail if each.kind == "text"]
    for each in forms:
        if not each.enclosed or not prose or not prose[0] < each.start < prose[-1]:
            return each.venue
    stated = [each for each in content if each.kind not in ("paper", "aside")]
    if (
        0 < len(stated) <= _MAX_PARTS_BEFORE_LABELS
        and stated[-1].kind == "text-venue"
        and content[: len(stated)] == stated
        and (
            any(each.kind == "paper" for each in content)
            or (len(content) == 1 and _is_after_linked_title(segments, tail))
        )
    ):
        return stated[-1].venue  # `**A Title**, arXiv [[paper](…)]`
    return None


def _is_after_linked_title(segments: Sequence[Segment], tail: Sequence[Segment]) -> bool:
    """Return whether a comma follows a linked title: `[Robots on Thin Ice](…), arXiv`."""
    titled = segments[-len(tail) - 1]
    return (
        titled.kind == "link"
        and len(titled.text.split()) >= _MIN_TITLE_WORDS
        and tail[0].kind == "comma"
    )


def _journal(line: Line, segment: Segment, *, is_dated: bool) -> Field | None:
    """Return the venue in a text after authors: `The Ice Record 29`, or before a date."""
    if not rulebook.words("words", "affiliation").isdisjoint(folded_words(segment.text)):
        return None
    if _DATED_VENUE().fullmatch(segment.text):
        return line.field("Venue", segment.start, segment.end, segment.text)
    match = _VENUE_WITH_VOLUME().fullmatch(segment.text)
    if match is None and not (is_dated and _CAPITALIZED().fullmatch(segment.text)):
        return None
    name = match["name"] if match else segment.text
    start = segment.start + max(line.content[segment.start : segment.end].find(name), 0)
    return line.field("Venue", start, start + len(name), name)


def _is_dated(after: Segment | None) -> bool:
    """Return whether a date or the number of a volume follows."""
    return after is not None and (after.kind == "date" or _VOLUME().match(after.text) is not None)


def _ends_with_authors(segment: Segment) -> bool:
    return segment.kind in ("authors", "names") or segment.text.endswith(("et al", "et al."))


def _published(line: Line, before: Sequence[Segment]) -> Field | None:
    """Return a note or a label before the title, which may state where it was published."""
    for each in before:
        if each.kind == "note" or (each.links and each.enclosed):
            return line.field("Venue", each.start, each.end, each.text.strip("[]()"))
    return None
