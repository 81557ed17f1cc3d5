"""What stands before the title of an entry: ordinals, stickers, badges, dates, the venue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.document.entries import venue_text
from awesome_lint.document.entries.parsed_line import Said
from awesome_lint.document.entries.segments import Shape, Unit
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS, strip_brackets
from awesome_lint.text.words import folded_words

_CHECKBOX = re.compile(r"\[[ xX]\]")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_ORDINAL = re.compile(r"[\[(]?\d{1,4}[\])]?[.):]?")
_PLAIN = frozenset("abs html link paper pdf url".split())
_FEWEST_WORDS = 3
"""Words of a text that is rather a title than a label."""

LINKING = frozenset(
    """
    a an and as at between by for from in into of on or over the through to towards under using via
    with without
    """.split()
)
"""Words that no title and no name ends with."""


def skip(shape: Shape, units: list[Unit], said: Said, vocabulary: Vocabulary) -> int:
    """Pass over what stands before a title, note what it says, and return the title's index."""
    for index, (unit, following) in enumerate(zip(units, _following(units), strict=True)):
        bare = strip_brackets(unit.text)
        shown = _SHORTCODE.sub("", unit.text).strip(SEPARATORS)
        if _CHECKBOX.match(unit.text) or not any(map(str.isalnum, shown)):
            continue
        bracketed = unit.kind == "strong" and shown.startswith("[")
        if (unit.kind == "text" or bracketed) and _ORDINAL.fullmatch(shown):
            continue
        if (
            unit.kind == "text"
            and (following is not None and following.kind == "strong")
            and bare.rsplit(maxsplit=1)[-1].lower() in LINKING
        ):
            return index  # a title that goes on: ICRA 2024, The **Robots** on Ice
        if unit.kind == "link" and not _leads(shape, unit, following, vocabulary):
            return index
        if unit.kind in ("strong", "tag", "code") and _is_named(following):
            return index
        if is_date(bare) and (unit.kind != "link" or venue.year(bare)):
            said.year = venue.year(bare) or said.year
        elif said.venue is None and (
            found := venue_text.known(shape, unit.start, unit.end, vocabulary)
            or _known_part(shape, unit, vocabulary)
            or (
                venue_text.unknown(shape, unit.start, unit.end)
                if unit.kind not in ("text", "link")
                else None
            )
        ):
            said.venue = found
        elif (
            unit.kind == "link"
            or _is_note(shape, unit, following)
            or _is_label_before(units[index:])
        ):
            said.year = said.year or venue.year(bare)
            if venue.year(bare) or (unit.links and not _PLAIN.issuperset(folded_words(bare))):
                said.published = shape.field("Venue", unit.start, unit.end, bare)
        else:
            return index
    return len(units)


def _following(units: Sequence[Unit]) -> list[Unit | None]:
    """Return for each unit the next one that shows more than bars."""
    following: list[Unit | None] = []
    after: Unit | None = None
    for unit in reversed(units):
        following.append(after)
        if unit.text.strip(" |"):
            after = unit
    return following[::-1]


def _leads(shape: Shape, unit: Unit, following: Unit | None, vocabulary: Vocabulary) -> bool:
    """Tell whether a link stands before a title: `[arXiv 2024](…), A Title`."""
    if following is None or following.kind not in ("text", "strong", "emphasis"):
        return False
    bare = strip_brackets(unit.text)
    is_paper = bool(link_labels.PAPER.intersection(folded_words(bare)))
    text = following.text.lstrip()
    comma = text[:1] in (",", "，") or text[:2] in (": ", "- ", "| ")
    if (is_date(bare) and venue.year(bare)) or venue_text.known(
        shape, unit.start, unit.end, vocabulary
    ):
        return comma or following.kind == "strong" or len(text.split()) > 2
    if not link_labels.is_label(unit.text):
        return False
    if following.kind != "text":
        return is_paper and following.kind == "strong"
    return text[:1] in (",", "，") or (
        is_paper and (comma or (text[:1].isupper() and len(text.split()) > 2))
    )


def _known_part(shape: Shape, unit: Unit, vocabulary: Vocabulary) -> Field | None:
    """Return the venue behind the authors in brackets: `[Snow et al., ICRA 2024] **Title**`."""
    if unit.kind != "brackets" or unit.links:
        return None
    parts = (venue_text.known(shape, *part, vocabulary) for part in venue_text.parts(shape, unit))
    return next(filter(None, parts), None)


def _is_named(following: Unit | None) -> bool:
    """Tell whether a colon or a quotation mark follows: what is before it is a name, no venue."""
    text = following.text.lstrip() if following and following.kind == "text" else ""
    return text[:1] in (":", "：", '"', "“") and text != ""


def _is_note(shape: Shape, unit: Unit, following: Unit | None) -> bool:
    """Tell whether brackets before a title are no part of it: `[FL] **Title**`, `[FL] Title`."""
    if unit.kind != "brackets" or unit.links or following is None:
        return False
    if following.kind in ("strong", "link"):
        return not link_labels.is_label(following.text)
    apart = following.kind == "text" and following.text[:1].isalnum()
    return unit.text.startswith("[") and apart and shape.content[unit.end : unit.end + 1].isspace()


def _is_label_before(units: Sequence[Unit]) -> bool:
    """Tell whether a label in brackets stands before a title: `[[Survey](…)] A Title`."""
    if units[0].kind != "brackets" or not units[0].links:
        return False
    for unit in units:
        if unit.kind == "brackets" and unit.links and len(unit.text.split()) < _FEWEST_WORDS:
            continue
        if unit.text.strip():
            text = unit.text.lstrip(SEPARATORS + QUOTES)
            words = text.split()
            long = len(words) >= _FEWEST_WORDS
            return unit.kind == "text" and long and not words[0].islower()  # iceBot: A Robot
    return False
