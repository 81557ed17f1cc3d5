"""identity-conflict: identifiers with two titles, and titles with two identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import islice
from typing import Final

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.identity import (
    format_identity,
    identify,
    is_paper,
    title_key,
    unique_within,
)
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
    Span,
    Vocabulary,
)
from awesome_lint.rules.rule import NoOptions
from awesome_lint.rules.shared.duplicates import old_entries_first
from awesome_lint.rules.shared.entry_identity import paper_identities
from awesome_lint.rules.shared.paper_links import reported_span
from awesome_lint.rules.shared.paper_titles import is_whole_title, paper_title
from awesome_lint.rules.shared.variants import are_meetings_of_two_years
from awesome_lint.text.edit_distance import are_similar
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote
from awesome_lint.text.words import folded_words

_URL_OR_REGISTRY: Final = deferred(r"://|\barxiv\b|\bdoi\b", re.IGNORECASE)
_NUMBER: Final = deferred(r"\b\d+\b")
_ARXIV_ID: Final = r"[0-9]{4}\.[0-9]{4,5}"
_STATED: Final = re.compile(
    rf"\barxiv(?:[\s.:]+(?:preprint[\s:]+)?(?:arxiv[\s.:]+)?|\s*:?\s*abs/)({_ARXIV_ID})(?:v[0-9]+)?\b"
    rf"|\bcorr,?\s+abs/({_ARXIV_ID})\b",
    re.IGNORECASE | re.ASCII,
)
_BARE_ID: Final = re.compile(rf"({_ARXIV_ID})(?:v[0-9]+)?", re.ASCII)
_CVF_TITLE: Final = deferred(r"cvf:[^_]+_(.+)_[A-Za-z]+_[0-9]{4}")
"""The identity of a page of CVF, which has the first author and the beginning of the title."""
_SEPARATOR: Final = deferred(r":\s|\s[-\u2013\u2014|]\s")
"""The end of a name or label before a title: `IceWalk: …`, `Thin ice - …`."""
_DATA_WORD_AT_END: Final = deferred(
    r"\b(?:benchmarks?|corpora|corpus|data ?sets?)(?:\s?\([^()]{1,60}\))?\Z", re.IGNORECASE
)
_ACRONYM_AT_END: Final = deferred(r"\(([^()\s]{2,40})\)\Z")
_CLAUSE_END: Final = deferred(r"[][,.;:()|\n\u2013\u2014]")
_LOWER_CASE_WORD: Final = deferred(r"(?<!\S)(?!(?:al|and|et|in|on|preprint)\b)[a-z]")
"""The start of a word that is not part of authors, a venue or a date."""

_MAX_TEXT_CHARS: Final = 5000
"""Characters of a field that are searched for identifiers at most."""

_MAX_CLAUSE_CHARS: Final = 100
"""Characters before an identifier that are read at most."""

_MAX_LABELS: Final = 3
"""Labels before a title at most."""

_MAX_COMPARED_TITLES: Final = 8
"""Titles of one identifier that a title is compared with at most."""

_MAX_TITLES: Final = 3
"""Different titles of one identifier at most. More of them share a link on purpose."""

_MAX_IDENTIFIERS: Final = 2
"""Different identifiers of one title at most. A text above more of them is a label, not a title."""


class _Paper(Struct, frozen=True, gc=False):
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
    is_data: bool
    """Whether the entry is in a section of data sets."""


def check(document: Document, _options: NoOptions, evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each conflict of titles and identifiers, within or between entries."""
    found = [*_conflicts(document, evidence), *_contradicted_links(document, evidence.venues)]
    yield from sorted(found, key=lambda finding: finding.span)


