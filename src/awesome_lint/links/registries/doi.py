"""DOIs, asked of the resolver that all of them are registered with.

Source: the proxy server's REST API (doi.org, Factsheet "DOI Resolution Documentation"): response
code 1 is success, 100 an unknown DOI, 200 one that has no value of the type asked for, 2 an error.
It is asked instead of publishers' pages, too, many of which turn robots away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct

from awesome_lint.identifiers import doi
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.links.http.messages import Request
from awesome_lint.links.registries.registry import (
    Answer,
    Fetch,
    Identifier,
    Missing,
    Registry,
    decode,
    refused,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

HANDLES: Final = "https://doi.org/api/handles/"
_KNOWN: Final = 1
_UNKNOWN: Final = 100


class _Handle(Struct, rename="camel"):
    response_code: int
    handle: str


def claims(url: str) -> Identifier | None:
    """Return the DOI that an address carries.

    At the resolver nothing may follow it, such as the full stop of a sentence.
    """
    parts = parse_web_url(url)
    name = doi.doi_of_parts(parts) if parts else None
    if parts and name and without_www(parts.host) in doi.RESOLVERS:
        return name if unquote(parts.path).lower() == f"/{name}" else None
    return name


async def resolve(identifiers: Sequence[Identifier], fetch: Fetch) -> Mapping[Identifier, Answer]:
    """Ask whether DOIs are registered; one request for each, since there is no other way."""
    answers: dict[Identifier, Answer] = {}
    for name in identifiers:
        response = await fetch(Request(f"{HANDLES}{quote(name, errors='replace')}?type=URL"))
        if response.status not in (200, 404):
            raise refused(response)
        found = decode(response, _Handle)
        if found.handle.lower() != name:
            continue  # an answer to another question
        if found.response_code == _KNOWN:
            answers[name] = Record("doi", name, f"https://doi.org/{name}", doi=name)
        elif found.response_code == _UNKNOWN:
            answers[name] = Missing(f"the DOI {name} is not registered")
    return answers


def judge(url: str, record: Record) -> LinkResult:
    """Return that a page is there whose DOI is registered."""
    return LinkResult(url, "ok", detail=f"has the registered DOI {record.doi}", source="doi")


REGISTRY = Registry(
    name="doi",
    title="doi.org",
    claims=claims,
    resolve=resolve,
    judge=judge,
    batch=1,
    pace=Pace(interval=0.2, burst=0, concurrency=3),
)
