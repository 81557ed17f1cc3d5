"""What the rules of inline Markdown share: markdown-it-py's state, and the brackets left open."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct


class OpenBracket(Struct, frozen=True, gc=False):
    """A `[` or `![` that may begin a link or an image.

    `token` is the index of its token, `delimiters` how many marks of emphasis stood before it in
    the same text, `metas` how many entries `tokens_meta` had, `end` the offset just behind it.
    """

    is_image: bool
    token: int
    delimiters: int
    metas: int
    end: int


class InlineState(StateInline):
    """The state of one block of inline content.

    `openers` are the brackets that no bracket has closed yet; behind `last_bracket`, an offset,
    none has been opened. `link_closed` tells that a link ended behind the last bracket that could
    begin one: links hold no links. `math` has the start and end of each formula.
    """

    def __init__(self, content: str, md: MarkdownIt, env: dict[str, Any]) -> None:
        tokens: list[Token] = []
        super().__init__(content, md, env, tokens)
        self.openers: list[OpenBracket] = []
        self.link_closed = False
        self.last_bracket = 0
        self.has_images = False
        self.math: list[tuple[int, int]] = []
