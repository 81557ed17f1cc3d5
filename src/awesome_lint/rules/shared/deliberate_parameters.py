"""Tracking parameters that maintainers add to the links of their list on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.model import Document
from awesome_lint.text.patterns import any_of

_MAX_TITLE_CHARS: Final = 1000
"""Characters of the document's title that are read, since every link is compared with it."""


def title_letters(document: Document) -> str:
    """Return the letters and digits of a document's title, case folded."""
    first = document.headings[0].text if document.headings else ""
    return _alphanumerics(first[:_MAX_TITLE_CHARS])


def are_deliberate(parameters: Iterable[str], title: str) -> bool:
    """Return whether a parameter names GitHub, a sponsor or the list itself.

    `title` is the list's title as `title_letters` returns it.
    """
    values = [each.partition("=")[2] for each in parameters]
    return any(_deliberate_values().search(value) for value in values) or any(
        len(name := _alphanumerics(value)) >= 4 and name in title for value in values
    )


def _alphanumerics(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@cache
def _deliberate_values() -> re.Pattern[str]:
    return re.compile(any_of(rulebook.words("phrases", "deliberate")), re.IGNORECASE)
