"""Which of an entry's links says what the entry is."""

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
    """A link of an entry, with what it is called and where it stands.

    `header` is the header of its column, empty in a list.
    """

    link: Link
    label: str
    in_title: bool
    header: str


def choose_main_link(candidates: Iterable[LinkCandidate]) -> Link | None:
    """Return the link that says what the entry is.

    In this order: a link that is called a paper; a link to a paper in a column of papers; the
    title's own link; the first of a column of links, or one to a paper that is called its page; the
    first link at all that is not called code, data, demo or the like; a link around an image.
    """
    ranked = []
    for candidate in candidates:
        rank = _rank(candidate)
        if rank is not None:
            ranked.append((rank, candidate.link))
    return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


def _rank(candidate: LinkCandidate) -> int | None:
    link, header = candidate.link, folded_words(candidate.header)
    if link.kind == "image" or not link.url or link.url.startswith(_NON_PAGE_PREFIXES):
        return None
    if not link.text:
        return 5  # around an image: a badge, as a rule
    if link_labels.is_label(candidate.label):
        if link_labels.is_secondary_label(candidate.label):
            # Some lists call the page of a paper a website.
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
