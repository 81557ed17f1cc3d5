"""CommonMark's flanks of delimiters, with the characters that cmark-gfm counts as punctuation."""

from __future__ import annotations

from string import punctuation
from unicodedata import category

_ASCII_PUNCTUATION = frozenset(punctuation)
_WHITESPACE = frozenset(
    "\t\n\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
    "\u205f\u3000"
)


def is_left_flanking(previous: str, following: str) -> bool:
    """Return whether delimiters between two characters can begin emphasis, by their flanks.

    With the characters swapped, return whether they can end it.
    """
    return following not in _WHITESPACE and (
        not is_punctuation(following) or previous in _WHITESPACE or is_punctuation(previous)
    )


def is_punctuation(character: str) -> bool:
    """Whether cmark-gfm counts a character as punctuation."""
    if character.isascii():
        return character in _ASCII_PUNCTUATION
    return category(character)[0] == "P"
