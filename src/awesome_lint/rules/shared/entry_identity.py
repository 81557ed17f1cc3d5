"""Identifiers of the paper that an entry is about, from all its links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers.identity import identify, is_paper
from awesome_lint.identifiers.link_labels import MAX_LABEL_CHARS
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import Document, Entry, Link, Span, Vocabulary
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.patterns import deferred
from awesome_lint.text.words import folded_words

_URL_OR_IDENTIFIER: Final = deferred(r"://|\b(?:arxiv|doi)\b|\b10\.[0-9]{4,9}/", re.IGNORECASE)
_NONE: Final[Mapping[str, Link]] = {}
_BEFORE_LABEL: Final = " \t[(*_\"'“‘:"
"""Characters between a text and the label after it."""

_MAX_CONTEXT_CHARS: Final = 80
"""Characters before a link that are read at most."""

_MIN_PROSE_WORDS: Final = 3
"""Words in lower case before a link, on a line below the title, that are running text."""

_LOWER_CASE_WORD: Final = deferred(r"(?<!\S)[a-z]+(?=[\s,])")


def paper_identities(
    document: Document, entry: Entry, vocabulary: Vocabulary
) -> Mapping[str, Link]:
    """Return the identities of the paper of an entry, each with the first link that has it.

    `entry` is one of the document.

    They come from the main link, the links in the title, and links whose text is a label of a
    paper (`PDF`, `ICRA 2024`), unless a remark cites another paper with it: `a follow-up of
    [this paper](…)`. A paper has one identifier of each kind. Where an entry has two, such as two
    arXiv IDs, only that of the main link counts.
    """
    return _paper_identities(document, vocabulary).get(id(entry), _NONE)


@once_per_document
def _paper_identities(document: Document, vocabulary: Vocabulary) -> dict[int, Mapping[str, Link]]:
    """Return the identities of papers of the entries that have any, by the `id` of the entry."""
    return {
        id(entry): found
        for entry in document.entries
        if (found := _identities(document, entry, vocabulary))
    }


def _identities(document: Document, entry: Entry, vocabulary: Vocabulary) -> Mapping[str, Link]:
    linked = [(identify(link.url), link) for link in entry.links if link.kind != "image"]
    papers = [(identity, link) for identity, link in linked if is_paper(identity)]
    if not papers:
        return {}
    titled = {link.span for link in entry.title.links} if entry.title else set()
    cited = _links_to_other_papers(entry)
    by_kind: dict[str, dict[str, Link]] = {}
    for identity, link in papers:
        if link.span in titled or (
            (link == entry.main_link or _is_paper_label(link.text, vocabulary))
            and link.span not in cited
            and not _is_in_remark(document, entry, link)
        ):
            by_kind.setdefault(identity.partition(":")[0], {}).setdefault(identity, link)
    main = identify(entry.main_link.url) if entry.main_link else ""
    found: dict[str, Link] = {}
    for alike in by_kind.values():
        if len(alike) == 1:
            found.update(alike)
        elif main in alike:
            found[main] = alike[main]
    return found


def _is_paper_label(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether the text of a link labels it as the paper, and is not another title."""
    if len(text) > MAX_LABEL_CHARS:
        return False
    words = folded_words(text)
    labels = rulebook.words("labels", "paper", "entry paper", "format", "filler")
    if all(word in labels or word.isdecimal() for word in words):
        return True  # also a badge without a text
    if _URL_OR_IDENTIFIER().search(text) and " " not in text.strip():
        return True
    venue = parse_venue(text, vocabulary)
    return bool(venue.mentions) and not venue.unknown


def _links_to_other_papers(entry: Entry) -> set[Span]:
    """Return the places of the links in columns of other papers, such as `Baseline`."""
    return {
        link.span
        for field in (entry.fields if entry.kind == "row" else ())
        if field.links and _is_column_of_other_papers(field.name)
        for link in field.links
    }


@lru_cache(maxsize=256)
def _is_column_of_other_papers(name: str) -> bool:
    return not rulebook.words("columns", "other paper").isdisjoint(folded_words(name))


def _is_in_remark(document: Document, entry: Entry, link: Link) -> bool:
    """Return whether the words before a link say that it leads to another paper.

    Below the title, every link after running text is in a remark.
    """
    line, end = link.span.line, link.span.column - 1
    start = max(0, end - _MAX_CONTEXT_CHARS)
    title = entry.title.span if entry.title else None
    if title and title.end_line == line:
        start = max(start, title.end_column - 1)
    before = document.lines[line - 1][start:end].rstrip(_BEFORE_LABEL)
    if title and title.end_line < line:
        words = _LOWER_CASE_WORD().findall(f"{before} ")
        if len(words) >= _MIN_PROSE_WORDS:
            return True
    if not before[-1:].isalnum():
        return False
    *_, last_but_one, last = "", "", *folded_words(before)
    remark = rulebook.words("words", "remark")
    # Also `based on`, `see the`.
    return last in remark or (last in rulebook.words("words", "linking") and last_but_one in remark)
