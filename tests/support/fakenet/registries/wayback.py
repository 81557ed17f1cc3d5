"""The Wayback Machine's availability API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs, urlsplit

from msgspec import structs

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page

ORIGIN: Final = "https://archive.org"


class Wayback:
    """API with `copies`: times (`YYYYMMDDhhmmss`) by URL.

    `delay` is the seconds that each response takes.
    """

    def __init__(self, copies: Mapping[str, str], *, delay: float = 0.0) -> None:
        self._copies = copies
        self._delay = delay

    def __call__(self, request: Request) -> Page:
        """Answer `/wayback/available?url=…`."""
        (url,) = parse_qs(urlsplit(request.url).query)["url"]
        if url not in self._copies:
            return self._answer(url, {})
        copy = {
            "status": "200",
            "available": True,
            "url": f"http://web.archive.org/web/{self._copies[url]}/{url}",
            "timestamp": self._copies[url],
        }
        return self._answer(url, {"closest": copy})

    def _answer(self, url: str, snapshots: Mapping[str, object]) -> Page:
        page = in_json({"url": url, "archived_snapshots": snapshots})
        return structs.replace(page, delay=self._delay)
