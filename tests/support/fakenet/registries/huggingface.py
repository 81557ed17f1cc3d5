"""Hugging Face's Hub: the part of its API about existence, and its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page

ORIGIN: Final = "https://huggingface.co"
_KINDS: Final = ("models", "datasets", "spaces", "papers")


class HuggingFace:
    """Hub with `things`, such as `models/OWNER/NAME` or `papers/ID`, and `renamed` ones.

    Missing things are answered with 401, like private ones. `page` replaces the responses of the
    API.
    """

    def __init__(
        self,
        things: Sequence[str],
        renamed: Mapping[str, str] | None = None,
        *,
        page: Page | None = None,
    ) -> None:
        self._things = frozenset(things)
        self._renamed = renamed or {}
        self._page = page

    def __call__(self, request: Request) -> Page:
        """Answer `/api/KIND/NAME`, and the page of a thing."""
        path = unquote(urlsplit(request.url).path).strip("/")
        kind, _, name = path.partition("/")
        if kind == "api":
            return self._page or self._api(name)
        thing = path if kind in _KINDS else f"models/{path}"
        if thing in self._renamed:
            return Page(status=307, location=f"/{self._renamed[thing].removeprefix('models/')}")
        return Page(status=200 if thing in self._things else 404)

    def _api(self, thing: str) -> Page:
        kind, _, name = thing.partition("/")
        if thing in self._renamed:
            return Page(status=307, location=f"/api/{self._renamed[thing]}")
        if thing in self._things:
            return in_json({"id": name, "private": False, "title": "A  Paper"})
        if kind == "papers":
            return in_json({"error": "Paper not found"}, 404)
        return in_json({"error": "Invalid username or password."}, 401)
