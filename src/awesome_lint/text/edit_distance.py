"""Slips of the pen: words that differ by a single one, which is an OSA distance of 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

_MAX_WORD_CHARS = 64
"""Letters of the longest word that is compared."""

EditKind = Literal["transposition", "substitution", "addition", "omission"]


def single_edit(wrong: str, right: str) -> EditKind | None:
    """Return the one slip that makes `wrong` out of `right`, if there is just one.

    Two neighbours have changed places, or one letter is replaced, added or left out.
    """
    shorter = min(len(wrong), len(right))
    head = 0
    while head < shorter and wrong[head] == right[head]:
        head += 1
    tail = 0
    while tail < shorter - head and wrong[-1 - tail] == right[-1 - tail]:
        tail += 1
    there = wrong[head : len(wrong) - tail]
    wanted = right[head : len(right) - tail]
    match len(there), len(wanted):
        case 1, 1:
            return "substitution"
        case 2, 2 if there == wanted[::-1]:
            return "transposition"
        case 1, 0:
            return "addition"
        case 0, 1:
            return "omission"
    return None


def index_words(words: Iterable[str]) -> dict[str, list[str]]:
    """Index words for `near`, by what remains of each when one letter or none is left out.

    Words that are one slip apart have one of these in common, and hardly any others do.
    """
    found: dict[str, list[str]] = {}
    for word in words:
        for rest in _deletions(word):
            found.setdefault(rest, []).append(word)
    return found


def words_one_edit_away(word: str, indexed: dict[str, list[str]]) -> list[str]:
    """Return the words of an `index` that `word` is one slip away from, sorted."""
    candidates = {other for rest in _deletions(word) for other in indexed.get(rest, ())}
    return sorted(other for other in candidates if single_edit(word, other))


def _deletions(word: str) -> set[str]:
    if len(word) > _MAX_WORD_CHARS:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
