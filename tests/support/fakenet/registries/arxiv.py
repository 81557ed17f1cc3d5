"""arXiv: its API, its pages, and its rate limits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final
from urllib.parse import parse_qs, urlsplit

from fakenet.internet import Request, Service
from fakenet.registries.answer import Limit
from fakenet.world import Page, Paper

API: Final = "https://export.arxiv.org"
PAGES: Final = "https://arxiv.org"
_ALIAS: Final = "https://www.arxiv.org"
_WELL_FORMED: Final = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?")
_PATH: Final = re.compile(r"/(abs|pdf)/(.+?)(?:v(\d+))?(?:\.pdf)?")
_FEED: Final = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
    ' xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">\n'
    "<opensearch:totalResults>{total}</opensearch:totalResults>\n{entries}</feed>\n"
)


class Arxiv:
    """arXiv with `papers` by identifier, without version.

    Each host answers at most `rate` requests per second, and the API one in `api_interval` seconds;
    others get 429. `delay` is the seconds that each response takes. `page` replaces the responses
    of the API; `forgets` are papers that it counts but leaves out.
    """

    def __init__(
        self,
        papers: Mapping[str, Paper],
        *,
        rate: float | None = None,
        api_interval: float | None = None,
        delay: float = 0.0,
        page: Page | None = None,
        forgets: Sequence[str] = (),
    ) -> None:
        self._papers = papers
        self._limits = {host: Limit(rate) for host in (API, PAGES) if rate}
        if api_interval:
            self._limits[API] = Limit(1, api_interval)
        self._delay = delay
        self._page = page
        self._forgets = frozenset(forgets)

    @property
    def services(self) -> dict[str, Service]:
        """All hosts, for `Internet`."""
        return {API: self.api, PAGES: self.pages, _ALIAS: self.pages}

    def api(self, request: Request) -> Page:
        """Answer `/api/query` with the papers of `id_list`, in another order."""
        if refusal := self._refusal(API):
            return refusal
        if self._page:
            return self._page
        sent = request.body.decode() if request.method == "POST" else urlsplit(request.url).query
        fields = {name: values[0] for name, values in parse_qs(sent).items()}
        wanted = fields.get("id_list", "").split(",")
        for each in wanted:
            if not _WELL_FORMED.fullmatch(each):
                entry = "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_"
                entry += f"{escape(each)}</id><title>Error</title></entry>\n"
                return self._feed([entry], 1, status=400)
        known = [each for each in dict.fromkeys(wanted) if each in self._papers]
        shown = known[: int(fields.get("max_results", 10))]
        entries = [self._entry(each) for each in sorted(shown) if each not in self._forgets]
        return self._feed(entries, len(known))

    def pages(self, request: Request) -> Page:
        """Answer `/abs/…` and `/pdf/…`."""
        if refusal := self._refusal(PAGES):
            return refusal
        match = _PATH.fullmatch(urlsplit(request.url).path)
        paper = self._papers.get(match[2]) if match else None
        found = match and paper and int(match[3] or 1) <= paper.version
        if not found or (paper and paper.withdrawn and match and match[1] == "pdf"):
            return Page(status=404, delay=self._delay)
        return Page(delay=self._delay)

    def _refusal(self, host: str) -> Page | None:
        if host not in self._limits or self._limits[host].passes():
            return None
        return Page(status=429, body="Rate exceeded.", delay=self._delay)

    def _entry(self, identifier: str) -> str:
        paper = self._papers[identifier]
        comment = paper.comment
        if paper.withdrawn and not comment:
            comment = "This paper has been withdrawn by the authors"
        fields = {
            "id": f"http://arxiv.org/abs/{identifier}v{paper.version}",
            "title": paper.title,
            "published": paper.published,
            "arxiv:comment": comment,
            "arxiv:journal_ref": paper.journal_ref,
            "arxiv:doi": paper.doi,
        }
        lines = [f"<{tag}>{escape(text)}</{tag}>" for tag, text in fields.items() if text]
        lines += [f"<author><name>{escape(name)}</name></author>" for name in paper.authors]
        return f"<entry>{''.join(lines)}</entry>\n"

    def _feed(self, entries: Sequence[str], total: int, status: int = 200) -> Page:
        # Pages are sent as ISO 8859-1, byte by byte.
        body = _FEED.format(total=total, entries="".join(entries)).encode().decode("latin-1")
        headers = {"Content-Type": "application/atom+xml; charset=utf-8"}
        return Page(status=status, headers=headers, body=body, delay=self._delay)
