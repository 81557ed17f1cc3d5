"""Web URLs: their parts, and their comparison.

The rules of comparison are those of RFC 3986, section 6, and a few facts about hosts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from sys import intern
from typing import Final
from urllib.parse import quote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import split_url
from awesome_lint.text.patterns import any_of, deferred

_PLAIN: Final = re.compile(
    r"(https?)://([a-z0-9.-]{1,250})(/[!\"$->@-~]*)?(?:\?([!\"$-~]*))?(?:#([!-~]*))?", re.ASCII
)
"""A URL in ASCII with a host in lower case and without a port. Most URLs match."""
_HOST: Final = deferred(r"(\[[^\[\]]+\]|[^:@\[\]\s]+)(?::([0-9]*))?")
_DEFAULT_PORT: Final = {"http": "80", "https": "443"}
_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))
_TEXT_DIRECTIVE: Final = ":~:"
"""The start of a text directive, which only selects words to highlight (WICG, Text Fragments)."""
README_TAB: Final = "tab=readme-ov-file"
"""The query for the tab of the README on the front page of a repository on GitHub."""
_GITHUB_REPOSITORY: Final = re.compile(r"/[^/]+(?:/[^/]+)?")
_GIT_SUFFIX: Final = re.compile(r"(?<=[^/])\.git$")


class UrlParts(Struct, frozen=True, gc=False):
    """The parts of an HTTP URL."""

    scheme: str
    """`http` or `https`."""
    host: str
    """The host in lower case, with a port unless it is the default one."""
    path: str
    """The path as written."""
    query: str
    """The query as written, without `?`."""
    fragment: str
    """The fragment as written, without `#`."""


@lru_cache(maxsize=1 << 14)
def parse_web_url(url: str) -> UrlParts | None:
    """Split an HTTP URL into its parts.

    None for other schemes, a missing host, a host with a user name, and texts that are not URLs.
    A URL without a scheme (`//host/path`) counts as https.
    """
    if plain := _PLAIN.fullmatch(url):
        scheme, host, path, query, fragment = plain.groups("")
        return UrlParts(intern(scheme), intern(host), path, query, fragment)
    scheme, netloc, path, query, fragment = split_url(url.strip())
    scheme = scheme or "https"
    authority = _HOST().fullmatch(netloc.lower())
    if authority is None or scheme not in _DEFAULT_PORT:
        return None
    default = not authority[2] or authority[2] == _DEFAULT_PORT[scheme]
    host = intern(authority[1] if default else authority[0])  # many URLs have the same host
    return UrlParts(intern(scheme), host, path, query, fragment)


def without_www(host: str) -> str:
    """Return the host without a leading `www.`, if a domain remains."""
    rest = host.removeprefix("www.")
    return rest if "." in rest and not rest.startswith("www.") else host


def normalise_url(url: str) -> str:
    """Return a URL in a form in which two that lead to the same place are equal.

    Equal are http and https, host names in any case, with or without `www.`, a default port or
    none, a final slash or none, and percent-escapes in any case; tracking parameters and empty
    queries are dropped. Fragments are kept, since two sections of one page can be two entries of
    a list. Other texts are returned without surrounding white space.
    """
    parts = parse_web_url(url)
    if parts is None:
        return url.strip()
    host = without_www(parts.host)
    path = _normalise_escapes(parts.path).rstrip("/")
    query = _normalise_escapes(parts.query)
    if query:
        query = "&".join(part for part in query.split("&") if not not_compared().match(part))
    fragment = _normalise_escapes(parts.fragment).partition(_TEXT_DIRECTIVE)[0]
    if host == "github.com":
        path, query, fragment = _normalise_github(path, query, fragment)
    # Only on their default ports can both schemes be expected to lead to the same server.
    scheme = parts.scheme if ":" in host else "https"
    query = f"?{query}" if query else ""
    fragment = f"#{fragment}" if fragment else ""
    return f"{scheme}://{host}{path}{query}{fragment}"


@cache
def tracking() -> re.Pattern[str]:
    """Return the pattern of the beginning of a parameter that only tracks the source of a visit."""
    return re.compile(_named(rulebook.words("parameters", "tracking")), re.IGNORECASE)


@cache
def ignored_by_arxiv() -> re.Pattern[str]:
    """Return the pattern of the beginning of a parameter that arXiv's pages of papers ignore."""
    names = rulebook.words("parameters", "ignored by arXiv", "not compared", "tracking")
    return re.compile(_named(names), re.IGNORECASE)


@cache
def not_compared() -> re.Pattern[str]:
    """Return the pattern of the beginning of a parameter that may differ in URLs of one page."""
    return re.compile(_named(rulebook.words("parameters", "not compared")), re.IGNORECASE)


def _named(names: Iterable[str]) -> str:
    return any_of(names).replace(r"\*", "[a-z_]+") + "(?:=|$)"


def _normalise_escapes(text: str) -> str:
    """Write percent-escapes in upper case, and escape the characters that browsers escape."""
    if "%" in text:
        text = _ESCAPE.sub(lambda escape: escape[0].upper(), text)
    return text if text.isascii() and " " not in text else quote(text, _PRINTABLE, errors="replace")


def _normalise_github(path: str, query: str, fragment: str) -> tuple[str, str, str]:
    """Normalise the parts of a URL on GitHub.

    Owner and repository are case-insensitive; `.git`, `?tab=readme-ov-file` and `#readme` lead
    to the repository's front page.
    """
    repository = _GITHUB_REPOSITORY.match(path)
    if repository is None:
        return path, query, fragment
    front, below = repository[0].lower(), path[repository.end() :]
    if below:
        return front + below, query, fragment
    if query == README_TAB:
        query = ""
    if fragment.lower() == "readme":
        fragment = ""
    return _GIT_SUFFIX.sub("", front), query, fragment
