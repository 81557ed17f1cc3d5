"""Resolver of host names, and connections to their IP addresses."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from ssl import SSLContext
from threading import Thread
from typing import Any, Final
from weakref import WeakSet

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

SocketFactory = Callable[[aiohttp.AddrInfoType], socket.socket]
ConnectorFactory = Callable[[SocketFactory], "Connector"]

MAX_ADDRESSES: Final = 4
"""IP addresses of one family that are tried for a host, so that no name makes a check connect to
hundreds of servers."""
_CLOSING_ROUNDS: Final = 5
"""Rounds of the event loop in which connections may end; they need two or three."""


class Resolver(AbstractResolver):
    """The system's resolver, with a thread for each name.

    asyncio's thread pool has fewer threads than a list may have slow names, and a program cannot
    exit before they end; these threads end with the program.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the first IP addresses of a host. Raises socket.gaierror if there are none."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def look_up() -> None:
            try:
                infos = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
            except UnicodeError:  # a label that is empty or longer than 63: no such name can exist
                deliver(found.set_exception, socket.gaierror(socket.EAI_NONAME, "invalid name"))
            except Exception as error:  # The task that waits reports unexpected errors as well.
                deliver(found.set_exception, error)
            else:
                deliver(found.set_result, _first_of_each_family(host, port, infos))

        def deliver(put: Callable[[Any], None], what: Any) -> None:
            with suppress(RuntimeError):  # the loop is closed: no task waits any more
                loop.call_soon_threadsafe(lambda: None if found.done() else put(what))

        Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
        return await found

    async def close(self) -> None:
        """Do nothing: there is nothing to release."""


def _first_of_each_family(
    host: str, port: int, infos: Sequence[tuple[Any, ...]]
) -> list[ResolveResult]:
    numbers: Counter[int] = Counter()
    found = []
    for info in infos:
        numbers[info[0]] += 1
        if numbers[info[0]] <= MAX_ADDRESSES:
            found.append(_resolved(host, port, info))
    return found


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
    """Connections of one link check; `socket_factory` decides which IP addresses are allowed."""

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
            limit=0,  # limited by `Slots`
            resolver=self._names,
            socket_factory=make,
            ssl=ssl,
            ttl_dns_cache=None,  # a check is short
        )

    async def close(self, *, abort_ssl: bool = False) -> None:
        """Close all connections at once.

        A host that never answers takes no part in closing a connection either, so that it would
        stay open.
        """
        await super().close(abort_ssl=abort_ssl)
        for _ in range(_CLOSING_ROUNDS):
            for each in tuple(self._sockets):
                with suppress(OSError):  # already closed, or never connected
                    each.shutdown(socket.SHUT_RDWR)
            await asyncio.sleep(0)

    async def resolves(self, name: str) -> bool:
        """Return whether a host's name has an IP address."""
        try:
            return bool(await self._names.resolve(name))
        except OSError:
            return False
