"""Headings and paragraphs, and what the lines of a paragraph may become: a heading, a table.

These rules take the place of markdown-it-py's, which trims lines of more than spaces and tabs,
and looks for a table where a paragraph begins. In cmark-gfm, the last line of a paragraph becomes
the header of a table when the delimiter row comes.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, fence, hr, html_block, list_block

from awesome_lint.document.markdown import footnotes
from awesome_lint.document.markdown.block_lines import interrupted, line_text, may_begin
from awesome_lint.document.markdown.gfm_table import columns, push_table
from awesome_lint.document.markdown.table_cells import split

_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_UNDERLINE = re.compile(r"(?:(=)=*|-+)[ \t]*")
_DEEPEST = 32
"""How deep blocks may be nested; a list and its item are two blocks.

cmark-gfm has no such limit; nobody writes as deep. Each quote looks at all the lines in it, so that
short lines below many quotes take many times as long as others.
"""


@cache
def markdown() -> MarkdownIt:
    """Return the parser of blocks.

    The content of headings and paragraphs is in tokens `inline`, whose `meta["starts"]` has the
    offset in the document at which each of their lines begins.
    """
    md = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    # Links are kept as they are written.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign] # it is made to be replaced
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    md.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - called by name
    md.block.ruler.before("list", "footnote", footnotes.definition)
    for name, rule, chains in _INTERRUPTING:
        md.block.ruler.at(name, rule, {"alt": chains})
    md.block.ruler.push("interruption", _interruption, {"alt": ["blockquote"]})
    md.block.ruler.at("paragraph", _paragraph)
    md.disable("lheading")
    return md


def _heading(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
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
        _push(state, "heading", f"h{level}", text, [marks.end()], (line, line + 1))
        state.tokens[-3].markup = marks[1]
        state.line = line + 1
    return True


_INTERRUPTING = (
    ("fence", fence, ["paragraph", "reference", "list"]),
    ("blockquote", blockquote, ["paragraph", "reference", "list"]),
    ("hr", hr, ["paragraph", "reference", "list"]),
    ("footnote", footnotes.definition, ["paragraph", "reference"]),
    ("list", list_block, ["paragraph", "reference"]),
    ("html_block", html_block, ["paragraph", "reference"]),
    ("heading", _heading, ["paragraph", "reference"]),
)
"""The rules of blocks that end a quote, and what else they can interrupt."""


def _interruption(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Block rule that begins no block, and tells whether one begins that ends a quote."""
    return (
        silent
        and may_begin(state, line)
        and any(rule(state, line, end, True) for _, rule, _ in _INTERRUPTING)
    )


def _paragraph(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
    before, state.parentType = state.parentType, "paragraph"
    end, becomes = _follow(state, start)
    state.parentType = before
    text, starts = _content(state, start, end)
    if becomes in ("h1", "h2"):
        _push(state, "heading", becomes, text, starts, (start, end))
        state.line = end + 1
        return True
    if end > start:
        _push(state, "paragraph", "p", text, starts, (start, end))
        state.line = end
    if becomes == "table":
        push_table(state, end)
    return True


def _follow(state: StateBlock, start: int) -> tuple[int, str]:
    """Return the line before which the paragraph ends that begins at `start`, and why.

    It is `h1` or `h2` for a line that underlines it, `table` for a header, and empty otherwise.
    """
    line, may_be_table = start + 1, True
    while line < state.lineMax and not state.isEmpty(line):
        # What is indented like code belongs to the paragraph.
        if not state.is_code_block(line):
            # What belongs to it only by laziness is no underline and no delimiter row.
            is_lazy = state.sCount[line] < state.blkIndent
            text = line_text(state, line)
            if not is_lazy and (underline := _UNDERLINE.fullmatch(text)):
                return line, "h1" if underline[1] else "h2"
            if interrupted(state, line, "paragraph"):
                return line, ""
            if may_be_table and not is_lazy and (count := columns(text)):
                if count == len(split(line_text(state, line - 1))):
                    return line - 1, "table"
                may_be_table = False
        line += 1
    return line, ""


def _content(state: StateBlock, start: int, end: int) -> tuple[str, list[int]]:
    """Return the text of the lines from `start` to before `end`, and where each begins."""
    starts = [state.bMarks[line] + state.tShift[line] for line in range(start, end)]
    lines = [state.src[begin : state.eMarks[start + i]] for i, begin in enumerate(starts)]
    return "\n".join(lines).rstrip(" \t"), starts


def _push(
    state: StateBlock, block: str, tag: str, text: str, starts: list[int], lines: tuple[int, int]
) -> None:
    state.push(f"{block}_open", tag, 1)
    token = state.push("inline", "", 0)
    token.content = text
    token.map = list(lines)
    token.meta["starts"] = starts
    state.push(f"{block}_close", tag, -1)
