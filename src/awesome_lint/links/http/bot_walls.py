"""Bot walls, by the marks that they alone leave.

Most of what such a product adds to an answer it adds to every answer of its customers' sites, the
pages and the missing pages alike: a cookie, a `Server` header or a script says who stands in front
of a host, and not that a visitor was turned away. Those count only where the status says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct


class Mark(Struct, frozen=True):
    """What a wall leaves: `text` in lower case, in the header `header` or in the page."""

    wall: str
    text: str
    header: str = ""

    def is_in(self, headers: Mapping[str, str]) -> bool:
        """Return whether the headers of a response have the mark."""
        return self.text in headers.get(self.header, "").lower()


CLOUDFLARE: Final = "Cloudflare"
AWS: Final = "AWS WAF"
DATADOME: Final = "DataDome"
HUMAN: Final = "HUMAN (PerimeterX)"
IMPERVA: Final = "Imperva"
AKAMAI: Final = "Akamai"
VERCEL: Final = "Vercel"

_HEADERS: Final = (
    # developers.cloudflare.com/cloudflare-challenges: "challenge" is its only value
    Mark(CLOUDFLARE, "challenge", "cf-mitigated"),
    # AWS WAF developer guide, "CAPTCHA and Challenge action behavior"
    Mark(AWS, "challenge", "x-amzn-waf-action"),
    Mark(AWS, "captcha", "x-amzn-waf-action"),
    # docs.datadome.co/reference/validate-request: added when a request is blocked
    Mark(DATADOME, "", "x-dd-b"),
    Mark(VERCEL, "challenge", "x-vercel-mitigated"),
    Mark(VERCEL, "deny", "x-vercel-mitigated"),
)
"""Headers that only an answer of the wall itself has, whatever its status."""

_PAGES: Final = (
    # `/cdn-cgi/challenge-platform/` stands in ordinary pages of Cloudflare's customers, too.
    Mark(CLOUDFLARE, "_cf_chl_opt"),
    Mark(AWS, "window.gokuprops"),
    Mark(AWS, "awswafcookiedomainlist"),
    Mark(DATADOME, "var dd={"),
    Mark(HUMAN, "px-captcha"),
    Mark(IMPERVA, "incapsula incident id"),
    Mark(AKAMAI, "sec-if-cpt-container"),
    Mark(VERCEL, "<title>vercel security checkpoint</title>"),
    Mark("Anubis", 'id="anubis_challenge"'),
    Mark("DDoS-Guard", "/.well-known/ddos-guard/js-challenge"),
)
"""What only the page of a wall says, where the status is an error's."""

_HEADERS_OF_REFUSALS: Final = (
    Mark(AKAMAI, "akamaighost", "server"),  # written by the edge, not by the site behind it
    Mark("Kasada", "", "x-kpsdk-ct"),
    Mark("Sucuri", "", "x-sucuri-block"),
)
_PAGES_OF_REFUSALS: Final = (
    Mark(CLOUDFLARE, "cf-error-details"),
    Mark(DATADOME, "captcha-delivery.com"),
    Mark(HUMAN, "_pxappid"),
    Mark(IMPERVA, "_incapsula_resource"),
    Mark(AKAMAI, "errors.edgesuite.net"),
    Mark(AKAMAI, "errors&#46;edgesuite&#46;net"),
    Mark("Sucuri", "sucuri website firewall"),
)
"""What stands in ordinary pages of a wall's customers, too: it counts beside a refusal alone."""


def wall_in_headers(headers: Mapping[str, str], refused: bool) -> str | None:
    """Return the name of the bot wall that the headers of a response reveal.

    Names of headers are looked up in lower case. `refused` is whether the status alone refuses the
    client.
    """
    marks = (*_HEADERS, *_HEADERS_OF_REFUSALS) if refused else _HEADERS
    return _first(mark for mark in marks if mark.header in headers and mark.is_in(headers))


def wall_in_page(start: bytes, refused: bool) -> str | None:
    """Return the name of the bot wall that the start of an error page reveals."""
    text = start.decode("latin-1").lower()
    marks = (*_PAGES, *_PAGES_OF_REFUSALS) if refused else _PAGES
    return _first(mark for mark in marks if mark.text in text)


def _first(marks: Iterable[Mark]) -> str | None:
    return next((mark.wall for mark in marks), None)
