"""The core of a text: all of it but the markup and punctuation at its ends."""

from __future__ import annotations

from typing import Final

EMPHASIS: Final = " \t\n*_~`"
PUNCTUATION: Final = EMPHASIS + "\"“”'()[],.:;"
_MAX_TAG_CHARS: Final = 200
"""Characters of the longest tag around a value."""


def core(text: str, around: str) -> tuple[int, int]:
    """Return the offsets of a text without tags and the characters of `around` at its ends."""
    start, end = 0, len(text)
    while start < end:
        close = text.find(">", start, start + _MAX_TAG_CHARS) if text[start] == "<" else -1
        if close < 0 and text[start] not in around:
            break
        start = max(close, start) + 1
    while end > start:
        first = max(start, end - _MAX_TAG_CHARS)
        opening = text.rfind("<", first, end) if text[end - 1] == ">" else -1
        if opening < 0 and text[end - 1] not in around:
            break
        end = opening if opening >= 0 else end - 1
    return start, end
