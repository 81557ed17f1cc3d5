"""GitHub's repositories, asked of its GraphQL API: a hundred in one request, with a token.

Source: GitHub's GraphQL documentation (`repository`, `followRenames`, `object`, rate limits). A
limit that is exceeded is answered with status 200 and an error of type RATE_LIMIT or RATE_LIMITED
(github/docs#22607, yanyongyu/githubkit#271).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct

from awesome_lint.identifiers import github
from awesome_lint.links.http.messages import Request
from awesome_lint.links.registries.registry import (
    Answer,
    Fetch,
    Identifier,
    Missing,
    Registry,
    UnavailableError,
    decode,
    refused,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

API: Final = "https://api.github.com/graphql"
_LIMIT: Final = "RATE_LIMIT"
_UNKNOWN: Final = "NOT_FOUND"


class _Repository(Struct, rename="camel"):
    name_with_owner: str
    is_archived: bool
    is_private: bool
    object: dict[str, str] | None = None


class _Error(Struct):
    type: str | None = None
    path: list[str | int] | None = None


class _Response(Struct):
    data: dict[str, _Repository | None] | None = None
    errors: list[_Error] = []


def registry(token: str) -> Registry:
    """Return the registry that is asked with `token`, which goes to its API and nowhere else."""

    async def resolve(
        identifiers: Sequence[Identifier], fetch: Fetch
    ) -> Mapping[Identifier, Answer]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        response = await fetch(Request(API, "POST", headers, _query(identifiers)))
        if response.status != 200:
            raise refused(response)
        return dict(_answers(identifiers, decode(response, _Response)))

    return Registry(
        name="github",
        title="GitHub's API",
        claims=claims,
        resolve=resolve,
        judge=judge,
        batch=100,
        pace=Pace(interval=1.0, burst=0, concurrency=1),
    )


def claims(url: str) -> Identifier | None:
    """Return which repository an address names, and which place: `owner/name:REF:PATH`."""
    found = github.parse_url(url)
    return _identifier(found) if found else None


def _identifier(repository: github.Repository) -> Identifier:
    front = f"{repository.owner}/{repository.name}".lower()
    return ":".join(filter(None, (front, repository.ref, repository.path)))


def _query(identifiers: Sequence[Identifier]) -> bytes:
    """Return the request's body: what strangers wrote is in its variables only."""
    declared, asked = [], []
    variables: dict[str, str] = {}
    for number, identifier in enumerate(identifiers):
        front, _, place = identifier.partition(":")
        owner, _, name = front.partition("/")
        variables |= {f"o{number}": owner, f"n{number}": name}
        declared.append(f"$o{number}:String!,$n{number}:String!")
        wanted = "nameWithOwner isArchived isPrivate"
        if place:
            variables[f"e{number}"] = place
            declared.append(f"$e{number}:String!")
            wanted += f" object(expression:$e{number}){{__typename}}"
        asked.append(
            f"r{number}:repository(owner:$o{number},name:$n{number},followRenames:true){{{wanted}}}"
        )
    query = f"query({','.join(declared)}){{{' '.join(asked)}}}"
    return msgspec.json.encode({"query": query, "variables": variables})


def _answers(
    identifiers: Sequence[Identifier], response: _Response
) -> Iterator[tuple[Identifier, Answer]]:
    """Yield what is said of each identifier; raise UnavailableError where nothing is said at all.

    A private repository is there for the token's owner, and for hardly anyone else.
    """
    if any((error.type or "").startswith(_LIMIT) for error in response.errors):
        raise UnavailableError("has had as many requests as it allows for now", final=True)
    if response.data is None:
        raise UnavailableError("answered with an error")
    unknown = {error.path[0] for error in response.errors if error.type == _UNKNOWN and error.path}
    for number, identifier in enumerate(identifiers):
        front, _, place = identifier.partition(":")
        found = response.data.get(f"r{number}")
        if found is None and f"r{number}" in unknown:
            yield identifier, Missing(f"GitHub knows no repository {front}")
        elif found is not None and not found.is_private:
            named = github.parse_url(f"https://{github.HOST}/{found.name_with_owner}")
            if named is None or f"{named.owner}/{named.name}" != found.name_with_owner:
                raise UnavailableError("gave an answer that makes no sense")
            # Which part of a place is the name of the branch, GitHub's page knows best.
            lost = place and found.object is None
            yield (
                identifier,
                Record(
                    "github",
                    front if lost else identifier,
                    f"https://{github.HOST}/{found.name_with_owner}",
                    archived=found.is_archived,
                ),
            )


def judge(url: str, record: Record) -> LinkResult | None:
    """Return that a repository is there, or where it is now; None for a place not found in it."""
    found = github.parse_url(url)
    if found is None or record.identifier != _identifier(found):
        return None
    new = github.parse_url(record.canonical_url)
    if new is not None and (new.owner.lower(), new.name.lower()) != (
        found.owner.lower(),
        found.name.lower(),
    ):
        target = record.canonical_url + github.path_after_repository(url)
        detail = f"has moved for good to `{target}`"
        return LinkResult(url, "moved", final_url=target, detail=detail, source="github")
    return LinkResult(url, "ok", detail="is a repository that GitHub knows", source="github")
