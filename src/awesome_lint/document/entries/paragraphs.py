"""Headings and paragraphs that are entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from msgspec import Struct, structs

from awesome_lint import rulebook
from awesome_lint.document.entries import author_names, list_items
from awesome_lint.document.entries.line import Line
from awesome_lint.document.entries.list_items import ListItem, ReadItem
from awesome_lint.document.entries.patterns import LEADING_KINDS
from awesome_lint.document.entries.reading import Reading, read_line
from awesome_lint.document.entries.sections import SectionPath
from awesome_lint.document.entries.segments import (
    SEPARATORS,
    Segment,
    label_kind,
    without_separators,
)
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.identifiers.headings import is_about_the_list
from awesome_lint.model import Entry, Heading, Span, Vocabulary
from awesome_lint.text.patterns import any_of, deferred
from awesome_lint.text.words import folded_words

_MIN_ENTRIES = 3
"""Headings or paragraphs in the form of an entry that make a list. Fewer are prose."""

_MIN_COMPLETE_ENTRIES = 2
"""Paragraphs with title, venue or year, and a labelled link that make a list."""

_MIN_SENTENCE_WORDS = 4
"""Words of the shortest sentence below a heading that is an entry."""

_MIN_LINKS_ABOVE_SECTIONS = 10
"""Paragraphs with nothing but a link that make a list above the first section."""

_MIN_LINES = 2
"""Lines of a paragraph in the form of an entry that make a list."""

_MIN_UNLABELLED_TITLE_WORDS = 4
"""Words of the shortest link that is taken for a title without a label beside it."""

DOCUMENT_START = Span(1, 1, 1, 1)
"""The container of headings and paragraphs without a heading above."""

_MAX_PARAGRAPH_CHARS = 3000
"""Characters of the longest paragraph that can be an entry."""

_MAX_PARAGRAPHS_BELOW = 8
"""Paragraphs below a heading that are searched for its links, venue and date."""

_MAX_DISTANCE = 2
"""Lines from the end of a paragraph to the next one, if only a blank line is between them."""

_IMAGE_FILES = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINK = re.compile(r"\]\(|\]\[|https?://|href")
_SECTION_NUMBER = deferred(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=\S)")
_LABELLED_LINE = deferred(r"[*_]{0,3}(?P<label>[^\W\d_][^\n:\uff1a*_]{0,40})[*_]{0,3}[:\uff1a]")
_LINKED = ("link", "paper", "aside", "linked-date", "linked-venue", "tag-link", "links", "badge")


class HeadingItem(Struct, frozen=True, gc=False):
    """A heading, and the list right below it."""

    heading: Heading
    """The heading."""
    item: ListItem
    """The content of the heading, and the items below it."""


def parse_heading_entries(
    headings: Sequence[HeadingItem],
    paragraphs: Sequence[ListItem],
    sections: SectionPath,
    vocabulary: Vocabulary,
) -> Iterator[Entry]:
    """Yield the headings that are entries, if a document has several, and the items below them.

    Such a heading is a linked title, or a title with a link labelled as a paper (`### A Title.
    [pdf](…)`), or a title with its venue, and its links in the items below, or a title with its
    links in a paragraph below.
    """
    items = _without_section_numbers([each.item for each in headings])
    read = [
        (each.heading, list_items.read_item(item, vocabulary))
        for each, item in zip(headings, items, strict=True)
    ]
    texts: dict[Span, list[ListItem]] = {}
    for paragraph in paragraphs:
        if paragraph.section is not None:
            texts.setdefault(paragraph.section.span, []).append(paragraph)
    found = {
        heading.span: build
        for heading, item in read
        if heading.level > 1
        and (build := _heading_entry(item, texts.get(heading.span, ()), sections, vocabulary))
    }
    found |= _titles_above_links(read, texts, sections, vocabulary)
    jumps = Counter(_base(entry) for entry, _ in found.values())
    for span, (entry, _) in list(found.items()):
        if (base := _base(entry)) and jumps[base] >= _MIN_ENTRIES:
            del found[span]  # they lead to the sections of one page
    labels = [
        heading.span
        for heading, item in read
        if item.reading.title_kind == "label" and not _is_among_names(heading, read, found)
    ]
    for span in labels:
        found.pop(span, None)
    if len(found) < _MIN_ENTRIES:
        found = {}
    found |= _titles_like_others(read, found, sections, vocabulary)
    repeated = Counter(
        heading.text.casefold() for heading, _ in read if _is_below(heading, sections, found)
    )
    is_own = _are_links_of_entries(
        [each for heading, item in read if heading.span in found for each in item.below]
    )
    for heading, item in read:
        if heading.span in found:
            entry, below = found[heading.span]
            yield entry
            if not is_own:
                yield from list_items.parse_read_items(below, sections, vocabulary)
        elif not (
            _is_below(heading, sections, found)
            and (_is_label_heading(heading) or repeated[heading.text.casefold()] >= _MIN_ENTRIES)
        ):
            yield from list_items.parse_read_items(item.below, sections, vocabulary)


def _without_section_numbers(items: Sequence[ListItem]) -> Sequence[ListItem]:
    """Return headings without numbers such as `2.1`, if several have one."""
    numbers = [_SECTION_NUMBER().match(item.blocks[0][0].content) for item in items]
    if sum(number is not None for number in numbers) < _MIN_ENTRIES:
        return items
    result = []
    for item, number in zip(items, numbers, strict=True):
        if number is None:
            result.append(item)
            continue
        (content, source_map), *others = item.blocks
        block = _slice(content, source_map, number.end(), len(content.content))
        named = ListItem(item.span, item.container, item.section, block, *others)
        named.items = item.items
        result.append(named)
    return result


def _is_among_names(
    heading: Heading,
    headings: Sequence[tuple[Heading, ReadItem]],
    found: Container[Span],
) -> bool:
    """Return whether a linked word such as `GitLab` is a name, as others of its level are.

    Labels of the links of one thing are repeated.
    """
    peers = [
        (other, read)
        for other, read in headings
        if other.level == heading.level and other.span in found
    ]
    named = sum(read.reading.title_kind == "link" for _, read in peers)
    same = sum(other.text.casefold() == heading.text.casefold() for other, _ in peers)
    return named >= _MIN_ENTRIES and same == 1


def _are_links_of_entries(items: Sequence[ReadItem]) -> bool:
    """Return whether the items below headings that are entries are links of these entries.

    Half of them have to be labels, or links without a description among labels:
    `[Forum](…)` beside `[Docs](…)`.
    """
    labels = sum(list_items.is_detail_only(each.reading) for each in items)
    links = sum(
        each.reading.title_kind == "link" and not each.reading.after_title for each in items
    )
    own = labels + links if 4 * labels >= len(items) else labels
    return 2 * own >= len(items)


def _titles_above_links(
    headings: Sequence[tuple[Heading, ReadItem]],
    below: Mapping[Span, Sequence[ListItem]],
    sections: SectionPath,
    vocabulary: Vocabulary,
) -> dict[Span, tuple[Entry, list[ReadItem]]]:
    """Return the entries of headings with labelled links below, by heading.

    They are in a paragraph, or in the items of a list: `- Paper: https://…`. None if fewer than
    half of the headings of a level are such entries.
    """
    leaves = [(heading, read) for heading, read in headings if heading.span not in sections.parents]
    found: dict[Span, tuple[Entry, list[ReadItem]]] = {}
    for heading, read in leaves:
        reading = read.reading
        if reading.title is None or heading.level == 1 or is_about_the_list(heading.text):
            continue
        if any(link for each in reading.segments for link in each.links):
            continue
        paragraphs = below.get(heading.span, ())[:_MAX_PARAGRAPHS_BELOW]
        listed = read.below or _items_below_images(paragraphs, vocabulary)
        if any(map(list_items.has_link, (each.reading for each in listed))):
            details = _labels_of_links(listed)
            if details and not venue.is_venue(reading.title.text, vocabulary):
                entry = list_items.build_entry(read.item, reading, details, sections, vocabulary)
                found[heading.span] = (entry, [])
            continue
        lines = (
            read_line(Line(paragraph.blocks), vocabulary)
            for paragraph in paragraphs
            if any(map(list_items.leads_out, paragraph.blocks[0][0].links))
        )
        line = next((line for line in lines if is_line_of_labels(line) or _is_labelled(line)), None)
        if line is not None:
            entry = list_items.build_entry(read.item, reading, [line], sections, vocabulary)
            found[heading.span] = (entry, list(read.below))
    levels = Counter(heading.level for heading, _ in leaves)
    entries = Counter(heading.level for heading, _ in leaves if heading.span in found)
    return {
        heading.span: found[heading.span]
        for heading, _ in leaves
        if heading.span in found and 2 * entries[heading.level] >= levels[heading.level]
    }


def _items_below_images(
    paragraphs: Sequence[ListItem], vocabulary: Vocabulary
) -> Sequence[ReadItem]:
    """Return the items of the list right below an image at the beginning of a section."""
    first = paragraphs[0] if paragraphs else None
    if first is None or not first.blocks[0][0].content.startswith(("![", "<img")):
        return ()
    return list_items.read_items(first.items, vocabulary)


def _labels_of_links(items: Sequence[ReadItem]) -> list[Reading]:
    """Return items that are all labels with a colon, most with a link; empty if some are not."""
    labels = [each.reading for each in items]
    are_labels = all(
        list_items.has_label_before_colon(each) and list_items.is_detail_only(each)
        for each in labels
    )
    linked = sum(map(list_items.has_link, labels))
    return labels if are_labels and 2 * linked >= len(labels) else []


def _titles_like_others(
    headings: Sequence[tuple[Heading, ReadItem]],
    found: Mapping[Span, tuple[Entry, Sequence[ReadItem]]],
    sections: SectionPath,
    vocabulary: Vocabulary,
) -> dict[Span, tuple[Entry, list[ReadItem]]]:
    """Return the entries of headings without a link that begin like the entries of their level.

    `### [🔙](#top) Slippery roofs` is an entry beside `### [🔙](#top) [IceBot](…)`.
    """
    jumps = Counter(
        (heading.level, jump)
        for heading, read in headings
        if heading.span in found and (jump := _leading_jump(read.reading))
    )
    return {
        heading.span: (
            list_items.build_entry(read.item, read.reading, [], sections, vocabulary),
            list(read.below),
        )
        for heading, read in headings
        if heading.span not in found
        and heading.span not in sections.parents
        and read.reading.title is not None
        and not list_items.has_link(read.reading)
        and jumps[heading.level, _leading_jump(read.reading)] >= _MIN_ENTRIES
    }


def _leading_jump(reading: Reading) -> str:
    """Return the URL of a symbol at the beginning of a heading that leads to another section."""
    first = reading.segments[0] if reading.segments else None
    link = first.links[0] if first and first.kind == "badge" and first.links else None
    return link.url if link and link.url.startswith("#") else ""


def is_line_of_labels(reading: Reading) -> bool:
    """Return whether a line consists of labelled links and badges: `[Paper](…) [Code](…)`."""
    content = without_separators(reading.segments)
    return (
        bool(content)
        and all(each.kind in ("paper", "aside", "badge") for each in content)
        and list_items.has_link(reading)
    )


def _is_labelled(reading: Reading) -> bool:
    """Return whether a line begins with a label, and has a link after it: `Paper: https://…`."""
    return list_items.has_label_before_colon(reading) and list_items.has_link(reading)


def describes_heading(entry: Entry) -> bool:
    """Return whether an item below a heading that is an entry is a sentence with a link in it.

    `Draws maps of ice ([icemap](…))`
    """
    link = entry.main_link
    return (
        entry.kind == "bullet"
        and entry.title is not None
        and not entry.title.links
        and entry.venue is None
        and link is not None
        and link.kind not in ("bare", "autolink")
        and not label_kind(link.text, bracketed=False)
        and len(entry.title.text.split()) >= _MIN_SENTENCE_WORDS
    )


def _base(entry: Entry) -> str:
    base, mark, _ = entry.main_link.url.partition("#") if entry.main_link else ("", "", "")
    return base if mark else ""


def _is_label_heading(heading: Heading) -> bool:
    return link_labels.is_label(heading.text) or folded_words(heading.text) in (
        ["links"],
        ["resources"],
    )


def _is_below(
    heading: Heading, sections: SectionPath, found: dict[Span, tuple[Entry, list[ReadItem]]]
) -> bool:
    return any(each.span in found for each in sections.around(heading)[1:])


def _heading_entry(
    read: ReadItem,
    paragraphs: Sequence[ListItem],
    sections: SectionPath,
    vocabulary: Vocabulary,
) -> tuple[Entry, list[ReadItem]] | None:
    """Return the entry of a heading, and the items below it that are entries of their own.

    The `paragraphs` below may state its venue or date: `*Published*: **2022**`.
    """
    reading = read.reading
    if reading.title is None:
        return None
    is_linked = list_items.has_link(reading)
    if is_linked:
        may_be_entry = reading.title_kind in ("link", "label") or (
            (_title_words(reading) >= _MIN_UNLABELLED_TITLE_WORDS or reading.venue is not None)
            and any(each.kind == "paper" for each in reading.after_title)
        )
    else:
        may_be_entry = (
            reading.venue is not None or reading.year is not None
        ) and not venue.is_venue(reading.title.text, vocabulary)
    if not may_be_entry:
        return None
    details, below = list_items.split_labels(read.below)
    if not is_linked and (below or not any(map(list_items.has_link, details))):
        return None
    for paragraph in paragraphs[:_MAX_PARAGRAPHS_BELOW]:
        details += _lines_with_venue_or_date(paragraph, vocabulary)
    return list_items.build_entry(read.item, reading, details, sections, vocabulary), below


def _lines_with_venue_or_date(paragraph: ListItem, vocabulary: Vocabulary) -> list[Reading]:
    """Return the lines of a paragraph that state a venue or a date after a label and a colon."""
    content, source_map = paragraph.blocks[0]
    found = []
    if _YEAR.search(content.content):
        start = 0
        for text in content.content[:_MAX_PARAGRAPH_CHARS].split("\n"):
            if ":" in text or "：" in text:
                line = Line([_slice(content, source_map, start, start + len(text))])
                if list_items.states_venue_or_date(line):
                    found.append(read_line(line, vocabulary))
            start += len(text) + 1
    return found


def parse_paragraph_entries(
    items: Sequence[ListItem],
    sections: SectionPath,
    titles: Collection[Span],
    vocabulary: Vocabulary,
) -> Iterator[Entry]:
    r"""Yield the entries of paragraphs, if a document has several, and of the lists below them.

    Such a paragraph begins with its title, in bold or as a link, and continues with labelled
    links or on another line: `**Title** \ *Authors.* ICRA 2024. [[Paper](…)]`. The lines of a
    paragraph that end with a line break may be entries each. So may the paragraphs of a run that
    are only a linked name. `titles` are the places of headings that are entries; paragraphs below
    them are not.
    """
    items = _with_details_below(items, titles)
    found = [_parse_paragraph(item, sections, titles, vocabulary) for item in items]
    found = _with_links_alone(found)
    below = [item.section is not None and item.section.span in titles for item in items]
    is_own = _are_links_of_entries(
        [
            each
            for is_below, paragraph in zip(below, found, strict=True)
            if is_below
            for each in paragraph.items
        ]
    )
    several = sum(bool(each.entries) for each in found) >= _MIN_ENTRIES or (
        sum(_is_complete(entry) for each in found for entry in each.entries)
        >= _MIN_COMPLETE_ENTRIES
    )
    for item, is_below, each in zip(items, below, found, strict=True):
        if is_below and is_own:
            continue
        if several or len(each.entries) >= _MIN_LINES or item.is_summary:
            yield from each.entries
            yield from list_items.parse_read_items(each.below, sections, vocabulary)
        else:
            yield from list_items.parse_read_items(each.items, sections, vocabulary)


def _is_complete(entry: Entry) -> bool:
    """Return whether an entry has all that a paper has: a title, a venue, a labelled link."""
    return (
        entry.venue is not None
        and entry.venue.name == "Venue"
        and entry.main_link is not None
        and label_kind(entry.main_link.text, bracketed=False) == "paper"
    )


class _Paragraph(Struct, frozen=True, gc=False):
    """A paragraph outside of lists."""

    entries: Sequence[Entry]
    """Its entry, or those of its lines; empty if it does not have the form of an entry."""
    below: Sequence[ReadItem]
    """The items below it that are entries of their own, if it is an entry."""
    items: Sequence[ReadItem]
    """All items below it."""
    link: Entry | None = None
    """The entry that it is among others of its kind, if it ends with a linked name."""
    is_link_alone: bool = False
    """Whether it is nothing but this link, and no entry by its own form."""


def _parse_paragraph(
    item: ListItem, sections: SectionPath, titles: Collection[Span], vocabulary: Vocabulary
) -> _Paragraph:
    """Return a paragraph; `titles` are the places of headings that are entries."""
    items = list_items.read_items(item.items, vocabulary)
    content = item.blocks[0][0].content
    if (
        (item.section is not None and item.section.span in titles)
        or (item.section is not None and is_about_the_list(item.section.text))
        or len(content) > _MAX_PARAGRAPH_CHARS
        or not (items or _LINK.search(content))
    ):
        return _Paragraph((), items, items)
    if lines := _lines(item):
        read = [read_line(Line(line.blocks), vocabulary) for line in lines]
        if all(map(_is_entry_line, read)):
            entries = [
                list_items.build_entry(line, each, [], sections, vocabulary)
                for line, each in zip(lines, read, strict=True)
            ]
            return _Paragraph(entries, (), ())
    whole = ReadItem(item, read_line(Line(item.blocks), vocabulary), tuple(items))
    is_summary = (
        item.is_summary and whole.reading.title_kind == "link" and _begins_with_title(whole.reading)
    )
    if is_summary:
        details, below = list_items.split_labels(items)
    elif _is_entry_paragraph(whole):
        details, below = list_items.split_details_and_entries(whole, in_list=False)
    elif _ends_with_linked_name(whole, vocabulary):
        alone = list_items.build_entry(item, whole.reading, (), sections, vocabulary)
        return _Paragraph((), items, items, alone, _begins_with_title(whole.reading))
    else:
        return _Paragraph((), items, items)
    entry = list_items.build_entry(item, whole.reading, details, sections, vocabulary)
    link = entry if _ends_with_linked_name(whole, vocabulary) else None
    return _Paragraph([entry], below, items, link)


def _ends_with_linked_name(read: ReadItem, vocabulary: Vocabulary) -> bool:
    """Return whether a paragraph ends with a linked name, alone on its line or in all."""
    reading = read.reading
    return (
        reading.title is not None
        and reading.title_kind == "link"
        and not read.below
        and not without_separators(reading.after_title)
        and len(reading.title.links) == 1
        and reading.title.links[0].url.startswith(("http://", "https://"))
        and not reading.title.links[0].url.lower().endswith(_IMAGE_FILES)
        and not venue.is_venue(reading.title.text, vocabulary)
    )


def _with_links_alone(paragraphs: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Return paragraphs; those that are only a link are entries in a run of several entries.

    Above the first section, links may be those of the list itself, so the run has to be longer.
    """
    result: list[_Paragraph] = []
    for is_run, group in groupby(paragraphs, lambda each: bool(each.entries or each.link)):
        run = list(group)
        links = sum(each.link is not None for each in run)
        if is_run and links >= _MIN_ENTRIES:
            run = [
                structs.replace(each, entries=[each.link])
                if each.link
                and each.is_link_alone
                and (_is_in_section(each.link) or links >= _MIN_LINKS_ABOVE_SECTIONS)
                else each
                for each in run
            ]
        result += run
    return result


