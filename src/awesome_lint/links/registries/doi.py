"""DOIs, looked up at the resolver that all of them are registered with.

Source: the proxy server's REST API (doi.org, Factsheet "DOI Resolution Documentation"): response
code 1 is success, 100 an unknown DOI, 200 one without a value of the requested type, 2 an error. It
also replaces requests for publishers' pages, many of which refuse programs. No limit is published;
many requests at once get 429 (jupyter-book/mystmd#1293), and the header of its content negotiation
allows 10 per second (aspero-doi, 2026-11-10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.identifiers import doi
from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import NOT_FOUND, OK
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    LookupResult,
    NotFound,
    Registry,
    RegistryId,
    decode_response,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

HANDLES: Final = "https://doi.org/api/handles/"
_KNOWN: Final = 1
_UNKNOWN: Final = 100


class _Handle(Struct, rename="camel"):
    response_code: int
    handle: str


def identify(url: str) -> RegistryId | None:
    """Return the DOI that a URL names.

    In a URL of the resolver nothing may follow it, such as the full stop of a sentence.
    """
    parts = parse_web_url(url)
    name = doi.doi_of_parts(parts) if parts else None
    if parts and name and without_www(parts.host) in doi.RESOLVERS:
        return name if unquote(parts.path).lower() == f"/{name}" else None
    return name


async def look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look DOIs up, with one request for each: the API has no batches."""
    answers: dict[RegistryId, LookupResult] = {}
    for name in identifiers:
        response = await fetch(ApiRequest(f"{HANDLES}{quote(name, errors='replace')}?type=URL"))
        if response.status not in (OK, NOT_FOUND):
            raise unexpected_status(response)
        found = decode_response(response, _Handle)
        if found.handle.lower() != name:
            continue  # a response about another DOI
        if found.response_code == _KNOWN:
            answers[name] = Record("doi", name, f"https://doi.org/{name}", doi=name)
        elif found.response_code == _UNKNOWN:
            answers[name] = NotFound(f"the DOI {name} is not registered")
    return answers


async def _look_up_unregistered(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, NotFound]:
    """Return the DOIs that are not registered. The resolver has no records of the others."""
    answers = await look_up(identifiers, fetch)
    return {name: each for name, each in answers.items() if isinstance(each, NotFound)}


def link_result(url: str, record: Record) -> LinkResult:
    """Return `ok`: the page exists if its DOI is registered."""
    return LinkResult(url, "ok", detail=f"has the registered DOI {record.doi}", source="doi")


REGISTRY = Registry(
    name="doi",
    title="doi.org",
    identify=identify,
    look_up=look_up,
    link_result=link_result,
    batch_size=1,
    pace=Pace(interval=0.2, burst=10, concurrency=3),
)

FALLBACK: Final[Api] = replace(REGISTRY, look_up=_look_up_unregistered)
"""doi.org, for DOIs of which no other API has a record: whether they are registered at all."""
