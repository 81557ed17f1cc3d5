"""GFM's extended e-mail autolinks: bare addresses, and those that begin `mailto:` or `xmpp:`.

As cmark-gfm (`extensions/autolink.c`), this reads the text that is left when everything else is
parsed: character references and escaped characters belong to an address like any other
character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import ascii_letters, digits

from markdown_it.token import Token
from msgspec import Struct

from awesome_lint.text.patterns import deferred

_BREAK = deferred(r"\n[ \t]*")
_ALPHANUMERIC = frozenset(ascii_letters + digits)
_LOCAL = _ALPHANUMERIC | frozenset(".+-_")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*+")
_DOMAIN_AND_PATH = re.compile(r"(?:[A-Za-z0-9_/-]|\.(?=[A-Za-z0-9]))*+")
_SCHEMES = ("mailto:", "xmpp:")

_Piece = tuple[str, int, int]
"""A piece of text, and the offsets in the content at which it begins and ends."""


class EmailAutolink(Struct, frozen=True, gc=False):
    """An e-mail address that GitHub links."""

    start: int
    """The offset in the content at which it begins."""
    end: int
    """The offset after its last character."""
    text: str
    """The address as readers see it."""
    url: str
    """The address with its scheme."""


def find_email_autolinks(tokens: Iterable[Token], content: str) -> Iterator[EmailAutolink]:
    """Yield the addresses in the text of `content`; `tokens` are its inline tokens."""
    for pieces in _text_runs(tokens, content):
        text = "".join(piece for piece, _, _ in pieces)
        if "@" not in text:
            continue
        places = [place for piece in pieces for place in _character_ranges(*piece)]
        for start, end, has_scheme in _email_ranges(text):
            shown = text[start:end]
            url = shown if has_scheme else f"mailto:{shown}"
            yield EmailAutolink(places[start][0], places[end - 1][1], shown, url)


def _text_runs(tokens: Iterable[Token], content: str) -> Iterator[list[_Piece]]:
    """Yield the runs of text outside of links and images."""
    pieces: list[_Piece] = []
    position, is_link = 0, False
    for token in tokens:
        if is_link:
            is_link = token.type != "link_close"
        elif token.type == "text":
            end = position + len(token.content)
            pieces.append((token.content, position, end))
            position = end
        elif token.type == "text_special":
            pieces.append((token.content, *token.meta["at"]))
            position = token.meta["at"][1]
        else:
            yield pieces
            pieces = []
            is_link = token.type == "link_open"
            if "at" in token.meta:
                position = token.meta["at"][1]
            elif token.type in ("softbreak", "hardbreak"):
                line_end = _BREAK().search(content, position)
                position = line_end.end() if line_end else len(content)
            else:
                position += len(token.markup)  # of emphasis
    yield pieces


def _character_ranges(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Return the start and end of each character of a piece; those of one reference share them."""
    if len(text) == end - start:
        return ((place, place + 1) for place in range(start, end))
    return [(start, end)] * len(text)


def _email_ranges(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the start and end of each address, and whether it has a scheme."""
    floor = dots = 0
    has_scheme = has_path = False
    at = text.find("@")
    while at != -1:
        begin = at
        while begin > floor:
            if text[begin - 1] in _LOCAL:
                begin -= 1
            elif scheme := _scheme(text, floor, begin):
                has_scheme, has_path = True, has_path or scheme == "xmpp:"
                begin -= 1
            else:
                break
        if begin < at:
            pattern = _DOMAIN_AND_PATH if has_path else _DOMAIN
            domain = pattern.match(text, at + 1)
            end = domain.end() if domain else at + 1
            dots += text.count(".", at, end)
            if text[end : end + 1] == "@":
                # As in cmark-gfm, the state of the first address is kept for the next.
                floor, at = at + 1, end
                continue
            floor = end
            if dots and text[end - 1] in ascii_letters:
                yield begin, end, has_scheme
        else:
            floor = at + 1
        dots, has_scheme, has_path = 0, False, False
        at = text.find("@", floor)


def _scheme(text: str, floor: int, end: int) -> str | None:
    """Return the scheme that ends just before `end` and begins at the start of a word, if any."""
    for scheme in _SCHEMES:
        start = end - len(scheme)
        if start >= floor and text.startswith(scheme, start):
            before = text[start - 1] if start > floor else ""
            return None if before in _ALPHANUMERIC else scheme
    return None
