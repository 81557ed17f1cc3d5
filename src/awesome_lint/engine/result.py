"""The findings of one document."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from awesome_lint.model import Diagnostic, Failure


class DocumentResult(Struct, frozen=True):
    """The findings of one document."""

    diagnostics: tuple[Diagnostic, ...]
    """The findings that are reported, in document order."""
    suppressed: int
    """The number of findings that comments suppressed."""
    failures: Mapping[str, Failure] = {}
    """The rules that raised an exception, by id. None of their findings is reported."""
    ran: frozenset[str] = frozenset()
    """The rules that ran with all the evidence they need: none of their findings is missing."""
