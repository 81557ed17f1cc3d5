"""The places of requests that are under way."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

FIRST_RANK: Final = -1
"""The rank of a request that belongs to something already begun."""


class Slots:
    """So many places as may be taken at the same time.

    A place that comes free goes to a request of the first rank; else to the next one at the same
    host, over the connection that is there; else to a host where none is under way, by rank; and
    only then to one where some are. That takes as few connections as the places can keep busy.
    Where there may be no time for all, places are given `in_order` of the ranks, whatever the host.
    """

    def __init__(self, count: int, *, in_order: bool = False) -> None:
        self._in_order = in_order
        self._free = count
        self._arrivals = 0
        self._under_way: Counter[object] = Counter()
        self._waiting: list[tuple[int, int, int, object, asyncio.Future[None]]] = []
        self._at: defaultdict[object, deque[asyncio.Future[None]]] = defaultdict(deque)

    @asynccontextmanager
    async def acquire(self, host: object = None, rank: int = FIRST_RANK) -> AsyncIterator[None]:
        """Wait for a place for a request to a host, and keep it while the context lasts."""
        if self._free:
            self._free -= 1
            self._under_way[host] += 1
        else:
            await self._wait(host, rank)
        try:
            yield
        finally:
            self._give_back(host)

    async def _wait(self, host: object, rank: int) -> None:
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals += 1
        crowd = rank if rank == FIRST_RANK or self._in_order else self._under_way[host]
        heapq.heappush(self._waiting, (crowd, rank, self._arrivals, host, called))
        if not (rank == FIRST_RANK or self._in_order):
            self._at[host].append(called)
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self._give_back(host)
            raise

    def _give_back(self, host: object) -> None:
        self._under_way[host] -= 1
        here = self._at[host]
        if not (self._waiting and self._waiting[0][0] == FIRST_RANK):
            while here:
                if self._call(host, here.popleft()):
                    return
        while self._waiting:
            *_, other, called = heapq.heappop(self._waiting)
            if self._call(other, called):
                return
        self._free += 1

    def _call(self, host: object, called: asyncio.Future[None]) -> bool:
        """Hand a place over to who waits for it; tell whether it still does."""
        if called.done():
            return False
        self._under_way[host] += 1
        called.set_result(None)
        return True
