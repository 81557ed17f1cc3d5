"""The text of a document as it stands in the file, and as other programs count its columns."""

from __future__ import annotations

import re

from awesome_lint.model import Document, Edit, Span

NEWLINES = ("\r\n", "\r", "\n")
"""What ends a line, the first that fits."""

_NEWLINE = re.compile("|".join(NEWLINES))


class Source:
    """The lines of a document with their endings. All lines and columns are 1-based."""

    def __init__(self, document: Document) -> None:
        # A document's own lines have another character where CommonMark has no NUL.
        self._lines = _NEWLINE.split(document.text)
        self._endings = _NEWLINE.findall(document.text)

    def utf8_column(self, line: int, column: int) -> int:
        """Return the column in UTF-8 bytes of a column in code points."""
        return len(self._before(line, column).encode("utf-8", "surrogatepass")) + 1

    def utf16_column(self, line: int, column: int) -> int:
        """Return the column in UTF-16 code units of a column in code points."""
        return column + sum(char > "\uffff" for char in self._before(line, column))

    def line_end(self, line: int) -> int:
        """Return the column, in code points, just behind the last character of a line."""
        return len(self._lines[line - 1]) + 1

    def slice(self, span: Span) -> str:
        """Return the text under a span, with its own line endings."""
        if span.line == span.end_line:
            return self._lines[span.line - 1][span.column - 1 : span.end_column - 1]
        pieces = [self._lines[span.line - 1][span.column - 1 :], self._endings[span.line - 1]]
        for line in range(span.line, span.end_line - 1):
            pieces += [self._lines[line], self._endings[line]]
        return "".join(pieces) + self._before(span.end_line, span.end_column)

    def inserted(self, edit: Edit) -> str:
        """Return the text of an edit, whose line feeds become the ending of the line it is on."""
        if not self._endings:
            return edit.text
        ending = self._endings[min(edit.span.line, len(self._endings)) - 1]
        return edit.text.replace("\n", ending)

    def _before(self, line: int, column: int) -> str:
        return self._lines[line - 1][: column - 1]
