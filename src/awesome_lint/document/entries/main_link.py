"""Choice of the link to what an entry is about."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers import identity, link_labels
from awesome_lint.model import Link
from awesome_lint.text.words import folded_words

_NON_PAGE_PREFIXES = ("#", "mailto:", "xmpp:")


class LinkCandidate(Struct, frozen=True, gc=False):
    """A link of an entry."""

    link: Link
    """The link."""
    label: str
    """The text of the link, or the text before a link that shows its URL."""
    in_title: bool
    """Whether the link is in the title."""
    header: str
    """The header of its column; empty in a list."""


def choose_main_link(candidates: Iterable[LinkCandidate]) -> Link | None:
    """Return the link to what the entry is about; None if no link can be.

    In this order: a link labelled as a paper; a link to a paper in a column of papers; the
    title's own link; the first link in a column of links, or a link to a paper labelled as its
    page; the first link that is not labelled as code, data, demo or the like; a link around an
    image.
    """
    ranked = []
    for candidate in candidates:
        rank = _rank(candidate)
        if rank is not None:
            ranked.append((rank, candidate.link))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _rank(candidate: LinkCandidate) -> int | None:
    """Return the rank of a link, 0 for the best; None for a link that is not the main link."""
    link, header = candidate.link, folded_words(candidate.header)
    if link.kind == "image" or not link.url or link.url.startswith(_NON_PAGE_PREFIXES):
        return None
    if not link.text:
        return 5  # around an image: usually a badge
    if link_labels.is_label(candidate.label):
        if link_labels.is_secondary_label(candidate.label):
            # Some lists label the page of a paper as a website.
            is_paper = not identity.identify(link.url).startswith("url:")
            pages = rulebook.words("labels", "page")
            is_page = not pages.isdisjoint(folded_words(candidate.label))
            return 3 if is_paper and is_page else None
        words = folded_words(candidate.label)
        if len(words) != 1 or words[0] not in rulebook.words("labels", "generic"):
            return 0
    if "paper" in header and not identity.identify(link.url).startswith("url:"):
        return 1
    if candidate.in_title:
        return 2
    if not rulebook.words("columns", "links").isdisjoint(header):
        return 3
    return 4 if rulebook.words("labels", "aside").isdisjoint(header) else None
