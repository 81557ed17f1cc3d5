"""The ACL Anthology: MODS records of its papers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final
from urllib.parse import urlsplit

from fakenet.internet import Request
from fakenet.world import Page, Work

ORIGIN: Final = "https://aclanthology.org"


class AclAnthology:
    """Anthology with `papers` by identifier; `page` replaces its responses.

    `dois` are the DOIs of some of them.
    """

    def __init__(
        self,
        papers: Mapping[str, Work],
        dois: Mapping[str, str] | None = None,
        *,
        page: Page | None = None,
    ) -> None:
        self._papers = papers
        self._dois = dois or {}
        self._page = page

    def __call__(self, request: Request) -> Page:
        """Answer `/ID.xml`."""
        if self._page:
            return self._page
        name = urlsplit(request.url).path.strip("/").removesuffix(".xml")
        paper = self._papers.get(name)
        if paper is None or not request.url.endswith(".xml"):
            return Page(status=404)
        body = _mods(paper, self._dois.get(name, ""))
        # Pages are sent as ISO 8859-1, byte by byte.
        return Page(
            headers={"Content-Type": "application/xml"}, body=body.encode().decode("latin-1")
        )


def _mods(paper: Work, doi: str) -> str:
    date = "-".join(f"{part:02}" for part in paper.published)
    genre = "academic journal" if paper.kind == "journal-article" else "conference publication"
    first, _, last = paper.pages.partition("-")
    details = {"volume": paper.volume, "issue": paper.issue}
    return (
        '<modsCollection xmlns="http://www.loc.gov/mods/v3">\n<mods ID="a-key">\n'
        f"<titleInfo><title>{escape(paper.title)}</title></titleInfo>\n"
        + "".join(_name(given, family, "author") for given, family in paper.authors)
        + f"<originInfo><dateIssued>{date}</dateIssued></originInfo>\n"
        f'<relatedItem type="host"><titleInfo><title>{escape(paper.venues[0])}</title></titleInfo>'
        + _name("Ed", "Itor", "editor")
        + f"<originInfo><publisher>{escape(paper.publisher)}</publisher></originInfo>"
        f'<genre authority="marcgt">{genre}</genre></relatedItem>\n'
        + (f'<identifier type="doi">{doi}</identifier>\n' if doi else "")
        + "<part>"
        + "".join(
            f'<detail type="{kind}"><number>{number}</number></detail>'
            for kind, number in details.items()
            if number
        )
        + (
            f'<extent unit="page"><start>{first}</start><end>{last}</end></extent>'
            if paper.pages
            else ""
        )
        + "</part>\n</mods>\n</modsCollection>\n"
    )


def _name(given: str, family: str, role: str) -> str:
    return (
        f'<name type="personal"><namePart type="given">{escape(given)}</namePart>'
        f'<namePart type="family">{escape(family)}</namePart>'
        f'<role><roleTerm authority="marcrelator" type="text">{role}</roleTerm></role></name>\n'
    )
