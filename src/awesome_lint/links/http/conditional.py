"""Pages that were read whole before: a host that has not changed one need not send it again."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from awesome_lint.bounded import is_header_value
from awesome_lint.links.cache.memory import Memory
from awesome_lint.links.http.html_page import Page
from awesome_lint.links.http.messages import Answer, Reply, Visit
from awesome_lint.links.read_limits import WHOLE

LONGEST: Final = 1024
"""Characters of a validator that are kept. They are hashes and dates."""
MOST: Final = 2000
"""Anchors of a page that are kept; of others, the host is asked again."""


class SeenPage(Struct, frozen=True):
    """A page, with what its host said of this version of it (RFC 9110, section 8.8)."""

    page: Page
    etag: str
    modified: str


class Pages:
    """Remembers pages, and tells how to ask whether they are still as they were."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def known(self, visit: Visit) -> SeenPage | None:
        """Return the page that was read when an address was visited last, if it is known."""
        seen = self._memory.page(visit.url, SeenPage) if _is_for_all(visit) else None
        return seen if seen and is_header_value(seen.etag + seen.modified) else None

    def learn(self, visit: Visit, reply: Reply, etag: str, modified: str) -> None:
        """Take in a page that was read to its end, if its host says which version it is."""
        page = reply.page if isinstance(reply, Answer) else None
        if page is None or not (_is_for_all(visit) and page.whole and (etag or modified)):
            return
        if len(page.anchors | page.unnamed) <= MOST and max(len(etag), len(modified)) <= LONGEST:
            self._memory.note_page(visit.url, SeenPage(page, etag, modified))


def condition(seen: SeenPage) -> dict[str, str]:
    """Return the header that asks for a page only if it has changed."""
    if seen.etag:
        return {"If-None-Match": seen.etag}
    return {"If-Modified-Since": seen.modified}


def _is_for_all(visit: Visit) -> bool:
    """Tell whether a page is read whole, and is the same for every visitor."""
    return visit.method == "GET" and visit.look == WHOLE and not visit.cookies
