"""The entries of bulleted and numbered lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from awesome_lint.document.entries import line_parser, venue_text
from awesome_lint.document.entries.author_names import are_names
from awesome_lint.document.entries.badges import badge_venue
from awesome_lint.document.entries.main_link import Candidate, best
from awesome_lint.document.entries.parsed_line import Said
from awesome_lint.document.entries.sections import is_about_the_list, is_news
from awesome_lint.document.entries.segments import Shape
from awesome_lint.document.markdown.inline import Inline
from awesome_lint.document.markdown.source_map import Origin
from awesome_lint.identifiers import link_labels, venue
from awesome_lint.model import Entry, Field, Heading, Link, Span, Vocabulary
from awesome_lint.text.punctuation import SEPARATORS
from awesome_lint.text.words import folded_words

_LONGEST_HEAD = 4
"""Words of the longest text before a colon that says what the rest of a detail is."""

_LONGEST_AUTHORS = 500
"""Characters of the longest list of authors that is looked at."""

_SENTENCE = re.compile(r"\.\s+")
_VENUES = frozenset("conference intro journal published publication venue 会议 期刊".split())


class Item:
    """A list item: its own blocks, and the items of the lists in it.

    A paragraph outside of lists is one, too, with the items of the list right below it.
    """

    def __init__(self, span: Span, container: Span, section: Heading | None) -> None:
        self.span = span
        self.container = container
        self.section = section
        self.blocks: list[tuple[Inline, Origin]] = []
        self.items: list[Item] = []


def read(items: Sequence[Item], vocabulary: Vocabulary) -> Iterator[Entry]:
    """Yield the entries of list items and of the items in them.

    An item is an entry if it leads somewhere outside of the document; its sub-items belong to it
    unless they are entries themselves. Where the shape of a line is unclear, its fields are None.
    """
    for item in items:
        if not (item.section and is_about_the_list(item.section.text)):
            yield from _entries(item, vocabulary)


def _entries(item: Item, vocabulary: Vocabulary) -> Iterator[Entry]:
    shape = Shape(item.blocks)
    said = line_parser.read(shape, vocabulary, alone=bool(item.items))
    details, entries = parted(item, shape, said, vocabulary)
    if (
        said.title is not None
        and not _is_told(shape, said)
        and not is_news(shape.content, item.section.text if item.section else "")
        and any(map(leads_out, [shape, *details]))
    ):
        yield entry(item, shape, said, details, vocabulary)
    for sub in entries:
        yield from _entries(sub, vocabulary)


def _is_told(shape: Shape, said: Said) -> bool:
    """Tell whether a line is said of something above it: `**Authors**: [Ada Snow](…)`."""
    head = _head(shape)
    linked = said.title.text if said.title and said.title_kind == "link" else ""
    return link_labels.is_plainly_told(head) and not linked.startswith(head)


def parted(
    item: Item, shape: Shape, said: Said, vocabulary: Vocabulary
) -> tuple[list[Shape], list[Item]]:
    """Part the items below one into what they say of it, and entries of their own.

    What leads nowhere itself may be the name of a group: then only what is clearly said of it, or
    could be no entry, is a detail.
    """
    details: list[Shape] = []
    entries: list[Item] = []
    for sub in item.items:
        below = Shape(sub.blocks)
        if said.title is None:
            is_detail = False
        elif leads_out(shape):
            is_detail = _is_detail(below, vocabulary)
        else:
            lone = len(item.items) == 1
            is_detail = _is_said_of(below, vocabulary) or (
                lone and _end_of_authors(below) is not None
            )
        if is_detail:
            details.append(below)
        else:
            entries.append(sub)
    return details, entries


def leads_out(shape: Shape) -> bool:
    """Tell whether a line leads somewhere outside of the document."""
    return any(_leads_out(link) for unit in shape.units for link in unit.links)


def _leads_out(link: Link) -> bool:
    return link.kind != "image" and link.url.startswith(("http://", "https://"))


def _is_detail(shape: Shape, vocabulary: Vocabulary) -> bool:
    """Tell whether a sub-item says something of the item above: `Paper: …`, `**Metrics:** …`."""
    begins_with_link = any(
        unit.kind == "link" and not link_labels.is_label(unit.text) for unit in shape.units[:1]
    )
    head = _head(shape)
    if head and len(head.split()) <= _LONGEST_HEAD and not begins_with_link:
        return True
    return not leads_out(shape) or not line_parser.read(shape, vocabulary).begins_as_entry


def _is_said_of(shape: Shape, vocabulary: Vocabulary) -> bool:
    """Tell whether a sub-item can be nothing but a detail: `Paper: …`, `[code](…)`."""
    head = _head(shape)
    if len(head.split()) <= _LONGEST_HEAD and (
        link_labels.is_label(head) or link_labels.is_told(head)
    ):
        return True
    return leads_out(shape) and line_parser.read(shape, vocabulary).title is None


def _head(shape: Shape) -> str:
    """Return what stands before a colon."""
    head, colon, _ = shape.plain(0, len(shape.content)).replace("：", ":").partition(":")
    return head.strip() if colon else ""


def _end_of_authors(shape: Shape) -> int | None:
    """Return where the names end that a line begins with, if it does: `A. Snow, B. Frost. ICRA`."""
    if not shape.units or shape.units[0].kind not in ("text", "emphasis"):
        return None
    if are_names(shape.units[0].text):
        return shape.units[0].end
    ends = (match.end() for match in _SENTENCE.finditer(shape.content, 0, _LONGEST_AUTHORS))
    return max((end for end in ends if are_names(shape.plain(0, end))), default=None)


def entry(
    item: Item, shape: Shape, said: Said, details: Sequence[Shape], vocabulary: Vocabulary
) -> Entry:
    """Return the entry that an item is."""
    candidates: list[Candidate] = []
    links: list[Link] = []
    for part in (shape, *details):
        before = ""
        for unit in part.units:
            for link in unit.links:
                links.append(link)
                # A URL for a text says nothing: what stands before it does.
                label = before if link.text.startswith(("http", "www.")) else link.text
                is_title = said.title is not None and link in said.title.links
                candidates.append(Candidate(link, label, is_title, ""))
            before = unit.text
    nothing = Span(item.span.line, item.span.column, item.span.line, item.span.column)
    visible = tuple(link for link in links if link.kind != "image")
    behind, end = shape.inner(said.title_end, len(shape.content), SEPARATORS)
    told = said.venue or _told_venue(details, vocabulary)
    fields = (
        said.title or Field("Title", "", "", nothing, ()),
        told or said.published or Field("Venue", "", "", nothing, ()),
        shape.field("Details", behind, end, shape.plain(behind, end)),
        Field("Links", "", "", nothing, visible),
    )
    venue_field = told or badge_venue(links, vocabulary) or _section_venue(item.section, vocabulary)
    year = said.year
    if year is None and venue_field is not None:
        year = venue.year(venue_field.text)
    return Entry(
        kind="bullet",
        title=said.title,
        venue=venue_field,
        year=year,
        fields=fields,
        links=tuple(links),
        main_link=best(candidates),
        section=item.section,
        container=item.container,
        span=item.span,
    )


def _told_venue(details: Sequence[Shape], vocabulary: Vocabulary) -> Field | None:
    """Return the venue that is told below a title: `Venue: ICRA 2024`, or behind the authors."""
    for detail in details:
        begin = None
        parts: list[tuple[int, int]] = []
        if _VENUES.intersection(folded_words(_head(detail))):
            colon = re.search("[:：]", detail.content)
            begin = colon.end() if colon else None
        elif (begin := _end_of_authors(detail)) is not None:
            units = (unit for unit in detail.units if not unit.links)
            parts = [part for unit in units for part in venue_text.parts(detail, unit)]
        if begin is not None:
            whole = detail.first_link(begin, len(detail.content))
            sentence = detail.content.find(". ", begin)
            parts = [(begin, end) for end in (whole, sentence) if end > begin] + parts
        for start, end in parts:
            if found := venue_text.known(detail, start, end, vocabulary):
                return found
    return None


def _section_venue(section: Heading | None, vocabulary: Vocabulary) -> Field | None:
    """Return the venue that the heading above a list is: `### ICML 2024`."""
    if section is None or not venue_text.is_venue(section.text, vocabulary):
        return None
    at = section.span
    plain = at.line == at.end_line and at.end_column - at.column == len(section.text)
    return Field("Section", section.text, section.text if plain else "", at, ())
