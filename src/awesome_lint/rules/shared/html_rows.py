"""Rows of HTML tables that depend on others."""

from __future__ import annotations

import re

from awesome_lint.model import Document, Span
from awesome_lint.text.patterns import deferred

_ROW_SPAN = deferred(r"<t[dh]\s[^<>]*rowspan", re.IGNORECASE)


def tables_with_row_spans(document: Document) -> frozenset[Span]:
    """Return the spans of the HTML tables in which a cell spans several rows."""
    return frozenset(
        table.span
        for table in document.tables
        if table.markup == "html" and _ROW_SPAN().search(document.slice(table.span))
    )
