"""Link reference definitions, with their places in the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it.rules_block import StateBlock, reference
from msgspec import Struct

from awesome_lint.model import LinkDefinition, Span
from awesome_lint.text.patterns import deferred

_LABEL = deferred(r"\[((?:[^\[\]\\]|\\[\s\S])*+)\]:")
# The marker of a quote may precede a destination on the next line.
_DESTINATION = deferred(r"(?<!\\)\]:[ \t\v\f]*+(?:\n[\s>]*+)?(?:<([^<>]*)>|([^ \t\n\v\f\r]+))")


class ParsedDefinition(Struct, frozen=True, gc=False):
    """A definition as the block parser finds it."""

    label: str
    """The label as written."""
    start: int
    """The offset in the document of its `[`."""
    reference: dict[str, Any]
    """The parser's record, to which links of this label refer if it is the first."""


def link_reference_definition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Block rule: `[label]: url "title"`. Each definition is added to `env["definitions"]`."""
    start = state.bMarks[line] + state.tShift[line]
    overridden = len(state.env["duplicate_refs"])
    if not reference(state, line, end, silent):
        return False
    if len(state.env["duplicate_refs"]) > overridden:
        record = state.env["duplicate_refs"][-1]
    else:
        record = next(reversed(state.env["references"].values()))
    label = _LABEL().match(state.src, start)
    state.env["definitions"].append(ParsedDefinition(label[1] if label else "", start, record))
    return True


def locate_definition(
    lines: Sequence[str], definition: ParsedDefinition, line_start: int
) -> LinkDefinition:
    """Return a definition with its place, and add the place of its destination to its record.

    `line_start` is the offset in the document of its first line.
    """
    first, end = definition.reference["map"]
    column = definition.start - line_start + 1
    span = Span(first + 1, column, end, len(lines[end - 1].rstrip()) + 1)
    url_span = _destination_span(lines, first, end) or span
    definition.reference["span"] = url_span
    label = " ".join(definition.label.split())
    return LinkDefinition(label, definition.reference["href"], span, url_span)


def _destination_span(lines: Sequence[str], first: int, last: int) -> Span | None:
    """Return the span of the destination in the definition on lines `first` to before `last`.

    Both are 0-based, as the parser counts. None if it is not found.
    """
    text = "\n".join(lines[first:last])
    match = _DESTINATION().search(text)
    if match is None:
        return None
    start, end = match.span(match.lastindex or 0)
    line = first + 1 + text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    return Span(line, column, line, column + end - start)
