"""Tokens of inline Markdown, with their places in the content.

The rules of markdown-it-py are selected by the character that they begin with. Those for links
are replaced by rules that decide as cmark-gfm does, in linear time. Tokens of interest have
`meta["at"]`, their start and end in the content.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import (
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    fragments_join,
    html_inline,
    link_pairs,
    newline,
    strikethrough,
)
from markdown_it.token import Token

from awesome_lint.document.markdown.autolink_url import autolink_url, autolink_www
from awesome_lint.document.markdown.dollar_math import dollar_math
from awesome_lint.document.markdown.inline_state import InlineState, UnresolvedReference
from awesome_lint.document.markdown.link_brackets import close_bracket, open_bracket

_Rule = Callable[[InlineState, bool], bool]

_RULES: dict[str, tuple[_Rule, ...]] = {
    "\n": (newline,),
    "!": (open_bracket,),
    "$": (dollar_math,),
    "&": (entity,),
    "*": (emphasis.tokenize,),
    ":": (autolink_url,),
    "<": (autolink, html_inline),
    "[": (open_bracket,),
    "\\": (escape,),
    "]": (close_bracket,),
    "_": (emphasis.tokenize,),
    "`": (backtick,),
    "w": (autolink_www,),
    "~": (strikethrough.tokenize,),
}
_LOCATED = ("code_inline", "hardbreak", "html_inline", "link_open", "text_special")

MARKUP_START = re.compile(r"[\n\\`*_~\[\]<&$]|!\[|://|(?<![^ \t\n\r*_~(])www\.")
"""Places where markup may begin. E-mail addresses are found in text."""


class InlineTokens(NamedTuple):
    """The tokens of one block's content, and what is not among them."""

    tokens: list[Token]
    math: list[tuple[int, int]]
    """The start and end of each formula."""
    unresolved: list[UnresolvedReference]
    """The references to labels that are not defined, in the order of their ends."""


def tokenize(content: str, md: MarkdownIt, env: dict[str, Any]) -> InlineTokens:
    """Return the tokens of one block's content.

    `env` holds the document's references and footnotes.
    """
    state = InlineState(content, md, env)
    end = len(content)
    while state.pos < end:
        start = state.pos
        markup = MARKUP_START.search(content, start)
        next_markup = markup.start() if markup else end
        if next_markup > start:
            state.append_pending(content[start:next_markup])
            state.pos = next_markup
        elif not _apply_rule(state):
            state.append_pending(content[start])
            state.pos += 1
    if state.pending:
        state.pushPending()
    for rule in (link_pairs, strikethrough.postProcess, emphasis.postProcess, fragments_join):
        rule(state)
    tokens = _nest_images(state.tokens) if state.has_images else state.tokens
    return InlineTokens(tokens, state.math, state.unresolved)


def _nest_images(tokens: list[Token]) -> list[Token]:
    """Make the tokens inside an image the children of its token."""
    levels: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "image_close":
            children = levels.pop()
            levels[-1][-1].children = children
        else:
            levels[-1].append(token)
            if token.type == "image":
                levels.append([])
    return levels[0]


def _apply_rule(state: InlineState) -> bool:
    start, count = state.pos, len(state.tokens)
    for rule in _RULES[state.src[start]]:
        if rule(state, False):
            for token in state.tokens[count:]:
                if token.type in _LOCATED:
                    token.meta.setdefault("at", (start, state.pos))
                    break
            return True
    return False
