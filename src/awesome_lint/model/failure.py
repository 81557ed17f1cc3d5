"""Internal errors that cost a part of a run, not the run."""

from __future__ import annotations

from traceback import format_exception
from typing import Self

from msgspec import Struct


class Failure(Struct, frozen=True):
    """An internal error, caught where it costs the least.

    `part` is what the run lacks because of it: ``rule `venue-typo` ``, ``format `sarif` ``,
    `link check`. `subject` is the file or the URL that was being worked on, or empty. `error` is
    the exception's type and message; `traceback` is Python's, with its line breaks.
    """

    part: str
    subject: str
    error: str
    traceback: str

    @classmethod
    def of(cls, part: str, subject: str, error: Exception) -> Self:
        """Return the failure that an exception is for a part of the run."""
        kind, text = type(error).__name__, " ".join(str(error).split())
        return cls(
            part, subject, f"{kind}: {text}" if text else kind, "".join(format_exception(error))
        )
