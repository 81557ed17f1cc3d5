"""Images that GitHub shows, and those whose URL is a path on one computer."""

from __future__ import annotations

import re

from awesome_lint.identifiers import local_path
from awesome_lint.model import Document, Link
from awesome_lint.text.patterns import deferred

SLASHES = "Write `/` in place of each `\\`"
"""The help for a path with backslashes, some of which are escapes of Markdown."""

_HTML_IMAGE = deferred(r"<(?:img\s|source\s[^<>]*\bsrcset\s*=)", re.IGNORECASE)
_INVISIBLE = deferred(r"\s(?:width|height)\s?=\s?[\"']?[01](?:px)?[\"'\s/>]", re.IGNORECASE)
"""The size of an image that only counts visits."""


def is_shown_image(document: Document, link: Link) -> bool:
    """Return whether a link is an image that readers see, rather than a video or a sound."""
    if link.kind != "image":
        return False
    source = document.slice(link.span)
    if not source.startswith("<"):
        return True
    return _HTML_IMAGE().match(source) is not None and not _INVISIBLE().search(source)


def has_path_of_computer(document: Document, link: Link) -> bool:
    """Return whether a link is an image whose URL is a path on one computer, not in the repository.

    Rules about URLs and files leave these images to image-not-image.
    """
    if link.kind != "image":
        return False
    is_path = (
        local_path.is_on_one_computer(link.url) or local_path.with_slashes(link.url) is not None
    )
    return is_path and is_shown_image(document, link)
