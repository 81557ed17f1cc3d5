"""Typos."""

from __future__ import annotations

from random import Random

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def typo(word: str, random: Random) -> str:
    """Return a word with two adjacent letters swapped, or a letter replaced or left out.

    The first and the last letter never change, since real typos are rare there.
    """
    at = random.randrange(1, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    other = random.choice(_LETTERS.replace(word[at].lower(), ""))
    replaced = word[:at] + (other.upper() if word[at].isupper() else other) + word[at + 1 :]
    dropped = word[:at] + word[at + 1 :]
    return random.choice([wrong for wrong in (swapped, replaced, dropped) if wrong != word])
