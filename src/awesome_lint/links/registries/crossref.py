"""Crossref: records of papers, by DOI, 50 in one request.

Sources: Crossref's REST API (`/works`, `filter=doi:A,doi:B`, of which any may match, `select`,
`rows`), the format of its works (CrossRef/rest-api-doc, `api_format.md`), and its rate limits since
December 2025, for clients that state no mail address one list in a second and one request at once.
A retracted paper has the notice in `updated-by`, the notice the paper in `update-to`
(CrossRef/rest-api-doc#205). The length of a URL limits the number of DOIs
(CenterForOpenScience/osf.io#9102). DOIs of other agencies, such as DataCite, are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import quote, urlencode

from msgspec import Raw, Struct, field

from awesome_lint.bounded import decode_json
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import NOT_FOUND, OK, describe_status
from awesome_lint.links.registries.markup import plain_text
from awesome_lint.links.registries.paper_ids import doi
from awesome_lint.links.registries.registry import (
    Fetch,
    Registry,
    RegistryId,
    UnavailableError,
    author_names,
    decode_response,
    one_line,
    partial_date,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record, RecordKind

API: Final = "https://api.crossref.org/works"
_FIELDS: Final = (
    "DOI,type,title,subtitle,author,container-title,short-container-title,event,issued,volume,issue"
    ",page,article-number,publisher,updated-by"
)
_BAD_REQUEST: Final = 400
_IN_FILTER: Final = re.compile(r"[a-z0-9.;()/:_<>\[\]+-]+", re.ASCII)
"""A DOI without characters that the filter uses or might refuse."""
_RETRACTIONS: Final = frozenset(("removal", "retraction", "withdrawal"))
_KINDS: Final[Mapping[str, RecordKind]] = {
    "book": "book",
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "dataset": "data-set",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article",
    "monograph": "book",
    "posted-content": "preprint",
    "proceedings": "book",
    "proceedings-article": "proceedings-paper",
    "reference-book": "book",
    "reference-entry": "chapter",
    "report": "report",
    "report-component": "report",
}


class _Author(Struct):
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    name: str | None = None


class _Date(Struct, rename="kebab"):
    date_parts: list[list[int | None]] = []


class _Event(Struct):
    name: str | None = None
    acronym: str | None = None


class _Update(Struct):
    type: str | None = None


class _Work(Struct, rename="kebab"):
    doi: str = field(name="DOI")
    type: str | None = None
    title: list[str] = []
    subtitle: list[str] = []
    author: list[_Author] = []
    container_title: list[str] = []
    short_container_title: list[str] = []
    event: _Event | None = None
    issued: _Date | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = None
    publisher: str | None = None
    updated_by: list[_Update] = []


class _List(Struct):
    items: list[Raw]


class _ListResponse(Struct):
    message: _List


class _WorkResponse(Struct):
    message: Raw


async def look_up(identifiers: Sequence[RegistryId], fetch: Fetch) -> Mapping[RegistryId, Record]:
    """Return the records of the DOIs (in lower case) that Crossref knows."""
    batch = [name for name in identifiers if _IN_FILTER.fullmatch(name)]
    items = await _look_up_batch(batch, fetch) if batch else []
    for name in identifiers:
        if name not in batch:
            items += await _look_up_one(name, fetch)
    works = (decode_json(item, _Work) for item in items)
    records = {record.identifier: record for record in map(_record, filter(None, works))}
    return {name: records[name] for name in identifiers if name in records and records[name].title}


async def _look_up_batch(names: Sequence[str], fetch: Fetch) -> list[Raw]:
    query = {
        "filter": ",".join(f"doi:{name}" for name in names),
        "select": _FIELDS,
        "rows": len(names),
    }
    response = await fetch(ApiRequest(f"{API}?{urlencode(query)}"))
    if response.status == _BAD_REQUEST:  # of this batch, such as a DOI that it does not accept
        raise UnavailableError(f"returned {describe_status(response.status)}")
    if response.status != OK:
        raise unexpected_status(response)
    return decode_response(response, _ListResponse).message.items


async def _look_up_one(name: str, fetch: Fetch) -> list[Raw]:
    response = await fetch(ApiRequest(f"{API}/{quote(name, safe='', errors='replace')}"))
    if response.status in (_BAD_REQUEST, NOT_FOUND):
        return []
    if response.status != OK:
        raise unexpected_status(response)
    return [decode_response(response, _WorkResponse).message]


def _record(work: _Work) -> Record:
    name = one_line(work.doi).lower()
    kind = _KINDS.get(work.type or "", "other")
    event = work.event or _Event()
    # A chapter has the series and then the book, an article the journal and then translations.
    containers = work.container_title if kind == "article" else work.container_title[::-1]
    return Record(
        "crossref",
        name,
        f"https://doi.org/{name}",
        title=_title(work),
        kind=kind,
        authors=author_names(map(_name, work.author)),
        venue=plain_text(_first((*containers, event.name))),
        short_venue=plain_text(_first((*work.short_container_title, event.acronym))),
        volume=one_line(work.volume or ""),
        issue=one_line(work.issue or ""),
        pages=one_line(work.page or work.article_number or ""),
        publisher=plain_text(work.publisher or ""),
        published=_published(work.issued),
        doi=name,
        retracted=any(update.type in _RETRACTIONS for update in work.updated_by),
    )


def _title(work: _Work) -> str:
    """Return the title, with the subtitle if it is not part of the title."""
    title, subtitle = plain_text(_first(work.title)), plain_text(_first(work.subtitle))
    if not title or not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}{' ' if title.endswith((':', '?', '!', '.')) else ': '}{subtitle}"


def _name(author: _Author) -> str:
    parts = (author.given, author.family, author.suffix)
    return plain_text(" ".join(filter(None, parts)) or author.name or "")


def _published(issued: _Date | None) -> str:
    parts = issued.date_parts[0] if issued and issued.date_parts else []
    return partial_date(*parts[:3])


def _first(texts: Iterable[str | None]) -> str:
    return next(filter(None, texts), "")


REGISTRY: Final = Registry(
    name="crossref",
    title="Crossref's API",
    identify=doi,
    look_up=look_up,
    batch_size=50,
    pace=Pace(interval=1.0, burst=0, concurrency=1),
    complete=True,
)
