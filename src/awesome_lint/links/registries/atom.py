"""Atom feeds (RFC 4287), read as text that anybody may have written."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

ATOM: Final = "{http://www.w3.org/2005/Atom}"


class FeedError(Exception):
    """What was read is no Atom feed."""


class _Builder(TreeBuilder):
    """Refuses declarations of a document type, without which no entity can be declared.

    Entities are what makes a small document expand to a huge one, or read a file.
    """

    def doctype(self, *_: str | None) -> None:
        """Refuse the document."""
        raise FeedError("a document type is declared")


def parse(body: bytes) -> Element:
    """Return the root of a feed; raise FeedError where it is none."""
    parser = XMLParser(target=_Builder())  # noqa: S314 - see _Builder
    try:
        parser.feed(body)
        feed = parser.close()
    except (ParseError, ValueError, LookupError):  # the last two: an encoding that is unknown
        raise FeedError("not well-formed") from None
    if not isinstance(feed, Element) or feed.tag != f"{ATOM}feed":
        raise FeedError("no feed")
    return feed
