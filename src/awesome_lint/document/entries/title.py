"""The title that a link, or words in bold, are."""

from __future__ import annotations

import re

from awesome_lint.document.entries import venue_text
from awesome_lint.document.entries.parsed_line import Said
from awesome_lint.document.entries.segments import Shape, Unit
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS

_NUMBER = re.compile(r"^\[\d{1,4}\]\s+")
_LAST_PART = re.compile(
    r"[.,]\s+([^.,()\n]{0,40}\d[^.,()\n]{0,10})$"
    r"|[(\[]([^()\[\]\n]{0,40}\d[^()\[\]\n]{0,10})[)\]]$"
)
_AROUND = SEPARATORS + QUOTES + "*_"
_FEWEST_WORDS = 3
"""Words of a text before a link in bold that make a sentence of both."""


def read(
    shape: Shape,
    unit: Unit,
    stop: int,
    said: Said,
    vocabulary: Vocabulary,
    *,
    named: bool = False,
) -> Field | None:
    """Return the title from the start of a unit to `stop`; None where it is none.

    A venue or a date at its end is no part of it, and is noted in `said`:
    `[A Title. ICRA 2024](…)`, `**A Title (ICRA 2024)**`. `named` says that the unit is a name
    before a colon.
    """
    if (
        unit.kind == "strong"
        and unit.links
        and all(link_labels.is_label(link.text) for link in unit.links)
    ):
        stop = shape.first_link(unit.start, stop)  # **A Title | [paper](…) | [code](…)**
        stop = unit.start + len(shape.content[unit.start : stop].partition(" | ")[0])
    text = _NUMBER.sub("", shape.plain(unit.start, stop).strip(SEPARATORS + QUOTES))
    if not text or link_labels.is_label(text):
        return None
    colon = unit.text.rstrip().endswith((":", "："))
    if colon and unit.kind != "link" and not named:
        return None
    linked = [link.text for link in unit.links if not link_labels.is_label(link.text)]
    if linked and linked[0] and unit.kind != "link":
        before = unit.text.partition(linked[0])[0]
        if 2 * len("".join(linked)) < len(unit.text) or len(before.split()) > _FEWEST_WORDS:
            return None  # a sentence with a link in it
    if (last := _LAST_PART.search(text)) and (
        part := _venue_or_date(shape, unit.start, stop, last[1] or last[2], said, vocabulary)
    ):
        text = text[: last.start()].rstrip(SEPARATORS)
        if unit.kind != "link":
            stop = shape.inner(unit.start, part, _AROUND + "([")[1]
    start, end = shape.inner(unit.start, stop, _AROUND)
    return shape.field("Title", start, end, text, unit.links)


def _venue_or_date(
    shape: Shape, start: int, stop: int, part: str, said: Said, vocabulary: Vocabulary
) -> int | None:
    """Note what the last part of a title says, if it is a venue or a date; return its offset."""
    at = shape.content.find(part, start, stop)
    if at < 0:
        return None
    found = venue_text.known(shape, at, at + len(part), vocabulary)
    if found is None and not is_date(part):
        return None
    said.venue = said.venue or found
    said.year = said.year or venue.year(part)
    return at