def _is_in_section(entry: Entry) -> bool:
    return entry.section is not None and entry.section.level > 1


def _with_details_below(items: Sequence[ListItem], titles: Collection[Span]) -> list[ListItem]:
    """Return paragraphs; those that label a link are items below the bold title above them.

    `**Robots on Ice**`, and below it the paragraphs `Paper: https://…` and `Code: https://…`.
    """
    groups: list[list[ListItem]] = []
    for item in items:
        if (
            groups
            and _is_bold_title(groups[-1][0])
            and groups[-1][0].container == item.container
            and item.span.line - groups[-1][-1].span.end_line <= _MAX_DISTANCE
            and _begins_with_label(item)
        ):
            groups[-1].append(item)
        else:
            groups.append([item])
    linked = [
        any(_LINK.search(each.blocks[0][0].content) for each in group[1:])
        and (group[0].section is None or group[0].section.span not in titles)
        for group in groups
    ]
    if sum(linked) < _MIN_ENTRIES:
        return list(items)
    result: list[ListItem] = []
    for is_linked, (first, *details) in zip(linked, groups, strict=True):
        if is_linked:
            title = ListItem(first.span, first.container, first.section, *first.blocks)
            title.items = details
            result.append(title)
        else:
            result += [first, *details]
    return result


def _begins_with_label(item: ListItem) -> bool:
    """Return whether a paragraph begins with a label and a colon: `Paper: …`."""
    match = _LABELLED_LINE().match(item.blocks[0][0].content)
    return match is not None and link_labels.is_link_or_detail_label(match["label"])


