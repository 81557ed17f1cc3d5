"""The resolver of DOIs, with its handle API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from fakenet.internet import Request
from fakenet.world import Page

ORIGIN: Final = "https://doi.org"
_API: Final = "/api/handles/"


class Doi:
    """Knows `handles`, DOIs in lower case and where they lead; others are not registered."""

    def __init__(self, handles: Mapping[str, str]) -> None:
        self._handles = handles

    def __call__(self, request: Request) -> Page:
        """Answer `/api/handles/DOI?type=URL`, and redirect `/DOI`."""
        path = unquote(urlsplit(request.url).path)
        name = path.removeprefix(_API) if path.startswith(_API) else path.removeprefix("/")
        target = self._handles.get(name.lower())
        if path == f"/{name}":
            return Page(status=302, location=target) if target else Page(status=404)
        if target is None:
            return _json(404, {"responseCode": 100, "handle": name})
        value = {"index": 1, "type": "URL", "data": {"format": "string", "value": target}}
        return _json(200, {"responseCode": 1, "handle": name, "values": [value]})


def _json(status: int, content: object) -> Page:
    return Page(
        status=status, headers={"Content-Type": "application/json"}, body=json.dumps(content)
    )
