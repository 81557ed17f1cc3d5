"""GitHub's repositories without a token, looked up through its REST API: one request for each.

Source: GitHub's documentation of the REST API: 60 requests in an hour without a token, after which
it returns 403 or 429; a renamed repository has a permanent redirect to `/repositories/ID`; requests
should follow each other and not be sent at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import UNSET, Struct, UnsetType

from awesome_lint.identifiers import github, spdx
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import NOT_FOUND, OK, is_redirect
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
from awesome_lint.links.registries.repository import StarCount, day, github_repository
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record

API: Final = "https://api.github.com"
_HEADERS: Final = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_BLOCKED: Final = 451
_RENAMED: Final = re.compile(r"https://api\.github\.com/repositories/[0-9]{1,20}")


class _License(Struct):
    spdx_id: str | None = None


class _Repository(Struct):
    full_name: str
    description: str | None = None
    archived: bool = False
    disabled: bool = False
    created_at: str | None = None
    pushed_at: str | None = None
    stargazers_count: StarCount | None = None
    license: _License | UnsetType | None = UNSET


async def look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look repositories up, with one request for each, or two if it was renamed.

    Those that GitHub has blocked, for a legal reason, have no result.
    """
    answers: dict[RegistryId, LookupResult] = {}
    for identifier in identifiers:
        response = await fetch(ApiRequest(f"{API}/repos/{identifier}", headers=_HEADERS))
        target = response.location or ""
        if is_redirect(response.status) and _RENAMED.fullmatch(target):
            response = await fetch(ApiRequest(target, headers=_HEADERS))
        if response.status == NOT_FOUND:
            answers[identifier] = NotFound(f"GitHub has no repository {identifier}")
        elif response.status == OK:
            answers[identifier] = _record(identifier, decode_response(response, _Repository))
        elif response.status != _BLOCKED and not is_redirect(response.status):
            raise unexpected_status(response)
    return answers


def _record(identifier: RegistryId, found: _Repository) -> Record:
    """Return the record of a repository. Raises UnavailableError if its name is not one."""
    url = f"https://{github.HOST}/{found.full_name}"
    named = github.parse_url(url)
    if named is None or f"{named.owner}/{named.name}" != found.full_name:
        raise UnavailableError("returned an invalid response")
    return Record(
        "github",
        identifier,
        url,
        kind="software",
        description=one_line(found.description or ""),
        archived=found.archived,
        disabled=found.disabled,
        created=day(found.created_at),
        pushed=day(found.pushed_at),
        stars=found.stargazers_count,
        license=_license(found),
    )


def _license(found: _Repository) -> str | None:
    """Return the license of a repository, as `Record.license` has it."""
    if found.license is UNSET:
        return None
    return spdx.parse_license(found.license.spdx_id or "") if found.license else ""


REGISTRY: Final = Registry(
    name="github",
    title="GitHub's API",
    identify=github_repository,
    look_up=look_up,
    batch_size=1,
    pace=Pace(interval=1.0, burst=5, concurrency=1),
    complete=True,
)
