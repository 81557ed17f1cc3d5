"""Copies of dead pages in the Wayback Machine.

Source: the Wayback Machine's availability API (archive.org/help/wayback_api.php), which names the
URL of one copy, or none. Requests are sent one after another; after a failure there are no more.
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
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.messages import ApiRequest, ApiResponse
from awesome_lint.links.http.status import OK
from awesome_lint.links.http.url import escape_url, redact_secrets
from awesome_lint.links.schedule.clock import Timing
from awesome_lint.links.schedule.slots import Slots
from awesome_lint.links.settings import LinkSettings

API: Final = "https://archive.org/wayback/available"
MAX_LOOKUPS: Final = 20
"""Pages looked up in one check, so that a list of dead links does not burden the archive."""
TIMEOUT_SECONDS: Final = 5.0
"""Seconds that one request may take."""
BUDGET_SECONDS: Final = 20.0
"""Seconds that all requests may take, counted from the first one."""
_COPY: Final = re.compile(r"https?://(web\.archive\.org/web/[0-9]{4,14}/\S+)", re.ASCII)


class _Copy(Struct):
    available: bool
    url: str
    status: str = ""


class _Availability(Struct):
    archived_snapshots: Mapping[str, _Copy]


class WaybackMachine:
    """Lookups of copies, if `settings` allow them."""

    def __init__(
        self, client: Client, slots: Slots, timing: Timing, settings: LinkSettings
    ) -> None:
        self._client = client
        self._slots = slots
        self._timing = timing
        # The URL of a page that is not public must not be sent to anybody.
        wanted = settings.archive and not settings.allow_private_hosts
        self._lookups_left = MAX_LOOKUPS if wanted else 0
        self._started: float | None = None
        self._one_at_a_time = asyncio.Lock()

    async def find_copy(self, page: URL) -> str | None:
        """Return the URL of a copy of a page; None if there is none, or it is not known."""
        if self._lookups_left == 0 or redact_secrets(str(page)) != str(page):
            return None
        self._lookups_left -= 1
        async with self._one_at_a_time:
            now = self._timing.clock.now()
            if self._started is None:
                self._started = now
            left = min(self._started + BUDGET_SECONDS, self._timing.until) - now
            if left <= 0 or self._lookups_left < 0:
                return None
            request = ApiRequest(f"{API}?url={quote(str(page), safe='', errors='replace')}")
            async with self._slots.acquire():
                response = await self._client.request_api(request, min(TIMEOUT_SECONDS, left))
            if not isinstance(response, ApiResponse) or response.status != OK:
                self._lookups_left = 0  # The API is down or busy: no further requests.
                return None
        return parse_copy(response.body)


def parse_copy(body: bytes) -> str | None:
    """Return the URL of the copy that a response of the API names, if there is one."""
    found = decode_json(body, _Availability)
    copy = found.archived_snapshots.get("closest") if found else None
    if copy is None or not copy.available or copy.status != "200":
        return None
    match = _COPY.fullmatch(copy.url) if len(copy.url) <= MAX_URL_CHARS else None
    return f"https://{escape_url(match[1])}" if match else None
