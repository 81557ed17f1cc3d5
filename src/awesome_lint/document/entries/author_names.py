"""Names of the authors of a paper."""

from __future__ import annotations

import re

from awesome_lint import rulebook
from awesome_lint.text.punctuation import QUOTES, SEPARATORS

NAME_LIST = re.compile(r"\bet\.? al\b|\w, (?:and )?[A-Z]\S* [A-Z]")
"""Evidence that a text contains names: `et al.`, or a comma followed by two capitalized words."""

_ET_AL = re.compile(r"\bet\.? al\b\W*$")
_NAME_SEPARATOR = re.compile(r",\s*(?:(?:and|&)\s+)?|\s(?:and|&)\s+")

MAX_NAME_WORDS = 4
"""Words of the longest name of an author."""


def is_author_list(text: str) -> bool:
    """Return whether a text consists of names of authors, possibly shortened: `Snow et al.`.

    Words of `text` are separated by single spaces.
    """
    found = _ET_AL.search(text)
    if found is None:
        return is_name_list(text)
    names = text[: found.start()].rstrip().removesuffix(",")
    return is_name_list(names) or (names[:1].isupper() and len(names) < 40)


def is_name_list(text: str) -> bool:
    """Return whether a text lists several names of people: `A. Snow, B. Frost, and C. Hail`."""
    names = _NAME_SEPARATOR.split(text.strip(SEPARATORS + QUOTES))
    return len(names) > 1 and all(
        name[:1].isupper() and len(name.split()) <= MAX_NAME_WORDS and not _has_lowercase_word(name)
        for name in names
    )


def _has_lowercase_word(name: str) -> bool:
    particles = rulebook.words("words", "name particle")
    return any(word[0].islower() and word not in particles for word in name.split())
