"""Meaning of redirects: a page that has moved, a page in front of the real one, or another page.

A page has moved only if everybody is redirected. Redirects that depend on the visitor, the country,
the language or the session are not moves, whatever their status is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import SplitResult

from awesome_lint.bounded import query_fields, split_url
from awesome_lint.identifiers.url import TRACKING, without_www
from awesome_lint.links.http.messages import Hop, PageResponse
from awesome_lint.links.http.status import is_permanent_redirect
from awesome_lint.links.http.url import redact_secrets

_INTERSTITIAL_WORDS: Final = frozenset(
    "login logon signin sign-in sign_in log-in log_in servicelogin sso saml saml2 oauth oauth2"
    " authorize authenticate authwall checkpoint consent captcha sorry error errors"
    " maintenance".split()
)
_NOT_FOUND_WORDS: Final = frozenset(
    "404 404-error 404-page error-404 error404 not-found not_found notfound page-not-found"
    " page_not_found pagenotfound".split()
)
_FRONT_PAGE: Final = re.compile(r"(?:index|default|home|main|start|welcome)?")
_INTERSTITIAL_HOSTS: Final = frozenset(
    "login signin sso auth accounts account consent idp idm shibboleth adfs".split()
)
_EXTENSION: Final = re.compile(r"\.(?:html?|php|aspx?|jsp|do|action)$")
_LANGUAGES: Final = (
    "ar|bg|bn|ca|cs|da|de|el|en|es|et|fa|fi|fr|he|hi|hr|hu|id|it|ja|ko|lt|lv|ms|nb|nl|no|pl|pt|ro"
    "|ru|sk|sl|sr|sv|th|tr|uk|vi|zh"
)
_LOCALE: Final = re.compile(rf"(?:{_LANGUAGES})(?:[-_](?:[a-z]{{2}}|hans|hant|419))?")
_LOCALE_PARAMETERS: Final = frozenset(
    "cc gl hl lang language lc locale mkt setlang ui_locales uilang".split()
)
_COUNTRIES: Final = frozenset(
    "at au be br ca ch cl cn cz de dk es fi fr gr hk hu ie il in it jp kr mx nl no nz pl pt ro ru"
    " se sg tr tw ua uk us za".split()
)
"""Top-level domains of countries that are not used for other reasons, unlike `.io` and `.ai`."""


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
    return bool(
        (_path_words(split_url(hops[-1].url)) - _path_words(split_url(hops[0].url)))
        & _NOT_FOUND_WORDS
    )


def leads_to_front_page(hops: Sequence[Hop]) -> bool:
    """Return whether redirects lead from another page to the front page of the same host."""
    old, new = split_url(hops[0].url), split_url(hops[-1].url)
    if new.path.strip("/") or new.query or new.fragment:
        return False
    same = without_www(old.hostname or "") == without_www(new.hostname or "")
    deep = any(
        not (_FRONT_PAGE.fullmatch(word) or _LOCALE.fullmatch(word)) for word in _path_words(old)
    )
    return same and deep


def _without_final_slash(url: str) -> str:
    """Return a URL without fragment and final slash, which two URLs of one page may differ in."""
    path, mark, query = url.partition("#")[0].partition("?")
    return f"{path.rstrip('/')}{mark}{query}"


def _is_for_everybody(old: SplitResult, new: SplitResult) -> bool:
    return not (
        _locales(new) - _locales(old)
        or _is_of_another_country(old, new)
        or any(map(TRACKING.match, new.query.split("&")))
    )


def _locales(parts: SplitResult) -> set[str]:
    """Return the languages and countries that a URL names."""
    words = {
        word
        for word in (*parts.path.lower().split("/"), (parts.hostname or "").partition(".")[0])
        if _LOCALE.fullmatch(word)
    }
    return words | {
        f"{name}={value}"
        for name, value in query_fields(parts.query.lower())
        if name in _LOCALE_PARAMETERS
    }


def _is_of_another_country(old: SplitResult, new: SplitResult) -> bool:
    """Return whether two hosts differ only in the end, which is a country's in the new one."""
    old_name, old_country = _country(old)
    new_name, new_country = _country(new)
    return old_name == new_name and new_country not in ("", old_country)


def _country(parts: SplitResult) -> tuple[str, str]:
    name, _, end = without_www(parts.hostname or "").rpartition(".")
    if end not in _COUNTRIES:
        return name, ""
    return name.removesuffix(".co").removesuffix(".com"), end


def _interstitial_words(parts: SplitResult) -> set[str]:
    hosts = {(parts.hostname or "").partition(".")[0]} & _INTERSTITIAL_HOSTS
    return _path_words(parts) & _INTERSTITIAL_WORDS | hosts


def _path_words(parts: SplitResult) -> set[str]:
    """Return the segments of a path, in lower case and without file extensions."""
    return {_EXTENSION.sub("", segment) for segment in parts.path.lower().split("/")}


def _has_target_in_query(parts: SplitResult, requested: SplitResult) -> bool:
    """Return whether the query of a URL holds the URL that was requested."""
    wanted = requested.path.rstrip("/") or requested.hostname or ""
    values = (value.partition("?")[0].rstrip("/") for _, value in query_fields(parts.query))
    return any(value.endswith(wanted) for value in values)
