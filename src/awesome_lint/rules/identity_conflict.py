"""identity-conflict: one identifier under two titles, or one title with two identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.identifiers.link_labels import is_data_label, is_label
from awesome_lint.identifiers.venue import parse_venue
from awesome_lint.model import (
    Document,
    Entry,
    Evidence,
    Field,
    Finding,
    Link,
    Related,
    Vocabulary,
)
from awesome_lint.rules.rule import NoOptions, Rule
from awesome_lint.rules.shared.duplicates import old_entries_first
from awesome_lint.rules.shared.paper_links import reported_span
from awesome_lint.rules.shared.paper_titles import is_whole_title, paper_title
from awesome_lint.text.wording import quote

_ADDRESS: Final = re.compile(r"://|\barxiv\b|\bdoi\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\b\d+\b")

_COMPARED: Final = 8
"""A title is compared with so many others of its identifier."""

_KINDS: Final = {"arxiv": "arXiv", "doi": "DOI", "acl": "ACL", "openreview": "OpenReview"}


class _Paper(Struct, frozen=True):
    """A paper as one entry lists it."""

    entry: Entry
    title: str
    link: Link
    key: str
    identity: str
    data_sets: frozenset[str]


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each two entries that disagree on what a paper is."""
    yield from sorted(_conflicts(document, evidence), key=lambda finding: finding.span)


def _conflicts(document: Document, evidence: Evidence) -> Iterator[Finding]:
    entries = old_entries_first(document.entries, evidence)
    papers = [paper for entry in entries if (paper := _paper(entry, evidence.venues)) is not None]
    identified: dict[str, list[_Paper]] = {}
    doubtful: set[str] = set()
    for paper in papers:
        there = identified.setdefault(paper.identity, [])
        if there and not any(_same_paper(other, paper) for other in there):
            doubtful.add(paper.identity)
            yield _two_titles(*_suspect_first(there[0], paper, evidence))
        if len(there) < _COMPARED and all(other.key != paper.key for other in there):
            there.append(paper)
    titled: dict[str, dict[str, _Paper]] = {}
    for paper in papers:
        # Only arXiv gives a paper just one identifier: a DOI may be a preprint's or a journal's.
        if paper.identity.startswith("arxiv:") and paper.identity not in doubtful:
            here = titled.setdefault(paper.key, {})
            if here and paper.identity not in here:
                first = next(iter(here.values()))
                yield _two_identifiers(*_suspect_first(first, paper, evidence))
            here.setdefault(paper.identity, paper)


def _paper(entry: Entry, vocabulary: Vocabulary) -> _Paper | None:
    """Return what an entry says of a paper; None where it may be about something else."""
    field = paper_title(entry)
    if field is None or entry.main_link is None:
        return None
    identity = identify(entry.main_link.url)
    if identity.startswith("url:") or _is_doubtful(entry.main_link.url):
        return None
    title = _linked_title(field, entry.main_link, vocabulary)
    if title is None:
        return None
    return _Paper(entry, title, entry.main_link, title_key(title), identity, _data_sets(entry))


def _linked_title(title: Field, link: Link, vocabulary: Vocabulary) -> str | None:
    """Return the title that a link goes by.

    It is the entry's, unless the link stands elsewhere and is no label (`Paper`, `ICRA 2024`):
    what a description links to may be another paper, which is called as the link is. Of
    `[IceBot 2.5] [A Title](…)`, only what is linked is the title.
    """
    text = link.text
    key, whole = title_key(text), title_key(title.text)
    if is_whole_title(text) and key != whole and f" {key} " in f" {whole} ":
        return text
    if not text or any(link.span == other.span for other in title.links):
        return title.text
    framed = text[0] + text[-1] in ("[]", "()")
    if framed or is_label(text) or _ADDRESS.search(text) or _same_title(key, whole):
        return title.text
    if is_whole_title(text):
        return text if not text[0].islower() else None
    venue = parse_venue(text, vocabulary)
    return title.text if venue.mentions or venue.years else None


