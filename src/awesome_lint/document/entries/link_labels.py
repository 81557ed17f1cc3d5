"""Labels: texts that say what kind of thing a link leads to, or that a cell has no value."""

from __future__ import annotations

import re

from awesome_lint import rulebook

_WORD = re.compile(r"[^\W_]+")
_LONGEST_PLACEHOLDER = 20
"""Characters of a text that is looked up among placeholders: a cell may hold a whole page."""


def words(text: str) -> list[str]:
    """Return the words of a label or a header, case folded."""
    return _WORD.findall(text.casefold())


def is_label(text: str) -> bool:
    """Tell whether a link's text only says what kind of thing is behind it: `[Paper]`, `Code`."""
    found = words(text)
    labels = rulebook.words("labels", "aside", "filler", "paper")
    return bool(found) and all(word in labels or word.isdecimal() for word in found)


def is_aside(text: str) -> bool:
    """Tell whether a label is of something beside the thing itself: its code, data, demo."""
    return is_label(text) and not rulebook.words("labels", "aside").isdisjoint(words(text))


def is_data(text: str) -> bool:
    """Tell whether a label is of a data set: `[Dataset]`, `Data`."""
    return is_label(text) and not rulebook.words("labels", "data").isdisjoint(words(text))


def is_told(head: str) -> bool:
    """Tell whether what stands before a colon says that more is told of an entry: `Venue: …`."""
    return not rulebook.words("columns", "detail", "detail only").isdisjoint(words(head))


def is_plainly_told(head: str) -> bool:
    """Tell whether what stands before a colon says that no entry begins there: `Authors: …`."""
    found = words(head)
    return bool(found) and rulebook.words("columns", "detail only").issuperset(found)


def is_placeholder(text: str) -> bool:
    """Tell whether a text says that there is nothing to say: empty, `-`, `N/A`."""
    stripped = text.strip()
    if len(stripped) > _LONGEST_PLACEHOLDER:
        return False
    return not stripped or stripped.casefold() in rulebook.words("labels", "placeholder")
