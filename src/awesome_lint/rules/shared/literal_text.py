"""Stretches of Markdown source that are not text, in which no fix of a word is made."""

from __future__ import annotations

import re
from typing import Final

_NOT_TEXT: Final = re.compile(
    r"""<!--(?:(?!-->).){0,1000}-->          # a comment
      | <[^<>]{1,1000}>                      # a tag or an autolink
      | \]\([^()]{0,1000}\)                  # the destination and the title of a link
      | \$`[^`]{1,500}`\$ | \$\$?[^$]{1,500}\$\$?  # a formula
    """,
    re.VERBOSE | re.DOTALL,
)


def is_literal_text(source: str, start: int, end: int) -> bool:
    """Return whether no comment, tag, destination or formula is at the offsets of a source."""
    return not any(
        match.start() < end and start < match.end() for match in _NOT_TEXT.finditer(source)
    )
