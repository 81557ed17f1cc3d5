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


class UnresolvedReference(Struct, frozen=True, gc=False):
    """A reference to a label that is not defined; all offsets are those of the content."""

    opener: OpenBracket
    """The bracket that begins its text."""
    text_end: int
    """The offset after its text, of the `]`."""
    label: tuple[int, int]
    """The start and end of the label between the second brackets."""


class InlineState(StateInline):
    """The state of one block of inline content.

    `openers` are the brackets that are still open; after `last_bracket`, an offset, none has
    been opened. `link_closed` is true if a link ended after the last bracket that could begin
    one: links cannot contain links. `math` holds the start and end of each formula, and
    `unresolved` the references to labels that are not defined, in the order of their ends.
    `runs` holds the start of each run of `*`, `_` and `~` with its tokens, `backticks_left` the
    start and end of each run of backticks that delimits no code, and `struck` the start and end
    of each text that single tildes strike through.
    """

    def __init__(self, content: str, md: MarkdownIt, env: dict[str, Any]) -> None:
        tokens: list[Token] = []
        super().__init__(content, md, env, tokens)
        self.openers: list[OpenBracket] = []
        self.link_closed = False
        self.last_bracket = 0
        self.has_images = False
        self.math: list[tuple[int, int]] = []
        self.unresolved: list[UnresolvedReference] = []
        self.runs: list[tuple[int, list[Token]]] = []
        self.backticks_left: list[tuple[int, int]] = []
        self.struck: list[tuple[int, int]] = []
