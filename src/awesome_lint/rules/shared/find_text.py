"""Places of words in the source, where a fix may replace them."""

from __future__ import annotations

import re
from typing import Final

from awesome_lint.model import Document, Field, Span
from awesome_lint.text.patterns import deferred

_NOT_LITERAL: Final = deferred(
    r"""<!--(?:(?!-->).){0,1000}-->          # a comment
      | <[^<>]{1,1000}>                      # a tag or an autolink
      | \]\([^()]{0,1000}\)                  # the destination and the title of a link
      | \$`[^`]{1,500}`\$ | \$\$?[^$]{1,500}\$\$?  # a formula
    """,
    re.VERBOSE | re.DOTALL,
)


def find_in_field(field: Field, start: int, end: int) -> Span | None:
    """Return the span in the source of `field.text[start:end]`.

    None where the source has it as whole words, written as in the text, not exactly once, or
    in a comment, a tag, a destination or a formula.
    """
    return _find(field.source, field.span, field.text[start:end])


def find_in_span(document: Document, span: Span, text: str) -> Span | None:
    """Return the span of a text under `span`.

    None where the source has it as whole words not exactly once, or in a comment, a tag, a
    destination or a formula.
    """
    return _find(document.slice(span), span, text)


def _find(source: str, begin: Span, text: str) -> Span | None:
    """Return the span of a text of one line in `source`, which begins where `begin` does."""
    offsets = []
    at = source.find(text)
    while at >= 0:
        after = source[at + len(text) : at + len(text) + 1]
        if not (source[at - 1 : at].isalnum() or after.isalpha()):
            offsets.append(at)
        at = source.find(text, at + 1)
    if len(offsets) != 1 or not _is_literal(source, offsets[0], offsets[0] + len(text)):
        return None
    before = source[: offsets[0]]
    line = begin.line + before.count("\n")
    column = len(before) - before.rfind("\n") if "\n" in before else len(before) + begin.column
    return Span(line, column, line, column + len(text))


def _is_literal(source: str, start: int, end: int) -> bool:
    """Return whether no comment, tag, destination or formula is between two offsets of a source."""
    return not any(
        match.start() < end and start < match.end() for match in _NOT_LITERAL().finditer(source)
    )
