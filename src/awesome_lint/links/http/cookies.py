"""The cookies of one walk.

Some sites redirect a visitor to the same page until a cookie comes back, or to a page that tells
of cookies. A walk returns what it was handed on the way, to the hosts that RFC 6265 allows, and
nothing of it outlives the walk.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import aiohttp
from yarl import URL

from awesome_lint.bounded import is_header_value

MAX_COOKIE_BYTES: Final = 4096
"""Bytes of a `Cookie` header. Few servers bear more than 8 KiB of headers."""


class Cookies:
    """Keeps cookies; to be made where an event loop runs."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def store(self, headers: Iterable[str], url: URL) -> None:
        """Take the `Set-Cookie` headers of an answer from `url`.

        Cookies from bare IP addresses are not kept, nor those for a whole top-level domain.
        """
        headers = [header for header in headers if len(header) <= MAX_COOKIE_BYTES]
        if headers:
            self._jar = self._jar or aiohttp.CookieJar(quote_cookie=False)
            self._jar.update_cookies_from_headers(headers, url)
            self._jar.clear(lambda cookie: "." not in cookie["domain"])

    def header_for(self, url: URL) -> str:
        """Return the `Cookie` header of a request for `url`, empty where there is nothing to send.

        It has as many cookies as fit, and none with other characters than those of ASCII.
        """
        sent = ""
        for name, cookie in self._jar.filter_cookies(url).items() if self._jar else ():
            longer = f"{sent}{'; ' if sent else ''}{name}={cookie.coded_value}"
            if len(longer) <= MAX_COOKIE_BYTES and is_header_value(longer):
                sent = longer
        return sent
