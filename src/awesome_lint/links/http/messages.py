"""What came of one request."""

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
    "forbidden",  # must not be visited from here
    "name",  # the host's name does not exist
    "resolver",  # the name could not be looked up this time
    "route",  # no way to the address from this machine
    "connection",  # nobody accepts connections at the address
    "tls",  # the encryption could not be agreed on, or the certificate is not valid
    "silence",  # connected, and no answer came
    "protocol",  # an answer came that is not HTTP
    "redirect",  # redirects that lead nowhere
    "address",  # the URL is none that can be asked
    "busy",  # not asked any more, because the host asked to be left alone
    "proxy",  # not asked, because the proxy did not let it through
    "wall",  # not asked any more, because the host lets no program in
]

NO_CONNECTION_KINDS: Final = frozenset[NoResponseKind]({"name", "resolver", "route", "connection"})
"""The failures that a machine without a network sees."""


class PageRequest(Struct, frozen=True):
    """One request for a page.

    `cookies` is its `Cookie` header, empty for none; `look` is how many bytes of a page are read
    where GET brings one.
    """

    method: Method
    url: URL
    cookies: str = ""
    read_limit: int = 0


class PageResponse(Struct, frozen=True):
    """An HTTP answer.

    `location` is where it redirects to, as the host wrote it; `wall` names the bot wall that
    marked it, `known_wall` the one that the host is known for where the status is such a wall's;
    `empty` says that a GET brought no body; `retry_after` is in seconds, `quota` what the host said
    of its limits. `cookies` are the `Set-Cookie` headers of a redirect, `page` what was read
    of a page.
    """

    status: int
    location: str | None = None
    wall: str | None = None
    known_wall: str | None = None
    empty: bool = False
    retry_after: float | None = None
    quota: Quota | None = None
    cookies: tuple[str, ...] = ()
    page: Page | None = None

    @property
    def is_rate_limited(self) -> bool:
        """Whether it says that there were too many requests."""
        used_up = self.quota is not None and self.quota.remaining == 0
        return self.status == TOO_MANY_REQUESTS or (used_up and is_quota_exceeded(self.status))


class NoResponse(Struct, frozen=True):
    """No HTTP answer; `detail` completes the sentence that begins with the URL."""

    kind: NoResponseKind
    detail: str


Reply = PageResponse | NoResponse

INVALID_URL: Final = NoResponse("address", "is not an address that can be asked")


class Hop(Struct, frozen=True):
    """One step on the way from a link: what was asked (with its fragment), and what came.

    A step that follows an answer other than a redirect is the same address, asked by https.
    """

    url: str
    reply: Reply


class ApiRequest(Struct, frozen=True):
    """A request to a registry."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = {}
    body: bytes | None = None


class ApiResponse(Struct, frozen=True):
    """What a registry answered; `location` is where it redirects to, which is not followed.

    `retry_after` is in seconds.
    """

    status: int
    body: bytes = b""
    location: str | None = None
    retry_after: float | None = None


def host_not_resolved(host: str) -> NoResponse:
    """Return the failure of a name that could not be looked up, for whatever reason."""
    return NoResponse("resolver", f"is on `{host}`, a host that could not be looked up")


def host_does_not_exist(host: str) -> NoResponse:
    """Return the failure of a name that does not exist."""
    return NoResponse("name", f"is on `{host}`, a host that does not exist")
