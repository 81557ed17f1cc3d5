"""Errors that users can correct."""

from __future__ import annotations


class UserError(Exception):
    """Wrong usage, configuration or input.

    `reason` states the problem. `path` is the file that it is about, or empty; `line` its
    1-based line, or 0 for the whole file. The text of the error is `path:line: reason`.
    """

    def __init__(self, reason: str, path: str = "", line: int = 0) -> None:
        super().__init__(reason, path, line)
        self.reason = reason
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Return the reason, with the place before it."""
        place = f"{self.path}:{self.line}" if self.path and self.line else self.path
        return f"{place}: {self.reason}" if place else self.reason
