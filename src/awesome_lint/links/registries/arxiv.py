"""arXiv's papers, looked up through its API: hundreds in one request.

Sources: arXiv's API user manual (`id_list`, `max_results`, POST), and its terms of use: at most one
request in three seconds, over one connection. The manual leaves open what recorded responses show
(lukasschwab/arxiv.py, `tests/fixtures`): an unknown identifier is left out of the response, a
malformed one makes it an error, and old identifiers are known only without their subject class.
Sometimes a response has no entry although the papers exist (lukasschwab/arxiv.py#43).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlencode

from awesome_lint.identifiers import arxiv, doi
from awesome_lint.identifiers.url import without_www
from awesome_lint.links.http.messages import ApiRequest
from awesome_lint.links.http.status import OK
from awesome_lint.links.registries.atom import ATOM, parse_feed
from awesome_lint.links.registries.comments import says_withdrawn
from awesome_lint.links.registries.registry import (
    Fetch,
    LookupResult,
    NotFound,
    Registry,
    RegistryId,
    UnavailableError,
    author_names,
    one_line,
    unexpected_status,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

API: Final = "https://export.arxiv.org/api/query"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_TOTAL: Final = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}

_MAX_ALL_UNKNOWN: Final = 20
"""The most identifiers that may all be unknown. Among more of them, at least one paper exists."""
_HOSTS: Final = frozenset(("arxiv.org", "export.arxiv.org"))
_ENTRY: Final = re.compile(r"https?://arxiv\.org/abs/(.+)")
_DOI: Final = "/10.48550/arxiv."


def identify(url: str) -> RegistryId | None:
    """Return the arXiv identifier that a URL at arXiv, or a DOI of arXiv, names.

    One with too many or too few zeros is left to arXiv's pages, which guess its meaning.
    """
    parsed = arxiv.parse_url(url)
    identifier = parsed.identifier if parsed else None
    if parsed is None or not isinstance(identifier, arxiv.ArxivId) or identifier.repadded:
        return None
    host = without_www(parsed.parts.host)
    return identifier.id if host in _HOSTS or host in doi.RESOLVERS else None


async def look_up(
    identifiers: Sequence[RegistryId], fetch: Fetch
) -> Mapping[RegistryId, LookupResult]:
    """Look the records of papers up."""
    fields = {"id_list": ",".join(identifiers), "start": 0, "max_results": len(identifiers)}
    response = await fetch(ApiRequest(API, "POST", _FORM, urlencode(fields).encode()))
    if response.status != OK:
        raise unexpected_status(response)
    feed = parse_feed(response.body)
    if feed is None:
        raise UnavailableError("returned an invalid response")
    entries = feed.findall(f"{ATOM}entry")
    if not entries and len(identifiers) > _MAX_ALL_UNKNOWN:
        raise UnavailableError("returned an empty response")
    known = {record.identifier: record for record in _records(entries)}
    answers: dict[RegistryId, LookupResult] = {}
    # If the number of entries is not the announced one, or one is not a paper, nothing is known of
    # the identifiers without an entry.
    whole = len(known) == len(entries) and _text(feed, _TOTAL) == str(len(entries))
    for identifier in identifiers:
        if identifier in known:
            answers[identifier] = known[identifier]
        elif whole:
            answers[identifier] = NotFound(f"arXiv has no paper {identifier}")
    return answers


def _records(entries: Sequence[Element]) -> Iterator[Record]:
    for entry in entries:
        match = _ENTRY.fullmatch(_text(entry, f"{ATOM}id"))
        identifier = arxiv.parse_identifier(match[1]) if match else None
        if isinstance(identifier, arxiv.ArxivId):
            comment = _text(entry, f"{_ARXIV}comment")
            yield Record(
                "arxiv",
                identifier.id,
                f"https://arxiv.org/abs/{identifier.id}",
                title=_text(entry, f"{ATOM}title"),
                kind="preprint",
                authors=author_names(
                    author.findtext(f"{ATOM}name") or ""
                    for author in entry.iterfind(f"{ATOM}author")
                ),
                published=_text(entry, f"{ATOM}published")[:10],
                journal_ref=_text(entry, f"{_ARXIV}journal_ref"),
                comment=comment,
                doi=_text(entry, f"{_ARXIV}doi").lower(),
                version=identifier.version or 1,
                withdrawn=says_withdrawn(comment),
            )


def _text(element: Element, tag: str) -> str:
    """Return the text of a child element on one line; empty if there is none."""
    return one_line(element.findtext(tag) or "")


def link_result(url: str, record: Record) -> LinkResult | None:
    """Return `ok` for a paper's abstract page, PDF or DOI.

    Not every paper has the other pages, such as the HTML one, and a withdrawn paper has no PDF. A
    URL with a mistake in it has to be requested.
    """
    parsed = arxiv.parse_url(url)
    identifier = parsed.identifier if parsed else None
    if parsed is None or not isinstance(identifier, arxiv.ArxivId):
        return None
    path = unquote(parsed.parts.path)
    version = "" if identifier.version is None else f"v{identifier.version}"
    if (identifier.version or 1) > max(record.version, 1):
        return None
    if parsed.is_arxiv_site:
        name = f"{identifier.written}{version}"
        pages = [f"/abs/{name}"]
        if not record.withdrawn:
            pages += [f"/pdf/{name}", f"/pdf/{name}.pdf"]
    else:
        pages = [] if version else [f"{_DOI}{identifier.written}"]
        path = path.lower()
    if path not in pages:
        return None
    return LinkResult(url, "ok", detail="is a paper on arXiv", source="arxiv")


REGISTRY = Registry(
    name="arxiv",
    title="arXiv's API",
    identify=identify,
    look_up=look_up,
    link_result=link_result,
    batch_size=500,
    complete=True,
    pace=Pace(interval=3.0, burst=0, concurrency=1),
)
