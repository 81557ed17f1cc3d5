"""The progress line of the link check."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_line(shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Show a progress line on standard error, if it is a terminal, until the context ends.

    Gives the function to call with how many links are finished and how many there are, or None
    where nothing is shown.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    # Imported here, because rich is slow to import, and only a terminal needs it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("Checking links"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
