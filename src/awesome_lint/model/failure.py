"""Internal errors that affect a part of a run."""

from __future__ import annotations

from typing import Self

from msgspec import Struct


class Failure(Struct, frozen=True):
    """An internal error, caught where it affects the least."""

    part: str
    """The part that is missing from the run: ``rule `venue-typo` ``, ``format `sarif` ``, `link
    check`."""
    subject: str
    """The file or the URL that was being processed, or empty."""
    error: str
    """The type and message of the exception."""
    traceback: str
    """Python's traceback, with its line breaks."""

    @classmethod
    def of(cls, part: str, subject: str, error: Exception) -> Self:
        """Return the failure that an exception causes in a part of the run.

        Of a group of exceptions, such as one of tasks, the first counts.
        """
        from traceback import format_exception  # hardly ever needed

        while isinstance(error, ExceptionGroup):
            error = error.exceptions[0]
        kind, text = type(error).__name__, " ".join(str(error).split())
        return cls(
            part, subject, f"{kind}: {text}" if text else kind, "".join(format_exception(error))
        )
