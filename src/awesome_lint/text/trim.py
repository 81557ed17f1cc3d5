r"""Trimming of texts by a class of characters, in linear time.

`re.sub(r"[\W\d_]+$", "", text)` takes quadratic time: it searches the end of the text from each
character of each run. Patterns are therefore matched at the start of the text, or of its
reverse.
"""

from __future__ import annotations

import re


def strip_start(text: str, characters: re.Pattern[str]) -> str:
    """Return `text` without the `characters` that it begins with."""
    match = characters.match(text)
    return text[match.end() :] if match else text


def strip_end(text: str, characters: re.Pattern[str]) -> str:
    """Return `text` without the `characters` that it ends with."""
    match = characters.match(text[::-1])
    return text[: len(text) - match.end()] if match else text
