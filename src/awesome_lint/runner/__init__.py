"""The application without a terminal: options in, a run out. It prints nothing."""

from __future__ import annotations

from awesome_lint.model import Run
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.progress import Progress


def run(
    options: Options,
    progress: Progress | None = None,
    log: Log | None = None,
) -> Run:
    """Lint files, or merge reports, as the options say.

    `progress` is called as the run goes on (`awesome_lint.runner.progress`). Everything that
    the run has to say is in the result: notes, internal errors, and files that could not be read or
    written. Raises UserError if the run cannot begin: options, a configuration, a baseline or a
    report cannot be used, or no file is found. The notes and errors until then are the notes of
    that exception. `log` collects them as well, also if any other exception ends the run.
    """
    # Imported here, because a program may import Options without running anything.
    from awesome_lint.runner import pipeline

    return pipeline.run(options, progress, Log() if log is None else log)
