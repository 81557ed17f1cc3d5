"""Names of the authors of a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint import rulebook
from awesome_lint.text.patterns import deferred
from awesome_lint.text.punctuation import QUOTES, SEPARATORS

NAME_LIST = deferred(r"\bet\.? al\b|\w, (?:and )?[A-Z]\S* [A-Z]")
"""Evidence that a text contains names: `et al.`, or a comma followed by two capitalized words."""

_ET_AL = re.compile(r"\bet\.? al\b\W*$")
_INITIALS = re.compile(r"[A-Z]\.(?:[ -]?[A-Z]\.){0,3}(?: [A-Z])?|[A-Z]{1,2}")
_INITIAL = deferred(r"\b[A-Z]\.|\w [A-Z]{1,2}(?:,|$)")
_NAME_SEPARATOR = re.compile(r",\s*(?:(?:and|&)\s+)?|\s(?:and|&)\s+")

_WITH_INITIAL = re.compile(r"(?:[A-Z]\.[ -]?){1,3} ?[A-Z][\w'’-]{1,30}")

_AND = re.compile(r"^(?:and|&)\s+")
_MAX_NAME_CHARS = 80
"""Characters of the longest text between commas that may be names."""

_MIN_CERTAIN_NAMES = 4
"""Names, or halves of names, in the shortest list that cannot be a title."""

_MAX_CHARS = 2000
"""Characters of the longest list of authors."""

MAX_NAME_WORDS = 4
"""Words of the longest name of an author."""


def is_author_list(text: str) -> bool:
    """Return whether a text consists of names of authors, possibly shortened: `Snow et al.`.

    Words of `text` are separated by single spaces.
    """
    found = _et_al(text)
    if found is None:
        return is_name_list(text)
    names = text[: found.start()].rstrip().removesuffix(",")
    return is_name_list(names) or (names[:1].isupper() and len(names) < 40)


def is_name_list(text: str) -> bool:
    """Return whether a text lists several names of people: `A. Snow, B. Frost, and C. Hail`."""
    bare = text.strip(SEPARATORS + QUOTES)
    if not bare[:1].isupper() or len(text) > _MAX_CHARS:
        return False
    names = _NAME_SEPARATOR.split(bare)
    return (
        len(names) > 1
        and all(map(_may_be_name, names))
        and (
            all(len(name.split()) > 1 for name in names)
            or all(_INITIALS.fullmatch(name) for name in names[1::2])
            or _is_inverted_first(names)
        )
    )


def _is_inverted_first(names: Sequence[str]) -> bool:
    """Return whether only the first author has the surname in front: `Snow, Ada, Bo Frost, …`."""
    return (
        len(names) >= _MIN_CERTAIN_NAMES
        and all(len(name.split()) == 1 for name in names[:2])
        and all(len(name.split()) > 1 for name in names[2:])
    )


def _may_be_name(name: str) -> bool:
    first = name.split(maxsplit=1)[0] if name.split() else ""
    return (
        (name[:1].isupper() or (first != name and first in _particles()))
        and not any(map(str.isdecimal, name))
        and len(name.split()) <= MAX_NAME_WORDS
        and not _has_lowercase_word(name)
    )


def are_names_certain(text: str) -> bool:
    """Return whether a list of names is one of people, unlike `Sparse Ice and Thin Snow`.

    It has `et al.`, an initial, or four names.
    """
    return (
        _et_al(text) is not None
        or _INITIAL().search(text) is not None
        or len(_NAME_SEPARATOR.split(text)) >= _MIN_CERTAIN_NAMES
    )


def may_be_names(text: str) -> bool:
    """Return whether a text between commas may be one or two names: `Ada Snow`, `and Bo Frost`."""
    return len(text) <= _MAX_NAME_CHARS and (
        _et_al(text) is not None
        or all(map(_may_be_name, _NAME_SEPARATOR.split(_AND.sub("", text))))
    )


def _et_al(text: str) -> re.Match[str] | None:
    """Return the `et al.` that ends a text."""
    return _ET_AL.search(text) if " al" in text else None


def is_author(text: str) -> bool:
    """Return whether a text is the name of one author with an initial: `A. Snow`."""
    return _WITH_INITIAL.fullmatch(text.strip()) is not None


def _has_lowercase_word(name: str) -> bool:
    return any(word[0].islower() and word not in _particles() for word in name.split())


def _particles() -> frozenset[str]:
    return rulebook.words("words", "name particle")
