"""Segments of a line of a list: links, emphasis, brackets, and the text between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from awesome_lint.document.markdown.inline import InlineContent, MarkupRange
from awesome_lint.document.markdown.source_map import SourceMap
from awesome_lint.model import Field, Link, Span

SegmentKind = Literal["text", "link", "image", "code", "strong", "emphasis", "tag", "brackets"]

# Characters of a private use area replace markup, one for each code point.
_LINK, _IMAGE, _TAG, _CODE, _OTHER = "\ue000\ue001\ue002\ue003\ue004"
_BRACKETS = ("[", "]")
_MASKS = {"link_open": _LINK, "image": _IMAGE, "html_inline": _TAG, "code_inline": _CODE}
# Lengths are bounded, so that an unclosed opening does not cost a scan of the whole text.
_ENCLOSED: tuple[tuple[SegmentKind, re.Pattern[str]], ...] = (
    (
        "strong",
        re.compile(
            r"\*\*\*(?=\S)(?:(?!\*\*\*).){1,600}\*\*\*"
            r"|\*\*(?=\S)(?:(?!\*\*).){1,600}\*\*|__(?=\S)(?:(?!__).){1,600}__",
            re.S,
        ),
    ),
    ("emphasis", re.compile(r"\*(?=[^\s*])[^*]{1,600}\*(?!\*)|_(?=[^\s_])[^_]{1,600}_(?!\w)")),
    ("tag", re.compile(rf"{_TAG}+[^{_TAG}]{{1,600}}{_TAG}+")),
    ("brackets", re.compile(r"\[(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,600}\]")),
    ("brackets", re.compile(r"[(（](?:[^()（）]|\([^()]{0,300}\)){0,600}[)）]")),
)
_TAGS = re.compile(f"{_TAG}+")
_BOLD = re.compile(r"<(?:b|strong)>", re.IGNORECASE)
_OPENERS = frozenset(f"*_[(（{_TAG}{_LINK}{_IMAGE}{_CODE}")
_EMPHASIS = re.compile(r"\*+|~~|(?<!\w)_+|(?<!_)_++(?!\w)")

_MAX_CHARS = 10_000
"""Characters that are split into segments; the rest of a longer line is ignored."""


class Segment(Struct, frozen=True, gc=False):
    """A part of a line."""

    kind: SegmentKind
    """The markup of the segment. `brackets` are round, square or full-width."""
    text: str
    """The text that readers see."""
    start: int
    """The offset in the content at which it begins."""
    end: int
    """The offset after its last character."""
    links: tuple[Link, ...]
    """The links and images in it."""


class SegmentedText:
    """The content of one or several blocks, split into segments.

    `content` is the Markdown of the blocks, joined by line feeds; `segments` its parts, without
    gaps up to a maximum length; `source_map` maps offsets in `content` to the source.
    """

    def __init__(self, blocks: Sequence[tuple[InlineContent, SourceMap]]) -> None:
        contents, markup, pieces, offset = [], [], [], 0
        for inline, source_map in blocks:
            contents.append(inline.content)
            markup += [mark.moved_by(offset) for mark in inline.markup]
            pieces += [(start + offset, line, column) for start, line, column in source_map.pieces]
            offset += len(inline.content) + 1
        self.content = "\n".join(contents)
        self.source_map = SourceMap(pieces or [(0, 1, 1)])
        self._markup = markup
        self._starts = [mark.start for mark in markup]
        self._mask = self._masked()
        self.segments = self._split()

    def _masked(self) -> str:
        characters = list(self.content)
        for mark in self._markup:
            character = _MASKS.get(mark.kind, _OTHER)
            for index in range(mark.start, mark.end):
                if mark.kind != "code_inline" or characters[index] == "`":
                    characters[index] = character
            if mark.text in _BRACKETS and not mark.link:
                characters[mark.end - 1] = mark.text  # after a backslash
        return "".join(characters)

    def _split(self) -> list[Segment]:
        segments: list[Segment] = []
        starts = {mark.start: mark for mark in self._markup}
        position = text = 0
        end_of_all = min(len(self._mask), _MAX_CHARS)
        while position < end_of_all:
            if self._mask[position] not in _OPENERS:
                position += 1
                continue
            mark = starts.get(position)
            kind: SegmentKind
            if mark is not None and mark.kind in ("link_open", "image", "code_inline"):
                kinds: dict[str, SegmentKind] = {"link_open": "link", "image": "image"}
                kind, end = kinds.get(mark.kind, "code"), mark.end
            else:
                kind, end = self._match_enclosed(position)
            if kind == "text":
                position = end
                continue
            if text < position:
                segments.append(self._segment("text", text, position))
            segments.append(self._segment(kind, position, end))
            position = text = end
        if text < position:
            segments.append(self._segment("text", text, position))
        return segments

    def _match_enclosed(self, position: int) -> tuple[SegmentKind, int]:
        inside_word = position > 0 and self._mask[position - 1].isalnum()
        for kind, pattern in _ENCLOSED:
            if kind == "emphasis" and inside_word:
                continue
            if match := pattern.match(self._mask, position):
                return kind, match.end()
        # If a run of tags encloses nothing, no part of it does.
        run = _TAGS.match(self._mask, position)
        return "text", run.end() if run else position + 1

    def _segment(self, kind: SegmentKind, start: int, end: int) -> Segment:
        links = tuple(mark.link for mark in self._markup_between(start, end) if mark.link)
        if kind == "tag" and links:
            kind = "link"  # <a href="…">
        elif kind == "tag" and _BOLD.match(self.content, start):
            kind = "strong"
        return Segment(kind, self.plain_text(start, end), start, end, links)

    def _markup_between(self, start: int, end: int) -> list[MarkupRange]:
        return self._markup[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def first_link_offset(self, start: int, end: int) -> int:
        """Return the offset of the first link between two offsets, or `end` if there is none."""
        return next((mark.start for mark in self._markup_between(start, end) if mark.link), end)

    def plain_text(self, start: int, end: int) -> str:
        """Return the text that readers see between two offsets, without emphasis."""
        parts, position = [], start
        for mark in self._markup_between(start, end):
            parts += [self.content[position : mark.start], mark.text]
            position = mark.end
        parts.append(self.content[position:end])
        return " ".join(_EMPHASIS.sub("", "".join(parts)).split())

    def strip_span(self, start: int, end: int, around: str) -> tuple[int, int]:
        """Return two offsets without the tags and the characters of `around` at either end."""
        around += _TAG + _CODE
        while start < end and self._mask[start] in around:
            start += 1
        while end > start and self._mask[end - 1] in around:
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
