"""Venues in the content of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.document.entries.segments import Segment, SegmentedText
from awesome_lint.identifiers import venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS

_LEADING_DATE = re.compile(r"(?:19|20)\d\d(?:[-/.]\d{1,2}){1,2}\s*[,;|]\s*")
# An unknown name with a year, as a misspelt venue may be.
_NAME_AND_YEAR = re.compile(
    r"[A-Za-z][\w@&/.-]{2,15}(?:\s[A-Z][\w-]{2,12})?,?\s*(?:(?:19|20)\d\d|['’]\s?\d\d)"
    r"(?:\s[A-Z][A-Za-z-]{1,12}){0,2}"
)
_TRIMMED = SEPARATORS + QUOTES + "*_[](){}<>（）"
_PART = re.compile(r"[^,;|\n，；]+")
_SENTENCE = re.compile(r"\.\s+")
_MAX_VENUE_CHARS = 80
"""Characters of the longest venue."""
_MAX_BRACKETED_VENUE_CHARS = 200
"""Characters of the longest text that is searched for a venue with brackets."""


def is_venue(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text is a known venue, and nothing else."""
    return 2 < len(text) <= _MAX_VENUE_CHARS and venue.is_venue(text, vocabulary)


def known_venue(line: SegmentedText, start: int, end: int, vocabulary: Vocabulary) -> Field | None:
    """Return the venue between two offsets, if the content is a known venue and nothing else."""
    start, end, text = _trimmed(line, start, end)
    if not is_venue(text, vocabulary):
        return None
    date = _LEADING_DATE.match(line.content, start, end)
    if date and is_venue(line.plain_text(date.end(), end).strip(_TRIMMED), vocabulary):
        start, end, text = _trimmed(line, date.end(), end)
    return line.field("Venue", start, end, text)


def unknown_venue(line: SegmentedText, start: int, end: int) -> Field | None:
    """Return the content between two offsets if it has the form of a venue: a name and a year."""
    start, end, text = _trimmed(line, start, end)
    if is_date(text) or not _NAME_AND_YEAR.fullmatch(text):
        return None
    return line.field("Venue", start, end, text)


def _trimmed(line: SegmentedText, start: int, end: int) -> tuple[int, int, str]:
    """Return offsets and text without surrounding punctuation; `ICRA(2024)` keeps its bracket."""
    start, end = line.strip_span(start, end, _TRIMMED)
    content = line.content[start:end]
    closed = content.count("(") > content.count(")") and line.content[end : end + 1] == ")"
    end += closed
    plain = line.plain_text(start, end)
    text = plain.strip(_TRIMMED)
    return start, end, text + ")" * (closed or ("(" in text and f"{text})" in plain))


def any_venue(line: SegmentedText, start: int, end: int, vocabulary: Vocabulary) -> Field | None:
    """Return the venue between two offsets, known or by its form."""
    return known_venue(line, start, end, vocabulary) or unknown_venue(line, start, end)


def venue_with_brackets(
    line: SegmentedText, segments: Sequence[Segment], vocabulary: Vocabulary
) -> Field | None:
    """Return a venue that includes brackets: `Learning Conference (LC), 2024`."""
    start = segments[0].start
    stop = next((segment.start for segment in segments if segment.links), segments[-1].end)
    content = line.content[start:stop]
    if "(" not in content or len(content) > _MAX_BRACKETED_VENUE_CHARS:
        return None
    begin = start + len(content) - len(content.lstrip(SEPARATORS))
    sentence = _SENTENCE.search(line.content, begin, stop)
    return known_venue(line, begin, sentence.start() if sentence else stop, vocabulary)


def venue_candidates(line: SegmentedText, segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield the offsets of texts in a segment that could be a venue.

    These are all of it, its parts between commas, and its sentences.
    """
    yield segment.start, segment.end
    text = line.content[segment.start : segment.end]
    if segment.kind == "link" or len(text) > 1000:
        return
    for part in _PART.finditer(text):
        if part[0] != text:
            yield segment.start + part.start(), segment.start + part.end()
        begin = part.start()
        for gap in (*_SENTENCE.finditer(part[0]), None):
            end = part.end() if gap is None else part.start() + gap.start()
            if (begin, end) != part.span():
                yield segment.start + begin, segment.start + end
            begin = part.start() + gap.end() if gap else end
