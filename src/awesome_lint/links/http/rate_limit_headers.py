"""Rate limits stated by response headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from math import trunc
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import parse_decimal, parse_http_date, parse_whole_number

_POSIX: Final = 1e9
"""Seconds; a larger number is a POSIX time, not a duration."""
_ITEM: Final = re.compile(r'"([^"\\]*)"((?:\s*;[^;,"]+(?:"[^"]*")?)*)')
"""Member of a list of structured fields (RFC 9651): a quoted name, and its parameters."""
_PARAMETER: Final = re.compile(r";\s*([a-z]+)=\"?([^;,\"\s]*)")
_OLD_PARAMETER: Final = re.compile(r"(?:^|[,;\s])(remaining|reset)=(\d+)(?![^,;\s])")
_REMAINING: Final = ("RateLimit-Remaining", "X-RateLimit-Remaining", "X-Rate-Limit-Remaining")


class Quota(Struct, frozen=True):
    """Requests that a host allows for now."""

    remaining: int
    """Number of requests that are left."""
    reset: float
    """Seconds until more are allowed."""


class HostLimit(Struct, frozen=True):
    """Rate limit of a host, as recorded by a check for the next one."""

    interval: float
    """Seconds between requests."""
    not_before: float
    """POSIX time before which to send no request."""
    learned: float
    """POSIX time at which the limit was recorded."""


def format_duration(seconds: float) -> str:
    """Return a duration in words: "90 s", "15 min", "24 h", "3 days"."""
    for unit, length in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def parse_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds to wait by a `Retry-After` header (RFC 9110, section 10.2.3).

    It holds seconds, or a date, which is compared with the time of the response. Return None if it
    holds neither. `headers` must ignore the case of names.
    """
    value = headers.get("Retry-After", "").strip()
    seconds = parse_whole_number(value)
    if seconds is not None:
        return seconds
    date = parse_http_date(value)
    return None if date is None else max(0.0, (date - _sent_at(headers)).total_seconds())


def parse_quota(headers: Mapping[str, str]) -> Quota | None:
    """Return the quota with the least requests left that a response's headers state, if any.

    Supported are `RateLimit` with `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers, since
    -08, and the form of -07), the `RateLimit-*` of earlier drafts, and `X-RateLimit-*`, whose reset
    is a duration or a POSIX time, which is compared with the time of the response. Quotas of other
    things than requests are ignored. `headers` must ignore the case of names.
    """
    quotas = list(_draft_quotas(headers.get("RateLimit", ""), headers.get("RateLimit-Policy", "")))
    for name in _REMAINING:
        remaining = _number(headers.get(name))
        reset = _number(headers.get(name.replace("Remaining", "Reset")))
        if remaining is not None and reset is not None:
            if reset >= _POSIX:
                reset = max(0.0, reset - _sent_at(headers).timestamp())
            quotas.append(Quota(trunc(remaining), reset))
    return min(quotas, key=lambda quota: (quota.remaining, -quota.reset), default=None)


def _sent_at(headers: Mapping[str, str]) -> datetime:
    """Return the time of a response by the clock of its host, which may differ from ours."""
    return parse_http_date(headers.get("Date", "")) or datetime.now(UTC)


def _draft_quotas(limits: str, policies: str) -> Iterator[Quota]:
    units = {
        name: _parameters(rest).get("qu", "requests") for name, rest in _list_members(policies)
    }
    for name, rest in _list_members(limits):
        parameters = _parameters(rest)
        remaining, reset = _number(parameters.get("r")), _number(parameters.get("t"))
        if remaining is not None and reset is not None and units.get(name) in (None, "requests"):
            yield Quota(trunc(remaining), reset)
    old = dict(_OLD_PARAMETER.findall(limits))
    if len(old) == 2:
        remaining, reset = _number(old["remaining"]), _number(old["reset"])
        if remaining is not None and reset is not None:
            yield Quota(trunc(remaining), reset)


def _list_members(field: str) -> Iterator[tuple[str, str]]:
    return ((match[1], match[2]) for match in _ITEM.finditer(field))


def _parameters(text: str) -> dict[str, str]:
    return dict(_PARAMETER.findall(text))


def _number(value: str | None) -> float | None:
    return parse_decimal((value or "").strip())
