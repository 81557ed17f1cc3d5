"""What was asked of each host, and what it took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec import structs
from yarl import URL

from awesome_lint.links.http.messages import ApiResponse, NoResponse, Reply
from awesome_lint.links.http.status import TOO_MANY_REQUESTS
from awesome_lint.model import HostStats, LinkResult


class RequestStatistics:
    """Counts requests by the queues of their hosts, which `queue_of` names."""

    def __init__(self, queue_of: Callable[[str], str]) -> None:
        self._queue_of = queue_of
        self._seconds: defaultdict[str, list[float]] = defaultdict(list)
        self._refused: Counter[str] = Counter()

    def record(self, url: URL, reply: Reply | ApiResponse, seconds: float) -> None:
        """Count a request that took so many seconds, unless none could be sent."""
        if isinstance(reply, NoResponse) and reply.kind in ("address", "forbidden"):
            return
        name = self._queue_of(url.raw_host or "")
        self._seconds[name].append(seconds)
        if not isinstance(reply, NoResponse) and reply.status == TOO_MANY_REQUESTS:
            self._refused[name] += 1

    def host_stats(self, intervals: Mapping[str, float]) -> tuple[HostStats, ...]:
        """Return what is counted; `intervals` has the paces, in seconds, that were arrived at."""
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
    """Add how many links of each host have which verdict; hosts of links without requests, too."""
    verdicts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for asked, written in links_by_url.items():
        name = queue_of(asked.raw_host or "")
        verdicts[name].update(results[url].verdict for url in written if url in results)
    known = {each.host: each for each in stats}
    return tuple(
        structs.replace(known.get(name) or HostStats(name), verdicts=dict(verdicts[name]))
        for name in known.keys() | verdicts.keys()
    )
