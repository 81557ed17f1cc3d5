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
    html_inline,
    link_pairs,
    newline,
)
from markdown_it.token import Token

from awesome_lint.document.markdown import strikethrough
from awesome_lint.document.markdown.autolink_url import autolink_url, autolink_www
from awesome_lint.document.markdown.dollar_math import dollar_math
from awesome_lint.document.markdown.inline_state import InlineState, UnresolvedReference
from awesome_lint.document.markdown.link_brackets import close_bracket, open_bracket

_Rule = Callable[[InlineState, bool], bool]


def _emphasis(state: InlineState, silent: bool) -> bool:
    start = state.pos
    emphasis.tokenize(state, silent)
    state.runs.append((start, state.tokens[start - state.pos :]))
    return True


def _backticks(state: InlineState, silent: bool) -> bool:
    start, count = state.pos, len(state.tokens)
    backtick(state, silent)
    if len(state.tokens) == count:
        state.backticks_left.append((start, state.pos))
    return True


_LOCATED = ("code_inline", "hardbreak", "html_inline", "link_open", "text_special")


def _located(rule: _Rule) -> _Rule:
    """Return a rule that adds the place of its token, if it is one of interest."""

    def apply(state: InlineState, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        is_applied = rule(state, silent)
        for token in state.tokens[count:]:
            if token.type in _LOCATED:
                token.meta.setdefault("at", (start, state.pos))
                break
        return is_applied

    return apply


_RULES: dict[str, tuple[_Rule, ...]] = {
    "\n": (_located(newline),),
    "!": (open_bracket,),
    "$": (dollar_math,),
    "&": (_located(entity),),
    "*": (_emphasis,),
    ":": (autolink_url,),
    "<": (_located(autolink), _located(html_inline)),
    "[": (open_bracket,),
    "\\": (_located(escape),),
    "]": (close_bracket,),
    "_": (_emphasis,),
    "`": (_located(_backticks),),
    "w": (autolink_www,),
    "~": (strikethrough.tildes,),
}

# `re` skips to the first character of a pattern if all alternatives begin with a character.
MARKUP_START = re.compile(r"\n|\\|`|\*|_|~|\[|\]|<|&|\$|!\[|://|w(?<![^ \t\n\r*_~(]w)ww\.")
"""Places where markup may begin. E-mail addresses are found in text."""


class InlineTokens(NamedTuple):
    """The tokens of one block's content, and what is not among them."""

    tokens: list[Token]
    math: list[tuple[int, int]]
    """The start and end of each formula."""
    unresolved: list[UnresolvedReference]
    """The references to labels that are not defined, in the order of their ends."""
    delimiters: list[tuple[int, int]]
    """The start and end of each run of `*`, `_`, `~` and backticks, or of the part of it, that
    delimits nothing."""
    struck: list[tuple[int, int]]
    """The start and end of each text that single tildes strike through."""


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
            continue
        for rule in _RULES[content[start]]:
            if rule(state, False):
                break
        else:
            state.append_pending(content[start])
            state.pos += 1
    if state.pending:
        state.pushPending()
    if state.runs:
        for process in (link_pairs, strikethrough.strike_through, emphasis.postProcess):
            process(state)
    delimiters = _literal_delimiters(state) if state.runs or state.backticks_left else []
    tokens = _nest_images(state.tokens) if state.has_images else state.tokens
    return InlineTokens(tokens, state.math, state.unresolved, delimiters, state.struck)


def _literal_delimiters(state: InlineState) -> list[tuple[int, int]]:
    """Return the start and end of each run of delimiters, or part of one, that is left as text."""
    single = {place for pair in state.struck for place in (pair[0], pair[1] - 1)}
    left = list(state.backticks_left)
    for start, tokens in state.runs:
        characters = [token.type == "text" and token.content for token in tokens]
        text = "".join(each for each in characters if each)
        if text and start not in single:
            # The outer delimiters of an opening run are left, and the last ones of a closing run.
            before = next(index for index, each in enumerate(characters) if each)
            left.append((start + before, start + before + len(text)))
    return sorted(left)


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
