"""Crossref's API: lists of works by DOI, and single works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import Limit, in_json
from fakenet.world import Page, Work

ORIGIN: Final = "https://api.crossref.org"
_WORKS: Final = "/works"
_SELECTABLE: Final = frozenset(
    (
        "DOI type title subtitle author container-title short-container-title event issued volume"
        " issue page article-number publisher updated-by update-to abstract"
    ).split()
)
_MAX_URL: Final = 8192


class Crossref:
    """API with `works` by DOI, in lower case; `page` replaces its responses.

    At most one list in `interval` seconds is answered; others get 429.
    """

    def __init__(
        self, works: Mapping[str, Work], *, page: Page | None = None, interval: float = 0.0
    ) -> None:
        self._works = works
        self._page = page
        self._limit = Limit(1, interval) if interval else None

    def __call__(self, request: Request) -> Page:
        """Answer `/works?filter=doi:A,doi:B`, in another order, and `/works/DOI`."""
        if self._limit and not self._limit.passes():
            return in_json({"status": "error"}, 429)
        if self._page:
            return self._page
        parts = urlsplit(request.url)
        if parts.path != _WORKS:
            name = unquote(parts.path.removeprefix(f"{_WORKS}/")).lower()
            if name not in self._works:
                return Page(status=404, body="Resource not found.")
            return in_json({"status": "ok", "message": _item(name, self._works[name])})
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        filters = [each.split(":", 1) for each in query["filter"].split(",")]
        selected = query["select"].split(",")
        if (
            len(request.url) > _MAX_URL
            or any(each[0] != "doi" for each in filters)
            or not _SELECTABLE.issuperset(selected)
        ):
            return in_json({"status": "failed", "message-type": "validation-failure"}, 400)
        wanted = {name.lower() for _, name in filters}
        found = [name for name in sorted(wanted, reverse=True) if name in self._works]
        items = [
            {key: value for key, value in _item(name, self._works[name]).items() if key in selected}
            for name in found[: int(query.get("rows", 20))]
        ]
        return in_json({"status": "ok", "message": {"total-results": len(found), "items": items}})


def _item(name: str, work: Work) -> dict[str, Any]:
    item: dict[str, Any] = {
        "DOI": name.upper(),
        "type": work.kind,
        "title": [work.title],
        "subtitle": [work.subtitle] if work.subtitle else [],
        "author": [
            {"given": given, "family": family, "sequence": "first"}
            if given
            else {"name": family, "sequence": "additional"}
            for given, family in work.authors
        ],
        "container-title": list(work.venues),
        "short-container-title": [work.short_venue] if work.short_venue else [],
        "issued": {"date-parts": [list(work.published) or [None]]},
        "publisher": work.publisher,
        "reference": [{"key": "1"}],
    }
    stated = {"volume": work.volume, "issue": work.issue, "page": work.pages}
    item |= {key: value for key, value in stated.items() if value}
    if work.event:
        item["event"] = {"name": work.event, "location": "Here"}
    if work.updates:
        item["updated-by"] = [{"type": each, "DOI": "10.5555/notice"} for each in work.updates]
    return item
