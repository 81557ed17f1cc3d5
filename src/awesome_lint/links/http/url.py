"""From a link as it is written to the address that is asked for it."""

from __future__ import annotations

import re
import socket
from typing import Final
from urllib.parse import quote, quote_from_bytes

from yarl import URL

from awesome_lint.bounded import MAX_HOST_CHARS, join_url, parse_url, split_url

_AS_WRITTEN: Final = "".join(set(map(chr, range(0x21, 0x7F))) - set('"<>\\`{}'))
"""What is sent as it stands. Browsers leave escapes alone, and a server may tell `%28` from `(`."""
_HOST: Final = re.compile(r"[a-z0-9._-]*[a-z0-9_-]|[0-9a-f:.]*[0-9a-f:]")
_NUMERIC_HOST: Final = re.compile(r"[0-9a-fx.]+")
_SECRETS: Final = frozenset(
    "access_token api_key apikey auth authorization awsaccesskeyid client_secret id_token jwt"
    " key-pair-id passwd password pwd refresh_token secret session_id sessionid sid sig signature"
    " sso_token ticket token x-amz-credential x-amz-security-token x-amz-signature"
    " x-goog-credential x-goog-signature".split()
)
_SURROGATE: Final = re.compile(r"[\udc80-\udcff]")
_SLASHES: Final = re.compile(r"^((?:https?:)?)[/\\]{2,}", re.IGNORECASE)
_NO_HOST: Final = re.compile(r"(?:https?:)?//(?:[/?#]|$)", re.IGNORECASE)
_SESSION_PATH: Final = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_HIDDEN: Final = "REDACTED"


class NoAddressError(ValueError):
    """A text is no http or https URL with a host."""


def parse(url: str) -> URL:
    """Return the address that a browser would ask for `url`, without fragment and userinfo.

    A final dot, which makes no other host of a name, is dropped: certificates are without it.
    Raise NoAddressError where it is no http or https URL with a host.
    """
    known = parse_url(url.strip())
    host = (known.raw_host or "").lower().removesuffix(".") if known else ""
    # yarl lets control characters into a host.
    if not known or known.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise NoAddressError(f"no web address: {url!r}")
    host = f"[{host}]" if ":" in host else _dotted(host)
    port = "" if known.is_default_port() else f":{known.port}"
    parts = split_url(url.strip())
    # A browser takes `.` and `..` out of a path before it asks.
    path = known.raw_path if "/." in parts.path else quote(parts.path, _AS_WRITTEN)
    query = f"?{quote(parts.query, _AS_WRITTEN)}" if parts.query else ""
    return URL(f"{known.scheme}://{host}{port}{path or '/'}{query}", encoded=True)


def may_exist(host: str) -> bool:
    """Whether a host is an IP address, or a name that DNS can have (RFC 1035, section 2.3.4)."""
    labels = host.split(".")
    return ":" in host or (
        len(host) <= MAX_HOST_CHARS and all(0 < len(each) <= 63 for each in labels)
    )


def follow(current: URL, location: str) -> str:
    """Return where `location`, the header of a redirect from `current`, leads.

    It is read as browsers do: bytes that are not UTF-8, which aiohttp hands on as surrogates, are
    escaped, and a host may have any number of slashes before it (URL standard, special authority
    ignore slashes state). Raise NoAddressError where it is no URL at all.
    """
    location = _SLASHES.sub(r"\1//", _SURROGATE.sub(_escaped, location.strip()))
    target = None if _NO_HOST.match(location) else join_url(str(current), location)
    if target is None:
        raise NoAddressError(f"no web address: {location!r}")
    return target


def _escaped(surrogate: re.Match[str]) -> str:
    return quote_from_bytes(surrogate[0].encode("utf-8", "surrogateescape"))


def fragment(url: str) -> str:
    """Return the fragment of `url` as a browser would put it into its address bar."""
    return printable(url.partition("#")[2])


def printable(url: str) -> str:
    """Return `url` with all that is not plain ASCII, or not plain at all, as percent-escapes."""
    return quote(url.strip(), _AS_WRITTEN, errors="replace")


def with_fragment(url: str, fragment: str) -> str:
    """Return `url` with `fragment`, unless it has one of its own or there is none."""
    return f"{url}#{fragment}" if fragment and "#" not in url else url


def redact(url: str) -> str:
    """Return `url` without userinfo, and with the values of secret query parameters hidden.

    Redirects hand out signatures and sessions, which do not belong into a public log.
    """
    scheme, authority, rest = url.partition("://")
    if authority:
        end = re.search(r"[/?#]", rest)
        stop = end.start() if end else len(rest)
        rest = rest[:stop].rpartition("@")[2] + rest[stop:]
    url, hash_mark, fragment = f"{scheme}{authority}{rest}".partition("#")
    path, mark, query = url.partition("?")
    path = _SESSION_PATH.sub("", path)
    return f"{path}{mark}{_redacted(query)}{hash_mark}{_redacted(fragment)}"


def _redacted(query: str) -> str:
    pairs = (pair.partition("=") for pair in query.split("&"))
    return "&".join(
        f"{name}={_HIDDEN}" if value and name.lower() in _SECRETS else f"{name}{equals}{value}"
        for name, equals, value in pairs
    )


def _dotted(host: str) -> str:
    """Return a host that is an IPv4 address in disguise (`2130706433`, `0x7f.1`) undisguised.

    Browsers do the same, and the guard then judges what is really meant.
    """
    if not _NUMERIC_HOST.fullmatch(host):
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return host