def _is_bold_title(item: ListItem) -> bool:
    """Return whether a paragraph begins in bold and has neither links nor a list below it."""
    content = item.blocks[0][0]
    return (
        content.content.startswith(("**", "__", "<b>", "<strong>"))
        and not content.links
        and not item.items
    )


def _is_entry_line(reading: Reading) -> bool:
    """Return whether a line of a paragraph begins with a linked title."""
    return (
        reading.title_kind == "link"
        and _begins_with_title(reading)
        and list_items.has_link(reading)
    )


def _lines(item: ListItem) -> list[ListItem]:
    """Return the lines of a paragraph as items, if line breaks or typed bullets part several."""
    (content, source_map), *others = item.blocks
    is_bulleted = _typed_bullet().match(content.content) is not None
    if (
        others
        or item.items
        or not (is_bulleted or "<" in content.content or "\\\n" in content.content)
    ):
        return []
    line = Line(item.blocks)
    lines: list[ListItem] = []
    start = 0
    if is_bulleted:
        breaks = [match.span() for match in _typed_bullet().finditer(line.content)]
    else:
        breaks = [
            (each.start, each.end) for each in line.markup(0, line.end) if each.kind == "break"
        ]
    for stop, after in (*breaks, (line.end, line.end)):
        if line.plain_text(start, stop):
            block = _slice(content, source_map, start, stop)
            span = source_map.span(start, stop)
            lines.append(ListItem(span, item.span, item.section, block))
        start = after
    return lines if len(lines) >= _MIN_LINES else []


