"""Pool of the connections to the sites of a link check."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import aiohttp
from msgspec import Struct

MAX_IDLE_SITES: Final = 16
"""Number of sites without requests whose connections are kept open."""


class _SiteSession(Struct):
    session: aiohttp.ClientSession
    users: int = 0


class SessionPool:
    """Sessions of sites (method, scheme, host and port), opened by `open_session` when needed.

    A site's connections are kept open while it has requests, and for a while after. A connection
    takes a third of a megabyte, for asyncio's buffers.
    """

    def __init__(self, open_session: Callable[[], aiohttp.ClientSession]) -> None:
        self._open = open_session
        self._busy: dict[str, _SiteSession] = {}
        self._idle: OrderedDict[str, _SiteSession] = OrderedDict()

    @asynccontextmanager
    async def session_for(self, site: str) -> AsyncIterator[aiohttp.ClientSession]:
        """Provide the session of a site while the context lasts."""
        here = self._busy.get(site) or self._idle.pop(site, None) or _SiteSession(self._open())
        self._busy[site] = here
        here.users += 1
        try:
            yield here.session
        finally:
            here.users -= 1
            if not here.users:
                self._idle[site] = self._busy.pop(site)
                if len(self._idle) > MAX_IDLE_SITES:
                    await self._idle.popitem(last=False)[1].session.close()

    async def close_idle(self) -> None:
        """Close the connections of sites without requests."""
        while self._idle:
            await self._idle.popitem(last=False)[1].session.close()

    async def close(self) -> None:
        """Close all connections."""
        for here in (*self._busy.values(), *self._idle.values()):
            await here.session.close()
