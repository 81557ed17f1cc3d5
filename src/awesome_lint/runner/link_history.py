"""The earlier checks of all links of the files of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

from awesome_lint import symlinks
from awesome_lint.model import LinkCheck
from awesome_lint.runner.cache_directory import cache_directory
from awesome_lint.runner.job import Job
from awesome_lint.runner.options import Options


def list_id(jobs: Sequence[Job]) -> bytes:
    """Return the identity of the files of some jobs; empty if one is not a file.

    It is the same in all clones of a repository. It is a hash, so that no path can be read from the
    cache.
    """
    files = [_identity(job.source.file, job) for job in jobs if job.source.file]
    if len(files) < len(jobs):
        return b""
    return blake2b(b"\0".join(sorted(files)), digest_size=16).digest()


def _identity(file: Path, job: Job) -> bytes:
    """Return the repository of a file and its path there; the absolute path without a remote."""
    top = symlinks.find_repository(file.parent)
    name = job.repositories.own.name(top) if top else ""
    if top is None or not name:
        return os.fsencode(file.absolute())
    directory = Path(os.path.realpath(file.parent)).relative_to(top)
    return os.fsencode(f"{name}//{(directory / file.name).as_posix()}")


def checks_all_links(job: Job) -> bool:
    """Return whether the link check of a run includes all links of a file."""
    is_limited = job.changed_links_only and job.change is not None
    return not is_limited and any(each.rule.needs == "links" for each in job.settings)


def find_link_checks(jobs: Sequence[Job], options: Options) -> tuple[LinkCheck, ...]:
    """Return the checks of all links of these files that the cache has, the oldest first."""
    directory, identity = cache_directory(options), list_id(jobs)
    if directory is None or not identity:
        return ()
    from awesome_lint.links.cache.memory import find_checks  # slow to import

    return find_checks(identity, directory)
