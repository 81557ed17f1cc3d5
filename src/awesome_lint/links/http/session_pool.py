"""The connections to the sites of a check: as few as will do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import aiohttp
from msgspec import Struct

MAX_IDLE_SITES: Final = 16
"""Sites that nobody talks to, and whose connections are kept open all the same."""


class _SiteSession(Struct):
    session: aiohttp.ClientSession
    users: int = 0


class SessionPool:
    """The sessions of sites (scheme, host and port), made by `open_session` when they are needed.

    A site's connections are kept open while it is visited, and for a while after; each of them
    takes a third of a megabyte, for which asyncio's buffers are to blame.
    """

    def __init__(self, open_session: Callable[[], aiohttp.ClientSession]) -> None:
        self._open = open_session
        self._busy: dict[str, _SiteSession] = {}
        self._idle: OrderedDict[str, _SiteSession] = OrderedDict()

    @asynccontextmanager
    async def session_for(self, site: str) -> AsyncIterator[aiohttp.ClientSession]:
        """Give the session of a site, to be used while the context lasts."""
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

    async def close(self) -> None:
        """End all connections."""
        for here in (*self._busy.values(), *self._idle.values()):
            await here.session.close()
