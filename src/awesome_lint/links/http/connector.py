"""Names to addresses, and addresses to connections."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from ssl import SSLContext
from threading import Thread
from typing import Any, Final
from weakref import WeakSet

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

SocketFactory = Callable[[aiohttp.AddrInfoType], socket.socket]
ConnectorFactory = Callable[[SocketFactory], "Connector"]

_CLOSING_ROUNDS: Final = 5
"""Rounds of the event loop in which connections may end; they need two or three."""


class Resolver(AbstractResolver):
    """Resolves names with the system's resolver, each in a thread of its own.

    The thread pool of asyncio has fewer threads than a list has slow names, and a program cannot
    end before they do; these end with the program.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of `host`; raise socket.gaierror where there are none."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def look_up() -> None:
            try:
                infos = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
            except UnicodeError:  # a label that is empty or longer than 63: no such name can be
                deliver(found.set_exception, socket.gaierror(socket.EAI_NONAME, "invalid name"))
            except Exception as error:  # An unexpected one, too, is for who waits to report.
                deliver(found.set_exception, error)
            else:
                deliver(found.set_result, [_resolved(host, port, info) for info in infos])

        def deliver(put: Callable[[Any], None], what: Any) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(lambda: None if found.done() else put(what))

        Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
        return await found

    async def close(self) -> None:
        """Do nothing: there is nothing to give back."""


def _resolved(host: str, port: int, info: tuple[Any, ...]) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=info[4][0],
        port=port,
        family=info[0],
        proto=info[2],
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )


class Connector(aiohttp.TCPConnector):
    """The connections of one link check; `socket_factory` decides which addresses it may have."""

    def __init__(
        self,
        socket_factory: SocketFactory,
        *,
        resolver: AbstractResolver | None = None,
        ssl: SSLContext | bool = True,
    ) -> None:
        self._names = resolver or Resolver()
        self._sockets: WeakSet[socket.socket] = WeakSet()

        def make(info: aiohttp.AddrInfoType) -> socket.socket:
            made = socket_factory(info)
            self._sockets.add(made)
            return made

        super().__init__(
            limit=0,  # the check itself counts
            resolver=self._names,
            socket_factory=make,
            ssl=ssl,
            ttl_dns_cache=None,  # a check is short
        )

    async def close(self, *, abort_ssl: bool = False) -> None:
        """End all connections at once.

        A host that never answers does not take part in ending a connection either: one that was
        given up would stay open.
        """
        await super().close(abort_ssl=abort_ssl)
        for _ in range(_CLOSING_ROUNDS):
            for each in tuple(self._sockets):
                with suppress(OSError):  # already closed, or never connected
                    each.shutdown(socket.SHUT_RDWR)
            await asyncio.sleep(0)

    async def resolves(self, name: str) -> bool:
        """Tell whether a name has an address."""
        try:
            return bool(await self._names.resolve(name))
        except OSError:
            return False
