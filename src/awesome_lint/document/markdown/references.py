"""Places of the destinations of link reference definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.model import Span

_DESTINATION = re.compile(r"(?<!\\)\]:\s*+(?:<([^<>]*)>|(\S+))")


def destination_span(lines: Sequence[str], first: int, last: int) -> Span | None:
    """Return the span of the destination in the definition on lines `first` to before `last`.

    Both are 0-based, as the parser counts. None for a definition inside a container whose
    destination is on the next line after a marker.
    """
    text = "\n".join(lines[first:last])
    match = _DESTINATION.search(text)
    if match is None:
        return None
    start, end = match.span(match.lastindex or 0)
    line = first + 1 + text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Span(line, column, line, column + end - start)
