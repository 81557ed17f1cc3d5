"""GitLab: single projects in its REST API, as anybody sees them, and their pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page, Repository

ORIGIN: Final = "https://gitlab.com"
_API: Final = "/api/v4/projects/"


class GitLab:
    """GitLab with `projects` by path, in their own case, and `renamed` ones by old paths.

    `groups` have pages, and no project. `page` replaces the responses of the API.
    """

    def __init__(
        self,
        projects: Mapping[str, Repository],
        renamed: Mapping[str, str] | None = None,
        *,
        groups: tuple[str, ...] = (),
        page: Page | None = None,
    ) -> None:
        self._paths = {path.lower(): path for path in projects}
        self._paths.update((renamed or {}).items())
        self._projects = projects
        self._groups = groups
        self._page = page

    def __call__(self, request: Request) -> Page:
        """Answer `/api/v4/projects/PATH`, with the path escaped, and pages of projects."""
        parts = urlsplit(request.url)
        if not parts.path.startswith(_API):
            path = unquote(parts.path).strip("/").partition("/-/")[0]
            known = path.lower() in self._paths or path in self._groups
            return Page(status=200 if known else 404)
        if self._page:
            return self._page
        identifier = parts.path.removeprefix(_API)
        known_path = None if "/" in identifier else self._paths.get(unquote(identifier).lower())
        if known_path is None or self._projects[known_path].private:
            return in_json({"message": "404 Project Not Found"}, 404)
        found = self._projects[known_path]
        project: dict[str, object] = {
            "id": 1,
            "path_with_namespace": known_path,
            "web_url": f"{ORIGIN}/{known_path}",
            "created_at": found.created,
            "description": found.description or None,
            "star_count": found.stars,
            "last_activity_at": found.active,
        }
        if parse_qs(parts.query).get("license") == ["true"]:
            project["license"] = {"key": found.license.lower()} if found.license else None
        return in_json(project)
