"""Sorted sequences of entries: sort keys, and the entries in order."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from typing import Any
from unicodedata import combining

from msgspec import Struct

from awesome_lint.identifiers.arxiv import year_of
from awesome_lint.identifiers.identity import identify
from awesome_lint.model import Entry, Evidence, Span
from awesome_lint.rules.shared.longest_sorted import longest_sorted
from awesome_lint.text.patterns import deferred
from awesome_lint.text.unicode import normalize_linear

_DIGITS = deferred(r"([0-9]+)")
_SPACES = str.maketrans(dict.fromkeys(string.punctuation, " "))
"""Table that replaces ASCII punctuation and symbols by spaces."""


class Keyed(Struct, frozen=True):
    """An entry with its sort key."""

    key: Any
    """The key, comparable with those of the same list."""
    entry: Entry
    span: Span
    """The span of the text that the finding marks."""
    name: str
    """The text of the entry in messages."""


def fold_words(text: str) -> str:
    """Return the words of a text without case, accents, punctuation and symbols."""
    folded = text.casefold()
    if folded.isascii():
        return " ".join(folded.translate(_SPACES).split())
    letters = "".join(each for each in normalize_linear("NFKD", folded) if not combining(each))
    return " ".join("".join(each if each.isalnum() else " " for each in letters).split())


def natural_key(words: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key of folded words for natural order, in which 9 is before 10.

    Numbers are compared by length and then as text, which is fast for numbers of any length.
    """
    parts = [part for part in _DIGITS().split(words) if part.strip()]
    numbers = [part.lstrip("0") for part in parts]
    return tuple(
        (0, len(number), number) if part[0].isdecimal() and part.isascii() else (1, 0, part)
        for part, number in zip(parts, numbers, strict=True)
    )


def arxiv_key(entry: Entry) -> tuple[int, str] | None:
    """Return a key that sorts entries by their arXiv identifier: `math/9901001`, `0704.0001`."""
    names = (identify(link.url) for link in (entry.main_link, *entry.links) if link)
    paper = next((name for name in names if name.startswith("arxiv:")), "")
    number = paper.removeprefix("arxiv:").rpartition("/")[2]
    if not number:
        return None
    return year_of(number), number[2:]


def in_order(items: Sequence[Keyed]) -> list[Keyed]:
    """Return a longest subsequence of the items in ascending order."""
    return longest_sorted(items, key=lambda item: item.key)


def in_place(items: Sequence[Keyed], old: Sequence[Keyed], evidence: Evidence) -> Iterator[Keyed]:
    """Yield the items of `old`, and the new items in their correct place between these."""
    passed = 0
    for item in items:
        if passed < len(old) and item is old[passed]:
            passed += 1
            yield item
        elif (
            evidence.is_new(item.entry.span)
            and (passed == 0 or old[passed - 1].key <= item.key)
            and (passed == len(old) or item.key <= old[passed].key)
        ):
            yield item
