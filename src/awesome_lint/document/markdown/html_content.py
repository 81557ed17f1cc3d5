"""Content of HTML blocks in the form of inline content, and parts of any content."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from awesome_lint.bounded import unescape
from awesome_lint.document.markdown.html_tags import Comment, Tag, separates_words
from awesome_lint.document.markdown.inline import InlineContent, MarkupRange
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.model import Link

Content = tuple[InlineContent, SourceMap]
"""Inline content, and the map of its offsets to the source."""

_REFERENCE = re.compile(r"&#?[A-Za-z0-9]{1,32};?")


def html_content(
    text: str, items: Sequence[Tag | Comment], links: Mapping[int, Link]
) -> InlineContent:
    """Return the content of a block of HTML with the same kinds of markup as HTML in a paragraph.

    `items` are the tags and comments of `text`, `links` the links by the index of their tag.
    """
    markup = list(_markup(text, items, links))
    return InlineContent(
        text, _plain_text(text, markup), tuple(links.values()), markup=tuple(markup)
    )


def _markup(
    text: str, items: Sequence[Tag | Comment], links: Mapping[int, Link]
) -> Iterator[MarkupRange]:
    position = 0
    for index, item in enumerate(items):
        yield from _references(text, position, item.start)
        shown = " " if isinstance(item, Tag) and separates_words(f"<{item.name}") else ""
        yield MarkupRange("html_inline", item.start, item.end, shown, links.get(index))
        position = item.end
    unclosed = text.find("<!--", position)
    yield from _references(text, position, len(text) if unclosed == -1 else unclosed)
    if unclosed != -1:
        yield MarkupRange("html_inline", unclosed, len(text), "")


def _references(text: str, start: int, end: int) -> Iterator[MarkupRange]:
    for match in _REFERENCE.finditer(text, start, end):
        if (shown := unescape(match[0])) != match[0]:
            yield MarkupRange("text_special", match.start(), match.end(), shown)


def part_of_html(content: InlineContent, source_map: SourceMap, start: int, end: int) -> Content:
    """Return the part of the content of an HTML block between two offsets."""
    text = content.content[start:end]
    first = bisect_left(content.markup, start, key=lambda mark: mark.start)
    last = bisect_left(content.markup, end, first, key=lambda mark: mark.start)
    markup = tuple(mark.moved_by(-start) for mark in content.markup[first:last])
    links = tuple(mark.link for mark in markup if mark.link)
    part = InlineContent(text, _plain_text(text, markup), links, markup=markup)
    return part, source_map.part(start, end)


def join_contents(contents: Sequence[Content]) -> Content:
    """Return contents as one, with a line feed between two of them."""
    if len(contents) == 1:
        return contents[0]
    markup: list[MarkupRange] = []
    pieces: list[tuple[int, int, int]] = []
    offset = 0
    for inline, source_map in contents:
        markup += [mark.moved_by(offset) for mark in inline.markup]
        pieces += [(start + offset, line, column) for start, line, column in source_map.pieces]
        offset += len(inline.content) + 1
    joined = InlineContent(
        "\n".join(inline.content for inline, _ in contents),
        " ".join(inline.text for inline, _ in contents if inline.text),
        tuple(link for inline, _ in contents for link in inline.links),
        markup=tuple(markup),
    )
    return joined, SourceMap(tuple(pieces) or ((0, 1, 1),))


def _plain_text(text: str, markup: Sequence[MarkupRange]) -> str:
    parts, position = [], 0
    for mark in markup:
        parts += [text[position : mark.start], mark.text]
        position = mark.end
    parts.append(text[position:])
    return " ".join("".join(parts).split())
