"""Conditional requests: pages that have not changed since they were read are not sent again.

Source: RFC 9110, section 13 (`If-None-Match`, `If-Modified-Since`).
"""

from __future__ import annotations

from typing import Final, Protocol

from msgspec import Struct
from yarl import URL

from awesome_lint.bounded import is_header_value
from awesome_lint.links.http.html_page import Page
from awesome_lint.links.http.messages import PageRequest, PageResponse, Reply

MAX_VALIDATOR_LENGTH: Final = 1024
"""Characters of a validator that is stored. Validators are hashes and dates."""
MAX_ANCHORS: Final = 2000
"""Anchors of a page that is stored. A page with more is requested anew by every check."""


class CachedPage(Struct, frozen=True):
    """A page, with the validators of the version that was read (RFC 9110, section 8.8)."""

    page: Page
    etag: str
    """`ETag` header; empty if there was none."""
    modified: str
    """`Last-Modified` header; empty if there was none."""


class PageStore(Protocol):
    """Storage of pages between checks."""

    def load_page(self, url: URL) -> CachedPage | None:
        """Return the page stored for a URL, if there is one."""

    def store_page(self, url: URL, page: CachedPage) -> None:
        """Store the page read from a URL."""


class PageCache:
    """Pages read whole by earlier checks, and the conditional requests that confirm them.

    `read_limit` is the number of bytes that a request for a whole page reads.
    """

    def __init__(self, store: PageStore, read_limit: int) -> None:
        self._store = store
        self._read_limit = read_limit

    def find(self, request: PageRequest) -> CachedPage | None:
        """Return the page that an earlier check read, if the same request was sent for it."""
        cached = self._store.load_page(request.url) if self._is_cacheable(request) else None
        return cached if cached and is_header_value(cached.etag + cached.modified) else None

    def store(self, request: PageRequest, reply: Reply, etag: str, modified: str) -> None:
        """Store a page that was read to its end and has a validator."""
        page = reply.page if isinstance(reply, PageResponse) else None
        if page is None or not (self._is_cacheable(request) and page.whole and (etag or modified)):
            return
        if (
            len(page.anchors | page.unnamed) <= MAX_ANCHORS
            and max(len(etag), len(modified)) <= MAX_VALIDATOR_LENGTH
        ):
            self._store.store_page(request.url, CachedPage(page, etag, modified))

    def _is_cacheable(self, request: PageRequest) -> bool:
        """Return whether a request reads the whole page, as every visitor gets it."""
        return (
            request.method == "GET"
            and request.read_limit == self._read_limit
            and not request.cookies
        )


def conditional_headers(cached: CachedPage) -> dict[str, str]:
    """Return the header that asks for a page only if it has changed."""
    if cached.etag:
        return {"If-None-Match": cached.etag}
    return {"If-Modified-Since": cached.modified}
