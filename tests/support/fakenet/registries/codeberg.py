"""Codeberg: single repositories in Forgejo's API, and their pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page, Repository

ORIGIN: Final = "https://codeberg.org"
_API: Final = "/api/v1/repos/"


class Codeberg:
    """Codeberg with `repositories` by name, in their own case, and `renamed` ones by old names.

    `page` replaces the responses of the API.
    """

    def __init__(
        self,
        repositories: Mapping[str, Repository],
        renamed: Mapping[str, str] | None = None,
        *,
        page: Page | None = None,
    ) -> None:
        self._names = {name.lower(): name for name in repositories}
        self._repositories = repositories
        self._renamed = renamed or {}
        self._page = page

    def __call__(self, request: Request) -> Page:
        """Answer `/api/v1/repos/OWNER/NAME`, and the pages of repositories."""
        path = unquote(urlsplit(request.url).path)
        is_api = path.startswith(_API)
        if is_api and self._page:
            return self._page
        prefix = _API if is_api else "/"
        owner, name, *_ = [*path.removeprefix(prefix).split("/"), ""]
        front = f"{owner}/{name}".lower()
        if front in self._renamed:
            return Page(status=307, location=f"{prefix}{self._renamed[front]}")
        known = self._names.get(front)
        if known is None:
            return in_json({"message": "The target couldn't be found."}, 404)
        if not is_api:
            return Page()
        found = self._repositories[known]
        return in_json(
            {
                "full_name": known,
                "description": found.description,
                "archived": found.archived,
                "private": found.private,
                "stars_count": found.stars,
                "created_at": found.created,
                "updated_at": found.active,
            }
        )
