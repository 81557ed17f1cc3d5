"""Texts that were meant to be URLs: without a scheme or with a misspelt one, two URLs in one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers import local_path
from awesome_lint.identifiers.url import without_www
from awesome_lint.text.edit_distance import single_edit
from awesome_lint.text.patterns import deferred

Defect = Literal[
    "no scheme",
    "glued host",
    "broken scheme",
    "two URLs",
    "quotes",
    "parentheses",
    "brackets",
    "whole link",
    "invisible",
    "space",
    "backslash",
    "backslashes",
    "host",
    "punctuation",
]
"""The kinds of defects."""

_PLAIN = re.compile(
    r"https?://[A-Za-z0-9.-]+\.(?P<end>[a-z]+)(?P<after>(?:[/?#][\w./?#&=+:;,!*@$~-]*)?)", re.ASCII
)
"""A URL that has none of the characters of a defect. Most URLs match."""
_ANY_SCHEME = deferred(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEME = re.compile(r"([A-Za-z]{2,8})([:;.,]{0,2})([/\\]{0,4})(?=[\w-]+[.:,])")
_INNER = re.compile(r"https?:/{1,2}(?=[\w-]+\.)", re.IGNORECASE)
TYPOGRAPHIC_QUOTES = "".join(
    (
        "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
        "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}",
        "\N{RIGHT SINGLE QUOTATION MARK}",
    )
)
_URL = r"(?P<url>https?://[^\s()\[\]]+)"
_WRAPPED: tuple[tuple[Defect, Callable[[], re.Pattern[str]]], ...] = (
    ("parentheses", deferred(rf"\(+{_URL}\)+", re.IGNORECASE)),
    ("brackets", deferred(rf"\[+{_URL}\]+", re.IGNORECASE)),
    ("quotes", deferred(rf"([\"'`]){_URL}\1", re.IGNORECASE)),
    ("whole link", deferred(rf"!?\[+(?P<text>[^\[\]]*)\]+\({_URL}\)", re.IGNORECASE)),
)
_OPENING_MARKS = ("(", "[", "!", '"', "'", "`")
# Joiners inside a URL may belong to a word of a script that needs them.
_JOINERS = "\u200c\u200d"
_WITHOUT_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_SPACES = "\u00a0\u2007\u202f\u3000"
"""Spaces that do not end a URL in Markdown."""
_SPACE = deferred(f"[{_SPACES}]")
_ESCAPED = deferred(r"%(?:C2%A0|C2%AD|E2%80%8[B-F]|E2%80%AF|E2%81%A0|E3%80%80|EF%BB%BF)", re.I)
"""A space of these or an invisible character, with its bytes escaped."""
_HOST_OF_URL = deferred(r"https?://(?P<host>[\w.:@-]+)(?=[/?#]|$)", re.IGNORECASE)
_HOST_OR_COMMA = deferred(r"https?://(?P<host>[a-z0-9.,-]+)(?=[/?#]|$)", re.IGNORECASE)
_FRONT_PAGE = deferred(r"https?://(?P<host>[\w.:@-]+)/?", re.IGNORECASE)
_WITHOUT_SCHEME = deferred(
    r"(?P<host>(?:[A-Za-z0-9-]{1,63}\.){1,5}(?P<end>[A-Za-z]{2,24}))"
    r"(?::[0-9]{1,5})?(?P<after>/.|[/?#]|$)"
)
_PART_OF_SCHEME = deferred(r"(?:h|ht|h?ttps?|htps?|htt|tps?)\.")
_WWW = deferred(r"www\.[\w-]+\.", re.IGNORECASE)
_MIN_GLUED_CHARS = 3
"""Characters of the shortest text after a host that was meant for its path, and not for the host:
`github.comm` is a misspelling."""
_MAX_KNOWN_HOST_CHARS = 64
"""Characters of the longest known host."""
_FULL_WIDTH = "\u3001\u3002\uff0c\uff1b"
"""A comma, a full stop and a semicolon that are not part of a URL."""
_FULL_WIDTH_OPENING = "\u201c\u3008\u300a\u300c\u300e\u3010\uff08\uff3b"
"""Quotation marks and brackets that begin a text after a URL."""
_FULL_WIDTH_CLOSING = (
    f"{_FULL_WIDTH}\u201d\u3009\u300b\u300d\u300f\u3011\uff01\uff09\uff1a\uff1f\uff3d\uff61"
)
"""Quotation marks, brackets and punctuation that end a text before them."""
_FULL_WIDTH_MARK = deferred(f"[{_FULL_WIDTH_OPENING}{_FULL_WIDTH_CLOSING}]")
_OPENING = deferred(f"[({_FULL_WIDTH_OPENING}]")
_PAPER = deferred(r"https?://(?:[\w-]+\.)?(?:arxiv|doi)\.org/", re.IGNORECASE)
"""A URL that other rules examine: arxiv-url and doi-format."""
_ENCYCLOPEDIA = deferred(r"https?://[^/]*(?:wiki|baike)", re.IGNORECASE)


class MalformedUrl(Struct, frozen=True):
    """A defect of a URL."""

    defect: Defect
    """The kind of defect."""
    corrected: str | None = None
    """The URL that was meant, if it is certain."""
    first: str = ""
    """The first of two URLs, where punctuation ends it."""
    text: str = ""
    """The text of a link inside the link's URL."""


