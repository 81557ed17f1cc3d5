"""Quotations, enumerations and counts in messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from awesome_lint.text.patterns import deferred

SECTION_SEPARATOR = " / "
"""The text between the headings in the path of a section: `Papers / Surveys`."""
_INVISIBLE = deferred(
    r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    # Between characters of other scripts, joiners belong to a word or an emoji, and variation
    # selectors to the emoji before them.
    r"|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
    r"|(?<![^\x00-\x7f])[\ufe00-\ufe0f](?!\u20e3)"
)
_OTHER_SPACE = deferred(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that look like ordinary ones."""
_MAX_CHARS_READ = 2000
"""Characters of a text that are read to quote it. Many messages may quote one long text."""


def quote(text: str, limit: int = 60) -> str:
    """Return `text` on one line in backticks, cut after `limit` characters.

    Invisible characters are shown by their code points, `<U+200B>`; so are unusual spaces in a text
    without ordinary ones, such as a URL.
    """
    shown = text[:_MAX_CHARS_READ]
    if not shown.isascii():
        shown = _INVISIBLE().sub(_code_point, shown)
        if " " not in shown.strip():
            shown = _OTHER_SPACE().sub(_code_point, shown)
    shown = " ".join(shown.split()).replace("`", "'")
    if len(shown) > limit or len(text) > _MAX_CHARS_READ:
        shown = shown[: limit - 1].rstrip() + "…"
    return f"`{shown}`"


def _code_point(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def enumerate_words(words: Sequence[str], limit: int = 4) -> str:
    """Return "a", "a and b" or "a, b and 3 more"."""
    if len(words) > limit:
        words = (*words[: limit - 1], f"{len(words) - limit + 1} more")
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def count(number: int, noun: str, plural: str = "") -> str:
    """Return "1 cell" or "2 cells"; `plural` is needed if it is not `noun` and an "s"."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
