"""Words of a text and of names."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_WORD_OF_ONE_SCRIPT = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")


NAME_WORD = re.compile(r"[^\W_]+|&")
"""A word of a name, such as a venue's; `&` is one."""


def folded_words(text: str) -> list[str]:
    """Return the words of a text in order, case folded."""
    return _WORD.findall(text.casefold())


def words_by_script(text: str) -> list[str]:
    """Return the words of a text in order, case folded, with ASCII words on their own.

    ASCII words may touch words of a script that is written without spaces.
    """
    return [word.casefold() for word in _WORD_OF_ONE_SCRIPT.findall(text)]


def fold_name(text: str) -> str:
    """Return the key of a name, which its spellings have in common: its words in lower case.

    Punctuation and spacing are ignored, and `&` is `and`: `ECML-PKDD` folds as `ECML/PKDD`.
    """
    if text.isalnum():
        return text.casefold()
    return " ".join(name_words(text)).casefold().replace("&", "and")


def name_words(text: str) -> list[str]:
    """Return the words of a name as written; `&` is one."""
    return NAME_WORD.findall(text)


def letters_and_digits(text: str) -> str:
    """Return the letters and digits of a text, case folded."""
    return "".join(filter(str.isalnum, text.casefold()))
