"""The prefix before the title of an entry: ordinals, emoji, badges, dates, the venue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint import rulebook
from awesome_lint.document.entries import venue_text
from awesome_lint.document.entries.parsed_line import ParsedLine
from awesome_lint.document.entries.segments import Segment, SegmentedText
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS, strip_brackets
from awesome_lint.text.words import folded_words

_CHECKBOX = re.compile(r"\[[ xX]\]")
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_ORDINAL = re.compile(r"[\[(]?\d{1,4}[\])]?[.):]?")
_MIN_TITLE_WORDS = 3
"""Words of the shortest text that is taken for a title rather than a label."""


def parse_prefix(
    line: SegmentedText, segments: list[Segment], parsed: ParsedLine, vocabulary: Vocabulary
) -> int:
    """Parse the prefix before a title; return the index of the title's segment."""
    for index, (segment, following) in enumerate(
        zip(segments, _following_segments(segments), strict=True)
    ):
        bare = strip_brackets(segment.text)
        shown = _SHORTCODE.sub("", segment.text).strip(SEPARATORS)
        if _CHECKBOX.match(segment.text) or not any(map(str.isalnum, shown)):
            continue
        bracketed = segment.kind == "strong" and shown.startswith("[")
        if (segment.kind == "text" or bracketed) and _ORDINAL.fullmatch(shown):
            continue
        if (
            segment.kind == "text"
            and (following is not None and following.kind == "strong")
            and bare.rsplit(maxsplit=1)[-1].lower() in rulebook.words("words", "linking")
        ):
            return index  # a title that continues: ICRA 2024, The **Robots** on Ice
        if segment.kind == "link" and not _is_link_before_title(
            line, segment, following, vocabulary
        ):
            return index
        if segment.kind in ("strong", "tag", "code") and _begins_with_colon_or_quote(following):
            return index
        if is_date(bare) and (segment.kind != "link" or venue.stated_year(bare)):
            parsed.year = venue.stated_year(bare) or parsed.year
        elif parsed.venue is None and (
            found := venue_text.known_venue(line, segment.start, segment.end, vocabulary)
            or _venue_in_brackets(line, segment, vocabulary)
            or (
                venue_text.unknown_venue(line, segment.start, segment.end)
                if segment.kind not in ("text", "link")
                else None
            )
        ):
            parsed.venue = found
        elif (
            segment.kind == "link"
            or _is_bracketed_note(line, segment, following)
            or _is_bracketed_label_before_title(segments[index:])
        ):
            parsed.year = parsed.year or venue.stated_year(bare)
            formats = rulebook.words("labels", "format")
            if venue.stated_year(bare) or (
                segment.links and not formats.issuperset(folded_words(bare))
            ):
                parsed.published = line.field("Venue", segment.start, segment.end, bare)
        else:
            return index
    return len(segments)


def _following_segments(segments: Sequence[Segment]) -> list[Segment | None]:
    """Return for each segment the next one that shows more than bars."""
    following: list[Segment | None] = []
    after: Segment | None = None
    for segment in reversed(segments):
        following.append(after)
        if segment.text.strip(" |"):
            after = segment
    return following[::-1]


def _is_link_before_title(
    line: SegmentedText, segment: Segment, following: Segment | None, vocabulary: Vocabulary
) -> bool:
    """Return whether a link precedes a title: `[arXiv 2024](…), A Title`."""
    if following is None or following.kind not in ("text", "strong", "emphasis"):
        return False
    bare = strip_brackets(segment.text)
    is_paper = not rulebook.words("labels", "paper").isdisjoint(folded_words(bare))
    text = following.text.lstrip()
    comma = text[:1] in (",", "，") or text[:2] in (": ", "- ", "| ")
    if (is_date(bare) and venue.stated_year(bare)) or venue_text.known_venue(
        line, segment.start, segment.end, vocabulary
    ):
        return comma or following.kind == "strong" or len(text.split()) > 2
    if not link_labels.is_label(segment.text):
        return False
    if following.kind != "text":
        return is_paper and following.kind == "strong"
    return text[:1] in (",", "，") or (
        is_paper and (comma or (text[:1].isupper() and len(text.split()) > 2))
    )


def _venue_in_brackets(
    line: SegmentedText, segment: Segment, vocabulary: Vocabulary
) -> Field | None:
    """Return the venue after the authors in brackets: `[Snow et al., ICRA 2024] **Title**`."""
    if segment.kind != "brackets" or segment.links:
        return None
    parts = (
        venue_text.known_venue(line, *part, vocabulary)
        for part in venue_text.venue_candidates(line, segment)
    )
    return next(filter(None, parts), None)


def _begins_with_colon_or_quote(following: Segment | None) -> bool:
    """Return whether a segment begins with a colon or a quotation mark, as after a name."""
    text = following.text.lstrip() if following and following.kind == "text" else ""
    return text[:1] in (":", "：", '"', "“") and text != ""


def _is_bracketed_note(line: SegmentedText, segment: Segment, following: Segment | None) -> bool:
    """Return whether brackets before a title are not part of it: `[FL] **Title**`, `[FL] Title`."""
    if segment.kind != "brackets" or segment.links or following is None:
        return False
    if following.kind in ("strong", "link"):
        return not link_labels.is_label(following.text)
    apart = following.kind == "text" and following.text[:1].isalnum()
    return (
        segment.text.startswith("[")
        and apart
        and line.content[segment.end : segment.end + 1].isspace()
    )


def _is_bracketed_label_before_title(segments: Sequence[Segment]) -> bool:
    """Return whether a label in brackets precedes a title: `[[Survey](…)] A Title`."""
    if segments[0].kind != "brackets" or not segments[0].links:
        return False
    for segment in segments:
        if (
            segment.kind == "brackets"
            and segment.links
            and len(segment.text.split()) < _MIN_TITLE_WORDS
        ):
            continue
        if segment.text.strip():
            text = segment.text.lstrip(SEPARATORS + QUOTES)
            words = text.split()
            long = len(words) >= _MIN_TITLE_WORDS
            return segment.kind == "text" and long and not words[0].islower()  # iceBot: A Robot
    return False
