"""The sections of a document: its headings with their anchors and the sections around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from msgspec import Struct

from awesome_lint.model import Document, Heading
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.patterns import deferred
from awesome_lint.text.slug import slugify

_NUMBER: Final = deferred(r"-[0-9]+\Z")
_MAX_SKIPPED: Final = 30
"""The maximum number of other anchors before that of a heading, such as those of headings in cells
and of footnotes."""


class Section(Struct, frozen=True):
    """A section of a document."""

    heading: Heading
    """Its heading."""
    anchor: str
    """The anchor of the heading, as links write it after `#`; empty if it is not known."""
    parent: int | None
    """The index of the section around it."""
    end: int
    """The index after its last subsection."""


@once_per_document
def find_sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of a document, in the order of its headings."""
    parents: list[int | None] = []
    ends = [len(document.headings)] * len(document.headings)
    around: list[int] = []
    for index, heading in enumerate(document.headings):
        while around and document.headings[around[-1]].level >= heading.level:
            ends[around.pop()] = index
        parents.append(around[-1] if around else None)
        around.append(index)
    anchors = _find_anchors(document)
    return tuple(map(Section, document.headings, anchors, parents, ends))


def _find_anchors(document: Document) -> list[str]:
    """Return the anchor of each heading, or an empty text.

    Both are in the order of the document, but headings in cells have anchors as well.
    """
    names = [anchor.name for anchor in document.anchors if anchor.certain]
    found = []
    position = 0
    for heading in document.headings:
        slug = _letters(slugify(heading.text))
        ahead = islice(names, position, position + _MAX_SKIPPED)
        index = _find_slug(slug, list(ahead)) if slug else None
        found.append("" if index is None else names[position + index])
        position += 0 if index is None else index + 1
    return found


def _find_slug(slug: str, names: Sequence[str]) -> int | None:
    for index, name in enumerate(names):
        if slug in (_letters(name), _letters(_NUMBER().sub("", name))):
            return index
    return None


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))
