"""Hugging Face's Hub: the part of its API about existence, and its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page

ORIGIN: Final = "https://huggingface.co"
_KINDS: Final = ("models", "datasets", "spaces", "papers")


class HuggingFace:
    """Hub with `things`, such as `models/OWNER/NAME` or `papers/ID`, and `renamed` ones.

    A mapping has further fields of the things in the API. Missing things are answered with 401,
    like private ones. `page` replaces the responses of the API.
    """

    def __init__(
        self,
        things: Sequence[str] | Mapping[str, Mapping[str, object]],
        renamed: Mapping[str, str] | None = None,
        *,
        page: Page | None = None,
    ) -> None:
        self._things = things if isinstance(things, Mapping) else {name: {} for name in things}
        self._renamed = renamed or {}
        self._page = page

    def __call__(self, request: Request) -> Page:
        """Answer `/api/KIND/NAME`, and the page of a thing."""
        path = unquote(urlsplit(request.url).path).strip("/")
        kind, _, name = path.partition("/")
        if kind == "api":
            return self._page or self._api(name, parse_qs(urlsplit(request.url).query))
        thing = path if kind in _KINDS else f"models/{path}"
        if thing in self._renamed:
            return Page(status=307, location=f"/{self._renamed[thing].removeprefix('models/')}")
        return Page(status=200 if thing in self._things else 404)

    def _api(self, thing: str, fields: Mapping[str, Sequence[str]]) -> Page:
        kind, _, name = thing.partition("/")
        if thing in self._renamed:
            return Page(status=307, location=f"/api/{self._renamed[thing]}")
        if thing in self._things:
            known = {"private": False, "title": "A  Paper", **self._things[thing]}
            expanded = fields.get("expand", known)
            shown = {key: value for key, value in known.items() if key in expanded}
            return in_json({"id": name, **shown})
        if kind == "papers":
            return in_json({"error": "Paper not found"}, 404)
        return in_json({"error": "Invalid username or password."}, 401)
