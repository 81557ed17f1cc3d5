"""Lookups of the records that are not cached, within the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from math import inf

from msgspec import Struct
from yarl import URL

from awesome_lint.links.cache.memory import CachedRecord, LinkCache
from awesome_lint.links.clients import open_client, registry_client
from awesome_lint.links.http import tls
from awesome_lint.links.http.connector import Connector, ConnectorFactory
from awesome_lint.links.http.statistics import RequestStatistics
from awesome_lint.links.registries.client import RegistryClient
from awesome_lint.links.registries.lookup import RegistryLookup
from awesome_lint.links.registries.registry import Api, NotFound, RegistryMatch
from awesome_lint.links.schedule.clock import Clock, Timing
from awesome_lint.links.schedule.slots import Slots, available_slots
from awesome_lint.links.settings import LinkSettings, SettingsError
from awesome_lint.model import Failure, Record


class Found(Struct):
    """Results so far. URLs without a usable response are in neither mapping."""

    records: dict[URL, CachedRecord] = {}
    missing: dict[URL, str] = {}
    notes: tuple[str, ...] = ()
    failures: list[Failure] = []


def look_up(
    matches: Mapping[URL, RegistryMatch],
    settings: LinkSettings,
    connector_factory: ConnectorFactory | None,
    on_progress: Callable[[int, int], None] | None,
    cache: LinkCache,
) -> Found:
    """Look URLs up in the registries given for them, and cache the records as they come."""
    found = Found()
    factory = connector_factory or partial(Connector, ssl=tls.ssl_context())
    try:
        asyncio.run(_look_up(matches, settings, factory, on_progress, cache, found))
    except SettingsError:
        raise
    except Exception as error:
        found.failures.append(Failure.of("record lookup", "", error))
    return found


async def _look_up(
    matches: Mapping[URL, RegistryMatch],
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    on_progress: Callable[[int, int], None] | None,
    cache: LinkCache,
    found: Found,
) -> None:
    """Add results to `found` as they come."""
    total, finished = len(matches), 0

    async def wait_for(url: URL, match: RegistryMatch) -> None:
        nonlocal finished
        answer = await lookup.result(match)
        if isinstance(answer, Record):
            found.records[url] = cache.store_record(match.key, answer)
        elif isinstance(answer, NotFound):
            found.missing[url] = answer.detail
        finished += 1
        if on_progress:
            on_progress(finished, total)

    def make_fetch(api: Api) -> RegistryClient:
        return registry_client(api, client, slots, timing, settings, lambda: None)

    clock = Clock()
    until = inf if settings.deadline is None else clock.now() + settings.deadline
    timing = Timing(clock, settings.backoff, until)
    slots = Slots(available_slots(settings.max_concurrency), in_order=False)
    if on_progress:
        on_progress(0, total)
    statistics = RequestStatistics(str)
    async with open_client(settings, connector_factory, statistics, cache) as client:
        lookup = RegistryLookup(
            matches, make_fetch, frozenset(), lambda _name: None, found.failures.append
        )
        try:
            async with asyncio.timeout(settings.deadline), asyncio.TaskGroup() as tasks:
                lookup.start(tasks)
                for url, match in matches.items():
                    tasks.create_task(wait_for(url, match))
        except* TimeoutError:
            late = f"the deadline of {settings.deadline:g} s passed"
            found.notes = (f"{late}: some records were not looked up",)
        found.notes = (*lookup.notes(requests_pages=False), *found.notes)
