"""One HTTP request and what comes of it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from types import TracebackType
from typing import Final, Self, TypeVar

import aiohttp
from yarl import URL

from awesome_lint.bounded import is_header_value, parse_media_type
from awesome_lint.links.http import bot_walls
from awesome_lint.links.http import url as address
from awesome_lint.links.http.address_guard import AddressRefusedError
from awesome_lint.links.http.body import Body
from awesome_lint.links.http.conditional import Pages, condition
from awesome_lint.links.http.connector import Connector
from awesome_lint.links.http.html_page import Page, Reader
from awesome_lint.links.http.messages import (
    BLOCKED,
    NO_ADDRESS,
    REDIRECTS,
    Answer,
    Failure,
    Reply,
    Request,
    Response,
    Visit,
    not_found,
    unknown,
)
from awesome_lint.links.http.proxy import Proxy, broken, unwilling
from awesome_lint.links.http.rate_limit_headers import parse_quota, parse_retry_after
from awesome_lint.links.http.session_pool import Sessions
from awesome_lint.links.http.statistics import Tally
from awesome_lint.version import __version__

HEADERS: Final = {
    "User-Agent": f"awesome-lint/{__version__} (+https://github.com/awesome-lint/awesome-lint)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "identity",
}
LONGEST_LINE: Final = 32 * 1024
"""Bytes in one header. Content security policies outgrow the 8 KiB that aiohttp allows."""
LOOK_AT: Final = 64 * 1024
"""Bytes of a page that are searched for the mark of a bot wall."""
HTML: Final = ("text/html", "application/xhtml+xml")
LONGEST_ANSWER: Final = 16 * 1024 * 1024
"""Bytes of a registry's answer. 500 papers of arXiv take one or two million."""

_NO_ROUTE: Final = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)

_T = TypeVar("_T")


class Client:
    """Sends requests over connections that `connect` makes, with a connector for each site.

    `timeout` is in seconds, for a request and its answer; `tally` counts them. `pages` remembers
    those that are read whole. `proxy` is what requests go by.
    """

    def __init__(
        self,
        connect: Callable[[], Connector],
        timeout: float,
        tally: Tally,
        pages: Pages,
        proxy: Proxy | None = None,
    ) -> None:
        self._timeout = timeout
        self._connect = connect
        self._sessions = Sessions(self._open)
        self._tally = tally
        self._pages = pages
        self._proxy = proxy

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._sessions.close()

    async def resolves(self, name: str) -> bool:
        """Tell whether a name has an address."""
        connector = self._connect()
        try:
            return await connector.resolves(name)
        finally:
            await connector.close()

    async def ask(self, visit: Visit) -> Reply:
        """Ask for a page and return what came of it; redirects are not followed."""
        begun = monotonic()
        seen = self._pages.known(visit)

        async def read(response: aiohttp.ClientResponse) -> Answer:
            if response.status == 304 and seen:
                return Answer(200, quota=parse_quota(response.headers), page=seen.page)
            answer = await _answer(visit, response)
            # What cannot be sent back does not say which version it is.
            said = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
            version = (value if is_header_value(value) else "" for value in said)
            self._pages.learn(visit, answer, *version)
            return answer

        headers = {"Cookie": visit.cookies} if visit.cookies else {}
        if seen:
            headers |= condition(seen)
        reply = await self._send(visit.method, visit.url, read, self._timeout, headers=headers)
        self._tally.note(visit.url, reply, monotonic() - begun)
        return reply

    async def fetch(self, request: Request, seconds: float) -> Response | Failure:
        """Send a request to a registry, and read the answer; redirects are not followed.

        All of it may take so many seconds.
        """
        begun = monotonic()
        url = URL(request.url, encoded=True)
        response = await self._send(
            request.method, url, _whole, seconds, headers=request.headers, data=request.body
        )
        self._tally.note(url, response, monotonic() - begun)
        return response

    def _open(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=self._connect(),
            headers=HEADERS,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # no proxy, and no password from netrc
            auto_decompress=False,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
        )

    async def _send(
        self,
        method: str,
        url: URL,
        read: Callable[[aiohttp.ClientResponse], Awaitable[_T]],
        seconds: float,
        *,
        headers: Mapping[str, str] | None = None,
        data: bytes | None = None,
    ) -> _T | Failure:
        # Half of the time of a page to connect, so that "nobody there" and "no answer" differ.
        timeout = aiohttp.ClientTimeout(total=seconds, connect=self._timeout / 2)
        way = self._proxy
        if refused := self._refused(url.raw_host or ""):
            return refused
        try:
            async with (
                self._sessions.of(str(url.origin())) as session,
                session.request(
                    method,
                    url,
                    headers=headers,
                    data=data,
                    timeout=timeout,
                    allow_redirects=False,
                    proxy=way.url if way else None,
                ) as response,
            ):
                if way and response.status == 407:  # which only proxies answer
                    return unwilling(407)
                return await read(response)
        except aiohttp.ConnectionTimeoutError:
            return Failure("connection", f"let nobody connect within {self._timeout / 2:g} s")
        except TimeoutError:
            return Failure("silence", f"gave no answer within {seconds:g} s")
        except aiohttp.ClientConnectorError as error:
            failure = _no_connection(error)
            return broken(failure.detail) if way and way.at_fault(error) else failure
        except aiohttp.ClientHttpProxyError as error:
            return unwilling(error.status)
        except aiohttp.ClientResponseError:
            return Failure("protocol", "gave an answer that is not HTTP")
        except aiohttp.InvalidURL:
            return NO_ADDRESS
        except (aiohttp.ClientError, OSError):
            return Failure("silence", "closed the connection without an answer")

    def _refused(self, host: str) -> Failure | None:
        """Return why a host is not even connected to, if that is so."""
        if not address.may_exist(host):  # It can be neither looked up nor named to TLS.
            return unknown(host)
        return self._proxy.refused(host) if self._proxy else None


