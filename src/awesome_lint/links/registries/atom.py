"""Atom feeds (RFC 4287), which are untrusted text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from awesome_lint.bounded import parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ATOM: Final = "{http://www.w3.org/2005/Atom}"


def parse_feed(body: bytes) -> Element | None:
    """Return the root element of a feed, or None if it is not one."""
    root = parse_xml(body)
    return root if root is not None and root.tag == f"{ATOM}feed" else None
