"""DataCite's API: a query for DOIs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page, Paper, Work

ORIGIN: Final = "https://api.datacite.org"
_PREFIX: Final = "10.48550/arxiv."
_QUERY: Final = re.compile(r'doi:\(("[^"]+"(?: OR "[^"]+")*)\)')
_MAX_PAGE: Final = 1000
_MAX_URL: Final = 8192


class DataCite:
    """API with the DOIs of arXiv's `papers`, by identifier, and of `works`, by DOI in lower case.

    `page` replaces its responses.

    `delay` is the seconds that each response takes; `forgets` are papers that it counts but leaves
    out.
    """

    def __init__(
        self,
        papers: Mapping[str, Paper],
        works: Mapping[str, Work] | None = None,
        *,
        page: Page | None = None,
        forgets: Sequence[str] = (),
        delay: float = 0.0,
    ) -> None:
        self._papers = {f"{_PREFIX}{name}".lower(): paper for name, paper in papers.items()}
        self._works = works or {}
        self._page = page
        self._forgets = frozenset(f"{_PREFIX}{name}".lower() for name in forgets)
        self._delay = delay

    def __call__(self, request: Request) -> Page:
        """Answer `/dois?query=doi:("A" OR "B")`, the latest DOI first."""
        if self._page:
            return self._page
        fields = parse_qs(urlsplit(request.url).query)
        match = _QUERY.fullmatch(fields["query"][0])
        if len(request.url) > _MAX_URL or match is None:
            return Page(status=400, delay=self._delay)
        wanted = match[1].replace('"', "").lower().split(" OR ".lower())
        known = {**self._papers, **self._works}
        found = sorted((name for name in wanted if name in known), reverse=True)
        size = min(int(fields.get("page[size]", ["25"])[0]), _MAX_PAGE)
        selected = fields["fields[dois]"][0].split(",")
        data = [self._item(name, selected) for name in found[:size] if name not in self._forgets]
        page = in_json({"data": data, "meta": {"total": len(found), "totalPages": 1, "page": 1}})
        return Page(status=200, headers=page.headers, body=page.body, delay=self._delay)

    def _item(self, name: str, selected: Sequence[str]) -> object:
        attributes = (
            _work_attributes(name, self._works[name])
            if name in self._works
            else self._paper_attributes(name)
        )
        shown = {key: value for key, value in attributes.items() if key in selected}
        return {"id": name, "type": "dois", "attributes": shown}

    def _paper_attributes(self, name: str) -> dict[str, object]:
        paper = self._papers[name]
        comment = paper.comment or ("Withdrawn by the authors" if paper.withdrawn else "")
        descriptions = {"Abstract": "Accepted at ICML 2001", "Other": comment}
        related = {"IsSupplementedBy": "10.1234/data", "IsVersionOf": paper.doi}
        creators = [author.rpartition(" ") for author in paper.authors]
        return {
            "doi": name.replace("arxiv", "arXiv"),
            "titles": [{"title": paper.title}],
            "dates": [
                {"date": "2001-01-01", "dateType": "Created"},
                {"date": paper.published, "dateType": "Submitted", "dateInformation": "v1"},
                {"date": paper.published[:7], "dateType": "Available", "dateInformation": "v1"},
                {"date": "2031-01-01", "dateType": "Submitted", "dateInformation": "v2"},
            ],
            "descriptions": [
                {"description": text, "descriptionType": kind}
                for kind, text in descriptions.items()
                if text
            ],
            "relatedIdentifiers": [
                {
                    "relatedIdentifier": doi,
                    "relatedIdentifierType": "DOI",
                    "relationType": relation,
                }
                for relation, doi in related.items()
                if doi
            ],
            "version": str(paper.version),
            "creators": [_creator(given, family) for given, _, family in creators],
            "container": {},
            "publicationYear": 2024,
            "publisher": "arXiv",
            "types": {"resourceTypeGeneral": "Preprint"},
        }


def _work_attributes(name: str, work: Work) -> dict[str, object]:
    first, _, last = work.pages.partition("-")
    issued = "-".join(f"{part:02}" for part in work.published)
    return {
        "doi": name,
        "titles": [{"title": work.title}, {"title": "Another", "titleType": "Subtitle"}],
        "creators": [_creator(given, family) for given, family in work.authors],
        "container": {
            "type": "Series",
            "title": work.venues[0],
            "volume": work.volume,
            "issue": work.issue,
            "firstPage": first,
            "lastPage": last,
        }
        if work.venues
        else {},
        "publicationYear": work.published[0],
        "publisher": work.publisher,
        "types": {"resourceTypeGeneral": work.kind},
        "dates": [{"date": issued, "dateType": "Issued"}] if len(work.published) > 1 else [],
        "relatedIdentifiers": [],
        "version": "v1.2.0",
    }


def _creator(given: str, family: str) -> dict[str, object]:
    if not given:
        return {"name": family, "nameType": "Organizational"}
    return {"name": f"{family}, {given}", "givenName": given, "familyName": family}
