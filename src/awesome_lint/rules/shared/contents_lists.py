"""Contents lists: lists of links to the sections of their own document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint.model import Document, Link
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.rules.shared.sections import find_sections

MIN_SECTIONS: Final = 4
"""The minimum number of sections to which a contents list links."""
_MAX_GAP: Final = 15
"""The maximum number of lines between two links of one contents list."""


class ContentsItem(Struct, frozen=True):
    """A link of a contents list."""

    link: Link
    """The link."""
    section: int | None
    """The index of the section that it leads to; None if its anchor is missing or not that of a
    heading."""


class ContentsList(Struct, frozen=True):
    """A contents list."""

    items: tuple[ContentsItem, ...]
    """Its links, in order."""
    places: dict[int, int]
    """The index of the first item for each section that it links to."""
    sections: tuple[int, ...]
    """The indexes of these sections, in ascending order."""
    above: int
    """The number of headings above it."""

    def neighbours(self, section: int) -> tuple[int | None, int | None]:
        """Return the nearest sections before and after one that it links to, by their indexes."""
        at = bisect_left(self.sections, section)
        end = bisect_right(self.sections, section)
        return (
            self.sections[at - 1] if at else None,
            self.sections[end] if end < len(self.sections) else None,
        )

    def is_spare(self, place: int) -> bool:
        """Return whether the target of an item is not a section, or is listed above it."""
        section = self.items[place].section
        return section is None or self.places[section] != place


@once_per_document
def find_contents_lists(document: Document) -> tuple[ContentsList, ...]:
    """Return the contents lists of a document, in order."""
    links = [link for link in document.links if link.url.startswith("#") and link.kind != "image"]
    if len(links) < MIN_SECTIONS:
        return ()
    sections = find_sections(document)
    indexes = {
        section.anchor.casefold(): index for index, section in enumerate(sections) if section.anchor
    }
    found = []
    for above, group in _groups(document, links):
        items = tuple(
            ContentsItem(link, indexes.get(unquote(link.url[1:]).casefold())) for link in group
        )
        places: dict[int, int] = {}
        for place, item in enumerate(items):
            if item.section is not None:
                places.setdefault(item.section, place)
        if len(places) >= MIN_SECTIONS:
            found.append(ContentsList(items, places, tuple(sorted(places)), above))
    return tuple(found)


def _groups(document: Document, links: Sequence[Link]) -> Iterator[tuple[int, list[Link]]]:
    """Yield the number of headings above each group of links, and the group.

    The links of a group are below the same heading and close together. Links in headings are
    skipped.
    """
    lines = [heading.span.line for heading in document.headings]
    group: list[Link] = []
    above = 0
    for link in links:
        line = link.span.line
        index = bisect_left(lines, line + 1)
        if index and line <= document.headings[index - 1].span.end_line:
            continue
        if group and (index != above or line - group[-1].span.line > _MAX_GAP):
            yield above, group
            group = []
        above = index
        group.append(link)
    if group:
        yield above, group
