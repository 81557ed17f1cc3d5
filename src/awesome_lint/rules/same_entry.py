"""When two entries are the same: shared by `duplicate-row` and `duplicate-entry`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal

from msgspec import Struct

from awesome_lint.document.labels import is_placeholder
from awesome_lint.identifiers.identity import identify, title_key
from awesome_lint.model import Document, Entry, Field, Span

_DATED = re.compile(r"date|year|month|day|time|\bno\b|#|^$", re.IGNORECASE)

Scope = Literal["table", "section", "document"]


class Pair(Struct, frozen=True):
    """An entry and the first one in its scope that it repeats.

    `identity` names what both are where an identifier tells: `arxiv:2403.06465`, else it is
    empty. `differences` are the fields in which they disagree, of `first` and `again`.
    """

    first: Entry
    again: Entry
    identity: str
    differences: tuple[tuple[Field | None, Field | None], ...]


class _Key(Struct, frozen=True):
    link: str
    title: str

    @property
    def is_registered(self) -> bool:
        """Whether the link carries an identifier that a registry gave out."""
        return bool(self.link) and not self.link.startswith("url:")


def pairs(document: Document, scope: Scope) -> Iterator[Pair]:
    """Yield the entries that repeat an earlier one in the same table, section or document."""
    first: dict[tuple[Span | None, str], list[tuple[Entry, _Key]]] = {}
    for entry in document.entries:
        key = _key(entry)
        place = _place(entry, scope)
        # An entry is found again by its link or by its title.
        names = [name for name in (key.link, key.title) if name]
        candidates = [found for name in names for found in first.get((place, name), ())]
        for other, its_key in candidates:
            if _same(its_key, key) and not _named_apart(other, entry):
                identity = key.link if key.is_registered and key.link == its_key.link else ""
                yield Pair(other, entry, identity, tuple(_differences(other, entry)))
                break
        else:
            for name in names:
                first.setdefault((place, name), []).append((entry, key))


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
        return one.link.partition(":")[0] != other.link.partition(":")[0] and words >= 4
    if one.is_registered or other.is_registered:
        return words >= 4
    return words >= 6


def _named_apart(one: Entry, other: Entry) -> bool:
    """Tell whether a column before the title's gives the two entries different names.

    Two models or data sets of one paper are no duplicates. A date in front is no name.
    """
    first, second = one.fields[0], other.fields[0]
    if first is one.title or second is other.title or _DATED.search(first.name):
        return False
    names = [title_key(field.text) for field in (first, second) if not is_placeholder(field.text)]
    return len(names) == 2 and names[0] != names[1]


def _same_title(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    if min(len(one.split()), len(other.split())) < 4:
        return False
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other, score_cutoff=0.9) > 0


def _differences(one: Entry, other: Entry) -> Iterator[tuple[Field | None, Field | None]]:
    if one.kind == other.kind and (one.container == other.container or one.kind == "bullet"):
        fields = zip_longest(one.fields, other.fields)
    else:
        there = {field.name: field for field in one.fields}
        fields = zip_longest((there.get(field.name) for field in other.fields), other.fields)
    venues_differ = False
    for mine, theirs in fields:
        if _content(mine) == _content(theirs):
            continue
        if one.kind == other.kind == "bullet":
            # A bullet's details hold its venue, which may not have been recognised as one.
            if mine and theirs and mine.name == "Venue":
                venues_differ = bool(mine.text and theirs.text)
                if not venues_differ:
                    continue
            if mine and mine.name == "Details" and venues_differ:
                continue
        yield mine, theirs


def _content(field: Field | None) -> tuple[str, tuple[str, ...]]:
    if field is None or is_placeholder(field.text):
        return "", ()
    links = tuple(sorted({identify(link.url) for link in field.links if link.kind != "image"}))
    return title_key(field.text), links
