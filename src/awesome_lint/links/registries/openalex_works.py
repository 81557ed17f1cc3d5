"""OpenAlex: records of papers by DOI, for lookups of records, 50 in one request.

Source: OpenAlex's documentation of works (`authorships`, `primary_location`, `biblio`,
`is_retracted`), of filters (`doi:A|B`) and of `select`. Link checks ask it less
(`registries.openalex`).
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
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries import openalex
from awesome_lint.links.registries.markup import plain_text
from awesome_lint.links.registries.registry import (
    Fetch,
    RegistryId,
    author_names,
    decode_response,
    one_line,
    parse_partial_date,
    unexpected_status,
)
from awesome_lint.model import Record, RecordKind

_URL: Final = "https://api.openalex.org/works"
_FIELDS: Final = "doi,title,type,authorships,primary_location,biblio,publication_date,is_retracted"
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
    source: _Source | None = None


class _Biblio(Struct):
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class _Work(Struct):
    doi: str
    title: str
    type: str | None = None
    authorships: list[_Authorship] | None = None
    primary_location: _Location | None = None
    biblio: _Biblio | None = None
    publication_date: str | None = None
    is_retracted: bool | None = None


class _Response(Struct):
    results: list[Raw]


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
    """Return the records of the DOIs (in lower case) that OpenAlex knows."""
    names = [name for name in identifiers if _IN_FILTER.fullmatch(name)]
    if not names:
        return {}
    query = {"filter": f"doi:{'|'.join(names)}", "select": _FIELDS, "per_page": len(names)}
    response = await fetch(ApiRequest(f"{_URL}?{urlencode(query)}"))
    if response.status != OK:
        raise unexpected_status(response)
    results = decode_response(response, _Response).results
    works = (decode_json(raw, _Work) for raw in results)
    records = {record.identifier: record for record in map(_record, filter(None, works))}
    return {name: records[name] for name in names if name in records and records[name].title}


def _record(work: _Work) -> Record:
    name = one_line(work.doi).lower().removeprefix("https://doi.org/")
    source = (work.primary_location and work.primary_location.source) or _Source()
    biblio = work.biblio or _Biblio()
    kind = _KINDS.get(work.type or "", "other")
    if kind == "article" and source.type == "conference":
        kind = "proceedings-paper"
    pages = filter(None, (biblio.first_page, biblio.last_page))
    return Record(
        "openalex",
        name,
        f"https://doi.org/{name}",
        title=plain_text(work.title),
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


PAPERS: Final = replace(openalex.FALLBACK, look_up=_look_up_papers)
"""OpenAlex, for the records of arXiv's identifiers."""

DOIS: Final = replace(openalex.FALLBACK, look_up=_look_up_dois, batch_size=50)
"""OpenAlex, for the records of DOIs."""
