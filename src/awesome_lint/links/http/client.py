"""HTTP client: one request, and its response or the reason why there is none."""

from __future__ import annotations

import asyncio
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
from awesome_lint.links.http.address_guard import AddressRefusedError, why_not_public
from awesome_lint.links.http.body import Body
from awesome_lint.links.http.conditional import PageCache, conditional_headers
from awesome_lint.links.http.connector import Connector
from awesome_lint.links.http.cookies import usable_cookies
from awesome_lint.links.http.html_page import Page, PageReader
from awesome_lint.links.http.messages import (
    INVALID_URL,
    ApiRequest,
    ApiResponse,
    NoResponse,
    PageRequest,
    PageResponse,
    Reply,
    host_does_not_exist,
    host_not_resolved,
)
from awesome_lint.links.http.proxy import Proxy, proxy_failure, proxy_refusal
from awesome_lint.links.http.rate_limit_headers import parse_quota, parse_retry_after
from awesome_lint.links.http.session_pool import SessionPool
from awesome_lint.links.http.statistics import RequestStatistics
from awesome_lint.links.http.status import (
    NOT_MODIFIED,
    OK,
    PROXY_AUTHENTICATION_REQUIRED,
    is_accepted,
    is_blocked,
    is_error,
    is_redirect,
)
from awesome_lint.links.http.url import is_valid_host
from awesome_lint.version import __version__

REQUEST_HEADERS: Final = {
    "User-Agent": f"awesome-lint/{__version__} (+https://github.com/awesome-lint/awesome-lint)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "identity",
}
MAX_HEADER_BYTES: Final = 32 * 1024
"""Bytes of one header. Content security policies outgrow aiohttp's default of 8 KiB."""
MAX_HEADERS: Final = 250
"""Headers of a response. Browsers limit their size, not their number."""
ERROR_PAGE_BYTES: Final = 64 * 1024
"""Bytes of an error page that are searched for the marks of bot walls."""
HTML_MEDIA_TYPES: Final = ("text/html", "application/xhtml+xml")
SVG_MEDIA_TYPE: Final = "image/svg+xml"
MAX_API_RESPONSE_BYTES: Final = 16 * 1024 * 1024
"""Bytes of an API response. 500 papers of arXiv take one or two million."""

_OUT_OF_FILES: Final = (errno.EMFILE, errno.ENFILE)
_FILES_WAIT_SECONDS: Final = 0.1
"""Seconds until another request may have given a file descriptor back."""
_NO_ROUTE: Final = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)

_T = TypeVar("_T")


