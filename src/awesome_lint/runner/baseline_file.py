"""The baseline of a run: read before it, written or pruned after it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from awesome_lint.engine import baseline
from awesome_lint.engine.baseline import Baseline, Known
from awesome_lint.runner import github_actions
from awesome_lint.runner.atomic_write import replace
from awesome_lint.runner.files import read_bytes
from awesome_lint.runner.job import Job
from awesome_lint.runner.lint import Judged
from awesome_lint.runner.options import Invocation
from awesome_lint.runner.targets import OutputError
from awesome_lint.text.display import visible
from awesome_lint.text.wording import count

MAX_BYTES = 16 * 1024 * 1024
"""The largest baseline that is read."""


def load(invocation: Invocation) -> Baseline | None:
    """Read the baseline, if one is named. Raises InputError, and BaselineError where it is none."""
    file = invocation.baseline
    if not file:
        return None
    missing = ": --write-baseline writes one"
    confined = github_actions.is_confined(invocation)
    data = read_bytes(Path(file), file, MAX_BYTES, missing, confined=confined)
    return baseline.loads(data, file)


def of(paths: Iterable[str], file: str, known: Baseline | None) -> dict[str, tuple[Known, ...]]:
    """Return what the baseline in `file` has of the files that reports call `paths`."""
    return {path: known.of(_name(path, file)) for path in paths} if known else {}


def write(jobs: Sequence[Job], judged: Sequence[Judged], invocation: Invocation) -> str:
    """Write a baseline of all that was found; return what to say of it.

    Raises OutputError where it cannot be written, or where links should have been asked about
    that were not: it would lack what is wrong with them.
    """
    file = invocation.write_baseline
    if any(each.partial for each in judged):
        raise OutputError(
            "not written: not all links were checked (--links none checks none)", file
        )
    found = {
        _name(job.document.path, file): each.found for job, each in zip(jobs, judged, strict=True)
    }
    _replace(file, baseline.make(found))
    return f"{file}: {count(sum(map(len, found.values())), 'finding')} written"


def prune(
    jobs: Sequence[Job], judged: Sequence[Judged], known: Baseline, invocation: Invocation
) -> str:
    """Remove from the baseline what no longer occurs, or say that it could be.

    Returns what to say of it. Raises OutputError.
    """
    file = invocation.baseline
    gone = sum(each.outdated.total() for each in judged)
    what = f"{file}: {count(gone, 'known finding')} no longer {'occurs' if gone == 1 else 'occur'}"
    if not invocation.prune_baseline:
        return f"{what}: --prune-baseline removes {'it' if gone == 1 else 'them'}"
    outdated = {
        _name(job.document.path, file): each.outdated
        for job, each in zip(jobs, judged, strict=True)
    }
    _replace(file, baseline.without(known, outdated))
    return f"{what}, and {'is' if gone == 1 else 'are'} removed"


def _name(path: str, file: str) -> str:
    """Return what a baseline calls the file that reports call `path`: as seen from its folder."""
    folder = Path(file).absolute().parent
    try:
        name = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        name = str(Path(path).absolute())
    return visible(PurePath(name).as_posix())


def _replace(file: str, content: Baseline) -> None:
    try:
        replace(Path(file), baseline.dumps(content).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", file) from None
