"""identity-conflict: identifiers with two titles, and titles with two identifiers."""

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

_URL_OR_REGISTRY: Final = re.compile(r"://|\barxiv\b|\bdoi\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\b\d+\b")

_MAX_COMPARED_TITLES: Final = 8
"""Titles of one identifier that a title is compared with at most."""

_REGISTRY_NAMES: Final = {"arxiv": "arXiv", "doi": "DOI", "acl": "ACL", "openreview": "OpenReview"}


class _Paper(Struct, frozen=True):
    """A paper as one entry lists it."""

    entry: Entry
    title: str
    """The title as written."""
    link: Link
    """The link to the paper."""
    key: str
    """The title's key for comparison."""
    identity: str
    """The identity of the link: `arxiv:2403.06465`."""
    data_sets: frozenset[str]
    """The URLs of data sets in the entry."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each pair of entries with a conflicting title or identifier."""
    yield from sorted(_conflicts(document, evidence), key=lambda finding: finding.span)


def _conflicts(document: Document, evidence: Evidence) -> Iterator[Finding]:
    entries = old_entries_first(document.entries, evidence)
    papers = [paper for entry in entries if (paper := _paper(entry, evidence.venues)) is not None]
    by_identity: dict[str, list[_Paper]] = {}
    conflicting: set[str] = set()
    for paper in papers:
        listed = by_identity.setdefault(paper.identity, [])
        if listed and not any(_may_be_same_paper(other, paper) for other in listed):
            conflicting.add(paper.identity)
            yield _two_titles(*_suspect_first(listed[0], paper, evidence))
        if len(listed) < _MAX_COMPARED_TITLES and all(other.key != paper.key for other in listed):
            listed.append(paper)
    by_title: dict[str, dict[str, _Paper]] = {}
    for paper in papers:
        # Only arXiv identifiers are unique: a paper may have a DOI as a preprint and as an article.
        if paper.identity.startswith("arxiv:") and paper.identity not in conflicting:
            same_title = by_title.setdefault(paper.key, {})
            if same_title and paper.identity not in same_title:
                first = next(iter(same_title.values()))
                yield _two_identifiers(*_suspect_first(first, paper, evidence))
            same_title.setdefault(paper.identity, paper)


def _paper(entry: Entry, vocabulary: Vocabulary) -> _Paper | None:
    """Return the paper of an entry; None if the entry may be about something else."""
    field = paper_title(entry)
    if field is None or entry.main_link is None:
        return None
    identity = identify(entry.main_link.url)
    if identity.startswith("url:") or _has_wrong_digit_count(entry.main_link.url):
        return None
    title = _linked_title(field, entry.main_link, vocabulary)
    if title is None:
        return None
    return _Paper(entry, title, entry.main_link, title_key(title), identity, _data_set_urls(entry))


def _linked_title(title: Field, link: Link, vocabulary: Vocabulary) -> str | None:
    """Return the title of a linked paper; None if it is unclear.

    It is the entry's title, unless the link is outside the title and its text is not a label
    (`Paper`, `ICRA 2024`): a link in a description may lead to another paper, and its text is
    that paper's title. In `[IceBot 2.5] [A Title](…)`, only the linked text is the title.
    """
    text = link.text
    key, whole = title_key(text), title_key(title.text)
    if is_whole_title(text) and key != whole and f" {key} " in f" {whole} ":
        return text
    if not text or any(link.span == other.span for other in title.links):
        return title.text
    bracketed = text[0] + text[-1] in ("[]", "()")
    if (
        bracketed
        or is_label(text)
        or _URL_OR_REGISTRY.search(text)
        or _may_be_same_title(key, whole)
    ):
        return title.text
    if is_whole_title(text):
        return text if not text[0].islower() else None
    venue = parse_venue(text, vocabulary)
    return title.text if venue.mentions or venue.years else None


