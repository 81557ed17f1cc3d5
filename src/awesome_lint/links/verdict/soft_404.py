"""Pages that say with 200 OK that there is no such page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final
from urllib.parse import unquote

from awesome_lint import rulebook
from awesome_lint.bounded import split_url
from awesome_lint.links.http.html_page import Page, skeleton

_PARTS: Final = re.compile(r"\s[-–—:]+\s|[|·•»]|:\s")
"""What parts the title of a page from the name of its site."""
_ABOUT: Final = re.compile(r"404|not.{0,3}found|missing|error", re.IGNORECASE)


def said_by(url: str, page: Page) -> str | None:
    """Return the words with which the page at `url` says that it is none, if it does.

    Its title does so or, where it was read to its end, all headings of the first rank. Where the
    address that was asked for speaks of errors, the page is one about them.
    """
    if _ABOUT.search(unquote(split_url(url).path)):
        return None
    words = _of_title(page.title)
    if words is None and page.whole and all(_regret([text]) for text in page.headings):
        words = _regret(page.headings)
    return words


def is_regret(title: str) -> bool:
    """Tell whether a title says that there is no such page."""
    return _of_title(title) is not None


def _of_title(title: str) -> str | None:
    return _regret((title, *_PARTS.split(title)))


def _regret(texts: Iterable[str]) -> str | None:
    regret = next((text for text in texts if skeleton(text) in _regrets()), None)
    return regret and " ".join(re.findall(r"[\w'’]+", regret))


@cache
def _regrets() -> frozenset[str]:
    return frozenset(map(skeleton, rulebook.words("not_found", "phrase")))