@lru_cache(maxsize=4096)
def diagnose(url: str) -> MalformedUrl | None:
    """Return the defect of `url`, the destination of a link.

    None for a sound URL, and for a relative one.
    """
    plain = _PLAIN.fullmatch(url)
    if (
        plain
        and plain["end"] in _top_level_domains()
        and not plain["after"].endswith(",")
        and not _INNER.search(plain["after"])
    ):
        return None
    if (wrong := _diagnose_characters(url)) is not None:
        return wrong
    for defect, pattern in _WRAPPED if url.startswith(_OPENING_MARKS) else ():
        if wrapped := pattern().fullmatch(url):
            text = wrapped.groupdict().get("text") or ""
            return MalformedUrl(defect, _unwrap(wrapped["url"], text), text=text)
    match = _SCHEME.match(url)
    if match is None or not _is_http_scheme(match[1]):
        if not _lacks_scheme(url):
            return None
        return MalformedUrl("no scheme", None if _is_garbled(url) else f"https://{url}")
    if match[0].lower() not in ("http://", "https://"):
        # `https.example.org` and `http-server.dev` are names.
        if not match[3] and match[2][:1] not in (":", ";"):
            return None
        scheme = "http" if match[1].lower() in ("http", "htp", "ttp", "htt") else "https"
        rest = url[match.end() :]
        return MalformedUrl("broken scheme", f"{scheme}://{rest}")
    return (
        _diagnose_nested_url(url, match.end())
        or _diagnose_glued_host(url)
        or _diagnose_misspelt_host(url)
        or _diagnose_end(url)
    )


def _diagnose_characters(url: str) -> MalformedUrl | None:
    """Return the defect of a URL with a character that it was not meant to have."""
    shown = _without_escaped_ends(url.strip(_JOINERS + _SPACES).translate(_WITHOUT_INVISIBLE))
    if shown != url:
        return MalformedUrl("invisible", shown)
    if is_absolute_url(url) and _SPACE().search(re.split(r"[?#]", url, maxsplit=1)[0]):
        return MalformedUrl("space")
    if url.startswith("\\") and is_absolute_url(url[1:]):
        return MalformedUrl("backslash", url[1:])
    if (path := local_path.with_slashes(url)) is not None:
        return MalformedUrl("backslashes", path)
    bare = url.strip(TYPOGRAPHIC_QUOTES)
    if bare != url:
        return MalformedUrl("quotes", bare if is_absolute_url(bare) else None)
    return None


def _without_escaped_ends(url: str) -> str:
    """Return a URL without escaped spaces and invisible characters at its ends.

    Inside a URL they may belong to the name of a page, and in a query or fragment to a text.
    """
    if "%" not in url or "?" in url or "#" in url:
        return url
    start, end = 0, len(url)
    for match in _ESCAPED().finditer(url):
        if match.start() == start:
            start = match.end()
    for match in reversed(list(_ESCAPED().finditer(url, start))):
        if match.end() == end:
            end = match.start()
    return url[start:end]


def dropped_scheme(url: str) -> str:
    """Return the scheme for which GitHub drops a destination, in lower case; else the empty string.

    GitHub's sanitizer reads everything before the first colon as a scheme, except in paths.
    """
    match = _ANY_SCHEME().match(url)
    scheme = match[1].lower() if match else ""
    return "" if scheme in rulebook.words("urls", "kept by GitHub") else scheme


