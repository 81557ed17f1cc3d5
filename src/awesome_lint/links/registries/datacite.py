"""DataCite: lookup of arXiv's papers if arXiv's API gives no usable response, 100 in one request.

arXiv registers the DOI `10.48550/arXiv.ID` for each paper with DataCite (arXiv help, "arXiv DOIs").
Sources: DataCite's guide to its REST API (`query`, `page[size]`, `fields[dois]`,
`disable-facets`; at most 1000 results in a page), and the rate limit for anonymous clients of 500
requests in 5 minutes (api-evangelist/datacite, 2026-06-12). The length of a URL limits the number
of DOIs in a query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct, field

from awesome_lint.bounded import parse_digits
from awesome_lint.identifiers import arxiv
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    LookupResult,
    NotFound,
    RegistryId,
    decode_response,
    one_line,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record

_URL: Final = "https://api.datacite.org/dois"
_NAME: Final = "datacite"
_FIELDS: Final = "doi,titles,dates,relatedIdentifiers,version"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_VERSION: Final = re.compile(r"\d{1,3}", re.ASCII)


class _Title(Struct):
    title: str | None = None


class _Date(Struct, rename="camel"):
    date: str | None = None
    date_type: str | None = None


class _RelatedIdentifier(Struct, rename="camel"):
    related_identifier: str | None = None
    related_identifier_type: str | None = None
    relation_type: str | None = None


class _Attributes(Struct, rename="camel"):
    doi: str
    titles: list[_Title] | None = None
    dates: list[_Date] | None = None
    related_identifiers: list[_RelatedIdentifier] | None = None
    version: str | None = None


class _Item(Struct):
    attributes: _Attributes


class _Meta(Struct):
    total: int | None = None


class _Response(Struct):
    data: list[_Item]
    meta: _Meta = field(default_factory=_Meta)


async def _look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look papers up by their arXiv identifiers."""
    names = {arxiv.doi_of(identifier): identifier for identifier in identifiers}
    quoted = " OR ".join(f'"{name}"' for name in names)
    fields = {
        "query": f"doi:({quoted})",
        "page[size]": len(names),
        "fields[dois]": _FIELDS,
        "disable-facets": "true",
    }
    response = await fetch(ApiRequest(f"{_URL}?{urlencode(fields)}"))
    if response.status != OK:
        raise unexpected_status(response)
    found = decode_response(response, _Response)
    answers: dict[RegistryId, LookupResult] = {
        names[name]: _record(names[name], each.attributes)
        for each in found.data
        if (name := each.attributes.doi.lower()) in names
    }
    if found.meta.total == len(found.data) == len(answers):
        for identifier in names.values():
            answers.setdefault(identifier, NotFound(f"DataCite has no paper {identifier}"))
    return answers


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
    version = attributes.version or ""
    return Record(
        _NAME,
        identifier,
        f"https://arxiv.org/abs/{identifier}",
        title=one_line(titles[0]) if titles else "",
        published=min(submitted, default=""),
        doi=one_line(published[0]) if published else "",
        version=parse_digits(version) if _VERSION.fullmatch(version) else 0,
    )


FALLBACK: Final = Api(
    name=_NAME,
    title="DataCite",
    look_up=_look_up,
    batch_size=100,
    pace=Pace(interval=0.6, burst=20, concurrency=6),
    retries=False,
)
"""DataCite, for the identifiers of arXiv."""
