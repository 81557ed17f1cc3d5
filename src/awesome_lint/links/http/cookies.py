"""Cookies of one chain of redirects.

Some sites redirect a visitor to the same page until a cookie comes back, or to a page about
cookies. Cookies are returned to the hosts that RFC 6265 allows, and none is kept afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

import aiohttp
from yarl import URL

from awesome_lint.bounded import is_header_value

MAX_COOKIE_BYTES: Final = 4096
"""Bytes of a `Cookie` header. Few servers accept more than 8 KiB of headers."""
MAX_COOKIES: Final = 20
"""Cookies of one response. Browsers have to keep 50 for a host (RFC 6265, section 6.1)."""


def usable_cookies(headers: Iterable[str]) -> tuple[str, ...]:
    """Return the `Set-Cookie` headers of a response that are worth keeping.

    Longer ones than a request may send back are left out, and so are those after MAX_COOKIES.
    """
    return tuple(islice((each for each in headers if len(each) <= MAX_COOKIE_BYTES), MAX_COOKIES))


class Cookies:
    """Cookie jar. Create it where an event loop runs."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def store(self, headers: Iterable[str], url: URL) -> None:
        """Store the cookies of `Set-Cookie` headers in a response from `url`.

        Cookies of IP addresses and cookies for a whole top-level domain are dropped.
        """
        if headers := usable_cookies(headers):
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
