"""The lines of a block, as markdown-it-py's state of blocks has them."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

_FIRST = frozenset("`~>-*_+#<[0123456789")
"""What lines begin with at which a block begins that can interrupt another one."""


def line_text(state: StateBlock, line: int) -> str:
    """Return the text of a line, behind the markers of its containers and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def may_begin(state: StateBlock, line: int) -> bool:
    """Return whether a line begins with a character with which a block can begin.

    One that belongs to its container only by laziness has been looked at before.
    """
    first = state.bMarks[line] + state.tShift[line]
    return state.sCount[line] >= 0 and state.src[first] in _FIRST


def interrupted(state: StateBlock, line: int, chain: str) -> bool:
    """Tell whether a block begins at a line that can interrupt those of a `chain` of rules.

    The line is not blank.
    """
    if not may_begin(state, line):
        return False
    rules = state.md.block.ruler.getRules(chain)
    return any(rule(state, line, state.lineMax, True) for rule in rules)
