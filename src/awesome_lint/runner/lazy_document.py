"""Documents that are parsed when they are first needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from msgspec import Struct

from awesome_lint.model import Document, SourceFile, Vocabulary
from awesome_lint.text.lines import split_lines


class LazyDocument(Struct, frozen=True, dict=True):
    """The text of a README. It need not be parsed if its findings are known."""

    path: str
    """The path of the file, as messages show it."""
    text: str
    """The whole text."""
    vocabulary: Vocabulary
    """The venues that identify columns of venues."""
    cached_as: Path | None = None
    """The file under whose name results are cached; None if they are not."""
    document: Document | None = None
    """The document, if it was parsed before."""

    @property
    def source_file(self) -> SourceFile:
        """The text with its lines."""
        return SourceFile(self.path, self.text, self._lines)

    @cached_property
    def parsed(self) -> Document:
        """The document."""
        if self.document is not None:
            return self.document
        from awesome_lint.document import parse  # slow to import

        return parse(self.path, self.text, self.vocabulary)

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        parsed = vars(self).get("parsed")  # whose lines are shared
        return parsed.lines if parsed else tuple(split_lines(self.text))
