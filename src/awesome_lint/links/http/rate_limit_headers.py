"""What the headers of an answer say about how often the host wants to be visited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import trunc
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import parse_decimal, parse_http_date, parse_whole_number

_POSIX: Final = 1e9
"""Seconds; what says a larger number is no span of time but a point in it."""
_ITEM: Final = re.compile(r'"([^"\\]*)"((?:\s*;[^;,"]+(?:"[^"]*")?)*)')
"""A member of a list of structured fields (RFC 9651): a name in quotes, and its parameters."""
_PARAMETER: Final = re.compile(r";\s*([a-z]+)=\"?([^;,\"\s]*)")
_OLD_PARAMETER: Final = re.compile(r"(?:^|[,;\s])(remaining|reset)=(\d+)(?![^,;\s])")
_REMAINING: Final = ("RateLimit-Remaining", "X-RateLimit-Remaining", "X-Rate-Limit-Remaining")


class Quota(Struct, frozen=True):
    """So many requests are left until more are granted, in `reset` seconds."""

    remaining: int
    reset: float


class Limit(Struct, frozen=True):
    """What a host was found to bear: a visit every `interval` seconds, none before a time.

    `not_before`, and `learned`, when this was found out, are in seconds of POSIX time.
    """

    interval: float
    not_before: float
    learned: float


def span(seconds: float) -> str:
    """Return a span of time in words: "90 s", "15 min", "24 h", "3 days"."""
    for unit, length in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def parse_retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Return how many seconds a `Retry-After` header asks to wait (RFC 9110, section 10.2.3).

    It holds seconds or a date, which is compared with `now`. Return None where it holds neither.
    """
    value = (value or "").strip()
    seconds = parse_whole_number(value)
    if seconds is not None:
        return seconds
    date = parse_http_date(value)
    return None if date is None else max(0.0, (date - (now or datetime.now(UTC))).total_seconds())


def parse_quota(headers: Mapping[str, str], now: datetime | None = None) -> Quota | None:
    """Return the scarcest quota that an answer tells of, if it tells of any.

    Known are `RateLimit` with `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers, from -08
    on, and its form of -07), the `RateLimit-*` of the earlier drafts, and `X-RateLimit-*`, whose
    reset is a span or a POSIX time, which is compared with `now`. Quotas of anything but requests
    are none here. `headers` must find names in any case.
    """
    quotas = list(_listed(headers.get("RateLimit", ""), headers.get("RateLimit-Policy", "")))
    for name in _REMAINING:
        remaining = _number(headers.get(name))
        reset = _number(headers.get(name.replace("Remaining", "Reset")))
        if remaining is not None and reset is not None:
            if reset >= _POSIX:
                reset = max(0.0, reset - (now or datetime.now(UTC)).timestamp())
            quotas.append(Quota(trunc(remaining), reset))
    return min(quotas, key=lambda quota: (quota.remaining, -quota.reset), default=None)


def _listed(limits: str, policies: str) -> Iterator[Quota]:
    units = {name: _parameters(rest).get("qu", "requests") for name, rest in _items(policies)}
    for name, rest in _items(limits):
        told = _parameters(rest)
        remaining, reset = _number(told.get("r")), _number(told.get("t"))
        if remaining is not None and reset is not None and units.get(name) in (None, "requests"):
            yield Quota(trunc(remaining), reset)
    old = dict(_OLD_PARAMETER.findall(limits))
    if len(old) == 2:
        remaining, reset = _number(old["remaining"]), _number(old["reset"])
        if remaining is not None and reset is not None:
            yield Quota(trunc(remaining), reset)


def _items(field: str) -> Iterator[tuple[str, str]]:
    return ((match[1], match[2]) for match in _ITEM.finditer(field))


def _parameters(text: str) -> dict[str, str]:
    return dict(_PARAMETER.findall(text))


def _number(value: str | None) -> float | None:
    return parse_decimal((value or "").strip())
