"""The text of a document as in the file, with columns as other programs count them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from awesome_lint.model import Edit, SourceFile, Span
from awesome_lint.text.lines import NEWLINE


def utf8_bytes(char: str) -> int:
    """Return the number of bytes of a code point in UTF-8."""
    return len(char.encode("utf-8", "surrogatepass"))


def utf16_units(char: str) -> int:
    """Return the number of code units of a code point in UTF-16."""
    return 2 if char > "\uffff" else 1


class SourceText:
    """The lines of a file with their endings. All lines and columns are 1-based.

    `length` returns the number of columns of a code point, as readers of the report count.
    """

    def __init__(self, file: SourceFile, length: Callable[[str], int]) -> None:
        # The lines of the model have U+FFFD for NUL.
        self._lines = NEWLINE.split(file.text)
        self._endings = NEWLINE.findall(file.text)
        self._length = length
        self._wide: dict[int, tuple[list[int], list[int]]] = {}

    def column(self, line: int, column: int) -> int:
        """Convert a column in code points to one as readers of the report count."""
        if self._lines[line - 1].isascii():
            return column
        # Cached, since a line may be as long as the file, and have as many findings.
        if line not in self._wide:
            self._wide[line] = self._wide_places(self._lines[line - 1])
        places, more = self._wide[line]
        return column + more[bisect_left(places, column - 1)]

    def line_end(self, line: int) -> int:
        """Return the column, in code points, after the last character of a line."""
        return len(self._lines[line - 1]) + 1

    def slice(self, span: Span) -> str:
        """Return the text under a span, with its own line endings."""
        if span.line == span.end_line:
            return self._lines[span.line - 1][span.column - 1 : span.end_column - 1]
        pieces = [self._lines[span.line - 1][span.column - 1 :], self._endings[span.line - 1]]
        for line in range(span.line, span.end_line - 1):
            pieces += [self._lines[line], self._endings[line]]
        return "".join(pieces) + self._lines[span.end_line - 1][: span.end_column - 1]

    def edit_text(self, edit: Edit) -> str:
        """Return the text of an edit, with the line ending of the line it is on for line feeds."""
        if not self._endings:
            return edit.text
        ending = self._endings[min(edit.span.line, len(self._endings)) - 1]
        return edit.text.replace("\n", ending)

    def _wide_places(self, text: str) -> tuple[list[int], list[int]]:
        """Return the offsets of characters outside ASCII, and the extra columns up to each."""
        places = [place for place, char in enumerate(text) if char > "\x7f"]
        return places, [0, *accumulate(self._length(text[place]) - 1 for place in places)]
