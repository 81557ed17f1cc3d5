"""Semantic Scholar: lookup of papers whose own registry does not respond.

Sources: the Academic Graph API's `paper/batch` (500 identifiers in a request, null for an unknown
one). Results may be in another order than the identifiers (allenai/s2-folks#47), and papers may be
merged (allenai/s2-folks#157), so each result is matched by its own identifiers. A paper that it
does not know may exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final, Literal

import msgspec
from msgspec import Struct

from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    RegistryId,
    decode_response,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record

_URL: Final = "https://api.semanticscholar.org/graph/v1/paper/batch?fields=externalIds"
_NAME: Final = "semantic-scholar"


class _Identifiers(Struct):
    arxiv: str | None = msgspec.field(name="ArXiv", default=None)
    doi: str | None = msgspec.field(name="DOI", default=None)


class _Paper(Struct, rename="camel"):
    external_ids: _Identifiers | None = None


def fallback(prefix: Literal["ARXIV", "DOI"], key: str) -> Api:
    """Return the API for the identifiers of a registry, which it knows with `prefix`.

    `key` is a key for the API, or empty. Without one it often refuses requests.
    """
    return Api(
        name=_NAME,
        title="Semantic Scholar",
        look_up=partial(_look_up, prefix, key),
        batch_size=500,
        pace=Pace(interval=1.0, burst=0, concurrency=1),
        retries=False,
    )


async def _look_up(
    prefix: Literal["ARXIV", "DOI"], key: str, identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Look papers up, and return the records of those that it knows."""
    sent = {"ids": [f"{prefix}:{identifier}" for identifier in identifiers]}
    headers = {"Content-Type": "application/json", **({"x-api-key": key} if key else {})}
    response = await fetch(ApiRequest(_URL, "POST", headers, msgspec.json.encode(sent)))
    if response.status == 400:  # the API's status if it knows none of them
        return {}
    if response.status != OK:
        raise unexpected_status(response)
    known = set()
    for paper in decode_response(response, list[_Paper | None]):
        ids = (paper and paper.external_ids) or _Identifiers()
        known.add(((ids.arxiv if prefix == "ARXIV" else ids.doi) or "").lower())
    return {
        identifier: Record(_NAME, identifier, canonical_url="")
        for identifier in identifiers
        if identifier.lower() in known
    }
