"""Papers of the ACL Anthology: records of their DOIs at Crossref, else of the Anthology itself.

The DOIs of papers that the ACL publishes end in their identifiers: `10.18653/v1/ID`, and
`10.3115/v1/ID` before 2016. Journals and other publishers have other DOIs or none. The Anthology
has a MODS record (Library of Congress, version 3) of each paper at `/ID.xml`, made by bibutils
(acl-org/acl-anthology, `bin/create_extra_bib.py`). It publishes no rate limit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from awesome_lint.bounded import parse_xml
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import NOT_FOUND, OK
from awesome_lint.links.registries import crossref
from awesome_lint.links.registries.paper_ids import acl_id
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    LookupResult,
    NotFound,
    RegistryId,
    UnavailableError,
    author_names,
    one_line,
    parse_partial_date,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Record

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HOST: Final = "https://aclanthology.org"
_MODS: Final = "{http://www.loc.gov/mods/v3}"
_PREFIXES: Final = ("10.18653/v1/", "10.3115/v1/")


async def look_up(identifiers: Sequence[RegistryId], fetch: Fetch) -> Mapping[RegistryId, Record]:
    """Return the records of the papers that have a DOI with their identifier in it."""
    names = {
        f"{prefix}{identifier}".lower(): identifier
        for identifier in identifiers
        # The second prefix was given up before the identifiers that begin with a year.
        for prefix in (_PREFIXES[:1] if identifier[0].isdigit() else _PREFIXES)
    }
    records = await crossref.look_up(tuple(names), fetch)
    return {
        names[name]: replace(record, identifier=names[name], canonical_url=_url(names[name]))
        for name, record in records.items()
    }


async def _look_up_mods(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look papers up in the Anthology, with one request for each."""
    answers: dict[RegistryId, LookupResult] = {}
    for identifier in identifiers:
        response = await fetch(ApiRequest(f"{HOST}/{identifier}.xml"))
        if response.status == NOT_FOUND:
            answers[identifier] = NotFound(f"the ACL Anthology has no paper {identifier}")
        elif response.status == OK:
            answers[identifier] = _record(identifier, response.body)
        else:
            raise unexpected_status(response)
    return answers


def _record(identifier: RegistryId, body: bytes) -> Record:
    """Return the record in a MODS collection. Raises UnavailableError if it is of no paper."""
    root = parse_xml(body)
    paper = root.find(f"{_MODS}mods") if root is not None else None
    title = _title(paper) if paper is not None else ""
    if paper is None or not title:
        raise UnavailableError("returned an invalid response")
    host = paper.find(f"{_MODS}relatedItem[@type='host']")
    part = paper.find(f"{_MODS}part")
    journal = host is not None and any(
        genre.text in ("academic journal", "periodical") for genre in host.iter(f"{_MODS}genre")
    )
    return Record(
        "acl-anthology",
        identifier,
        _url(identifier),
        title=title,
        kind="article" if journal else "proceedings-paper",
        authors=author_names(_authors(paper)),
        venue=_title(host) if host is not None else "",
        volume=_detail(part, "volume"),
        issue=_detail(part, "issue") or _detail(part, "number"),
        pages=_pages(part),
        publisher=_text(host, "originInfo", "publisher"),
        published=parse_partial_date(_text(paper, "originInfo", "dateIssued")),
        doi=one_line(paper.findtext(f"{_MODS}identifier[@type='doi']") or "").lower(),
    )


def _title(item: Element) -> str:
    parts = (_text(item, "titleInfo", "title"), _text(item, "titleInfo", "subTitle"))
    return ": ".join(filter(None, parts))


def _authors(paper: Element) -> Iterator[str]:
    for name in paper.iterfind(f"{_MODS}name"):
        if any(role.text == "author" for role in name.iter(f"{_MODS}roleTerm")):
            yield " ".join(
                part.text or ""
                for kind in ("given", "family", "termsOfAddress")
                for part in name.iterfind(f"{_MODS}namePart[@type='{kind}']")
            )


def _detail(part: Element | None, kind: str) -> str:
    if part is None:
        return ""
    return one_line(part.findtext(f"{_MODS}detail[@type='{kind}']/{_MODS}number") or "")


def _pages(part: Element | None) -> str:
    extent = part.find(f"{_MODS}extent") if part is not None else None
    bounds = (_text(extent, "start"), _text(extent, "end"))
    return "-".join(dict.fromkeys(filter(None, bounds))) or _detail(part, "page")


def _text(element: Element | None, *path: str) -> str:
    """Return the text of a descendant on one line; empty if there is none."""
    if element is None:
        return ""
    return one_line(element.findtext("/".join(f"{_MODS}{tag}" for tag in path)) or "")


def _url(identifier: RegistryId) -> str:
    return f"{HOST}/{identifier}/"


_ANTHOLOGY: Final = Api(
    name="acl-anthology",
    title="the ACL Anthology",
    look_up=_look_up_mods,
    batch_size=1,
    pace=Pace(interval=1.0, burst=5, concurrency=1),
)

REGISTRY: Final = replace(
    crossref.REGISTRY,
    title=f"{crossref.REGISTRY.title} (for the ACL Anthology)",
    identify=acl_id,
    look_up=look_up,
    batch_size=20,
    fallbacks=(_ANTHOLOGY,),
)
"""Crossref, for identifiers of the ACL Anthology, and then the Anthology."""
