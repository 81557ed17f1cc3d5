"""When two entries are the same: shared by `duplicate-row` and `duplicate-entry`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.identifiers.url import normalise, split
from awesome_lint.model import Document, Entry, Evidence, Field, Link, Related, Span
from awesome_lint.rules.shared.variants import are_ordinals, named_apart, sized_apart
from awesome_lint.text.placeholder import is_placeholder

_VARIANTS = 8
"""So many entries that differ in their details are remembered of one that repeats itself."""

_MARKER = re.compile(r"[\s>]*(?:[-+*]|[0-9]{1,9}[.)])(?:\s+|$)")
_PREFORMATTED = re.compile(r"`|~~~|\n(?: {4}|\t)|<(?:pre|code)\b", re.IGNORECASE)
"""What has text in which white space counts: code."""
_CASED = re.compile(r"[`$<]")
"""What begins text in which case counts: code, math, HTML and comments."""
_DESTINATION = "\N{OBJECT REPLACEMENT CHARACTER}"

_ALIKE = 32
"""So many entries are remembered of one link or one title, and told apart by something else."""

_FEWEST_WORDS = 4
"""Words of a title that can be a whole one."""

_LONGEST = 300
"""Characters of the longest titles that are compared letter by letter."""

_LONGEST_REVIEW = 3
"""Years from a preprint to its publication: two papers of one title are further apart."""

Scope = Literal["table", "section", "document"]


class Pair(Struct, frozen=True):
    """An entry and one in its scope that it repeats: the first with the same details, if any.

    Where a change is looked at, an entry that is new repeats an old one even where it stands
    above it. `name` is what both are: their link's identity, else the key of their title;
    `identity` is the same where an identifier tells, `arxiv:2403.06465`, else it is empty.
    `differences` are the fields in which they disagree, of `first` and `again`. `is_exact` says
    that they are written alike but for white space and the markers of list items, `is_restated`
    that they differ in nothing but case and the form of links to the same things.
    """

    first: Entry
    again: Entry
    name: str
    identity: str
    differences: tuple[tuple[Field | None, Field | None], ...]
    is_exact: bool
    is_restated: bool

    @property
    def related(self) -> tuple[Related, ...]:
        """Where the one that is repeated stands."""
        above = self.first.span < self.again.span
        return (Related(self.first.span, "The first one" if above else "The old one"),)


class _Key(Struct, frozen=True):
    link: str
    title: str

    @property
    def is_registered(self) -> bool:
        """Whether the link carries an identifier that a registry gave out."""
        return bool(self.link) and not self.link.startswith("url:")


def pairs(document: Document, scope: Scope, evidence: Evidence) -> list[Pair]:
    """Return the entries that repeat another in the same table, section or document, in order."""
    found = _pairs(document, old_first(document.entries, evidence), scope)
    return sorted(found, key=lambda pair: pair.again.span)


def old_first(entries: Iterable[Entry], evidence: Evidence) -> list[Entry]:
    """Return entries in document order, with those that a change added after all others."""
    return sorted(entries, key=lambda entry: evidence.is_new(entry.span))


def _pairs(document: Document, entries: Iterable[Entry], scope: Scope) -> Iterator[Pair]:
    known: dict[tuple[Span | None, str], list[tuple[Entry, _Key]]] = {}
    contents = _Contents(document)
    for entry in entries:
        key = _key(entry)
        place = _place(entry, scope)
        # An entry is found again by its link or by its title.
        names = [key.link] if key.link else []
        if len(key.title.split()) >= _FEWEST_WORDS:
            names.append(key.title)
        candidates = {
            other.span: (other, its_key)
            for name in names
            for other, its_key in known.get((place, name), ())
        }
        repeated = [
            _pair(other, its_key, entry, key, contents)
            for other, its_key in candidates.values()
            if _same(its_key, key)
            and not named_apart(other, entry)
            and (its_key.link == key.link or not _years_apart(other, entry))
        ]
        repeated = [pair for pair in repeated if not _are_sizes(pair)]
        if repeated:
            yield min(repeated, key=lambda pair: bool(pair.differences))
        if len(repeated) < _VARIANTS and all(pair.differences for pair in repeated):
            for name in names:
                alike = known.setdefault((place, name), [])
                if len(alike) < _ALIKE:
                    alike.append((entry, key))


def _pair(first: Entry, its_key: _Key, again: Entry, key: _Key, contents: _Contents) -> Pair:
    name = key.link if key.link == its_key.link and key.link else key.title
    identity = name if key.is_registered and name == key.link else ""
    one, other = contents.written(first), contents.written(again)
    is_exact = one.source == other.source
    differences = () if is_exact else tuple(_differences(first, again, contents))
    are_bullets = first.kind == again.kind == "bullet"
    if are_bullets and not differences and one.key != other.key:
        differences = ((_whole(first, one), _whole(again, other)),)
    return Pair(first, again, name, identity, differences, is_exact, one.restates(other))


def _whole(entry: Entry, written: Written) -> Field:
    return Field("", written.text, written.text, entry.span, ())


def _are_sizes(pair: Pair) -> bool:
    """Tell whether two rows are of two sizes or versions of one thing."""
    if pair.first.kind != "row" or pair.again.kind != "row":
        return False
    return any(sized_apart(*fields) for fields in pair.differences)


def _key(entry: Entry) -> _Key:
    return _Key(
        identify(entry.main_link.url) if entry.main_link else "",
        title_key(entry.title.text) if entry.title else "",
    )


def _place(entry: Entry, scope: Scope) -> Span | None:
    if scope == "table":
        return entry.container
    if scope == "section":
        return entry.section.span if entry.section else None
    return None


def _same(one: _Key, other: _Key) -> bool:
    """Tell whether two entries are one.

    One link under two names is no duplicate: a table of models may lead to one paper from many
    rows. One name under two links is one only where it is a whole title, and never where a
    registry gave the two different identifiers of one kind.
    """
    if one.link and one.link == other.link:
        return _same_title(one.title, other.title)
    if one.title != other.title:
        return False
    words = len(one.title.split())
    if one.is_registered and other.is_registered:
        return one.link.partition(":")[0] != other.link.partition(":")[0] and words >= _FEWEST_WORDS
    if one.is_registered or other.is_registered:
        return words >= _FEWEST_WORDS
    return words >= 10 or (words >= 6 and not _of_one_site(one.link, other.link))


def _of_one_site(one: str, other: str) -> bool:
    """Tell whether one host has two pages, which it tells apart: two courses of one name."""
    first, second = (split(link.removeprefix("url:")) for link in (one, other))
    if first is None or second is None or first.host != second.host:
        return False
    names = [PurePosixPath(page.path).stem for page in (first, second)]
    return names[0] != names[1] or (names[0].isalpha() and first.query != second.query)


def _years_apart(one: Entry, other: Entry) -> bool:
    """Tell whether two venues are too far apart to be a preprint's and that of its publication."""
    if one.year is None or other.year is None or not (one.venue and other.venue):
        return False
    return abs(one.year - other.year) > _LONGEST_REVIEW


