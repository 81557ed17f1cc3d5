"""The edit that takes an entry out of its table or list, where nothing else goes with it."""

from __future__ import annotations

from awesome_lint.model import Document, Edit, Entry, Span


def remove_entry(document: Document, entry: Entry) -> Edit | None:
    """Return the edit that removes the lines of an entry.

    None where more than the entry would change: it is a heading, the first of its list or table,
    or has other entries in it; or the last blank lines between the items of its list would go with
    it, and the others be rendered as a tight list (CommonMark, section 5.3).
    """
    span, container = entry.span, entry.container
    if not container.line < span.line <= span.end_line <= container.end_line:
        return None
    if any(
        span.line <= other.span.line <= span.end_line
        for other in document.entries
        if other is not entry
    ):
        return None
    first, last = span.line, span.end_line
    if entry.kind == "row":
        return _lines(document, first, last)
    if _is_blank(document, first - 1) and _is_blank(document, last + 1):
        last += 1
    blank = [
        line for line in range(container.line, container.end_line + 1) if _is_blank(document, line)
    ]
    # Behind the last item, a blank line is none of the list.
    gone = range(first - (last >= container.end_line), last + 1)
    if blank and all(line in gone for line in blank):
        return None
    return _lines(document, first, last)


def _is_blank(document: Document, line: int) -> bool:
    """Tell whether a line is there and holds nothing but the markers of a quote."""
    return line <= len(document.lines) and not document.lines[line - 1].strip(" \t>")


def _lines(document: Document, first: int, last: int) -> Edit:
    """Return the edit that removes whole lines, the last one of a file as well."""
    lines = document.lines
    if last < len(lines):
        return Edit(Span(first, 1, last + 1, 1), "")
    return Edit(Span(first - 1, len(lines[first - 2]) + 1, last, len(lines[last - 1]) + 1), "")
