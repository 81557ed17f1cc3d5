"""Python's HTML parser, made safe for pages of strangers."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from awesome_lint.bounded import shorten_references

_OPEN_REFERENCE: Final = re.compile(r"&(?:#[0-9]*)?")


class HtmlParser(HTMLParser):
    """HTML parser that accepts character references of any length.

    It must not be closed, which may take quadratic time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._open_reference = ""

    def feed(self, data: str) -> None:
        """Parse more text. Raises AssertionError for an unknown declaration."""
        data = shorten_references(self._open_reference + data)
        last = data.rfind("&")
        # A reference that continues in the next block is parsed with that.
        open_reference = last >= 0 and _OPEN_REFERENCE.fullmatch(data, last)
        self._open_reference = data[last:] if open_reference else ""
        super().feed(data[:last] if open_reference else data)
