"""The beginning of a body: read up to a bound, unpacked up to a bound.

Bodies are packed only against the request's wish, and then they may be bombs. Neither what comes
over the network nor what it unpacks to is ever held in more than one block.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Final

import aiohttp

BLOCK: Final = 64 * 1024
"""Bytes that are handed on at once."""

_ANY_HEADER: Final = 32 + zlib.MAX_WBITS  # gzip or zlib, whichever it begins with
_PACKED: Final = ("gzip", "x-gzip", "deflate")


class Body:
    """The first `limit` bytes of a response's body, counted before and after unpacking.

    `whole` tells, once all blocks were taken, that there was no more.
    """

    def __init__(self, response: aiohttp.ClientResponse, limit: int) -> None:
        self.whole = False
        self._content = response.content
        self._left = limit
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        self._packed = encoding in _PACKED
        self._known = self._packed or encoding in ("identity", "")

    async def blocks(self) -> AsyncIterator[bytes]:
        """Yield the body in blocks of BLOCK bytes, of which only the last may be shorter.

        It ends where the connection breaks, and before it begins where it is packed in an unknown
        way.
        """
        if not self._known:
            return
        block = bytearray()
        async for piece in self._unpacked():
            block += piece
            while len(block) >= BLOCK:
                yield bytes(block[:BLOCK])
                del block[:BLOCK]
        if block:
            yield bytes(block)

    async def start(self) -> bytes:
        """Return all blocks as one."""
        return b"".join([block async for block in self.blocks()])

    async def _unpacked(self) -> AsyncIterator[bytes]:
        if not self._packed:
            async for piece in self._pieces():
                yield piece
            return
        unpacker = zlib.decompressobj(_ANY_HEADER)
        left = self._left
        try:
            async for packed in self._pieces():
                piece = unpacker.decompress(packed, min(left, BLOCK))
                while piece and left:
                    yield piece
                    left -= len(piece)
                    more = unpacker.unconsumed_tail
                    piece = unpacker.decompress(more, min(left, BLOCK)) if left else b""
                if not left:
                    self.whole = False
                    return
        except zlib.error:
            self.whole = False
            return
        self.whole = self.whole and unpacker.eof

    async def _pieces(self) -> AsyncIterator[bytes]:
        """Yield what comes, as it comes."""
        left = self._left
        try:
            while left:
                piece = await self._content.read(min(left, BLOCK))
                if not piece:
                    self.whole = True
                    return
                yield piece
                left -= len(piece)
        except (aiohttp.ClientError, OSError):
            pass  # What came before the connection broke is what there is to see.
