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
    author_names,
    decode_response,
    one_line,
    parse_partial_date,
    partial_date,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record

_URL: Final = "https://api.semanticscholar.org/graph/v1/paper/batch?fields="
_FIELDS: Final = "externalIds"
_RECORD_FIELDS: Final = f"{_FIELDS},title,authors,venue,publicationDate,year"
_NAME: Final = "semantic-scholar"


class _Identifiers(Struct):
    arxiv: str | None = msgspec.field(name="ArXiv", default=None)
    doi: str | None = msgspec.field(name="DOI", default=None)


class _Author(Struct):
    name: str | None = None


class _Paper(Struct, rename="camel"):
    external_ids: _Identifiers | None = None
    title: str | None = None
    authors: list[_Author] | None = None
    venue: str | None = None
    publication_date: str | None = None
    year: int | None = None


def fallback(prefix: Literal["ARXIV", "DOI"], key: str, *, complete: bool = False) -> Api:
    """Return the API for the identifiers of a registry, which it knows with `prefix`.

    `key` is a key for the API, or empty. Without one it often refuses requests. With `complete`, it
    is asked for all facts of a record, otherwise for the identifiers alone.
    """
    return Api(
        name=_NAME,
        title="Semantic Scholar",
        look_up=partial(_look_up, prefix, key, complete),
        batch_size=500,
        pace=Pace(interval=1.0, burst=0, concurrency=1),
        retries=False,
    )


async def _look_up(
    prefix: Literal["ARXIV", "DOI"],
    key: str,
    complete: bool,
    identifiers: Sequence[RegistryId],
    fetch: Fetch,
) -> Mapping[RegistryId, Record]:
    """Look papers up, and return the records of those that it knows."""
    url = f"{_URL}{_RECORD_FIELDS if complete else _FIELDS}"
    sent = {"ids": [f"{prefix}:{identifier}" for identifier in identifiers]}
    headers = {"Content-Type": "application/json", **({"x-api-key": key} if key else {})}
    response = await fetch(ApiRequest(url, "POST", headers, msgspec.json.encode(sent)))
    if response.status == 400:  # the API's status if it knows none of them
        return {}
    if response.status != OK:
        raise unexpected_status(response)
    known = {}
    for paper in decode_response(response, list[_Paper | None]):
        ids = (paper and paper.external_ids) or _Identifiers()
        name = ids.arxiv if prefix == "ARXIV" else ids.doi
        if paper and name:
            known[name.lower()] = paper
    return {
        identifier: _record(identifier, known[identifier.lower()])
        for identifier in identifiers
        if identifier.lower() in known
    }


def _record(identifier: RegistryId, paper: _Paper) -> Record:
    return Record(
        _NAME,
        identifier,
        canonical_url="",
        title=one_line(paper.title or ""),
        authors=author_names(author.name or "" for author in paper.authors or ()),
        venue=one_line(paper.venue or ""),
        published=parse_partial_date(paper.publication_date or "") or partial_date(paper.year),
    )
