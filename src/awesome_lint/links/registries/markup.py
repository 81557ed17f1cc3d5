"""Plain text of titles with HTML, JATS or MathML, as publishers register them."""

from __future__ import annotations

import re
from typing import Final

from awesome_lint.bounded import unescape
from awesome_lint.links.registries.registry import MAX_TEXT_LENGTH, one_line

_REPEATED: Final = re.compile(
    r"<(?:\w{1,10}:)?(?:annotation|tex-math)\b[^<>]*>[^<>]*</(?:\w{1,10}:)?(?:annotation|tex-math)>",
    re.ASCII | re.IGNORECASE,
)
"""The source of a formula, which repeats the elements before it."""
_BREAK: Final = re.compile(r"</?(?:jats:)?(?:br|p|title)\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:(?:jats|mml|m|xhtml):[a-z][a-z-]*+"
    r"|a|alternatives|b|bold|em|font|i|inline-formula|italic|monospace|overline|roman|sans-serif"
    r"|sc|scp|small|small-caps|span|strike|strong|sub|sup|tt|u|underline"
    r"|math|maction|menclose|mfenced|mfrac|mi|mmultiscripts|mn|mo|mover|mpadded|mphantom|mroot|mrow"
    r"|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|semantics)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)


def plain_text(markup: str) -> str:
    """Return the text of a title on one line, cut to MAX_TEXT_LENGTH.

    Some publishers escape their tags, so the result of decoding is read once more.
    """
    text = markup[:MAX_TEXT_LENGTH]
    for _ in range(2):
        text = _REPEATED.sub("", text)
        text = unescape(_TAG.sub("", _BREAK.sub(" ", text)))
    return one_line(text)
