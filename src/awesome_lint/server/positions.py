"""Positions of the protocol, which count from 0 in the units that the editor chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from lsprotocol import types

from awesome_lint.model import Edit, Span
from awesome_lint.report.source import SourceText, utf8_bytes, utf16_units
from awesome_lint.server.linter import Linted
from awesome_lint.text.lines import NEWLINE

Length = Callable[[str], int]
"""A function that returns the number of units of a code point."""

LENGTHS: Final[dict[str, Length]] = {
    "utf-8": utf8_bytes,
    "utf-16": utf16_units,
    "utf-32": lambda _char: 1,
}
"""The lengths of code points, by the name of the encoding in the protocol."""

Change = types.TextDocumentContentChangePartial | types.TextDocumentContentChangeWholeDocument


class Positions:
    """Conversion of the places of a document."""

    def __init__(self, linted: Linted, length: Length) -> None:
        if linted.job is None:
            raise ValueError("not linted")
        self._source = SourceText(linted.job.lazy_document.source_file, length)
        self._mark = length("\ufeff") if linted.has_mark else 0

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(
            self._position(span.line, span.column), self._position(span.end_line, span.end_column)
        )

    def touches(self, span: Span, range_: types.Range) -> bool:
        """Return whether a range begins, ends or passes in a span or at its end."""
        if span.end_line <= range_.start.line or span.line > range_.end.line + 1:
            return False
        here = self.range(span)
        return here.start <= range_.end and range_.start <= here.end

    def text_edit(self, edit: Edit) -> types.TextEdit:
        """Return an edit with the line endings of the document."""
        return types.TextEdit(self.range(edit.span), self._source.edit_text(edit))

    def _position(self, line: int, column: int) -> types.Position:
        mark = self._mark if line == 1 else 0
        return types.Position(line - 1, self._source.column(line, column) - 1 + mark)


def apply_changes(text: str, changes: Iterable[Change], length: Length) -> str:
    """Return a text after the changes of an editor, each of which is about the text before it.

    A position after the end of a line or of the text is its end, as in the protocol.
    """
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start = _offset(text, change.range.start, length)
            end = max(start, _offset(text, change.range.end, length))
            text = text[:start] + change.text + text[end:]
        else:
            text = change.text
    return text


def _offset(text: str, position: types.Position, length: Length) -> int:
    """Return the number of code points before a position."""
    start = 0
    for _ in range(position.line):
        newline = NEWLINE.search(text, start)
        if newline is None:
            return len(text)
        start = newline.end()
    newline = NEWLINE.search(text, start)
    line = text[start : newline.start() if newline else len(text)]
    if line.isascii():
        return start + min(position.character, len(line))
    units = 0
    for index, char in enumerate(line):
        if units >= position.character:
            return start + index
        units += length(char)
    return start + len(line)
