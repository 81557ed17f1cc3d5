"""Labels: words that name the kind of thing that a link leads to, and placeholders for values."""

from __future__ import annotations

from functools import lru_cache

from awesome_lint import rulebook
from awesome_lint.text.words import folded_words

MAX_LABEL_CHARS = 80
"""Characters of the longest label."""

_MAX_PLACEHOLDER_CHARS = 20
"""Characters of the longest text that is looked up among placeholders. Cells may be very long."""


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Return whether the text of a link only names the kind of its target: `[Paper]`, `Code`."""
    if len(text) > MAX_LABEL_CHARS:
        return False
    found = folded_words(text)
    labels = rulebook.words("labels", "aside", "paper")
    filler = rulebook.words("labels", "filler")
    return not labels.isdisjoint(found) and all(
        word in labels or word in filler or word.isdecimal() for word in found
    )


def is_secondary_label(text: str) -> bool:
    """Return whether a label names something beside the thing itself: its code, data, demo."""
    return is_label(text) and not rulebook.words("labels", "aside").isdisjoint(folded_words(text))


def is_data_label(text: str) -> bool:
    """Return whether a label names a data set: `[Dataset]`, `Data`."""
    return is_label(text) and not rulebook.words("labels", "data").isdisjoint(folded_words(text))


def is_detail_label(head: str) -> bool:
    """Return whether a text before a colon labels a detail of an entry: `Venue: …`."""
    found = folded_words(head)
    details = rulebook.words("columns", "detail", "detail only")
    known = details | rulebook.words("labels", "filler", "paper", "aside")
    return not details.isdisjoint(found) and known.issuperset(found)


def is_link_or_detail_label(head: str) -> bool:
    """Return whether a text before a colon labels a link or a detail: `Code: …`, `Venue: …`."""
    return is_label(head) or is_detail_label(head)


def is_detail_only_label(head: str) -> bool:
    """Return whether a text before a colon labels a detail and begins no entry: `Authors: …`."""
    found = folded_words(head)
    return bool(found) and rulebook.words("columns", "detail only").issuperset(found)


def is_placeholder(text: str) -> bool:
    """Return whether a text is a placeholder for a value that does not exist: empty, `-`, `N/A`."""
    stripped = text.strip()
    if len(stripped) > _MAX_PLACEHOLDER_CHARS:
        return False
    return not stripped or stripped.casefold() in rulebook.words("labels", "placeholder")
