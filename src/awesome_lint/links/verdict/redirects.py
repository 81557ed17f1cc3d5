"""Meaning of redirects: a page that has moved, a page in front of the real one, or another page.

A page has moved only if everybody is redirected. Redirects that depend on the visitor, the country,
the language or the session are not moves, whatever their status is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final
from urllib.parse import SplitResult

from awesome_lint import rulebook
from awesome_lint.bounded import query_fields, split_url
from awesome_lint.identifiers.url import not_compared, without_www
from awesome_lint.links.http.messages import Hop, PageResponse
from awesome_lint.links.http.status import is_permanent_redirect
from awesome_lint.links.http.url import redact_secrets
from awesome_lint.text.patterns import any_of

_EXTENSION: Final = re.compile(r"\.(?:html?|php|aspx?|jsp|do|action)$")


def moved_to(hops: Sequence[Hop]) -> str | None:
    """Return the target of the permanent redirects that `hops` begins with, if it is a move."""
    steps = 0
    while isinstance(reply := hops[steps].reply, PageResponse) and is_permanent_redirect(
        reply.status
    ):
        steps += 1
    old, new = hops[0].url, hops[steps].url
    if redact_secrets(new) != new or _without_final_slash(new) == _without_final_slash(old):
        return None
    return new if _is_for_everybody(split_url(old), split_url(new)) else None


def leads_to_interstitial(hops: Sequence[Hop]) -> bool:
    """Return whether a redirect leads to a page to log in, to consent, or about an error.

    Such pages have typical names, or the URL of the real page in their query.
    """
    requested = split_url(hops[0].url)
    known = _interstitial_words(requested)
    return any(
        _interstitial_words(hop) - known or _has_target_in_query(hop, requested)
        for hop in (split_url(hop.url) for hop in hops[1:])
    )


def leads_to_not_found_page(hops: Sequence[Hop]) -> bool:
    """Return whether redirects lead to a page with a name such as `404` or `not-found`."""
    added = _path_words(split_url(hops[-1].url)) - _path_words(split_url(hops[0].url))
    return not rulebook.words("not_found", "path").isdisjoint(added)


def leads_to_domain_market(hops: Sequence[Hop]) -> bool:
    """Return whether redirects lead to the offer of the link's domain on a marketplace."""
    requested, target = split_url(hops[0].url), split_url(hops[-1].url)
    offer = f"{target.path}?{target.query}".lower()
    labels = (requested.hostname or "").split(".")
    domains = (".".join(labels[first:]) for first in range(len(labels) - 1))
    return _is_domain_market(target) and any(domain in offer for domain in domains)


def leads_to_front_page(hops: Sequence[Hop]) -> bool:
    """Return whether redirects lead from another page to the front page of the same host."""
    old, new = split_url(hops[0].url), split_url(hops[-1].url)
    if new.path.strip("/") or new.query or new.fragment:
        return False
    same = without_www(old.hostname or "") == without_www(new.hostname or "")
    return same and not _is_front_page(old)


def refreshes_to_page(target: str) -> bool:
    """Return whether the target of a page's refresh, absolute or relative, is a page of its own.

    Error pages also lead to front pages, and to pages with a name such as `404`.
    """
    parts = split_url(target)
    named = _path_words(parts) & rulebook.words("not_found", "path")
    return not (named or _is_front_page(parts))


def _is_domain_market(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    markets = rulebook.words("redirects", "domain market")
    return any(host == market or host.endswith(f".{market}") for market in markets)


def _is_front_page(parts: SplitResult) -> bool:
    """Return whether a URL has no path but a name of front pages or a language."""
    known = rulebook.words("redirects", "front page") | {"", ".", ".."}
    return all(word in known or _locale().fullmatch(word) for word in _path_words(parts))


def _without_final_slash(url: str) -> str:
    """Return a URL without fragment and final slash, which two URLs of one page may differ in."""
    path, mark, query = url.partition("#")[0].partition("?")
    return f"{path.rstrip('/')}{mark}{query}"


def _is_for_everybody(old: SplitResult, new: SplitResult) -> bool:
    return not (
        _locales(new) - _locales(old)
        or _is_of_another_country(old, new)
        or any(map(not_compared().match, new.query.split("&")))
    )


def _locales(parts: SplitResult) -> set[str]:
    """Return the languages and countries that a URL names."""
    words = {
        word
        for word in (*parts.path.lower().split("/"), (parts.hostname or "").partition(".")[0])
        if _locale().fullmatch(word)
    }
    parameters = rulebook.words("parameters", "locale")
    return words | {
        f"{name}={value}" for name, value in query_fields(parts.query.lower()) if name in parameters
    }


def _is_of_another_country(old: SplitResult, new: SplitResult) -> bool:
    """Return whether two hosts differ only in the end, which is a country's in the new one."""
    old_name, old_country = _country(old)
    new_name, new_country = _country(new)
    return old_name == new_name and new_country not in ("", old_country)


def _country(parts: SplitResult) -> tuple[str, str]:
    name, _, end = without_www(parts.hostname or "").rpartition(".")
    if end not in rulebook.words("redirects", "country"):
        return name, ""
    return name.removesuffix(".co").removesuffix(".com"), end


def _interstitial_words(parts: SplitResult) -> frozenset[str]:
    label = (parts.hostname or "").partition(".")[0]
    hosts = rulebook.words("redirects", "gate host") & {label}
    return (rulebook.words("redirects", "gate") & _path_words(parts)) | hosts


def _path_words(parts: SplitResult) -> set[str]:
    """Return the segments of a path, in lower case and without file extensions."""
    return {_EXTENSION.sub("", segment) for segment in parts.path.lower().split("/")}


def _has_target_in_query(parts: SplitResult, requested: SplitResult) -> bool:
    """Return whether the query of a URL holds the URL that was requested."""
    wanted = requested.path.rstrip("/") or requested.hostname or ""
    values = (value.partition("?")[0].rstrip("/") for _, value in query_fields(parts.query))
    return any(value.endswith(wanted) for value in values)


@cache
def _locale() -> re.Pattern[str]:
    languages = any_of(rulebook.words("redirects", "language"))
    return re.compile(rf"{languages}(?:[-_](?:[a-z]{{2}}|hans|hant|419))?")
