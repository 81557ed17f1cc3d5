"""OpenAlex: lookup of arXiv's papers if neither arXiv's API nor DataCite gives a usable response.

Sources: OpenAlex's documentation (`filter=doi:A|B`, at most 100 values; `select`; `per_page`). It
has one work for a paper and its published version, under one of their DOIs, so a paper that it does
not know may exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from awesome_lint.identifiers import arxiv
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

_URL: Final = "https://api.openalex.org/works"
_NAME: Final = "openalex"


class _Work(Struct):
    doi: str | None = None


class _Response(Struct):
    results: list[_Work]


async def _look_up(identifiers: Sequence[RegistryId], fetch: Fetch) -> Mapping[RegistryId, Record]:
    """Look papers up by their arXiv identifiers, and return the records of those that it knows."""
    names = {arxiv.doi_of(identifier): identifier for identifier in identifiers}
    fields = {"filter": f"doi:{'|'.join(names)}", "select": "doi", "per_page": len(names)}
    response = await fetch(ApiRequest(f"{_URL}?{urlencode(fields)}"))
    if response.status != OK:
        raise unexpected_status(response)
    found = {
        (work.doi or "").lower().removeprefix("https://doi.org/")
        for work in decode_response(response, _Response).results
    }
    return {
        identifier: Record(_NAME, identifier, canonical_url="")
        for name, identifier in names.items()
        if name in found
    }


FALLBACK: Final = Api(
    name=_NAME,
    title="OpenAlex",
    look_up=_look_up,
    batch_size=100,
    pace=Pace(interval=0.1, burst=0, concurrency=2),
    retries=False,
)
"""OpenAlex, for the identifiers of arXiv."""
