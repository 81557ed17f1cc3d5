"""Number and duration of the requests to each host."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec import structs
from yarl import URL

from awesome_lint.links.http.messages import ApiResponse, NoResponse, Reply
from awesome_lint.links.http.status import TOO_MANY_REQUESTS
from awesome_lint.model import HostStats, LinkResult


class RequestStatistics:
    """Statistics of requests, by the queue of their host, which `queue_of` names."""

    def __init__(self, queue_of: Callable[[str], str]) -> None:
        self._queue_of = queue_of
        self._seconds: defaultdict[str, list[float]] = defaultdict(list)
        self._refused: Counter[str] = Counter()

    def record(self, url: URL, reply: Reply | ApiResponse, seconds: float) -> None:
        """Record a request that took so many seconds, unless none could be sent."""
        if isinstance(reply, NoResponse) and reply.kind in ("invalid-url", "forbidden"):
            return
        name = self._queue_of(url.raw_host or "")
        self._seconds[name].append(seconds)
        if not isinstance(reply, NoResponse) and reply.status == TOO_MANY_REQUESTS:
            self._refused[name] += 1

    def host_stats(self, intervals: Mapping[str, float]) -> tuple[HostStats, ...]:
        """Return the statistics by queue; `intervals` are seconds between requests."""
        found = []
        for name, taken in self._seconds.items():
            seconds = sorted(taken)
            middle = (seconds[(len(taken) - 1) // 2] + seconds[len(taken) // 2]) / 2
            refused = self._refused[name]
            found.append(
                HostStats(name, len(taken), middle, seconds[-1], refused, intervals.get(name))
            )
        return tuple(found)


def with_verdict_counts(
    stats: Iterable[HostStats],
    links_by_url: Mapping[URL, Iterable[str]],
    results: Mapping[str, LinkResult],
    queue_of: Callable[[str], str],
) -> tuple[HostStats, ...]:
    """Return statistics with the number of links by verdict, for hosts without requests as well.

    `links_by_url` has the links to each URL, as written; `results` are by link.
    """
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for url, links in links_by_url.items():
        name = queue_of(url.raw_host or "")
        verdicts[name].update(results[link].verdict for link in links if link in results)
    known = {each.host: each for each in stats}
    return tuple(
        structs.replace(known.get(name) or HostStats(name), verdicts=dict(verdicts[name]))
        for name in known.keys() | verdicts.keys()
    )
