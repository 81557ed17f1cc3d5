"""Links to check, and links with a verdict without a request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.links.http.messages import INVALID_URL, Hop
from awesome_lint.links.http.url import InvalidURLError, escape_url, request_url
from awesome_lint.links.verdict.verdict import from_hops
from awesome_lint.model import Failure, LinkResult
from awesome_lint.text.globs import Globs

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+-]+):(?!\d+(?:[/?#]|$))")
"""At least two letters, since `C:\\` has none; and no port after it, as in `localhost:8000`."""


class Plan(Struct, frozen=True):
    """Plan of a link check."""

    links_by_url: dict[URL, list[str]]
    """URLs to request, each once, with the links that lead to it, as written."""
    results: dict[str, LinkResult]
    """Results of the links that need no request, by the URL as written."""
    failures: tuple[Failure, ...] = ()
    """Internal errors about links, whose results are `unreachable`."""


def plan(urls: Iterable[str], exclude: Sequence[str] = (), include: Sequence[str] = ()) -> Plan:
    """Sort `urls`, as written, into those to request and those with a verdict without a request.

    URLs that match a glob of `exclude` are skipped, and if there is an `include`, those that match
    none of its globs. URLs with another scheme than http and https are refused. Relative links,
    fragments, `mailto:` and the like are left out. `//host/path` is requested over HTTPS, like the
    page that it is read on.
    """
    links_by_url: dict[URL, list[str]] = {}
    results: dict[str, LinkResult] = {}
    failures: list[Failure] = []
    excluded, included = Globs(exclude), Globs(include)
    for link in dict.fromkeys(urls):
        scheme = scheme_of(link)
        if scheme is None or scheme in rulebook.words("urls", "no page"):
            continue
        if excluded.match(link):
            detail = "is excluded by the configuration"
            results[link] = LinkResult(link, "skipped", detail=detail, source="configuration")
        elif include and not included.match(link):
            detail = "is not included by the configuration"
            results[link] = LinkResult(link, "skipped", detail=detail, source="configuration")
        elif scheme not in ("http", "https"):
            results[link] = LinkResult(link, "refused", detail=f"has the scheme `{scheme}`")
        else:
            try:
                url = request_url(f"https:{link}" if link.startswith("//") else link)
            except InvalidURLError:
                results[link] = from_hops(link, [Hop(escape_url(link), INVALID_URL)])
            except Exception as error:
                failures.append(Failure.of("link check", link, error))
                results |= not_checked([link])
            else:
                links_by_url.setdefault(url, []).append(link)
    return Plan(links_by_url, results, tuple(failures))


def skipped(urls: Iterable[str], detail: str) -> dict[str, LinkResult]:
    """Return results of URLs that were not requested, for the reason given."""
    return {url: LinkResult(url, "skipped", detail=detail) for url in urls}


def not_checked(urls: Iterable[str]) -> dict[str, LinkResult]:
    """Return results of URLs that were not checked because of an internal error."""
    detail = "was not checked because of an internal error"
    return {url: LinkResult(url, "unreachable", detail=detail) for url in urls}


def scheme_of(url: str) -> str | None:
    """Return the scheme of a link in lower case, or None if it has none of its own."""
    if url.startswith("//"):
        return "https"
    match = _SCHEME.match(url.strip())
    return match[1].lower() if match else None
