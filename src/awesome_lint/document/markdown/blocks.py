"""Headings, paragraphs and tables.

These rules replace those of markdown-it-py, which trims more than spaces and tabs from lines,
and looks for a table where a paragraph begins. In cmark-gfm, the last line of a paragraph
becomes the header of a table when the delimiter row follows.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import StateBlock, blockquote, fence, hr, html_block, list_block

from awesome_lint.document.markdown import footnotes, references
from awesome_lint.text.patterns import deferred
from awesome_lint.text.table_syntax import split_cells

_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"(?:(=)=*|-+)[ \t]*")
_MAX_NESTING = 32
"""Maximum depth of nested blocks; a list and its item are two blocks.

cmark-gfm has no such limit. Each quote reads all the lines in it, so that short lines below many
quotes take many times as long as others.
"""

_BLOCK_STARTS = frozenset("`~>-*_+#<[0123456789")
"""First characters of lines at which a block can interrupt another one."""

_DELIMITER = r"[ \t\v\f]*:?-+:?[ \t\v\f]*"
_DELIMITERS = re.compile(rf"\|?{_DELIMITER}(?:\|{_DELIMITER})*+\|?[ \t\v\f]*")
_TAG = deferred(rf"(?:{HTML_OPEN_CLOSE_TAG_STR.removeprefix('^')})\s*")
_MAX_ADDED_CELLS = 0x80000
"""Cells that GitHub adds to the rows of a table that have too few. Beyond that, the table ends."""


@cache
def block_parser() -> MarkdownIt:
    """Return the parser of blocks.

    Content of headings and paragraphs is in tokens `inline`, whose `meta["starts"]` holds the
    offset in the document at which each of their lines begins.
    """
    md = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    # Links are kept as written.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign] # it is made to be replaced
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    md.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - called by name
    md.block.ruler.before("list", "footnote", footnotes.footnote_definition)
    md.block.ruler.at("reference", references.link_reference_definition)
    for name, rule, chains in _INTERRUPTING:
        md.block.ruler.at(name, rule, {"alt": chains})
    md.block.ruler.push("interruption", _blockquote_interruption, {"alt": ["blockquote"]})
    md.block.ruler.at("paragraph", _paragraph)
    md.disable("lheading")
    return md


def _atx_heading(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    begin, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    marks = _ATX.match(state.src, begin, end)
    if marks is None or state.is_code_block(line):
        return False
    if not silent:
        text = state.src[marks.end() : end].rstrip(" \t")
        without_closing = text.rstrip("#")
        if not without_closing or without_closing[-1] in " \t":
            text = without_closing.rstrip(" \t")
        level = len(marks[1])
        _push_block(state, "heading", f"h{level}", text, [marks.end()], (line, line + 1))
        state.tokens[-3].markup = marks[1]
        state.line = line + 1
    return True


_INTERRUPTING = (
    ("fence", fence, ["paragraph", "reference", "list"]),
    ("blockquote", blockquote, ["paragraph", "reference", "list"]),
    ("hr", hr, ["paragraph", "reference", "list"]),
    ("footnote", footnotes.footnote_definition, ["paragraph", "reference"]),
    ("list", list_block, ["paragraph", "reference"]),
    ("html_block", html_block, ["paragraph", "reference"]),
    ("heading", _atx_heading, ["paragraph", "reference"]),
)
"""The rules of blocks that end a quote, and what else they can interrupt."""


def _blockquote_interruption(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Block rule that produces no block; it matches where a block begins that ends a quote."""
    return (
        silent
        and _may_begin_block(state, line)
        and any(rule(state, line, end, True) for _, rule, _ in _INTERRUPTING)
    )


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    before, state.parentType = state.parentType, "paragraph"
    end, becomes = _find_paragraph_end(state, start)
    state.parentType = before
    text, starts = _join_lines(state, start, end)
    if becomes in ("h1", "h2"):
        _push_block(state, "heading", becomes, text, starts, (start, end))
        state.line = end + 1
        return True
    if end > start:
        _push_block(state, "paragraph", "p", text, starts, (start, end))
        state.line = end
    if becomes == "table":
        _push_table(state, end)
    return True


def _find_paragraph_end(state: StateBlock, start: int) -> tuple[int, str]:
    """Return the line before which the paragraph at `start` ends, and the reason.

    The reason is `h1` or `h2` for a line that underlines it, `table` for the header of a table,
    and empty otherwise.
    """
    line, may_be_table = start + 1, True
    while line < state.lineMax and not state.isEmpty(line):
        # Lines indented like code belong to the paragraph.
        if not state.is_code_block(line):
            # A lazy continuation line is neither an underline nor a delimiter row.
            is_lazy = state.sCount[line] < state.blkIndent
            text = _line_text(state, line)
            if not is_lazy and (underline := _UNDERLINE.fullmatch(text)):
                return line, "h1" if underline[1] else "h2"
            if _is_interrupted(state, line, "paragraph"):
                return line, ""
            if may_be_table and not is_lazy and (count := delimiter_columns(text)):
                if count == len(split_cells(_line_text(state, line - 1))):
                    return line - 1, "table"
                may_be_table = False
        line += 1
    return line, ""


def _join_lines(state: StateBlock, start: int, end: int) -> tuple[str, list[int]]:
    """Return the text of the lines from `start` to before `end`, and the offset of each."""
    starts = [state.bMarks[line] + state.tShift[line] for line in range(start, end)]
    lines = [state.src[begin : state.eMarks[start + i]] for i, begin in enumerate(starts)]
    return "\n".join(lines).rstrip(" \t"), starts


def _push_block(
    state: StateBlock, block: str, tag: str, text: str, starts: list[int], lines: tuple[int, int]
) -> None:
    state.push(f"{block}_open", tag, 1)
    token = state.push("inline", "", 0)
    token.content = text
    token.map = list(lines)
    token.meta["starts"] = starts
    state.push(f"{block}_close", tag, -1)


def delimiter_columns(text: str) -> int:
    """Return the number of columns of the delimiter row `text`; 0 if it is not one."""
    if text[0] not in "|:-" or not _DELIMITERS.fullmatch(text):
        return 0
    return len(split_cells(text))


def _push_table(state: StateBlock, header: int) -> None:
    """Add the table with the header on the line `header`, and move the state after it.

    It is one token. Its `meta["rows"]` holds for each row, the header first, its line, its
    offset in the document, and the bounds of its cells.
    """
    before, state.parentType = state.parentType, "table"
    line = header
    rows = []
    width = missing = 0
    while True:
        text = _line_text(state, line)
        cells = split_cells(text)
        if not cells or missing > _MAX_ADDED_CELLS:
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
        or _is_interrupted(state, line, "blockquote")
        or ((text := _line_text(state, line))[0] == "<" and _TAG().fullmatch(text))
    )


def _line_text(state: StateBlock, line: int) -> str:
    """Return the text of a line, without the markers of its containers and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _may_begin_block(state: StateBlock, line: int) -> bool:
    """Return whether a line begins with a character with which a block can begin.

    False for a lazy continuation line, which has been checked before.
    """
    first = state.bMarks[line] + state.tShift[line]
    return state.sCount[line] >= 0 and state.src[first] in _BLOCK_STARTS


def _is_interrupted(state: StateBlock, line: int, chain: str) -> bool:
    """Return whether a block begins at a line that can interrupt those of a `chain` of rules.

    The line is not blank.
    """
    if not _may_begin_block(state, line):
        return False
    rules = state.md.block.ruler.getRules(chain)
    return any(rule(state, line, state.lineMax, True) for rule in rules)
