"""Outcome of a link check, and the grace period of dead links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint.model import Failure, HostStats, LinkResult, Record, Shard

CacheState = Literal["none", "new", "kept"]
"""State of the cache after a check: not in use, created by it, or there before."""


class Outcome(Struct, frozen=True):
    """Outcome of a link check."""

    results: dict[str, LinkResult]
    """Result of each URL, by the URL as written. Links that cannot be checked (`mailto:`, relative
    ones), links of other shards, and those that an interrupted check did not finish are absent."""
    interrupted: bool = False
    """Whether the check was stopped by Ctrl-C."""
    offline: bool = False
    """Whether there was no network. Every result is `skipped` then."""
    records: dict[str, Record] = {}
    """Registry records of papers and repositories, by the URL as written that names them."""
    notes: tuple[str, ...] = ()
    """Sentences about the check itself, such as that a registry did not answer."""
    cache: CacheState = "none"
    """State of the cache after the check."""
    hosts: tuple[HostStats, ...] = ()
    """Statistics of each host, in no particular order."""
    shard: Shard | None = None
    """Shard that was checked; None for all links."""
    failures: tuple[Failure, ...] = ()
    """Internal errors. The links that they concern are `unreachable`, or lack what was lost."""


def with_grace_period(
    results: Mapping[str, LinkResult], fail_after: float
) -> dict[str, LinkResult]:
    """Return results in which links that have not been dead for `fail_after` seconds are marked.

    They get a `lenient_until`. The time counts from the first check that found the link dead to
    the last one.
    """
    grace = timedelta(seconds=fail_after)
    return {
        url: replace(result, lenient_until=result.failing.since + grace)
        if result.failing and result.failing.last - result.failing.since < grace
        else result
        for url, result in results.items()
    }