@cache
def _typed_bullet() -> re.Pattern[str]:
    r"""Return the pattern of a bullet that begins a line in a paragraph: `\-`, `•`."""
    bullets = any_of(rulebook.words("markup", "bullet"))
    return re.compile(rf"(?:\A|\n)(?:\\[-*+]|{bullets})[ \t\xa0]*")


def _slice(
    content: InlineContent, source_map: SourceMap, start: int, end: int
) -> tuple[InlineContent, SourceMap]:
    """Return the part of a block between two offsets."""
    markup = tuple(
        mark.moved_by(-start) for mark in content.markup if start <= mark.start and mark.end <= end
    )
    pieces = [(0, *source_map.position(start))]
    pieces += [
        (offset - start, line, column)
        for offset, line, column in source_map.pieces
        if start < offset < end
    ]
    text = content.content[start:end]
    return InlineContent(text, text, markup=markup), SourceMap(tuple(pieces))


def _is_entry_paragraph(read: ReadItem) -> bool:
    """Return whether a paragraph has the form of an entry."""
    reading = read.reading
    if len(read.below) > 1 and all(map(_is_url, read.below)) and not list_items.has_link(reading):
        return False  # the name of a group
    if reading.title_kind == "text" and _has_authors_and_venue(reading):
        return True
    if reading.title is None or reading.title_kind in ("url", "bare", "text", "label"):
        return (
            reading.title_kind == "bare"
            and _begins_with(reading, ("bold", "bold-name", "note"))
            and _has_linked_details(read)
        )
    if reading.title.links and all(
        link.url.startswith(("#", "mailto:")) for link in reading.title.links
    ):
        return False
    if _is_label(reading):
        return False
    by_authors = any(each.kind in ("authors", "names") for each in reading.segments[:2])
    by_name = _is_named(reading)
    is_identified = (
        reading.title_kind == "quoted" or reading.venue is not None or by_authors or by_name
    )
    if not is_identified and not _begins_with_title(reading):
        return False  # `See also: [Title](…)`
    if not _is_followed_by_entry_parts(reading, by_authors=by_authors):
        return False
    links = [each for each in reading.after_title if each.links]
    if any(
        each.kind == "link"
        and len(each.text.split()) >= _MIN_UNLABELLED_TITLE_WORDS
        and not author_names.may_be_names(each.text)
        for each in links
    ):
        return False  # several titles: prose
    return bool(
        any(each.kind in _LINKED for each in links)
        or _has_linked_details(read)
        or (
            reading.title_kind == "link"
            and (
                _title_words(reading) >= _MIN_UNLABELLED_TITLE_WORDS
                or reading.venue is not None
                or reading.segments[0].kind == "ordinal"
                or _is_described(reading)
                or (
                    _ends_its_line(reading)
                    and any(each.kind in ("text", "name") for each in reading.after_title)
                )
            )
        )
        or reading.is_bold_link
    )