def _is_doubtful(url: str) -> bool:
    """Tell whether an arXiv identifier lacks a digit or has one too many: arxiv-id speaks of it."""
    found = arxiv.parse_url(url)
    identifier = found.identifier if found else None
    return isinstance(identifier, arxiv.ArxivId) and identifier.repadded


def _same_paper(one: _Paper, other: _Paper) -> bool:
    """Tell whether two titles may be one, of two versions linked as such, or of its data sets."""
    versions = {_version(paper.link.url) for paper in (one, other)}
    apart = len(versions) == 2 and None not in versions
    if apart or _same_title(one.key, other.key):
        return True
    data = one.data_sets, other.data_sets
    return all(data) and data[0].isdisjoint(data[1])


def _data_sets(entry: Entry) -> frozenset[str]:
    """Return where an entry leads to data: two that one paper introduced go by their own names."""
    links = (link for link in entry.links if link.kind != "image" and is_data_label(link.text))
    return frozenset(link.url for link in links)


def _version(url: str) -> int | None:
    found = arxiv.parse_url(url)
    identifier = found.identifier if found else None
    return identifier.version if isinstance(identifier, arxiv.ArxivId) else None


def _same_title(one: str, other: str) -> bool:
    """Tell whether two titles may be one: cut short, with a subtitle more, misspelt, reordered."""
    if f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return True
    if set(_NUMBER.findall(one)) != set(_NUMBER.findall(other)):
        return False
    first, second = set(one.split()), set(other.split())
    common, words = len(first & second), min(len(first), len(second))
    if common * 4 >= words * 3:
        return True
    if common * 2 < words:
        # Titles that are spelt alike have words in common; the import below is not for free.
        return False
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other, score_cutoff=0.75) > 0


def _suspect_first(first: _Paper, again: _Paper, evidence: Evidence) -> tuple[_Paper, _Paper]:
    """Return the two with the one first whose link is rather the wrong one.

    It is the one that is new, if just one of them is; else the one whose year the identifier
    contradicts, if it is just one; else the later one.
    """
    new = evidence.is_new(first.entry.span), evidence.is_new(again.entry.span)
    dated = _is_dated_otherwise(first), _is_dated_otherwise(again)
    if new == (True, False) or (new[0] == new[1] and dated == (True, False)):
        return first, again
    return again, first


def _is_dated_otherwise(paper: _Paper) -> bool:
    year = paper.entry.year
    match = re.fullmatch(r"arxiv:(\d\d)\d\d\..*", paper.identity)
    if year is None or match is None:
        return False
    return not 0 <= year - 2000 - parse_digits(match[1]) <= 2


def _two_titles(paper: _Paper, other: _Paper) -> Finding:
    return Finding(
        reported_span(paper.link),
        f"{_shown(paper.identity)} is titled {quote(paper.title)} here and"
        f" {quote(other.title)} on line {other.entry.span.line}: a link or a title is"
        " wrong, or the paper is listed twice",
        "Open the link, and correct the wrong link or title",
        related=(Related(reported_span(other.link), "Other title"),),
        facts=(paper.identity,),
    )


def _two_identifiers(paper: _Paper, other: _Paper) -> Finding:
    return Finding(
        reported_span(paper.link),
        f"{quote(paper.title)} is {_shown(paper.identity)} here and {_shown(other.identity)}"
        f" on line {other.entry.span.line}: a link or a title is wrong, or two papers share the"
        " title",
        "Open both links, and correct the wrong link or title",
        related=(Related(reported_span(other.link), "Other identifier"),),
        facts=(paper.key,),
    )


def _shown(identity: str) -> str:
    kind, _, name = identity.partition(":")
    return f"{_KINDS[kind]} {name}"


RULE = Rule("identity-conflict", "warning", check)
