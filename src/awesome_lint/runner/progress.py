"""Progress of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Step = Literal["files", "links", "records"]
"""The steps that take time: parsing and linting files, checking links, and looking up records."""

Progress = Callable[[Step, int, int], None]
"""Called with a step, the number of its finished parts, and the number of all: links, records, or
files, each of which is parsed and linted."""


class FileProgress:
    """Counts the files of a run that are parsed, and those that are linted."""

    def __init__(self, files: int, progress: Progress | None) -> None:
        self._progress = progress
        self._total = 2 * files
        self._done = 0
        self.advance(0)

    def advance(self, parts: int = 1) -> None:
        """Count further parts. Parts that are found in the cache later do not count twice."""
        self._done = min(self._done + parts, self._total)
        if self._progress is not None:
            self._progress("files", self._done, self._total)
