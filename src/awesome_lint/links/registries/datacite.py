"""DataCite: papers of arXiv if arXiv's API gives no usable response, and records of other DOIs.

arXiv registers the DOI `10.48550/arXiv.ID` for each paper with DataCite (arXiv help, "arXiv DOIs").
Its records have the abstract and, with the type `Other`, the authors' comment as descriptions.
Sources: DataCite's guide to its REST API (`query`, `page[size]`, `fields[dois]`,
`disable-facets`; at most 1000 results in a page), and the rate limit for anonymous clients of 500
requests in 5 minutes (api-evangelist/datacite, 2026-06-12). The length of a URL limits the number
of DOIs in a query. The fields are those of DataCite's metadata schema: `creators`, `container`,
`types`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from msgspec import Raw, Struct, field
from msgspec.structs import replace

from awesome_lint.bounded import decode_json, parse_digits
from awesome_lint.identifiers import arxiv
from awesome_lint.links.http.messages import ApiRequest, ApiResponse
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.comments import says_withdrawn
from awesome_lint.links.registries.markup import plain_text
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    LookupResult,
    NotFound,
    RegistryId,
    author_names,
    decode_response,
    one_line,
    parse_partial_date,
    partial_date,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record, RecordKind

_URL: Final = "https://api.datacite.org/dois"
_NAME: Final = "datacite"
_FIELDS: Final = "doi,titles,dates,descriptions,relatedIdentifiers,version"
_RECORD_FIELDS: Final = f"{_FIELDS},creators,container,publicationYear,publisher,types"
_KINDS: Final[Mapping[str, RecordKind]] = {
    "Book": "book",
    "BookChapter": "chapter",
    "ConferencePaper": "proceedings-paper",
    "Dataset": "data-set",
    "Dissertation": "thesis",
    "JournalArticle": "article",
    "Model": "model",
    "Preprint": "preprint",
    "Report": "report",
    "Software": "software",
}
_QUOTED: Final = re.compile(r'[^"\\\x00-\x20\x7f\ud800-\udfff]+')
"""A DOI that can be quoted in a query."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_VERSION: Final = re.compile(r"\d{1,3}", re.ASCII)


class _Title(Struct):
    title: str | None = None


class _Date(Struct, rename="camel"):
    date: str | None = None
    date_type: str | None = None


class _Description(Struct, rename="camel"):
    description: str | None = None
    description_type: str | None = None


class _RelatedIdentifier(Struct, rename="camel"):
    related_identifier: str | None = None
    related_identifier_type: str | None = None
    relation_type: str | None = None


class _Creator(Struct, rename="camel"):
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None


class _Container(Struct, rename="camel"):
    title: str | None = None
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class _Types(Struct, rename="camel"):
    resource_type_general: str | None = None


class _Attributes(Struct, rename="camel"):
    doi: str
    creators: list[_Creator] | None = None
    container: _Container | None = None
    publication_year: int | None = None
    publisher: str | None = None
    types: _Types | None = None
    titles: list[_Title] | None = None
    dates: list[_Date] | None = None
    descriptions: list[_Description] | None = None
    related_identifiers: list[_RelatedIdentifier] | None = None
    version: str | None = None


class _Item(Struct):
    attributes: _Attributes


class _Meta(Struct):
    total: int | None = None


class _Response(Struct):
    data: list[_Item]
    meta: _Meta = field(default_factory=_Meta)


class _RawResponse(Struct):
    data: list[Raw]


async def _look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look papers up by their arXiv identifiers."""
    return await _look_up_papers(identifiers, fetch, _FIELDS)


async def _look_up_records(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look papers up by their arXiv identifiers, with their authors."""
    return await _look_up_papers(identifiers, fetch, _RECORD_FIELDS)


async def _look_up_dois(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, Record]:
    """Return the records of the DOIs (in lower case) that DataCite knows."""
    names = [name for name in identifiers if _QUOTED.fullmatch(name)]
    if not names:
        return {}
    response = decode_response(await _query(names, fetch, _RECORD_FIELDS), _RawResponse)
    items = [item for raw in response.data if (item := decode_json(raw, _Item))]
    records = {item.attributes.doi.lower(): item.attributes for item in items}
    known = {name: _doi_record(name, records[name]) for name in names if name in records}
    return {name: record for name, record in known.items() if record.title}


