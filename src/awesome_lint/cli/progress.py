"""The progress line of the link check."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache


@contextmanager
def progress_line(shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Show a progress line on standard error, if it is a terminal, until the context ends.

    Yields the function to call with the number of finished links and the number of all, or None if
    nothing is shown. The line appears at the first call.
    """
    if not (shown and sys.stderr.isatty()):
        yield None
        return
    with ExitStack() as stack:

        @cache
        def start() -> Callable[[int, int], None]:
            # Imported here, because rich is slow to import, and few runs show progress.
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeElapsedColumn,
            )

            line = Progress(
                TextColumn("Checking links"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            stack.enter_context(line)
            task = line.add_task("", total=None)
            return lambda done, total: line.update(task, completed=done, total=total)

        yield lambda done, total: start()(done, total)  # noqa: PLW0108 - not before it is called
