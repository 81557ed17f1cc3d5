"""The part of a document that a run needs besides its findings."""

from __future__ import annotations

from msgspec import Struct

from awesome_lint.model import Document, Link


class Outline(Struct, frozen=True):
    """A document without what only rules need."""

    links: tuple[Link, ...]
    """The links and images, in document order."""
    has_suppressions: bool
    """Whether there are suppression comments."""
    counted_links: int
    """The number of links with text that lead out of the file."""
    links_outside_entries: int
    """The number of these that are not in entries."""


def outline(document: Document) -> Outline:
    """Return the outline of a document."""
    counted = [link for link in document.links if _is_counted(link)]
    inside = {link.span for entry in document.entries for link in entry.links}
    return Outline(
        document.links,
        bool(document.suppressions),
        len(counted),
        sum(link.span not in inside for link in counted),
    )


def _is_counted(link: Link) -> bool:
    """Return whether a link has text, which a linked badge has not, and leads out of the file."""
    return link.kind != "image" and bool(link.text) and link.url.startswith(("http:", "https:"))
