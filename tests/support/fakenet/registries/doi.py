"""The DOI resolver, with its handle API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import structs

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page

ORIGIN: Final = "https://doi.org"
_API: Final = "/api/handles/"


class Doi:
    """DOI resolver with `handles`: DOIs in lower case and their URLs; others are unregistered.

    `delay` is the seconds that each response takes.
    """

    def __init__(self, handles: Mapping[str, str], *, delay: float = 0.0) -> None:
        self._handles = handles
        self._delay = delay

    def __call__(self, request: Request) -> Page:
        """Answer `/api/handles/DOI?type=URL`, and redirect `/DOI`."""
        return structs.replace(self._page(request), delay=self._delay)

    def _page(self, request: Request) -> Page:
        path = unquote(urlsplit(request.url).path)
        name = path.removeprefix(_API) if path.startswith(_API) else path.removeprefix("/")
        target = self._handles.get(name.lower())
        if path == f"/{name}":
            return Page(status=302, location=target) if target else Page(status=404)
        if target is None:
            return in_json({"responseCode": 100, "handle": name}, 404)
        value = {"index": 1, "type": "URL", "data": {"format": "string", "value": target}}
        return in_json({"responseCode": 1, "handle": name, "values": [value]})
