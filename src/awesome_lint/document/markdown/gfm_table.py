"""Where tables begin and end, as cmark-gfm has it."""

from __future__ import annotations

import re

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import StateBlock

from awesome_lint.document.markdown.block_lines import interrupted, line_text
from awesome_lint.document.markdown.table_cells import split

_DELIMITER = r"[ \t\v\f]*:?-+:?[ \t\v\f]*"
_DELIMITERS = re.compile(rf"\|?{_DELIMITER}(?:\|{_DELIMITER})*+\|?[ \t\v\f]*")
_TAG = re.compile(rf"(?:{HTML_OPEN_CLOSE_TAG_STR.removeprefix('^')})\s*")
_MOST_MISSING = 0x80000
"""How many cells GitHub adds to the rows of a table that have too few; then the table ends."""


def columns(text: str) -> int:
    """Return for how many columns the line `text` is the delimiter row; 0 if it is none."""
    if text[0] not in "|:-" or not _DELIMITERS.fullmatch(text):
        return 0
    return len(split(text))


def push_table(state: StateBlock, header: int) -> None:
    """Add the table whose header is the line `header`, and leave the state behind it.

    It is one token. Its `meta["rows"]` has for each row, the header first, its line, its offset
    in the document, and where its cells stand in the line's text.
    """
    before, state.parentType = state.parentType, "table"
    line = header
    rows = []
    width = missing = 0
    while True:
        text = line_text(state, line)
        cells = split(text)
        if not cells or missing > _MOST_MISSING:
            break
        width = width or len(cells)
        missing += max(width - len(cells), 0)
        rows.append((line, state.bMarks[line] + state.tShift[line], cells))
        line += 2 if line == header else 1
        if line >= state.lineMax or not _may_be_row(state, line):
            break
    state.parentType = before
    token = state.push("table", "table", 0)
    token.map = [header, line]
    token.meta["rows"] = rows
    state.line = line


def _may_be_row(state: StateBlock, line: int) -> bool:
    return not (
        state.isEmpty(line)
        or state.sCount[line] < state.blkIndent
        or state.is_code_block(line)
        or interrupted(state, line, "blockquote")
        or ((text := line_text(state, line))[0] == "<" and _TAG.fullmatch(text))
    )
