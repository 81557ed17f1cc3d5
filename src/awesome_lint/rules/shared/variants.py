"""Differences between two entries of one paper or project: a name of their own, or a size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers.identity import title_key
from awesome_lint.identifiers.link_labels import is_placeholder
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import Entry, Field, Span, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.edit_distance import single_edit
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.punctuation import strip_brackets
from awesome_lint.text.words import folded_words

_MAX_DETAIL_CHARS: Final = 2000
"""Characters of the longest detail that is compared. One entry may be compared with many."""

_MAX_ROW_NUMBER_CHARS: Final = 20

_MIN_RESULTS: Final = 2
"""Measured numbers in which two results of one method differ at least."""

_MAX_RESULT_CHARS: Final = 30
_RESULT: Final = deferred(
    r"[^\w\s]{0,3}\d+(?:[.,]\d+)*(?:\s?[±/-]\s?\d+(?:\.\d+)?)?(?:\s?[a-z]{1,4})?\s?[^\w\s]{0,3}",
    re.IGNORECASE,
)
"""A measured number: `79.6%`, `62 ms`, `1.2 ± 0.3`."""

_NUMBER: Final = deferred(r"[\W\d_]*[kmb]?\+?", re.IGNORECASE)
_SIZE: Final = deferred(
    r"(?<![\d.])\d+(?:\.\d+)?(?:[kmbt]b?| ?[mb]illion)(?![a-z])|(?<![a-z])v\d+(?:\.\d+)*",
    re.IGNORECASE,
)
_PART: Final = deferred(
    r"\b(?:chapter|lecture|part|season|vol(?:ume)?|week)\.? (?:[0-9]+|[IVX]+)\b"
    r"|[(（][上中下][篇集]?[)）]",
    re.IGNORECASE,
)
_PLAIN_SIZE: Final = deferred(r"\d+(?:[.,]\d+)*")


def have_different_names(one: Entry, other: Entry) -> bool:
    """Return whether columns before the titles, or the titles, give two entries different names.

    Two models or data sets of one paper are not duplicates. A venue, a date or a number before
    the title is not a name.
    """
    before = [entry.title.text.partition(":") for entry in (one, other) if entry.title]
    if all(rest for _, _, rest in before) and len(before) == 2:
        (its, _, rest), (name, _, tail) = before
        if title_key(rest) == title_key(tail) and not _is_same_name(its, name):
            return True
    return any(
        _is_name(first, one) and _is_name(second, other) and _text_key(first) != _text_key(second)
        for first, second in zip(_before_title(one), _before_title(other), strict=False)
    )


def name_field(entry: Entry) -> Field | None:
    """Return the first field of a row that may name it; None for other entries."""
    fields = entry.fields if entry.kind == "row" else ()
    return next((field for field in fields if _is_name(field, entry)), None)


def are_editions(one: Entry, other: Entry) -> bool:
    """Return whether two entries are formats or parts of one work: PDF and EPUB, parts 1 and 2."""
    words, others = (_edition_words(entry) for entry in (one, other))
    return bool(words and others) and words != others


def are_parts(one: Entry, other: Entry) -> bool:
    """Return whether two entries are parts of one work, by numbers in their titles or details."""
    parts, others = (
        {
            match[0].casefold()
            for field in entry.fields
            for match in _PART().finditer(field.text[:_MAX_DETAIL_CHARS])
        }
        for entry in (one, other)
    )
    return bool(parts and others) and parts.isdisjoint(others)


def group_names(entries: Iterable[Entry]) -> dict[Span, str]:
    """Return the name of the group of each row, from a first column that names each group once.

    Most cells of such a column are empty: their rows belong to the group of the row above.
    """
    tables: dict[Span, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "row" and entry.container is not None and entry.fields:
            tables.setdefault(entry.container, []).append(entry)
    names = {}
    for rows in tables.values():
        firsts = [row.fields[0] for row in rows]
        empty = sum(not field.text.strip() for field in firsts)
        if not firsts[0].text.strip() or 2 * empty < len(rows):
            continue
        group = ""
        for row, field in zip(rows, firsts, strict=True):
            if field.text.strip():
                is_name = field in _before_title(row) and _is_name(field, row)
                group = title_key(field.text) if is_name else ""
            names[row.span] = group
    return names


def are_editions_of_a_meeting(one: Entry, other: Entry, vocabulary: Vocabulary) -> bool:
    """Return whether two entries are editions of a workshop: at other venues, in other years."""
    if not are_meetings_of_two_years(one, other):
        return False
    names, others = (
        {mention.venue.name for mention in parse_venue(entry.venue.text, vocabulary).mentions}
        if entry.venue
        else set()
        for entry in (one, other)
    )
    return bool(names and others) and names != others


def are_meetings_of_two_years(one: Entry, other: Entry) -> bool:
    """Return whether two entries are about workshops or the like in the years they state."""
    years = {one.year, other.year}
    return len(years) == 2 and None not in years and _is_meeting(one) and _is_meeting(other)


def _is_meeting(entry: Entry) -> bool:
    """Return whether the title of an entry or its heading names a workshop or the like."""
    title = entry.title.text[:_MAX_DETAIL_CHARS] if entry.title else ""
    heading = entry.section.text if entry.section else ""
    words = rulebook.words("sections", "meeting")
    return not words.isdisjoint((*folded_words(title), *folded_words(heading)))


def is_posting(entry: Entry) -> bool:
    """Return whether an entry is a job posting, by its section or the columns of its table."""
    heading = folded_words(entry.section.text) if entry.section else ()
    if not rulebook.words("sections", "postings").isdisjoint(heading):
        return True
    words = rulebook.words("columns", "posting")
    fields = entry.fields if entry.kind == "row" else ()
    return any(not words.isdisjoint(folded_words(field.name)) for field in fields)


def are_two_publications(one: Entry, other: Entry, vocabulary: Vocabulary) -> bool:
    """Return whether two entries are a conference paper and its later version in a journal."""
    venues = [(_venue_kinds(entry, vocabulary), entry.year or 0) for entry in (one, other)]
    (kinds, year), (later_kinds, later) = sorted(venues, key=lambda venue: venue[1])
    return kinds == {"conference"} and later_kinds == {"journal"} and 0 < year < later


def name_two_publications(one: Entry, other: Entry, vocabulary: Vocabulary) -> bool:
    """Return whether the venues of two entries are two publications: no word of them is the same.

    The second may be an extended version.
    """
    if one.venue is None or other.venue is None:
        return False
    if any("preprint" in _venue_kinds(entry, vocabulary) for entry in (one, other)):
        return False
    words, others = (
        {word for word in folded_words(entry.venue.text[:_MAX_DETAIL_CHARS]) if word.isalpha()}
        for entry in (one, other)
        if entry.venue
    )
    return bool(words and others) and words.isdisjoint(others)


def _venue_kinds(entry: Entry, vocabulary: Vocabulary) -> set[str]:
    if entry.venue is None or len(entry.venue.text) > _MAX_DETAIL_CHARS:
        return set()
    return {mention.venue.kind for mention in parse_venue(entry.venue.text, vocabulary).mentions}


def _edition_words(entry: Entry) -> set[str]:
    """Return the formats and the numbers of parts that the details of an entry name."""
    text = " ".join(
        field.text[:_MAX_DETAIL_CHARS] for field in entry.fields if field is not entry.title
    )
    formats = rulebook.words("labels", "edition").intersection(folded_words(text))
    return {*formats, *(match[0].casefold() for match in _PART().finditer(text))}


def differ_in_size(first: Field | None, again: Field | None) -> bool:
    """Return whether two details differ only in a size or a version: `1.3B` and `2.7B`."""
    if first is None or again is None or _counts().search(again.name):
        return False
    if len(first.text) > _MAX_DETAIL_CHARS or len(again.text) > _MAX_DETAIL_CHARS:
        return False
    if _text_key(first) == _text_key(again):
        return False
    size = _PLAIN_SIZE() if _sizes().search(again.name) else _SIZE()
    one, sizes = size.subn("#", first.text)
    other, others = size.subn("#", again.text)
    return bool(sizes and others) and title_key(one) == title_key(other)


def are_results(differences: Iterable[tuple[Field | None, Field | None]]) -> bool:
    """Return whether two rows are results of one method in two settings.

    They are if they differ in at least two columns of measured numbers, such as accuracy and speed.
    """
    return sum(_is_measured(*fields) for fields in differences) >= _MIN_RESULTS


def _is_measured(one: Field | None, other: Field | None) -> bool:
    if one is None or other is None or _counts().search(other.name):
        return False
    if _nameless().search(other.name) or are_row_numbers(one, other):
        return False
    return all(
        len(field.text) <= _MAX_RESULT_CHARS and _RESULT().fullmatch(field.text.strip()) is not None
        for field in (one, other)
    )


def are_editions_of_a_course(one: Entry, other: Entry) -> bool:
    """Return whether two rows are editions of a course or event: other years and other links.

    Each may link to the same page beside its own videos.
    """
    names = rulebook.words("columns", "edition")
    differ_in_year = differ_in_links = False
    for first, again in zip(one.fields, other.fields, strict=False):
        if first.name.strip().casefold() in names and first.text and again.text:
            differ_in_year |= _text_key(first) != _text_key(again)
        urls = [{link.url for link in field.links} for field in (first, again)]
        differ_in_links |= all(urls) and urls[0].isdisjoint(urls[1])
    return differ_in_year and differ_in_links


def are_row_numbers(one: Field, other: Field) -> bool:
    """Return whether two details only number the rows of a table."""
    return other.name.strip().casefold() in rulebook.words("columns", "ordinal") and all(
        len(field.text) <= _MAX_ROW_NUMBER_CHARS and field.text.strip(".)# ").isdecimal()
        for field in (one, other)
    )


def _before_title(entry: Entry) -> Iterator[Field]:
    """Yield the fields before the one that contains the title; of untitled rows, the name."""
    if entry.title is None:
        name = name_field(entry)
        yield from () if name is None else (name,)
        return
    for field in entry.fields:
        if field is entry.title or _begins_in(field.span, entry.title.span):
            return
        yield field


def _begins_in(span: Span, other: Span) -> bool:
    """Return whether `other` begins in `span`."""
    return span.start <= other.start < span.end


def _is_name(field: Field, entry: Entry) -> bool:
    if is_placeholder(field.text) or _nameless().search(field.name):
        return False
    if entry.venue is not None and entry.venue.span == field.span:
        return False
    if len(field.text) > _MAX_DETAIL_CHARS:
        return True
    return not (_NUMBER().fullmatch(field.text) or is_date(strip_brackets(field.text)))


def _text_key(field: Field) -> str:
    return title_key(field.text)


def _is_same_name(one: str, other: str) -> bool:
    """Return whether two names may be one: alike except for spaces and hyphens, or one edit."""
    one, other = ("".join(title_key(name).split()) for name in (one, other))
    return one == other or single_edit(one, other) is not None


@cache
def _counts() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "count"))
    anywhere = any_of(rulebook.words("columns", "count anywhere"))
    return re.compile(rf"\b{words}s?\b|{anywhere}", re.IGNORECASE)


@cache
def _nameless() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "nameless"))
    anywhere = any_of(rulebook.words("columns", "nameless anywhere"))
    return re.compile(rf"^$|{anywhere}|\bno\b|\b{words}s?\b", re.IGNORECASE)


@cache
def _sizes() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "size"))
    return re.compile(rf"\b{words}s?\b", re.IGNORECASE)