class Client:
    """Client of one link check, with a connector for each site and method, made by `connect`.

    `timeout` is for one page, in seconds; `statistics` counts requests; `pages` are those that
    earlier checks read whole; `proxy` is the proxy of all requests. With `public_hosts_only`, hosts
    that are private by their very name are not requested.
    """

    def __init__(
        self,
        connect: Callable[[], Connector],
        timeout: float,
        statistics: RequestStatistics,
        pages: PageCache,
        proxy: Proxy | None = None,
        *,
        public_hosts_only: bool,
    ) -> None:
        self._timeout = timeout
        self._connect = connect
        self._sessions = SessionPool(self._open_session)
        self._statistics = statistics
        self._pages = pages
        self._proxy = proxy
        self._public_hosts_only = public_hosts_only

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
        """Return whether a host's name has an IP address."""
        connector = self._connect()
        try:
            return await connector.resolves(name)
        finally:
            await connector.close()

    async def request_page(self, request: PageRequest) -> Reply:
        """Send a page request and return the reply; redirects are not followed."""
        begun = monotonic()
        cached = self._pages.find(request)

        async def read(response: aiohttp.ClientResponse) -> PageResponse:
            if response.status == NOT_MODIFIED and cached:
                return PageResponse(OK, quota=parse_quota(response.headers), page=cached.page)
            result = await _page_response(request, response)
            # A validator that is not a valid header value cannot be sent back.
            validators = (response.headers.get(name, "") for name in ("ETag", "Last-Modified"))
            sendable = (value if is_header_value(value) else "" for value in validators)
            self._pages.store(request, result, *sendable)
            return result

        headers = {"Cookie": request.cookies} if request.cookies else {}
        if cached:
            headers |= conditional_headers(cached)
        reply = await self._send(request.method, request.url, read, self._timeout, headers=headers)
        self._statistics.record(request.url, reply, monotonic() - begun)
        return reply

    async def request_api(self, request: ApiRequest, seconds: float) -> ApiResponse | NoResponse:
        """Send an API request and return the response; redirects are not followed.

        The request and its response may take so many seconds.
        """
        begun = monotonic()
        url = URL(request.url, encoded=True)
        response = await self._send(
            request.method, url, _api_response, seconds, headers=request.headers, data=request.body
        )
        self._statistics.record(url, response, monotonic() - begun)
        return response

    def _open_session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=self._connect(),
            headers=REQUEST_HEADERS,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,  # no proxy, and no password from netrc
            auto_decompress=False,
            max_line_size=MAX_HEADER_BYTES,
            max_field_size=MAX_HEADER_BYTES,
            max_headers=MAX_HEADERS,
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
    ) -> _T | NoResponse:
        """Send a request, once there is a file descriptor for it, and return what `read` returns.

        The request and its response may take so many seconds, and so may the wait before.
        """
        until = monotonic() + seconds
        while monotonic() < until:
            try:
                return await self._send_at_once(
                    method, url, read, seconds, headers=headers, data=data
                )
            except _OutOfFilesError:
                await self._sessions.close_idle()
                await asyncio.sleep(_FILES_WAIT_SECONDS)
        return NoResponse("open-files", "was not requested, since there are too many open files")

    async def _send_at_once(
        self,
        method: str,
        url: URL,
        read: Callable[[aiohttp.ClientResponse], Awaitable[_T]],
        seconds: float,
        *,
        headers: Mapping[str, str] | None,
        data: bytes | None,
    ) -> _T | NoResponse:
        # Half of a page's time is for the connection, to tell "no connection" from "no response".
        timeout = aiohttp.ClientTimeout(total=seconds, connect=self._timeout / 2)
        proxy = self._proxy
        if refused := self._refusal(url.raw_host or ""):
            return refused
        # After some responses to HEAD comes a body, which spoils the connection for other requests.
        connections = f"{method} {url.origin()}"
        try:
            async with (
                self._sessions.session_for(connections) as session,
                session.request(
                    method,
                    url,
                    headers=headers,
                    data=data,
                    timeout=timeout,
                    allow_redirects=False,
                    proxy=proxy.url if proxy else None,
                ) as response,
            ):
                if proxy and response.status == PROXY_AUTHENTICATION_REQUIRED:
                    return proxy_refusal(response.status)
                return await read(response)
        except aiohttp.ConnectionTimeoutError:
            return NoResponse(
                "connection", f"did not accept a connection within {self._timeout / 2:g} s"
            )
        except TimeoutError:
            return NoResponse("no-response", f"did not respond within {round(seconds, 2):g} s")
        except aiohttp.ClientConnectorError as error:
            if error.os_error.errno in _OUT_OF_FILES:
                raise _OutOfFilesError from None
            failure = _connection_failure(error)
            return proxy_failure(failure.detail) if proxy and proxy.caused(error) else failure
        except aiohttp.ClientHttpProxyError as error:
            return proxy_refusal(error.status)
        except aiohttp.ClientResponseError:
            return NoResponse("protocol", "returned a response that is not HTTP")
        except aiohttp.InvalidURL:
            return INVALID_URL
        except (aiohttp.ClientError, OSError):
            detail = "closed the connection without a response"
            return NoResponse("no-response", detail, is_temporary=True)

    def _refusal(self, host: str) -> NoResponse | None:
        """Return the reason why a host must not be connected to, if there is one."""
        if not is_valid_host(host):  # It can be neither resolved nor used with TLS.
            return host_does_not_exist(host)
        why = why_not_public(host) if self._public_hosts_only else None
        return NoResponse("forbidden", why) if why else None


