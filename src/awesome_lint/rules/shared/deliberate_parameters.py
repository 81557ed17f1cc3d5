"""Tracking parameters that maintainers add to the links of their list on purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers import github
from awesome_lint.identifiers.url import parse_web_url, tracking
from awesome_lint.model import Document
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.patterns import any_of
from awesome_lint.text.words import letters_and_digits

_MAX_TITLE_CHARS: Final = 1000
"""Characters of the document's title that are read, since every link is compared with it."""

_MIN_NAME_CHARS: Final = 4
"""Letters and digits of the shortest value that names a list or a repository."""

_MIN_LINKS: Final = 3
"""The minimum number of links with a parameter, on a host or in a list, for it to be deliberate."""


class DeliberateParameters:
    """The tracking parameters that a list adds to its links."""

    def __init__(self, document: Document) -> None:
        first = document.headings[0].text if document.headings else ""
        self._title = letters_and_digits(first[:_MAX_TITLE_CHARS])
        self._repositories: set[str] = set()
        self._links = Counter[str]()
        self._tracked = 0
        self._with_parameter = Counter[tuple[str, str]]()
        self._parameters = Counter[str]()
        for url in {link.url for link in document.links if link.kind != "image"}:
            if parts := parse_web_url(url):
                self._links[parts.host] += 1
                if parts.host == github.HOST:
                    names = parts.path.split("/", 3)[2:3]  # the one after that of the owner
                    self._repositories.update(map(letters_and_digits, names))
                if not parts.query:
                    continue
                parameters = parts.query.split("&")
                self._tracked += any(map(tracking().match, parameters))
                self._with_parameter.update((parts.host, each) for each in parameters)
                self._parameters.update(parameters)

    def include_any(self, host: str, parameters: Iterable[str]) -> bool:
        """Return whether a parameter is deliberate in URLs of a host.

        It names GitHub, a sponsor, the list itself or a repository that it links to, which may be
        its own; all of at least `_MIN_LINKS` links to the host have it with the same value; or as
        many of the list have it, and most of its links have it or are tracked in another way.
        Parameters that name a chat bot are never deliberate.
        """
        return any(self._is_deliberate(host, each) for each in parameters)

    def _is_deliberate(self, host: str, parameter: str) -> bool:
        value = parameter.partition("=")[2]
        if _chat_bots().search(value):
            return False
        if _deliberate_values().search(value):
            return True
        name = letters_and_digits(value)
        if len(name) >= _MIN_NAME_CHARS and (name in self._title or name in self._repositories):
            return True
        on_host = self._with_parameter[host, parameter]
        if on_host == self._links[host] >= _MIN_LINKS:
            return True
        number = self._parameters[parameter]
        return number >= _MIN_LINKS and 2 * max(number, self._tracked) > self._links.total()


@once_per_document
def deliberate_parameters(document: Document) -> DeliberateParameters:
    """Return the query parameters of a document that are deliberate."""
    return DeliberateParameters(document)


@cache
def _chat_bots() -> re.Pattern[str]:
    return re.compile(any_of(rulebook.words("phrases", "chat bot")), re.IGNORECASE)


@cache
def _deliberate_values() -> re.Pattern[str]:
    return re.compile(any_of(rulebook.words("phrases", "deliberate")), re.IGNORECASE)
