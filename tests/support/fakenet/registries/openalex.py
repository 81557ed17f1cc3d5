"""OpenAlex's API: works by DOI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, structs

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page

ORIGIN: Final = "https://api.openalex.org"
_MAX_VALUES: Final = 100


class Location(Struct, frozen=True, forbid_unknown_fields=True):
    """A place where a version of a work is."""

    source: str = "arXiv (Cornell University)"
    type: str = "repository"
    version: str | None = "submittedVersion"
    url: str = ""


class Work(Struct, frozen=True, forbid_unknown_fields=True):
    """A work, with its locations."""

    title: str = "A Paper"
    retracted: bool = False
    locations: tuple[Location, ...] = (Location(),)


class OpenAlex:
    """API with works by DOI, in lower case; `page` replaces its responses.

    `dois` are those of works about which nothing is known. `delay` is the seconds that each
    response takes.
    """

    def __init__(
        self,
        dois: Sequence[str] = (),
        *,
        works: Mapping[str, Work] | None = None,
        page: Page | None = None,
        delay: float = 0.0,
    ) -> None:
        self._works = {**dict.fromkeys(dois, Work()), **(works or {})}
        self._page = page
        self._delay = delay

    def __call__(self, request: Request) -> Page:
        """Answer `/works?filter=doi:A|B`."""
        if self._page:
            return self._page
        fields = parse_qs(urlsplit(request.url).query)
        wanted = fields["filter"][0].removeprefix("doi:").split("|")
        if len(wanted) > _MAX_VALUES:
            return Page(status=400)
        found = [
            self._work(name, fields["select"][0]) for name in sorted(self._works.keys() & wanted)
        ]
        size = int(fields["per_page"][0])
        page = in_json({"meta": {"count": len(found)}, "results": found[:size]})
        return structs.replace(page, delay=self._delay)

    def _work(self, name: str, selected: str) -> object:
        work = self._works[name]
        content = {
            "doi": f"https://doi.org/{name}",
            "title": work.title,
            "is_retracted": work.retracted,
            "publication_year": 2001,
            "locations": [
                {
                    "landing_page_url": each.url or None,
                    "source": {"display_name": each.source, "type": each.type},
                    "version": each.version,
                }
                for each in work.locations
            ],
        }
        return {field: content[field] for field in selected.split(",")}
