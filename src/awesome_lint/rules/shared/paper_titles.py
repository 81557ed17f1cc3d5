"""Which entries are listed under the title of a paper."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.model import Entry, Field
from awesome_lint.text.patterns import any_of

_FEWEST_WORDS: Final = 4
"""Titles with fewer words, numbers aside, may be the names of things."""

_WORD: Final = re.compile(r"(?<!\S)[^\d\s]{2,}(?!\S)")

_LONGEST: Final = 300
"""What has more characters is no title, but a paragraph."""

_NAME_OF_DATA: Final = re.compile(r"the [^:]* (?:benchmark|corpus|data ?set)s?", re.IGNORECASE)
"""What is rather the name of a data set than the title of its paper: `The Thin Ice dataset`."""

_REPOSITORY: Final = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co)/", re.IGNORECASE
)


def paper_title(entry: Entry) -> Field | None:
    """Return an entry's title, or None where it may be a thing's name, or no title at all."""
    if entry.title is None:
        return None
    column, text = entry.title.name, entry.title.text
    if _things().search(column) and not _papers().search(column):
        return None
    if not is_whole_title(text) or _NAME_OF_DATA.fullmatch(text):
        return None
    # Where the title leads to a repository, it is a project's, whose paper is only beside it.
    if any(link.text == text and _REPOSITORY.match(link.url) for link in entry.title.links):
        return None
    return entry.title


def is_whole_title(text: str) -> bool:
    """Tell whether a text may be a whole title of a paper: neither a name nor a paragraph."""
    return len(text) <= _LONGEST and len(_WORD.findall(text)) >= _FEWEST_WORDS


def is_in_title_column(entry: Entry) -> bool:
    """Tell whether an entry's title stands in a column for titles of papers."""
    return entry.kind == "row" and bool(entry.title and _papers().search(entry.title.name))


@cache
def _papers() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "paper"))
    return re.compile(rf"\b{words}s?\b", re.IGNORECASE)


@cache
def _things() -> re.Pattern[str]:
    words = any_of(rulebook.words("columns", "thing"))
    return re.compile(rf"\b{words}s?\b", re.IGNORECASE)
