"""Notes on files of which most links are not in entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from awesome_lint.model import Document, Link
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
        links = [link for link in job.document.links if _is_counted(link)]
        outside = _count_outside(job.document, links) if len(links) >= _MIN_LINKS else 0
        if 2 * outside > len(links):
            log.note(
                f"{job.document.path}: {outside} of {len(links)} links are not in entries of the"
                " list; rules about entries, such as duplicates and venues, skip them"
            )


def _is_counted(link: Link) -> bool:
    """Return whether a link has text, which a linked badge has not, and leads out of the file."""
    return link.kind != "image" and bool(link.text) and link.url.startswith(("http:", "https:"))


def _count_outside(document: Document, links: Sequence[Link]) -> int:
    inside = {link.span for entry in document.entries for link in entry.links}
    return sum(link.span not in inside for link in links)
