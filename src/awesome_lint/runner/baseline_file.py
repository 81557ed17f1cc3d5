"""The baseline file of a run: read before it, written or pruned after it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from awesome_lint.engine import baseline
from awesome_lint.engine.baseline import Baseline, BaselineFinding
from awesome_lint.runner import github_actions
from awesome_lint.runner.atomic_write import replace
from awesome_lint.runner.errors import OutputError
from awesome_lint.runner.files import read_bytes
from awesome_lint.runner.job import Job
from awesome_lint.runner.lint import LintResult
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.text.display import displayable
from awesome_lint.text.wording import count

MAX_BYTES = 16 * 1024 * 1024
"""The size of the largest baseline that is read, in bytes."""


def load(options: Options) -> Baseline:
    """Read the baseline that the options name.

    Raises InputError, and BaselineError if the file is not a baseline.
    """
    file = options.baseline
    missing = ": --write-baseline writes one"
    confined = github_actions.is_confined(options)
    data = read_bytes(Path(file), file, MAX_BYTES, missing, confined=confined)
    return baseline.loads(data, file)


def known_findings(
    paths: Iterable[str], file: str, known: Baseline
) -> dict[str, tuple[BaselineFinding, ...]]:
    """Return the findings that the baseline in `file` has of files, by their path."""
    return {path: known.for_path(_name(path, file)) for path in paths}


def write(linted: Sequence[tuple[Job, LintResult]], file: str, log: Log) -> bool:
    """Write a baseline of all findings; return whether it is written.

    A baseline that would lack findings, because links were not checked or an internal error
    occurred, is not written: that is an error in the `log`.
    """
    if log.failures:
        reason = "not written: it would lack what the internal error left out"
        log.errors.append(OutputError(reason, file))
        return False
    if any(result.partial for _, result in linted):
        reason = "not written: not all links were checked (--links none checks none)"
        log.errors.append(OutputError(reason, file))
        return False
    found = {_name(job.path, file): result.found for job, result in linted}
    if not _replace(file, baseline.build_baseline(found), log):
        return False
    log.note(f"{file}: {count(sum(map(len, found.values())), 'finding')} written")
    return True


def prune(
    linted: Sequence[tuple[Job, LintResult]], known: Baseline, options: Options, log: Log
) -> None:
    """Remove findings from the baseline that no longer occur, or note that it can be pruned."""
    file = options.baseline
    outdated = {_name(job.path, file): result.outdated for job, result in linted}
    gone = sum(each.total() for each in outdated.values())
    if not gone:
        return
    occur = "occurs" if gone == 1 else "occur"
    if options.prune_baseline:
        if _replace(file, baseline.remove_outdated(known, outdated), log):
            log.note(f"{file}: {count(gone, 'finding')} removed that no longer {occur}")
    else:
        log.note(
            f"{file}: {count(gone, 'existing finding')} no longer {occur}:"
            f" --prune-baseline removes {'it' if gone == 1 else 'them'}"
        )


def _name(path: str, file: str) -> str:
    """Return the name of a file in a baseline: relative to the directory of the baseline."""
    directory = Path(file).absolute().parent
    try:
        name = os.path.relpath(path, directory)
    except ValueError:  # on another drive
        name = str(Path(path).absolute())
    return displayable(PurePath(name).as_posix())


def _replace(file: str, content: Baseline, log: Log) -> bool:
    try:
        replace(Path(file), baseline.dumps(content).encode("utf-8"))
    except OSError as error:
        log.errors.append(OutputError(f"cannot be written: {error.strerror}", file))
        return False
    return True
