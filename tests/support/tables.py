"""Tables of invented papers."""

from __future__ import annotations

from collections.abc import Iterable


def table(columns: str, rows: Iterable[Iterable[str]]) -> str:
    """Return a table; `columns` are the names of its columns, separated by `|`.

    Its rows start on line 3.
    """
    lines = (f"| {' | '.join(row)} |\n" for row in rows)
    return f"| {columns} |\n{'|:--' * (columns.count('|') + 1)}|\n{''.join(lines)}"


def papers(*venues: str) -> str:
    """Return a table of papers with these venues, from line 3, column 7 on."""
    return table("P | Venue", (("P", venue) for venue in venues))


def valued(*values: str, header: str = "Topic", first: int = 1) -> str:
    """Return a table of papers, whose second column has these values, from line 4 on."""
    rows = ((f"Title of Paper {first + i}", value) for i, value in enumerate(values))
    return "\n" + table(f"Title | {header}", rows)
