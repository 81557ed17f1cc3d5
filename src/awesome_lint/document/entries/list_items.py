"""Entries of bulleted and numbered lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint import rulebook
from awesome_lint.document.entries import line_parser, venue_text
from awesome_lint.document.entries.author_names import is_name_list
from awesome_lint.document.entries.badges import badge_venue
from awesome_lint.document.entries.main_link import LinkCandidate, choose_main_link
from awesome_lint.document.entries.parsed_line import ParsedLine
from awesome_lint.document.entries.sections import is_about_the_list, is_news
from awesome_lint.document.entries.segments import SegmentedText
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Entry, Field, Heading, Link, Span, Vocabulary
from awesome_lint.text.punctuation import SEPARATORS
from awesome_lint.text.words import folded_words

_MAX_DETAIL_LABEL_WORDS = 4
"""Words of the longest text before a colon that labels a detail."""

_MAX_AUTHOR_LIST_CHARS = 500
"""Characters at the beginning of a line that are searched for a list of authors."""

_SENTENCE = re.compile(r"\.\s+")


class ListItem:
    """A list item: its own blocks, and the items of the lists in it.

    A paragraph outside of lists is represented the same way, with the items of the list right
    below it.
    """

    def __init__(self, span: Span, container: Span, section: Heading | None) -> None:
        self.span = span
        self.container = container
        self.section = section
        self.blocks: list[tuple[InlineContent, SourceMap]] = []
        self.items: list[ListItem] = []


def parse_list_items(items: Sequence[ListItem], vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield the entries of list items and of the items in them.

    An item is an entry if it has a link out of the document. Its sub-items belong to it unless
    they are entries themselves. Fields are None where the structure of a line is unclear.
    """
    for item in items:
        if not (item.section and is_about_the_list(item.section.text)):
            yield from _parse_item(item, vocabulary)


def _parse_item(item: ListItem, vocabulary: Vocabulary) -> Iterator[Entry]:
    line = SegmentedText(item.blocks)
    parsed = line_parser.parse_line(line, vocabulary, title_only=bool(item.items))
    details, entries = split_details_and_entries(item, line, parsed, vocabulary)
    if (
        parsed.title is not None
        and not _describes_entry_above(line, parsed)
        and not is_news(line.content, item.section.text if item.section else "")
        and any(map(has_external_link, [line, *details]))
    ):
        yield build_entry(item, line, parsed, details, vocabulary)
    for sub_item in entries:
        yield from _parse_item(sub_item, vocabulary)


def _describes_entry_above(line: SegmentedText, parsed: ParsedLine) -> bool:
    """Return whether a line is a detail of something above it: `**Authors**: [Ada Snow](…)`."""
    head = _text_before_colon(line)
    linked = parsed.title.text if parsed.title and parsed.title_kind == "link" else ""
    return link_labels.is_detail_only_label(head) and not linked.startswith(head)


def split_details_and_entries(
    item: ListItem, line: SegmentedText, parsed: ParsedLine, vocabulary: Vocabulary
) -> tuple[list[SegmentedText], list[ListItem]]:
    """Split the sub-items of an item into details of the item and entries of their own.

    An item without external link may be the name of a group. Then only sub-items that are
    clearly details, or cannot be entries, are details.
    """
    details: list[SegmentedText] = []
    entries: list[ListItem] = []
    for sub_item in item.items:
        detail = SegmentedText(sub_item.blocks)
        if parsed.title is None:
            is_detail = False
        elif has_external_link(line):
            is_detail = _is_detail(detail, vocabulary)
        else:
            is_only_item = len(item.items) == 1
            is_detail = _is_detail_only(detail, vocabulary) or (
                is_only_item and _author_list_end(detail) is not None
            )
        if is_detail:
            details.append(detail)
        else:
            entries.append(sub_item)
    return details, entries


def has_external_link(line: SegmentedText) -> bool:
    """Return whether a line has a link out of the document."""
    return any(_is_external(link) for segment in line.segments for link in segment.links)


def _is_external(link: Link) -> bool:
    return link.kind != "image" and link.url.startswith(("http://", "https://"))


def _is_detail(line: SegmentedText, vocabulary: Vocabulary) -> bool:
    """Return whether a sub-item is a detail of the item above: `Paper: …`, `**Metrics:** …`."""
    begins_with_link = any(
        segment.kind == "link" and not link_labels.is_label(segment.text)
        for segment in line.segments[:1]
    )
    head = _text_before_colon(line)
    if head and len(head.split()) <= _MAX_DETAIL_LABEL_WORDS and not begins_with_link:
        return True
    return (
        not has_external_link(line)
        or not line_parser.parse_line(line, vocabulary).has_distinct_title
    )


