"""From URLs to what is known of them: what is remembered, and for the rest what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.identifiers.known_hosts import queue_host
from awesome_lint.links.cache.memory import Memory, Seen
from awesome_lint.links.http.statistics import with_verdicts
from awesome_lint.links.plan import Plan, plan, skipped
from awesome_lint.links.settings import LinkSettings, Outcome
from awesome_lint.model import LinkResult, Shard

if TYPE_CHECKING:
    from awesome_lint.links.http.connector import ConnectorFactory


def check_urls(
    urls: Iterable[str],
    settings: LinkSettings,
    connector_factory: ConnectorFactory | None,
    progress: Callable[[int, int], None] | None,
) -> Outcome:
    """Do what `awesome_lint.links.check_urls` says."""
    urls = tuple(urls)
    planned = plan(urls, settings.exclude, settings.include)
    if settings.shard:
        planned = _shard(planned, settings.shard)
    if not planned.asks:
        return Outcome(planned.results, shard=settings.shard, failures=planned.failures)
    notes: list[str] = []
    failures = [*planned.failures]
    memory = Memory(settings, notes.append, failures.append)
    found = Outcome({})
    try:
        known = memory.recall(url for written in planned.asks.values() for url in written)
        asks = memory.order(_unknown(planned, known))
        if asks:
            # Imported here, because aiohttp is slow to import, and a second run asks nothing.
            from awesome_lint.links import session

            found = session.run(asks, settings, connector_factory, progress, memory)
    finally:
        cache = memory.close()
    if found.offline:
        results = _without_network(planned)
    else:
        remembered = {url: seen.result for url, seen in known.items()}
        results = planned.results | remembered | found.results
    records = {url: seen.record for url, seen in known.items() if seen.record}
    return Outcome(
        {url: results[url] for url in urls if url in results},
        found.interrupted,
        found.offline,
        records | found.records,
        (*notes, *found.notes),
        cache,
        with_verdicts(
            found.hosts, planned.asks, results, partial(queue_host, known=rulebook.hosts())
        ),
        settings.shard,
        (*failures, *found.failures),
    )


def _shard(planned: Plan, shard: Shard) -> Plan:
    """Return the part of a plan that is for one shard; what needs no asking is for the first."""
    from awesome_lint.links import shards

    asks = shards.part(planned.asks, shard, rulebook.hosts())
    return replace(planned, asks=asks) if shard.number == 1 else Plan(asks, {})


def _unknown(planned: Plan, known: Mapping[str, Seen]) -> dict[URL, list[str]]:
    """Return what must be asked, without the URLs that are known."""
    asks = {
        asked: [url for url in written if url not in known]
        for asked, written in planned.asks.items()
    }
    return {asked: written for asked, written in asks.items() if written}


def _without_network(planned: Plan) -> dict[str, LinkResult]:
    """Skip every link of the plan; the excluded ones keep their reason."""
    urls = (*planned.results, *(url for written in planned.asks.values() for url in written))
    excluded = {url: each for url, each in planned.results.items() if each.verdict == "skipped"}
    return skipped(urls, "was not checked: there is no network") | excluded
