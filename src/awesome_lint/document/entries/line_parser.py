"""Title, venue and year of an entry, from the segments of its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint import rulebook
from awesome_lint.document.entries import title_prefix, venue_text
from awesome_lint.document.entries.author_names import (
    MAX_NAME_WORDS,
    NAME_LIST,
    is_author_list,
    is_name_list,
)
from awesome_lint.document.entries.parsed_line import ParsedLine
from awesome_lint.document.entries.segments import Segment, SegmentedText
from awesome_lint.document.entries.title import parse_title
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Field, Vocabulary
from awesome_lint.text import trim
from awesome_lint.text.dates import is_date
from awesome_lint.text.punctuation import QUOTES, SEPARATORS, strip_brackets
from awesome_lint.text.words import folded_words

_QUOTED = re.compile(r'["“](?P<title>[^"“”]{8,300})["”]')
_BRACKETED = re.compile(r"\W*(?:\[[^\[\]]{1,60}\]|\([^()]{1,60}\))\W*")
_SUBTITLE = re.compile(r"\s*(?::|：|-{1,2}\s|[–—])\s*\w")
_MIN_TITLE_WORDS = 3
"""Words of the shortest text that is taken for a title rather than a label."""

_TRAILING_IN = re.compile(r"[\s.,][Ii]n:?$")
"""The word between a title and its venue: `A Title, in *ICRA*, 2024`."""

_MAX_IN_CHARS = 4
"""Characters at the end of a text that are searched for it."""

_SPACES_AND_STOPS = re.compile(r"[\s.,]++")

_LEADING_PART = re.compile(r"[^,，|]{1,40}?(?:[,，|]|\s[-–—]\s)\s*")


def parse_line(
    line: SegmentedText, vocabulary: Vocabulary, *, title_only: bool = False
) -> ParsedLine:
    """Parse title, venue and year of a line; what is uncertain is None.

    `title_only` allows a line that is nothing but a title, as where its details are below it.
    """
    parsed = ParsedLine()
    segments = [segment for segment in line.segments if segment.kind != "image"]
    index = title_prefix.parse_prefix(line, segments, parsed, vocabulary)
    title_only = title_only or any(segment.links for segment in segments[:index])
    rest = _parse_title(line, segments[index:], parsed, vocabulary, title_only=title_only)
    if parsed.title is not None:
        _parse_after_title(line, rest, parsed, vocabulary)
    if parsed.venue is not None:
        parsed.year = venue.stated_year(parsed.venue.text) or parsed.year
    return parsed


def _parse_title(
    line: SegmentedText,
    segments: list[Segment],
    parsed: ParsedLine,
    vocabulary: Vocabulary,
    *,
    title_only: bool,
) -> list[Segment]:
    """Parse the title at the first segment; return the segments after it."""
    if not segments:
        return segments
    if (rest := _parse_quoted_title(line, segments, parsed)) is not None:
        return rest
    index = _title_index_after_name(line, segments)
    segment = segments[index]
    if index == 1 and segment.kind == "link" and link_labels.is_label(segment.text):
        parsed.title = parse_title(
            line, segments[0], segments[0].end, parsed, vocabulary, is_name=True
        )
        parsed.title_kind, parsed.title_end = "name", segments[0].end
        return segments[1:]  # `IceBot: [Paper](…)`
    following = segments[index + 1] if index + 1 < len(segments) else None
    if (
        segment.kind == "text"
        or (segment.kind == "brackets" and not segment.links)
        or (parsed.venue is not None and _is_bold_part_of_text(line, segment, following))
        or _is_bold_name_before_title(segments[index:])
    ):
        stop = _parse_plain_title(line, segments, index, parsed, vocabulary, title_only=title_only)
        return segments[stop:]
    if segment.kind == "link" and index and segment.text.startswith(("http://", "https://")):
        return segments[index:]  # `Code: https://…` has no title
    end = segment.end
    if (
        segment.kind == "strong"
        and parsed.venue is not None
        and following is not None
        and following.kind == "text"
        and _SUBTITLE.match(following.text)
    ):
        # Only the name is in bold: ICRA 2024, **IceBot**: Walking Robots on Ice, [paper](…)
        end, index = following.end, index + 1
    parsed.title = parse_title(line, segment, end, parsed, vocabulary)
    if segment.kind == "link" and parsed.title is None:
        return segments[index:]
    parsed.title_kind, parsed.title_end = segment.kind, end
    return segments[index + 1 :]


def _title_index_after_name(line: SegmentedText, segments: Sequence[Segment]) -> int:
    """Return the index of a title after a name and a colon, or after a name in brackets; else 0."""
    segment = segments[0]
    following = segments[1] if len(segments) > 1 else None
    if following is None:
        return 0
    if segment.kind == "text" and _is_bold_part_of_text(
        line, following, segments[2] if len(segments) > 2 else None
    ):
        return 0
    if (
        segment.kind in ("tag", "strong", "text", "code", "emphasis")
        and following.kind in ("strong", "link")
        and len(segment.text.split()) <= 4
        and segment.text.rstrip().endswith((":", "："))
    ):
        return 1
    if segment.kind == "text" and _is_linked_segment(following) and is_author_list(segment.text):
        dated = re.search(r"\b(?:19|20)\d\d\W*$", segment.text)
        is_name = dated and not link_labels.is_label(following.text)
        return 1 if is_name or len(following.text.split()) >= _MIN_TITLE_WORDS else 0
    if segment.kind == "text" and following.kind == "strong":
        plain = re.fullmatch(r"[\w.+-]+(?: [\w.+-]+){0,2}", segment.text)
        function_words = rulebook.words("words", "linking")
        is_name = plain and segment.text.split()[-1].lower() not in function_words
        return 1 if is_name and len(following.text.split()) >= _MIN_TITLE_WORDS else 0
    if segment.kind in ("tag", "strong", "code") and len(segments) > 2:
        if following.kind == "text" and following.text.strip() in (":", "："):
            return 2
        title = 1 if following.text.strip() else 2
        if _BRACKETED.fullmatch(segment.text) and len(segments[title].text.split()) > 2:
            return title
    return 0


def _is_linked_segment(segment: Segment) -> bool:
    """Return whether a segment is a link, possibly in bold or italics."""
    return segment.kind == "link" or (
        segment.kind in ("emphasis", "strong") and bool(segment.links)
    )


def _is_bold_part_of_text(line: SegmentedText, segment: Segment, following: Segment | None) -> bool:
    """Return whether a few bold words are only a part of the text that continues after them."""
    if segment.kind != "strong" or following is None or following.kind != "text":
        return False
    after = line.content[segment.end : segment.end + 2]
    return (
        len(segment.text.split()) <= MAX_NAME_WORDS
        and not segment.links
        and (after[:1].isalnum() or (after[:1].isspace() and after[1:].isalnum()))
        and not (is_name_list(following.text) or NAME_LIST.search(following.text))
    )


def _is_bold_name_before_title(segments: Sequence[Segment]) -> bool:
    """Return whether a bold name and the text after it are a title: `**Bot:** Robots on Ice`."""
    if len(segments) < 3 or segments[0].kind != "strong" or segments[1].kind != "text":
        return False
    name, text = segments[0].text.rstrip(), segments[1].text
    return (
        name.endswith((":", "："))
        and len(name.split()) <= MAX_NAME_WORDS
        and not (
            segments[0].links or link_labels.is_label(name) or link_labels.is_detail_label(name)
        )
        and len(text.split()) >= _MIN_TITLE_WORDS
        and not (is_name_list(text) or NAME_LIST.search(text))
        and bool(segments[2].links)
    )


def _parse_quoted_title(
    line: SegmentedText, segments: Sequence[Segment], parsed: ParsedLine
) -> list[Segment] | None:
    """Parse a title in quotes, with no more than a name before it: `**Bot**: "A Title"`.

    Return the segments after it, or None if there is no such title.
    """
    start = segments[0].start
    stop = next((segment.start for segment in segments if segment.links), len(line.content))
    match = _QUOTED.search(line.content, start, stop)
    if match is None:
        return None
    before = line.plain_text(start, match.start()).strip(" \t\n" + QUOTES)
    if len(match["title"].split()) < (2 if before else _MIN_TITLE_WORDS):
        return None
    is_name = segments[0].kind in ("strong", "tag", "code", "brackets")
    is_name = is_name and match.start() - segments[0].end in range(4)
    announced = bool(before) and before[-1] in ":：" and len(before.split()) <= 8
    if before and not (is_name or announced or is_author_list(before)):
        return None
    begin, end = line.strip_span(*match.span("title"), SEPARATORS + QUOTES + "*_")
    text = line.plain_text(begin, end).strip(SEPARATORS + QUOTES)
    if not text:
        return None
    parsed.title = line.field("Title", begin, end, text)
    parsed.title_kind, parsed.title_end = "quoted", match.end()
    rest = [segment for segment in segments if segment.start >= match.end()]
    cut = next((segment for segment in segments if segment.start < match.end() < segment.end), None)
    if cut is not None:
        text = line.plain_text(match.end(), cut.end)
        rest.insert(0, Segment("text", text, match.end(), cut.end, ()))
    return rest


def _parse_plain_title(
    line: SegmentedText,
    segments: list[Segment],
    index: int,
    parsed: ParsedLine,
    vocabulary: Vocabulary,
    *,
    title_only: bool,
) -> int:
    """Parse a title in plain text; return the index of the first segment after it."""
    start, stop = _parse_leading_venue_and_date(line, segments[index], parsed, vocabulary), index
    end = start
    for segment in segments[index:]:
        if segment.kind == "brackets" and (
            segment.links
            or is_date(strip_brackets(segment.text))
            or venue_text.known_venue(line, segment.start, segment.end, vocabulary)
        ):
            break
        before = line.content[start : segment.start].rstrip()
        if (
            segment.kind == "brackets"
            and segment.text[0] == "["
            and before.endswith((".", "?", "!"))
        ):
            break  # tags: A Title. [robots, ice]
        if segment.kind == "strong" and _is_bold_within_title(
            line, segment, before, has_leading_venue=parsed.venue is not None
        ):
            end, stop = segment.end, stop + 1
            continue
        if segment.kind in ("link", "strong", "tag", "code") or (
            segment.kind == "emphasis"
            and (
                before.endswith((",", ".", ":", ";"))
                or NAME_LIST.search(segment.text)
                or (
                    _TRAILING_IN.search(before[-_MAX_IN_CHARS:])
                    and venue_text.known_venue(line, segment.start, segment.end, vocabulary)
                )
            )
        ):
            break
        end, stop = segment.end, stop + 1
    after = segments[stop] if stop < len(segments) else None
    if after is None:
        if not title_only:
            return stop
    elif not (
        after.links
        or after.kind in ("tag", "emphasis", "brackets", "code")
        or _is_venue_or_date(line, after, vocabulary)
    ):
        return stop
    text = line.content[start:end]
    if after is not None and after.kind == "emphasis":
        text = _strip_trailing_in(text)
    if text.rstrip()[-1:] in (":", "：") and _have_several_named_links(segments[stop:]):
        return stop
    if after is not None and _is_link_in_sentence(line, text, after, vocabulary):
        return stop
    text = _parse_trailing_venue_and_date(line, start, text, parsed, vocabulary)
    if parsed.venue is not None or parsed.year is not None:
        text = text.partition("|")[0]  # 2024 | A Title | A. Snow, B. Frost
    text = text.rstrip(SEPARATORS + "[(")
    title = line.plain_text(start, start + len(text)).strip(SEPARATORS + QUOTES)
    if any(map(str.isalpha, title)):
        parsed.title = line.field("Title", start, start + len(text), title)
        parsed.title_kind, parsed.title_end = "text", segments[stop - 1].end
    return stop


def _strip_trailing_in(text: str) -> str:
    """Return a text without an `in` at its end and the punctuation before it."""
    stripped = text.rstrip()
    found = _TRAILING_IN.search(stripped[-_MAX_IN_CHARS:])
    return (
        trim.strip_end(stripped[: found.start() - found.endpos], _SPACES_AND_STOPS)
        if found
        else text
    )


def _is_venue_or_date(line: SegmentedText, segment: Segment, vocabulary: Vocabulary) -> bool:
    """Return whether a segment separates a title from its links: `A Title | **[ICML'24]** | …`."""
    return is_date(strip_brackets(segment.text)) or (
        venue_text.any_venue(line, segment.start, segment.end, vocabulary) is not None
    )


def _have_several_named_links(segments: Sequence[Segment]) -> bool:
    """Return whether several links have names: `Surveys: [IceBot](…), [SnowBot](…)`."""
    return (
        sum(bool(segment.links) and not link_labels.is_label(segment.text) for segment in segments)
        > 1
    )


def _parse_leading_venue_and_date(
    line: SegmentedText, segment: Segment, parsed: ParsedLine, vocabulary: Vocabulary
) -> int:
    """Parse venue and date before a text (`ICRA 2024, A Title`); return the offset of the text."""
    start = segment.start
    if segment.kind != "text":
        return start
    while start < segment.end and line.content[start] in SEPARATORS:
        start += 1
    while match := _LEADING_PART.match(line.content, start, segment.end):
        part = line.plain_text(start, match.end()).strip(SEPARATORS)
        if is_date(part):
            parsed.year = venue.stated_year(part) or parsed.year
        elif parsed.venue is None and re.search(r"\d", part):
            found = venue_text.any_venue(line, start, match.end(), vocabulary)
            if found is None:
                break
            parsed.venue = found
        else:
            break
        start = match.end()
    return start


def _parse_trailing_venue_and_date(
    line: SegmentedText, start: int, text: str, parsed: ParsedLine, vocabulary: Vocabulary
) -> str:
    """Parse the venue and the date after the last commas or bars; return the text before them."""
    while parsed.venue is None and (comma := max(map(text.rfind, ",，|"))) > 0:
        part_start, part_end = start + comma + 1, start + len(text)
        part = line.plain_text(part_start, part_end).strip(SEPARATORS + "[(")
        if found := venue_text.any_venue(line, part_start, part_end, vocabulary):
            parsed.venue = found
        elif is_date(part):
            parsed.year = venue.stated_year(part) or parsed.year
        elif part:
            break
        text = text[:comma]
    return text


def _is_link_in_sentence(
    line: SegmentedText, text: str, after: Segment, vocabulary: Vocabulary
) -> bool:
    """Return whether a link after a text is a part of it, rather than a label of what it names."""
    if after.kind == "link":
        is_label = _BRACKETED.fullmatch(after.text) or is_label_or_venue(line, after, vocabulary)
        return text.rstrip()[-1:].isalnum() and not is_label
    long = any(len(link.text.split()) > _MIN_TITLE_WORDS for link in after.links)
    return after.kind == "brackets" and long and not after.text.startswith("[")


def _is_bold_within_title(
    line: SegmentedText, segment: Segment, before: str, *, has_leading_venue: bool
) -> bool:
    """Return whether bold text continues a sentence that began before it.

    With a leading venue, a title is followed by links.
    """
    if not before:
        return True
    after = line.content[segment.end : segment.end + 2]
    if not segment.text[:1].isalnum() or before[-1] in ".;|":
        return False
    if link_labels.is_label(segment.text) and (not has_leading_venue or after[:1] == ":"):
        return False
    if has_leading_venue:
        return True
    continues = after[:1].isalnum() or (after[:1].isspace() and after[1:].isalnum())
    linked = before.rsplit(maxsplit=1)[-1].lower() in rulebook.words("words", "linking")
    return linked or (continues and (before[-1].isalnum() or before[-1] in ":-"))


def is_label_or_venue(line: SegmentedText, link: Segment, vocabulary: Vocabulary) -> bool:
    """Return whether the text of a link is a label, a date or a venue: `[Paper]`, `[ICML 2024]`."""
    bare = strip_brackets(link.text)
    words = folded_words(bare)
    return (
        link_labels.is_label(link.text)
        or bool(words and words[0] in rulebook.words("labels", "aside", "paper", "work"))
        or is_date(bare)
        or venue_text.any_venue(line, link.start, link.end, vocabulary) is not None
    )


def _parse_after_title(
    line: SegmentedText, segments: Sequence[Segment], parsed: ParsedLine, vocabulary: Vocabulary
) -> None:
    """Parse the venue and the year after the title."""
    name = parsed.venue
    if name is not None and not (
        venue.stated_year(name.text) and venue_text.is_venue(name.text, vocabulary)
    ):
        # The text before a title may be the name of a method (FAST, CELL) or an author: Snow2024
        parsed.venue = None
    if parsed.venue is None and len(segments) > 1:
        parsed.venue = venue_text.venue_with_brackets(line, segments, vocabulary)
    for segment in segments:
        if segment.kind == "link" and _is_paper_label(segment.text):
            continue
        for start, end in venue_text.venue_candidates(line, segment):
            if _lacks_year(parsed.venue) and (
                found := venue_text.known_venue(line, start, end, vocabulary)
            ):
                parsed.venue = _more_complete_venue(parsed.venue, found)
            elif parsed.year is None:
                bare = strip_brackets(line.plain_text(start, end))
                if is_date(bare):
                    parsed.year = venue.stated_year(bare)
    parsed.venue = parsed.venue or name
    if parsed.venue is None:
        parts = (
            part
            for segment in segments
            if not segment.links
            for part in venue_text.venue_candidates(line, segment)
        )
        parsed.venue = next(
            filter(None, (venue_text.unknown_venue(line, *part) for part in parts)), None
        )


def _lacks_year(found: Field | None) -> bool:
    return found is None or venue.stated_year(found.text) is None


def _more_complete_venue(one: Field | None, other: Field) -> Field:
    """Return the more complete of two venues of a line: `A. Snow. ICRA. ICRA 2024`."""
    same = one is not None and other.text.casefold().startswith(f"{one.text.casefold()} ")
    return other if one is None or same else one


def _is_paper_label(text: str) -> bool:
    """Return whether the text of a link labels it as a paper: `[Paper]`, `[PDF (ICML 24)]`."""
    words = folded_words(text)
    return bool(words) and (
        words[0] in ("paper", "pdf") or (link_labels.is_label(text) and not re.search(r"\d", text))
    )
