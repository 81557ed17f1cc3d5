"""Addresses that were meant to be URLs and are not: a scheme left out or misspelt, two in one."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.text.patterns import any_of

Slip = Literal[
    "no scheme",
    "broken scheme",
    "two URLs",
    "quotes",
    "parentheses",
    "brackets",
    "whole link",
    "invisible",
]

_SCHEME = re.compile(r"([A-Za-z]{2,8})([:;.,]{0,2})([/\\]{0,4})(?=[\w-]+[.:])")
_INNER = re.compile(r"https?:/{1,2}(?=[\w-]+\.)", re.IGNORECASE)
QUOTES = "".join(
    (
        "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
        "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}",
        "\N{RIGHT SINGLE QUOTATION MARK}",
    )
)
_URL = r"(?P<url>https?://[^\s()\[\]]+)"
_WRAPPED: tuple[tuple[Slip, re.Pattern[str]], ...] = (
    ("parentheses", re.compile(rf"\(+{_URL}\)+", re.IGNORECASE)),
    ("brackets", re.compile(rf"\[+{_URL}\]+", re.IGNORECASE)),
    ("quotes", re.compile(rf"([\"'`]){_URL}\1", re.IGNORECASE)),
    ("whole link", re.compile(rf"!?\[+(?P<text>[^\[\]]*)\]+\({_URL}\)", re.IGNORECASE)),
)
# Joiners are left out where they may belong to a word of a script that needs them.
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_FULL_WIDTH = "\u3001\u3002\uff0c\uff1b"
"""A comma, a full stop and a semicolon that are no part of a URL."""


class Broken(Struct, frozen=True):
    """What is wrong with an address, and what it should be where that is certain."""

    slip: Slip
    mended: str | None = None
    first: str = ""
    """The first of two URLs, where punctuation ends it."""
    text: str = ""
    """The text of a link that is written where only its URL should be."""


def examine(url: str) -> Broken | None:
    """Return what keeps `url`, the destination of a link, from being the URL it was meant to be.

    None for a sound URL, and for a relative one.
    """
    shown = _INVISIBLE.sub("", url.strip(_JOINERS))
    if shown != url:
        return Broken("invisible", shown)
    bare = url.strip(QUOTES)
    if bare != url:
        return Broken("quotes", bare if sound(bare) else None)
    for slip, pattern in _WRAPPED:
        if wrapped := pattern.fullmatch(url):
            text = wrapped.groupdict().get("text") or ""
            return Broken(slip, _unwrapped(wrapped["url"], text), text=text)
    match = _SCHEME.match(url)
    if match is None or not _is_web(match[1]):
        if _domain().match(url):
            return Broken("no scheme", f"https://{url}")
        return None
    if match[0].lower() not in ("http://", "https://"):
        # `https.example.org` and `http-server.dev` are names.
        if not match[3] and match[2][:1] not in (":", ";"):
            return None
        scheme = "http" if match[1].lower() in ("http", "htp", "ttp", "htt") else "https"
        rest = url[match.end() :]
        return Broken("broken scheme", f"{scheme}://{rest}")
    return _two_in_one(url, match.end())


def _unwrapped(url: str, text: str) -> str | None:
    """Return the URL in a wrapping; None where the text of a whole link is another one."""
    return None if sound(text) and text != url else url


def _two_in_one(url: str, start: int) -> Broken | None:
    path = re.split(r"[?#]", url[start:], maxsplit=1)[0]
    inner = _INNER.search(path)
    if inner is None:
        return _pasted_twice(url, start)
    host = path[: inner.start()].split("/")[0].lower()
    second = path[inner.end() :]
    if host == second.split("/")[0].lower() or host in ("", "http:", "https:"):
        return _two(url, start + inner.start())
    before = path[inner.start() - 1]
    if before.isalnum() or before in _FULL_WIDTH or host in rulebook.words("urls", "no nested URL"):
        return _two(url, start + inner.start())
    return None


def _two(url: str, at: int) -> Broken:
    """Return what is wrong with a URL in which another begins at offset `at`.

    The second is meant where the first adds nothing to it, being its beginning or all of it.
    """
    first, second = url[:at], url[at:]
    if second.startswith(first) or first in ("http://", "https://"):
        return Broken("two URLs", second)
    whole = first.rstrip(f",;{_FULL_WIDTH}")
    return Broken("two URLs", first="" if whole == first else whole)


def _pasted_twice(url: str, start: int) -> Broken | None:
    """Tell of an address of the same host behind a query or a fragment, not as a value in it."""
    inner = _INNER.search(url, start)
    if inner is None or not url[inner.start() - 1].isalnum():
        return None
    host = re.split(r"[/?#]", url[start:], maxsplit=1)[0].lower()
    if re.split(r"[/?#]", url[inner.end() :], maxsplit=1)[0].lower() != host:
        return None
    return _two(url, inner.start())


def _is_web(scheme: str) -> bool:
    """Tell whether a scheme is `http`, `https` or a slip away from them."""
    scheme = scheme.lower()
    if scheme in ("http", "https"):
        return True
    if scheme in rulebook.words("urls", "scheme") or not 3 <= len(scheme) <= 7:
        return False
    from rapidfuzz.distance import OSA

    return min(OSA.distance(scheme, "http"), OSA.distance(scheme, "https")) == 1


def sound(url: str) -> bool:
    """Tell whether `url` begins as an absolute web address does."""
    return re.match(r"https?://[\w\[]", url, re.IGNORECASE) is not None


@cache
def _domain() -> re.Pattern[str]:
    """Return the pattern of how a URL without a scheme begins, and no name of a file does."""
    ends = any_of(rulebook.words("urls", "top-level domain"))
    return re.compile(
        rf"(?:www\.[\w-]+\.|(?:[a-z0-9-]{{1,63}}\.){{1,5}}{ends}(?=[/?#:]|$))", re.IGNORECASE
    )
