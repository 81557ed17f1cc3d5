"""Line breaks that are missing where the rest of a list has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Document, Edit, Finding, Fix, Span, TextBlock
from awesome_lint.text.wording import quote

_BREAK = re.compile(r"  +\Z|\\\Z|[ \t]*<br\s*/?>[ \t]*\Z", re.IGNORECASE)
_BEGINS_PART = re.compile(r"\[(?!!\[)|\*{1,3}\S|_{1,3}\S|<(?:b|i|a|em|strong|sub|sup)\b|`")
"""The beginning of a line that is not the rest of a sentence."""
_MIN_BREAKS = 10
"""Line breaks of a list that has a habit."""
_MAX_SHARE = 0.1
"""The largest share of lines without a break in a list that has the habit."""


class _Ends(Struct):
    """The ends of lines inside of the blocks that have line breaks."""

    breaks: Counter[str]
    """The number of times each line break is used."""
    soft: list[tuple[TextBlock, int]]
    """The blocks, and the indexes of their lines, that end without a break."""


def find_missing_breaks(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line without a line break, in a list whose lines have one."""
    ends = _ends(document)
    number = ends.breaks.total()
    if number < _MIN_BREAKS or len(ends.soft) > _MAX_SHARE * number:
        return
    usual = ends.breaks.most_common(1)[0][0]
    shown = "two spaces" if usual.isspace() else quote(usual)
    for block, index in ends.soft:
        prose, below = block.prose[index], block.prose[index + 1]
        following = document.slice(below.span)
        if not _BEGINS_PART.match(following):
            continue
        line = document.lines[prose.span.line - 1]
        end = len(line.rstrip())
        span = Span(prose.span.line, end + 1, prose.span.line, len(line) + 1)
        if line[:end].endswith("\\"):
            reason = r"the space after `\` makes it a character"
            advice = r"Remove the space after `\`"
            edit = Edit(span, "")
        else:
            reason = "no line break ends it"
            advice = f"Write {shown} at the end of the line"
            edit = Edit(span, usual)
        yield Finding(
            prose.span,
            f"GitHub joins this line and {quote(following, 40)} below it: {reason}, unlike {number}"
            " other lines",
            advice,
            fix=Fix(advice, (edit,)),
            severity="warning",
        )


def _ends(document: Document) -> _Ends:
    ends = _Ends(Counter(), [])
    for block in document.blocks:
        if block.kind != "paragraph" or len(block.prose) == 1:
            continue
        lines = [document.lines[prose.span.line - 1] for prose in block.prose[:-1]]
        found = [_BREAK.search(line) for line in lines]
        if any(found):
            ends.breaks.update(_written(match[0]) for match in found if match)
            ends.soft += [(block, index) for index, match in enumerate(found) if match is None]
    return ends


def _written(line_break: str) -> str:
    return "  " if line_break.isspace() else line_break.strip()