def _has_linked_details(read: ReadItem) -> bool:
    details, _ = list_items.split_details_and_entries(read, in_list=False)
    return any(map(list_items.has_link, details))


def _is_url(read: ReadItem) -> bool:
    return read.reading.title_kind == "url"


def _is_named(reading: Reading) -> bool:
    """Return whether a name or a label introduces a linked title: `**IceBot**, [Robots](…)`."""
    if reading.title_kind != "link" or not _begins_with(reading, ("bold-name",)):
        return False
    name, separator, *_ = _without_stickers(reading)
    return separator.kind == "comma" or label_kind(name.text, bracketed=False) == "paper"


def _is_label(reading: Reading) -> bool:
    """Return whether the title labels what follows its colon: `**Link:** [Chat](…)`."""
    return (
        reading.title is not None
        and reading.title_kind == "bold"
        and reading.after_title[:1] != ()
        and reading.after_title[0].kind == "colon"
        and link_labels.is_link_or_detail_label(reading.title.text)
    )


def _begins_with(reading: Reading, kinds: Sequence[str]) -> bool:
    content = _without_stickers(reading)
    return bool(content) and content[0].kind in kinds


def _without_stickers(reading: Reading) -> list[Segment]:
    return [each for each in reading.segments if each.kind != "sticker"]


