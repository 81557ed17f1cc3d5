"""Where redirects lead: to the page's new address, to a page in front of it, to somewhere else.

A new address is one only if everybody is sent there. Redirects that depend on who asks, from
where, in which language or for which session are no moves, whatever their status says.
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
from awesome_lint.links.http import url as address
from awesome_lint.links.http.messages import Answer, Hop
from awesome_lint.text.patterns import any_of

PERMANENT: Final = (301, 308)

_EXTENSION: Final = re.compile(r"\.(?:html?|php|aspx?|jsp|do|action)$")


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
    added = _words(split_url(trail[-1].url)) - _words(split_url(trail[0].url))
    return not rulebook.words("not_found", "path").isdisjoint(added)


def leads_home(trail: Sequence[Hop]) -> bool:
    """Tell whether redirects lead from a page to the bare front page of the same host."""
    old, new = split_url(trail[0].url), split_url(trail[-1].url)
    if new.path.strip("/") or new.query or new.fragment:
        return False
    same = without_www(old.hostname or "") == without_www(new.hostname or "")
    front = rulebook.words("redirects", "front page")
    words = filter(None, _words(old))
    deep = any(word not in front and not _locale().fullmatch(word) for word in words)
    return same and deep


def _essence(url: str) -> str:
    """Return what two addresses of one page have in common: all but a final slash."""
    path, mark, query = url.partition("#")[0].partition("?")
    return f"{path.rstrip('/')}{mark}{query}"


def _is_for_everybody(old: SplitResult, new: SplitResult) -> bool:
    return not (
        _locales(new) - _locales(old)
        or _is_of_another_country(old, new)
        or any(map(not_compared().match, new.query.split("&")))
    )


def _locales(parts: SplitResult) -> set[str]:
    """Return what an address says of languages and countries."""
    said = {
        word
        for word in (*parts.path.lower().split("/"), (parts.hostname or "").partition(".")[0])
        if _locale().fullmatch(word)
    }
    parameters = rulebook.words("parameters", "locale")
    return said | {
        f"{name}={value}" for name, value in query_fields(parts.query.lower()) if name in parameters
    }


def _is_of_another_country(old: SplitResult, new: SplitResult) -> bool:
    """Tell whether only the end of the host differs, and is a country's in the new address."""
    old_name, old_country = _country(old)
    new_name, new_country = _country(new)
    return old_name == new_name and new_country not in ("", old_country)


def _country(parts: SplitResult) -> tuple[str, str]:
    name, _, end = without_www(parts.hostname or "").rpartition(".")
    if end not in rulebook.words("redirects", "country"):
        return name, ""
    return name.removesuffix(".co").removesuffix(".com"), end


def _gates(parts: SplitResult) -> frozenset[str]:
    label = (parts.hostname or "").partition(".")[0]
    hosts = rulebook.words("redirects", "gate host") & {label}
    return (rulebook.words("redirects", "gate") & _words(parts)) | hosts


def _words(parts: SplitResult) -> set[str]:
    """Return the parts of a path, in lower case and without what their files end with."""
    return {_EXTENSION.sub("", segment) for segment in parts.path.lower().split("/")}


def _remembers(parts: SplitResult, asked: SplitResult) -> bool:
    """Tell whether the query of an address holds the address that was asked for."""
    wanted = asked.path.rstrip("/") or asked.hostname or ""
    values = (value.partition("?")[0].rstrip("/") for _, value in query_fields(parts.query))
    return any(value.endswith(wanted) for value in values)


@cache
def _locale() -> re.Pattern[str]:
    languages = any_of(rulebook.words("redirects", "language"))
    return re.compile(rf"{languages}(?:[-_](?:[a-z]{{2}}|hans|hant|419))?")
