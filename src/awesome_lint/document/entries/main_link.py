"""Choice of the link to what an entry is about."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from awesome_lint.identifiers import identity, link_labels
from awesome_lint.model import Link
from awesome_lint.text.words import folded_words

_PAGES = frozenset("homepage page web webpage website".split())
_PLAIN = (["link"], ["链接"], ["地址"])
_COLUMNS_OF_LINKS = frozenset("link links url urls paper papers pdf arxiv abs".split())

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
            is_page = not _PAGES.isdisjoint(folded_words(candidate.label))
            return 3 if is_paper and is_page else None
        if folded_words(candidate.label) not in _PLAIN:
            return 0
    if "paper" in header and not identity.identify(link.url).startswith("url:"):
        return 1
    if candidate.in_title:
        return 2
    if _COLUMNS_OF_LINKS.intersection(header):
        return 3
    return None if any(word in link_labels.ASIDE for word in header) else 4
