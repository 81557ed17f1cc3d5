"""Tracking parameters that maintainers add to the links of their list on purpose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Final

from awesome_lint import rulebook
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.model import Document
from awesome_lint.text.patterns import any_of

_MAX_TITLE_CHARS: Final = 1000
"""Characters of the document's title that are read, since every link is compared with it."""

_MIN_LINKS: Final = 3
"""Links to a host that show that a parameter which all of them have is deliberate."""


class DeliberateParameters:
    """The tracking parameters that a list adds to its links."""

    def __init__(self, document: Document) -> None:
        first = document.headings[0].text if document.headings else ""
        self._title = _alphanumerics(first[:_MAX_TITLE_CHARS])
        self._links = Counter[str]()
        self._with_parameter = Counter[tuple[str, str]]()
        for url in {link.url for link in document.links if link.kind != "image"}:
            if parts := parse_web_url(url):
                self._links[parts.host] += 1
                self._with_parameter.update((parts.host, each) for each in parts.query.split("&"))

    def include_any(self, host: str, parameters: Iterable[str]) -> bool:
        """Return whether a parameter is deliberate in URLs of a host.

        It names GitHub, a sponsor or the list itself, or all of at least `_MIN_LINKS` links to the
        host have it with the same value.
        """
        return any(self._is_deliberate(host, each) for each in parameters)

    def _is_deliberate(self, host: str, parameter: str) -> bool:
        value = parameter.partition("=")[2]
        if _deliberate_values().search(value):
            return True
        name = _alphanumerics(value)
        if len(name) >= 4 and name in self._title:
            return True
        return self._links[host] >= _MIN_LINKS and (
            self._with_parameter[host, parameter] == self._links[host]
        )


def _alphanumerics(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@cache
def _deliberate_values() -> re.Pattern[str]:
    return re.compile(any_of(rulebook.words("phrases", "deliberate")), re.IGNORECASE)
