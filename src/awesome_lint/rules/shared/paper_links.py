"""Links of an entry to the paper that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers import arxiv
from awesome_lint.model import Entry, Link, Span
from awesome_lint.text.patterns import deferred
from awesome_lint.text.words import folded_words

_ARXIV_IN_TEXT: Final = deferred(r"arxiv[\s:.]{0,3}([0-9]{4}\.[0-9]{4,5})(?![0-9])", re.ASCII)
"""An arXiv identifier in text in lower case: `arxiv:2401.01234`."""
_MAX_FIELD_CHARS: Final = 2000
"""Characters of a field that are read."""


def paper_links(entry: Entry) -> Iterator[Link]:
    """Yield the main link, those in the title, and those labelled as a paper: `[[PDF](…)]`."""
    titled = {link.span for link in entry.title.links} if entry.title else set()
    for link in entry.links:
        if link.kind != "image" and (
            link == entry.main_link or link.span in titled or _is_paper_label(link.text)
        ):
            yield link


@lru_cache(maxsize=1024)
def _is_paper_label(text: str) -> bool:
    words = folded_words(text)
    return bool(words) and rulebook.words("labels", "entry paper").issuperset(words)


def arxiv_identifier(entry: Entry) -> str | None:
    """Return the arXiv identifier of the entry's paper, if its links and its text name just one."""
    found = set()
    for link in paper_links(entry):
        address = arxiv.parse_url(link.url)
        if address and isinstance(address.identifier, arxiv.ArxivId):
            found.add(address.identifier.id)
    for field in entry.fields:
        if field is not entry.title:
            text = field.text[:_MAX_FIELD_CHARS].lower()
            for written in _ARXIV_IN_TEXT().finditer(text) if "arxiv" in text else ():
                identifier = arxiv.parse_identifier(written[1])
                if isinstance(identifier, arxiv.ArxivId):
                    found.add(identifier.id)
    return found.pop() if len(found) == 1 else None


def links_to_revision(entry: Entry) -> bool:
    """Return whether a link of the entry's paper is to a later version than the first on arXiv."""
    for link in paper_links(entry):
        address = arxiv.parse_url(link.url)
        identifier = address.identifier if address else None
        if isinstance(identifier, arxiv.ArxivId) and (identifier.version or 1) > 1:
            return True
    return False


def reported_span(link: Link) -> Span:
    """Return the place of a link to report: its destination.

    For a reference, whose definition is far from its entry, it is the place where the link is
    used.
    """
    return link.span if link.kind == "reference" else link.url_span


def is_in_entry(entry: Entry, span: Span) -> bool:
    """Return whether a place is in the entry, rather than in the heading that states its venue."""
    return entry.span.line <= span.line <= entry.span.end_line


def span_in_entry(entry: Entry, span: Span) -> Span:
    """Return `span` if it is in the entry, else the place of the entry's main link."""
    if is_in_entry(entry, span):
        return span
    return reported_span(entry.main_link) if entry.main_link else entry.span
