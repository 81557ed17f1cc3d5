"""The fake internet: its names, its IP addresses, and its connections."""

from __future__ import annotations

import asyncio
import errno
import selectors
import socket
import ssl
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from msgspec import Struct

from awesome_lint.links.http.address_guard import AddressInfo
from awesome_lint.links.http.connector import Connector, SocketFactory
from awesome_lint.links.redirect_follower import PROBE_HOST
from fakenet import certificates, proxy, server
from fakenet.world import Page, World, pages
from threads import result, running

_PORTS = {"http": 80, "https": 443}
_BACKLOG = 1000
"""Length of the queue of connections to accept."""
_CLOSE_SECONDS = 20
"""Seconds that the connections of one internet take to close at most."""
_LOOP_DESCRIPTORS = 1
"""File descriptors of an event loop without connections: the pipe that wakes it."""
_KNOWN_ADDRESS = "20.0.0.0"
_ERRORS = {
    "refused": ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
    "no-route": OSError(errno.ENETUNREACH, "Network is unreachable"),
    "timed-out": OSError(errno.ETIMEDOUT, "Connection timed out"),
}


class Request(Struct, frozen=True):
    """A received request; header names are in lower case, and `at` is a monotonic time."""

    method: str
    url: str
    headers: dict[str, str]
    at: float
    body: bytes = b""


Service = Callable[[Request], Page]
"""Handler of requests to an origin for which the world has no page."""


class Site(Struct):
    """A host: its `addresses`, or the `error` of its name."""

    name: str
    addresses: list[str]
    error: socket.gaierror | None = None
    connect: str | None = None
    tls: str | None = None


