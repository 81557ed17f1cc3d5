"""Punctuation around the parts of a line."""

from __future__ import annotations

SEPARATORS = " \t\n,.:;|-–—·•/&：，"
"""Characters that separate the parts of a line: title, venue, links."""

QUOTES = "\"'“”‘’«»„`"
"""Quotation marks, and the apostrophes and backticks used as such."""


def strip_brackets(text: str) -> str:
    """Return a text without the brackets and separators around it."""
    return text.strip(SEPARATORS + "[]()（）")
