"""The link check of a run: the URLs of all documents, each requested once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from time import monotonic
from typing import Final

from awesome_lint.links import Outcome, refuse_event_loop
from awesome_lint.links.settings import HostSettings, seconds, slowest
from awesome_lint.model import Failure, UserError
from awesome_lint.runner import github_actions
from awesome_lint.runner.cache_directory import cache_directory, cache_scope
from awesome_lint.runner.job import Job, urls_to_check, uses_forges
from awesome_lint.runner.link_history import checks_all_links, list_id
from awesome_lint.runner.lint import excluded_links
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.progress import Progress
from awesome_lint.text.wording import count

_PROXIES: Final = (
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "HTTP_PROXY",
    "http_proxy",
)
"""Variables with the URL of a proxy, as in curl."""


def check_links(
    jobs: Sequence[Job], options: Options, progress: Progress | None, log: Log
) -> Outcome | None:
    """Check the links that a rule needs to know the result of; None if there are none.

    After an internal error, no link has a result, and the `log` has a failure. Raises
    SettingsError, and RuntimeError in a running event loop.
    """
    if not any(map(urls_to_check, jobs)):
        return Outcome({}, shard=options.shard) if options.shard else None
    refuse_event_loop()
    start = monotonic()
    try:
        outcome = _check(jobs, options, progress)
    except UserError:
        raise
    except Exception as error:
        log.failures.append(Failure.of("the link check", "", error))
        return Outcome({}, offline=True, shard=options.shard)
    log.failures.extend(outcome.failures)
    for note in (*outcome.notes, *_notes(outcome, options)):
        log.note(note)
    results = outcome.results.values()
    if any(result.verdict == "dead" for result in results):
        for note in _leniency_notes(jobs, outcome):
            log.note(note)
    known = sum(result.source == "cache" for result in results)
    took = f"{monotonic() - start:.1f} s"
    log.note(f"checked {count(len(results), 'link')} in {took}, {known} from the cache", "detail")
    return outcome


def _check(jobs: Sequence[Job], options: Options, progress: Progress | None) -> Outcome:
    from awesome_lint import links

    urls: dict[str, None] = {}
    for job in jobs:
        excluded = excluded_links(job)
        urls.update(dict.fromkeys(url for url in urls_to_check(job) if url not in excluded))
    if not urls:
        return Outcome({}, shard=options.shard)
    scope = cache_scope(options)
    is_whole = all(map(checks_all_links, jobs))
    settings = links.LinkSettings(
        timeout=options.timeout,
        deadline=options.deadline,
        max_concurrency=options.max_concurrency,
        hosts=_host_settings(jobs),
        allow_private_hosts=options.allow_private_hosts,
        fragments=any(job.config.links.fragments for job in jobs),
        soft_404=any(job.config.links.soft_404 for job in jobs),
        archive=all(job.config.links.archive for job in jobs),
        forges=any(map(uses_forges, jobs)),
        proxy=options.proxy,
        token=github_actions.token(options.environment),
        semantic_scholar_key=github_actions.semantic_scholar_key(options.environment),
        cache=cache_directory(options),
        cache_scope=scope,
        refresh=options.refresh,
        shard=options.shard,
        list_id=list_id(jobs) if is_whole else b"",
    )
    return links.check_urls(urls, settings, progress=progress and partial(progress, "links"))


def _host_settings(jobs: Sequence[Job]) -> dict[str, HostSettings]:
    """Return the settings of hosts; where configurations differ, the lower rate applies."""
    configured: dict[str, list[HostSettings]] = {}
    for job in jobs:
        for host, settings in job.config.links.hosts.items():
            configured.setdefault(host, []).append(settings)
    return {host: slowest(several) for host, several in configured.items()}


def _notes(outcome: Outcome, options: Options) -> Iterator[str]:
    """Yield the reason why links were not checked, and a variable that is not used."""
    variable = next((name for name in _PROXIES if options.environment.get(name)), None)
    if variable and not options.proxy:
        yield f'{variable} is not used: --proxy "${variable}" sends all requests through the proxy'
    if outcome.offline:
        # With a proxy, an earlier note says what is wrong with it.
        yield "links were not checked" + ("" if options.proxy else ": there is no network")
    elif outcome.interrupted:
        yield "interrupted: the remaining links were not checked"
    elif skipped := sum(result.verdict == "skipped" for result in outcome.results.values()):
        number = count(len(outcome.results), "link")
        yield (f"{skipped} of {number} not checked: the deadline of {options.deadline:g} s passed")


def _leniency_notes(jobs: Sequence[Job], outcome: Outcome) -> Iterator[str]:
    """Yield a note if `fail-after` lacks the results of earlier checks."""
    wanted = {job.config.links.fail_after for job in jobs if seconds(job.config.links.fail_after)}
    if wanted and outcome.cache == "none":
        yield "`fail-after` needs a cache: without one, dead links are errors at once"
    elif wanted and outcome.cache == "new":
        yield (
            f"the cache is new: `fail-after: {max(wanted, key=seconds)}` starts today, and starts"
            " again whenever the cache directory is missing"
        )
