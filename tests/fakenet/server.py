"""Speaks HTTP as a host of the fake internet does, faults included."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from http import HTTPStatus

from fakenet.world import Page

Answer = Callable[[str, str, dict[str, str], bytes], Page]
"""From method, path, headers (names in lower case) and body to what is there."""

_RESET = struct.pack("ii", 1, 0)
_DRIP = 0.02


async def serve(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    answer: Answer,
    sent: Callable[[int], None],
) -> None:
    """Answer the requests of one connection; tell `sent` how many bytes of bodies went out."""
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request, *lines = head.rstrip().split("\r\n")
        method, path, _ = request.split(" ")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        sent_body = await reader.readexactly(int(headers.get("content-length", 0)))
        page = answer(method, path, headers, sent_body)
        await asyncio.sleep(page.delay)
        if page.raw is not None:
            writer.write(page.raw.encode("latin-1"))
            await writer.drain()
            return
        if page.answer is None or (page.answer == "endless" and method == "HEAD"):
            await _page(writer, method, page)
        else:
            await _fault(writer, page.answer, sent)
            return


async def _page(writer: asyncio.StreamWriter, method: str, page: Page) -> None:
    status = page.head if method == "HEAD" and page.head is not None else page.status
    body = page.body.encode("latin-1")
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Whatever"
    headers = {
        "Content-Type": "text/html",
        "Content-Length": str(len(body)),
        "Set-Cookie": "visited=yes; Path=/",
        **({"Location": page.location} if page.location is not None else {}),
        **page.headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status} {phrase}\r\n{lines}\r\n".encode("utf-8", "surrogateescape")
    writer.write(head if method == "HEAD" else head + body)
    await writer.drain()


async def _fault(writer: asyncio.StreamWriter, fault: str, sent: Callable[[int], None]) -> None:
    match fault:
        case "reset":
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()
        case "silent":
            await asyncio.Event().wait()
        case "drip":
            for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "z" * 100_000:
                writer.write(letter.encode())
                await writer.drain()
                await asyncio.sleep(_DRIP)
        case "endless":
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while not writer.transport.is_closing():
                writer.write(b"1000\r\n" + b"z" * 0x1000 + b"\r\n")
                await writer.drain()
                await asyncio.sleep(0)  # to learn that the visitor has gone
                sent(0x1000)
