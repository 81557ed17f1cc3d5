"""Limit on the requests that are under way, and the order of those that wait."""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

RESERVED_FILES: Final = 64
"""File descriptors for other things than requests: files, and connections that are kept open."""
FIRST_RANK: Final = -1
"""Rank of a request that goes on with something already begun: a redirect or a retry."""


def available_slots(wanted: int) -> int:
    """Return the number of slots, at most `wanted`, for which this process has file descriptors.

    A request takes two: one to look its host up, and one for its connection.
    """
    try:
        import resource  # not on Windows, which has no such limit
    except ImportError:
        return wanted
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if limit == resource.RLIM_INFINITY:
        return wanted
    return max(1, min(wanted, (limit - RESERVED_FILES) // 2))


class Slots:
    """A number of slots, one per request under way.

    A slot that becomes free goes to a request of FIRST_RANK; else to the next one of the same host,
    over its open connection; else to a host with none under way, by rank; and only then to a host
    with some. That needs as few connections as keep the slots busy. If there may be no time for
    all (`in_order`), slots go by rank, whatever the host.
    """

    def __init__(self, count: int, *, in_order: bool = False) -> None:
        self._in_order = in_order
        self._free = count
        self._arrivals = 0
        self._under_way: Counter[object] = Counter()
        self._waiting: list[tuple[int, int, int, object, asyncio.Future[None]]] = []
        self._waiting_at: defaultdict[object, deque[asyncio.Future[None]]] = defaultdict(deque)

    @asynccontextmanager
    async def acquire(self, host: object = None, rank: int = FIRST_RANK) -> AsyncIterator[None]:
        """Wait for a slot for a request to a host, and hold it while the context lasts."""
        if self._free:
            self._free -= 1
            self._under_way[host] += 1
        else:
            await self._wait(host, rank)
        try:
            yield
        finally:
            self._release(host)

    async def _wait(self, host: object, rank: int) -> None:
        acquired: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._arrivals += 1
        by_rank = rank == FIRST_RANK or self._in_order
        priority = rank if by_rank else self._under_way[host]
        heapq.heappush(self._waiting, (priority, rank, self._arrivals, host, acquired))
        if not by_rank:
            self._waiting_at[host].append(acquired)
        try:
            await acquired
        except asyncio.CancelledError:
            if acquired.done() and not acquired.cancelled():
                self._release(host)
            raise

    def _release(self, host: object) -> None:
        self._under_way[host] -= 1
        here = self._waiting_at[host]
        if not (self._waiting and self._waiting[0][0] == FIRST_RANK):
            while here:
                if self._hand_over(host, here.popleft()):
                    return
        while self._waiting:
            *_, other, acquired = heapq.heappop(self._waiting)
            if self._hand_over(other, acquired):
                return
        self._free += 1

    def _hand_over(self, host: object, acquired: asyncio.Future[None]) -> bool:
        """Hand a slot over to a request that waits; return whether it was still waiting."""
        if acquired.done():
            return False
        self._under_way[host] += 1
        acquired.set_result(None)
        return True
