"""Title, headings and anchors of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import TextDecoder
from awesome_lint.links.http.html_parser import HtmlParser
from awesome_lint.text.words import letters_and_digits

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_RAW: Final = ("script", "style")
_VISIBLE: Final = ("img", "iframe", "object", "video", "form", "a")
"""Elements that show something without text."""
_ANCHOR_ELEMENTS: Final = ("a", "section", "span")
"""Elements that are put before a heading as its anchor; others enclose more than that."""
_REFRESH: Final = re.compile(
    r"\s*[01](?:\.[0-9]*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE
)
"""Content of a `<meta http-equiv=refresh>` that leads to another page before this one is read."""
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:-]{1,40})", re.IGNORECASE
)
_CHARSET_BYTES: Final = 1024
"""Bytes in which a page must state its encoding (HTML standard, 4.2.5.4)."""
MAX_WAITING_CHARS: Final = 100
"""Characters of a text that asks to wait for scripts, with the space around it."""
MAX_NAMES: Final = 20_000
"""Anchors and headings of a page that are kept, up to the end of a block; more are not read. They
take a hundred bytes each, and a list can link to thousands of pages."""
_USER_CONTENT: Final = re.compile(r"(?<=user-content-)[^\"'\\<>&\s]{1,300}")
"""GitHub's anchors of the headings of a rendered file, in HTML or in the data of its scripts."""


class Page(Struct, frozen=True):
    """Title, headings and anchors of an HTML page, as far as it was read."""

    title: str = ""
    """Text of the first `<title>`."""
    headings: tuple[str, ...] = ()
    """Texts of the `<h1>` elements."""
    anchors: frozenset[str] = frozenset()
    """Values of `id` attributes, and of `name` attributes of `<a>`: the targets of fragments."""
    sections: bool = False
    """Whether some of the headings have an anchor."""
    unnamed: frozenset[str] = frozenset()
    """Letters and digits of the headings that have no anchor."""
    refresh: str = ""
    """Target of a `<meta http-equiv=refresh>` of at most a second, as written; empty for none."""
    scripted: bool = False
    """Whether scripts write what readers see, since the HTML shows nothing."""
    whole: bool = False
    """Whether the page was read to its end."""
    legible: bool = True
    """Whether all of it could be decoded."""


class PageReader:
    """Reader of a page, block by block; `charset` is the encoding that the headers state.

    The time is proportional to the size of the page, as long as blocks are few: with each, the
    parser starts again at what it could not parse yet.
    """

    def __init__(self, charset: str | None) -> None:
        self._charset = charset
        self._decoder: TextDecoder | None = None
        self._parser = _Parser()
        self._stopped = False
        self._legible = True

    def feed(self, block: bytes) -> None:
        """Read the next block."""
        decoder = self._decoder = self._decoder or _decoder(self._charset, block)
        text = decoder.decode(block)
        self._legible = self._legible and "\ufffd" not in text
        self._stopped = self._stopped or not decoder.whole
        if not self._stopped:
            try:
                self._parser.feed(text)
            except AssertionError:  # from `<![` without a known word
                self._stopped = True
            self._stopped = self._stopped or self._parser.names > MAX_NAMES

    def page(self, whole: bool) -> Page:
        """Return the page; `whole` is whether the last block was its end."""
        return self._parser.page(whole and not self._stopped, self._legible)


def _decoder(charset: str | None, block: bytes) -> TextDecoder:
    declared = _CHARSET.search(block[:_CHARSET_BYTES])
    return TextDecoder(charset, declared and declared[1].decode("ascii", "replace"))


