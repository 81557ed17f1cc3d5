"""Link check: cached results first, requests for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.identifiers.known_hosts import queue_host
from awesome_lint.links.cache.memory import CachedResult, LinkCache
from awesome_lint.links.http.statistics import with_verdict_counts
from awesome_lint.links.plan import Plan, plan, skipped
from awesome_lint.links.result import Outcome
from awesome_lint.links.settings import LinkSettings
from awesome_lint.model import Failure, LinkResult, Shard

if TYPE_CHECKING:
    from awesome_lint.links.http.connector import ConnectorFactory


def check_urls(
    urls: Iterable[str],
    settings: LinkSettings,
    connector_factory: ConnectorFactory | None,
    on_progress: Callable[[int, int], None] | None,
) -> Outcome:
    """Check URLs, as `awesome_lint.links.check_urls` documents."""
    urls = tuple(urls)
    planned = plan(urls, settings.exclude, settings.include)
    if settings.shard:
        planned = _for_shard(planned, settings.shard)
    if not planned.links_by_url:
        return Outcome(planned.results, shard=settings.shard, failures=planned.failures)
    notes: list[str] = []
    failures = [*planned.failures]
    cache = LinkCache(settings, notes.append, failures.append)
    found = Outcome({})
    try:
        cached = cache.load(link for links in planned.links_by_url.values() for link in links)
        uncached = cache.order_by_urgency(_uncached(planned, cached))
        if uncached:
            # Imported here, because aiohttp is slow to import, and a second run sends no requests.
            from awesome_lint.links import session

            found = session.check(uncached, settings, connector_factory, on_progress, cache)
        cached_results = {url: each.result for url, each in cached.items()}
        results = planned.results | cached_results | found.results
        if settings.list_id and _is_whole(settings, found, failures):
            cache.store_check(settings.list_id, results.values())
    finally:
        cache_state = cache.close()
    if found.offline:
        results = _without_network(planned)
    records = {url: each.record for url, each in cached.items() if each.record}
    queue_name = partial(queue_host, known=rulebook.hosts())
    return Outcome(
        {url: results[url] for url in urls if url in results},
        found.interrupted,
        found.offline,
        records | found.records,
        (*notes, *found.notes),
        cache_state,
        with_verdict_counts(found.hosts, planned.links_by_url, results, queue_name),
        settings.shard,
        (*failures, *found.failures),
    )


def _for_shard(planned: Plan, shard: Shard) -> Plan:
    """Return the part of a plan for one shard; links without a request are in the first."""
    from awesome_lint.links import shards

    links_by_url = shards.links_of_shard(planned.links_by_url, shard, rulebook.hosts())
    if shard.number == 1:
        return replace(planned, links_by_url=links_by_url)
    return Plan(links_by_url, {})


def _uncached(planned: Plan, cached: Mapping[str, CachedResult]) -> dict[URL, list[str]]:
    """Return the links to check, by URL, without those that have a cached result."""
    links_by_url = {
        url: [link for link in links if link not in cached]
        for url, links in planned.links_by_url.items()
    }
    return {url: links for url, links in links_by_url.items() if links}


def _is_whole(settings: LinkSettings, found: Outcome, failures: Sequence[Failure]) -> bool:
    """Return whether a check has the result of each link that the configuration includes."""
    is_sharded = settings.shard is not None and settings.shard.count > 1
    is_partial = is_sharded or found.interrupted or found.offline
    has_failed = bool(failures or found.failures)
    is_cut = any(each.verdict == "skipped" for each in found.results.values())
    return not (is_partial or has_failed or is_cut)


def _without_network(planned: Plan) -> dict[str, LinkResult]:
    """Return `skipped` results for all links of a plan; excluded ones keep their reason."""
    links = (
        *planned.results,
        *(link for links in planned.links_by_url.values() for link in links),
    )
    excluded = {url: each for url, each in planned.results.items() if each.verdict == "skipped"}
    return skipped(links, "was not checked: there is no network") | excluded
