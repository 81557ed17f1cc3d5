"""Quotations, enumerations and counts in messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

_INVISIBLE = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_MAX_CHARS_READ = 2000
"""Characters of a text that are read to quote it. Many messages may quote one long text."""


def quote(text: str, limit: int = 60) -> str:
    """Return `text` on one line in backticks, cut after `limit` characters."""
    shown = " ".join(text[:_MAX_CHARS_READ].split()).replace("`", "'")
    if len(shown) > limit or len(text) > _MAX_CHARS_READ:
        shown = shown[: limit - 1].rstrip() + "…"
    return f"`{shown}`"


def show_invisible(text: str) -> str:
    """Return `text` with the code points of invisible characters: `<U+200B>`."""
    return _INVISIBLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def enumerate_words(words: Sequence[str], limit: int = 4) -> str:
    """Return "a", "a and b" or "a, b and 3 more"."""
    if len(words) > limit:
        words = (*words[: limit - 1], f"{len(words) - limit + 1} more")
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def count(number: int, noun: str, plural: str = "") -> str:
    """Return "1 cell" or "2 cells"; `plural` is needed if it is not `noun` and an "s"."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
