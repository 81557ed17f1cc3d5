"""OpenAlex's API: works by DOI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from msgspec import structs

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page

ORIGIN: Final = "https://api.openalex.org"
_MAX_VALUES: Final = 100


class OpenAlex:
    """API with works by DOI, in lower case; `page` replaces its responses.

    `delay` is the seconds that each response takes.
    """

    def __init__(
        self, dois: Sequence[str], *, page: Page | None = None, delay: float = 0.0
    ) -> None:
        self._dois = frozenset(dois)
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
        found = [f"https://doi.org/{name}" for name in sorted(wanted) if name in self._dois]
        size = int(fields["per_page"][0])
        page = in_json(
            {"meta": {"count": len(found)}, "results": [{"doi": url} for url in found][:size]}
        )
        return structs.replace(page, delay=self._delay)