def _has_authors_and_venue(reading: Reading) -> bool:
    """Return whether a paragraph is a reference: `[1] A. Snow. Title. ICRA 2024. [[pdf](…)]`."""
    before = reading.segments[: len(reading.segments) - len(reading.after_title)]
    return (
        any(each.kind in ("authors", "names", "ordinal") for each in before)
        and reading.venue is not None
        and reading.year is not None
        and any(each.kind in ("paper", "aside") for each in reading.after_title)
    )


def _begins_with_title(reading: Reading) -> bool:
    """Return whether only ordinals, dates, badges and the like precede the title."""
    before = reading.segments[: len(reading.segments) - len(reading.after_title)]
    titled = [each for each in before if each.kind not in LEADING_KINDS]
    return (
        bool(titled)
        and titled[0].end <= reading.title_end
        and (reading.title is None or reading.title_kind != "link" or titled[0].links != ())
    )


def _is_followed_by_entry_parts(reading: Reading, *, by_authors: bool) -> bool:
    """Return whether a line break, brackets, a label, or the venue follow a title."""
    rest = [
        each
        for each in reading.after_title
        if each.kind not in ("stop", "colon", "dash", "bar", "comma", "sticker")
    ]
    if not rest or _ends_its_line(reading) or _is_described(reading):
        return True
    first = rest[0]
    if (
        _follows_dated_venue(reading)
        or first.links
        or first.enclosed
        or first.kind
        in (
            *("break", "code", "italic", "authors", "names", "date", "badge"),
            *("venue", "venue-name", "text-venue"),
        )
    ):
        return True
    dated = reading.year is not None or reading.venue is not None
    return dated and (
        by_authors
        or first.kind == "name"
        or (reading.title_kind == "bold" and any(each.kind == "paper" for each in rest))
        or bool(reading.after_title and reading.after_title[0].kind in ("comma", "stop"))
    )


def _follows_dated_venue(reading: Reading) -> bool:
    """Return whether a linked title follows a venue and its year, and a separator follows both."""
    before = reading.segments[: len(reading.segments) - len(reading.after_title)]
    return (
        reading.title_kind == "link"
        and reading.after_title[0].kind in SEPARATORS
        and any(each.venue is reading.venue is not None and each.year for each in before[:-1])
    )


def _ends_its_line(reading: Reading) -> bool:
    rest = reading.line.content[reading.title_end :].lstrip(" *_.:")
    return rest[:1] in ("", "\n") or (
        bool(reading.after_title) and reading.after_title[0].kind == "break"
    )


def _is_described(reading: Reading) -> bool:
    """Return whether a sentence follows a linked name: `[Name](…). A sentence.`."""
    kinds = [each.kind for each in reading.after_title[:2]]
    return (
        len(kinds) == 2
        and kinds[0] in ("stop", "dash", "colon")
        and kinds[1] in ("text", "name", "text-venue")
    )


def _title_words(reading: Reading) -> int:
    return len(reading.title.text.split()) if reading.title else 0
