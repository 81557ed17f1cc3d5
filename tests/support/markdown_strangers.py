"""Hostile Markdown, and the text that readers see after GitHub's own renderer."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

from rendering import html
from report_helpers import hostile

_FRAGMENTS = (
    "`",
    "``",
    "```",
    " ",
    "\\",
    "|",
    "@name",
    "@org/team",
    "#12",
    "GH-12",
    "name/repo#12",
    "0123456789abcdef0123456789abcdef01234567",
    "https://evil.example",
    "http://evil.example",
    "www.evil.example",
    "mailto:a@evil.example",
    "a@evil.example",
    "[a](https://evil.example)",
    "![a](https://evil.example/a.png)",
    "[^1]",
    "[a]: https://evil.example",
    "<https://evil.example>",
    "<img src=x>",
    "<!--",
    "-->",
    "</details>",
    "&amp;",
    "&#64;name",
    "*a*",
    "_a_",
    "~~a~~",
    "$a$",
    ":smile:",
    "# ",
    "- ",
    "1. ",
    "> ",
    "---",
    "\n",
    "\u2028",
    "\u202e",
    "שלום",
)

stranger = (
    st.lists(st.sampled_from(_FRAGMENTS) | st.text(max_size=3), max_size=12).map("".join) | hostile
)
"""Hostile text for Markdown, terminals and runners."""

ALIVE = re.compile(
    r"[@#<>&\[\]*_~$\\|{}]|://|\bwww\.|\b[0-9a-f]{7,40}\b|\bgh-\d|:\w+:", re.IGNORECASE
)


class Shown(HTMLParser):
    """The text that a reader sees: all of it, and the part outside of code."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = self.outside = ""
        self._code = False
        self.feed(html(markdown))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.pop("href") or "")
        given.pop("align", None)  # of table cells
        assert not given
        self.tags.add(tag)
        self._code = tag == "code"

    def handle_endtag(self, _tag: str) -> None:
        self._code = False

    def handle_data(self, data: str) -> None:
        self.text += data
        self.outside += " " if self._code else data
