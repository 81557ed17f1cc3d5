"""The fake internet as an HTTP proxy, for programs without a configurable connector.

A tunnel (CONNECT) ends at the requested host, with its certificate and its faults; a plain request
for an `http://` URL is answered as by that host. For missing and unreachable hosts, the response is
502 Bad Gateway.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping

from msgspec import Struct

from fakenet import server

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Handler of a connection, after the TLS handshake if there is one."""

_TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"
_NOBODY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"


class Way(Struct, frozen=True):
    """The certificate of a host's port, if any, and its handler."""

    certificate: ssl.SSLContext | None
    serve: Serve


class Proxy:
    """Proxy to the hosts of `ways`, by name and port.

    `answer` handles plain requests, with their whole URLs; `sent` is as for `server.serve`.
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
        """Serve one connection of a client."""
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
