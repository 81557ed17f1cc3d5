"""The queues of a link check: one for each host, or for several that count visitors together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Final, TypeVar

from yarl import URL

from awesome_lint.identifiers.known_hosts import find_host, queue_host
from awesome_lint.links.http import url as address
from awesome_lint.links.http.rate_limit_headers import Limit
from awesome_lint.links.schedule.host import Clock, Host, Pace
from awesome_lint.links.settings import HostSettings, slowest
from awesome_lint.model import KnownHost

T = TypeVar("T")

NO_LIMITS: Final[Mapping[str, Limit]] = {}


class Hosts:
    """Gives every address the host that it waits at.

    `known` is the table of hosts, `settings` what is said of some of them; `clock`, `backoff` and
    `until` are as for `Host`. `limits` is what earlier checks learned, by queue; `learn` is told
    what this one does, as `Host` tells it.
    """

    def __init__(
        self,
        known: Mapping[str, KnownHost],
        settings: Mapping[str, HostSettings],
        clock: Clock,
        backoff: float,
        until: float,
        limits: Mapping[str, Limit] = NO_LIMITS,
        learn: Callable[[str, float, float], None] = lambda _queue, _interval, _not_before: None,
    ) -> None:
        self._known = known
        self._settings = _by_queue(settings, known)
        self._clock = clock
        self._backoff = backoff
        self._until = until
        self._limits = limits
        self._learn = learn
        self._hosts: dict[str, Host] = {}

    def of(self, url: URL) -> Host:
        """Return the host of an address."""
        name = self.queue(url.raw_host or "")
        if name not in self._hosts:
            self._hosts[name] = Host(
                pace_of(name, self._known, find_host(self._settings, name)),
                self._clock,
                self._backoff,
                self._until,
                self._limits.get(name),
                partial(self._learn, name),
            )
        return self._hosts[name]

    def queue(self, host: str) -> str:
        """Return the name of the queue that a host waits in."""
        return queue_host(host, self._known)

    def intervals(self) -> dict[str, float]:
        """Return the seconds between visits that were arrived at, by queue."""
        return {name: host.interval for name, host in self._hosts.items()}


def queues(asks: Iterable[URL], hosts: Hosts, *, in_order: bool) -> list[list[tuple[int, URL]]]:
    """Return the addresses of each host with their ranks, the host to begin with first.

    That is the one that takes longest at its pace, unless there may be no time for all: then it is
    the order of `asks` that decides, over all hosts.
    """
    waiting: dict[Host, list[tuple[int, URL]]] = {}
    for place, url in enumerate(asks):
        waiting.setdefault(hosts.of(url), []).append((place, url))
    if in_order:
        return list(waiting.values())
    by_length = sorted(waiting.items(), key=lambda each: -each[0].seconds(len(each[1])))
    return [[(rank, url) for _, url in urls] for rank, (_, urls) in enumerate(by_length)]


def site(url: URL) -> str:
    """Return what of an address is about the server that answers: scheme, host and port."""
    return str(url.origin())


def pace_of(host: str, known: Mapping[str, KnownHost], said: HostSettings | None = None) -> Pace:
    """Return how a host is visited: as is said, or as the table says, or as any host.

    What is said of a host can be faster than for any host, but not than the table has it.
    """
    row = find_host(known, host) or KnownHost(host)
    said = said or HostSettings()
    default = Pace()
    return Pace(
        interval=_either(max, said.interval, row.interval, default.interval),
        burst=_either(min, said.burst, row.burst, default.burst),
        concurrency=_either(min, said.concurrency, row.concurrency, default.concurrency),
        method=said.method or row.method,
        wall=row.wall,
    )


def _either(choose: Callable[[T, T], T], said: T | None, known: T | None, default: T) -> T:
    """Return what `choose` prefers of what is said and known, or what there is of them."""
    if said is None or known is None:
        return next((each for each in (said, known) if each is not None), default)
    return choose(said, known)


def _by_queue(
    settings: Mapping[str, HostSettings], known: Mapping[str, KnownHost]
) -> dict[str, HostSettings]:
    """Return settings by the queues that hosts wait in, names in any alphabet as DNS has them."""
    found: dict[str, list[HostSettings]] = {}
    for host, said in settings.items():
        name = host.removeprefix("*.")
        with suppress(address.NoAddressError):  # a name that no link can have
            name = address.parse(f"https://{name}/").raw_host or name
        name = f"*.{name}" if host.startswith("*.") else queue_host(name, known)
        found.setdefault(name, []).append(said)
    return {name: slowest(several) for name, several in found.items()}
