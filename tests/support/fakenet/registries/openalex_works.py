"""OpenAlex's API: works by DOI, with their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

from fakenet.internet import Request
from fakenet.registries.answer import in_json
from fakenet.world import Page, Work

_MAX_VALUES = 100


class OpenAlexWorks:
    """API with `works` by DOI, in lower case."""

    def __init__(self, works: Mapping[str, Work]) -> None:
        self._works = works

    def __call__(self, request: Request) -> Page:
        """Answer `/works?filter=doi:A|B`."""
        fields = parse_qs(urlsplit(request.url).query)
        wanted = fields["filter"][0].removeprefix("doi:").split("|")
        if len(wanted) > _MAX_VALUES:
            return Page(status=400)
        found = [name for name in sorted(wanted) if name in self._works]
        size = int(fields["per_page"][0])
        selected = fields["select"][0].split(",")
        items = [_item(name, self._works[name], selected) for name in found[:size]]
        return in_json({"meta": {"count": len(found)}, "results": items})


def _item(name: str, work: Work, selected: Sequence[str]) -> dict[str, object]:
    first, _, last = work.pages.partition("-")
    year, month, day = (*work.published, 1, 1)[:3]
    is_proceedings = work.kind == "proceedings-article"
    known = {
        "doi": f"https://doi.org/{name}",
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
