"""Words that differ by a single edit, and similar texts, by OSA distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import ceil
from typing import Literal

_MAX_WORD_CHARS = 64
"""Letters of the longest word that is compared."""

EditKind = Literal["transposition", "substitution", "addition", "omission"]
"""Two neighbouring letters swapped; one letter replaced, added or left out."""


def single_edit(wrong: str, right: str) -> EditKind | None:
    """Return the edit that makes `wrong` out of `right`, if it is a single one."""
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
    """Index words for `words_one_edit_away`, by each form with at most one letter left out.

    Words one edit apart have such a form in common, and hardly any others do.
    """
    found: dict[str, list[str]] = {}
    for word in words:
        for rest in _deletions(word):
            found.setdefault(rest, []).append(word)
    return found


def words_one_edit_away(word: str, indexed: dict[str, list[str]]) -> list[str]:
    """Return the words of an `index_words` that are one edit away from `word`, sorted."""
    candidates = {other for rest in _deletions(word) for other in indexed.get(rest, ())}
    return sorted(other for other in candidates if single_edit(word, other))


def are_similar(one: str, other: str, at_least: float) -> bool:
    """Return whether the normalized similarity of two texts, from 0 to 1, is at least `at_least`.

    The similarity is 1 minus the number of edits divided by the length of the longer text.
    """
    most_edits = ceil((1 - at_least) * max(len(one), len(other)))
    letters, others = Counter(one), Counter(other)
    # An edit adds one letter, and removes one.
    if max((letters - others).total(), (others - letters).total()) > most_edits:
        return False
    from rapidfuzz.distance import OSA  # slow to import

    return OSA.normalized_similarity(one, other, score_cutoff=at_least) > 0


def most_similar(text: str, others: Iterable[str], at_least: float) -> str | None:
    """Return the other text with the highest normalized similarity, if it is at least `at_least`.

    Of equally similar texts, the first one is returned. See `are_similar` for the similarity.
    """
    from rapidfuzz import process  # slow to import
    from rapidfuzz.distance import OSA

    found = process.extractOne(
        text, tuple(others), scorer=OSA.normalized_similarity, score_cutoff=at_least
    )
    return found[0] if found else None


def _deletions(word: str) -> set[str]:
    if len(word) > _MAX_WORD_CHARS:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
