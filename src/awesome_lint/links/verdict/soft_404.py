"""Soft 404s: pages that say "not found" with the status 200 OK."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final
from urllib.parse import unquote

from awesome_lint import rulebook
from awesome_lint.bounded import split_url
from awesome_lint.links.http.html_page import Page
from awesome_lint.text.words import letters_and_digits

_PARTS: Final = re.compile(r"\s[-–—:]+\s|[|·•»]|:\s")
"""Separator of a page's title and the name of its site."""
_ABOUT: Final = re.compile(r"404|not.{0,3}found|missing|error", re.IGNORECASE)


def not_found_phrase(url: str, page: Page) -> str | None:
    """Return the words with which the page at `url` says that it does not exist, if it does.

    They are its title or, if it was read to its end, all its `<h1>` headings. If the requested URL
    is about errors, so is the page.
    """
    if _ABOUT.search(unquote(split_url(url).path)):
        return None
    words = _phrase_in_title(page.title)
    if words is None and page.whole and all(_first_phrase([text]) for text in page.headings):
        words = _first_phrase(page.headings)
    return words


def is_not_found_title(title: str) -> bool:
    """Return whether a title says that the page does not exist."""
    return _phrase_in_title(title) is not None


def _phrase_in_title(title: str) -> str | None:
    return _first_phrase((title, *_PARTS.split(title)))


def _first_phrase(texts: Iterable[str]) -> str | None:
    phrases = _phrases()
    found = next((text for text in texts if letters_and_digits(text) in phrases), None)
    return found and " ".join(re.findall(r"[\w'’]+", found))


@cache
def _phrases() -> frozenset[str]:
    return frozenset(map(letters_and_digits, rulebook.words("not_found", "phrase")))
