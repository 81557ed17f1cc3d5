"""OpenAlex: lookup of papers whose own registries give no usable response, by DOI.

Sources: OpenAlex's documentation of works (`authorships`, `biblio`, `is_retracted`, `locations`,
`primary_location`), of filters (`doi:A|B`, at most 100 values), of `select` and of `per_page`. It
has one work for a paper and its published version, under one of their DOIs, so a paper that it does
not know may exist. A location of the `publishedVersion` in a journal or at a conference is where a
paper was published; repositories hold copies of it as well. The dates of a work may be those of the
preprint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from msgspec import Raw, Struct
from msgspec.structs import replace

from awesome_lint.bounded import decode_json
from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.doi import doi_of_parts
from awesome_lint.identifiers.url import parse_web_url
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.markup import plain_text
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    RegistryId,
    author_names,
    decode_response,
    one_line,
    parse_partial_date,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record, RecordKind

_URL: Final = "https://api.openalex.org/works"
_NAME: Final = "openalex"
_FIELDS: Final = "doi,title,is_retracted,locations"
"""Fields for link checks."""
_RECORD_FIELDS: Final = (
    "doi,title,type,authorships,primary_location,biblio,publication_date,is_retracted"
)
"""Fields for lookups of records."""
_PUBLISHERS: Final = ("conference", "journal")
"""Types of sources that publish papers."""
_KINDS: Final[Mapping[str, RecordKind]] = {
    "article": "article",
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "data-set",
    "dissertation": "thesis",
    "preprint": "preprint",
    "report": "report",
    "review": "article",
    "software": "software",
}
_IN_FILTER: Final = re.compile(r"[^,|\\\"\x00-\x20\x7f\ud800-\udfff]+")
"""A DOI without characters that separate the values of a filter."""


class _Author(Struct):
    display_name: str | None = None


class _Authorship(Struct):
    author: _Author | None = None


class _Source(Struct):
    display_name: str | None = None
    type: str | None = None


class _Location(Struct):
    landing_page_url: str | None = None
    source: _Source | None = None
    version: str | None = None


class _Biblio(Struct):
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class _Work(Struct):
    doi: str
    title: str | None = None
    is_retracted: bool | None = None
    locations: list[_Location] | None = None
    type: str | None = None
    authorships: list[_Authorship] | None = None
    primary_location: _Location | None = None
    biblio: _Biblio | None = None
    publication_date: str | None = None


class _Response(Struct):
    results: list[Raw]


async def _look_up(identifiers: Sequence[RegistryId], fetch: Fetch) -> Mapping[RegistryId, Record]:
    """Look papers up by their arXiv identifiers, and return the records of those that it knows."""
    names = {arxiv.doi_of(identifier): identifier for identifier in identifiers}
    works = await _works(tuple(names), _FIELDS, fetch)
    return {names[name]: _publication(names[name], work) for name, work in works.items()}


async def _look_up_papers(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Look papers up by their arXiv identifiers, with their authors."""
    names = {arxiv.doi_of(identifier): identifier for identifier in identifiers}
    records = await _look_up_dois(tuple(names), fetch)
    return {
        names[name]: replace(
            record,
            identifier=names[name],
            canonical_url=f"https://arxiv.org/abs/{names[name]}",
            kind=record.kind if record.venue else "preprint",
            doi="",  # the DOI is that of arXiv
        )
        for name, record in records.items()
    }


async def _look_up_dois(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Return the records of the DOIs (in lower case) that OpenAlex knows, with their authors."""
    works = await _works(identifiers, _RECORD_FIELDS, fetch)
    return {name: _record(name, work) for name, work in works.items() if work.title}


async def _works(dois: Sequence[str], fields: str, fetch: Fetch) -> dict[str, _Work]:
    """Return the works of DOIs (in lower case) that OpenAlex knows, with some of their fields."""
    names = [name for name in dois if _IN_FILTER.fullmatch(name)]
    if not names:
        return {}
    query = {"filter": f"doi:{'|'.join(names)}", "select": fields, "per_page": len(names)}
    response = await fetch(ApiRequest(f"{_URL}?{urlencode(query)}"))
    if response.status != OK:
        raise unexpected_status(response)
    results = decode_response(response, _Response).results
    works = filter(None, (decode_json(raw, _Work) for raw in results))
    found = {one_line(work.doi).lower().removeprefix("https://doi.org/"): work for work in works}
    return {name: found[name] for name in names if name in found}


def _publication(identifier: RegistryId, work: _Work) -> Record:
    """Return where a paper of arXiv was published, and whether it was retracted."""
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


def _record(name: str, work: _Work) -> Record:
    source = (work.primary_location and work.primary_location.source) or _Source()
    biblio = work.biblio or _Biblio()
    kind = _KINDS.get(work.type or "", "other")
    if kind == "article" and source.type == "conference":
        kind = "proceedings-paper"
    pages = filter(None, (biblio.first_page, biblio.last_page))
    return Record(
        _NAME,
        name,
        f"https://doi.org/{name}",
        title=plain_text(work.title or ""),
        kind=kind,
        authors=author_names(
            (each.author and each.author.display_name) or "" for each in work.authorships or ()
        ),
        # A repository such as arXiv is not where a paper is published.
        venue="" if source.type == "repository" else one_line(source.display_name or ""),
        volume=one_line(biblio.volume or ""),
        issue=one_line(biblio.issue or ""),
        pages=one_line("-".join(dict.fromkeys(pages))),
        published=parse_partial_date(work.publication_date or ""),
        doi=name,
        retracted=bool(work.is_retracted),
    )


FALLBACK: Final = Api(
    name=_NAME,
    title="OpenAlex",
    look_up=_look_up,
    batch_size=100,
    pace=Pace(interval=0.1, burst=0, concurrency=2),
    retries=False,
)
"""OpenAlex, for the identifiers of arXiv."""

PAPERS: Final = replace(FALLBACK, look_up=_look_up_papers)
"""OpenAlex, for the records of arXiv's identifiers."""

DOIS: Final = replace(FALLBACK, look_up=_look_up_dois, batch_size=50)
"""OpenAlex, for the records of DOIs."""
