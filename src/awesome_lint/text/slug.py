"""Slugs of headings, as GitHub makes them for the links to sections.

GitHub publishes no algorithm. Known sources: its documentation ("Basic writing and formatting
syntax"), the filter that it once published (html-pipeline's TableOfContentsFilter), and the table
of headings that the project github-slugger collected from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import category

from awesome_lint.text.patterns import deferred

_ASCII_DROPPED = re.compile(r"[^\w\- ]", re.ASCII)
_KEPT = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"))
_CIRCLED_LETTERS = deferred(
    r"[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169"
    r"\U0001f170-\U0001f189]"
)


def slugify(text: str) -> str:
    """Return the slug of a heading that reads `text`, before duplicates are numbered.

    Letters, marks, digits, connecting punctuation and hyphens are kept, in lower case; each
    space becomes a hyphen; everything else is dropped, including emoji and line breaks.
    """
    text = text.lower()
    kept = _ASCII_DROPPED.sub("", text) if text.isascii() else "".join(filter(_stays, text))
    return kept.replace(" ", "-")


def _stays(character: str) -> bool:
    # The letters in circles are symbols by category, and letters by property.
    return (
        character in "- "
        or category(character) in _KEPT
        or _CIRCLED_LETTERS().match(character) is not None
    )


def number_duplicates(slugs: Iterable[str]) -> list[str]:
    """Return the slugs of a document's headings made unique: the second `a` becomes `a-1`."""
    seen: dict[str, int] = {}
    unique = []
    for slug in slugs:
        name = slug
        while name in seen:
            seen[slug] += 1
            name = f"{slug}-{seen[slug]}"
        seen[name] = 0
        unique.append(name)
    return unique
