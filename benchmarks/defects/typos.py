"""Slips of the pen."""

from __future__ import annotations

from random import Random

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def typo(word: str, random: Random) -> str:
    """Return a word with two neighbours swapped, or a letter replaced or left out.

    Where neither the first nor the last letter changes: those are the ones that people get right.
    """
    at = random.randrange(1, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    other = random.choice(_LETTERS.replace(word[at].lower(), ""))
    replaced = word[:at] + (other.upper() if word[at].isupper() else other) + word[at + 1 :]
    dropped = word[:at] + word[at + 1 :]
    return random.choice([wrong for wrong in (swapped, replaced, dropped) if wrong != word])
