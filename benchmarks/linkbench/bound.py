"""Least time of a link check: that of the slowest host, at the rate that is allowed for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.identifiers.known_hosts import queue_host
from awesome_lint.links import wayback
from awesome_lint.links.registries import arxiv, datacite, doi, openalex, semantic_scholar
from awesome_lint.links.schedule.host import Pace
from awesome_lint.links.schedule.hosts import pace_for

APIS: Final = {
    arxiv.API: arxiv.REGISTRY,
    "https://api.datacite.org/": datacite.FALLBACK,
    "https://api.openalex.org/": openalex.FALLBACK,
    "https://api.semanticscholar.org/": semantic_scholar.fallback("ARXIV", ""),
    doi.HANDLES: doi.REGISTRY,
}
"""Registries' APIs, by the beginning of their URLs."""
ONE_AT_A_TIME: Final = Pace(interval=0.0, burst=0, concurrency=1)
"""The pace of the Wayback Machine's API."""


class Bound(Struct, frozen=True):
    """The host or API that takes longest, and its least time."""

    seconds: float = 0.0
    name: str = ""
    requests: int = 0


def slowest(urls: Iterable[str], delay: float) -> Bound:
    """Return the bound for requests to `urls`, each of which takes `delay` seconds to answer."""
    counts: Counter[str] = Counter()
    paces: dict[str, Pace] = {}
    for url in urls:
        name, pace = _queue(url)
        counts[name] += 1
        paces[name] = pace
    bounds = (
        Bound(seconds(count, paces[name], delay), name, count) for name, count in counts.items()
    )
    return max(bounds, key=lambda bound: bound.seconds, default=Bound())


def seconds(requests: int, pace: Pace, delay: float) -> float:
    """Return the least time of a number of requests with one rate limit, in seconds.

    After the burst, requests are an interval apart; an API that gets one at a time gets the next an
    interval after its response (`registries/client.py`). All wait for a free slot.
    """
    apart = pace.interval + (delay if pace.concurrency == 1 else 0.0)
    rounds = -(-requests // pace.concurrency)
    return max(max(0, requests - pace.burst - 1) * apart + delay, rounds * delay)


def _queue(url: str) -> tuple[str, Pace]:
    """Return the name and the rate of the queue in which a URL is requested."""
    for start, api in APIS.items():
        if url.startswith(start):
            return api.title, api.pace
    if url.startswith(wayback.API):
        return "the Wayback Machine", ONE_AT_A_TIME
    known = rulebook.hosts()
    name = queue_host(urlsplit(url).hostname or "", known)
    return name, pace_for(name, known)
