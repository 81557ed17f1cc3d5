"""The command `awesome-lint`: a thin layer over `awesome_lint.runner`."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from awesome_lint.version import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, by default those of the process.

    Returns the exit status: 0 if there are no findings at or above `--fail-on`, 1 if there are, 2
    for wrong usage, configuration or input and for internal errors, 130 if interrupted.
    """
    _open_streams()
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given in (["--version"], ["-V"]):
        # Answered here, because the imports below take most of the time of a short command.
        with suppress(OSError):  # which the application handles
            sys.stdout.write(f"awesome-lint {__version__}\n")
            sys.stdout.flush()
            return 0
    # Nearly all objects of a run live until its end: collecting garbage takes time and finds none.
    gc.set_threshold(1_000_000, 50, 50)
    from awesome_lint.cli import application

    status = application.main(given)
    if arguments is None:
        # The process ends: skip Python's last garbage collection.
        gc.freeze()
    return status


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
