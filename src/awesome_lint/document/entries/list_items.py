"""Entries of bulleted and numbered lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from awesome_lint import rulebook
from awesome_lint.document.entries import author_names
from awesome_lint.document.entries.badges import badge_venue
from awesome_lint.document.entries.line import Line
from awesome_lint.document.entries.main_link import choose_main_link, link_candidates
from awesome_lint.document.entries.patterns import pattern_kind
from awesome_lint.document.entries.reading import Reading, are_names, find_authors, read_line
from awesome_lint.document.entries.sections import (
    SectionPath,
    is_file_about_the_list,
    is_news,
    section_venue,
)
from awesome_lint.document.entries.segments import trim_title, without_separators
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.document.taking import take
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.identifiers.headings import is_about_the_list
from awesome_lint.model import Entry, Field, Heading, Link, Span, Vocabulary
from awesome_lint.text.dates import is_date, leading_day
from awesome_lint.text.patterns import deferred
from awesome_lint.text.words import folded_words

_MAX_DETAIL_LABEL_WORDS = 4
"""Words of the longest text before a colon that labels a detail."""

_MIN_VENUES_OF_A_SLOT = 2
"""Known venues before the titles of a list that show that unknown names there are venues."""

_MIN_SIBLINGS = 3
"""Items of a list that show what the ends of the titles of others are."""

_MAX_TOOL_WORDS = 10
"""Words of the longest name before a full-width colon and a description."""

_MAX_NEWS_CHARS = 300
"""Characters at the beginning of a line that may report an event."""

_MAX_DETAIL_CHARS = 100
"""Characters of a detail that are searched for a year."""

_MAX_GROUP_WORDS = 3
"""Words of the longest name of a group of items."""

_MAX_NAME_WORDS = 5
"""Words of the longest name of laboratories or a method above the authors of a paper."""

_MIN_NAMES_FOR_A_LABEL = 9
"""Names in a list that show that a word such as `Slides` beside them is a name as well."""

_MIN_UNLINKED_TITLE_WORDS = 4
"""Words of the shortest title of an entry without a link."""

_AUTHOR_AT_END = deferred(r"(?<=\w),\s+(?:[A-Z][\w'’-]+\s){0,2}[A-Z][\w'’-]+\Z")
_FULL_WIDTH_COLON = deferred(r"(?<=[^\W_])\s{0,9}\uff1a(?=\s{0,9}\S)")
_LABEL_KINDS = ("paper", "aside", "linked-date", "linked-venue", "filler-link")


class ListItem:
    """A list item: its own blocks, and the items of the lists in it.

    A paragraph outside of lists is represented the same way, with the items of the list right
    below it.
    """

    __slots__ = ("blocks", "container", "is_summary", "items", "section", "span")

    def __init__(
        self,
        span: Span,
        container: Span,
        section: Heading | None,
        *blocks: tuple[InlineContent, SourceMap],
    ) -> None:
        self.span = span
        self.container = container
        self.section = section
        self.blocks = list(blocks)
        self.items: list[ListItem] = []
        self.is_summary = False
        """Whether it is the `<summary>` of a `<details>`."""


class ReadItem(Struct, frozen=True, gc=False):
    """An item, what its own line says, and the items below it."""

    item: ListItem
    """The item."""
    reading: Reading
    """What its line says."""
    below: tuple[ReadItem, ...]
    """The items of the lists in it."""


def read_items(items: Iterable[ListItem], vocabulary: Vocabulary) -> list[ReadItem]:
    """Read the items of lists and all items below them, each once.

    Items of sections about the list are left out.
    """
    return [
        read_item(part, vocabulary)
        for item in items
        if not (item.section and is_about_the_list(item.section.text))
        for part in _paragraphs_of(item)
    ]


def read_item(item: ListItem, vocabulary: Vocabulary) -> ReadItem:
    """Read an item and all items below it."""
    reading = read_line(Line(item.blocks), vocabulary)
    return ReadItem(item, reading, tuple(read_items(item.items, vocabulary)))


def parse_list_items(
    items: Iterable[ListItem], sections: SectionPath, vocabulary: Vocabulary
) -> Iterator[Entry]:
    """Yield the entries of list items and of the items in them.

    An item is an entry if it has a title and a link out of the document, or the same form as
    its neighbours that do. Its sub-items belong to it unless they are entries themselves. Fields
    are None where the structure of a line is unclear.
    """
    yield from parse_read_items(take(read_items(items, vocabulary)), sections, vocabulary)


def parse_read_items(
    items: Iterable[ReadItem], sections: SectionPath, vocabulary: Vocabulary
) -> Iterator[Entry]:
    """Yield the entries of the items of lists, already read, and of the items in them."""
    lists: dict[Span, list[ReadItem]] = {}
    for each in items:
        lists.setdefault(each.item.container, []).append(each)
    for container in tuple(lists):
        neighbours = lists.pop(container)
        complete = [
            has_link(each.reading) or _begins_with_its_venue(each.reading) for each in neighbours
        ]
        named = sum(each.reading.title_kind == "link" for each in neighbours)
        has_names = 2 * named > len(neighbours)
        read = _with_titles_like_others(_with_venues_of_the_slot(neighbours))
        neighbours.clear()
        for each in take(read):
            if each.reading.title_kind != "label" or has_names:
                yield from _parse_item(each, complete, sections, vocabulary)


def _with_titles_like_others(items: Iterable[ReadItem]) -> list[ReadItem]:
    """Return items; what ends the titles in plain text is cut where other items show what it is.

    A name before a date is an author where most titles before a date end with one: `Robots on Thin
    Ice, Snow, 2024`. Names before full-width colons are titles where most items have one.
    """
    read = list(items)
    plain = [each.reading for each in read if each.reading.title_kind == "text"]
    dated = [each for each in plain if _kinds_after(each)[-1:] == ["date"]]
    by_author = sum(_kinds_after(each) == ["authors", "date"] for each in dated)
    by_author += sum(_author_before_date(each) is not None for each in dated)
    described = sum(_colon_after_name(each) is not None for each in plain)
    if by_author >= _MIN_SIBLINGS and 2 * by_author >= len(dated):
        find = _author_before_date
    elif described >= _MIN_SIBLINGS and 4 * described >= 3 * len(plain):
        find = _colon_after_name
    else:
        return read
    return [
        structs.replace(each, reading=_with_title_until(found.start(), each.reading))
        if each.reading.title_kind == "text" and (found := find(each.reading))
        else each
        for each in read
    ]


def _kinds_after(reading: Reading) -> list[str]:
    """Return what follows a title, up to the first date of the next two parts."""
    kinds = [each.kind for each in without_separators(reading.after_title)[:2]]
    return kinds[:1] if kinds[:1] == ["date"] else kinds


def _author_before_date(reading: Reading) -> re.Match[str] | None:
    """Return the comma and the name that end a title before a date: `… Thin Ice, Snow, 2024`."""
    title = reading.title.source if reading.title else ""
    found = _AUTHOR_AT_END().search(title) if _kinds_after(reading) == ["date"] else None
    is_title = found and len(title[: found.start()].split()) >= _MIN_UNLINKED_TITLE_WORDS
    return found if is_title else None


def _colon_after_name(reading: Reading) -> re.Match[str] | None:
    """Return the full-width colon between the name of a tool and its description."""
    title = reading.title.source if reading.title else ""
    if "\uff1a" not in title:
        return None
    is_paper = any(each.kind == "paper" for each in reading.segments)
    if is_paper or reading.venue or reading.year:
        return None
    found = _FULL_WIDTH_COLON().search(title)
    return found if found and len(title[: found.start()].split()) <= _MAX_TOOL_WORDS else None


def _with_title_until(length: int, reading: Reading) -> Reading:
    """Return a line with the first `length` characters of the source of its title as title."""
    title, line = reading.title, reading.line
    start = line.content.rfind(title.source, 0, reading.title_end + 1) if title else -1
    if title is None or start < 0:
        return reading
    end = start + length
    field = line.field("Title", start, end, trim_title(line.plain_text(start, end)), title.links)
    return structs.replace(reading, title=field, title_end=end)


def _with_venues_of_the_slot(items: Sequence[ReadItem]) -> Iterator[ReadItem]:
    """Yield items; unknown names in brackets before a title are venues where most of them are."""
    known = sum(each.reading.has_leading_venue for each in items)
    for each in items:
        reading = each.reading
        if (
            known >= _MIN_VENUES_OF_A_SLOT
            and 2 * known >= len(items)
            and reading.venue is None
            and reading.published is not None
        ):
            name = reading.published.text.strip("[]()")
            year = venue.stated_year(name) or reading.year
            slot = structs.replace(reading.published, text=name)
            yield structs.replace(each, reading=structs.replace(reading, venue=slot, year=year))
        else:
            yield each


def _paragraphs_of(item: ListItem) -> list[ListItem]:
    """Return the parts of an item that are items by themselves.

    The paragraphs of an item are, if the first one names a group and the others have links:
    `- Translation`, blank line, `[A Title](…)`, blank line, `[Another Title](…)`. They may begin
    with a typed bullet.
    """
    if len(item.blocks) < 2 or item.items or item.blocks[0][0].links:
        return [item]
    rest = item.blocks[1:]
    if not all(map(_begins_with_named_link, (content for content, _ in rest))):
        return [item]
    return [
        ListItem(source.span(0, len(content.content)), item.span, item.section, (content, source))
        for content, source in rest
    ]


def _begins_with_named_link(content: InlineContent) -> bool:
    """Return whether a paragraph begins with a link to what its text names: no label, no URL."""
    return (
        content.content.lstrip(f"*_ \xa0{_bullets()}").startswith(("[", "<a"))
        and bool(content.links)
        and content.links[0].kind != "image"
        and any(map(str.isalnum, content.links[0].text))
        and not link_labels.is_label(content.links[0].text)
        and not content.links[0].text.startswith(("http://", "https://"))
    )


@cache
def _bullets() -> str:
    """Return the characters that are typed as bullets: `•`."""
    return "".join(each for each in rulebook.words("markup", "bullet") if len(each) == 1)


def _parse_item(
    read: ReadItem, complete: Sequence[bool], sections: SectionPath, vocabulary: Vocabulary
) -> Iterator[Entry]:
    reading, item = read.reading, read.item
    details, entries = split_details_and_entries(read)
    if (
        reading.title is not None
        and (reading.title_kind != "bare" or details or reading.has_leading_venue)
        and (
            any(map(has_link, [reading, *details]))
            or (
                (not entries or _is_reference(reading))
                and _is_like_its_neighbours(reading, complete)
            )
        )
        and not _describes_entry_above(reading)
        and not is_news(
            reading.line.plain_text(0, _MAX_NEWS_CHARS), item.section.text if item.section else ""
        )
        and not is_file_about_the_list(reading.title.links)
        and not _is_page_of_the_list(reading)
    ):
        yield build_entry(item, reading, details, sections, vocabulary)
    yield from parse_read_items(entries, sections, vocabulary)


def _is_page_of_the_list(reading: Reading) -> bool:
    """Return whether a line is nothing but a link to a Markdown file: `[Ice](ice.md)`.

    Notes on a paper have a date: `[240530 Robots on Ice](notes/240530.md)`.
    """
    links = reading.title.links if reading.title else ()
    return not reading.after_title and any(
        link.url.partition("#")[0].rstrip("/").endswith(".md")
        and not link.url.startswith(("http:", "https:"))
        and not leading_day(link.text)
        for link in links
    )


def _is_like_its_neighbours(reading: Reading, complete: Sequence[bool]) -> bool:
    """Return whether a line without a link is an entry.

    It ends with a venue and its year, is a reference, or begins with them in brackets or has its
    title in bold while most lines around it have links, or begin with a venue and a year as well.
    """
    title = reading.title.text if reading.title else ":"
    if title.endswith(":") or author_names.is_author_list(title):
        return False
    if (
        reading.year
        and (
            _ends_with_its_venue(reading)
            or _is_dated_and_by_authors(reading)
            or _is_reference(reading)
        )
        and len(title.split()) >= _MIN_UNLINKED_TITLE_WORDS
    ):
        return True
    is_marked = reading.title_kind == "bold" or (
        _begins_with_its_venue(reading) and len(title.split()) >= _MIN_UNLINKED_TITLE_WORDS
    )
    return is_marked and 2 * sum(complete) >= len(complete) > 1


def _begins_with_its_venue(reading: Reading) -> bool:
    """Return whether a line begins with a venue and its year: `[ICRA 2024] Robots on Ice`."""
    return reading.has_leading_venue and reading.year is not None


def _is_reference(reading: Reading) -> bool:
    """Return whether a line has authors, a title in bold or in quotes, a venue and a year."""
    return (
        reading.title_kind in ("bold", "quoted")
        and reading.venue is not None
        and reading.year is not None
        and (
            _begins_with_authors(reading)
            or are_names([each for each in reading.segments if each.end < reading.title_end])
        )
    )


def _ends_with_its_venue(reading: Reading) -> bool:
    """Return whether a line ends with the venue of its title: `Robots on Ice, ICRA 2024`."""
    content = without_separators(reading.after_title)
    return (
        bool(content)
        and content[-1].venue is reading.venue is not None
        and content[-1].kind in ("venue", "dated-name", "text-venue")
    )


def _is_dated_and_by_authors(reading: Reading) -> bool:
    """Return whether a line is a reference: `Ada Snow, et al.: Robots on Thin Ice, 2014.`."""
    content = without_separators(reading.after_title)
    return (
        reading.segments[0].kind == "authors"
        and len(content) == 1
        and content[0].kind == "date"
        and content[0].year is not None
    )


def _describes_entry_above(reading: Reading) -> bool:
    """Return whether a line is a detail of something above it: `**Authors**: [Ada Snow](…)`."""
    head = reading.line.text_before_colon
    linked = reading.title.text if reading.title and reading.title_kind == "link" else ""
    return link_labels.is_detail_only_label(head) and not linked.startswith(head)


def split_details_and_entries(
    read: ReadItem, *, in_list: bool = True
) -> tuple[list[Reading], list[ReadItem]]:
    """Split the sub-items of an item into details of the item and entries of their own.

    An item without external link may be the name of a group. Then only sub-items that are
    clearly details, or cannot be entries, are details; below a paragraph (`in_list` is false) as
    well. A detail may have entries below it.
    """
    if not read.below:
        return [], []
    if _names_a_paper(read):
        return [below.reading for below in read.below], [
            each for below in read.below for each in below.below
        ]
    details: list[Reading] = []
    entries: list[ReadItem] = []
    has_details = any(is_detail_only(below.reading) for below in read.below)
    is_group = _is_name_of_group(read)
    for below in read.below:
        if read.reading.title is None or (
            is_group and below.reading.title_kind in ("link", "label")
        ):
            is_detail = False
        elif has_link(read.reading):
            is_detail = (
                _is_detail(below.reading)
                if in_list
                else is_detail_only(below.reading) or not has_link(below.reading)
            )
        else:
            is_only_item = len(read.below) == 1
            is_plain = has_details and not has_link(below.reading) and not below.below
            is_detail = (
                is_detail_only(below.reading)
                or is_plain
                or (
                    is_only_item
                    and below.reading.segments[:1] != ()
                    and _begins_with_authors(below.reading)
                )
            )
        if is_detail:
            details.append(below.reading)
            entries += [
                each
                for each in below.below
                if not _is_detail(each.reading) or _is_reference(each.reading)
            ]
        else:
            entries.append(below)
    return details, entries


def _names_a_paper(read: ReadItem) -> bool:
    """Return whether an item is a name, with the linked title of its paper and labels below it.

    `- **IceBot**`, and in it `- [Robots on Ice](…), ICRA 2024` and `- [[code](…)]`. One of
    several papers, or a paper alone, has an entry of its own: the item names a group.
    """
    reading = read.reading
    if (
        reading.title is None
        or reading.title_kind not in ("bold", "bare", "text")
        or has_link(reading)
        or len(reading.title.text.split()) > _MAX_GROUP_WORDS
        or len(read.below) < 2
    ):
        return False
    first, *others = (each.reading for each in read.below)
    return (
        first.title_kind == "link"
        and not is_detail_only(first)
        and all(is_detail_only(each) and _is_line_of_links(each) for each in others)
    )


def _is_line_of_links(reading: Reading) -> bool:
    """Return whether a line consists of labels in brackets: `[[code](…)] [[data](…)]`."""
    content = without_separators(reading.segments)
    return bool(content) and all(each.links and each.enclosed for each in content)


def _is_name_of_group(read: ReadItem) -> bool:
    """Return whether an item is a short text without a link above a list of linked names.

    Words such as `GitHub` or `Slides` are labels of the links of one thing, or names of things.
    They are names if none is the label of a paper, and one has a description or most of the
    others are names. Below a longer text, nearly all of the others have to be names.
    """
    reading = read.reading
    if (
        reading.title is None
        or has_link(reading)
        or reading.venue is not None
        or reading.year is not None
    ):
        return False
    linked = [each.reading for each in read.below if has_link(each.reading)]
    labels = [each for each in linked if is_detail_only(each) or _has_label_as_title(each)]
    if len(reading.title.text.split()) > _MAX_GROUP_WORDS:
        return len(linked) > _MIN_NAMES_FOR_A_LABEL * len(labels) > 0
    if any(part.kind == "paper" for label in labels for part in label.segments):
        return False
    return any(map(_has_sentence, labels)) or len(linked) > 2 * len(labels) > 0


def _has_sentence(reading: Reading) -> bool:
    """Return whether a sentence follows the title: `[Slides](…) - Shows talks.`."""
    after = reading.after_title
    return (
        len(after) > 1
        and after[0].kind in ("dash", "colon", "bar")
        and after[1].text[:1].isupper()
        and reading.line.content.rstrip().endswith(".")
    )


def has_link(reading: Reading) -> bool:
    """Return whether a line has a link to a thing: out of the document, or to a local file.

    A link that lacks its destination counts; images, anchors and e-mail addresses do not.
    """
    return any(any(map(leads_out, each.links)) for each in reading.segments if each.links)


def leads_out(link: Link) -> bool:
    """Return whether a link leads out of the document, or to a local file."""
    return link.kind != "image" and not link.url.startswith(("#", "mailto:", "xmpp:"))


def _is_detail(reading: Reading) -> bool:
    """Return whether a sub-item is a detail of the item above: `Paper: …`, `**Metrics:** …`."""
    content = without_separators(reading.segments)
    begins_with_link = bool(content) and content[0].kind == "link"
    head = reading.line.text_before_colon
    if head and len(head.split()) <= _MAX_DETAIL_LABEL_WORDS and not begins_with_link:
        return True
    if not has_link(reading) or _has_label_as_title(reading):
        return True
    return not reading.has_distinct_title and not _is_cited(reading)


def _is_cited(reading: Reading) -> bool:
    """Return whether a linked citation follows a title: `Robots on Ice. [Snow (1971)](…)`."""
    content = without_separators(reading.after_title)
    return len(content) == 1 and (
        pattern_kind(content[0]) == "cited-link"
        or (content[0].kind == "linked-date" and not is_date(content[0].text))
    )


def _has_label_as_title(reading: Reading) -> bool:
    titled = [each for each in reading.segments if each.end == reading.title_end]
    return bool(titled) and titled[-1].kind in _LABEL_KINDS


def has_label_before_colon(reading: Reading) -> bool:
    """Return whether a line begins with a label and a colon: `Paper: …`."""
    head = reading.line.text_before_colon
    is_short = len(head.split()) <= _MAX_DETAIL_LABEL_WORDS
    return is_short and link_labels.is_link_or_detail_label(head)


def is_detail_only(reading: Reading) -> bool:
    """Return whether a sub-item can only be a detail: `Paper: …`, `[code](…)`, a URL."""
    if reading.title_kind == "url":
        return True
    if has_label_before_colon(reading):
        return not _has_longer_title(reading, reading.line.text_before_colon)
    return has_link(reading) and (reading.title is None or _has_label_as_title(reading))


def split_labels(items: Sequence[ReadItem]) -> tuple[list[Reading], list[ReadItem]]:
    """Return the lines of the items that can only be details, and the other items."""
    labels: list[Reading] = []
    others: list[ReadItem] = []
    for each in items:
        if is_detail_only(each.reading):
            labels.append(each.reading)
        else:
            others.append(each)
    return labels, others


def _has_longer_title(reading: Reading, head: str) -> bool:
    """Return whether a label before a colon begins a title: `Code Models: A Survey [pdf](…)`."""
    return (
        reading.title is not None
        and reading.title.text.startswith(head)
        and len(reading.title.text.split()) > len(head.split()) + 2
        and any(each.kind == "paper" for each in reading.after_title)
    )


def _begins_with_authors(reading: Reading) -> bool:
    content = without_separators(reading.segments)
    return bool(content) and content[0].kind in ("authors", "names")


def build_entry(
    item: ListItem,
    reading: Reading,
    details: Sequence[Reading],
    sections: SectionPath,
    vocabulary: Vocabulary,
) -> Entry:
    """Return the entry of an item."""
    line, title = reading.line, reading.title
    parts = (reading, *details)
    paper = _paper_of_name(reading, details)
    named = paper or title
    title = _title_after_authors(reading, details) or title
    own_links = named.links if named else ()
    if not own_links and _is_cited(reading):
        own_links = without_separators(reading.after_title)[0].links
    candidates = [each for part in parts for each in link_candidates(part.segments, own_links)]
    links = tuple(link for part in parts for each in part.segments for link in each.links)
    nothing = Span(item.span.line, item.span.column, item.span.line, item.span.column)
    visible = tuple(link for link in links if link.kind != "image")
    start, end = line.strip_span(reading.title_end, line.end, " \t\n,.:;|-–—·•/&：，")
    is_name = not without_separators(reading.after_title)
    stated = reading.venue or _venue_in_details(details, below_name=is_name)
    main_link = choose_main_link(candidates, named.text if named else "")
    venue_field = (
        stated
        or badge_venue(links, vocabulary)
        or section_venue(item.section, sections, main_link, vocabulary)
    )
    year = reading.year or _year_in_details(details)
    if venue_field is not None and reading.venue is None:
        year = venue.stated_year(venue_field.text) or year
        if year is None and venue_field.name == "Section":
            year = sections.year(item.section)
    return Entry(
        kind="bullet",
        title=title,
        venue=venue_field,
        year=year,
        fields=(
            title or Field("Title", "", "", nothing, ()),
            stated or reading.published or Field("Venue", "", "", nothing, ()),
            line.field("Details", start, end, line.plain_text(start, end)),
            Field("Links", "", "", nothing, visible),
        ),
        links=links,
        main_link=main_link,
        section=item.section,
        container=item.container,
        span=item.span,
        authors=find_authors(parts),
    )


def _paper_of_name(reading: Reading, details: Sequence[Reading]) -> Field | None:
    """Return the title of the paper below a name that stands for it."""
    is_name = reading.title is not None and not has_link(reading)
    first = details[0] if is_name and details else None
    return first.title if first and first.title_kind == "link" else None


def _is_venue_line(kinds: set[str]) -> bool:
    """Return whether a line consists of a venue, names, a date and labels of links at most."""
    return "venue" in kinds and kinds <= {
        *("venue", "date", "name", "names", "authors", "paper", "aside", "badge")
    }


def _title_after_authors(reading: Reading, details: Sequence[Reading]) -> Field | None:
    """Return the title below a name and the links of its paper: `Ada Snow, "Robots on Ice", ICRA`.

    The line above names the laboratory or the method, and has no link of its own.
    """
    if (
        not details
        or reading.title is None
        or reading.title_kind != "text"
        or len(folded_words(reading.title.text)) > _MAX_NAME_WORDS
        or not _begins_with_authors(details[0])
    ):
        return None
    title = details[0].title
    authors, separator, *_ = (*details[0].segments, None)
    is_title = (
        title is not None
        and separator is not None
        and separator.kind in ("comma", "stop")
        and details[0].title_kind in ("text", "quoted")
        and details[0].after_title != ()
        and details[0].title_end > authors.end
        and not title.text.startswith(authors.text)
        and not author_names.may_be_names(title.text)
        and len(title.text.split()) >= _MIN_UNLINKED_TITLE_WORDS
    )
    return title if is_title else None


def states_venue_or_date(line: Line) -> bool:
    """Return whether a line states the venue or the date of an entry: `Published: 2022`."""
    head = folded_words(line.text_before_colon[:_MAX_DETAIL_CHARS])
    return len(head) <= _MAX_DETAIL_LABEL_WORDS and not rulebook.words(
        "columns", "date detail", "venue detail"
    ).isdisjoint(head)


def _year_in_details(details: Sequence[Reading]) -> int | None:
    """Return the year in the details of an entry: `Date: May 2023`."""
    for detail in details:
        head = folded_words(detail.line.text_before_colon)
        if not rulebook.words("columns", "date detail").isdisjoint(head):
            for each in detail.segments:
                if each.year and each.kind == "date":
                    return each.year
            return venue.stated_year(detail.line.content[:_MAX_DETAIL_CHARS])
    return None


def _venue_in_details(details: Sequence[Reading], *, below_name: bool) -> Field | None:
    """Return the venue in the details of an entry: `Venue: ICRA 2024`, or after the authors.

    Below a name alone, a detail may have the title and the venue of its paper: `Robots on Ice, ICRA
    2024`.
    """
    for detail in details:
        if below_name and _ends_with_its_venue(detail) and not is_detail_only(detail):
            return detail.venue
        head = folded_words(detail.line.text_before_colon)
        labelled = not rulebook.words("columns", "venue detail").isdisjoint(head)
        content = {each.kind for each in without_separators(detail.segments)}
        if labelled or _begins_with_authors(detail) or _is_venue_line(content):
            for each in detail.segments:
                is_certain = labelled or each.kind not in ("dated-name", "text-venue")
                if each.venue and not each.links and is_certain:
                    return each.venue
    return None
