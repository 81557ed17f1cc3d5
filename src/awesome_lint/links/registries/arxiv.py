"""arXiv's papers, asked of its API: hundreds in one request.

Sources: arXiv's API user manual (`id_list`, `max_results`, POST), and its terms of use, by which
there is one request in three seconds at most, over one connection. What the manual leaves open is
known from recorded answers (lukasschwab/arxiv.py, `tests/fixtures`): an unknown identifier is left
out of the answer, a malformed one spoils it, and identifiers of the old form are known without
their subject only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlencode

from awesome_lint.identifiers import arxiv, doi
from awesome_lint.identifiers.url import without_www
from awesome_lint.links.http.messages import Request
from awesome_lint.links.registries.atom import ATOM, parse
from awesome_lint.links.registries.registry import (
    Answer,
    Fetch,
    Identifier,
    Missing,
    Registry,
    UnavailableError,
    one_line,
    refused,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import LinkResult, Record

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

API: Final = "https://export.arxiv.org/api/query"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_TOTAL: Final = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}

_HOSTS: Final = frozenset(("arxiv.org", "export.arxiv.org"))
_ENTRY: Final = re.compile(r"https?://arxiv\.org/abs/(.+)")
_DOI: Final = "/10.48550/arxiv."
_WITHDRAWN: Final = re.compile(
    r"(?:^|[.,;:!(])\s*(?:(?:(?:this|the)\s+)?(?:article|manuscript|paper|preprint|submission|work)"
    r"\s+(?:(?:has\s+been|is|was)\s+)?)?(?:(?:now|temporarily)\s+)?(?:withdrawn|retracted)"
    r"\s*(?:$|[.,;:!)]|\b(?:as|because|by|due|since|until)\b)",
    re.IGNORECASE,
)
"""That an earlier version was withdrawn, or a paper from a conference, is another matter."""


def claims(url: str) -> Identifier | None:
    """Return the identifier that an address at arXiv, or its DOI, carries.

    One with too many or too few zeros is left to arXiv's pages, which guess what it means.
    """
    address = arxiv.parse_url(url)
    identifier = address.identifier if address else None
    if address is None or not isinstance(identifier, arxiv.ArxivId) or identifier.repadded:
        return None
    host = without_www(address.parts.host)
    return identifier.id if host in _HOSTS or host in doi.RESOLVERS else None


async def resolve(identifiers: Sequence[Identifier], fetch: Fetch) -> Mapping[Identifier, Answer]:
    """Ask for the records of papers."""
    fields = {"id_list": ",".join(identifiers), "start": 0, "max_results": len(identifiers)}
    response = await fetch(Request(API, "POST", _FORM, urlencode(fields).encode()))
    if response.status != 200:
        raise refused(response)
    feed = parse(response.body)
    if feed is None:
        raise UnavailableError("gave an answer that makes no sense")
    entries = feed.findall(f"{ATOM}entry")
    known = {record.identifier: record for record in _records(entries)}
    answers: dict[Identifier, Answer] = {}
    # Where entries are missing that were announced, or there is one that is no paper, nothing is
    # known of the rest.
    whole = len(known) == len(entries) and _text(feed, _TOTAL) == str(len(entries))
    for identifier in identifiers:
        if identifier in known:
            answers[identifier] = known[identifier]
        elif whole:
            answers[identifier] = Missing(f"arXiv knows no paper {identifier}")
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
                published=_text(entry, f"{ATOM}published")[:10],
                journal_ref=_text(entry, f"{_ARXIV}journal_ref"),
                comment=comment,
                doi=_text(entry, f"{_ARXIV}doi").lower(),
                version=identifier.version or 1,
                withdrawn=_WITHDRAWN.search(comment) is not None,
            )


def _text(element: Element, tag: str) -> str:
    """Return the text of a child, on one line; empty where there is none."""
    return one_line(element.findtext(tag) or "")


def judge(url: str, record: Record) -> LinkResult | None:
    """Return that a paper's page or PDF is there, or its DOI.

    Other pages, such as the one in HTML, not every paper has, and a withdrawn one has no PDF. What
    an address with a slip in it leads to, only a visit tells.
    """
    address = arxiv.parse_url(url)
    identifier = address.identifier if address else None
    if address is None or not isinstance(identifier, arxiv.ArxivId):
        return None
    path = unquote(address.parts.path)
    version = "" if identifier.version is None else f"v{identifier.version}"
    if (identifier.version or 1) > max(record.version, 1):
        return None
    if address.is_arxiv_site:
        name = f"{identifier.written}{version}"
        pages = [f"/abs/{name}"]
        if not record.withdrawn:
            pages += [f"/pdf/{name}", f"/pdf/{name}.pdf"]
    else:
        pages = [] if version else [f"{_DOI}{identifier.written}"]
        path = path.lower()
    if path not in pages:
        return None
    return LinkResult(url, "ok", detail="is a paper that arXiv knows", source="arxiv")


REGISTRY = Registry(
    name="arxiv",
    title="arXiv's API",
    claims=claims,
    resolve=resolve,
    judge=judge,
    batch=500,
    pace=Pace(interval=3.0, burst=0, concurrency=1),
)