def _conflicts(document: Document, evidence: Evidence) -> Iterator[Finding]:
    entries = old_entries_first(document.entries, evidence)
    data_headings = _data_headings(document)
    papers = [
        paper
        for entry in entries
        for paper in _papers(document, entry, evidence.venues, data_headings)
    ]
    by_identity: dict[str, tuple[_Paper, ...]] = {}
    conflicts: dict[str, list[tuple[_Paper, _Paper]]] = {}
    for paper in papers:
        listed = by_identity.get(paper.identity, ())
        if listed and not any(_may_be_same_paper(other, paper) for other in listed):
            conflicts.setdefault(paper.identity, []).append((listed[0], paper))
        if len(listed) < _MAX_COMPARED_TITLES and all(other.key != paper.key for other in listed):
            by_identity[paper.identity] = (*listed, paper)
    reported: set[tuple[Span, Span]] = set()
    for pairs in conflicts.values():
        for first, paper in pairs if len(pairs) < _MAX_TITLES else ():
            # Two entries may share several identifiers.
            places = first.entry.span, paper.entry.span
            if places not in reported:
                reported.add(places)
                yield _two_titles(*_suspect_first(first, paper, evidence))
    by_title: dict[tuple[str, str], dict[str, _Paper]] = {}
    for paper in papers:
        collection = unique_within(paper.identity)
        if collection and paper.identity not in conflicts:
            by_title.setdefault((paper.key, collection), {}).setdefault(paper.identity, paper)
    for alike in by_title.values():
        first, *others = alike.values()
        differ = [each for each in others if not _are_proceedings_of_two_years(first, each)]
        if len(differ) < _MAX_IDENTIFIERS:
            for paper in differ:
                yield _two_identifiers(*_suspect_first(first, paper, evidence))


