"""Line breaks that are missing where the rest of a list has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from awesome_lint.model import Document, Edit, Finding, Fix, Span, TextBlock
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_BREAK_TAG = deferred(r"<br\s{0,9}/?>\Z", re.IGNORECASE)
_BEGINS_PART = deferred(
    r"\[(?!!\[)|\*{1,3}\S|_{1,3}\S|<(?:b|i|a|em|strong|sub|sup)\b|[0-9０-９]{1,3}[）．、]"
)
"""The beginning of a line that does not continue a sentence."""
_CONTINUED = (",", "，", "、")
"""The ends of a line whose sentence continues on the next line."""
_MIN_BREAKS = 10
"""The minimum number of line breaks of a list that uses them consistently."""
_MAX_SHARE = 0.1
"""The largest share of lines without a line break in such a list."""


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
        line = document.lines[prose.span.line - 1]
        end = len(line.rstrip())
        if not _BEGINS_PART().match(following) or line[:end].endswith(_CONTINUED):
            continue
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
            cause=reason,
        )


def _ends(document: Document) -> _Ends:
    ends = _Ends(Counter(), [])
    for block in document.blocks:
        if block.kind != "paragraph" or len(block.prose) == 1:
            continue
        lines = [document.lines[prose.span.line - 1] for prose in block.prose[:-1]]
        found = [line_break(line) for line in lines]
        if any(found):
            ends.breaks.update(each for each in found if each is not None)
            ends.soft += [(block, index) for index, each in enumerate(found) if each is None]
    return ends


def line_break(line: str) -> str | None:
    """Return the line break at the end of a line: two spaces, a backslash, or a tag; else None."""
    if line.endswith(("  ", "\\")):
        return "  " if line[-1] == " " else "\\"
    tag = _BREAK_TAG().search(line.rstrip())
    return tag[0] if tag else None
