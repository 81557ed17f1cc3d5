"""Choice of the link to what an entry is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.document.entries.segments import SEPARATORS, Segment, label_kind
from awesome_lint.identifiers import identity
from awesome_lint.model import Link
from awesome_lint.text.words import folded_words

_NON_PAGE_PREFIXES = ("#", "mailto:", "xmpp:")
_MAX_NAME_WORDS = 4
"""Words of the longest name of a project. Longer titles are titles of papers."""


class LinkCandidate(Struct, frozen=True, gc=False):
    """A link of an entry."""

    link: Link
    """The link."""
    kind: str
    """The kind of its segment."""
    label: str
    """The text of the link, or the text before a link that shows its URL."""
    in_title: bool = False
    """Whether the link is in the title."""
    in_clause: bool = False
    """Whether a text and a colon introduce it, so that it is about something else."""
    header: str = ""
    """The header of its column; empty in a list."""


def choose_main_link(candidates: Iterable[LinkCandidate], title: str) -> Link | None:
    """Return the link to what the entry is about; None if no link can be.

    In this order: a link labelled as a paper; a link to a paper in a column of papers; the
    title's own link; the first link in a column of links, or a link to a paper labelled as its
    page; another link with a label; a link labelled as code, data, demo or the like; a link in
    the text after the title; a link around an image. The title's own link comes first where the
    title is the name of a project rather than of a paper.
    """
    found = list(candidates)
    pages = [each for each in found if _leads_to_page(each.link)]
    if len(pages) < 2:
        return pages[0].link if pages else None
    own = next((each.link for each in found if each.in_title), None)
    is_project = (
        own is not None
        and len(title.split()) <= _MAX_NAME_WORDS
        and ":" not in title
        and identity.identify(own.url).startswith(("github:", "url:"))
    )
    return min(pages, key=lambda each: _rank(each, is_project=is_project)).link


def link_candidates(
    segments: Sequence[Segment], in_title: Sequence[Link], header: str = ""
) -> Iterator[LinkCandidate]:
    """Yield the links of the segments of a line or a cell, in order."""
    before = introduced_by = ""
    for segment in segments:
        if segment.parts and segment.links:
            yield from link_candidates(segment.parts, in_title, header)
        else:
            for link in segment.links:
                is_shown = segment.kind == "url"
                label = before if is_shown else link.text
                named = "" if segment.kind == "badge" else label_kind(label, bracketed=False)
                yield LinkCandidate(
                    link,
                    named or segment.kind,
                    label,
                    link in in_title,
                    bool(introduced_by) and not is_shown,
                    header,
                )
        if segment.kind == "colon":
            introduced_by = before if not label_kind(before, bracketed=False) else ""
        elif segment.kind not in SEPARATORS:
            introduced_by = ""
            before = segment.text if segment.kind in _TEXT_KINDS else ""


_TEXT_KINDS = ("text", "name", "label", "bold", "bold-name", "italic", "code", "text-venue", "date")


def _leads_to_page(link: Link) -> bool:
    return link.kind != "image" and link.url != "" and not link.url.startswith(_NON_PAGE_PREFIXES)


def _rank(candidate: LinkCandidate, *, is_project: bool) -> int:
    """Return the rank of a link, 0 for the best."""
    header = frozenset(folded_words(candidate.header))
    is_paper = not identity.identify(candidate.link.url).startswith(("url:", "github:"))
    words = folded_words(candidate.label)
    is_label = candidate.kind == "paper" and not candidate.in_title and not candidate.in_clause
    is_generic = len(words) == 1 and words[0] in rulebook.words("labels", "generic")
    is_page = not rulebook.words("labels", "page").isdisjoint(words)
    is_aside_column = not rulebook.words("labels", "aside").isdisjoint(header)
    ranks = (
        candidate.in_title and is_project,
        is_label and not is_generic,
        is_paper and "paper" in header,
        candidate.in_title,
        # Some lists label the page of a paper as a website.
        (candidate.kind == "aside" and is_paper and is_page)
        or (
            candidate.kind != "badge" and not rulebook.words("columns", "links").isdisjoint(header)
        ),
        is_label,
        not is_aside_column
        and candidate.kind not in ("aside", "badge", "link", "filler-link")
        and not candidate.in_clause,
        candidate.kind == "aside" or (is_aside_column and candidate.kind != "badge"),
        candidate.kind != "badge",
        is_paper,  # around an image, or a number of stars
        True,
    )
    return ranks.index(True)
