"""Escapes that make a text show literally, in Markdown, in cells of tables and in HTML."""

from __future__ import annotations

import html
import re
from typing import Final, Literal

from awesome_lint.text.patterns import deferred

Syntax = Literal["markdown", "cell", "html"]
"""The syntax around a text: Markdown outside of tables, a cell of a GFM table, or HTML."""

_ALWAYS: Final = re.compile(r"[\\`*\[\]]")
_MARKUP: Final = deferred(
    r"(?<![^\W_])_|_(?![^\W_])"  # within a word, an underscore is literal
    r"|<(?=[A-Za-z/!?])|&(?=#?\w{1,40};)|:(?=//)|(?<=www)\.",
    re.IGNORECASE,
)
_PAIRED: Final = ("~", "$")
"""Characters that are markup in pairs only."""
_MARK_AT_START: Final = deferred(r"\A[-+#>=|~:]")
_ORDINAL: Final = deferred(r"\A(\d{1,9})([.)])(?=\s|\Z)")


def escape(text: str, syntax: Syntax, *, at_start: bool = False) -> str:
    """Return the source of a text on one line.

    `at_start` is whether it begins a block, where `#`, `-` or `1.` would be markup.
    """
    if syntax == "html":
        return html.escape(text, quote=True)
    shown = _ALWAYS.sub(r"\\\g<0>", text)
    for mark in _PAIRED:
        if shown.count(mark) > 1:
            shown = shown.replace(mark, f"\\{mark}")
    shown = _MARKUP().sub(r"\\\g<0>", shown)
    if syntax == "cell":
        shown = shown.replace("|", "\\|")
    if at_start:
        shown = _ORDINAL().sub(r"\1\\\2", shown)
        shown = _MARK_AT_START().sub(r"\\\g<0>", shown)
    return shown