def _same_title(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    if max(len(one), len(other)) > _LONGEST:
        return False
    if min(len(one.split()), len(other.split())) < _FEWEST_WORDS:
        return False
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(f" {shorter}"):
        return True  # the name of a method, which only one of the two begins with
    from rapidfuzz.distance import OSA

    if OSA.normalized_similarity(one, other, score_cutoff=0.9) == 0:
        return False
    words, others = one.split(), other.split()
    # `IceBot zh 2024` and `IceBot en 2024` are alike, too.
    return len(words) != len(others) or all(map(OSA.normalized_similarity, words, others))


def _differences(
    one: Entry, other: Entry, contents: _Contents
) -> Iterator[tuple[Field | None, Field | None]]:
    if one.kind == other.kind and (one.container == other.container or one.kind == "bullet"):
        fields = zip_longest(one.fields, other.fields)
    else:
        there = {field.name: field for field in one.fields}
        fields = zip_longest((there.get(field.name) for field in other.fields), other.fields)
    venues_differ = differ = False
    for mine, theirs in fields:
        if contents.of(mine) == contents.of(theirs) or (
            mine and theirs and are_ordinals(mine, theirs)
        ):
            continue
        if one.kind == other.kind == "bullet":
            # A bullet's details hold its venue, which may not have been recognised as one.
            if mine and theirs and mine.name == "Venue":
                venues_differ = bool(mine.text and theirs.text)
                if not venues_differ:
                    continue
            if mine and mine.name == "Details" and venues_differ:
                continue
            # The links of a text that differs are part of the difference.
            if mine and mine.name == "Links" and differ:
                continue
        differ = True
        yield mine, theirs


def _content(field: Field | None) -> tuple[str, tuple[str, ...]]:
    if field is None:
        return "", ()
    links = tuple(sorted({identify(link.url) for link in field.links}))
    return "" if is_placeholder(field.text) else title_key(field.text), links


class Written(Struct, frozen=True):
    """How fields or a list item are written: `source` of each, without a list item's marker.

    `text` is all of it, sub-items, comments and attributes included, without the destinations of
    its links, and `key` the words of that. `leads_to` are the things that its links and images
    name, in order, and `versions` their versions of arXiv, or None.
    """

    source: tuple[str, ...]
    text: str
    key: str
    leads_to: tuple[tuple[str, ...], ...]
    versions: tuple[int | None, ...]

    @classmethod
    def of_entry(cls, document: Document, entry: Entry) -> Written:
        """Return how an entry is written."""
        if entry.kind == "row":
            return cls.of_fields(document, entry.fields)
        marker = _MARKER.match(document.slice(entry.span))
        return cls._of(document, (entry.span,), entry.links, len(marker[0]) if marker else 0)

    @classmethod
    def of_fields(cls, document: Document, fields: Sequence[Field]) -> Written:
        """Return how fields of a row are written."""
        links = tuple(link for field in fields for link in field.links)
        return cls._of(document, tuple(field.span for field in fields), links, 0)

    @classmethod
    def _of(
        cls, document: Document, spans: Sequence[Span], links: Sequence[Link], start: int
    ) -> Written:
        source = tuple(_spaced(document.slice(span)[start:]) for span in spans)
        urls = sorted({link.url_span for link in links})
        text = " | ".join(_spaced(_without(document, span, urls)[start:]) for span in spans)
        key = title_key(text.replace(_DESTINATION, " "))
        targets = tuple(_target(link.url) for link in links)
        return cls(source, text, key, targets, tuple(_version(link.url) for link in links))

    def restates(self, other: Written) -> bool:
        """Return whether two differ in nothing but case and the form of links to the same things.

        In code, math and HTML, case counts.
        """
        if _uncased(self.text) != _uncased(other.text) or self.leads_to != other.leads_to:
            return False
        versions = zip(self.versions, other.versions, strict=True)
        return all(mine == theirs or not (mine and theirs) for mine, theirs in versions)


def _spaced(text: str) -> str:
    """Return a text in which white space is as good as any other; in code it is kept."""
    return text.strip() if _PREFORMATTED.search(text) else " ".join(text.split())


def _uncased(text: str) -> str:
    return text if _CASED.search(text) else text.casefold()


def _without(document: Document, span: Span, urls: Sequence[Span]) -> str:
    """Return the source under a span without the destinations of links in it, `urls` in order."""
    pieces = []
    line, column = span.line, span.column
    end = span.end_line, span.end_column
    for index in range(bisect_left(urls, span), len(urls)):
        url = urls[index]
        if (url.line, url.column) >= end:
            break
        if (line, column) <= (url.line, url.column) and (url.end_line, url.end_column) <= end:
            pieces += [document.slice(Span(line, column, url.line, url.column)), _DESTINATION]
            line, column = url.end_line, url.end_column
    return "".join((*pieces, document.slice(Span(line, column, span.end_line, span.end_column))))


def _target(url: str) -> tuple[str, ...]:
    """Return what a URL leads to: the thing that it names, and the place in it."""
    identity, fragment = identify(url), url.partition("#")[2]
    if identity.startswith("url:"):
        return identity, fragment
    paper = arxiv.parse(url)
    if paper is not None:
        # Other sites have pages of their own about a paper.
        return identity if paper.own else normalise(url), fragment
    parts = split(url)
    return identity, parts.query if parts else "", fragment


def _version(url: str) -> int | None:
    """Return the version of an arXiv paper that a URL names, if any."""
    paper = arxiv.parse(url)
    found = paper.identifier if paper else None
    return found.version if isinstance(found, arxiv.Identifier) else None


class _Contents:
    """What is compared of entries and their fields, each read once.

    One entry may be compared with many.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._fields: dict[int, tuple[str, tuple[str, ...]]] = {}
        self._entries: dict[int, Written] = {}

    def of(self, field: Field | None) -> tuple[str, tuple[str, ...]]:
        """Return what a field of an entry of the document says, and where it leads."""
        if id(field) not in self._fields:
            self._fields[id(field)] = _content(field)
        return self._fields[id(field)]

    def written(self, entry: Entry) -> Written:
        """Return how an entry of the document is written."""
        if id(entry) not in self._entries:
            self._entries[id(entry)] = Written.of_entry(self._document, entry)
        return self._entries[id(entry)]
