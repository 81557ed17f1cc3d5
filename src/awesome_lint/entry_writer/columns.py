"""The values that columns of tables, and labels before a colon, name."""

from __future__ import annotations

from awesome_lint import rulebook
from awesome_lint.text.words import folded_words


def role_of_header(text: str) -> str:
    """Return the value that a header or a label names, or an empty string.

    The values are `authors`, `description`, `venue`, `date`, `method` (the name of a method) and
    `ordinal` (the number of a row).
    """
    words = frozenset(folded_words(text))
    if " ".join(text.split()).casefold() in rulebook.words("columns", "ordinal"):
        return "ordinal"
    if words & rulebook.words("columns", "authors"):
        return "authors"
    if words & rulebook.words("columns", "description"):
        return "description"
    if words and words <= rulebook.words("columns", "date of publication"):
        return "date"
    if words & rulebook.words("columns", "venue"):
        return "venue"
    return "method" if words & rulebook.words("columns", "thing") else ""
