"""The progress line of a run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

from awesome_lint.runner.progress import Progress, Step

if TYPE_CHECKING:
    from rich.progress import Progress as Line

_DELAY_SECONDS: Final = 1.0
"""Seconds of linting after which the line appears; most runs take less."""
_TITLES: Final[dict[Step, str]] = {
    "files": "Linting files",
    "links": "Checking links",
    "records": "Looking up records",
}


@contextmanager
def progress_line(shown: bool) -> Iterator[Progress | None]:
    """Show a progress line on standard error, if it is a terminal, until the context ends.

    Yields the function to call with the progress of the run, or None if nothing is shown. The line
    appears at the first progress of the link check or of a lookup, or a second after the first
    progress of the files.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    line = _ProgressLine()
    try:
        yield line.update
    finally:
        line.close()


class _ProgressLine:
    """A line that shows the last step that was reported."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[Step, int, int] = ("files", 0, 0)
        self._line: Line | None = None
        self._timer: Timer | None = None

    def update(self, step: Step, done: int, total: int) -> None:
        with self._lock:
            self._last = step, done, total
            if step != "files" or self._line is not None:
                self._draw()
            elif self._timer is None:
                self._timer = Timer(_DELAY_SECONDS, self._show)
                self._timer.daemon = True
                self._timer.start()

    def close(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if self._line is not None:
                self._line.stop()

    def _show(self) -> None:
        with self._lock:
            # The run may have ended before the lock was acquired.
            if self._timer is not None and not self._timer.finished.is_set():
                self._draw()

    def _draw(self) -> None:
        step, done, total = self._last
        if self._line is None:
            self._line = _start_line(_TITLES[step])
        parts = 2 if step == "files" else 1
        # For a single file, only the elapsed time is shown.
        is_known = total > parts
        for task in self._line.tasks:
            self._line.update(
                task.id,
                description=_TITLES[step],
                completed=done,
                total=total if is_known else None,
                count=f"{done // parts}/{total // parts}" if is_known else "",
            )


def _start_line(title: str) -> Line:
    # Imported here, because rich is slow to import, and few runs show progress.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    line = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    line.add_task(title, total=None, count="")
    line.start()
    return line
