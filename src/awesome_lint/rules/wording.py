"""How messages quote what stands in a README."""

from __future__ import annotations

from collections.abc import Sequence


def quote(text: str, limit: int = 60) -> str:
    """Return `text` on one line in backticks, cut after `limit` characters."""
    text = " ".join(text.split()).replace("`", "'")
    if len(text) > limit:
        text = text[: limit - 1].rstrip() + "…"
    return f"`{text}`"


def enumerate_words(words: Sequence[str], limit: int = 4) -> str:
    """Return "a", "a and b" or "a, b and 3 more"."""
    if len(words) > limit:
        words = (*words[: limit - 1], f"{len(words) - limit + 1} more")
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def count(number: int, noun: str) -> str:
    """Return "1 cell" or "2 cells"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