class Internet:
    """Serves a world while it is entered.

    `connector` is the `connector_factory` for `links.check_urls`: connections to the public IP
    addresses of the world are made to servers on the loopback interface. Private addresses in the
    world are served as well, so that connections to them are noticed. With `online=False`, no name
    resolves. `services` answer requests to their origins, `https://host`. With `in_place`, hosts
    are served at their own IP addresses and ports, which requires a network whose loopback
    interface has them.
    """

    def __init__(
        self,
        world: World,
        *,
        online: bool = True,
        services: Mapping[str, Service] | None = None,
        in_place: bool = False,
    ) -> None:
        self.requests: list[Request] = []
        self.attempts: list[str] = []
        """The IP addresses that were connected to."""
        self.lookups: list[str] = []
        self.body_bytes = 0
        """Bytes sent of endless bodies."""
        self.peak: Counter[str] = Counter()
        """The maximum number of requests in flight, by host."""
        self.statuses: Counter[int] = Counter()
        """The number of responses by status."""
        self.online = online
        self.filtered = False
        """Whether names outside this world are hidden, even the one that every world has."""
        self.hang = False
        """Whether name lookups never end."""
        self.on_request: Callable[[], None] = lambda: None
        """Called after each request has arrived."""
        self.sites: dict[str, Site] = {}
        self._pages = {url: pages(value) for url, value in world.items()}
        self._services = services or {}
        self._in_place = in_place
        self._under_way: Counter[str] = Counter()
        self._routes: dict[tuple[str, int], int | OSError] = {}
        self._ways: dict[tuple[str, int], proxy.Way] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._servers: list[asyncio.Server] = []
        self._errors: list[object] = []
        self._selector = selectors.DefaultSelector()
        self._loop = asyncio.SelectorEventLoop(self._selector)
        self._loop.set_exception_handler(self._failed)
        self._running = running(self._loop)

    @property
    def trust(self) -> ssl.SSLContext:
        """A context that trusts the certificates of this internet."""
        return certificates.trust()

    @property
    def authority(self) -> bytes:
        """The certificate of the authority, in PEM."""
        return certificates.authority().cert_pem.bytes()

    @property
    def names(self) -> dict[str, str]:
        """The names that resolve, with their first IP addresses."""
        found = {name: site.addresses[0] for name, site in self.sites.items() if not site.error}
        return {PROBE_HOST: _KNOWN_ADDRESS, **found}

    def visits(self, url: str) -> list[str]:
        """Return the methods of the requests for `url`, in order."""
        return [request.method for request in self.requests if request.url == url]

    def connector(self, guard: SocketFactory) -> Connector:
        """Make a connector whose connections must pass `guard`."""
        return Connector(self.sockets(guard), resolver=_Resolver(self), ssl=self.trust)

    def sockets(self, guard: SocketFactory) -> SocketFactory:
        """Make a socket factory that calls `guard` first."""

        def make(info: AddressInfo) -> socket.socket:
            guard(info).close()
            return _Socket(self, info)

        return make

    def route(self, address: tuple[str, int]) -> int:
        """Return the port on the loopback interface that serves an IP address and port."""
        self.attempts.append(address[0])
        found = self._routes.get(address, _ERRORS["refused"])
        if isinstance(found, OSError):
            raise found
        return found

    def open_proxy(self) -> str:
        """Start an HTTP proxy to this internet, and return its URL."""
        proxied = proxy.Proxy(self._ways, self._answer_by_proxy, self._sent)
        listening = self._listen(proxied.serve)
        return f"http://127.0.0.1:{result(listening, self._loop)}"

    def __enter__(self) -> Self:
        self._running.__enter__()
        result(self._open(), self._loop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        result(self._close(), self._loop)
        self._running.__exit__(kind, error, trace)
        assert not self._errors

    def _failed(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Record an internal error, unless it is a closed connection."""
        if not isinstance(context.get("exception"), OSError):
            self._errors.append(context)

    async def _open(self) -> None:
        origins: dict[tuple[str, str, int], list[Page]] = defaultdict(list)
        for url, values in self._pages.items():
            parts = urlsplit(url)
            origin = (parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme])
            origins[origin] += values
        for served in self._services:
            scheme, _, name = served.partition("://")
            origins[scheme, name, _PORTS[scheme]] += []
        for (_, name, _), values in origins.items():
            site = self.sites.setdefault(name, Site(name, []))
            _describe(site, values, f"20.0.{len(self.sites) >> 8}.{len(self.sites) & 0xFF}")
        for scheme, name, port in origins:
            site = self.sites[name]
            if site.connect in _ERRORS:
                route: int | OSError = _ERRORS[site.connect]
            else:
                route = await self._serve(scheme, site, port)
            self._routes.update({(address, port): route for address in site.addresses})

    async def _serve(self, scheme: str, site: Site, port: int) -> int:
        authority = site.name if port == _PORTS[scheme] else f"{site.name}:{port}"

        def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> Page:
            return self._answer(f"{scheme}://{authority}", method, path, headers, body)

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if site.connect == "deaf":
                await asyncio.Event().wait()
            elif site.connect == "reset":
                server.reset(writer)
            elif site.tls == "plain":
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            elif site.tls == "closed":
                await reader.read(0x1000)
            else:
                await server.serve(reader, writer, self._counted(site.name, answer), self._sent)

        secure = scheme == "https" and not (site.tls in ("plain", "closed") or site.connect)
        certificate = certificates.certified(site.name, site.tls) if secure else None
        if site.error is None:
            self._ways[site.name, port] = proxy.Way(certificate, serve)
        if self._in_place:
            return await self._listen(serve, certificate, site.addresses, port)
        return await self._listen(serve, certificate)

    async def _listen(
        self,
        serve: proxy.Serve,
        certificate: ssl.SSLContext | None = None,
        addresses: Sequence[str] = ("127.0.0.1",),
        port: int = 0,
    ) -> int:
        """Serve the connections to a port, by default a free one, and return it."""

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task
            self._tasks.add(task)
            try:
                await serve(reader, writer)
            except asyncio.CancelledError:
                writer.transport.abort()  # the internet ends, and waits for no client
            except (OSError, asyncio.IncompleteReadError):
                pass  # the client has disconnected
            finally:
                writer.close()
                self._tasks.discard(task)

        listening = await asyncio.start_server(
            connected, addresses, port, ssl=certificate, backlog=_BACKLOG
        )
        self._servers.append(listening)
        return int(listening.sockets[0].getsockname()[1])

    def _answer(
        self, origin: str, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> Page:
        scheme, _, authority = origin.partition("://")
        url = f"{scheme}://{headers.get('host', authority)}{path}"
        request = Request(method, url, headers, time.monotonic(), body)
        self.requests.append(request)
        self.on_request()
        service = self._services.get(origin)
        if url not in self._pages and service:
            page = service(request)
        else:
            values = self._pages.get(url) or [Page(status=404)]
            page = values.pop(0) if len(values) > 1 else values[0]
            if page.without and page.cookie not in headers.get("cookie", "").split("; "):
                page = page.without
        self.statuses[page.status] += 1
        return page

    def _answer_by_proxy(
        self, method: str, target: str, headers: dict[str, str], body: bytes
    ) -> Page:
        """Answer a request whose target is a whole URL."""
        parts = urlsplit(target)
        site = self.sites.get(parts.hostname or "")
        if site is None or site.error or site.connect:
            return Page(status=502)
        path = parts._replace(scheme="", netloc="").geturl() or "/"
        return self._answer(f"http://{parts.netloc}", method, path, headers, body)

    def _sent(self, count: int) -> None:
        self.body_bytes += count

    def _counted(self, host: str, answer: server.Answer) -> server.Answer:
        """Count a request as in flight until its delay is over."""

        def counted(method: str, path: str, headers: dict[str, str], body: bytes) -> Page:
            page = answer(method, path, headers, body)
            self._under_way[host] += 1
            self.peak[host] = max(self.peak[host], self._under_way[host])
            self._loop.call_later(page.delay, self._under_way.subtract, [host])
            return page

        return counted

    async def _close(self) -> None:
        for listening in self._servers:
            listening.close()
        async with asyncio.timeout(_CLOSE_SECONDS):
            # Connections whose handshake is under way have no task yet.
            while self._tasks or len(self._selector.get_map()) > _LOOP_DESCRIPTORS:
                for task in self._tasks:
                    task.cancel()
                await asyncio.sleep(0.001)


def _describe(site: Site, values: Sequence[Page], address: str) -> None:
    for page in values:
        site.connect = page.connect or site.connect
        site.tls = page.tls or site.tls
        if page.dns == "nxdomain":
            site.error = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        elif page.dns == "temporary":
            site.error = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        elif page.dns:
            site.addresses = page.dns.split()
    if not site.addresses:
        literal = site.name.replace(".", "").isdigit()
        site.addresses = [site.name if literal else address]


class _Resolver(AbstractResolver):
    def __init__(self, net: Internet) -> None:
        self._net = net

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self._net.lookups.append(host)
        if self._net.hang:
            await asyncio.Event().wait()
        always = host == PROBE_HOST and not self._net.filtered
        known = Site(PROBE_HOST, [_KNOWN_ADDRESS]) if always else None
        site = self._net.sites.get(host, known) if self._net.online else None
        if site is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if site.error:
            raise site.error
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in site.addresses
        ]

    async def close(self) -> None:
        pass


class _Socket(socket.socket):
    """A socket that connects to the loopback interface instead of its address."""

    def __init__(self, net: Internet, info: AddressInfo) -> None:
        super().__init__(info[0], info[1], info[2])
        self._net = net

    def connect(self, address: Any) -> None:
        super().connect(("127.0.0.1", self._net.route(address[:2])))
