"""Cookies of one chain of redirects.

Some sites redirect a visitor to the same page until a cookie comes back, or to a page about
cookies. Cookies are returned to the hosts that RFC 6265 allows, and none is kept afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import aiohttp
from yarl import URL

from awesome_lint.bounded import is_header_value

MAX_COOKIE_BYTES: Final = 4096
"""Bytes of a `Cookie` header. Few servers accept more than 8 KiB of headers."""


class Cookies:
    """Cookie jar. Create it where an event loop runs."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def store(self, headers: Iterable[str], url: URL) -> None:
        """Store the cookies of `Set-Cookie` headers in a response from `url`.

        Cookies of IP addresses and cookies for a whole top-level domain are dropped.
        """
        headers = [header for header in headers if len(header) <= MAX_COOKIE_BYTES]
        if headers:
            self._jar = self._jar or aiohttp.CookieJar(quote_cookie=False)
            self._jar.update_cookies_from_headers(headers, url)
            self._jar.clear(lambda cookie: "." not in cookie["domain"])

    def header_for(self, url: URL) -> str:
        """Return the `Cookie` header of a request for `url`; empty for none.

        It has as many cookies as fit, and none with characters outside ASCII.
        """
        sent = ""
        for name, cookie in self._jar.filter_cookies(url).items() if self._jar else ():
            longer = f"{sent}{'; ' if sent else ''}{name}={cookie.coded_value}"
            if len(longer) <= MAX_COOKIE_BYTES and is_header_value(longer):
                sent = longer
        return sent