def _is_detail_only(line: SegmentedText, vocabulary: Vocabulary) -> bool:
    """Return whether a sub-item can only be a detail: `Paper: …`, `[code](…)`."""
    head = _text_before_colon(line)
    if len(head.split()) <= _MAX_DETAIL_LABEL_WORDS and (
        link_labels.is_label(head) or link_labels.is_detail_label(head)
    ):
        return True
    return has_external_link(line) and line_parser.parse_line(line, vocabulary).title is None


def _text_before_colon(line: SegmentedText) -> str:
    """Return the text before the first colon; empty without one."""
    head, colon, _ = line.plain_text(0, len(line.content)).replace("：", ":").partition(":")
    return head.strip() if colon else ""


def _author_list_end(line: SegmentedText) -> int | None:
    """Return the offset after the authors that a line begins with: `A. Snow, B. Frost. ICRA`.

    None if it does not begin with authors.
    """
    if not line.segments or line.segments[0].kind not in ("text", "emphasis"):
        return None
    if is_name_list(line.segments[0].text):
        return line.segments[0].end
    ends = (match.end() for match in _SENTENCE.finditer(line.content, 0, _MAX_AUTHOR_LIST_CHARS))
    return max((end for end in ends if is_name_list(line.plain_text(0, end))), default=None)


def build_entry(
    item: ListItem,
    line: SegmentedText,
    parsed: ParsedLine,
    details: Sequence[SegmentedText],
    vocabulary: Vocabulary,
) -> Entry:
    """Return the entry of an item."""
    candidates: list[LinkCandidate] = []
    links: list[Link] = []
    for part in (line, *details):
        before = ""
        for segment in part.segments:
            for link in segment.links:
                links.append(link)
                # A link that shows its URL is labelled by the text before it.
                label = before if link.text.startswith(("http", "www.")) else link.text
                is_title = parsed.title is not None and link in parsed.title.links
                candidates.append(LinkCandidate(link, label, is_title, ""))
            before = segment.text
    nothing = Span(item.span.line, item.span.column, item.span.line, item.span.column)
    visible = tuple(link for link in links if link.kind != "image")
    after_title, end = line.strip_span(parsed.title_end, len(line.content), SEPARATORS)
    stated = parsed.venue or _venue_in_details(details, vocabulary)
    fields = (
        parsed.title or Field("Title", "", "", nothing, ()),
        stated or parsed.published or Field("Venue", "", "", nothing, ()),
        line.field("Details", after_title, end, line.plain_text(after_title, end)),
        Field("Links", "", "", nothing, visible),
    )
    venue_field = (
        stated or badge_venue(links, vocabulary) or _section_venue(item.section, vocabulary)
    )
    year = parsed.year
    if year is None and venue_field is not None:
        year = venue.stated_year(venue_field.text)
    return Entry(
        kind="bullet",
        title=parsed.title,
        venue=venue_field,
        year=year,
        fields=fields,
        links=tuple(links),
        main_link=choose_main_link(candidates),
        section=item.section,
        container=item.container,
        span=item.span,
    )


def _venue_in_details(details: Sequence[SegmentedText], vocabulary: Vocabulary) -> Field | None:
    """Return the venue in the details of an entry: `Venue: ICRA 2024`, or after the authors."""
    for detail in details:
        begin = None
        parts: list[tuple[int, int]] = []
        label = folded_words(_text_before_colon(detail))
        if not rulebook.words("columns", "venue detail").isdisjoint(label):
            colon = re.search("[:：]", detail.content)
            begin = colon.end() if colon else None
        elif (begin := _author_list_end(detail)) is not None:
            segments = (segment for segment in detail.segments if not segment.links)
            parts = [
                part
                for segment in segments
                for part in venue_text.venue_candidates(detail, segment)
            ]
        if begin is not None:
            whole = detail.first_link_offset(begin, len(detail.content))
            sentence = detail.content.find(". ", begin)
            parts = [(begin, end) for end in (whole, sentence) if end > begin] + parts
        for start, end in parts:
            if found := venue_text.known_venue(detail, start, end, vocabulary):
                return found
    return None


def _section_venue(section: Heading | None, vocabulary: Vocabulary) -> Field | None:
    """Return the venue in the heading above a list: `### ICML 2024`."""
    if section is None or not venue_text.is_venue(section.text, vocabulary):
        return None
    at = section.span
    plain = at.line == at.end_line and at.end_column - at.column == len(section.text)
    return Field("Section", section.text, section.text if plain else "", at, ())
