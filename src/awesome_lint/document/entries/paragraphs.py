"""Headings and paragraphs that are entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.document.entries import line_parser, list_items
from awesome_lint.document.entries.author_names import is_author_list
from awesome_lint.document.entries.list_items import ListItem
from awesome_lint.document.entries.parsed_line import ParsedLine
from awesome_lint.document.entries.sections import is_about_the_list
from awesome_lint.document.entries.segments import Segment, SegmentedText
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.identifiers import link_labels
from awesome_lint.model import Entry, Heading, Span, Vocabulary

_MIN_ENTRIES = 3
"""Headings or paragraphs in the form of an entry that make a list. Fewer are prose."""

_MIN_UNLABELLED_TITLE_WORDS = 4
"""Words of the shortest link that is taken for a title without a label beside it."""

DOCUMENT_START = Span(1, 1, 1, 1)
"""The container of headings and paragraphs without a heading above."""

_MAX_PARAGRAPH_CHARS = 3000
"""Characters of the longest paragraph that can be an entry."""

_LINK = re.compile(r"\]\(|\]\[|https?://|href")
_TITLE_END = re.compile(r"[\s*_.,:|>\]-]*?(?:\\?\n|<br|[\[(<`*_]|$)", re.IGNORECASE)


def parse_heading_entries(
    titles: Sequence[tuple[InlineContent, SourceMap, Heading]], vocabulary: Vocabulary
) -> Iterator[Entry]:
    """Yield the headings that are entries, if a document has several.

    Such a heading is a linked title, or a title with a link labelled as a paper: `### A Title.
    [pdf](…)`.
    """
    found = []
    above: list[Heading] = []
    for inline, source_map, heading in titles:
        while above and above[-1].level >= heading.level:
            above.pop()
        line = SegmentedText([(inline, source_map)])
        parsed = line_parser.parse_line(line, vocabulary)
        if (
            heading.level > 1
            and _is_entry_heading(line, parsed)
            and list_items.has_external_link(line)
        ):
            section = above[-1] if above else None
            item = ListItem(heading.span, section.span if section else DOCUMENT_START, section)
            found.append(list_items.build_entry(item, line, parsed, [], vocabulary))
        above.append(heading)
    if len(found) >= _MIN_ENTRIES:
        yield from found


def _is_entry_heading(line: SegmentedText, parsed: ParsedLine) -> bool:
    """Return whether a heading has the form of an entry."""
    if parsed.title_kind == "link":
        return True
    links = [
        link
        for segment in line.segments
        if segment.start >= parsed.title_end
        for link in segment.links
    ]
    return _title_words(parsed) >= _MIN_UNLABELLED_TITLE_WORDS and any(
        link_labels.is_label(link.text) and not link_labels.is_secondary_label(link.text)
        for link in links
    )


def parse_paragraph_entries(items: Sequence[ListItem], vocabulary: Vocabulary) -> Iterator[Entry]:
    r"""Yield the entries of paragraphs, if a document has several, and of the lists below them.

    Such a paragraph begins with its title, in bold or as a link, and continues with labelled
    links or on another line: `**Title** \ *Authors.* ICRA 2024. [[Paper](…)]`.
    """
    found = [_parse_paragraph(item, vocabulary) for item in items]
    several = len(found) - found.count(None) >= _MIN_ENTRIES
    for item, paragraph in zip(items, found, strict=True):
        items_below = item.items
        if several and paragraph is not None:
            entry, items_below = paragraph
            yield entry
        yield from list_items.parse_list_items(items_below, vocabulary)


def _parse_paragraph(item: ListItem, vocabulary: Vocabulary) -> tuple[Entry, list[ListItem]] | None:
    """Return the entry of a paragraph, and the items below it that are entries of their own.

    None if the paragraph does not have the form of an entry.
    """
    if item.section and is_about_the_list(item.section.text):
        return None
    content = item.blocks[0][0].content
    if len(content) > _MAX_PARAGRAPH_CHARS or not (item.items or _LINK.search(content)):
        return None
    line = SegmentedText(item.blocks)
    parsed = line_parser.parse_line(line, vocabulary, title_only=bool(item.items))
    first = next(
        (segment for segment in line.segments if any(map(str.isalnum, segment.text))), None
    )
    if first is None or not parsed.has_distinct_title:
        return None
    by_authors = first.kind == "text" and is_author_list(first.text)
    is_identified = parsed.title_kind == "quoted" or parsed.venue is not None or by_authors
    if first.kind == "text" and not is_identified and first.text.strip()[:1].isalpha():
        return None  # `See also: [Title](…)`
    if not _TITLE_END.match(line.content, parsed.title_end) and not _is_followed_by_venue_or_year(
        line, parsed, by_authors=by_authors
    ):
        return None
    details, entries = list_items.split_details_and_entries(item, line, parsed, vocabulary)
    after_title = [
        segment for segment in line.segments if segment.start >= parsed.title_end and segment.links
    ]
    titles = [segment for segment in after_title if _is_another_title(line, segment, vocabulary)]
    labelled = any(
        segment not in titles and segment.kind in ("link", "brackets") for segment in after_title
    )
    if titles or not (
        labelled
        or any(map(list_items.has_external_link, details))
        or (parsed.title_kind == "link" and _title_words(parsed) >= _MIN_UNLABELLED_TITLE_WORDS)
        or (parsed.title_kind == "strong" and parsed.title is not None and parsed.title.links)
    ):
        return None
    return list_items.build_entry(item, line, parsed, details, vocabulary), entries


def _is_followed_by_venue_or_year(
    line: SegmentedText, parsed: ParsedLine, *, by_authors: bool
) -> bool:
    """Return whether the venue or year follows a title: `[Title](…), ICRA 2024`.

    A comma, bracket or period separates them, unless authors before the title identify it.
    """
    dated = parsed.year is not None or parsed.venue is not None
    is_separated = line.content[parsed.title_end :].lstrip()[:1] in (",", "(", ".")
    return dated and (is_separated or by_authors)


def _title_words(parsed: ParsedLine) -> int:
    return len(parsed.title.text.split()) if parsed.title else 0


def _is_another_title(line: SegmentedText, segment: Segment, vocabulary: Vocabulary) -> bool:
    """Return whether a later link is another title, as in prose."""
    long = len(segment.text.split()) >= _MIN_UNLABELLED_TITLE_WORDS
    return (
        segment.kind == "link"
        and long
        and not line_parser.is_label_or_venue(line, segment, vocabulary)
    )
