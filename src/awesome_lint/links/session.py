"""Link check of the URLs that are not cached, within the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import inf

from msgspec import Struct
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.links.cache.memory import LinkCache
from awesome_lint.links.clients import open_client, registry_client
from awesome_lint.links.http import tls
from awesome_lint.links.http.connector import Connector, ConnectorFactory
from awesome_lint.links.http.messages import ApiRequest, ApiResponse, NoResponse
from awesome_lint.links.http.statistics import RequestStatistics
from awesome_lint.links.link_checker import LinkChecker
from awesome_lint.links.plan import not_checked, skipped
from awesome_lint.links.read_limits import ReadLimits
from awesome_lint.links.redirect_follower import NoNetworkError, RedirectFollower
from awesome_lint.links.registries import match_registries, registries
from awesome_lint.links.registries.client import RegistryClient
from awesome_lint.links.registries.lookup import RegistryLookup
from awesome_lint.links.registries.registry import Api, RegistryMatch
from awesome_lint.links.result import Outcome
from awesome_lint.links.schedule.clock import Clock, Timing
from awesome_lint.links.schedule.hosts import Hosts, urls_by_host
from awesome_lint.links.schedule.slots import Slots, available_slots
from awesome_lint.links.settings import LinkSettings, SettingsError
from awesome_lint.links.wayback import WaybackMachine
from awesome_lint.model import Failure, HostStats, LinkResult, Record

OnProgress = Callable[[int, int], None]
"""Called with the number of URLs that are finished, and the number of all."""


def check(
    links_by_url: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory | None,
    on_progress: OnProgress | None,
    cache: LinkCache,
) -> Outcome:
    """Check URLs, in the order given, and return the results of the links that lead to each.

    Results are cached as they come. Without a network, there are none. An internal error makes the
    links that it concerns unreachable, at the worst all that are not finished yet.
    """
    found = _Found({})
    interrupted = False
    factory = connector_factory or partial(Connector, ssl=tls.ssl_context())
    try:
        asyncio.run(_check_safely(links_by_url, settings, factory, found, on_progress, cache))
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


def request_api(request: ApiRequest, settings: LinkSettings) -> ApiResponse | NoResponse:
    """Send one request, as `awesome_lint.links.request_api` documents."""

    async def send() -> ApiResponse | NoResponse:
        connector_factory = partial(Connector, ssl=tls.ssl_context())
        statistics = RequestStatistics(str)
        cache = LinkCache(LinkSettings(), lambda _note: None)
        async with open_client(settings, connector_factory, statistics, cache) as client:
            return await client.request_api(request, settings.timeout)

    return asyncio.run(send())


class _Found(Struct):
    """Results so far."""

    results: dict[str, LinkResult]
    records: dict[str, Record] = {}
    notes: tuple[str, ...] = ()
    hosts: tuple[HostStats, ...] = ()
    failures: list[Failure] = []

    def add(
        self,
        results: Iterable[LinkResult],
        record: Record | None,
        match: RegistryMatch | None,
        cache: LinkCache,
    ) -> None:
        """Add the results of the links to one URL and its record, and cache them."""
        if match and record and match.gives_complete(record):
            cache.store_record(match.key, record)
        for result in results:
            self.results[result.url] = cache.store(result, record)
            if record:
                self.records[result.url] = record

    def add_failure(self, links: Sequence[str], error: Exception) -> None:
        """Add an internal error about the links to one URL; their results are not cached."""
        self.failures.append(Failure.of("link check", links[0], error))
        self.results |= not_checked(links)


async def _check_safely(
    links_by_url: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    found: _Found,
    on_progress: OnProgress | None,
    cache: LinkCache,
) -> None:
    """Check URLs; an internal error makes the links that have no result yet unreachable."""
    try:
        await _check(links_by_url, settings, connector_factory, found, on_progress, cache)
    except (NoNetworkError, SettingsError):
        raise
    except Exception as error:
        found.failures.append(Failure.of("link check", "", error))
        found.results |= not_checked(_links(links_by_url)) | found.results


async def _check(
    links_by_url: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    found: _Found,
    on_progress: OnProgress | None,
    cache: LinkCache,
) -> None:
    """Add results to `found` as they come. Raises NoNetworkError if there is no network."""
    total, finished = len(links_by_url), 0

    async def check_url(url: URL) -> None:
        nonlocal finished
        try:
            results, record = await checker.check(url, links_by_url[url])
        except Exception as error:
            found.add_failure(links_by_url[url], error)
        else:
            found.add(results, record, lookup.match(url), cache)
        found.notes = lookup.notes()
        finished += 1
        if on_progress:
            on_progress(finished, total)

    def start(url: URL) -> None:
        tasks.create_task(check_url(url))

    def make_fetch(api: Api) -> RegistryClient:
        return registry_client(api, client, slots, timing, settings, follower.note_online)

    clock = Clock()
    until = inf if settings.deadline is None else clock.now() + settings.deadline
    timing = Timing(clock, settings.backoff, until)
    in_order = until < inf and cache.has_history
    slots = Slots(available_slots(settings.max_concurrency), in_order=in_order)
    hosts = Hosts(rulebook.hosts(), settings.hosts, timing, cache.host_limits(), cache.store_limit)
    if on_progress:
        on_progress(0, total)
    statistics = RequestStatistics(hosts.queue_name)
    async with open_client(settings, connector_factory, statistics, cache) as client:
        in_time = True
        try:
            async with asyncio.timeout(settings.deadline), asyncio.TaskGroup() as tasks:
                follower = RedirectFollower(client, settings, tasks, slots, hosts, timing)
                lookup = RegistryLookup(
                    match_registries(
                        links_by_url,
                        registries(
                            settings.token, settings.semantic_scholar_key, forges=settings.forges
                        ),
                        found.failures.append,
                    ),
                    make_fetch,
                    cache.refusing_registries(),
                    cache.store_refusal,
                    found.failures.append,
                )
                lookup.start(tasks)
                wayback = WaybackMachine(client, slots, timing, settings)
                limits = ReadLimits(settings, links_by_url, rulebook.hosts())
                checker = LinkChecker(follower, limits, lookup, wayback, found.failures.append)
                for urls in urls_by_host(links_by_url, hosts, in_order=in_order):
                    tasks.create_task(checker.start_in_order(urls, start))
        except* NoNetworkError as several:
            raise NoNetworkError(*several.exceptions[0].args) from None
        except* TimeoutError:
            in_time = False
        finally:
            found.hosts = statistics.host_stats(hosts.intervals())
        if in_time:
            await follower.raise_if_offline()
        else:
            detail = f"was not checked: the deadline of {settings.deadline:g} s passed"
            found.results |= skipped(_links(links_by_url), detail) | found.results


def _links(links_by_url: Mapping[URL, Sequence[str]]) -> Iterator[str]:
    return (link for links in links_by_url.values() for link in links)
