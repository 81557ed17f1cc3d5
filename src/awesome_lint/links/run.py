"""From URLs to what is known of them: what is remembered, and for the rest what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.identifiers.known_hosts import queue
from awesome_lint.links.cache.memory import CachedResult, LinkCache
from awesome_lint.links.http.statistics import with_verdict_counts
from awesome_lint.links.plan import Plan, plan, skipped
from awesome_lint.links.result import Outcome
from awesome_lint.links.settings import LinkSettings
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
        planned = _for_shard(planned, settings.shard)
    if not planned.links_by_url:
        return Outcome(planned.results, shard=settings.shard, failures=planned.failures)
    notes: list[str] = []
    failures = [*planned.failures]
    memory = LinkCache(settings, notes.append, failures.append)
    found = Outcome({})
    try:
        known = memory.load(url for written in planned.links_by_url.values() for url in written)
        links_by_url = memory.order_by_urgency(_uncached(planned, known))
        if links_by_url:
            # Imported here, because aiohttp is slow to import, and a second run asks nothing.
            from awesome_lint.links import session

            found = session.check(links_by_url, settings, connector_factory, progress, memory)
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
        with_verdict_counts(
            found.hosts, planned.links_by_url, results, partial(queue, known=rulebook.hosts())
        ),
        settings.shard,
        (*failures, *found.failures),
    )


def _for_shard(planned: Plan, shard: Shard) -> Plan:
    """Return the part of a plan that is for one shard; what needs no asking is for the first."""
    from awesome_lint.links import shards

    links_by_url = shards.links_of_shard(planned.links_by_url, shard, rulebook.hosts())
    return (
        replace(planned, links_by_url=links_by_url) if shard.number == 1 else Plan(links_by_url, {})
    )


def _uncached(planned: Plan, known: Mapping[str, CachedResult]) -> dict[URL, list[str]]:
    """Return what must be asked, without the URLs that are known."""
    links_by_url = {
        asked: [url for url in written if url not in known]
        for asked, written in planned.links_by_url.items()
    }
    return {asked: written for asked, written in links_by_url.items() if written}


def _without_network(planned: Plan) -> dict[str, LinkResult]:
    """Skip every link of the plan; the excluded ones keep their reason."""
    urls = (
        *planned.results,
        *(url for written in planned.links_by_url.values() for url in written),
    )
    excluded = {url: each for url, each in planned.results.items() if each.verdict == "skipped"}
    return skipped(urls, "was not checked: there is no network") | excluded
