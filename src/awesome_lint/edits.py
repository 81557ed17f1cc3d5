"""The text after edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from awesome_lint.model import Edit
from awesome_lint.text.lines import NEWLINE


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` after `edits`, none of which touches another; equal ones are applied once.

    Line feeds in inserted text become the line ending of the line on which it is.
    """
    breaks = list(NEWLINE.finditer(text))
    starts = [0, *(each.end() for each in breaks)]
    pieces = []
    position = 0
    for edit in sorted(set(edits), key=lambda edit: edit.span):
        span = edit.span
        begin = starts[span.line - 1] + span.column - 1
        pieces.append(text[position:begin])
        pieces.append(_with_line_ending(edit.text, span.line, breaks))
        position = starts[span.end_line - 1] + span.end_column - 1
    pieces.append(text[position:])
    return "".join(pieces)


def _with_line_ending(text: str, line: int, breaks: Sequence[re.Match[str]]) -> str:
    if "\n" not in text or not breaks:
        return text
    return text.replace("\n", breaks[min(line, len(breaks)) - 1][0])
