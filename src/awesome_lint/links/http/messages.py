"""Requests and responses: of pages, and of registries' APIs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct
from yarl import URL

from awesome_lint.links.http.html_page import Page
from awesome_lint.links.http.rate_limit_headers import Quota
from awesome_lint.links.http.status import TOO_MANY_REQUESTS, is_quota_exceeded

Method = Literal["HEAD", "GET"]

NoResponseKind = Literal[
    "forbidden",  # not sent: the URL must not be requested from here
    "name",  # the host's name does not exist
    "resolver",  # the host's name could not be resolved this time
    "route",  # no route to the IP address from this machine
    "connection",  # the connection was refused or timed out
    "tls",  # the TLS handshake failed, or the certificate is not valid
    "no-response",  # connected, and no response came
    "protocol",  # a response came that is not HTTP
    "redirect",  # a loop of redirects, or too many
    "invalid-url",  # not sent: the URL is not valid
    "open-files",  # not sent: this process has too many open files
    "rate-limit",  # not sent: the host asked for a longer pause than the check can make
    "proxy",  # not sent: the proxy failed or refused
    "bot-wall",  # not sent: the host's bot wall refused earlier requests
]

NO_CONNECTION_KINDS: Final = frozenset[NoResponseKind]({"name", "resolver", "route", "connection"})
"""Failures that a machine without a network sees."""


class PageRequest(Struct, frozen=True):
    """A request for a page."""

    method: Method
    url: URL
    cookies: str = ""
    """`Cookie` header; empty for none."""
    read_limit: int = 0
    """Bytes of the page or SVG image to read, if the response to GET is one."""


class PageResponse(Struct, frozen=True):
    """An HTTP response to a page request."""

    status: int
    location: str | None = None
    """`Location` header, as the host wrote it."""
    wall: str | None = None
    """Name of the bot wall that left its marks in the response."""
    known_wall: str | None = None
    """Name of the bot wall that the host is known for, if the response looks like its."""
    empty: bool = False
    """Whether the response to GET was 202 with an empty body."""
    retry_after: float | None = None
    """Seconds to wait, by the `Retry-After` header."""
    quota: Quota | None = None
    """Rate limit that the headers state."""
    cookies: tuple[str, ...] = ()
    """`Set-Cookie` headers of a redirect."""
    page: Page | None = None
    """The HTML page, if one was read."""
    image_title: str = ""
    """Text of the first `<title>` of an SVG image, if one was read."""

    @property
    def is_rate_limited(self) -> bool:
        """Whether the response says that there were too many requests."""
        used_up = self.quota is not None and self.quota.remaining == 0
        return self.status == TOO_MANY_REQUESTS or (used_up and is_quota_exceeded(self.status))


class NoResponse(Struct, frozen=True):
    """The reason why a request has no HTTP response."""

    kind: NoResponseKind
    detail: str
    """Predicate of a sentence whose subject is the URL."""
    is_temporary: bool = False
    """Whether a request a moment later may succeed."""


Reply = PageResponse | NoResponse
"""Result of a page request."""

INVALID_URL: Final = NoResponse("invalid-url", "is not a URL that can be requested")


class Hop(Struct, frozen=True):
    """One request on the way from a link to its page.

    After a redirect, the next hop is its target. After any other response, it is the same URL over
    HTTPS.
    """

    url: str
    """Requested URL, with its fragment."""
    reply: Reply


class ApiRequest(Struct, frozen=True):
    """A request to a registry's API."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = {}
    """Headers besides those of every request."""
    body: bytes | None = None


class ApiResponse(Struct, frozen=True):
    """A response of a registry's API."""

    status: int
    body: bytes = b""
    location: str | None = None
    """`Location` header. Redirects are not followed."""
    retry_after: float | None = None
    """Seconds to wait, by the `Retry-After` header."""


def host_not_resolved(host: str) -> NoResponse:
    """Return the failure to resolve a host's name, for whatever reason."""
    return NoResponse("resolver", f"is on the host `{host}`, which could not be resolved")


def host_does_not_exist(host: str) -> NoResponse:
    """Return the failure to resolve a host's name that does not exist."""
    return NoResponse("name", f"is on the host `{host}`, which does not exist")
