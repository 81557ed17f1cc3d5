"""The content of a line of a list, and the markup in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from awesome_lint.document.markdown.html_content import join_contents
from awesome_lint.document.markdown.inline import InlineContent, MarkupRange
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.model import Field, Link, Span
from awesome_lint.text.patterns import deferred

MarkupKind = Literal[
    "text", "link", "image", "code", "strong", "emphasis", "brackets", "quotation", "break"
]

# Characters of a private use area replace markup, one for each code point.
_LINK, _IMAGE, _TAG, _CODE, _BREAK, _OTHER = "\ue000\ue001\ue002\ue003\ue004\ue005"
_BRACKETS = ("[", "]", "|")
_MASKS = {"link_open": _LINK, "image": _IMAGE, "code_inline": _CODE, "hardbreak": _BREAK}
# Lengths are bounded, so that an unclosed opening does not cost a scan of the whole text.
_STARS = deferred(
    r"(\*\*\*)(?=\S)(?:(?!\*\*\*).){1,600}\*\*\*|(\*\*)(?=\S)(?:(?!\*\*).){1,600}\*\*", re.S
)
_STAR = deferred(r"(\*)(?=[^\s*])[^*]{1,600}\*(?!\*)")
_UNDERSCORES = deferred(r"(__)(?=\S)(?:(?!__).){1,600}__", re.S)
_UNDERSCORE = deferred(r"(_)(?=[^\s_])[^_]{1,600}_(?!\w)")
_SQUARE_BRACKETS = deferred(r"(\[)(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,600}\]")
_LENTICULAR_BRACKETS = deferred(r"(【)[^【】]{0,300}】")
_ROUND_BRACKETS = deferred(r"([(（])(?:[^()（）]|\([^()]{0,300}\)){0,600}[)）]")
_ENCLOSED: dict[str, tuple[tuple[MarkupKind, Callable[[], re.Pattern[str]]], ...]] = {
    "*": (("strong", _STARS), ("emphasis", _STAR)),
    "_": (("strong", _UNDERSCORES), ("emphasis", _UNDERSCORE)),
    "[": (("brackets", _SQUARE_BRACKETS),),
    "【": (("brackets", _LENTICULAR_BRACKETS),),
    "(": (("brackets", _ROUND_BRACKETS),),
    "（": (("brackets", _ROUND_BRACKETS),),
}
"""Markup by its first character."""
_ELEMENTS: dict[str, MarkupKind] = {
    "a": "link",
    "b": "strong",
    "code": "code",
    "em": "emphasis",
    "font": "emphasis",
    "i": "emphasis",
    "ins": "emphasis",
    "kbd": "code",
    "mark": "emphasis",
    "small": "emphasis",
    "span": "emphasis",
    "strong": "strong",
    "sub": "emphasis",
    "sup": "emphasis",
    "tt": "code",
    "u": "emphasis",
}
"""HTML elements that mark a part of a line. Within a word, they only style it."""
_TAG_NAME = re.compile(r"<(/?)([a-z][a-z0-9]{0,15})", re.IGNORECASE)
_OPENER = re.compile(rf"[{re.escape(''.join(_ENCLOSED))}{_TAG}{_LINK}{_IMAGE}{_CODE}{_BREAK}]")
_EMPHASIS = re.compile(r"\*\**|~~|_(?<!\w_)_*|_(?<!__)_*+(?!\w)")

_MAX_CHARS = 10_000
"""Characters of a line that are read; the rest of a longer line is ignored."""


class MarkedText(Struct, frozen=True, gc=False):
    """A part of a line: a link, a text in bold or in brackets, the text between them."""

    kind: MarkupKind
    """The markup. `brackets` are round, square or full-width; `quotation` is a text in quotation
    marks with brackets in it; `break` is a hard line break."""
    start: int
    """The offset in the content at which it begins, with its markup."""
    end: int
    """The offset after it, with its markup."""
    inner_start: int
    """The offset at which the text within the markup begins."""
    inner_end: int
    """The offset after the text within the markup."""
    links: tuple[Link, ...]
    """The links and images in it."""


class Line:
    """The content of one or several blocks.

    `content` is the Markdown of the blocks, joined by line feeds; `source_map` maps offsets in
    `content` to the source.
    """

    def __init__(self, blocks: Sequence[tuple[InlineContent, SourceMap]]) -> None:
        inline, self.source_map = join_contents(blocks)
        self.content = inline.content
        self._markup = inline.markup
        self._starts = [mark.start for mark in inline.markup]
        self._elements: dict[int, tuple[MarkupKind, int, int, int]] = {}
        self._escapes: dict[int, int] = {}
        self.mask = self._masked(_BREAK.join([inline.content for inline, _ in blocks]))
        self._may_have_emphasis = any(mark in self.mask for mark in "*_~")

    @property
    def end(self) -> int:
        """The offset after the last character that is read."""
        return min(len(self.content), _MAX_CHARS)

    @cached_property
    def text_before_colon(self) -> str:
        """The text that readers see before the first colon; empty without one."""
        text = self.plain_text(0, len(self.content)).replace("：", ":")
        head, colon, _ = text.partition(":")
        return head.strip() if colon else ""

    def _masked(self, content: str) -> str:
        """Return the content with its markup replaced."""
        if not self._markup:
            return content
        parts: list[str] = []
        position = 0
        open_tags: list[tuple[str, MarkupRange]] = []
        for mark in self._markup:
            character = _MASKS.get(mark.kind, _OTHER)
            if mark.kind == "html_inline":
                character = self._read_tag(mark, open_tags)
            shown = character * (mark.end - mark.start)
            if mark.kind == "code_inline":
                shown = content[mark.start : mark.end].replace("`", character)
            if mark.text in _BRACKETS and not mark.link:
                shown = shown[:-1] + mark.text  # after a backslash
                self._escapes[mark.end - 1] = mark.start
            parts += [content[position : mark.start], shown]
            position = mark.end
        parts.append(content[position:])
        return "".join(parts)

    def _read_tag(self, mark: MarkupRange, open_tags: list[tuple[str, MarkupRange]]) -> str:
        """Return the character that replaces a tag; note the element that a closing tag ends."""
        if mark.link is not None and mark.link.kind == "image":
            return _IMAGE
        tag = _TAG_NAME.match(self.content, mark.start, mark.end)
        name = tag[2].lower() if tag else ""
        if name == "br":
            return _BREAK
        if tag is None or name not in _ELEMENTS:
            return _TAG
        if not tag[1]:
            open_tags.append((name, mark))
        elif open_tags and open_tags[-1][0] == name:
            opening = open_tags.pop()[1]
            around = self.content[max(0, opening.start - 1) : opening.start]
            around += self.content[mark.end : mark.end + 1]
            if _ELEMENTS[name] == "emphasis" and any(map(str.isalnum, around)):
                return _TAG
            self._elements[opening.start] = (
                _ELEMENTS[name],
                opening.end,
                mark.start,
                mark.end,
            )
        return _TAG

    def markup(self, start: int, end: int) -> list[MarkedText]:
        """Return the parts between two offsets, without gaps."""
        parts: list[MarkedText] = []
        position = text = start
        while opener := _OPENER.search(self.mask, position, end):
            position = opener.start()
            kind, inner_start, inner_end, stop = self._match_markup(position, end)
            if kind == "text":
                position = stop
                continue
            position = max(text, self._escapes.get(position, position))
            if text < position:
                parts.append(self._marked("text", text, position, text, position))
            parts.append(self._marked(kind, position, stop, inner_start, inner_end))
            position = text = stop
        if text < end:
            parts.append(self._marked("text", text, end, text, end))
        return parts

    def _match_markup(self, position: int, end: int) -> tuple[MarkupKind, int, int, int]:
        character = self.mask[position]
        if character == _BREAK:
            stop = position + 1
            while stop < end and self.mask[stop] in (_BREAK, "\n"):
                stop += 1
            return "break", position, position, stop
        if character == _TAG:
            kind, inner_start, inner_end, stop = self._elements.get(
                position, ("text", 0, 0, position + 1)
            )
            return (
                (kind, inner_start, inner_end, stop)
                if stop <= end
                else ("text", 0, 0, position + 1)
            )
        if character in (_LINK, _IMAGE, _CODE):
            index = bisect_left(self._starts, position)
            if index == len(self._starts) or self._starts[index] != position:
                return "text", 0, 0, position + 1
            mark = self._markup[index]
            if mark.kind == "code_inline":
                return "code", position, mark.end, mark.end
            kind = "image" if character == _IMAGE else "link"
            return kind, position, mark.end, mark.end
        inside_word = position > 0 and self.mask[position - 1].isalnum()
        for kind, pattern in _ENCLOSED[character]:
            if kind == "emphasis" and inside_word:
                continue
            if match := pattern().match(self.mask, position, end):
                width = len(match[match.lastindex or 0])
                return kind, position + width, match.end() - width, match.end()
        return "text", 0, 0, position + 1

    def _marked(
        self, kind: MarkupKind, start: int, end: int, inner_start: int, inner_end: int
    ) -> MarkedText:
        links = tuple([mark.link for mark in self._markup_between(start, end) if mark.link])
        return MarkedText(kind, start, end, inner_start, inner_end, links)

    def _markup_between(self, start: int, end: int) -> Sequence[MarkupRange]:
        if not self._markup:
            return ()
        return self._markup[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def plain_text(self, start: int, end: int) -> str:
        """Return the text that readers see between two offsets, without emphasis."""
        marks = self._markup_between(start, end)
        if not marks:
            return " ".join(self._without_emphasis(start, end).split())
        parts, position = [], start
        for mark in marks:
            parts += [self._without_emphasis(position, mark.start), mark.text]
            position = mark.end
        parts.append(self._without_emphasis(position, end))
        return " ".join("".join(parts).split())

    def _without_emphasis(self, start: int, end: int) -> str:
        """Return the content between two offsets without the delimiters of emphasis."""
        text = self.content[start:end]
        return _EMPHASIS.sub("", text) if self._may_have_emphasis else text

    def strip_span(self, start: int, end: int, around: str) -> tuple[int, int]:
        """Return two offsets without the tags and the characters of `around` at either end."""
        around += _TAG + _CODE + _BREAK
        while start < end and self.mask[start] in around:
            start += 1
        while end > start and self.mask[end - 1] in around:
            end -= 1
        return start, end

    def field(
        self, name: str, start: int, end: int, text: str, links: tuple[Link, ...] = ()
    ) -> Field:
        """Return the field of an entry for the content between two offsets."""
        # White space at the ends may be a line break between blocks, which is in neither.
        raw = self.content[start:end]
        end = start + len(raw.rstrip())
        start = min(end, start + len(raw) - len(raw.lstrip()))
        return Field(name, text, self.content[start:end], self.span(start, end), links)

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the content between two offsets."""
        return self.source_map.span(start, end)
