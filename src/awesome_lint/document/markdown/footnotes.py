"""Footnotes, as in cmark-gfm (`src/blocks.c`, `src/inlines.c`, `src/footnotes.c`).

mdit-py-plugins has a parser of footnotes that differs: it reads code where a definition begins
with many spaces, continues after a blank line with white space in it, and compares labels
differently.

`env["footnotes"]` holds the labels that are defined, `env["footnote_definitions"]` each definition
in the order of their ends, and `env["cited"]` the number of each footnote that is referenced, in
the order of the first references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from msgspec import Struct

from awesome_lint.model import FootnoteDefinition, Span

_DEFINITION = re.compile(r"\[\^([^\] \t\r\n]+)\]:[ \t]*")
_INDENTATION = 4
"""Columns by which continuation lines of a definition are indented."""


class ParsedFootnote(Struct, frozen=True, gc=False):
    """A definition as the block parser finds it."""

    label: str
    """The label as written."""
    name: str
    """The normalized label."""
    line: int
    """Its first line, from 0."""
    start: int
    """The offset in the document of its `[`."""


def footnote_definition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Block rule: `[^label]: text` and the indented blocks below it.

    They are between the tokens `footnote_open` and `footnote_close`. The latter has the
    normalized label in its `meta`: of several definitions of a label, the first one that ends
    counts.
    """
    begin = state.bMarks[line] + state.tShift[line]
    marker = _DEFINITION.match(state.src, begin, state.eMarks[line])
    if marker is None or state.is_code_block(line):
        return False
    if silent:
        return True
    label = normalizeReference(marker[1])
    state.env["footnotes"].add(label)
    opening = state.push("footnote_open", "", 1)
    first_line = state.bMarks[line], state.tShift[line], state.sCount[line]
    container = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent += _INDENTATION
    # The text after the marker counts as indented, whatever the number of spaces before it.
    state.bMarks[line], state.tShift[line], state.sCount[line] = marker.end(), 0, state.blkIndent
    state.lineMax = _definition_end(state, line, min(end, state.lineMax))
    state.parentType = "footnote"
    state.md.block.tokenize(state, line, state.lineMax)
    state.bMarks[line], state.tShift[line], state.sCount[line] = first_line
    state.blkIndent, state.lineMax, state.parentType = container
    opening.map = [line, state.line]
    state.push("footnote_close", "", -1).meta["label"] = label
    state.env["footnote_definitions"].append(ParsedFootnote(marker[1], label, line, begin))
    return True


def locate_definitions(
    offsets: Sequence[int], env: MutableMapping[str, Any]
) -> tuple[FootnoteDefinition, ...]:
    """Return the definitions with their places, sorted; `offsets` are those of the lines.

    Call it after the references in the document are read.
    """
    found = []
    first: dict[str, Span] = {}
    for each in env["footnote_definitions"]:
        column = each.start - offsets[each.line] + 1
        end = column + len(f"[^{each.label}]")
        span = Span(each.line + 1, column, each.line + 1, end)
        shown = first.setdefault(each.name, span)
        found.append(FootnoteDefinition(each.label, span, each.name in env["cited"], shown))
    return tuple(sorted(found, key=lambda definition: definition.span))


def _definition_end(state: StateBlock, line: int, end: int) -> int:
    """Return the line before which a blank line ends the footnote at `line`, else `end`.

    cmark-gfm continues after blank lines that are empty or indented. One with fewer spaces ends
    the footnote, as does the marker of a quote.
    """
    for number in range(line + 1, end):
        is_indented = state.sCount[number] >= state.blkIndent
        if not state.isEmpty(number):
            if not is_indented:
                break
        elif not is_indented and state.eMarks[number] > state.eMarks[number - 1] + 1:
            return number
    return end


def reference_number(label: str, env: MutableMapping[str, Any]) -> int | None:
    """Return the number of the footnote that `[^label]` references; None if it is not defined."""
    name = normalizeReference(label)
    if "\n" in label or name not in env["footnotes"]:
        return None
    cited: dict[str, int] = env["cited"]
    return cited.setdefault(name, len(cited) + 1)


def discard_references(tokens: Iterable[Token], env: MutableMapping[str, Any]) -> None:
    """Undo the references among the latest tokens of a document, which are not rendered."""
    for token in tokens:
        if token.type == "footnote_ref" and token.meta["is_first"]:
            env["cited"].popitem()
