"""The title in a link or in bold text."""

from __future__ import annotations

import re

from awesome_lint.document.entries import venue_text
from awesome_lint.document.entries.parsed_line import ParsedLine
from awesome_lint.document.entries.segments import Segment, SegmentedText
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS

_NUMBER = re.compile(r"^\[\d{1,4}\]\s+")
_LAST_PART = re.compile(
    r"[.,]\s+([^.,()\n]{0,40}\d[^.,()\n]{0,10})$"
    r"|[(\[]([^()\[\]\n]{0,40}\d[^()\[\]\n]{0,10})[)\]]$"
)
_TRIMMED = SEPARATORS + QUOTES + "*_"
_MAX_WORDS_BEFORE_LINK = 3
"""Words before a link in bold text, beyond which both are a sentence."""


def parse_title(
    line: SegmentedText,
    segment: Segment,
    stop: int,
    parsed: ParsedLine,
    vocabulary: Vocabulary,
    *,
    is_name: bool = False,
) -> Field | None:
    """Return the title from the start of a segment to `stop`; None if it is not a title.

    A venue or a date at its end is not part of it, and is set in `parsed`: `[A Title. ICRA
    2024](…)`, `**A Title (ICRA 2024)**`. `is_name` states that the segment is a name before a
    colon.
    """
    if (
        segment.kind == "strong"
        and segment.links
        and all(link_labels.is_label(link.text) for link in segment.links)
    ):
        stop = line.first_link_offset(segment.start, stop)  # **A Title | [paper](…) | [code](…)**
        stop = segment.start + len(line.content[segment.start : stop].partition(" | ")[0])
    text = _NUMBER.sub("", line.plain_text(segment.start, stop).strip(SEPARATORS + QUOTES))
    if not text or link_labels.is_label(text):
        return None
    colon = segment.text.rstrip().endswith((":", "："))
    if colon and segment.kind != "link" and not is_name:
        return None
    linked = [link.text for link in segment.links if not link_labels.is_label(link.text)]
    if linked and linked[0] and segment.kind != "link":
        before = segment.text.partition(linked[0])[0]
        if (
            2 * len("".join(linked)) < len(segment.text)
            or len(before.split()) > _MAX_WORDS_BEFORE_LINK
        ):
            return None  # a sentence with a link in it
    if (last := _LAST_PART.search(text)) and (
        part := _parse_venue_or_date(
            line, segment.start, stop, last[1] or last[2], parsed, vocabulary
        )
    ):
        text = text[: last.start()].rstrip(SEPARATORS)
        if segment.kind != "link":
            stop = line.strip_span(segment.start, part, _TRIMMED + "([")[1]
    start, end = line.strip_span(segment.start, stop, _TRIMMED)
    return line.field("Title", start, end, text, segment.links)


def _parse_venue_or_date(
    line: SegmentedText,
    start: int,
    stop: int,
    part: str,
    parsed: ParsedLine,
    vocabulary: Vocabulary,
) -> int | None:
    """Set the venue or date that is the last part of a title; return its offset, or None."""
    at = line.content.find(part, start, stop)
    if at < 0:
        return None
    found = venue_text.known_venue(line, at, at + len(part), vocabulary)
    if found is None and not is_date(part):
        return None
    parsed.venue = parsed.venue or found
    parsed.year = parsed.year or venue.stated_year(part)
    return at
