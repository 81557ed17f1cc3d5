"""What an HTML page says it is, and where fragments can lead on it."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import TextDecoder
from awesome_lint.links.http.html_parser import HtmlParser

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_RAW: Final = ("script", "style")
_VISIBLE: Final = ("img", "iframe", "object", "video", "form", "a")
"""Elements that show something without a text."""
_ANCHOR_ELEMENTS: Final = ("a", "section", "span")
"""Elements that are put before a heading to give it a name; others enclose more than that."""
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:-]{1,40})", re.IGNORECASE
)
_CHARSET_BYTES: Final = 1024
"""Bytes in which a page must have said its encoding (HTML standard, 4.2.5.4)."""
_USER_CONTENT: Final = re.compile(r"(?<=user-content-)[^\"'\\<>&\s]{1,300}")
"""GitHub's names for the headings of a rendered file, in HTML or in the data of its scripts."""


class Page(Struct, frozen=True):
    """What was read of a page.

    `title` and `headings` (those of the first rank) are what it says it is. `anchors` are what
    fragments lead to; `sections` tells that there are some for its sections, and `unnamed` holds
    the letters and digits of headings that have none. `scripted` tells that scripts write what
    readers see, since nothing else is there to see. `whole` tells that it was read to its end, and
    `legible` that all of it could be decoded.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()
    sections: bool = False
    unnamed: frozenset[str] = frozenset()
    scripted: bool = False
    whole: bool = False
    legible: bool = True


class PageReader:
    """Reads a page block by block; `charset` is what the headers say of its encoding.

    The time is in proportion to the page, whatever it is made of, as long as blocks are few: the
    parser looks again, with each, at what it could not yet make sense of.
    """

    def __init__(self, charset: str | None) -> None:
        self._charset = charset
        self._decoder: TextDecoder | None = None
        self._parser = _Parser()
        self._lost = False
        self._legible = True

    def feed(self, block: bytes) -> None:
        """Read on."""
        decoder = self._decoder = self._decoder or _decoder(self._charset, block)
        text = decoder.decode(block)
        self._legible = self._legible and "\ufffd" not in text
        self._lost = self._lost or not decoder.whole
        if not self._lost:
            try:
                self._parser.feed(text)
            except AssertionError:  # from `<![`, where no known word follows
                self._lost = True

    def page(self, whole: bool) -> Page:
        """Return what was read; `whole` tells that this was the end."""
        return self._parser.page(whole and not self._lost, self._legible)


def letters_and_digits(text: str) -> str:
    """Return the letters and digits of a text, in one case: what all ways to name it share."""
    return "".join(filter(str.isalnum, text.casefold()))


def _decoder(charset: str | None, block: bytes) -> TextDecoder:
    said = _CHARSET.search(block[:_CHARSET_BYTES])
    return TextDecoder(charset, said and said[1].decode("ascii", "replace"))


class _Parser(HtmlParser):
    """Collects what a Page holds."""

    def __init__(self) -> None:
        super().__init__()
        self._anchors: set[str] = set()
        self._named = 0
        self._unnamed: set[str] = set()
        self._title: str | None = None
        self._headings: list[str] = []
        self._raw = False
        self._scripts = False
        self._hidden = False  # from readers who have scripts
        self._shown = False
        self._open = ""  # the title or heading that the text belongs to
        self._text: list[str] = []
        self._has_name = False  # whether the open heading has an anchor
        self._before = False  # whether an anchor stands before what follows
        self._behind = ""  # the heading just ended, as long as an anchor may follow

    def page(self, whole: bool, legible: bool) -> Page:
        return Page(
            title=self._title or "",
            headings=tuple(self._headings),
            anchors=frozenset(self._anchors),
            sections=self._named > 0,
            unnamed=frozenset(self._unnamed),
            scripted=whole and self._scripts and not self._shown,
            whole=whole,
            legible=legible,
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {value for name, value in attrs if value and _names(tag, name)}
        if tag in _HEADINGS or (tag == "title" and self._title is None):
            self._end()
            self._open, self._text = tag, []
            self._has_name = self._before
        if names:
            self._anchors |= names
            self._has_name = True
            self._before = self._before or tag in _ANCHOR_ELEMENTS
            if self._behind and tag == "a":  # as GitHub has it: the anchor follows the heading
                self._unnamed.discard(self._behind)
                self._named += 1
                self._behind = ""
        if tag in _RAW:
            self._raw = True
        self._scripts = self._scripts or tag == "script"
        self._hidden = self._hidden or tag == "noscript"
        self._shown = self._shown or tag in _VISIBLE

    def handle_endtag(self, tag: str) -> None:
        if tag in _RAW:
            self._raw = False
        if tag == "noscript":
            self._hidden = False
        if tag == self._open:
            self._end()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._raw = False

    def handle_data(self, data: str) -> None:
        if self._raw:
            found = _USER_CONTENT.findall(data)
            self._anchors.update(f"user-content-{name}" for name in found)
            self._named += len(found)
            return
        if self._open:
            self._text.append(data)
        if not data.isspace():
            self._shown = self._shown or not (self._hidden or self._open == "title")
            self._before = False
            self._behind = ""

    def _end(self) -> None:
        """Take the title or heading that was open."""
        text = " ".join("".join(self._text).split())
        if self._open == "title":
            self._title = text
        elif self._open:
            if self._open == "h1" and text:
                self._headings.append(text)
            if self._has_name:
                self._named += 1
            elif text:
                self._behind = letters_and_digits(text)
                self._unnamed.add(self._behind)
        self._open = ""
        self._has_name = False


def _names(tag: str, attribute: str) -> bool:
    """Tell whether fragments lead to what an attribute says (HTML standard, 7.4.6.3)."""
    return attribute == "id" or (attribute == "name" and tag == "a")
