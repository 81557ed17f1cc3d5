"""Words of a text, case folded."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_WORD_OF_ONE_SCRIPT = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")


def folded_words(text: str) -> list[str]:
    """Return the words of a text in order, case folded."""
    return _WORD.findall(text.casefold())


def words_by_script(text: str) -> list[str]:
    """Return the words of a text in order, case folded, with ASCII words on their own.

    ASCII words may touch words of a script that is written without spaces.
    """
    return [word.casefold() for word in _WORD_OF_ONE_SCRIPT.findall(text)]
