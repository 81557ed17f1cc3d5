"""For how long a dead link is not yet an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from awesome_lint.model import LinkResult


def lenient(results: Mapping[str, LinkResult], fail_after: float) -> dict[str, LinkResult]:
    """Return results in which links say so that have not been dead for `fail_after` seconds yet.

    What counts is the time from the first check that found a link dead to the last one.
    """
    grace = timedelta(seconds=fail_after)
    return {
        url: replace(result, lenient_until=result.failing.since + grace)
        if result.failing and result.failing.last - result.failing.since < grace
        else result
        for url, result in results.items()
    }
