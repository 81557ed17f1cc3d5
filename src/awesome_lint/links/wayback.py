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

from awesome_lint.bounded import LONGEST_URL, decode_json
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.messages import ApiRequest, ApiResponse
from awesome_lint.links.http.status import OK
from awesome_lint.links.http.url import escape_url, redact_secrets
from awesome_lint.links.schedule.clock import Clock
from awesome_lint.links.schedule.slots import Slots
from awesome_lint.links.settings import LinkSettings

API: Final = "https://archive.org/wayback/available"
MAX_LOOKUPS: Final = 20
"""Pages that are asked about in one check. A list with more dead links wants another cure."""
TIMEOUT_SECONDS: Final = 5.0
"""Seconds that one answer may take."""
BUDGET_SECONDS: Final = 20.0
"""Seconds that all of them may take, counted from the first question."""
_COPY: Final = re.compile(r"https?://(web\.archive\.org/web/[0-9]{4,14}/\S+)", re.ASCII)


class _Copy(Struct):
    available: bool
    url: str
    status: str = ""


class _Availability(Struct):
    archived_snapshots: Mapping[str, _Copy]


class WaybackMachine:
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
        self._left = MAX_LOOKUPS if wanted else 0
        self._began: float | None = None
        self._line = asyncio.Lock()

    async def find_copy(self, asked: URL) -> str | None:
        """Return where a copy of a page is, or None where there is none, or it is not known."""
        if self._left == 0 or redact_secrets(str(asked)) != str(asked):  # a secret is in it
            return None
        self._left -= 1
        async with self._line:
            if self._began is None:
                self._began = self._clock.now()
            left = min(self._began + BUDGET_SECONDS, self._until) - self._clock.now()
            if left <= 0 or self._left < 0:
                return None
            request = ApiRequest(f"{API}?url={quote(str(asked), safe='', errors='replace')}")
            async with self._slots.acquire():
                response = await self._client.request_api(request, min(TIMEOUT_SECONDS, left))
            if not isinstance(response, ApiResponse) or response.status != OK:
                self._left = 0  # Who is down, or busy, is left alone.
                return None
        return parse_copy(response.body)


def parse_copy(body: bytes) -> str | None:
    """Return the address of the copy that an answer of the API names, if it names one."""
    found = decode_json(body, _Availability)
    copy = found.archived_snapshots.get("closest") if found else None
    if copy is None or not copy.available or copy.status != "200":
        return None
    match = _COPY.fullmatch(copy.url) if len(copy.url) <= LONGEST_URL else None
    return f"https://{escape_url(match[1])}" if match else None
