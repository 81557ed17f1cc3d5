"""Venues and dates in the content of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.document.entries.segments import Shape, Unit
from awesome_lint.identifiers import venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS

_LEADING_DATE = re.compile(r"(?:19|20)\d\d(?:[-/.]\d{1,2}){1,2}\s*[,;|]\s*")
# A name that is not known, with a year: what a misspelt venue looks like.
_NAME_AND_YEAR = re.compile(
    r"[A-Za-z][\w@&/.-]{2,15}(?:\s[A-Z][\w-]{2,12})?,?\s*(?:(?:19|20)\d\d|['’]\s?\d\d)"
    r"(?:\s[A-Z][A-Za-z-]{1,12}){0,2}"
)
_AROUND = SEPARATORS + QUOTES + "*_[](){}<>（）"
_PART = re.compile(r"[^,;|\n，；]+")
_SENTENCE = re.compile(r"\.\s+")
_LONGEST = 80
_LONGEST_RUN = 200
"""Characters of the longest text that is looked at for a venue in several pieces."""


def is_venue(text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text is a known venue, and nothing else."""
    return 2 < len(text) <= _LONGEST and venue.recognises(text, vocabulary)


def known(shape: Shape, start: int, end: int, vocabulary: Vocabulary) -> Field | None:
    """Return the venue that the content between two offsets is, if it is one and nothing else."""
    start, end, text = _trimmed(shape, start, end)
    if not is_venue(text, vocabulary):
        return None
    date = _LEADING_DATE.match(shape.content, start, end)
    if date and is_venue(shape.plain(date.end(), end).strip(_AROUND), vocabulary):
        start, end, text = _trimmed(shape, date.end(), end)
    return shape.field("Venue", start, end, text)


def unknown(shape: Shape, start: int, end: int) -> Field | None:
    """Return the venue that the content between two offsets is by its form: a name and a year."""
    start, end, text = _trimmed(shape, start, end)
    if is_date(text) or not _NAME_AND_YEAR.fullmatch(text):
        return None
    return shape.field("Venue", start, end, text)


def _trimmed(shape: Shape, start: int, end: int) -> tuple[int, int, str]:
    """Return the offsets and the text without what is around it; `ICRA(2024)` keeps its bracket."""
    start, end = shape.inner(start, end, _AROUND)
    content = shape.content[start:end]
    closed = content.count("(") > content.count(")") and shape.content[end : end + 1] == ")"
    end += closed
    plain = shape.plain(start, end)
    text = plain.strip(_AROUND)
    return start, end, text + ")" * (closed or ("(" in text and f"{text})" in plain))


def any_of(shape: Shape, start: int, end: int, vocabulary: Vocabulary) -> Field | None:
    """Return the venue between two offsets, known or by its form."""
    return known(shape, start, end, vocabulary) or unknown(shape, start, end)


def in_pieces(shape: Shape, units: Sequence[Unit], vocabulary: Vocabulary) -> Field | None:
    """Return the venue of which brackets are a part: `Learning Conference (LC), 2024`."""
    start = units[0].start
    stop = next((unit.start for unit in units if unit.links), units[-1].end)
    content = shape.content[start:stop]
    if "(" not in content or len(content) > _LONGEST_RUN:
        return None
    begin = start + len(content) - len(content.lstrip(SEPARATORS))
    sentence = _SENTENCE.search(shape.content, begin, stop)
    return known(shape, begin, sentence.start() if sentence else stop, vocabulary)


def parts(shape: Shape, unit: Unit) -> Iterator[tuple[int, int]]:
    """Yield what in a unit could be a venue: the whole, its parts between commas, its sentences."""
    yield unit.start, unit.end
    text = shape.content[unit.start : unit.end]
    if unit.kind == "link" or len(text) > 1000:
        return
    for part in _PART.finditer(text):
        if part[0] != text:
            yield unit.start + part.start(), unit.start + part.end()
        begin = part.start()
        for gap in (*_SENTENCE.finditer(part[0]), None):
            end = part.end() if gap is None else part.start() + gap.start()
            if (begin, end) != part.span():
                yield unit.start + begin, unit.start + end
            begin = part.start() + gap.end() if gap else end
