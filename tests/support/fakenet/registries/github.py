"""GitHub: the part of its GraphQL API about repositories, and their pages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from fakenet.internet import Request, Service
from fakenet.registries.answer import Limit, in_json
from fakenet.world import Page, Repository

API: Final = "https://api.github.com"
PAGES: Final = "https://github.com"
_QUERY: Final = re.compile(
    r"(\w+):repository\(owner:\$(\w+),name:\$(\w+),followRenames:true\)"
    r"\{(nameWithOwner isArchived isPrivate isDisabled createdAt pushedAt stargazerCount"
    r" licenseInfo\{spdxId\} ?(?:description)?)"
    r"(?:object\(expression:\$(\w+)\)\{__typename\})?\}"
)


class GitHub:
    """GitHub with `repositories` by name, in their own case, and `renamed` ones by old names.

    Only `token` is accepted. `page` replaces the responses of the API; `error` is the type of an
    error in all of them. `requests_per_hour` is the limit of the REST API.
    """

    def __init__(
        self,
        repositories: Mapping[str, Repository],
        renamed: Mapping[str, str] | None = None,
        *,
        token: str,
        page: Page | None = None,
        error: str = "",
        requests_per_hour: int | None = None,
    ) -> None:
        self._names = {name.lower(): name for name in repositories}
        self._names.update((renamed or {}).items())
        self._repositories = repositories
        self._token = token
        self._page = page
        self._error = error
        self._limit = Limit(requests_per_hour, 3600) if requests_per_hour else None

    @property
    def services(self) -> dict[str, Service]:
        """Both hosts, for `Internet`."""
        return {API: self.api, PAGES: self.pages}

    def api(self, request: Request) -> Page:
        """Answer `/graphql`, and without a token `/repos/OWNER/NAME` and `/repositories/ID`."""
        path = urlsplit(request.url).path
        if path != "/graphql" and "authorization" not in request.headers:
            return self._rest(path)
        if request.headers.get("authorization") != f"Bearer {self._token}":
            return in_json({"message": "Bad credentials"}, 401)
        if self._page:
            return self._page
        if self._error:
            return in_json({"errors": [{"type": self._error, "message": "No"}]})
        sent = json.loads(request.body)
        variables = sent["variables"]
        data: dict[str, Any] = {}
        errors = []
        for alias, owner, name, wanted, expression in _QUERY.findall(sent["query"]):
            known = self._names.get(f"{variables[owner]}/{variables[name]}".lower())
            if known is None:
                data[alias] = None
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": "No"})
                continue
            found = self._repositories[known]
            data[alias] = {
                "nameWithOwner": known,
                "isArchived": found.archived,
                "isPrivate": found.private,
                "isDisabled": found.disabled,
                "createdAt": found.created,
                "pushedAt": found.pushed,
                "stargazerCount": found.stars,
                "licenseInfo": {"spdxId": found.license} if found.license else None,
            }
            if "description" in wanted:
                data[alias]["description"] = found.description or None
            if expression:
                there = variables[expression] in found.places
                data[alias]["object"] = {"__typename": "Blob"} if there else None
        return in_json({"data": data, **({"errors": errors} if errors else {})})

    def _rest(self, path: str) -> Page:
        if self._page:
            return self._page
        if self._limit and not self._limit.passes():
            return in_json({"message": "API rate limit exceeded"}, 403)
        kind, _, name = path.strip("/").partition("/")
        if kind == "repositories":
            known = list(self._repositories)[int(name)]
        elif name.lower() not in self._names:
            return in_json({"message": "Not Found"}, 404)
        else:
            known = self._names[name.lower()]
            if known.lower() != name.lower():
                number = list(self._repositories).index(known)
                return Page(status=301, location=f"{API}/repositories/{number}")
        found = self._repositories[known]
        if found.private:
            return in_json({"message": "Not Found"}, 404)
        return in_json(
            {
                "full_name": known,
                "archived": found.archived,
                "disabled": found.disabled,
                "created_at": found.created,
                "pushed_at": found.pushed,
                "stargazers_count": found.stars,
                "license": {"key": "x", "spdx_id": found.license} if found.license else None,
                "description": found.description or None,
            }
        )

    def pages(self, request: Request) -> Page:
        """Answer `/OWNER/NAME` and `/OWNER/NAME/blob/REF/PATH`."""
        path = unquote(urlsplit(request.url).path).strip("/")
        owner, name, kind, place = [*path.split("/", 3), "", "", "", ""][:4]
        known = self._names.get(f"{owner}/{name}".lower())
        if known is None or self._repositories[known].private:
            return Page(status=404)
        if known.lower() != f"{owner}/{name}".lower():
            rest = f"/{kind}/{place}" if kind else ""
            return Page(status=301, location=f"/{known}{rest}")
        places = {each.replace(":", "/") for each in self._repositories[known].places}
        return Page(status=200 if not place or place in places else 404)
