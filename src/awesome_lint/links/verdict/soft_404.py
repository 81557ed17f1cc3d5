"""Soft 404s: pages that say "not found" with the status 200 OK."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from awesome_lint.bounded import split_url
from awesome_lint.links.http.html_page import Page, letters_and_digits

_REGRETS: Final = frozenset(
    letters_and_digits(words)
    for words in (
        "404",
        "Error 404",
        "404 error",
        "HTTP 404",
        "404 Not Found",
        "Error 404 Not Found",
        "404 Page Not Found",
        "Page Not Found 404",
        "404 File Not Found",
        "404 This page could not be found",
        "Not Found",
        "Page Not Found",
        "File Not Found",
        "Document Not Found",
        "The page was not found",
        "The page cannot be found",
        "The page you requested could not be found",
        "The requested URL was not found on this server",
        "This page could not be found",
        "This page does not exist",
        "This page doesn't exist",
        "Page does not exist",
        "Seite nicht gefunden",
        "Page non trouvée",
        "Page introuvable",
        "Página no encontrada",
        "Página não encontrada",
        "Pagina non trovata",
        "Pagina niet gevonden",
        "Страница не найдена",
        "页面不存在",
        "页面未找到",
        "頁面不存在",
        "ページが見つかりません",
        "페이지를 찾을 수 없습니다",
    )
)
_PARTS: Final = re.compile(r"\s[-–—:]+\s|[|·•»]|:\s")
"""What parts the title of a page from the name of its site."""
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
    regret = next((text for text in texts if letters_and_digits(text) in _REGRETS), None)
    return regret and " ".join(re.findall(r"[\w'’]+", regret))
