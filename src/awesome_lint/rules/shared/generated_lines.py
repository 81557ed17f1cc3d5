"""Lines that a tool writes, and writes again after they are edited."""

from __future__ import annotations

from typing import Final

from awesome_lint.model import Document
from awesome_lint.rules.shared.per_document import once_per_document
from awesome_lint.text.patterns import deferred

_LIST: Final = "ALL-CONTRIBUTORS-LIST"
_CONTRIBUTORS: Final = deferred(rf"<!--\s*{_LIST}:(START|END)\b")
"""The comments around the list of people that all-contributors-cli generates."""


@once_per_document
def find_generated_lines(document: Document) -> frozenset[int]:
    """Return the 1-based lines of the list of people that all-contributors-cli generates."""
    if _LIST not in document.text:
        return frozenset()
    lines: set[int] = set()
    start = None
    for number, line in enumerate(document.lines, 1):
        for match in _CONTRIBUTORS().finditer(line):
            if match[1] == "START":
                start = number
            elif start is not None:
                lines.update(range(start, number + 1))
                start = None
    return frozenset(lines)
