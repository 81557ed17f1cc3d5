"""Copies of dead pages that the Wayback Machine has.

Source: the Wayback Machine's availability API (archive.org/help/wayback_api.php), which answers
with the address of one copy, or with none. It is asked one page after another, and what it does not
answer is not missed.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from msgspec import Struct
from yarl import URL

from awesome_lint.bounded import MAX_URL_CHARS, decode_json
from awesome_lint.links.http import url as address
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.messages import Request, Response
from awesome_lint.links.schedule.host import Clock
from awesome_lint.links.schedule.slots import Slots
from awesome_lint.links.settings import LinkSettings

API: Final = "https://archive.org/wayback/available"
MOST: Final = 20
"""Pages that are asked about in one check. A list with more dead links wants another cure."""
PATIENCE: Final = 5.0
"""Seconds that one answer may take."""
BUDGET: Final = 20.0
"""Seconds that all of them may take, counted from the first question."""
_COPY: Final = re.compile(r"https?://(web\.archive\.org/web/[0-9]{4,14}/\S+)", re.ASCII)


class _Copy(Struct):
    available: bool
    url: str
    status: str = ""


class _Found(Struct):
    archived_snapshots: Mapping[str, _Copy]


class Archive:
    """Asks for copies, where `settings` allow it; `until` is when the check must end."""

    def __init__(
        self, client: Client, slots: Slots, clock: Clock, until: float, settings: LinkSettings
    ) -> None:
        self._client = client
        self._slots = slots
        self._clock = clock
        self._until = until
        # The address of a page that is not public is nobody's business.
        wanted = settings.archive and not settings.allow_private_hosts
        self._left = MOST if wanted else 0
        self._began: float | None = None
        self._line = asyncio.Lock()

    async def copy_of(self, asked: URL) -> str | None:
        """Return where a copy of a page is, or None where there is none, or it is not known."""
        if self._left == 0 or address.redact(str(asked)) != str(asked):  # a secret is in it
            return None
        self._left -= 1
        async with self._line:
            if self._began is None:
                self._began = self._clock.now()
            left = min(self._began + BUDGET, self._until) - self._clock.now()
            if left <= 0 or self._left < 0:
                return None
            request = Request(f"{API}?url={quote(str(asked), safe='', errors='replace')}")
            async with self._slots.taken():
                response = await self._client.fetch(request, min(PATIENCE, left))
            if not isinstance(response, Response) or response.status != 200:
                self._left = 0  # Who is down, or busy, is left alone.
                return None
        return copy_in(response.body)


def copy_in(body: bytes) -> str | None:
    """Return the address of the copy that an answer of the API names, if it names one."""
    found = decode_json(body, _Found)
    copy = found.archived_snapshots.get("closest") if found else None
    if copy is None or not copy.available or copy.status != "200":
        return None
    match = _COPY.fullmatch(copy.url) if len(copy.url) <= MAX_URL_CHARS else None
    return f"https://{address.printable(match[1])}" if match else None
