"""Semantic Scholar: lookup of papers whose own registry does not respond.

Sources: the Academic Graph API's `paper/batch` (500 identifiers in a request, null for an unknown
one). Results may be in another order than the identifiers (allenai/s2-folks#47), and papers may be
merged (allenai/s2-folks#157), so each result is matched by its own identifiers. A paper that it
does not know may exist.
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
"""Prefixes of the identifiers of other registries."""


class _Identifiers(Struct):
    arxiv: str | None = msgspec.field(name="ArXiv", default=None)
    doi: str | None = msgspec.field(name="DOI", default=None)


class _Paper(Struct, rename="camel"):
    external_ids: _Identifiers | None = None


def supports(registry: Registry) -> bool:
    """Return whether Semantic Scholar knows the identifiers of a registry."""
    return registry.name in _PREFIXES


async def look_up(
    registry: Registry, identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Look papers up by the identifiers of a registry, and return the records of those it knows."""
    sent = {"ids": [f"{_PREFIXES[registry.name]}:{identifier}" for identifier in identifiers]}
    headers = {"Content-Type": "application/json"}
    response = await fetch(ApiRequest(API, "POST", headers, msgspec.json.encode(sent)))
    if response.status == 400:  # the API's status if it knows none of them
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
    """Return a registry's result, with Semantic Scholar as its source."""
    return replace(result, detail="is a paper on Semantic Scholar", source=NAME)
