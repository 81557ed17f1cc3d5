"""GitLab's projects on gitlab.com, looked up through its REST API: one request for each.

Sources: GitLab's documentation of the projects API (`license=true`) and of its rate limit, 400
requests for single projects in a minute from one IP address, and its source: the fields that
anyone can read (`basic_project_details.rb`), among which there is no `archived`; names, and the
paths in a project (`path_regex.rb`). The last activity may be a push, an issue or a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, unquote

from msgspec import UNSET, Struct, UnsetType

from awesome_lint import rulebook
from awesome_lint.identifiers import spdx
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import NOT_FOUND, OK
from awesome_lint.links.registries.registry import (
    Fetch,
    LookupResult,
    NotFound,
    Registry,
    RegistryId,
    UnavailableError,
    decode_response,
    one_line,
    unexpected_status,
)
from awesome_lint.links.registries.repository import StarCount, day
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

HOST: Final = "gitlab.com"
API: Final = f"https://{HOST}/api/v4/projects"
_NAME: Final = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}", re.ASCII)
_MAX_NAMES: Final = 22
"""Names in the longest path of a project: GitLab allows 20 levels of subgroups."""


class _License(Struct):
    key: str


class _Project(Struct):
    path_with_namespace: str
    description: str | None = None
    star_count: StarCount | None = None
    created_at: str | None = None
    last_activity_at: str | None = None
    license: _License | UnsetType | None = UNSET


def identify(url: str) -> RegistryId | None:
    """Return the path of the project that a URL names, in lower case: `group/subgroup/name`."""
    names, _ = _split(url)
    return "/".join(names).lower() or None


def _split(url: str) -> tuple[list[str], list[str]]:
    """Return the names in the path of a project, and the rest of the URL's path.

    Both are empty if the URL is not that of a project or of a page in one. The URL of a subgroup
    has the same form.
    """
    parts = parse_web_url(url)
    if parts is None or without_www(parts.host) != HOST:
        return [], []
    names = unquote(parts.path).strip("/").split("/")
    pages = rulebook.words("urls", "page of a GitLab project")
    end = next((at for at, name in enumerate(names) if name in pages and at > 1), len(names))
    project = names[:end]
    is_project = (
        2 <= len(project) <= _MAX_NAMES
        and project[0].lower() not in rulebook.words("urls", "gitlab.com")
        and all(map(_NAME.fullmatch, project))
        and not project[-1].endswith((".git", ".atom"))
        and not {".", ".."}.intersection(project)
    )
    return (project, names[end:]) if is_project else ([], [])


async def look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look projects up, with one request for each."""
    answers: dict[RegistryId, LookupResult] = {}
    for identifier in identifiers:
        url = f"{API}/{quote(identifier, safe='')}?license=true"
        response = await fetch(ApiRequest(url))
        if response.status == NOT_FOUND:
            answers[identifier] = NotFound(f"GitLab has no public project {identifier}")
        elif response.status == OK:
            answers[identifier] = _record(identifier, decode_response(response, _Project))
        else:
            raise unexpected_status(response)
    return answers


def _record(identifier: RegistryId, project: _Project) -> Record:
    """Return the record of a project. Raises UnavailableError if its path is not one."""
    url = f"https://{HOST}/{project.path_with_namespace}"
    if identify(url) != project.path_with_namespace.lower():
        raise UnavailableError("returned an invalid response")
    license_id = None
    if project.license is None:
        license_id = ""
    elif project.license is not UNSET:
        license_id = spdx.parse_license(project.license.key)
    return Record(
        "gitlab",
        identifier,
        url,
        kind="software",
        description=one_line(project.description or ""),
        created=day(project.created_at),
        active=day(project.last_activity_at),
        stars=project.star_count,
        license=license_id,
    )


def link_result(url: str, record: Record) -> LinkResult | None:
    """Return `ok` or `moved` for the front page of a project; None for other pages of it."""
    if _split(url)[1]:
        return None
    if record.canonical_url.lower() != f"https://{HOST}/{record.identifier}":
        detail = f"has moved permanently to `{record.canonical_url}`"
        return LinkResult(
            url, "moved", final_url=record.canonical_url, detail=detail, source="gitlab"
        )
    return LinkResult(url, "ok", detail="is a project on GitLab", source="gitlab")


REGISTRY = Registry(
    name="gitlab",
    title="GitLab's API",
    identify=identify,
    look_up=look_up,
    link_result=link_result,
    batch_size=1,
    complete=True,
    pace=Pace(interval=0.2, burst=30, concurrency=2),
)
