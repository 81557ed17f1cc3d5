"""Lines of Markdown."""

from __future__ import annotations

import re

NEWLINE = re.compile(r"\r\n?|\n")
"""A line ending of CommonMark."""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text without their endings. NUL is replaced as CommonMark does."""
    # The replacement is one character, which keeps the columns.
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
