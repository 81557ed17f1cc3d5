"""The command `awesome-lint`: a thin layer over `awesome_lint.runner`."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from awesome_lint.version import __version__


def run() -> None:
    """Run the command with the arguments of the process, and end the process."""
    status = main(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    # Python would first destroy each object of the run, which takes 8 ms for a list of 700 rows.
    os._exit(status)


def main(arguments: Sequence[str]) -> int:
    """Run the command with these arguments, and return the exit status.

    It is 0 if there are no findings at or above `--fail-on`, 1 if there are, 2 for wrong usage,
    configuration or input and for internal errors, and 130 if interrupted.
    """
    _open_streams()
    if list(arguments) in (["--version"], ["-V"]):
        # Answered here, because the imports below take most of the time of a short command.
        with suppress(OSError):  # which the application handles
            sys.stdout.write(f"awesome-lint {__version__}\n")
            sys.stdout.flush()
            return 0
    # Nearly all objects of a run live until its end: collecting garbage takes time and finds none.
    gc.set_threshold(1_000_000, 50, 50)
    from awesome_lint.cli import application

    return application.main(arguments)


def _open_streams() -> None:
    """Make standard output and standard error take any text."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller (`>&-`)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            # A terminal knows its encoding; the reader of a file or a pipe expects UTF-8.
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
