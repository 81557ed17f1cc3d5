"""The text of a document as it stands in the file, and as other programs count its columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from awesome_lint.model import Document, Edit, Span

NEWLINES = ("\r\n", "\r", "\n")
"""What ends a line, the first that fits."""

_NEWLINE = re.compile("|".join(NEWLINES))


def utf8_bytes(char: str) -> int:
    """Return how many bytes of UTF-8 a code point takes."""
    return len(char.encode("utf-8", "surrogatepass"))


def utf16_units(char: str) -> int:
    """Return how many code units of UTF-16 a code point takes."""
    return 2 if char > "\uffff" else 1


class SourceText:
    """The lines of a document with their endings. All lines and columns are 1-based.

    `length` tells how many columns a code point takes for those who read the report.
    """

    def __init__(self, document: Document, length: Callable[[str], int]) -> None:
        # A document's own lines have another character where CommonMark has no NUL.
        self._lines = _NEWLINE.split(document.text)
        self._endings = _NEWLINE.findall(document.text)
        self._length = length
        self._wide: dict[int, tuple[list[int], list[int]]] = {}

    def column(self, line: int, column: int) -> int:
        """Return the column, as readers of the report count, of a column in code points."""
        if self._lines[line - 1].isascii():
            return column
        # Kept, since a line may be as long as the file, and hold as many findings.
        if line not in self._wide:
            self._wide[line] = self._wide_places(self._lines[line - 1])
        places, more = self._wide[line]
        return column + more[bisect_left(places, column - 1)]

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
        return "".join(pieces) + self._lines[span.end_line - 1][: span.end_column - 1]

    def edit_text(self, edit: Edit) -> str:
        """Return the text of an edit, whose line feeds become the ending of the line it is on."""
        if not self._endings:
            return edit.text
        ending = self._endings[min(edit.span.line, len(self._endings)) - 1]
        return edit.text.replace("\n", ending)

    def _wide_places(self, text: str) -> tuple[list[int], list[int]]:
        """Return where a line is not ASCII, and how many columns more there are up to each."""
        places = [place for place, char in enumerate(text) if char > "\x7f"]
        return places, [0, *accumulate(self._length(text[place]) - 1 for place in places)]
