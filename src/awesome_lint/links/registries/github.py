"""GitHub's repositories, looked up through its GraphQL API: a hundred in one request, with a token.

Source: GitHub's GraphQL documentation (`repository`, `followRenames`, `object`, rate limits). A
rate limit that is exceeded has the status 200 and an error of type RATE_LIMIT or RATE_LIMITED
(github/docs#22607, yanyongyu/githubkit#271). Only connections count for it, such as the list of
stargazers, and not the fields that are requested here: a request costs one point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import UNSET, Struct, UnsetType

from awesome_lint.identifiers import github, spdx
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.registry import (
    Fetch,
    LookupResult,
    NotFound,
    RefusedError,
    Registry,
    RegistryId,
    UnavailableError,
    decode_response,
    one_line,
    unexpected_status,
)
from awesome_lint.links.registries.repository import StarCount, day, github_repository
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

API: Final = "https://api.github.com/graphql"
_LIMIT: Final = "RATE_LIMIT"
_UNKNOWN: Final = "NOT_FOUND"


_FIELDS: Final = (
    "nameWithOwner isArchived isPrivate isDisabled createdAt pushedAt stargazerCount"
    " licenseInfo{spdxId}"
)


class _License(Struct, rename="camel"):
    spdx_id: str | None = None


class _Repository(Struct, rename="camel"):
    name_with_owner: str
    is_archived: bool
    is_private: bool
    is_disabled: bool = False
    created_at: str | None = None
    pushed_at: str | None = None
    stargazer_count: StarCount | None = None
    description: str | None = None
    license_info: _License | UnsetType | None = UNSET
    object: dict[str, str] | None = None


class _Error(Struct):
    type: str | None = None
    path: list[str | int] | None = None


class _Response(Struct):
    data: dict[str, _Repository | None] | None = None
    errors: list[_Error] = []


def registry(token: str, *, description: bool = False) -> Registry:
    """Return the registry for a token, which is sent to GitHub's API and nowhere else.

    With `description`, it asks for the descriptions of repositories too, and for nothing in them.
    """
    fields = f"{_FIELDS} description" if description else _FIELDS

    async def look_up(
        identifiers: Sequence[RegistryId], fetch: Fetch
    ) -> Mapping[RegistryId, LookupResult]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        response = await fetch(ApiRequest(API, "POST", headers, _query(identifiers, fields)))
        if response.status != OK:
            raise unexpected_status(response)
        return dict(_answers(identifiers, decode_response(response, _Response)))

    return Registry(
        name="github",
        title="GitHub's API",
        identify=github_repository if description else identify,
        look_up=look_up,
        link_result=link_result,
        batch_size=100,
        pace=Pace(interval=1.0, burst=0, concurrency=1),
        complete=description,
    )


def identify(url: str) -> RegistryId | None:
    """Return the repository, ref and path that a URL names: `owner/name:REF:PATH`."""
    found = github.parse_url(url)
    return _identifier(found) if found else None


def _identifier(repository: github.Repository) -> RegistryId:
    front = f"{repository.owner}/{repository.name}".lower()
    return ":".join(filter(None, (front, repository.ref, repository.path)))


def _query(identifiers: Sequence[RegistryId], fields_of_each: str) -> bytes:
    """Return the body of the request; text of strangers is in its variables only."""
    declared, fields = [], []
    variables: dict[str, str] = {}
    for number, identifier in enumerate(identifiers):
        front, _, place = identifier.partition(":")
        owner, _, name = front.partition("/")
        variables |= {f"o{number}": owner, f"n{number}": name}
        declared.append(f"$o{number}:String!,$n{number}:String!")
        wanted = fields_of_each
        if place:
            variables[f"e{number}"] = place
            declared.append(f"$e{number}:String!")
            wanted += f" object(expression:$e{number}){{__typename}}"
        fields.append(
            f"r{number}:repository(owner:$o{number},name:$n{number},followRenames:true){{{wanted}}}"
        )
    query = f"query({','.join(declared)}){{{' '.join(fields)}}}"
    return msgspec.json.encode({"query": query, "variables": variables})


def _answers(
    identifiers: Sequence[RegistryId], response: _Response
) -> Iterator[tuple[RegistryId, LookupResult]]:
    """Yield the result for each identifier. Raises UnavailableError if the response has none.

    A private repository is visible to the owner of the token, and to hardly anyone else.
    """
    if any((error.type or "").startswith(_LIMIT) for error in response.errors):
        raise RefusedError("returned that its rate limit is used up")
    if response.data is None:
        raise UnavailableError("returned an error")
    unknown = {error.path[0] for error in response.errors if error.type == _UNKNOWN and error.path}
    # A field that could not be resolved is null as well.
    incomplete = {error.path[0] for error in response.errors if error.path and error.path[1:]}
    for number, identifier in enumerate(identifiers):
        front, _, place = identifier.partition(":")
        found = response.data.get(f"r{number}")
        if found is None and f"r{number}" in unknown:
            yield identifier, NotFound(f"GitHub has no repository {front}")
        elif found is not None and not found.is_private:
            named = github.parse_url(f"https://{github.HOST}/{found.name_with_owner}")
            if named is None or f"{named.owner}/{named.name}" != found.name_with_owner:
                raise UnavailableError("returned an invalid response")
            # Only GitHub's page can tell a branch's name from the path after it.
            lost = place and found.object is None
            yield (
                identifier,
                Record(
                    "github",
                    front if lost else identifier,
                    f"https://{github.HOST}/{found.name_with_owner}",
                    kind="software",
                    description=one_line(found.description or ""),
                    archived=found.is_archived,
                    disabled=found.is_disabled,
                    created=day(found.created_at),
                    pushed=day(found.pushed_at),
                    stars=found.stargazer_count,
                    license=None if f"r{number}" in incomplete else _license(found),
                ),
            )


def _license(found: _Repository) -> str | None:
    """Return the license of a repository, as `Record.license` has it."""
    if found.license_info is UNSET:
        return None
    return spdx.parse_license(found.license_info.spdx_id or "") if found.license_info else ""


def link_result(url: str, record: Record) -> LinkResult | None:
    """Return `ok` or `moved` for a repository; None for a path that was not found in it."""
    found = github.parse_url(url)
    if found is None or record.identifier != _identifier(found):
        return None
    new = github.parse_url(record.canonical_url)
    if new is not None and (new.owner.lower(), new.name.lower()) != (
        found.owner.lower(),
        found.name.lower(),
    ):
        target = record.canonical_url + github.path_after_repository(url)
        detail = f"has moved permanently to `{target}`"
        return LinkResult(url, "moved", final_url=target, detail=detail, source="github")
    return LinkResult(url, "ok", detail="is a repository on GitHub", source="github")
