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
from msgspec.structs import replace

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

_URL: Final = "https://api.semanticscholar.org/graph/v1/paper/batch"
_RECORD_FIELDS: Final = "externalIds,title,authors,venue,publicationDate,year"
_Prefix = Literal["ARXIV", "DOI"]
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


def fallback(prefix: _Prefix, key: str) -> Api:
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


def papers(key: str) -> Api:
    """Return the API for the records of arXiv's identifiers; `key` is as for `fallback`."""
    return replace(fallback("ARXIV", key), look_up=partial(_look_up_papers, key))


async def _look_up(
    prefix: _Prefix, key: str, identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Look papers up, and return the records of those that it knows."""
    known = await _request(prefix, key, "externalIds", identifiers, fetch)
    return {name: Record(_NAME, name, canonical_url="") for name in known}


async def _look_up_papers(
    key: str, identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Look papers of arXiv up, with their authors."""
    known = await _request("ARXIV", key, _RECORD_FIELDS, identifiers, fetch)
    return {name: _record(name, paper) for name, paper in known.items() if paper.title}


async def _request(
    prefix: _Prefix, key: str, fields: str, identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, _Paper]:
    """Return the papers that it knows, by identifier. Raises UnavailableError."""
    sent = {"ids": [f"{prefix}:{identifier}" for identifier in identifiers]}
    headers = {"Content-Type": "application/json", **({"x-api-key": key} if key else {})}
    body = msgspec.json.encode(sent)
    response = await fetch(ApiRequest(f"{_URL}?fields={fields}", "POST", headers, body))
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
    return {name: known[name.lower()] for name in identifiers if name.lower() in known}


def _record(identifier: RegistryId, paper: _Paper) -> Record:
    venue = one_line(paper.venue or "")
    is_published = bool(venue) and not venue.lower().startswith("arxiv")
    return Record(
        _NAME,
        identifier,
        f"https://arxiv.org/abs/{identifier}",
        title=one_line(paper.title or ""),
        kind=None if is_published else "preprint",
        authors=author_names(author.name or "" for author in paper.authors or ()),
        venue=venue if is_published else "",
        published=parse_partial_date(paper.publication_date or "") or partial_date(paper.year),
    )
