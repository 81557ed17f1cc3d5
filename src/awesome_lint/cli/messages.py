"""What a run says about itself beside its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from awesome_lint import symlinks
from awesome_lint.links import Outcome
from awesome_lint.links.settings import seconds
from awesome_lint.runner.job import Job
from awesome_lint.runner.options import Invocation
from awesome_lint.text.wording import count


def about_configurations(jobs: Sequence[Job]) -> Iterator[str]:
    """Yield sentences about configuration files that a symbolic link leads to from outside."""
    for name in dict.fromkeys(job.config.source for job in jobs if job.config.source):
        link = symlinks.way_out(Path(name))
        if link is not None:
            yield f"{name}: {symlinks.led_out(Path(name), link)}, and is followed"


def about_links(
    jobs: Sequence[Job], outcome: Outcome, invocation: Invocation, took: float
) -> Iterator[str]:
    """Yield sentences about a link check that took so many seconds."""
    yield from outcome.notes
    results = outcome.results.values()
    number = count(len(results), "link")
    were = "was" if len(results) == 1 else "were"
    if outcome.offline:
        # What is wrong with a proxy has been said; whether there is a network, nobody knows.
        yield "no link is judged" if invocation.proxy else "there is no network: no link is judged"
    elif outcome.interrupted:
        yield "interrupted: links that were not checked yet are not judged"
    elif skipped := sum(result.verdict == "skipped" for result in results):
        passed = f"the deadline of {invocation.deadline:g} s passed"
        yield f"{passed}: {skipped} of {number} {were} not checked"
    elif invocation.verbose:
        known = sum(result.source == "cache" for result in results)
        yield f"{number}, {known} of them known from earlier checks, checked in {took:.1f} s"
    if any(result.verdict == "dead" for result in results):
        yield from _about_leniency(jobs, outcome)


def _about_leniency(jobs: Sequence[Job], outcome: Outcome) -> Iterator[str]:
    """Say where `fail-after` cannot work: it needs to know what earlier checks found."""
    wanted = {job.config.links.fail_after for job in jobs if seconds(job.config.links.fail_after)}
    if wanted and outcome.cache == "none":
        yield "`fail-after` needs a cache: without one, dead links are errors at once"
    elif wanted and outcome.cache == "new":
        yield (
            f"the cache is new: `fail-after: {max(wanted, key=seconds)}` begins today, and begins"
            " again each time that the cache's folder is not there"
        )
