"""Jobs → a finished run: the links of all are asked at once, and what is found is put together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from awesome_lint.links import Outcome
from awesome_lint.links.settings import HostSettings, slowest
from awesome_lint.model import CheckedLink, Failure, LinkResult, Location, Run
from awesome_lint.runner import github_actions
from awesome_lint.runner.job import Job, urls
from awesome_lint.runner.lint import Judged, excluded, results_of
from awesome_lint.runner.options import Invocation

Progress = Callable[[int, int], None]


def ask(jobs: Sequence[Job], invocation: Invocation, progress: Progress | None) -> Outcome:
    """Ask where the links of all documents lead that a rule wants to know of, each once."""
    from awesome_lint import links

    asked: dict[str, None] = {}
    for job in jobs:
        left_out = excluded(job)
        asked.update(dict.fromkeys(url for url in urls(job) if url not in left_out))
    if not asked:
        return Outcome({}, shard=invocation.shard)
    return links.check_urls(
        asked,
        links.LinkSettings(
            timeout=invocation.timeout,
            deadline=invocation.deadline,
            max_concurrency=invocation.max_concurrency,
            hosts=_hosts(jobs),
            allow_private_hosts=invocation.allow_private_hosts,
            fragments=any(job.config.links.fragments for job in jobs),
            soft_404=any(job.config.links.soft_404 for job in jobs),
            archive=all(job.config.links.archive for job in jobs),
            proxy=invocation.proxy,
            token=_token(),
            cache=_cache(invocation),
            cache_scope=invocation.cache_scope or github_actions.scope(),
            refresh=invocation.refresh,
            shard=invocation.shard,
        ),
        progress=progress,
    )


def _hosts(jobs: Sequence[Job]) -> dict[str, HostSettings]:
    """Return how to visit hosts; where configurations differ, the one that asks less holds."""
    said: dict[str, list[HostSettings]] = {}
    for job in jobs:
        for host, settings in job.config.links.hosts.items():
            said.setdefault(host, []).append(settings)
    return {host: slowest(several) for host, several in said.items()}


def _token() -> str:
    """Return the token for GitHub's API that the environment holds, or an empty text.

    On a server of one's own, GITHUB_TOKEN is for that server, which github.com must not see.
    """
    server = os.environ.get("GITHUB_SERVER_URL") or "https://github.com"
    names = ("GITHUB_TOKEN", "GH_TOKEN") if server == "https://github.com" else ("GH_TOKEN",)
    found = next(filter(None, (os.environ.get(name, "").strip() for name in names)), "")
    # What cannot stand in a header is no token.
    return found if found.isascii() and found.isprintable() and " " not in found else ""


def _cache(invocation: Invocation) -> Path | None:
    """Return the folder in which link checks remember, if they are to."""
    if invocation.no_cache:
        return None
    if invocation.cache_dir:
        return Path(invocation.cache_dir)
    import platformdirs

    return platformdirs.user_cache_path("awesome-lint", appauthor=False)


def finish(
    jobs: Sequence[Job],
    judged: Sequence[Judged],
    outcome: Outcome | None,
    repaired: int = 0,
    failures: Iterable[Failure] = (),
) -> Run:
    """Put together what was found in all documents.

    `repaired` is how many findings their repairs have answered before, `failures` what failed
    before that.
    """
    checked: dict[LinkResult, dict[Location, None]] = {}
    for job in jobs:
        results = results_of(job, outcome)
        # In the order in which they stand, which is that of merged reports, too.
        for link in sorted(job.document.links, key=lambda link: link.url_span):
            if link.url in results:
                span = link.url_span
                location = Location(job.document.path, span.line, span.column)
                checked.setdefault(results[link.url], {})[location] = None
    failed = [*failures, *(failure for each in judged for failure in each.failures)]
    failed += outcome.failures if outcome else ()
    return Run(
        documents={job.document.path: job.document for job in jobs},
        diagnostics=tuple(found for each in judged for found in each.diagnostics),
        suppressed=sum(each.suppressed for each in judged),
        links=tuple(CheckedLink(result, tuple(places)) for result, places in checked.items()),
        repaired=repaired,
        baselined=sum(each.baselined for each in judged),
        outdated=sum(each.outdated.total() for each in judged),
        out_of_scope=sum(each.out_of_scope for each in judged),
        shard=outcome.shard if outcome else None,
        touched={job.document.path: job.change.touched for job in jobs if job.change},
        failures=tuple(dict.fromkeys(failed)),
    )
