"""Suggestions for misspelt words."""

from __future__ import annotations

from collections.abc import Iterable

MAX_CHARS = 60
"""Characters of a wrong word that a message shows; longer words are not compared."""
_MIN_PREFIX_CHARS = 3
"""Characters of the shortest abbreviation for which a word is suggested: `asc`, `desc`."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to `word`, or the only one that begins with it, or None."""
    if len(word) > MAX_CHARS:
        return None
    from difflib import get_close_matches

    folded = {right.lower(): right for right in known}
    found = get_close_matches(word.lower(), folded, n=1)
    if found:
        return folded[found[0]]
    begun = [right for name, right in folded.items() if name.startswith(word.lower())]
    return begun[0] if len(begun) == 1 and len(word) >= _MIN_PREFIX_CHARS else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message about a wrong word: a suggestion, or nothing."""
    near = nearest(word, known)
    return f": did you mean `{near}`?" if near else ""


def suggest_or_list(word: str, known: Iterable[str]) -> str:
    """Return a suggestion for a wrong word, or all known words if none is near and they are few."""
    words = tuple(known)
    listed = f" (known: {', '.join(words)})" if 0 < len(words) < 10 else ""
    return did_you_mean(word, words) or listed


def quote_word(text: str) -> str:
    """Return a text as a message quotes it: on one line, and cut where it is long."""
    line = " ".join(text.split())
    return f"`{line if len(line) <= MAX_CHARS else line[: MAX_CHARS - 1] + '…'}`"
