"""Patterns of links in a configuration that match no link."""

from __future__ import annotations

from collections.abc import Sequence

from awesome_lint.runner.job import Job
from awesome_lint.runner.log import Log
from awesome_lint.text.suggest import quote_word


def note_unused_link_patterns(jobs: Sequence[Job], log: Log) -> None:
    """Note patterns of `links.exclude` and `links.include` that match no link of the documents."""
    for source in dict.fromkeys(job.config.source for job in jobs):
        of_source = [job for job in jobs if job.config.source == source]
        links = of_source[0].config.links
        for key, patterns in (("exclude", links.exclude), ("include", links.include)):
            for pattern in _unused(patterns, of_source):
                log.note(f"{source}: `links.{key}`: {quote_word(pattern)} matches no link")


def _unused(patterns: Sequence[str], jobs: Sequence[Job]) -> list[str]:
    if not patterns:
        return []
    from awesome_lint.text.globs import Globs

    globs = Globs(patterns)
    urls = {link.url for job in jobs for link in job.outline.links}
    used = {pattern for url in urls for pattern in globs.matching(url)}
    return [pattern for pattern in dict.fromkeys(patterns) if pattern not in used]
