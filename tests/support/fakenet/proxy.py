"""The fake internet behind an HTTP proxy, for visitors that cannot be given a connector.

A tunnel (CONNECT) ends at the host that was asked for, with its certificate and its faults; a plain
request for an `http://` URL is answered as that host would. A host that is not there, or that
cannot be connected to, is 502 Bad Gateway.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping

from msgspec import Struct

from fakenet import server

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Serves a connection, once it is encrypted if it is to be."""

_TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"
_NOBODY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"


class Way(Struct, frozen=True):
    """How a host serves a port: with which certificate, if any, and then how."""

    certificate: ssl.SSLContext | None
    serve: Serve


class Proxy:
    """Leads visitors to the hosts of `ways`, by name and port.

    `answer` is asked about plain requests, with their whole URLs; `sent` is as for `server.serve`.
    """

    def __init__(
        self,
        ways: Mapping[tuple[str, int], Way],
        answer: server.Answer,
        sent: Callable[[int], None],
    ) -> None:
        self._ways = ways
        self._answer = answer
        self._sent = sent

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection of a visitor."""
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.decode("latin-1").split(" ", 2)
        if method != "CONNECT":
            await server.serve(reader, writer, self._answer, self._sent, head)
            return
        name, _, port = target.rpartition(":")
        way = self._ways.get((name.strip("[]"), int(port)))
        writer.write(_TUNNEL if way else _NOBODY)
        await writer.drain()
        if way is None:
            return
        if way.certificate:
            await writer.start_tls(way.certificate)
        await way.serve(reader, writer)
