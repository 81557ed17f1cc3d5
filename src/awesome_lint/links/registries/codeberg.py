"""Repositories on Codeberg, looked up through Forgejo's API: one request for each.

Sources: Forgejo's API (`modules/structs/repo.go`), which states no license. `updated_at` is the
time of the last push, or of a later change of the settings. Codeberg publishes no limit of
requests; its proxy was configured for 4000 in half an hour (luanti-org/contentdb#607).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.url import parse_web_url, without_www
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
from awesome_lint.links.registries.repository import StarCount, day
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

HOST: Final = "codeberg.org"
API: Final = f"https://{HOST}/api/v1/repos"
_PATH: Final = re.compile(
    r"/(?P<owner>[A-Za-z0-9][A-Za-z0-9_.-]{0,39})/(?P<name>[A-Za-z0-9_.-]{1,100})(?:/(?P<rest>.*))?",
    re.ASCII | re.DOTALL,
)


class _Repository(Struct):
    full_name: str
    archived: bool = False
    private: bool = False
    description: str | None = None
    stars_count: StarCount | None = None
    created_at: str | None = None
    updated_at: str | None = None


def identify(url: str) -> RegistryId | None:
    """Return the repository that a URL names, in lower case: `owner/name`."""
    match = _match(url)
    return f"{match['owner']}/{match['name']}".lower() if match else None


def _match(url: str) -> re.Match[str] | None:
    parts = parse_web_url(url)
    if parts is None or without_www(parts.host) != HOST:
        return None
    match = _PATH.fullmatch(unquote(parts.path))
    if match is None or match["owner"].lower() in rulebook.words("urls", "codeberg.org"):
        return None
    name = match["name"]
    return None if name in (".", "..", "-") or name.endswith((".git", ".rss", ".atom")) else match


async def look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look repositories up, with one request for each. Renamed ones have no result."""
    answers: dict[RegistryId, LookupResult] = {}
    for identifier in identifiers:
        response = await fetch(ApiRequest(f"{API}/{identifier}"))
        if response.status == NOT_FOUND:
            answers[identifier] = NotFound(f"Codeberg has no public repository {identifier}")
        elif response.status == OK:
            found = decode_response(response, _Repository)
            if found.full_name.lower() != identifier:
                raise UnavailableError("returned an invalid response")
            if not found.private:
                answers[identifier] = _record(identifier, found)
        elif not is_redirect(response.status):
            raise unexpected_status(response)
    return answers


def _record(identifier: RegistryId, found: _Repository) -> Record:
    return Record(
        "codeberg",
        identifier,
        f"https://{HOST}/{found.full_name}",
        kind="software",
        description=one_line(found.description or ""),
        archived=found.archived,
        created=day(found.created_at),
        active=day(found.updated_at),
        stars=found.stars_count,
    )


def link_result(url: str, record: Record) -> LinkResult | None:
    """Return `ok` for the front page of a repository; None for other pages of it."""
    match = _match(url)
    if match is None or match["rest"]:
        return None
    return LinkResult(url, "ok", detail="is a repository on Codeberg", source=record.registry)


REGISTRY = Registry(
    name="codeberg",
    title="Codeberg's API",
    identify=identify,
    look_up=look_up,
    link_result=link_result,
    batch_size=1,
    complete=True,
    pace=Pace(interval=1.0, burst=10, concurrency=1),
)
