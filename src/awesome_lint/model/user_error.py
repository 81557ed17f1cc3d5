"""Errors that are the user's to correct, and that end a run."""

from __future__ import annotations


class UserError(Exception):
    """Wrong usage, configuration or input.

    `reason` says what is wrong, `path` is the file that it is about, or empty, and `line` its
    1-based line, or 0 for no line in particular. As a text, it is `path:line: reason`.
    """

    def __init__(self, reason: str, path: str = "", line: int = 0) -> None:
        super().__init__(reason, path, line)
        self.reason = reason
        self.path = path
        self.line = line

    def __str__(self) -> str:
        """Return the reason behind the place."""
        place = f"{self.path}:{self.line}" if self.path and self.line else self.path
        return f"{place}: {self.reason}" if place else self.reason
