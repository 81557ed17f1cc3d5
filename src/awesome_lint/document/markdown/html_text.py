"""The parts of a block of HTML that readers see as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from awesome_lint import rulebook
from awesome_lint.document.markdown.html_tags import Comment, Tag
from awesome_lint.document.markdown.unrendered_rows import BlockLine


def verbatim_ranges(text: str, items: Sequence[Tag | Comment]) -> list[tuple[int, int]]:
    """Return the start and end of each comment and of each verbatim element's text in a block.

    `items` are the tags and comments of `text`. An unclosed comment extends to the end.
    """
    return list(_verbatim_ranges(text, items))


def _verbatim_ranges(text: str, items: Sequence[Tag | Comment]) -> Iterator[tuple[int, int]]:
    elements = rulebook.words("html", "verbatim")
    verbatim: Tag | None = None
    for item in items:
        if isinstance(item, Comment):
            if verbatim is None:
                yield item.start, item.end
        elif verbatim is None and item.name in elements:
            verbatim = item
        elif verbatim is not None and item.name == f"/{verbatim.name}":
            yield verbatim.end, item.start
            verbatim = None
    if verbatim is not None:
        yield verbatim.end, len(text)
        return
    unclosed = text.find("<!--", items[-1].end if items else 0)
    if unclosed != -1:
        yield unclosed, len(text)


def lines_outside(
    lines: Sequence[BlockLine], ranges: Sequence[tuple[int, int]]
) -> Iterator[BlockLine]:
    """Yield the lines of a block that do not begin in one of the `ranges` of its text."""
    offset = current = 0
    for line in lines:
        text = line[2]
        begin = offset + len(text) - len(text.lstrip())
        while current < len(ranges) and ranges[current][1] <= begin:
            current += 1
        if current == len(ranges) or begin < ranges[current][0]:
            yield line
        offset += len(text) + 1
