"""URLs: from a link as written to the URL to request, and to forms that can be shown."""

from __future__ import annotations

import re
import socket
from typing import Final
from urllib.parse import quote, quote_from_bytes

from yarl import URL

from awesome_lint import rulebook
from awesome_lint.bounded import MAX_HOST_CHARS, parse_url, split_url

_UNESCAPED: Final = "".join(set(map(chr, range(0x21, 0x7F))) - set('"<>\\`{}'))
"""Characters that are sent as written. Browsers keep escapes, and `%28` may differ from `(`."""
_HOST: Final = re.compile(r"[a-z0-9._-]*[a-z0-9_-]|[0-9a-f:.]*[0-9a-f:]")
_NUMERIC_HOST: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.DOTALL)
"""A host whose last label is a number. It is an IPv4 address, or not a host (URL standard)."""
_SURROGATE: Final = re.compile(r"[\udc80-\udcff]")
_SPACE: Final = bytes(range(0x21)).decode("ascii")
"""Characters around a `Location` that browsers ignore."""
_REMOVED: Final = dict.fromkeys(map(ord, "\t\r\n"))
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_END_OF_PATH: Final = re.compile(r"[?#]")
_DOT_SEGMENT: Final = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)
_SESSION_PATH: Final = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_REDACTED: Final = "REDACTED"


class InvalidURLError(ValueError):
    """A text is not an http or https URL with a host."""


def request_url(url: str) -> URL:
    """Return the URL that a browser would request for `url`, without fragment and userinfo.

    A final dot of the host, which does not change its meaning, is dropped: certificates are without
    it. Raises InvalidURLError if `url` is not an http or https URL with a host.
    """
    url = _with_slashes(url.strip())
    known = parse_url(url)
    host = (known.raw_host or "").lower().removesuffix(".") if known else ""
    # yarl accepts control characters in a host.
    if not known or known.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise InvalidURLError(f"not a web URL: {url!r}")
    host = f"[{host}]" if ":" in host else _canonical_ipv4(host)
    port = "" if known.is_default_port() else f":{known.port}"
    parts = split_url(url)
    path = _without_dot_segments(quote(parts.path, _UNESCAPED))
    query = f"?{quote(parts.query, _UNESCAPED)}" if parts.query else ""
    if not query and "?" in url.partition("#")[0]:
        # A server may tell an empty query from none. yarl keeps it only as part of the path.
        path = f"{path or '/'}?"
        return URL.build(scheme=known.scheme, authority=f"{host}{port}", path=path, encoded=True)
    return URL(f"{known.scheme}://{host}{port}{path or '/'}{query}", encoded=True)


def is_valid_host(host: str) -> bool:
    """Return whether a host is an IP address or a valid DNS name (RFC 1035, section 2.3.4)."""
    labels = host.split(".")
    return ":" in host or (
        len(host) <= MAX_HOST_CHARS and all(0 < len(each) <= 63 for each in labels)
    )


def resolve_location(current: URL, location: str) -> str:
    """Return the target of a redirect from `current`, by its `Location` header.

    It is parsed as by browsers: bytes that are not UTF-8, which aiohttp passes on as surrogates,
    are escaped, and the host may follow any number of slashes (URL standard, special authority
    ignore slashes state). Raises InvalidURLError if it is not a URL.
    """
    location = _SURROGATE.sub(_escape_surrogate, location.strip(_SPACE).translate(_REMOVED))
    target = _join(current, _with_slashes(location))
    if not split_url(target).scheme:
        raise InvalidURLError(f"not a URL: {target!r}")
    return target


def _join(current: URL, location: str) -> str:
    """Return the target of a redirect; raise InvalidURLError if it has no host."""
    scheme = current.scheme
    if match := _SCHEME.match(location):
        named = match[1].lower()
        if named not in ("http", "https"):
            return location
        location = location[match.end() :]
        if named != scheme:  # without a host, it is relative to the same scheme only
            location = f"//{location}"
        scheme = named
    if location.startswith("//"):
        location = location.lstrip("/")
        if not location or location[0] in "?#":
            raise InvalidURLError(f"not a web URL: {location!r}")
        return f"{scheme}://{location}"
    if not location or location[0] in "?#":
        path = current.raw_path if location.startswith("?") else current.raw_path_qs
        return f"{current.origin()}{path}{location}"
    directory = "" if location[0] == "/" else current.raw_path.rpartition("/")[0] + "/"
    return f"{current.origin()}{directory}{location}"


def _with_slashes(url: str) -> str:
    """Return a web URL with slashes for the backslashes before its query, as browsers read it."""
    end = _END_OF_PATH.search(url)
    stop = end.start() if end else len(url)
    return url[:stop].replace("\\", "/") + url[stop:]


def _without_dot_segments(path: str) -> str:
    """Return the path of a URL with `.` and `..` resolved, as browsers do; escapes are kept."""
    if not _DOT_SEGMENT.search(path):
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        plain = segment.lower().replace("%2e", ".")
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
    if plain in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _escape_surrogate(surrogate: re.Match[str]) -> str:
    return quote_from_bytes(surrogate[0].encode("utf-8", "surrogateescape"))


def escaped_fragment(url: str) -> str:
    """Return the fragment of `url` as a browser would show it in its address bar."""
    return escape_url(url.partition("#")[2])


def escape_url(url: str) -> str:
    """Return `url` with all characters but plain ASCII as percent-escapes."""
    return quote(url.strip(), _UNESCAPED, errors="replace")


def with_fragment(url: str, fragment: str) -> str:
    """Return `url` with `fragment`, unless it has one or `fragment` is empty."""
    return f"{url}#{fragment}" if fragment and "#" not in url else url


def redact_secrets(url: str) -> str:
    """Return `url` without userinfo, and with the values of secret query parameters hidden.

    Redirects add signatures and session identifiers, which do not belong in a public log.
    """
    scheme, authority, rest = url.partition("://")
    if authority:
        end = re.search(r"[/?#]", rest)
        stop = end.start() if end else len(rest)
        rest = rest[:stop].rpartition("@")[2] + rest[stop:]
    url, hash_mark, fragment = f"{scheme}{authority}{rest}".partition("#")
    path, mark, query = url.partition("?")
    path = _SESSION_PATH.sub("", path)
    return f"{path}{mark}{_redact_query(query)}{hash_mark}{_redact_query(fragment)}"


def _redact_query(query: str) -> str:
    secrets = rulebook.words("parameters", "secret")
    pairs = (pair.partition("=") for pair in query.split("&"))
    return "&".join(
        f"{name}={_REDACTED}" if value and name.lower() in secrets else f"{name}{equals}{value}"
        for name, equals, value in pairs
    )


def _canonical_ipv4(host: str) -> str:
    """Return the usual spelling of an IPv4 address (`2130706433`, `0x7f.1`), or the host itself.

    Browsers do the same. The address guard then checks the intended IP address. Raises
    InvalidURLError for other hosts that end in a number.
    """
    if not _NUMERIC_HOST.fullmatch(host):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        raise InvalidURLError(f"not an IPv4 address: {host!r}") from None
