"""Duplicates among the entries of a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import zip_longest
from operator import or_
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.identifiers import arxiv, github
from awesome_lint.identifiers.identity import identify, is_paper, title_key
from awesome_lint.identifiers.link_labels import is_label, is_placeholder
from awesome_lint.identifiers.url import normalise_url, parse_web_url
from awesome_lint.model import (
    Document,
    Entry,
    Evidence,
    Field,
    Heading,
    Link,
    Related,
    Span,
    Vocabulary,
)
from awesome_lint.rules.shared.entry_identity import paper_identities
from awesome_lint.rules.shared.paper_titles import is_similar_title, is_whole_title, paper_title
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.rules.shared.variants import (
    are_editions,
    are_editions_of_a_course,
    are_editions_of_a_meeting,
    are_parts,
    are_results,
    are_row_numbers,
    are_two_publications,
    differ_in_size,
    group_names,
    have_different_names,
    is_posting,
    name_field,
    name_two_publications,
)
from awesome_lint.text.dates import is_date
from awesome_lint.text.edit_distance import are_similar
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_MAX_VARIANTS = 8
"""Different versions of one entry that are kept for comparison at most."""

_MARKER = deferred(r"[\s>]*(?:[-+*]|[0-9]{1,9}[.)])(?:\s+|$)")
_PREFORMATTED = deferred(r"`|~~~|\n(?: {4}|\t)|<(?:pre|code)\b", re.IGNORECASE)
"""Markup of text in which white space is significant: code."""
_CASED = deferred(r"[`$<]")
"""Characters that begin text in which case is significant: code, math, HTML and comments."""
_DESTINATION = "\N{OBJECT REPLACEMENT CHARACTER}"

_MAX_CANDIDATES = 32
"""Entries with one link or one title that are kept for comparison at most."""

_MIN_TITLE_WORDS = 4
"""Words of the shortest title that is unambiguous."""

_NAME = deferred(r"[\w./-]+")
_YEAR = deferred(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

_MIN_LINKS_IN_ROW = 3
"""Links of the shortest row of links in a cell, such as one for each year."""

_MAX_COMPARED_CHARS = 300
"""Characters of the longest titles that are compared letter by letter."""

_MAX_YEARS_TO_PUBLICATION = 3
"""Years from a preprint to its publication; two papers of one title are further apart."""

_MAX_REPEATED_SHARE = 0.05
"""The share of papers that are in sections of several years, above which this is intended."""

_MIN_REPEATED_ENTRIES = 5
_MIN_REPEATED_PERCENT = 2
"""Existing duplicates, and their share of all entries, from which they are intended."""

DuplicateScope = Literal["table", "section", "document"]
"""The part of the document in which entries are compared."""


class DuplicatePair(Struct, frozen=True):
    """An entry, and one in its scope that it duplicates."""

    first: Entry
    """The entry that is duplicated: the first one with the same details, if there is one. Where
    a change is looked at, it is an old one, wherever it is."""
    duplicate: Entry
    """The later or new entry."""
    name: str
    """The identity of their link, else the key of their title."""
    identity: str
    """The identity, if it is an identifier such as `arxiv:2403.06465`; else empty."""
    differences: tuple[tuple[Field | None, Field | None], ...]
    """The fields in which `first` and `duplicate` differ."""
    is_exact: bool
    """Whether both are written alike except for white space and the markers of list items."""
    is_restated: bool
    """Whether they differ only in case and in the form of links to the same things."""
    intended: int = 0
    """The number of existing duplicates in other parts of a list that repeats entries on purpose.
    0 if this pair is in one part, or the list repeats few entries."""
    is_across_years: bool = False
    """Whether both are papers in sections that differ in their year only."""

    @property
    def place(self) -> str:
        """The section of the entry that is duplicated, in words, if it is of another year."""
        section = self.first.section
        return f" under {quote(section.text, 40)}" if self.is_across_years and section else ""

    @property
    def subject(self) -> Field:
        """The title of the duplicate, or else its name."""
        entry = self.duplicate
        return entry.title or name_field(entry) or entry.fields[0]

    @property
    def related(self) -> tuple[Related, ...]:
        """The place of the entry that is duplicated."""
        above = self.first.span < self.duplicate.span
        return (Related(self.first.span, "First entry" if above else "Existing entry"),)

    def describe_intention(self) -> str:
        """Return the reason for which the duplicate may be intended, or an empty string."""
        if not self.intended:
            return ""
        return f"it may be intended, because {self.intended} other entries are repeated as well"


class _EntryKey(Struct, frozen=True, gc=False):
    link: str
    """The identity of the main link; else empty."""
    papers: Set[str]
    """The identities of the paper, from all links."""
    links: tuple[str, ...]
    """The identities of the main link, and of links with a label, sorted."""
    title: str
    """The key of the title, or of the name of a row without one."""
    words: int
    """The number of words of the title; see `_count_words`."""
    is_paper_title: bool
    """Whether the title is that of a paper, rather than the name of a thing."""
    group: str
    """The key of the name of its group in a table; else empty."""


_KeyedEntry = tuple[Entry, _EntryKey]
_Path = tuple[tuple[int, str], ...]
"""The headings above an entry, from the top, with their levels."""
_Name = str | tuple[str, str]
"""A link, the identity of a paper, the key of a title, or a link and the key of a title."""


@once_per_document
def find_duplicates(
    document: Document, scope: DuplicateScope, evidence: Evidence
) -> list[DuplicatePair]:
    """Return the entries that duplicate another in the same scope, in document order.

    An entry that a change adds is compared with the existing entries of the whole document.
    """
    keyed = _keyed(document, old_entries_first(document.entries, evidence), evidence.venues)
    contents = _ContentCache(document)
    by_year = _sections_by_year(document) if scope != "document" else {}
    if not by_year and (scope == "document" or evidence.before is None):
        found = list(_find_pairs(keyed, _places(scope), evidence.venues, contents))
    else:
        entries = list(keyed)
        found = list(_find_pairs(entries, _places(scope), evidence.venues, contents))
        for pairs in (
            _pairs_across_years(entries, by_year, evidence.venues, contents),
            _added_pairs(entries, scope, evidence, contents),
        ):
            known = {pair.duplicate.span for pair in found}
            found += [pair for pair in pairs if pair.duplicate.span not in known]
    return sorted(found, key=lambda pair: pair.duplicate.span)


def _sections_by_year(document: Document) -> Mapping[Span, _Path]:
    """Return the sections that differ from others in a year only, each with what they share.

    It is the path of their headings without years.
    """
    if sum(bool(_YEAR().search(heading.text)) for heading in document.headings) < 2:
        return {}
    shared: dict[Span, _Path] = {}
    alike: dict[_Path, set[tuple[str, ...]]] = {}
    path: list[Heading] = []
    for heading in document.headings:
        while path and path[-1].level >= heading.level:
            path.pop()
        path.append(heading)
        texts = tuple(title_key(each.text) for each in path)
        if any(map(_YEAR().search, texts)):
            key = tuple((each.level, _without_year(each.text)) for each in path)
            shared[heading.span] = key
            alike.setdefault(key, set()).add(texts)
    return {span: key for span, key in shared.items() if len(alike[key]) > 1}


def _without_year(heading: str) -> str:
    return "" if is_date(heading.strip()) else _YEAR().sub("", title_key(heading)).strip()


def _pairs_across_years(
    entries: Sequence[_KeyedEntry],
    by_year: Mapping[Span, _Path],
    vocabulary: Vocabulary,
    contents: _ContentCache,
) -> list[DuplicatePair]:
    """Return the papers that are in several sections of which each has the papers of its year."""

    def place(entry: Entry) -> _Path | None:
        return by_year.get(entry.section.span) if entry.section else None

    papers = [each for each in entries if place(each[0]) and each[1].is_paper_title]
    found = [
        replace(pair, is_across_years=True)
        for pair in _find_pairs(papers, place, vocabulary, contents)
        if pair.first.section != pair.duplicate.section
        and not name_two_publications(pair.first, pair.duplicate, vocabulary)
    ]
    return found if len(found) <= max(1, _MAX_REPEATED_SHARE * len(papers)) else []


def _added_pairs(
    entries: Sequence[_KeyedEntry],
    scope: DuplicateScope,
    evidence: Evidence,
    contents: _ContentCache,
) -> list[DuplicatePair]:
    """Return the entries that a change adds although another part of the document has them.

    An entry that is moved or edited is not added: there are as many of its names as before.
    """
    if evidence.before is None or not any(evidence.is_new(entry.span) for entry, _ in entries):
        return []
    across = [
        pair
        for pair in _find_pairs(entries, _places("document"), evidence.venues, contents)
        if _places(scope)(pair.first) != _places(scope)(pair.duplicate)
        and not evidence.is_new(pair.first.span)
    ]
    new = [pair for pair in across if evidence.is_new(pair.duplicate.span)]
    if not new:
        return []
    repeated = len(across) - len(new)
    percent = 100 * repeated / len(entries)
    is_intended = repeated >= _MIN_REPEATED_ENTRIES and percent >= _MIN_REPEATED_PERCENT
    names = {entry.span: _names(key) for entry, key in entries}
    now = Counter(name for each in names.values() for name in each)
    keyed_before = _keyed(evidence.before, evidence.before.entries, evidence.venues)
    before = Counter(name for _, key in keyed_before for name in _names(key))
    return [
        replace(pair, intended=repeated if is_intended else 0)
        for pair in new
        if all(
            now[name] > before[name]
            for name in {*names[pair.first.span]}.intersection(names[pair.duplicate.span])
        )
    ]


def old_entries_first(entries: Iterable[Entry], evidence: Evidence) -> list[Entry]:
    """Return entries in document order, with those that a change added after all others."""
    return sorted(entries, key=lambda entry: evidence.is_new(entry.span))


def _keyed(
    document: Document, entries: Sequence[Entry], vocabulary: Vocabulary
) -> Iterator[_KeyedEntry]:
    titles = [entry.title if _has_title(entry) else None for entry in entries]
    titled = {
        entry.container
        for entry, title in zip(entries, titles, strict=True)
        if title and entry.kind == "row"
    }
    groups = group_names(document.entries)
    for entry, title in zip(entries, titles, strict=True):
        name = title or (name_field(entry) if entry.container in titled else None)
        group = groups.get(entry.span, "")
        yield entry, _entry_key(document, entry, vocabulary, name, group)


def _find_pairs(
    entries: Iterable[_KeyedEntry],
    place: Callable[[Entry], Hashable],
    vocabulary: Vocabulary,
    contents: _ContentCache,
) -> Iterator[DuplicatePair]:
    """Yield the entries that duplicate an earlier one at the same place."""
    places: dict[Hashable, dict[_Name, tuple[_KeyedEntry, ...]]] = {}
    for each in entries:
        entry, key = each
        known = places.setdefault(place(entry), {})
        names = _names(key)
        candidates = {
            other.span: (other, other_key)
            for name in names
            for other, other_key in known.get(name, ())
        }
        repeated = [
            _compare(other, other_key, entry, key, contents)
            for other, other_key in candidates.values()
            if _is_duplicate(other_key, key)
            and not have_different_names(other, entry)
            and not (key.group and other_key.group and key.group != other_key.group)
            and not are_parts(other, entry)
            and (_share_identity(other_key, key) or not _are_years_apart(other, entry))
            and not (_is_name(key) and _describe_different_papers(other, entry))
            and (other_key.link == key.link or not are_editions(other, entry))
            and not are_two_publications(other, entry, vocabulary)
            and (
                key.papers
                or other_key.papers
                or not (
                    are_editions_of_a_course(other, entry)
                    or are_editions_of_a_meeting(other, entry, vocabulary)
                )
            )
        ]
        repeated = [pair for pair in repeated if not _are_variants(pair)]
        if repeated:
            yield min(repeated, key=lambda pair: bool(pair.differences))
        if len(repeated) < _MAX_VARIANTS and all(pair.differences for pair in repeated):
            alone = (each,)  # one object for all names, most of which only this entry has
            for name in names:
                alike = known.get(name, ())
                if len(alike) < _MAX_CANDIDATES:
                    known[name] = alike + alone if alike else alone


def _names(key: _EntryKey) -> list[_Name]:
    """Return the names by which an entry is found again: its links, papers and title.

    Those of the closest entries come first, and none is repeated.
    """
    names: list[_Name] = [key.link] if key.link else []
    names += sorted(key.papers)
    if key.words >= _MIN_TITLE_WORDS:
        names.append(key.title)
    if key.title:
        names += [(link, key.title) for link in key.links]
    return list(dict.fromkeys(names))


def _compare(
    first: Entry, other_key: _EntryKey, duplicate: Entry, key: _EntryKey, contents: _ContentCache
) -> DuplicatePair:
    shared = sorted(key.papers & other_key.papers)
    if key.link and key.link == other_key.link:
        name = key.link
    else:
        name = shared[0] if shared else key.title
    identity = name if is_paper(name) else shared[0] if shared else ""
    one, other = contents.entry(first), contents.entry(duplicate)
    is_exact = one.source == other.source
    differences = () if is_exact else tuple(_field_differences(first, duplicate, contents))
    are_bullets = first.kind == duplicate.kind == "bullet"
    # The order of badges and other links is no difference.
    if are_bullets and not differences and one.words != other.words:
        differences = ((_whole_entry_field(first, one), _whole_entry_field(duplicate, other)),)
    return DuplicatePair(
        first, duplicate, name, identity, differences, is_exact, one.restates(other)
    )


def _whole_entry_field(entry: Entry, written: WrittenForm) -> Field:
    text = written.text.replace(f"]({_DESTINATION})", "]").replace(_DESTINATION, "")
    return Field("", text, text, entry.span, ())


def _are_variants(pair: DuplicatePair) -> bool:
    """Return whether two entries are variants of one thing, such as two sizes of a model.

    So are two postings, and rows with different details that name a thing and its code only:
    they may be the results of one method.
    """
    first, duplicate = pair.first, pair.duplicate
    if not pair.differences:
        return False
    if is_posting(first) and is_posting(duplicate):
        return True
    if first.kind != "row" or duplicate.kind != "row":
        return False
    title = duplicate.title.text if duplicate.title else ""
    if len(title.split()) < _MIN_TITLE_WORDS and not (first.main_link or duplicate.main_link):
        return True
    return are_results(pair.differences) or any(
        differ_in_size(*fields) for fields in pair.differences
    )


def _has_title(entry: Entry) -> bool:
    """Return whether an entry has a title, rather than a row of links or a placeholder.

    These are entries such as `[24] [23] [22]` and `Coming soon`.
    """
    if entry.title is None:
        return False
    text = entry.title.text
    if is_placeholder(text.rstrip(".…")):
        return False
    links = [link.text for link in entry.title.links if link.kind != "image"]
    if len(links) >= _MIN_LINKS_IN_ROW and title_key(" ".join(links)) == title_key(text):
        return False
    return len(text.split()) == 1 or any(map(str.isalpha, text))


def _entry_key(
    document: Document, entry: Entry, vocabulary: Vocabulary, name: Field | None, group: str
) -> _EntryKey:
    link = identify(entry.main_link.url) if entry.main_link else ""
    title = title_key(name.text) if name else ""
    labelled = {
        identify(other.url)
        for other in entry.links
        if other.kind != "image" and is_label(other.text)
    }
    return _EntryKey(
        link,
        paper_identities(document, entry, vocabulary).keys(),
        tuple(sorted(filter(None, {link, *labelled}))),
        title,
        _count_words(name.text) if name else 0,
        paper_title(entry) is not None,
        group,
    )


def _places(scope: DuplicateScope) -> Callable[[Entry], Span | None]:
    """Return a function that returns the place of an entry, in which it is compared."""
    if scope == "table":
        return lambda entry: entry.container
    if scope == "section":
        return lambda entry: entry.section.span if entry.section else None
    return lambda _: None


def _is_duplicate(one: _EntryKey, other: _EntryKey) -> bool:
    """Return whether two entries are one.

    One link under two names is not a duplicate: many rows of a table of models may link one
    paper. One name under two links is one entry only if it is a whole title, and never if a
    registry gave the two different identifiers of one kind.
    """
    if one.papers & other.papers:
        are_papers = one.is_paper_title and other.is_paper_title
        return _is_same_title(one.title, other.title) or (
            are_papers and _is_title_of_same_paper(one.title, other.title)
        )
    if one.link and one.link == other.link:
        return (
            _is_same_title(one.title, other.title)
            or _is_same_name(one.title, other.title)
            or _name_same_repository(one, other)
        )
    if not one.title or one.title != other.title or _have_different_identifiers(one, other):
        return False
    if one.link in other.links or other.link in one.links:
        return True
    if not (one.link or other.link) and not {*one.links}.isdisjoint(other.links):
        return True
    words = min(one.words, other.words)
    if one.papers or other.papers:
        return words >= _MIN_TITLE_WORDS
    if _is_repository(one.link) and _is_repository(other.link):
        return False  # two implementations of one paper
    return words >= 10 or (words >= 6 and not _are_pages_of_one_site(one.link, other.link))


def _share_identity(one: _EntryKey, other: _EntryKey) -> bool:
    return one.link == other.link or not one.papers.isdisjoint(other.papers)


def _have_different_identifiers(one: _EntryKey, other: _EntryKey) -> bool:
    """Return whether two entries that share no identifier have identifiers of one kind."""
    kinds, others = ({name.partition(":")[0] for name in key.papers} for key in (one, other))
    return not kinds.isdisjoint(others)


def _count_words(title: str) -> int:
    """Return the number of words of a title; 0 for numbers, such as years.

    A name such as `ice-walk.lua` is one word.
    """
    if not any(map(str.isalpha, title)):
        return 0
    return 1 if _NAME().fullmatch(title) else len(title_key(title).split())


def _is_repository(link: str) -> bool:
    """Return whether the identity of a link is that of a repository on GitHub, not of a file."""
    repository = github.parse_url(link.removeprefix("url:"))
    return repository is not None and not repository.ref


def _is_same_name(one: str, other: str) -> bool:
    """Return whether two titles name one thing, if both entries link to it.

    Articles, spaces and words that only name a kind of thing are ignored, but not numbers: `The Ice
    Bot` and `IceBot.js` are the same name.
    """
    if not one or not other or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return _distinctive(one) == _distinctive(other)


def _distinctive(title: str) -> str:
    """Return a name without the fillers around it and without spaces."""
    fillers = rulebook.words("words", "project filler")
    words = title.split()
    while len(words) > 1 and words[0] in fillers:
        del words[0]
    while len(words) > 1 and words[-1] in fillers:
        del words[-1]
    return "".join(words)


def _name_same_repository(one: _EntryKey, other: _EntryKey) -> bool:
    """Return whether two titles are the name of the repository that both entries link to.

    It may be written with its owner, as its owner (`NodeJS` for `nodejs/node`), and in one of the
    two titles with some of its words: `expand` for `acme/zsh-expand`.
    """
    repository = github.parse_url(one.link.removeprefix("url:"))
    if repository is None or repository.ref:
        return False
    words = title_key(repository.name).split()
    owner = "".join(title_key(repository.owner).split())
    are_whole = [_names_repository(key.title, "".join(words), owner) for key in (one, other)]
    are_parts = [bool(key.title) and {*key.title.split()} <= {*words} for key in (one, other)]
    return any(are_whole) and all(map(or_, are_whole, are_parts))


def _names_repository(title: str, name: str, owner: str) -> bool:
    """Return whether a title is a repository's name, alone or with (a part of) its owner's."""
    for text in ("".join(title.split()), _distinctive(title)):
        start, found, end = text.rpartition(name)
        if text == owner or (found and not end and owner.startswith(start)):
            return True
    return False


def _are_pages_of_one_site(one: str, other: str) -> bool:
    """Return whether two URLs are different pages of one host, such as two courses of one name."""
    first, second = (parse_web_url(link.removeprefix("url:")) for link in (one, other))
    if first is None or second is None or first.host != second.host:
        return False
    names = [PurePosixPath(page.path).stem for page in (first, second)]
    return names[0] != names[1] or (names[0].isalpha() and first.query != second.query)


def _is_name(key: _EntryKey) -> bool:
    """Return whether the title is too short for that of a paper."""
    return key.words < _MIN_TITLE_WORDS


def _describe_different_papers(one: Entry, other: Entry) -> bool:
    """Return whether the details of two entries link to papers with different titles.

    Two papers may share a repository, and each may be listed under its name.
    """
    titles, others = (
        {title_key(link.text) for link in entry.links if is_whole_title(link.text)}
        for entry in (one, other)
    )
    return (
        bool(titles and others)
        and titles.isdisjoint(others)
        and not any(is_similar_title(title, there) for title in titles for there in others)
    )


def _are_years_apart(one: Entry, other: Entry) -> bool:
    """Return whether two years are too far apart for a preprint and its publication."""
    if one.year is None or other.year is None:
        return False
    return abs(one.year - other.year) > _MAX_YEARS_TO_PUBLICATION


def _is_same_title(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    if not _are_comparable(one, other):
        return False
    shorter, longer = sorted((one, other), key=len)
    if longer.endswith(f" {shorter}"):
        return True  # the name of a method before only one of the two
    if not are_similar(one, other, 0.9):
        return False
    words, others = one.split(), other.split()
    # `IceBot zh 2024` and `IceBot en 2024`, and two parts of a series, are similar as well.
    return len(words) != len(others) or all(
        are_similar(word, there, 0.7) for word, there in zip(words, others, strict=True)
    )


def _is_title_of_same_paper(one: str, other: str) -> bool:
    return _are_comparable(one, other) and is_similar_title(one, other)


def _are_comparable(one: str, other: str) -> bool:
    """Return whether two keys are of whole titles with the same numbers."""
    if max(len(one), len(other)) > _MAX_COMPARED_CHARS:
        return False
    if min(len(one.split()), len(other.split())) < _MIN_TITLE_WORDS:
        return False
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


def _field_differences(
    one: Entry, other: Entry, contents: _ContentCache
) -> Iterator[tuple[Field | None, Field | None]]:
    if one.kind == other.kind and (one.container == other.container or one.kind == "bullet"):
        fields = zip_longest(one.fields, other.fields)
    else:
        there = {field.name: field for field in one.fields}
        fields = zip_longest((there.get(field.name) for field in other.fields), other.fields)
    venues_differ = differ = False
    shared = contents.links(one) & contents.links(other)
    for mine, theirs in fields:
        (text, links), (their_text, their_links) = contents.field(mine), contents.field(theirs)
        # A link may be in the title of one entry and behind a label of the other.
        if (text == their_text and shared.issuperset(links ^ their_links)) or (
            mine and theirs and are_row_numbers(mine, theirs)
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


def _field_content(field: Field | None) -> tuple[str, frozenset[str]]:
    if field is None:
        return "", frozenset()
    links = frozenset(identify(link.url) for link in field.links if link.url)
    return "" if is_placeholder(field.text) or _is_labels(field) else title_key(field.text), links


def _is_labels(field: Field) -> bool:
    """Return whether the text of a field is labels of links and nothing else: `[PDF] [Code]`."""
    labels = " ".join(link.text for link in field.links if link.kind != "image")
    key = title_key(field.text)
    return any(map(str.isalpha, labels)) and key == title_key(labels) and is_label(labels)


class WrittenForm(Struct, frozen=True):
    """The source of fields, or of a list item."""

    source: tuple[str, ...]
    """The source of each field, or of the item without its marker."""
    text: str
    """All of the source, including sub-items, comments and attributes, without destinations of
    links."""
    links: tuple[Link, ...]
    """The links and images, in order."""

    @property
    def words(self) -> list[str]:
        """The words of `text`, folded and sorted."""
        return sorted(title_key(self.text.replace(_DESTINATION, " ")).split())

    @property
    def targets(self) -> list[tuple[str, ...]]:
        """The identity, query and fragment of each link and image, in order."""
        return [_link_target(link.url) for link in self.links]

    @property
    def versions(self) -> list[int | None]:
        """The version of arXiv that each link and image names, or None."""
        return [_arxiv_version(link.url) for link in self.links]

    @classmethod
    def of_entry(cls, document: Document, entry: Entry) -> WrittenForm:
        """Return the written form of an entry."""
        if entry.kind == "row":
            return cls.of_fields(document, entry.fields)
        marker = _MARKER().match(document.slice(entry.span))
        return cls._of(document, (entry.span,), entry.links, len(marker[0]) if marker else 0)

    @classmethod
    def of_fields(cls, document: Document, fields: Sequence[Field]) -> WrittenForm:
        """Return the written form of fields of a row."""
        links = tuple(link for field in fields for link in field.links)
        return cls._of(document, tuple(field.span for field in fields), links, 0)

    @classmethod
    def _of(
        cls, document: Document, spans: Sequence[Span], links: Sequence[Link], start: int
    ) -> WrittenForm:
        source = tuple(_normalise_spaces(document.slice(span)[start:]) for span in spans)
        urls = sorted({link.url_span for link in links})
        text = " | ".join(
            _normalise_spaces(_without_destinations(document, span, urls)[start:]) for span in spans
        )
        return cls(source, text, tuple(links))

    def restates(self, other: WrittenForm) -> bool:
        """Return whether two differ only in case and in the form of links to the same things.

        In code, math and HTML, case is significant.
        """
        if _fold_case(self.text) != _fold_case(other.text) or self.targets != other.targets:
            return False
        versions = zip(self.versions, other.versions, strict=True)
        return all(mine == theirs or not (mine and theirs) for mine, theirs in versions)


def _normalise_spaces(text: str) -> str:
    """Return a text with white space collapsed; in code it is kept."""
    return text.strip() if _PREFORMATTED().search(text) else " ".join(text.split())


def _fold_case(text: str) -> str:
    return text if _CASED().search(text) else text.casefold()


def _without_destinations(document: Document, span: Span, urls: Sequence[Span]) -> str:
    """Return the source under a span without the destinations of its links, given in order."""
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


def _link_target(url: str) -> tuple[str, ...]:
    """Return the identity of a URL, with its query if that is significant, and its fragment."""
    identity, fragment = identify(url), url.partition("#")[2]
    if identity.startswith("url:"):
        return identity, fragment
    paper = arxiv.parse_url(url)
    if paper is not None:
        # Other sites have their own pages about a paper.
        return identity if paper.is_arxiv_site else normalise_url(url), fragment
    parts = parse_web_url(url)
    return identity, parts.query if parts else "", fragment


def _arxiv_version(url: str) -> int | None:
    """Return the version of an arXiv paper in a URL, if any."""
    paper = arxiv.parse_url(url)
    found = paper.identifier if paper else None
    return found.version if isinstance(found, arxiv.ArxivId) else None


class _ContentCache:
    """The compared contents of entries and fields, each computed once.

    One entry may be compared with many.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._fields: dict[int, tuple[str, frozenset[str]]] = {}
        self._links: dict[int, frozenset[str]] = {}
        self._entries: dict[int, WrittenForm] = {}

    def links(self, entry: Entry) -> frozenset[str]:
        """Return the identities of all links of an entry of the document."""
        if id(entry) not in self._links:
            self._links[id(entry)] = frozenset(
                identify(link.url) for link in entry.links if link.url
            )
        return self._links[id(entry)]

    def field(self, field: Field | None) -> tuple[str, frozenset[str]]:
        """Return the folded text and the links of a field of the document."""
        if id(field) not in self._fields:
            self._fields[id(field)] = _field_content(field)
        return self._fields[id(field)]

    def entry(self, entry: Entry) -> WrittenForm:
        """Return the written form of an entry of the document."""
        if id(entry) not in self._entries:
            self._entries[id(entry)] = WrittenForm.of_entry(self._document, entry)
        return self._entries[id(entry)]