class _OutOfFilesError(Exception):
    """There is no file descriptor left for a connection."""


async def _api_response(response: aiohttp.ClientResponse) -> ApiResponse | NoResponse:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > MAX_API_RESPONSE_BYTES:
            return NoResponse(
                "protocol", f"returned a response of more than {MAX_API_RESPONSE_BYTES >> 20} MiB"
            )
    return ApiResponse(
        response.status,
        bytes(body),
        response.headers.get("Location"),
        parse_retry_after(response.headers),
    )


async def _page_response(request: PageRequest, response: aiohttp.ClientResponse) -> PageResponse:
    headers = response.headers
    status = response.status
    refused = is_blocked(status)
    wall = bot_walls.wall_in_headers(headers, refused)
    kind, charset = parse_media_type(headers.get("Content-Type"))
    page = None
    image_title = ""
    empty = False
    if request.method == "GET" and wall is None:
        if is_error(status):
            body = Body(response, ERROR_PAGE_BYTES)
            start = await body.read()
            wall = bot_walls.wall_in_page(start, refused)
            page = _error_page(kind, charset, start, body.complete)
        elif is_accepted(status):
            empty = not await Body(response, 1).read()
        elif status == OK and request.read_limit and kind in HTML_MEDIA_TYPES:
            page = await _read_page(response, charset, request.read_limit)
        elif status == OK and request.read_limit and kind == SVG_MEDIA_TYPE:
            image_title = (await _read_page(response, charset, request.read_limit)).title
    return PageResponse(
        status,
        location=headers.get("Location"),
        wall=wall,
        empty=empty,
        retry_after=parse_retry_after(headers),
        quota=parse_quota(headers),
        cookies=usable_cookies(headers.getall("Set-Cookie", ())) if is_redirect(status) else (),
        page=page,
        image_title=image_title,
    )


def _error_page(kind: str, charset: str | None, start: bytes, whole: bool) -> Page | None:
    """Return the HTML page that begins with `start`; None for another media type."""
    if kind not in HTML_MEDIA_TYPES:
        return None
    reader = PageReader(charset)
    reader.feed(start)
    return reader.page(whole)


async def _read_page(response: aiohttp.ClientResponse, charset: str | None, limit: int) -> Page:
    body = Body(response, limit)
    reader = PageReader(charset)
    async for block in body.blocks():
        reader.feed(block)
    return reader.page(body.complete)


def _connection_failure(error: aiohttp.ClientConnectorError) -> NoResponse:
    cause = error.os_error
    if isinstance(cause, AddressRefusedError):
        return NoResponse("forbidden", f"is at {cause.address}, a non-public address")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        # A name outside the public DNS may exist, though it cannot be looked up here.
        if cause.errno == socket.EAI_NONAME and why_not_public(error.host) is None:
            return host_does_not_exist(error.host)
        return host_not_resolved(error.host)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        # OpenSSL's reason, such as "certificate has expired", holds no text of the host.
        reason = getattr(cause, "verify_message", "").rstrip(".")
        return NoResponse("tls", f"has an invalid certificate ({reason})")
    # asyncio has no number for a connection that ends during the handshake.
    if isinstance(error, aiohttp.ClientSSLError) or (
        isinstance(cause, ConnectionResetError) and cause.errno is None
    ):
        return NoResponse("tls", "failed the TLS handshake")
    if cause.errno in _NO_ROUTE:
        return NoResponse("route", "is at an address without a network route from here")
    if cause.errno == errno.ECONNREFUSED:
        return NoResponse("connection", "refused the connection", is_temporary=True)
    if cause.errno == errno.ECONNRESET:
        return NoResponse("connection", "reset the connection", is_temporary=True)
    return NoResponse("connection", "could not be connected to")
