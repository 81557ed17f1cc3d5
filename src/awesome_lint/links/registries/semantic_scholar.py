"""Semantic Scholar's second opinion on papers whose own registry gives no answer.

Sources: the Academic Graph API's `paper/batch` (500 identifiers a request, null for an unknown
one). Its answers need not be in the order of the questions (allenai/s2-folks#47), and it merges
papers (allenai/s2-folks#157), so each answer is taken for what it says of itself. That it does not
know a paper proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.registry import (
    Fetch,
    Registry,
    RegistryId,
    decode_response,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

API: Final = "https://api.semanticscholar.org/graph/v1/paper/batch?fields=externalIds"
NAME: Final = "semantic-scholar"
BATCH_SIZE: Final = 500
"""Identifiers in one request."""
PACE: Final = Pace(interval=1.0, burst=0, concurrency=1)
_PREFIXES: Final = {"arxiv": "ARXIV", "doi": "DOI"}
"""What it calls the identifiers of other registries."""


class _Identifiers(Struct):
    arxiv: str | None = msgspec.field(name="ArXiv", default=None)
    doi: str | None = msgspec.field(name="DOI", default=None)


class _Paper(Struct, rename="camel"):
    external_ids: _Identifiers | None = None


def supports(registry: Registry) -> bool:
    """Tell whether it knows the identifiers of a registry."""
    return registry.name in _PREFIXES


async def look_up(
    registry: Registry, identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Ask for papers by the identifiers of `registry`, and return those that are known."""
    sent = {"ids": [f"{_PREFIXES[registry.name]}:{identifier}" for identifier in identifiers]}
    headers = {"Content-Type": "application/json"}
    response = await fetch(ApiRequest(API, "POST", headers, msgspec.json.encode(sent)))
    if response.status == 400:  # none of them is known, or so it says
        return {}
    if response.status != OK:
        raise unexpected_status(response)
    known = set()
    for paper in decode_response(response, list[_Paper | None]):
        ids = (paper and paper.external_ids) or _Identifiers()
        known.add(((ids.arxiv if registry.name == "arxiv" else ids.doi) or "").lower())
    return {
        identifier: Record(NAME, identifier, canonical_url="")
        for identifier in identifiers
        if identifier.lower() in known
    }


def attribute_to_semantic_scholar(result: LinkResult) -> LinkResult:
    """Return the result that a registry would have given, with the name of who knew."""
    return replace(result, detail="is a paper that Semantic Scholar knows", source=NAME)
