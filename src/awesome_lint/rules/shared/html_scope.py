"""The extent of unclosed HTML elements in text, as in the HTML standard.

Formatting elements (`<b>`) are on the parser's list of active formatting elements, and are
reopened after the end of elements around them: list items, paragraphs and `<div>` do not stop
them. Only cells and captions of tables do, which put a marker on that list and clear it up to
there at their end. All others (`<sub>`, `<ins>`, `<ul>`) end with the element around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.model import Document, HtmlTag, Link, Span
from awesome_lint.text.patterns import any_of, deferred

_MAX_DEPTH: Final = 100
"""Nested elements that are searched."""

_MAX_CHARS_AFTER_TAG: Final = 2_000
"""Characters after a tag that are examined. One line may be a whole file."""

_MIN_CHARS_PER_LINE: Final = 20
"""Characters that each line counts for at least."""

_LINK: Final = deferred(r"<(?:a|img)\s|!?\[[^\[\]]*\]\(|https?://", re.IGNORECASE)
_COMMENT: Final = deferred(r"<!--.*?(?:-->|$)", re.DOTALL)
_VISIBLE_TEXT: Final = deferred(r"(?:<[^<>]*>|&\w+;|\W)*+\w")
"""Readable text, after tags and character references."""

_ASTERISKS: Final = deferred(r"(?<!\\)\*+")


class _Element(Struct):
    """An element; `cell` is the innermost cell that it is or is in, `end` its end."""

    name: str
    cell: _Element | None
    end: tuple[int, int] | None = None


class UnclosedElements:
    """The contents of the elements that `tags` of a document open and nothing closes."""

    def __init__(self, document: Document, tags: Iterable[HtmlTag]) -> None:
        self._document = document
        self._rows = {
            row.span.line
            for table in document.tables
            if table.markup == "gfm"
            for row in (table.header, *table.rows)
        }
        spans = {tag.span for tag in tags}
        self._around = _enclosing_elements(document, spans)
        lines = {span.line for span in spans}
        self._links: dict[int, list[Link]] = {}
        for link in document.links:
            if link.kind in ("inline", "reference") and link.span.line in lines:
                self._links.setdefault(link.span.line, []).append(link)

    def text(self, tag: HtmlTag) -> str | None:
        """Return the source of an element's content, up to a maximum length.

        None if it extends beyond its block.
        """
        end = self._end(tag)
        if end is None:
            return None
        return self._source(tag.span, end[0])

    def _source(self, span: Span, end: tuple[int, int]) -> str:
        parts, room = [], _MAX_CHARS_AFTER_TAG
        line, start = span.end_line, span.end_column - 1
        while room > 0 and line <= end[0]:
            text = self._document.lines[line - 1]
            stop = end[1] - 1 if line == end[0] else len(text)
            parts.append(text[start : min(stop, start + room)])
            room -= len(parts[-1]) + _MIN_CHARS_PER_LINE
            line, start = line + 1, 0
        return "\n".join(parts)

    def contains(self, tag: HtmlTag, other: HtmlTag) -> bool:
        """Return whether a later tag is still in the element."""
        end = self._end(tag)
        return end is None or (other.span.line, other.span.column) < end[0]

    def closed_by(self, tag: HtmlTag) -> str | None:
        """Return a description of what ends an unclosed element; None if nothing does."""
        end = self._end(tag)
        return end[1] if end is not None else None

    def _end(self, tag: HtmlTag) -> tuple[tuple[int, int], str] | None:
        """Return the end of an element, and a description of what ends it."""
        is_format = tag.name in rulebook.words("html", "formatting")
        around = self._around.get(tag.span)
        if around is not None and is_format:
            around = around.cell
        ends = []
        if around is not None and around.end is not None:
            ends.append((around.end, f"the enclosing `<{around.name}>`"))
        if tag.block is not None:
            is_cell = tag.block.line in self._rows
            if is_cell or not is_format:
                end = tag.block.end_line, tag.block.end_column
                ends.append((end, "the cell" if is_cell else "the paragraph"))
        if not is_format:
            if link := self._link_around(tag):
                at, after = link.url_span, link.span
                inline = link.kind == "inline"
                end = (at.line, at.column) if inline else (after.end_line, after.end_column)
                ends.append((end, "the link"))
            ends += [(end, "the emphasis") for end in self._emphasis(tag)]
        return min(ends, default=None)

    def _link_around(self, tag: HtmlTag) -> Link | None:
        links = self._links.get(tag.span.line, [])
        # Only an image may be inside another link.
        nearest = bisect_left(links, tag.span, key=lambda link: link.span)
        for link in links[max(nearest - 2, 0) : nearest]:
            if tag.span.end_column <= link.span.end_column:
                return link
        return None

    def _emphasis(self, tag: HtmlTag) -> list[tuple[int, int]]:
        """Return the end of emphasis that was open before a tag: `**H<sub>2**O`."""
        if tag.block is None:
            return []
        line, column = tag.span.line, tag.span.column
        first = tag.block.column if tag.block.line == line else 1
        text = self._document.lines[line - 1]
        opened: list[str] = []
        for run in _ASTERISKS().findall(
            text, max(first - 1, column - _MAX_CHARS_AFTER_TAG), column - 1
        ):
            if opened and opened[-1] == run:
                opened.pop()
            else:
                opened.append(run)
        after = tag.span.end_column - 1
        runs = (
            _ASTERISKS().finditer(text, after, after + _MAX_CHARS_AFTER_TAG) if opened else iter(())
        )
        return [(line, run.start() + 1) for run in runs if run[0] in opened][:1]


def has_mixed_content(text: str) -> bool:
    """Return whether a text consists of several things, which usually have different formatting.

    Those are something followed by a line break and more, or words followed by a link.
    """
    if "<!--" in text:
        text = _COMMENT().sub("", text)
    if sum(map(has_visible_text, _line_break().split(text))) > 1:
        return True
    link = _LINK().search(text)
    return link is not None and has_visible_text(text[: link.start()])


def has_visible_text(text: str) -> bool:
    """Return whether a text has anything to read."""
    return _VISIBLE_TEXT().match(text) is not None


def _enclosing_elements(document: Document, spans: set[Span]) -> dict[Span, _Element]:
    """Return the innermost HTML element around each of some tags."""
    around = {}
    cells, elements = rulebook.words("html", "cell"), rulebook.words("html", "cell", "container")
    stack: list[_Element] = []
    for tag in document.tags:
        if tag.span in spans and stack:
            around[tag.span] = stack[-1]
        if tag.name in elements:
            names, barriers = _implied_end_tags().get(tag.name, (frozenset(), ""))
            if tag.closing:
                names = frozenset((tag.name,))
                barriers = "" if tag.name == "table" else "table"
            if names:
                _end_elements(stack, names, barriers, (tag.span.line, tag.span.column))
            if not tag.closing:
                element = _Element(tag.name, stack[-1].cell if stack else None)
                if tag.name in cells:
                    element.cell = element
                stack.append(element)
    return around


def _end_elements(
    stack: list[_Element], names: frozenset[str], barriers: str, end: tuple[int, int]
) -> None:
    """End the innermost element with one of the `names`, and all in it."""
    for depth in range(len(stack) - 1, max(len(stack) - _MAX_DEPTH, 0) - 1, -1):
        name = stack[depth].name
        if name in names:
            for element in stack[depth:]:
                element.end = end
            del stack[depth:]
            return
        if name in barriers.split():
            return


@cache
def _implied_end_tags() -> Mapping[str, tuple[frozenset[str], str]]:
    """Return the elements that an opening tag ends, and those beyond which it ends none."""
    cells = rulebook.words("html", "cell")
    return {
        "li": (frozenset(("li",)), "ol ul table"),
        "p": (frozenset(("p",)), "table"),
        "td": (cells, "table"),
        "th": (cells, "table"),
        "tr": (cells | {"tr"}, "table"),
    }


@cache
def _line_break() -> re.Pattern[str]:
    return re.compile(rf"<{any_of(rulebook.words('html', 'line'))}\b[^<>]*>", re.IGNORECASE)
