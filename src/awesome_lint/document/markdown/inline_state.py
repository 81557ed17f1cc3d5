"""The state that the rules of inline Markdown share."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct


class OpenBracket(Struct, frozen=True, gc=False):
    """A `[` or `![` that may begin a link or an image."""

    is_image: bool
    """Whether it is `![`."""
    token: int
    """The index of its token."""
    delimiters: int
    """The number of delimiters of emphasis before it in the same text."""
    metas: int
    """The number of entries of `tokens_meta` before it."""
    end: int
    """The offset after it."""


class InlineState(StateInline):
    """The state of one block of inline content.

    `openers` are the brackets that are still open; after `last_bracket`, an offset, none has
    been opened. `link_closed` is true if a link ended after the last bracket that could begin
    one: links cannot contain links. `math` holds the start and end of each formula.
    """

    def __init__(self, content: str, md: MarkdownIt, env: dict[str, Any]) -> None:
        tokens: list[Token] = []
        super().__init__(content, md, env, tokens)
        self.openers: list[OpenBracket] = []
        self.link_closed = False
        self.last_bracket = 0
        self.has_images = False
        self.math: list[tuple[int, int]] = []
