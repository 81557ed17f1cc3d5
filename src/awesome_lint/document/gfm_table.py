"""Where tables begin and end, as cmark-gfm has it and markdown-it-py has not."""

from __future__ import annotations

import re

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import StateBlock, table

_UNDERLINE = re.compile(r"-+\s*")
_LAST_LINE = re.compile(rf"(?:{HTML_OPEN_CLOSE_TAG_STR.removeprefix('^')}|\|)\s*")


def gfm_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a table, unless dashes without a pipe make a heading of its header.

    It comes after the rules of all other blocks but paragraphs: `- a | b` is a list item.
    """
    if start + 1 < end and _matches(_UNDERLINE, state, start + 1):
        return False
    return table(state, start, end, silent)


def table_end(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Tell that a tag or a pipe on a line of its own ends a table; make nothing of it."""
    return (
        silent
        and state.parentType == "table"
        and not state.is_code_block(start)
        and _matches(_LAST_LINE, state, start)
    )


def _matches(pattern: re.Pattern[str], state: StateBlock, line: int) -> bool:
    begin = state.bMarks[line] + state.tShift[line]
    return pattern.fullmatch(state.src, begin, state.eMarks[line]) is not None
