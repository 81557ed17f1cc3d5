"""description-required: list items without a description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.model import Document, Entry, Evidence, Finding, Link
from awesome_lint.rules.shared.added_entries import added_entries
from awesome_lint.rules.shared.descriptions import find_description, has_more_blocks
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_MARKER = deferred(r"[\s>]*(?:[-+*]|[0-9]{1,9}[.)])\s+(?:\[[ xX]\]\s+)?[^\w]*")
_DETAILS = "Details"
"""The field of a list item with the text beside its title and links."""
_MIN_NOTE_WORDS = 3


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of description-required."""

    entries: Literal["all", "added"] = "all"
    """The entries that need a description: `all`, or only those that a change has `added`."""


def check(document: Document, options: Options, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each list item with nothing after its link but labels and badges."""
    only_added = options.entries == "added"
    for entry in added_entries(document, evidence) if only_added else document.entries:
        description = find_description(document, entry)
        if (
            description is None
            or description.text
            or has_more_blocks(description, entry)
            or parse_web_url(description.link.url) is None
            or not _begins_with(document, entry, description.link)
            or _has_note(entry)
        ):
            continue
        link = description.link
        yield Finding(
            link.span,
            f"{quote(link.text)} has no description: readers must follow the link to learn what"
            " it is",
            "Add a description after the link, as in `[Title](url) - What it is`",
        )


def _begins_with(document: Document, entry: Entry, link: Link) -> bool:
    """Return whether an item begins with its link: words before it may describe it."""
    if link.span.line != entry.span.line:
        return False
    before = document.lines[link.span.line - 1][: link.span.column - 1]
    return _MARKER().fullmatch(before) is not None


def _has_note(entry: Entry) -> bool:
    """Return whether an entry has words beside its title, as in `[Title](url) (a short note)`."""
    words = (len(each.text.split()) for each in entry.fields if each.name == _DETAILS)
    return max(words, default=0) >= _MIN_NOTE_WORDS