def _has_wrong_digit_count(url: str) -> bool:
    """Return whether an arXiv identifier has a wrong number of digits, which arxiv-id reports."""
    found = arxiv.parse_url(url)
    identifier = found.identifier if found else None
    return isinstance(identifier, arxiv.ArxivId) and identifier.repadded


def _may_be_same_paper(one: _Paper, other: _Paper) -> bool:
    """Return whether two entries with one identifier may list the same paper.

    They may if their titles are similar, if they link to different versions, or if they list
    different data sets of the paper.
    """
    versions = {_version(paper.link.url) for paper in (one, other)}
    different_versions = len(versions) == 2 and None not in versions
    if different_versions or _may_be_same_title(one.key, other.key):
        return True
    data = one.data_sets, other.data_sets
    return all(data) and data[0].isdisjoint(data[1])


def _data_set_urls(entry: Entry) -> frozenset[str]:
    """Return the URLs of links to data sets.

    Entries for two data sets of one paper have the names of the data sets as titles.
    """
    links = (link for link in entry.links if link.kind != "image" and is_data_label(link.text))
    return frozenset(link.url for link in links)


def _version(url: str) -> int | None:
    found = arxiv.parse_url(url)
    identifier = found.identifier if found else None
    return identifier.version if isinstance(identifier, arxiv.ArxivId) else None


def _may_be_same_title(one: str, other: str) -> bool:
    """Return whether two title keys may be of one title.

    They may if one is a part of the other, or they differ in spelling or word order.
    """
    if f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return True
    if set(_NUMBER.findall(one)) != set(_NUMBER.findall(other)):
        return False
    first, second = set(one.split()), set(other.split())
    common, words = len(first & second), min(len(first), len(second))
    if common * 4 >= words * 3:
        return True
    if common * 2 < words:
        # Similar titles have words in common, and the import below is slow.
        return False
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other, score_cutoff=0.75) > 0


def _suspect_first(first: _Paper, again: _Paper, evidence: Evidence) -> tuple[_Paper, _Paper]:
    """Return the two papers, the one with the more suspicious link first.

    It is the new one, if only one is new; else the one whose year its identifier contradicts, if
    that is only one; else the later one.
    """
    new = evidence.is_new(first.entry.span), evidence.is_new(again.entry.span)
    contradicted = _contradicts_year(first), _contradicts_year(again)
    if new == (True, False) or (new[0] == new[1] and contradicted == (True, False)):
        return first, again
    return again, first


def _contradicts_year(paper: _Paper) -> bool:
    year = paper.entry.year
    match = re.fullmatch(r"arxiv:(\d\d)\d\d\..*", paper.identity)
    if year is None or match is None:
        return False
    return not 0 <= year - 2000 - parse_digits(match[1]) <= 2


def _two_titles(paper: _Paper, other: _Paper) -> Finding:
    return Finding(
        reported_span(paper.link),
        f"{_format_identity(paper.identity)} is titled {quote(paper.title)} here and"
        f" {quote(other.title)} on line {other.entry.span.line}: a link or a title is"
        " wrong, or the paper is listed twice",
        "Open the link, and correct the wrong link or title",
        related=(Related(reported_span(other.link), "Other title"),),
        facts=(paper.identity,),
    )


def _two_identifiers(paper: _Paper, other: _Paper) -> Finding:
    return Finding(
        reported_span(paper.link),
        f"{quote(paper.title)} is {_format_identity(paper.identity)} here and"
        f" {_format_identity(other.identity)} on line {other.entry.span.line}: a link or a title is"
        " wrong, or two papers share the title",
        "Open both links, and correct the wrong link or title",
        related=(Related(reported_span(other.link), "Other identifier"),),
        facts=(paper.key,),
    )


def _format_identity(identity: str) -> str:
    kind, _, name = identity.partition(":")
    return f"{_REGISTRY_NAMES[kind]} {name}"


RULE = Rule("identity-conflict", "warning", check)
