"""The links that must be asked: every one walked to where it leads, within the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import inf

from msgspec import Struct
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.links.cache.memory import LinkCache
from awesome_lint.links.http import tls
from awesome_lint.links.http.address_guard import guarded_socket, open_socket
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.conditional import PageCache
from awesome_lint.links.http.connector import Connector, ConnectorFactory
from awesome_lint.links.http.proxy import Proxy, parse_proxy_url
from awesome_lint.links.http.statistics import RequestStatistics
from awesome_lint.links.link_checker import LinkChecker
from awesome_lint.links.plan import not_checked, skipped
from awesome_lint.links.read_limits import WHOLE_PAGE_BYTES, ReadLimits
from awesome_lint.links.redirect_follower import NoNetworkError, RedirectFollower
from awesome_lint.links.registries import registries
from awesome_lint.links.registries.client import RegistryClient
from awesome_lint.links.registries.lookup import RegistryLookup
from awesome_lint.links.result import Outcome
from awesome_lint.links.schedule.clock import Clock
from awesome_lint.links.schedule.host import Pace
from awesome_lint.links.schedule.hosts import Hosts, urls_by_host
from awesome_lint.links.schedule.slots import Slots
from awesome_lint.links.settings import LinkSettings, SettingsError
from awesome_lint.links.wayback import WaybackMachine
from awesome_lint.model import Failure, HostStats, LinkResult, Record

OnProgress = Callable[[int, int], None]


def check(
    links_by_url: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory | None,
    progress: OnProgress | None,
    memory: LinkCache,
) -> Outcome:
    """Ask addresses, in the order given, and return what is known of the URLs that lead to each.

    What is found is remembered as it comes. Without a network, there are no results. An internal
    error costs the link that it is about, which is unreachable then, or at the worst all that are
    not finished yet.
    """
    found = _Progress({})
    interrupted = False
    factory = connector_factory or partial(Connector, ssl=tls.ssl_context())
    try:
        asyncio.run(_check_safely(links_by_url, settings, factory, found, progress, memory))
    except NoNetworkError as error:
        notes = (str(error),) if str(error) else ()
        return Outcome({}, offline=True, notes=notes, failures=tuple(found.failures))
    except KeyboardInterrupt:
        interrupted = True
    return Outcome(
        found.results,
        interrupted,
        records=found.records,
        notes=found.notes,
        hosts=found.hosts,
        failures=tuple(found.failures),
    )


class _Progress(Struct):
    """What is known so far."""

    results: dict[str, LinkResult]
    records: dict[str, Record] = {}
    notes: tuple[str, ...] = ()
    hosts: tuple[HostStats, ...] = ()
    failures: list[Failure] = []

    def add(self, results: Iterable[LinkResult], record: Record | None, memory: LinkCache) -> None:
        """Take in what is known of the URLs of an address, and remember it."""
        for result in results:
            self.results[result.url] = memory.store(result, record)
            if record:
                self.records[result.url] = record

    def add_failure(self, urls: Sequence[str], error: Exception) -> None:
        """Take in an internal error about the URLs of an address: it is not remembered."""
        self.failures.append(Failure.of("link check", urls[0], error))
        self.results |= not_checked(urls)


async def _check_safely(
    links_by_url: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    found: _Progress,
    progress: OnProgress | None,
    memory: LinkCache,
) -> None:
    """Make an internal error of the check itself cost the links that have no result yet."""
    try:
        await _check(links_by_url, settings, connector_factory, found, progress, memory)
    except (NoNetworkError, SettingsError):
        raise
    except Exception as error:
        found.failures.append(Failure.of("link check", "", _first_error(error)))
        found.results |= not_checked(_urls(links_by_url)) | found.results


async def _check(
    links_by_url: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    found: _Progress,
    progress: OnProgress | None,
    memory: LinkCache,
) -> None:
    """Fill in what is found as it comes; raise NoNetworkError where there is no network."""
    total, finished = len(links_by_url), 0

    async def judge(asked: URL) -> None:
        nonlocal finished
        try:
            results, record = await work.check(asked, links_by_url[asked])
        except Exception as error:
            found.add_failure(links_by_url[asked], error)
        else:
            found.add(results, record, memory)
        found.notes = inquiry.notes()
        finished += 1
        if progress:
            progress(finished, total)

    def start(asked: URL) -> None:
        tasks.create_task(judge(asked))

    def fetcher(pace: Pace) -> RegistryClient:
        return RegistryClient(pace, client, slots, *times, settings.timeout, walker.note_online)

    clock = Clock()
    until = inf if settings.deadline is None else clock.now() + settings.deadline
    in_order = until < inf and memory.has_history
    slots = Slots(settings.max_concurrency, in_order=in_order)
    times = (clock, settings.backoff, until)
    hosts = Hosts(
        rulebook.hosts(), settings.hosts, *times, memory.host_limits(), memory.store_limit
    )
    if progress:
        progress(0, total)
    tally = RequestStatistics(hosts.queue_name)
    async with _client(settings, connector_factory, tally, memory) as client:
        in_time = True
        try:
            async with asyncio.timeout(settings.deadline), asyncio.TaskGroup() as tasks:
                walker = RedirectFollower(client, settings, tasks, slots, hosts, clock, until)
                inquiry = RegistryLookup(
                    links_by_url, registries(settings.token), fetcher, found.failures.append
                )
                inquiry.start(tasks)
                archive = WaybackMachine(client, slots, clock, until, settings)
                looks = ReadLimits(settings, links_by_url, rulebook.hosts())
                work = LinkChecker(walker, looks, inquiry, archive, found.failures.append)
                for queue in urls_by_host(links_by_url, hosts, in_order=in_order):
                    tasks.create_task(work.start_in_order(queue, start))
        except* NoNetworkError as several:
            raise NoNetworkError(*several.exceptions[0].args) from None
        except* TimeoutError:
            in_time = False
        finally:
            found.hosts = tally.host_stats(hosts.intervals())
        if in_time:
            await walker.raise_if_offline()
        else:
            detail = f"was not checked: the deadline of {settings.deadline:g} s passed"
            found.results |= skipped(_urls(links_by_url), detail) | found.results


def _first_error(error: Exception) -> Exception:
    """Return the first error of a group of tasks."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _urls(links_by_url: Mapping[URL, Sequence[str]]) -> Iterator[str]:
    return (url for written in links_by_url.values() for url in written)


def _client(
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    tally: RequestStatistics,
    memory: LinkCache,
) -> Client:
    proxy = None
    if settings.proxy:
        proxy = Proxy(
            parse_proxy_url(settings.proxy), public_hosts_only=not settings.allow_private_hosts
        )
    # A proxy may well have a private address; what lies behind it is for the proxy to guard.
    guard = open_socket if settings.allow_private_hosts or proxy else guarded_socket
    connect = partial(connector_factory, guard)
    return Client(connect, settings.timeout, tally, PageCache(memory, WHOLE_PAGE_BYTES), proxy)
