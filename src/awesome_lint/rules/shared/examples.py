"""Examples and templates of entries, which are written for contributors."""

from __future__ import annotations

import re
from functools import cache

from awesome_lint import rulebook
from awesome_lint.model import Document
from awesome_lint.text.patterns import any_of

_MAX_HEADING_CHARS = 200
"""Characters of a heading that are examined."""


def mentions_example(text: str) -> bool:
    """Return whether a text mentions an example or a format: `Use this format:`."""
    return _example_phrases().search(text) is not None


def is_for_contributors(document: Document, line: int) -> bool:
    """Return whether the heading above a line is about contributing."""
    heading = document.heading_above(line)
    return heading is not None and bool(
        _contributing_phrases().search(heading.text[:_MAX_HEADING_CHARS])
    )


@cache
def _example_phrases() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(rulebook.words('phrases', 'example'))}\b", re.IGNORECASE)


@cache
def _contributing_phrases() -> re.Pattern[str]:
    return re.compile(any_of(rulebook.words("phrases", "contributing")), re.IGNORECASE)