class _Parser(HtmlParser):
    """Parser that collects the fields of a Page."""

    def __init__(self) -> None:
        super().__init__()
        self._anchors: set[str] = set()
        self._headings_with_anchor = 0
        self._unnamed: set[str] = set()
        self._title: str | None = None
        self._headings: list[str] = []
        self._refresh = ""
        self._in_raw_text = False
        self._scripts = False
        self._in_noscript = False
        self._shows_something = False
        self._open_element = ""  # the title or heading that the text belongs to
        self._text: list[str] = []
        self._has_anchor = False  # whether the open heading has an anchor
        self._after_anchor = False  # whether an anchor element comes directly before
        self._ended_heading = ""  # the heading just ended, while its anchor may follow

    @property
    def names(self) -> int:
        """The number of anchors and headings so far."""
        return len(self._anchors) + len(self._unnamed) + len(self._headings)

    def page(self, whole: bool, legible: bool) -> Page:
        return Page(
            title=self._title or "",
            headings=tuple(self._headings),
            anchors=frozenset(self._anchors),
            sections=self._headings_with_anchor > 0,
            unnamed=frozenset(self._unnamed),
            refresh=self._refresh,
            scripted=whole and self._scripts and not self._shows_something,
            whole=whole,
            legible=legible,
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {value for name, value in attrs if value and _names(tag, name)}
        if tag in _HEADINGS or (tag == "title" and self._title is None):
            self._end()
            self._open_element, self._text = tag, []
            self._has_anchor = self._after_anchor
        if names:
            self._anchors |= names
            self._has_anchor = True
            self._after_anchor = self._after_anchor or tag in _ANCHOR_ELEMENTS
            if self._ended_heading and tag == "a":  # on GitHub, the anchor follows the heading
                self._unnamed.discard(self._ended_heading)
                self._headings_with_anchor += 1
                self._ended_heading = ""
        if tag in _RAW:
            self._in_raw_text = True
        if tag == "meta" and not (self._refresh or self._in_noscript):
            self._refresh = _refresh_target(dict(attrs))
        self._scripts = self._scripts or tag == "script"
        self._in_noscript = self._in_noscript or tag == "noscript"
        self._shows_something = self._shows_something or tag in _VISIBLE

    def handle_endtag(self, tag: str) -> None:
        if tag in _RAW:
            self._in_raw_text = False
        if tag == "noscript":
            self._in_noscript = False
        if tag == self._open_element:
            self._end()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._in_raw_text = False

    def handle_data(self, data: str) -> None:
        if self._in_raw_text:
            found = _USER_CONTENT.findall(data)
            self._anchors.update(f"user-content-{name}" for name in found)
            self._headings_with_anchor += len(found)
            return
        if self._open_element:
            self._text.append(data)
        if not data.isspace():
            self._shows_something = self._shows_something or not (
                self._in_noscript or self._open_element == "title" or _is_shown_before_scripts(data)
            )
            self._after_anchor = False
            self._ended_heading = ""

    def _end(self) -> None:
        """Take the text of the title or heading that was open."""
        text = " ".join("".join(self._text).split())
        if self._open_element == "title":
            self._title = text
        elif self._open_element:
            if self._open_element == "h1" and text:
                self._headings.append(text)
            if self._has_anchor:
                self._headings_with_anchor += 1
            elif text:
                self._ended_heading = letters_and_digits(text)
                self._unnamed.add(self._ended_heading)
        self._open_element = ""
        self._has_anchor = False


def _is_shown_before_scripts(text: str) -> bool:
    """Return whether a page shows a text until its scripts have run, such as "Loading…"."""
    return len(text) <= MAX_WAITING_CHARS and letters_and_digits(text) in _before_scripts()


@cache
def _before_scripts() -> frozenset[str]:
    return frozenset(map(letters_and_digits, rulebook.words("phrases", "before scripts")))


def _refresh_target(attributes: Mapping[str, str | None]) -> str:
    """Return the page that the attributes of a `<meta>` lead to at once; empty for none."""
    if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
        return ""
    match = _REFRESH.match(attributes.get("content") or "")
    return match[1].strip() if match else ""


def _names(tag: str, attribute: str) -> bool:
    """Return whether an attribute's value is the target of fragments (HTML standard, 7.4.6.3)."""
    return attribute == "id" or (attribute == "name" and tag == "a")
