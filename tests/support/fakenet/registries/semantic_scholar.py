"""Semantic Scholar's API: the lookup of a batch of identifiers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page

ORIGIN: Final = "https://api.semanticscholar.org"
_NAMES: Final = {"ARXIV": "ArXiv", "DOI": "DOI"}


class SemanticScholar:
    """API with papers by `ARXIV:…` and `DOI:…`; `page` replaces its responses."""

    def __init__(self, papers: Sequence[str], *, page: Page | None = None) -> None:
        self._papers = frozenset(papers)
        self._page = page

    def __call__(self, request: Request) -> Page:
        """Answer `/graph/v1/paper/batch`, in another order than requested."""
        if self._page:
            return self._page
        wanted = json.loads(request.body)["ids"]
        if len(wanted) > 500:
            return in_json({"error": "Too many ids"}, 400)
        if not self._papers.intersection(wanted):
            return in_json({"error": "No valid paper ids given"}, 400)
        (fields,) = parse_qs(urlsplit(request.url).query)["fields"]
        selected = ["paperId", *(each.partition(".")[0] for each in fields.split(","))]
        found = []
        for each in reversed(wanted):
            kind, _, name = each.partition(":")
            known = {
                "paperId": name,
                "externalIds": {_NAMES[kind]: name, "CorpusId": 1},
                "title": "A Paper",
                "authors": [{"authorId": "1", "name": "Ada Lamp"}, {"name": "Bo Wick"}],
                "venue": "Annual Meeting of Lamps",
                "publicationDate": None,
                "year": 2024,
            }
            known = {key: value for key, value in known.items() if key in selected}
            found.append(known if each in self._papers else None)
        return in_json(found)
