"""HTTP server of a host of the fake internet, with its faults."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from http import HTTPStatus

from fakenet.world import Fault, Page

Answer = Callable[[str, str, dict[str, str], bytes], Page]
"""Function from method, path, headers (names in lower case) and body to a page."""

ENDLESS = 2 * 1024**3
"""Content length of an endless body."""
_RESET = struct.pack("ii", 1, 0)
_DRIP = 0.02


async def serve(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    answer: Answer,
    sent: Callable[[int], None],
    head: bytes = b"",
) -> None:
    """Answer the requests of one connection; call `sent` with the number of body bytes sent.

    `head` is the head of the first request, if it was read already.
    """
    while True:
        head = head or await reader.readuntil(b"\r\n\r\n")
        request, *lines = head.decode("latin-1").rstrip().split("\r\n")
        head = b""
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
        if method == "HEAD" and page.head == "late-body":
            writer.write(_head(page, method))
            await writer.drain()
            await asyncio.sleep(_DRIP)
            writer.write(_body(page))
            continue
        fault = page.answer
        if method == "HEAD":
            # HEAD responses have no body, and so none of its faults.
            fault = fault if fault in ("silent", "reset", "reset-in-headers", "drip") else None
            if page.head in ("silent", "reset"):
                fault = page.head
        if fault:
            await _fault(writer, page, fault, sent)
            return
        writer.write(_head(page, method) + (b"" if method == "HEAD" else _body(page)))
        await writer.drain()


def _body(page: Page) -> bytes:
    return page.body.encode("latin-1")


def _head(page: Page, method: str, **more: str) -> bytes:
    status = page.head if method == "HEAD" and isinstance(page.head, int) else page.status
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Whatever"
    headers = {
        "Content-Type": "text/html",
        "Content-Length": str(len(_body(page))),
        "Set-Cookie": "visited=yes; Path=/",
        **({"Location": page.location} if page.location is not None else {}),
        **page.headers,
        **more,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} {phrase}\r\n{lines}\r\n".encode("utf-8", "surrogateescape")


async def _fault(
    writer: asyncio.StreamWriter, page: Page, fault: Fault, sent: Callable[[int], None]
) -> None:
    match fault:
        case "silent":
            await asyncio.Event().wait()
        case "reset":
            reset(writer)
        case "reset-in-headers":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
            await writer.drain()
            reset(writer)
        case "reset-in-body":
            writer.write(_head(page, "GET", **{"Content-Length": "100000"}) + _body(page))
            await writer.drain()
            reset(writer)
        case "drip":
            await _drip(writer, "HTTP/1.1 200 OK\r\nX-Slow: " + "z" * 100_000)
        case "drip-body":
            writer.write(_head(page, "GET", **{"Content-Length": "100000"}))
            await _drip(writer, "z" * 100_000)
        case "endless":
            head = _head(page, "GET", **{"Content-Length": str(ENDLESS), **page.headers})
            writer.write(head + _body(page))
            while not writer.transport.is_closing():
                writer.write(b"z" * 0x1000)
                await writer.drain()
                await asyncio.sleep(0)  # to notice that the client has disconnected
                sent(0x1000)


def reset(writer: asyncio.StreamWriter) -> None:
    """Reset a connection, as a machine does that does not know it."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


async def _drip(writer: asyncio.StreamWriter, text: str) -> None:
    for letter in text:
        writer.write(letter.encode())
        await writer.drain()
        await asyncio.sleep(_DRIP)
