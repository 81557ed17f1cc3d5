"""Tables of invented papers."""

from __future__ import annotations


def table(*values: str, header: str = "Topic", first: int = 1) -> str:
    """Return a table of papers, whose second column has these values."""
    rows = [f"| Title of Paper {first + i} | {value} |" for i, value in enumerate(values)]
    return f"\n| Title | {header} |\n|:--|:--|\n" + "\n".join(rows) + "\n"
