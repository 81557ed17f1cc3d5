"""Beginning of a body: read up to a limit, and decompressed up to a limit.

Bodies are compressed only against the request's wish, and may be decompression bombs. Never more
than one block is in memory, as received or as decompressed.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Final

import aiohttp

BLOCK_BYTES: Final = 64 * 1024
"""Bytes of a block."""

_ANY_HEADER: Final = 32 + zlib.MAX_WBITS  # gzip or zlib, whichever it begins with
_COMPRESSED: Final = ("gzip", "x-gzip", "deflate")


class Body:
    """First `limit` bytes of a response's body, counted before and after decompression.

    `complete` is whether that was the whole body, once all blocks have been read.
    """

    def __init__(self, response: aiohttp.ClientResponse, limit: int) -> None:
        self.complete = False
        self._content = response.content
        self._left = limit
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        self._compressed = encoding in _COMPRESSED
        self._supported = self._compressed or encoding in ("identity", "")

    async def blocks(self) -> AsyncIterator[bytes]:
        """Yield the body in blocks of BLOCK_BYTES, of which only the last may be shorter.

        It ends where the connection breaks, and is empty for an unknown `Content-Encoding`.
        """
        if not self._supported:
            return
        block = bytearray()
        async for piece in self._decompressed():
            block += piece
            while len(block) >= BLOCK_BYTES:
                yield bytes(block[:BLOCK_BYTES])
                del block[:BLOCK_BYTES]
        if block:
            yield bytes(block)

    async def read(self) -> bytes:
        """Return all blocks as one."""
        return b"".join([block async for block in self.blocks()])

    async def _decompressed(self) -> AsyncIterator[bytes]:
        if not self._compressed:
            async for piece in self._received():
                yield piece
            return
        unpacker = zlib.decompressobj(_ANY_HEADER)
        left = self._left
        try:
            async for packed in self._received():
                piece = unpacker.decompress(packed, min(left, BLOCK_BYTES))
                while piece and left:
                    yield piece
                    left -= len(piece)
                    more = unpacker.unconsumed_tail
                    piece = unpacker.decompress(more, min(left, BLOCK_BYTES)) if left else b""
                if not left:
                    self.complete = False
                    return
        except zlib.error:
            self.complete = False
            return
        self.complete = self.complete and unpacker.eof

    async def _received(self) -> AsyncIterator[bytes]:
        """Yield the bytes as they are received."""
        left = self._left
        try:
            while left:
                piece = await self._content.read(min(left, BLOCK_BYTES))
                if not piece:
                    self.complete = True
                    return
                yield piece
                left -= len(piece)
        except (aiohttp.ClientError, OSError):
            pass  # The bytes before the connection broke are the body.
