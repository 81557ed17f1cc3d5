"""Which links are asked, and which are judged without asking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.links.globs import Globs
from awesome_lint.links.http import url as address
from awesome_lint.links.http.messages import NO_ADDRESS, Hop
from awesome_lint.links.verdict.verdict import judge
from awesome_lint.model import Failure, LinkResult

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+-]+):(?!\d+(?:[/?#]|$))")
"""Two letters at least, or `C:\\` were one; and no port behind it, or `localhost:8000` were one."""


class Plan(Struct, frozen=True):
    """What a link check will do.

    `asks` has each address to ask once, with the URLs that lead to it as they are written;
    `results` what is already judged, and `failures` the internal errors that this met.
    """

    asks: dict[URL, list[str]]
    results: dict[str, LinkResult]
    failures: tuple[Failure, ...] = ()


def plan(urls: Iterable[str], exclude: Sequence[str] = (), include: Sequence[str] = ()) -> Plan:
    """Sort `urls`, as they are written, into those to ask and those to judge without asking.

    URLs that match a glob of `exclude` are skipped, and if there is an `include`, those that match
    none of its globs; such with another scheme than http and https are refused. Links that are no
    matter of a link check are left out: relative ones, fragments, `mailto:` and its like.
    `//host/path` is asked as https, the scheme of the site it is read on.
    """
    asks: dict[URL, list[str]] = {}
    results: dict[str, LinkResult] = {}
    failures: list[Failure] = []
    excluded, included = Globs(exclude), Globs(include)
    for url in dict.fromkeys(urls):
        scheme = scheme_of(url)
        if scheme is None or scheme in rulebook.words("urls", "no page"):
            continue
        if excluded.match(url):
            detail = "is excluded by the configuration"
            results[url] = LinkResult(url, "skipped", detail=detail, source="configuration")
        elif include and not included.match(url):
            detail = "is not included by the configuration"
            results[url] = LinkResult(url, "skipped", detail=detail, source="configuration")
        elif scheme not in ("http", "https"):
            results[url] = LinkResult(url, "refused", detail=f"has the scheme `{scheme}`")
        else:
            try:
                asked = address.parse(f"https:{url}" if url.startswith("//") else url)
            except address.NoAddressError:
                results[url] = judge(url, [Hop(address.printable(url), NO_ADDRESS)])
            except Exception as error:
                failures.append(Failure.of("link check", url, error))
                results |= lost([url])
            else:
                asks.setdefault(asked, []).append(url)
    return Plan(asks, results, tuple(failures))


def skipped(urls: Iterable[str], detail: str) -> dict[str, LinkResult]:
    """Return results for URLs that were not asked, for the reason given."""
    return {url: LinkResult(url, "skipped", detail=detail) for url in urls}


def lost(urls: Iterable[str]) -> dict[str, LinkResult]:
    """Return results for URLs that were not checked because of an internal error."""
    detail = "was not checked because of an internal error"
    return {url: LinkResult(url, "unreachable", detail=detail) for url in urls}


def scheme_of(url: str) -> str | None:
    """Return the scheme of a link in lower case, or None where it has none of its own."""
    if url.startswith("//"):
        return "https"
    match = _SCHEME.match(url.strip())
    return match[1].lower() if match else None