async def _whole(response: aiohttp.ClientResponse) -> Response | Failure:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > LONGEST_ANSWER:
            return Failure("protocol", f"gave an answer of more than {LONGEST_ANSWER >> 20} MiB")
    return Response(
        response.status,
        bytes(body),
        response.headers.get("Location"),
        parse_retry_after(response.headers.get("Retry-After")),
    )


async def _answer(visit: Visit, response: aiohttp.ClientResponse) -> Answer:
    headers = response.headers
    status = response.status
    refused = status in BLOCKED
    wall = bot_walls.named_by_headers(headers, refused)
    kind, charset = parse_media_type(headers.get("Content-Type"))
    page = None
    empty = False
    if visit.method == "GET" and wall is None:
        if status >= 400:
            body = Body(response, LOOK_AT)
            start = await body.start()
            wall = bot_walls.named_by_page(start, refused)
            page = _page(kind, charset, start, body.whole)
        elif status == 202:
            empty = not await Body(response, 1).start()
        elif status == 200 and visit.look and kind in HTML:
            page = await _read(response, charset, visit.look)
    return Answer(
        status,
        location=headers.get("Location"),
        wall=wall,
        empty=empty,
        retry_after=parse_retry_after(headers.get("Retry-After")),
        quota=parse_quota(headers),
        cookies=tuple(headers.getall("Set-Cookie", ())) if status in REDIRECTS else (),
        page=page,
    )


def _page(kind: str, charset: str | None, start: bytes, whole: bool) -> Page | None:
    """Return what stands on a page of which the start was read, if its media type is HTML."""
    if kind not in HTML:
        return None
    reader = Reader(charset)
    reader.feed(start)
    return reader.page(whole)


async def _read(response: aiohttp.ClientResponse, charset: str | None, limit: int) -> Page:
    body = Body(response, limit)
    reader = Reader(charset)
    async for block in body.blocks():
        reader.feed(block)
    return reader.page(body.whole)


def _no_connection(error: aiohttp.ClientConnectorError) -> Failure:
    cause = error.os_error
    if isinstance(cause, AddressRefusedError):
        return Failure("forbidden", f"is at {cause.address}, not on the public internet")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        if cause.errno == socket.EAI_NONAME:
            return unknown(error.host)
        return not_found(error.host)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        # OpenSSL's words, "certificate has expired", say; nothing that the host chose is in them.
        reason = getattr(cause, "verify_message", "").rstrip(".")
        return Failure("tls", f"has an invalid certificate ({reason})")
    if isinstance(error, aiohttp.ClientSSLError):
        return Failure("tls", "does not speak a kind of encryption that is known here")
    if cause.errno in _NO_ROUTE:
        return Failure("route", "is at an address to which there is no route from here")
    if cause.errno == errno.ECONNREFUSED:
        return Failure("connection", "refused the connection")
    if cause.errno == errno.ECONNRESET:
        return Failure("connection", "reset the connection at once")
    return Failure("connection", "could not be connected to")