def _contradicted_links(document: Document, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield a finding for each link whose text, or the text of its entry, states another arXiv ID.

    The text of a link is compared with the link itself.
    """
    reported = set()
    for link in document.links:
        identity = identify(link.url)
        stated = set(_identities_in(link.text)) if identity.startswith("arxiv:") else set()
        if stated and identity not in stated:
            reported.add(link.span)
            yield _contradicted(link, identity, min(stated), "its text")
    for entry in document.entries:
        stated = set(_stated_identities(entry))
        if not stated or stated.intersection(identify(link.url) for link in entry.links):
            continue
        linked = paper_identities(document, entry, vocabulary)
        for identity, link in linked.items():
            if identity.startswith("arxiv:") and link.span not in reported:
                yield _contradicted(link, identity, min(stated), "the text of the entry")


def _contradicted(link: Link, identity: str, stated: str, where: str) -> Finding:
    return Finding(
        reported_span(link),
        f"The link leads to {format_identity(identity)}, but {where} states"
        f" {format_identity(stated)}: one of the two is another paper",
        "Open both, and correct the wrong identifier",
        facts=(identity, stated),
    )


def _identities_in(text: str) -> Iterator[str]:
    text = text[:_MAX_TEXT_CHARS]
    if match := _BARE_ID.fullmatch(text.strip("[]() ")):
        yield identify(f"https://arxiv.org/abs/{match[1]}")
    if text.startswith(("http://", "https://")) and (shown := identify(text)).startswith("arxiv:"):
        yield shown
    for match in _stated(text):
        yield identify(f"https://arxiv.org/abs/{match[1] or match[2]}")


def _stated(text: str) -> Iterator[re.Match[str]]:
    """Yield the arXiv IDs in a text, each after the name of arXiv or CoRR."""
    folded = text.lower()
    return _STATED.finditer(text) if "arxiv" in folded or "corr" in folded else iter(())


def _stated_identities(entry: Entry) -> Iterator[str]:
    """Yield the identities of the arXiv IDs that the text of an entry states for its paper.

    Left out are those in running text, which may cite another paper: `extends arXiv:2401.01234`.
    """
    for field in entry.fields:
        text = field.text[:_MAX_TEXT_CHARS]
        if "arxiv" in field.name.casefold() and (match := _BARE_ID.fullmatch(text.strip())):
            yield identify(f"https://arxiv.org/abs/{match[1]}")
        for match in _stated(text):
            before = text[max(0, match.start() - _MAX_CLAUSE_CHARS) : match.start()]
            clause = _CLAUSE_END().split(before)[-1]
            if not _LOWER_CASE_WORD().search(clause):
                yield identify(f"https://arxiv.org/abs/{match[1] or match[2]}")


def _data_headings(document: Document) -> Set[Span]:
    """Return the places of the headings of data sets, and of those below them."""
    words = rulebook.words("sections", "data")
    found: set[Span] = set()
    level = 0
    for heading in document.headings:
        if not level or heading.level <= level:
            level = 0 if words.isdisjoint(folded_words(heading.text)) else heading.level
        if level > 1:
            # The title of a list of data sets does not count.
            found.add(heading.span)
    return found


def _papers(
    document: Document, entry: Entry, vocabulary: Vocabulary, data_headings: Set[Span]
) -> Iterator[_Paper]:
    """Yield the paper of an entry, once for each identifier.

    Nothing if the entry may be about something else.
    """
    field = paper_title(entry)
    if field is None:
        return
    identities = dict(paper_identities(document, entry, vocabulary))
    if entry.main_link and is_whole_title(entry.main_link.text):
        # The text of the link is the title of the paper, even in a remark.
        identities.setdefault(identify(entry.main_link.url), entry.main_link)
    is_data = entry.section is not None and entry.section.span in data_headings
    for identity, link in identities.items():
        if is_paper(identity) and not _has_wrong_digit_count(link.url):
            title = _linked_title(field, link, vocabulary)
            if title is not None:
                yield _Paper(entry, title, link, title_key(title), identity, is_data)


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
        or _URL_OR_REGISTRY().search(text)
        or _BARE_ID.fullmatch(text)
        or _may_be_same_title(key, whole)
    ):
        return title.text
    venue = parse_venue(text, vocabulary)
    if is_whole_title(text) and (venue.unknown or not venue.mentions):
        return text if not text[0].islower() else None
    return title.text if venue.mentions or venue.years else None


def _has_wrong_digit_count(url: str) -> bool:
    """Return whether an arXiv identifier has a wrong number of digits, which arxiv-id reports."""
    found = arxiv.parse_url(url)
    identifier = found.identifier if found else None
    return isinstance(identifier, arxiv.ArxivId) and identifier.repadded


def _may_be_same_paper(one: _Paper, other: _Paper) -> bool:
    """Return whether two entries with one identifier may list the same paper.

    They may if their titles are similar, if one states the title of the other, if they link to
    different versions, or if they list the paper and its data set, or different data sets of it.
    """
    versions = {_version(paper.link.url) for paper in (one, other)}
    different_versions = len(versions) == 2 and None not in versions
    if different_versions or _may_be_same_title(one.key, other.key):
        return True
    if _is_named_in(one, other) or _is_named_in(other, one):
        return True
    if not _without_labels(one.title).isdisjoint(_without_labels(other.title)):
        return True
    if _states_title(one, other) or _states_title(other, one):
        return True
    if one.is_data != other.is_data:
        data_set = one if one.is_data else other
        if ":" not in data_set.title and _names_data_set(data_set.title):
            return True
    data = _data_set_urls(one.entry), _data_set_urls(other.entry)
    return all(data) and data[0].isdisjoint(data[1])


def _names_data_set(title: str) -> bool:
    """Return whether a title names a data set: `Ice Walk Dataset`, `Walks on Thin Ice (WoTI)`."""
    acronym = _ACRONYM_AT_END().search(title)
    return _DATA_WORD_AT_END().search(title) is not None or (
        acronym is not None and sum(map(str.isupper, acronym[1])) > 1
    )


def _is_named_in(one: _Paper, other: _Paper) -> bool:
    """Return whether a title without a colon begins with the name before that of another.

    `IceWalk by Frost Labs` may be the data set of `IceWalk: Walking Robots on Ice`.
    """
    name, colon, _ = one.title.partition(":")
    key = title_key(name)
    if not colon or not key or " " in key or ":" in other.title:
        return False
    return other.key.startswith(f"{key} ")


def _without_labels(title: str) -> Set[str]:
    """Return the keys of a title without one or several labels before it.

    `IceWalk - IceBot: Walking Robots on Ice` may be `Walking Robots on Ice`.
    """
    rests = (title[match.end() :] for match in _SEPARATOR().finditer(title))
    return {title_key(rest) for rest in islice(rests, _MAX_LABELS) if is_whole_title(rest)}


def _states_title(one: _Paper, other: _Paper) -> bool:
    """Return whether the details of an entry state the title of another."""
    titles = (other.key, *_without_labels(other.title))
    details = (
        f" {_text_key(text)} "
        for field in one.entry.fields
        if field is not one.entry.title
        for text in (field.text, field.source)  # line breaks are only in the source
    )
    return any(f" {title} " in text for text in details for title in titles)


@lru_cache(maxsize=256)
def _text_key(text: str) -> str:
    """Return the key of a field. Entries with one identifier are compared several times."""
    return title_key(text[:_MAX_TEXT_CHARS])


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

    They may if one is a part of the other, or they differ in spaces, spelling or word order.
    """
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    if f" {one} " in f" {other} " or f" {other} " in f" {one} ":
        return True
    if set(_NUMBER().findall(one)) != set(_NUMBER().findall(other)):
        return False
    first, second = set(one.split()), set(other.split())
    common, words = len(first & second), min(len(first), len(second))
    if common * 4 >= words * 3:
        return True
    # Similar titles have words in common.
    return common * 2 >= words and are_similar(one, other, 0.75)


def _are_proceedings_of_two_years(one: _Paper, other: _Paper) -> bool:
    """Return whether two papers are the proceedings of one workshop in the years they state."""
    return are_meetings_of_two_years(one.entry, other.entry) and not (
        _is_contradicted(one) or _is_contradicted(other)
    )


def _suspect_first(first: _Paper, again: _Paper, evidence: Evidence) -> tuple[_Paper, _Paper]:
    """Return the two papers, the one with the more suspicious link first.

    It is the new one, if only one is new; else the one whose year or title its identifier
    contradicts, if that is only one; else the later one.
    """
    new = evidence.is_new(first.entry.span), evidence.is_new(again.entry.span)
    contradicted = _is_contradicted(first), _is_contradicted(again)
    if new == (True, False) or (new[0] == new[1] and contradicted == (True, False)):
        return first, again
    return again, first


def _is_contradicted(paper: _Paper) -> bool:
    """Return whether an identifier contradicts the year or the title of its paper."""
    if match := _CVF_TITLE().fullmatch(paper.identity):
        words = title_key(match[1].replace("_", " ")).split()
        return 2 * sum(word in paper.key.split() for word in words) <= len(words)
    year = paper.entry.year
    match = re.fullmatch(r"arxiv:(\d\d)\d\d\..*", paper.identity)
    if year is None or match is None:
        return False
    return not 0 <= year - 2000 - parse_digits(match[1]) <= 2


def _two_titles(paper: _Paper, other: _Paper) -> Finding:
    return Finding(
        reported_span(paper.link),
        f"{format_identity(paper.identity)} is titled {quote(paper.title)} here and"
        f" {quote(other.title)} on line {other.entry.span.line}: a link or a title is"
        " wrong, or the paper is listed twice",
        "Open the link, and correct the wrong link or title",
        related=(Related(reported_span(other.link), "Other title"),),
        facts=(paper.identity,),
    )


def _two_identifiers(paper: _Paper, other: _Paper) -> Finding:
    return Finding(
        reported_span(paper.link),
        f"{quote(paper.title)} is {format_identity(paper.identity)} here and"
        f" {format_identity(other.identity)} on line {other.entry.span.line}: a link or a title is"
        " wrong, or two papers share the title",
        "Open both links, and correct the wrong link or title",
        related=(Related(reported_span(other.link), "Other identifier"),),
        facts=(paper.key,),
    )
