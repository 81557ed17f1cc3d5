"""Where redirects lead: to the page's new address, to a page in front of it, to somewhere else.

A new address is one only if everybody is sent there. Redirects that depend on who asks, from
where, in which language or for which session are no moves, whatever their status says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import SplitResult

from awesome_lint.bounded import query_fields, split_url
from awesome_lint.identifiers.url import TRACKING_PARAMETER, without_www
from awesome_lint.links.http import url as address
from awesome_lint.links.http.messages import Answer, Hop

PERMANENT: Final = (301, 308)

_GATES: Final = frozenset(
    "login logon signin sign-in sign_in log-in log_in servicelogin sso saml saml2 oauth oauth2"
    " authorize authenticate authwall checkpoint consent captcha sorry error errors"
    " maintenance".split()
)
_REGRETS: Final = frozenset(
    "404 404-error 404-page error-404 error404 not-found not_found notfound page-not-found"
    " page_not_found pagenotfound".split()
)
_FRONT: Final = re.compile(r"(?:index|default|home|main|start|welcome)?")
_GATE_HOSTS: Final = frozenset(
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
"""Domains of countries whose name is not used for other reasons, as `.io` and `.ai` are."""


def moved_to(trail: Sequence[Hop]) -> str | None:
    """Return where the permanent redirects that `trail` begins with lead, if that is a move."""
    steps = 0
    while isinstance(reply := trail[steps].reply, Answer) and reply.status in PERMANENT:
        steps += 1
    old, new = trail[0].url, trail[steps].url
    if address.redact(new) != new or _essence(new) == _essence(old):
        return None
    return new if _is_for_everybody(split_url(old), split_url(new)) else None


def is_gated(trail: Sequence[Hop]) -> bool:
    """Tell whether a redirect leads to a page to log in, to consent, or of an error.

    Such pages have telling names, or remember in their address where the visitor wanted to go.
    """
    asked = split_url(trail[0].url)
    known = _gates(asked)
    return any(
        _gates(hop) - known or _remembers(hop, asked)
        for hop in (split_url(hop.url) for hop in trail[1:])
    )


def leads_to_regrets(trail: Sequence[Hop]) -> bool:
    """Tell whether redirects lead to a page whose name says that there is none."""
    return bool((_words(split_url(trail[-1].url)) - _words(split_url(trail[0].url))) & _REGRETS)


def leads_home(trail: Sequence[Hop]) -> bool:
    """Tell whether redirects lead from a page to the bare front page of the same host."""
    old, new = split_url(trail[0].url), split_url(trail[-1].url)
    if new.path.strip("/") or new.query or new.fragment:
        return False
    same = without_www(old.hostname or "") == without_www(new.hostname or "")
    deep = any(not (_FRONT.fullmatch(word) or _LOCALE.fullmatch(word)) for word in _words(old))
    return same and deep


def _essence(url: str) -> str:
    """Return what two addresses of one page have in common: all but a final slash."""
    path, mark, query = url.partition("#")[0].partition("?")
    return f"{path.rstrip('/')}{mark}{query}"


def _is_for_everybody(old: SplitResult, new: SplitResult) -> bool:
    return not (
        _locales(new) - _locales(old)
        or _is_of_another_country(old, new)
        or any(map(TRACKING_PARAMETER.match, new.query.split("&")))
    )


def _locales(parts: SplitResult) -> set[str]:
    """Return what an address says of languages and countries."""
    said = {
        word
        for word in (*parts.path.lower().split("/"), (parts.hostname or "").partition(".")[0])
        if _LOCALE.fullmatch(word)
    }
    return said | {
        f"{name}={value}"
        for name, value in query_fields(parts.query.lower())
        if name in _LOCALE_PARAMETERS
    }


def _is_of_another_country(old: SplitResult, new: SplitResult) -> bool:
    """Tell whether only the end of the host differs, and is a country's in the new address."""
    old_name, old_country = _country(old)
    new_name, new_country = _country(new)
    return old_name == new_name and new_country not in ("", old_country)


def _country(parts: SplitResult) -> tuple[str, str]:
    name, _, end = without_www(parts.hostname or "").rpartition(".")
    if end not in _COUNTRIES:
        return name, ""
    return name.removesuffix(".co").removesuffix(".com"), end


def _gates(parts: SplitResult) -> set[str]:
    hosts = {(parts.hostname or "").partition(".")[0]} & _GATE_HOSTS
    return _words(parts) & _GATES | hosts


def _words(parts: SplitResult) -> set[str]:
    """Return the parts of a path, in lower case and without what their files end with."""
    return {_EXTENSION.sub("", segment) for segment in parts.path.lower().split("/")}


def _remembers(parts: SplitResult, asked: SplitResult) -> bool:
    """Tell whether the query of an address holds the address that was asked for."""
    wanted = asked.path.rstrip("/") or asked.hostname or ""
    values = (value.partition("?")[0].rstrip("/") for _, value in query_fields(parts.query))
    return any(value.endswith(wanted) for value in values)
