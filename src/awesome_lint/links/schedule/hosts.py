"""Queues of a link check: one per host, or per group of hosts that share a rate limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Final, TypeVar

from yarl import URL

from awesome_lint.identifiers.known_hosts import find_host, queue_host
from awesome_lint.links.http.rate_limit_headers import HostLimit
from awesome_lint.links.http.url import InvalidURLError, request_url
from awesome_lint.links.schedule.clock import Timing
from awesome_lint.links.schedule.host import Host, Pace
from awesome_lint.links.settings import HostSettings, slowest
from awesome_lint.model import KnownHost

T = TypeVar("T")

NO_LIMITS: Final[Mapping[str, HostLimit]] = {}


class Hosts:
    """Queues of hosts, created when the first URL of each needs one.

    `known` is the table of hosts, `settings` the configuration of some of them. `limits` are the
    rate limits that earlier checks recorded, by queue; `record_limit` is called with the queue and
    what `Host` reports of its limit.
    """

    def __init__(
        self,
        known: Mapping[str, KnownHost],
        settings: Mapping[str, HostSettings],
        timing: Timing,
        limits: Mapping[str, HostLimit] = NO_LIMITS,
        record_limit: Callable[[str, float, float], None] = (
            lambda _queue, _interval, _not_before: None
        ),
    ) -> None:
        self._known = known
        self._settings = _by_queue(settings, known)
        self._timing = timing
        self._limits = limits
        self._record_limit = record_limit
        self._hosts: dict[str, Host] = {}

    def host_for(self, url: URL) -> Host:
        """Return the queue of a URL."""
        name = self.queue_name(url.raw_host or "")
        if name not in self._hosts:
            self._hosts[name] = Host(
                pace_for(name, self._known, find_host(self._settings, name)),
                self._timing,
                self._limits.get(name),
                partial(self._record_limit, name),
            )
        return self._hosts[name]

    def queue_name(self, host: str) -> str:
        """Return the name of a host's queue."""
        return queue_host(host, self._known)

    def intervals(self) -> dict[str, float]:
        """Return the seconds between requests, as they are now, by queue."""
        return {name: host.interval for name, host in self._hosts.items()}


def urls_by_host(
    urls: Iterable[URL], hosts: Hosts, *, in_order: bool
) -> list[list[tuple[int, URL]]]:
    """Return the URLs of each host with their ranks, the host to start with first.

    That is the host that takes longest at its pace, and all its URLs have one rank. If there may be
    no time for all (`in_order`), the rank of a URL is its place in `urls`.
    """
    waiting: dict[Host, list[tuple[int, URL]]] = {}
    for place, url in enumerate(urls):
        waiting.setdefault(hosts.host_for(url), []).append((place, url))
    if in_order:
        return list(waiting.values())
    by_length = sorted(waiting.items(), key=lambda each: -each[0].seconds_for(len(each[1])))
    return [[(rank, url) for _, url in ranked] for rank, (_, ranked) in enumerate(by_length)]


def origin(url: URL) -> str:
    """Return the scheme, host and port of a URL."""
    return str(url.origin())


def pace_for(
    host: str, known: Mapping[str, KnownHost], configured: HostSettings | None = None
) -> Pace:
    """Return the pace of a host: as configured, or as in the table of hosts, or the default.

    A configured pace can be faster than the default, but not than the table's.
    """
    row = find_host(known, host) or KnownHost(host)
    configured = configured or HostSettings()
    default = Pace()
    return Pace(
        interval=_combine(max, configured.interval, row.interval, default.interval),
        burst=_combine(min, configured.burst, row.burst, default.burst),
        concurrency=_combine(min, configured.concurrency, row.concurrency, default.concurrency),
        method=configured.method or row.method,
        wall=row.wall,
    )


def _combine(choose: Callable[[T, T], T], configured: T | None, known: T | None, default: T) -> T:
    """Return what `choose` prefers of two values, or the one that is set, or the default."""
    if configured is None or known is None:
        return next((each for each in (configured, known) if each is not None), default)
    return choose(configured, known)


def _by_queue(
    settings: Mapping[str, HostSettings], known: Mapping[str, KnownHost]
) -> dict[str, HostSettings]:
    """Return settings by queue, with internationalized names in their ASCII form."""
    found: dict[str, list[HostSettings]] = {}
    for host, configured in settings.items():
        name = host.removeprefix("*.")
        with suppress(InvalidURLError):  # a name that no link can have
            name = request_url(f"https://{name}/").raw_host or name
        name = f"*.{name}" if host.startswith("*.") else queue_host(name, known)
        found.setdefault(name, []).append(configured)
    return {name: slowest(several) for name, several in found.items()}