def end_of_bare_url(url: str) -> int:
    """Return the offset at which the text after a bare URL begins; the length if there is none.

    GitHub ends a bare URL at ASCII white space and before ASCII punctuation, but takes other
    spaces, such as no-break spaces, and full-width punctuation into the URL, with everything after
    them. Full-width punctuation is taken for text unless it may be part of a page's name: between
    other letters that are not ASCII, after a slash, or in the URL of an encyclopedia.
    """
    if space := _SPACE().search(url):
        return _without_ascii_punctuation(url, end_of_bare_url(url[: space.start()]))
    mark = _FULL_WIDTH_MARK().search(url)
    if mark is None:
        return len(url)
    begin = mark.start()
    is_name = url[begin] in _FULL_WIDTH_OPENING and url[begin - 1] in "/=?&#"
    if url[:begin].isascii() and not is_name and not _ENCYCLOPEDIA().match(url):
        return _without_ascii_punctuation(url, begin)
    end = len(url.rstrip(_FULL_WIDTH_CLOSING))
    # Brackets in the URL may be closed by its last character.
    if end == len(url) or _OPENING().search(url, 0, end):
        return len(url)
    return _without_ascii_punctuation(url, end)


def _without_ascii_punctuation(url: str, end: int) -> int:
    """Return the offset at which GitHub ends a bare URL with white space after `end`."""
    surplus = url.count(")", 0, end) - url.count("(", 0, end)
    while url[end - 1] in "?!.,:*_~'\";" or (url[end - 1] == ")" and surplus > 0):
        surplus -= url[end - 1] == ")"
        end -= 1
    return end


def _lacks_scheme(url: str) -> bool:
    """Return whether a relative URL begins with a host, as hardly any path of a file does.

    Hosts are in lower case, unless they are known; the names of directories may end like hosts
    (`Robots.Tools`), and so may versions (`1.0.dev`).
    """
    if _WWW().match(url):
        return True
    match = _WITHOUT_SCHEME().match(url)
    if match is None:
        return False
    host, end = match["host"].lower(), match["end"].lower()
    if without_www(host) in _known_hosts():
        return True
    if match["host"] != host or end not in _top_level_domains():
        return False
    if not any(map(str.isalpha, host.split(".")[-2])):
        return False
    is_file_name = end in rulebook.words("top_level_domains", "file name")
    return not is_file_name or len(match["after"]) == 2


def _is_garbled(url: str) -> bool:
    """Return whether a URL without a scheme has lost more than that.

    It begins with the end of a known host (`hub.com/acme/robots`) or with a part of a scheme that
    ends in the middle of a host (`htt.io/robots`).
    """
    host = re.split(r"[/?#:]", url, maxsplit=1)[0].lower()
    if host in _known_hosts():
        return False
    return _PART_OF_SCHEME().match(host) is not None or any(
        known.endswith(host) and known[-len(host) - 1] != "." for known in _known_hosts()
    )


def _diagnose_glued_host(url: str) -> MalformedUrl | None:
    """Return the defect of a URL without a slash after a known host: `github.comacme/robots`.

    The text after the host must not be the rest of a host that may exist.
    """
    match = _HOST_OF_URL().match(url)
    if match is None or not match["host"].isascii():
        return None
    host = match["host"].lower()
    name, at_sign, account = host.partition("@")
    if at_sign:
        # Accounts of some sites begin with `@`; a host after a user name has a dot.
        at = match.start("host") + len(name)
        is_known = without_www(name) in _known_hosts() and "." not in account
        return MalformedUrl("glued host", f"{url[:at]}/{url[at:]}") if is_known else None
    name, colon, port = host.partition(":")
    if colon and not port.isdecimal():
        at = match.start("host") + len(name)
        is_known = without_www(name) in _known_hosts()
        return MalformedUrl("glued host", f"{url[:at]}/{url[at + 1 :]}") if is_known else None
    last = name.rpartition(".")[2]
    if last in _top_level_domains():
        return None
    bare = without_www(name)
    for end in range(min(len(bare) - _MIN_GLUED_CHARS, _MAX_KNOWN_HOST_CHARS), 3, -1):
        # A host with a dot after the known one may exist in a private network.
        is_path = bare[end].isalnum() and ("." not in bare[end:] or last.isdecimal())
        if is_path and bare[:end] in _known_hosts():
            at = match.start("host") + len(name) - len(bare) + end
            return MalformedUrl("glued host", f"{url[:at]}/{url[at:]}")
    return None


