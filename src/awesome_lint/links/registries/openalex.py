"""OpenAlex: lookup of arXiv's papers if neither arXiv's API nor DataCite gives a usable response.

Sources: OpenAlex's documentation (`filter=doi:A|B`, at most 100 values; `select`; `per_page`; the
location object). It has one work for a paper and its published version, under one of their DOIs, so
a paper that it does not know may exist. A location of the `publishedVersion` in a journal or at a
conference is where a paper was published; repositories hold copies of it as well. The dates of a
work may be those of the preprint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.doi import doi_of_parts
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    RegistryId,
    decode_response,
    one_line,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record

_URL: Final = "https://api.openalex.org/works"
_NAME: Final = "openalex"
_FIELDS: Final = "doi,title,is_retracted,locations"
_PUBLISHERS: Final = ("conference", "journal")
"""Types of sources that publish papers."""


class _Source(Struct):
    display_name: str | None = None
    type: str | None = None


class _Location(Struct):
    landing_page_url: str | None = None
    source: _Source | None = None
    version: str | None = None


class _Work(Struct):
    doi: str | None = None
    title: str | None = None
    is_retracted: bool | None = None
    locations: list[_Location] | None = None


class _Response(Struct):
    results: list[_Work]


async def _look_up(identifiers: Sequence[RegistryId], fetch: Fetch) -> Mapping[RegistryId, Record]:
    """Look papers up by their arXiv identifiers, and return the records of those that it knows."""
    names = {arxiv.doi_of(identifier): identifier for identifier in identifiers}
    fields = {"filter": f"doi:{'|'.join(names)}", "select": _FIELDS, "per_page": len(names)}
    response = await fetch(ApiRequest(f"{_URL}?{urlencode(fields)}"))
    if response.status != OK:
        raise unexpected_status(response)
    found = {
        (work.doi or "").lower().removeprefix("https://doi.org/"): work
        for work in decode_response(response, _Response).results
    }
    return {
        identifier: _record(identifier, found[name])
        for name, identifier in names.items()
        if name in found
    }


def _record(identifier: RegistryId, work: _Work) -> Record:
    published = [
        location
        for location in work.locations or ()
        if location.version == "publishedVersion"
        and location.source
        and location.source.type in _PUBLISHERS
    ]
    venues = {each.source.display_name for each in published if each.source}
    dois = {_doi(each.landing_page_url or "") for each in published} - {""}
    return Record(
        _NAME,
        identifier,
        canonical_url="",
        title=one_line(work.title or ""),
        venue=one_line(venues.pop() or "") if len(venues) == 1 else "",
        doi=dois.pop() if len(dois) == 1 else "",
        retracted=work.is_retracted or False,
    )


def _doi(url: str) -> str:
    """Return the DOI in a URL; empty if there is none."""
    parts = parse_web_url(url)
    return one_line(doi_of_parts(parts) or "") if parts else ""


FALLBACK: Final = Api(
    name=_NAME,
    title="OpenAlex",
    look_up=_look_up,
    batch_size=100,
    pace=Pace(interval=0.1, burst=0, concurrency=2),
    retries=False,
)
"""OpenAlex, for the identifiers of arXiv."""
