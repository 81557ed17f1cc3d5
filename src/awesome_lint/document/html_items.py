"""Headings, list items, paragraphs and lines written in HTML."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.document.entries.list_items import ListItem
from awesome_lint.document.entries.paragraphs import DOCUMENT_START
from awesome_lint.document.markdown.html_content import Content, part_of_html
from awesome_lint.document.markdown.html_tags import Tag
from awesome_lint.document.markdown.inline import InlineContent
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.model import Heading, Span

ITEMS = re.compile(
    r"<(?:br|dd|dt|h[1-6]|li|p|summary|/?center|/?div|/[dou]l)(?![\w-])", re.IGNORECASE
)
"""The beginning of a tag that makes headings, items, paragraphs or lines, ends a list, or centers
text."""

_LISTS = frozenset({"dl", "ol", "ul"})
_ITEMS = frozenset({"dd", "dt", "li"})
_BOXES = frozenset({"center", "div"})
_PARAGRAPHS = frozenset({"p", "summary"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_MAX_NESTING = 16
"""Depth of nested lists. Items of deeper lists become items of the list at this depth."""


class HtmlPiece(Struct, frozen=True):
    """A heading or an item, or a paragraph or line that contains a link."""

    kind: Literal["heading", "item", "paragraph"]
    """`item` for `<li>`, `<dt>` and `<dd>`; `paragraph` for everything but items and headings."""
    item: ListItem
    """The content of the piece, and in `items` those of the lists in it or right below it."""
    is_last: bool
    """Whether nothing but tags follows in the block."""
    heading: Heading | None = None
    """The heading."""
    is_centered: bool = False
    """Whether it is a heading that is centered."""


class _Piece(Struct):
    """An element that is open, or text outside of elements, whose `name` is empty."""

    name: str
    begin: int
    """The offset of its opening tag."""
    start: int | None
    """The offset of its next text; None while a list in it is open."""
    item: ListItem
    parts: list[tuple[int, int]] = []
    breaks: list[tuple[int, int]] = []
    """The start and end of each `<br>`."""
    is_centered: bool = False


class _List(Struct):
    """A list that is open."""

    name: str
    start: Span
    items: list[ListItem]
    parent: _Piece | None
    """The item around it, or the heading right above it."""
    item: _Piece | None = None
    """The item that is open."""
    term: ListItem | None = None
    """The last `<dt>`."""


class HtmlItemReader:
    """Reads items, paragraphs and lines from the blocks of HTML of a document, given in order.

    Centered paragraphs and lines are left out: they are titles, menus and advertisements.
    A paragraph or text outside of elements is split at `<br>` where each line has a link. A list
    may extend over several blocks, an item may not: the rest of one is Markdown. Headings in items
    and in cells of tables are part of their text.
    """

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._open_names: Counter[str] = Counter()
        self._boxes: list[bool] = []  # the open `<div>` and `<center>`: whether they center text
        self._centered = 0

    def read(
        self,
        content: InlineContent,
        source_map: SourceMap,
        tags: Sequence[Tag],
        section: Heading | None,
        open_tables: int,
        *,
        in_item: bool,
    ) -> list[HtmlPiece]:
        """Return the pieces of a block that are not in other pieces.

        In tables, only items are read. The block begins in `open_tables` of them. `in_item` is
        whether it is part of an item of a Markdown list.
        """
        self._open_tables = open_tables
        self._content, self._source_map, self._section = content, source_map, section
        self._links = [
            mark.start
            for mark in content.markup
            if mark.link and mark.link.kind != "image" and not mark.link.url.startswith("#")
        ]
        self._found: list[tuple[int, HtmlPiece]] = []
        end = len(content.content)
        self._piece: _Piece | None = self._open_piece("", 0, 0)
        self._heading: tuple[_Piece, int] | None = None  # the last one, and the offset of its end
        heading_ends = {} if in_item else _heading_ends(tags)
        position = 0
        for tag in tags:
            if tag.start < position:
                continue  # in a heading
            ends = heading_ends.get(tag.start)
            if ends and not self._open_tables and self._current_item() is None:
                self._read_heading(tag, *ends)
                position = ends[1]
            else:
                self._read_tag(tag)
        self._close_all(end)
        last = _last_text(content)
        return [replace(piece, is_last=offset >= last) for offset, piece in self._found]

    def finish(self) -> None:
        """End all lists."""
        while self._lists:
            self._close_list(self._lists.pop(), None)

    def _read_tag(self, tag: Tag) -> None:
        name = tag.name.removeprefix("/")
        closing = tag.name != name
        if name in _LISTS:
            self._read_list_tag(tag, name, closing=closing)
        elif name in _ITEMS:
            if self._lists:
                self._close_item(self._lists[-1], tag.start, tag.end if closing else tag.start)
            if not closing:
                self._open_item(tag)
        elif (item := self._current_item()) is not None:
            if name == "p":
                self._pause(item, tag.start)
                item.start = tag.end
        elif name in _PARAGRAPHS:
            is_end = closing and self._piece is not None and self._piece.name == name
            self._close_piece(tag.start, tag.end if is_end else tag.start)
            self._piece = self._open_piece("" if closing else name, tag.start, tag.end)
            self._piece.is_centered = self._centered > 0 or _is_centered(tag)
        elif name == "br" and self._piece is not None:
            self._piece.breaks.append((tag.start, tag.end))
        elif name in _separators():
            self._close_piece(tag.start, tag.start)
            if name in _BOXES:
                self._read_box(tag)
            self._piece = self._open_piece("", tag.end, tag.end)
            if name == "table":
                self._open_tables += -1 if closing else 1

    def _read_heading(self, tag: Tag, end: int, end_of_tag: int) -> None:
        """Read a heading: its start tag, and where its content and its end tag end."""
        self._close_piece(tag.start, tag.start)
        piece = self._open_piece(tag.name, tag.start, tag.end)
        piece.is_centered = self._centered > 0 or _is_centered(tag)
        self._piece = self._open_piece("", end_of_tag, end_of_tag)
        if (content := self._part(tag.end, end)) is None:
            return
        span = self._span(tag.end, end)
        whole = self._span(tag.start, end_of_tag)
        if whole.line != whole.end_line:
            span = whole
        heading = Heading(parse_digits(tag.name[1:]), content[0].text, span)
        piece.item.span = span
        piece.item.blocks.append(content)
        self._section = heading
        self._heading = None if piece.is_centered else (piece, end_of_tag)
        found = HtmlPiece("heading", piece.item, False, heading, piece.is_centered)
        self._found.append((end, found))

    def _heading_right_above(self, offset: int) -> _Piece | None:
        """Return the heading before an offset, if nothing is between them."""
        if self._heading is None or self._content.content[self._heading[1] : offset].strip():
            return None
        return self._heading[0]

    def _read_box(self, tag: Tag) -> None:
        if not tag.name.startswith("/"):
            self._boxes.append(tag.name == "center" or _is_centered(tag))
            self._centered += self._boxes[-1]
        elif self._boxes:
            self._centered -= self._boxes.pop()

    def _read_list_tag(self, tag: Tag, name: str, *, closing: bool) -> None:
        if not closing:
            parent = self._current_item()
            if parent is not None:
                self._pause(parent, tag.start)
            else:
                parent = None if self._lists else self._heading_right_above(tag.start)
                self._close_piece(tag.start, tag.start)
                self._piece = None
            if len(self._lists) >= _MAX_NESTING:
                parent = self._lists[-1].parent
            start = self._source_map.span(tag.start, tag.end)
            self._lists.append(_List(name, start, [], parent))
            self._open_names[name] += 1
        elif self._open_names[name]:
            while True:
                each = self._lists.pop()
                self._open_names[each.name] -= 1
                self._close_item(each, tag.start, tag.start)
                self._close_list(each, self._source_map.span(tag.start, tag.end))
                if each.name == name:
                    break
            if (item := self._current_item()) is not None:
                item.start = tag.end
            elif not self._lists:
                self._piece = self._open_piece("", tag.end, tag.end)

    def _current_item(self) -> _Piece | None:
        return self._lists[-1].item if self._lists else None

    def _open_piece(self, name: str, begin: int, start: int) -> _Piece:
        line, column = self._source_map.position(begin)
        at = Span(line, column, line, column)
        section = self._section
        item = ListItem(at, at, section)
        return _Piece(name, begin, start, item, is_centered=self._centered > 0)

    def _open_item(self, tag: Tag) -> None:
        if not self._lists:
            span = self._source_map.span(tag.start, tag.end)
            self._close_piece(tag.start, tag.start)
            self._piece = None
            self._lists.append(_List("", span, [], None))
            self._open_names[""] += 1
        self._lists[-1].item = self._open_piece(tag.name, tag.start, tag.end)

    def _close_item(self, opened: _List, end: int, end_of_tag: int, *, keep: bool = False) -> None:
        """Close the open item of a list; drop it if it is blank, unless `keep`."""
        if (piece := opened.item) is None:
            return
        opened.item = None
        self._pause(piece, end)
        item = piece.item
        item.blocks += [found for part in piece.parts if (found := self._part(*part)) is not None]
        item.span = self._span(piece.begin, end_of_tag)
        if piece.name == "dd" and opened.term is not None:
            # A term and its descriptions are one item.
            term, last = opened.term.span, item.span
            opened.term.blocks += item.blocks
            opened.term.span = term.through(last)
            return
        is_kept = keep or bool(item.blocks) or bool(item.items)
        opened.term = item if piece.name == "dt" and is_kept else None
        if not is_kept:
            return
        opened.items.append(item)
        if opened.parent is not None:
            opened.parent.item.items.append(item)
        else:
            self._found.append((end, HtmlPiece("item", item, is_last=False)))

    def _close_list(self, opened: _List, end: Span | None) -> None:
        """Set the span of the list, which its items share."""
        last = end or (opened.items[-1].span if opened.items else opened.start)
        start = opened.start
        span = start.through(last)
        for item in opened.items:
            item.container = span

    def _pause(self, piece: _Piece, end: int) -> None:
        if piece.start is not None and piece.start < end:
            piece.parts.append((piece.start, end))
        piece.start = None

    def _close_piece(self, end: int, end_of_tag: int) -> None:
        piece = self._piece
        self._piece = None
        if piece is not None and piece.is_centered and piece.name != "summary":
            return
        if (
            self._open_tables
            or piece is None
            or piece.start is None
            or not self._has_link(piece.start, end)
        ):
            return
        if not piece.name and not piece.breaks:
            return
        lines = []
        start = piece.start
        for break_start, break_end in [*piece.breaks, (end, end)]:
            if self._part(start, break_start) is not None:
                lines.append((start, break_start, break_end))
            start = break_end
        if len(lines) > 1 and all(self._has_link(*line[:2]) for line in lines):
            container = self._span(piece.begin, end_of_tag)
            for start, stop, after in lines:
                self._add_paragraph(start, start, stop, after, container)
        else:
            container = self._section.span if self._section else DOCUMENT_START
            self._add_paragraph(piece.begin, piece.start, end, end_of_tag, container)
            if piece.name == "summary" and self._found:
                self._found[-1][1].item.is_summary = True

    def _add_paragraph(
        self, begin: int, start: int, end: int, end_of_tag: int, container: Span
    ) -> None:
        if (content := self._part(start, end)) is not None:
            span = self._span(begin, end_of_tag)
            item = ListItem(span, container, self._section, content)
            self._found.append((end, HtmlPiece("paragraph", item, is_last=False)))

    def _close_all(self, end: int) -> None:
        """End all pieces at the end of a block; lists may continue in a later one."""
        for depth, opened in enumerate(reversed(self._lists)):
            self._close_item(opened, end, end, keep=depth > 0)
        self._close_piece(end, end)

    def _has_link(self, start: int, end: int) -> bool:
        index = bisect_left(self._links, start)
        return index < len(self._links) and self._links[index] < end

    def _part(self, start: int, end: int) -> Content | None:
        """Return a part of the content without white space at its ends; None if it is blank."""
        text = self._content.content
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return part_of_html(self._content, self._source_map, start, end) if start < end else None

    def _span(self, start: int, end: int) -> Span:
        text = self._content.content
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return self._source_map.span(start, end)


def _heading_ends(tags: Sequence[Tag]) -> dict[int, tuple[int, int]]:
    """Return where the content of each heading and its end tag end, by its offset.

    The end tag of a heading ends one of any level, and so does the next start tag. Lists and tables
    in a heading, which belong below it, are evidence that its end tag is missing.
    """
    ends: dict[int, tuple[int, int]] = {}
    opened: Tag | None = None
    has_blocks = False
    for tag in tags:
        name = tag.name.removeprefix("/")
        if name in _HEADINGS:
            closing = tag.name != name
            if opened is not None and (closing or not has_blocks):
                ends[opened.start] = (tag.start, tag.end if closing else tag.start)
            opened, has_blocks = None if closing else tag, False
        elif name == "table" or name in _LISTS or name in _ITEMS:
            opened = None
        elif name != "br" and (name in _separators() or name in _PARAGRAPHS):
            has_blocks = True
    return ends


def _is_centered(tag: Tag) -> bool:
    return "align" in tag.attributes and tag.attributes["align"].value.lower() == "center"


def _last_text(content: InlineContent) -> int:
    """Return the offset after the last text of a block that is not a tag or white space."""
    end = len(content.content)
    for mark in reversed(content.markup):
        if content.content[mark.end : end].strip() or mark.kind != "html_inline":
            break
        end = mark.start
    return len(content.content[:end].rstrip())


def _separators() -> frozenset[str]:
    """Return the names of elements that end a paragraph."""
    return rulebook.words("html", "cell", "container", "line")