async def _look_up_papers(
    identifiers: Sequence[RegistryId], fetch: Fetch, fields: str
) -> Mapping[RegistryId, LookupResult]:
    names = {arxiv.doi_of(identifier): identifier for identifier in identifiers}
    found = decode_response(await _query(tuple(names), fetch, fields), _Response)
    answers: dict[RegistryId, LookupResult] = {
        names[name]: _record(names[name], each.attributes)
        for each in found.data
        if (name := each.attributes.doi.lower()) in names
    }
    if found.meta.total == len(found.data) == len(answers):
        for identifier in names.values():
            answers.setdefault(identifier, NotFound(f"DataCite has no paper {identifier}"))
    return answers


async def _query(names: Sequence[str], fetch: Fetch, fields: str) -> ApiResponse:
    """Return the response to a query for DOIs. Raises UnavailableError."""
    quoted = " OR ".join(f'"{name}"' for name in names)
    query = {
        "query": f"doi:({quoted})",
        "page[size]": len(names),
        "fields[dois]": fields,
        "disable-facets": "true",
    }
    response = await fetch(ApiRequest(f"{_URL}?{urlencode(query)}"))
    if response.status != OK:
        raise unexpected_status(response)
    return response


def _record(identifier: RegistryId, attributes: _Attributes) -> Record:
    titles = [each.title for each in attributes.titles or () if each.title]
    submitted = [
        match[0]
        for each in attributes.dates or ()
        if each.date_type == "Submitted" and (match := _DAY.match(each.date or ""))
    ]
    published = [
        each.related_identifier.lower()
        for each in attributes.related_identifiers or ()
        if each.related_identifier
        and (each.related_identifier_type, each.relation_type) == ("DOI", "IsVersionOf")
    ]
    comments = [
        one_line(each.description)
        for each in attributes.descriptions or ()
        if each.description and each.description_type == "Other"
    ]
    comment = comments[0] if len(comments) == 1 else ""
    version = attributes.version or ""
    return Record(
        _NAME,
        identifier,
        f"https://arxiv.org/abs/{identifier}",
        title=one_line(titles[0]) if titles else "",
        kind="preprint",
        authors=_authors(attributes),
        published=min(submitted, default=""),
        comment=comment,
        doi=one_line(published[0]) if published else "",
        version=parse_digits(version) if _VERSION.fullmatch(version) else 0,
        withdrawn=says_withdrawn(comment),
    )


def _doi_record(name: str, attributes: _Attributes) -> Record:
    container = attributes.container or _Container()
    titles = [each.title for each in attributes.titles or () if each.title]
    dates = {each.date_type: parse_partial_date(each.date or "") for each in attributes.dates or ()}
    published = dates.get("Issued") or dates.get("Available")
    kind = attributes.types.resource_type_general if attributes.types else None
    pages = filter(None, (container.first_page, container.last_page))
    return Record(
        _NAME,
        name,
        f"https://doi.org/{name}",
        title=plain_text(titles[0]) if titles else "",
        kind=_KINDS.get(kind or "", "other"),
        authors=_authors(attributes),
        venue=plain_text(container.title or ""),
        volume=one_line(container.volume or ""),
        issue=one_line(container.issue or ""),
        pages=one_line("-".join(dict.fromkeys(pages))),
        publisher=one_line(attributes.publisher or ""),
        published=published or partial_date(attributes.publication_year),
        doi=name,
    )


def _authors(attributes: _Attributes) -> tuple[str, ...]:
    return author_names(map(_creator_name, attributes.creators or ()))


def _creator_name(creator: _Creator) -> str:
    if creator.given_name and creator.family_name:
        return f"{creator.given_name} {creator.family_name}"
    return creator.name or ""


FALLBACK: Final = Api(
    name=_NAME,
    title="DataCite",
    look_up=_look_up,
    batch_size=100,
    pace=Pace(interval=0.6, burst=20, concurrency=6),
    retries=False,
)
"""DataCite, for the identifiers of arXiv."""

PAPERS: Final = replace(FALLBACK, look_up=_look_up_records)
"""DataCite, for the records of arXiv's identifiers."""

DOIS: Final = replace(FALLBACK, look_up=_look_up_dois, batch_size=50)
"""DataCite, for the records of DOIs."""