def _diagnose_misspelt_host(url: str) -> MalformedUrl | None:
    """Return the defect of a URL whose host has a comma, or is a misspelling of a known host.

    `github,com`, `githubcom`, `github.con`: a host cannot contain commas, and the last part of one
    is a top-level domain.
    """
    match = _HOST_OR_COMMA().match(url)
    if match is None:
        return None
    host = match["host"].lower()
    name = without_www(host)
    last = name.rpartition(".")[2]
    right = ""
    if "," in name:
        dotted = host.replace(",", ".")
        right = dotted if dotted.rpartition(".")[2] in _top_level_domains() else ""
    elif last in _top_level_domains() or last in rulebook.words("urls", "not public"):
        return None
    else:
        near = [known for known in _known_hosts() if single_edit(name, known)]
        if len(near) != 1:
            return None
        right = host.removesuffix(name) + near[0]
    start, end = match.span("host")
    return MalformedUrl("host", f"{url[:start]}{right}{url[end:]}" if right else None)


def _diagnose_end(url: str) -> MalformedUrl | None:
    """Return the defect of a URL with a bracket or a comma after it."""
    if url.endswith(">") and "<" not in url:
        return MalformedUrl("brackets", url[:-1])
    bare = url.rstrip(f",{_FULL_WIDTH}")
    if bare == url or _ENCYCLOPEDIA().match(url) or _PAPER().match(url):
        return None
    return MalformedUrl("punctuation", bare)


def _unwrap(url: str, text: str) -> str | None:
    """Return the URL in a wrapping; None if the text of a link is another URL."""
    return None if is_absolute_url(text) and text != url else url


def _diagnose_nested_url(url: str, start: int) -> MalformedUrl | None:
    path = re.split(r"[?#]", url[start:], maxsplit=1)[0]
    inner = _INNER.search(path)
    if inner is None:
        return _diagnose_pasted_twice(url, start)
    host = path[: inner.start()].split("/")[0].lower()
    second = path[inner.end() :]
    if host == second.split("/")[0].lower() or host in ("", "http:", "https:"):
        return _split_two_urls(url, start + inner.start())
    before = path[inner.start() - 1]
    if before.isalnum() or before in _FULL_WIDTH or host in rulebook.words("urls", "no nested URL"):
        return _split_two_urls(url, start + inner.start())
    return None


def _split_two_urls(url: str, at: int) -> MalformedUrl:
    """Return the defect of a URL in which another begins at offset `at`.

    The second is meant if the first adds nothing to it: if it is its beginning, or all of it.
    """
    first, second = url[:at], url[at:]
    if second.startswith(first) or first in ("http://", "https://"):
        return MalformedUrl("two URLs", second)
    whole = first.rstrip(f",;{_FULL_WIDTH}")
    return MalformedUrl("two URLs", first="" if whole == first else whole)


def _diagnose_pasted_twice(url: str, start: int) -> MalformedUrl | None:
    """Return the defect of a URL of the same host directly after a query or fragment."""
    inner = _INNER.search(url, start)
    if inner is None or not url[inner.start() - 1].isalnum():
        return None
    host = re.split(r"[/?#]", url[start:], maxsplit=1)[0].lower()
    if re.split(r"[/?#]", url[inner.end() :], maxsplit=1)[0].lower() != host:
        return None
    return _split_two_urls(url, inner.start())


def _is_http_scheme(scheme: str) -> bool:
    """Return whether a scheme is `http`, `https` or one edit away from them."""
    scheme = scheme.lower()
    if scheme in ("http", "https"):
        return True
    if scheme in rulebook.words("urls", "scheme") or not 3 <= len(scheme) <= 7:
        return False
    return any(single_edit(scheme, known) for known in ("http", "https"))


def is_absolute_url(url: str) -> bool:
    """Return whether `url` begins as an absolute HTTP URL does."""
    return re.match(r"https?://[\w\[]", url, re.IGNORECASE) is not None


def is_front_page(url: str) -> bool:
    """Return whether `url` is that of the front page of a well-known host: `https://github.com/`."""
    match = _FRONT_PAGE().fullmatch(url)
    return match is not None and without_www(match["host"].lower()) in _known_hosts()


def _top_level_domains() -> frozenset[str]:
    return rulebook.words("top_level_domains", "top-level domain")


@cache
def _known_hosts() -> frozenset[str]:
    """Return well-known hosts, without `www.`."""
    return rulebook.words("urls", "no nested URL") | rulebook.hosts().keys()
