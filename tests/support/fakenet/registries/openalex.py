"""OpenAlex's API: works by DOI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from msgspec import structs

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page, Work

ORIGIN: Final = "https://api.openalex.org"
_MAX_VALUES: Final = 100


class OpenAlex:
    """API with works by DOI, in lower case; `page` replaces its responses.

    `delay` is the seconds that each response takes.
    """

    def __init__(
        self,
        dois: Sequence[str] | Mapping[str, Work],
        *,
        page: Page | None = None,
        delay: float = 0.0,
    ) -> None:
        self._works = dois if isinstance(dois, Mapping) else dict.fromkeys(dois, Work())
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
        found = [f"https://doi.org/{name}" for name in sorted(wanted) if name in self._works]
        size = int(fields["per_page"][0])
        selected = fields["select"][0].split(",")
        page = in_json(
            {
                "meta": {"count": len(found)},
                "results": [self._item(url, selected) for url in found[:size]],
            }
        )
        return structs.replace(page, delay=self._delay)

    def _item(self, url: str, selected: Sequence[str]) -> dict[str, object]:
        work = self._works[url.removeprefix("https://doi.org/")]
        first, _, last = work.pages.partition("-")
        year, month, day = (*work.published, 1, 1)[:3]
        is_proceedings = work.kind == "proceedings-article"
        known = {
            "doi": url,
            "title": work.title,
            "type": "article" if work.kind.endswith("article") else work.kind,
            "authorships": [
                {"author_position": "first", "author": {"display_name": f"{given} {family}"}}
                for given, family in work.authors
            ],
            "primary_location": {
                "source": {
                    "display_name": work.venues[0],
                    "type": "conference" if is_proceedings else "journal",
                }
                if work.venues
                else None
            },
            "biblio": {
                "volume": work.volume or None,
                "issue": work.issue or None,
                "first_page": first or None,
                "last_page": last or None,
            },
            "publication_date": f"{year}-{month:02}-{day:02}",
            "is_retracted": "retraction" in work.updates,
        }
        return {key: known[key] for key in selected}
