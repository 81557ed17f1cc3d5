"""Notes on files of which most links are not in entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from awesome_lint.runner.job import Job
from awesome_lint.runner.log import Log

_MIN_LINKS: Final = 50
"""Links of the shortest file with a note. In shorter ones, an introduction has many of them."""


def note_links_outside_entries(jobs: Sequence[Job], log: Log) -> None:
    """Note each file of which more than half of the links are not in entries.

    Rules about entries miss them. Badges and links inside the file do not count. Files of which
    only a change is linted have no note.
    """
    for job in jobs:
        if job.change is not None:
            continue
        all_links, outside = job.outline.counted_links, job.outline.links_outside_entries
        if all_links >= _MIN_LINKS and 2 * outside > all_links:
            log.note(
                f"{job.path}: {outside} of {all_links} links are not in entries of the"
                " list; rules about entries, such as duplicates and venues, skip them"
            )
