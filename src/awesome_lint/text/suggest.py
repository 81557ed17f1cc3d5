"""The right word for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable

MAX_CHARS = 60
"""Characters of a wrong word that a message shows; longer ones are not compared at all."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be, if there is one."""
    if len(word) > MAX_CHARS:
        return None
    from difflib import get_close_matches

    folded = {right.lower(): right for right in known}
    found = get_close_matches(word.lower(), folded, n=1)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return how to end a message about a wrong word: with the nearest, if there is one."""
    near = nearest(word, known)
    return f": did you mean `{near}`?" if near else ""


def suggest_or_list(word: str, known: Iterable[str]) -> str:
    """Return the same, or all the words that are known where none is near and they are few."""
    words = tuple(known)
    listed = f" (known: {', '.join(words)})" if 0 < len(words) < 10 else ""
    return did_you_mean(word, words) or listed


def quote_word(text: str) -> str:
    """Return a text as a message quotes it: on one line, and cut where it is long."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= MAX_CHARS else line[: MAX_CHARS - 1] + '…'}`"
