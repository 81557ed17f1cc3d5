"""Edits that remove entries from their tables and lists without changing others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from awesome_lint.model import Document, Edit, Entry, Span
from awesome_lint.rules.shared.html_rows import tables_with_row_spans


class EntryRemovals:
    """The removals of a document's entries, each found in logarithmic time."""

    def __init__(self, document: Document) -> None:
        self._lines = document.lines
        self._entries = document.entries
        self._tables_with_row_spans = tables_with_row_spans(document)
        self._html_tables = {table.span for table in document.tables if table.markup == "html"}

    def edit(self, entry: Entry) -> Edit | None:
        """Return the edit that removes the lines of an entry.

        None where more than the entry would change: it is a heading, the first of its list or
        table, contains other entries, shares a line with other text, or is in an HTML table with
        cells that span rows; or the last blank lines between the items of its list would be
        removed, so that the list would be rendered as a tight one (CommonMark, section 5.3).
        """
        span, container = entry.span, entry.container
        if container in self._tables_with_row_spans:
            return None
        if not container.line < span.line <= span.end_line <= container.end_line:
            return None
        if self._has_others(entry) or self._shares_lines(span):
            return None
        first, last = span.line, span.end_line
        if entry.kind == "row":
            return self._remove(first, last)
        if self._is_blank(first - 1) and self._is_blank(last + 1):
            last += 1
        # A blank line after the last item is not part of the list.
        end = container.end_line
        gone = self._blank_within(first - (last >= end), min(last, end))
        if 0 < self._blank_within(container.line, end) == gone:
            return None
        return self._remove(first, last)

    def is_html_row(self, entry: Entry) -> bool:
        """Return whether an entry is a row of an HTML table."""
        return entry.kind == "row" and entry.container in self._html_tables

    def _has_others(self, entry: Entry) -> bool:
        """Return whether other entries begin on the lines of an entry."""
        begin = bisect_left(self._entries, entry.span.line, key=lambda each: each.span.line)
        end = bisect_right(self._entries, entry.span.end_line, key=lambda each: each.span.line)
        return any(other is not entry for other in self._entries[begin:end])

    def _shares_lines(self, span: Span) -> bool:
        """Return whether other text is on the lines of an entry, as may be in HTML."""
        before = self._lines[span.line - 1][: span.column - 1]
        after = self._lines[span.end_line - 1][span.end_column - 1 :]
        return bool(before.strip(" \t>") or after.strip())

    def _is_blank(self, line: int) -> bool:
        """Return whether a line exists and has nothing but the markers of a quote."""
        return line <= len(self._lines) and not self._lines[line - 1].strip(" \t>")

    @cached_property
    def _blank(self) -> list[int]:
        return [line for line in range(1, len(self._lines) + 1) if self._is_blank(line)]

    def _blank_within(self, first: int, last: int) -> int:
        """Return the number of blank lines from `first` to `last`."""
        return bisect_right(self._blank, last) - bisect_left(self._blank, first)

    def _remove(self, first: int, last: int) -> Edit:
        """Return the edit that removes whole lines, including the last one of a file."""
        lines = self._lines
        if last < len(lines):
            return Edit(Span(first, 1, last + 1, 1), "")
        begin = Span(first - 1, len(lines[first - 2]) + 1, last, len(lines[last - 1]) + 1)
        return Edit(begin, "")
