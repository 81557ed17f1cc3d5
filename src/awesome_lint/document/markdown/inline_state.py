"""The state that the rules of inline Markdown share."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from msgspec import Struct

from awesome_lint.text.flanking import is_left_flanking, is_punctuation


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

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - overrides
        """Return whether the run of delimiters at `start` can open and close, as in cmark-gfm.

        Symbols that are not ASCII are not punctuation. The characters beside `*` and `_` are those
        beyond adjacent tildes.
        """
        source, mark = self.src, self.src[start]
        end = start + 1
        while end < len(source) and source[end] == mark:
            end += 1
        before, after = start - 1, end
        if mark != "~":
            while before > 0 and source[before] == "~":
                before -= 1
            while after < len(source) and source[after] == "~":
                after += 1
        previous = (
            source[before] if before >= 0 and (source[before] != "~" or mark == "~") else "\n"
        )
        following = source[after] if after < len(source) else "\n"
        is_left, is_right = (
            is_left_flanking(previous, following),
            is_left_flanking(following, previous),
        )
        if canSplitWord:
            return Scanned(is_left, is_right, end - start)
        return Scanned(
            is_left and (not is_right or is_punctuation(previous)),
            is_right and (not is_left or is_punctuation(following)),
            end - start,
        )
