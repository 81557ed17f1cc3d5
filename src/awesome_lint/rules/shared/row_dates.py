"""Dates in the cells of rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from awesome_lint.model import Entry
from awesome_lint.text.dates import is_date_with_month

_MAX_CHARS: Final = 30
"""Characters of the longest date in a cell."""


def dates_with_month(entry: Entry, year: int | None) -> Iterator[str]:
    """Yield the cells of a row that are a date with a month in a year: `May 2024`, `2024.05`."""
    if entry.kind != "row" or year is None:
        return
    for field in entry.fields:
        text = field.text.strip()
        if len(text) <= _MAX_CHARS and str(year) in text and is_date_with_month(text):
            yield text
