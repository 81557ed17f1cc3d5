"""Lines for a terminal, wrapped between words."""

from __future__ import annotations

import re
from typing import Final

from awesome_lint.text.display import display_width

_BREAK: Final = re.compile(r"(?<=\S) (?=\S)")
_COLOR: Final = re.compile(r"\x1b\[[0-9;]*m")


def wrap(line: str, width: int, indent: int) -> str:
    """Return a line broken between words into lines of at most `width` columns.

    All but the first begin with `indent` spaces. Color codes have no width. A word that is too
    long has a line of its own.
    """
    if _width(line) <= width:
        return line
    lines: list[str] = []
    current = ""
    for word in _BREAK.split(line):
        if not lines and not current:
            current = word
        elif _width(current) + 1 + _width(word) <= width:
            current += f" {word}"
        else:
            lines.append(current)
            current = " " * indent + word
    return "\n".join([*lines, current])


def _width(text: str) -> int:
    return display_width(_COLOR.sub("", text))
