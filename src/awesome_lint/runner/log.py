"""Notes, errors and failures of a run, collected in the order in which they occur."""

from __future__ import annotations

from msgspec import Struct

from awesome_lint.model import Failure, Note, UserError
from awesome_lint.model.run import NoteLevel


class Log(Struct):
    """Notes and errors of a run, in addition to its findings."""

    notes: list[Note] = []
    errors: list[UserError] = []
    """Files that could not be read or written."""
    failures: list[Failure] = []
    """Internal errors."""

    def note(self, message: str, level: NoteLevel = "note") -> None:
        """Add a note."""
        self.notes.append(Note(message, level=level))

    def warn(self, message: str) -> None:
        """Add a note that is shown even with `--quiet`."""
        self.note(message, "warning")
