"""Slips of the pen: words that differ by a single one, which is an OSA distance of 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Slip = Literal["transposition", "substitution", "addition", "omission"]


def slip(wrong: str, right: str) -> Slip | None:
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


def by_ends(words: Iterable[str]) -> dict[str, list[str]]:
    """Index words by their two first and by their two last letters, for `near`."""
    index: dict[str, list[str]] = {}
    for word in words:
        for end in _ends(word):
            index.setdefault(end, []).append(word)
    return index


def near(word: str, index: dict[str, list[str]]) -> list[str]:
    """Return the words of a `by_ends` index that `word` is one slip away from, sorted.

    Only for words of five letters or more: their one slip leaves one end as it was.
    """
    candidates = {other for end in _ends(word) for other in index.get(end, ())}
    return sorted(other for other in candidates if slip(word, other))


def _ends(word: str) -> tuple[str, str]:
    return f"{word[:2]}…", f"…{word[-2:]}"
