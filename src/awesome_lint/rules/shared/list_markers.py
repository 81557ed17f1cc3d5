"""Markers of list items: those of Markdown, and texts that look like one."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal
from unicodedata import digit
from unicodedata import name as character_name

from msgspec import Struct

from awesome_lint import rulebook
from awesome_lint.bounded import parse_digits
from awesome_lint.model import Document, Span
from awesome_lint.text.patterns import deferred
from awesome_lint.text.wording import quote

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．、。（）", "0123456789...()")
_ITEM_MARKER = deferred(r"([-*+]|[0-9]{1,9}[.)])([ \t]+|$)")

Flaw = Literal["character", "gap", "indentation", "lead", "number", "space"]
"""The reason why a text does not begin a list item: its character is not a marker; the character
after the marker is not a space; it is indented like code; the character before the marker is not a
space; a number other than 1 cannot interrupt a paragraph; no space follows."""


class ItemMarker(Struct, frozen=True, gc=False):
    """The marker of a list item."""

    column: int
    """The 1-based column at which it begins."""
    mark: str
    """`-`, `*`, `+`, or the number with `.` or `)`."""
    content: int
    """The 1-based column at which the content of the item begins."""

    @property
    def is_ordered(self) -> bool:
        """Whether the item has a number."""
        return len(self.mark) > 1


class FailedMarker(Struct, frozen=True, gc=False):
    """A text at the beginning of a line that looks like the marker of a list item."""

    mark: str
    """The marker without space, as written."""
    length: int
    """The number of characters of the marker and the space after it."""
    right: str
    """The marker that Markdown has for it."""
    number: int | None
    """The number, if it has one."""
    flaw: Flaw
    """The reason why it does not begin a list item."""
    gap: str
    """The characters between the marker and the text, or before the marker if the flaw is there."""

    @property
    def is_in_sentence(self) -> bool:
        """Whether the marker is a number that is common in sentences: `(1)`, `①`."""
        return self.number is not None and not self.mark[0].isdecimal()

    def is_like(self, other: FailedMarker) -> bool:
        """Return whether it is written like another one, apart from the number."""
        if (self.number is None) != (other.number is None) or self.flaw != other.flaw:
            return False
        if self.number is None:
            return self.mark == other.mark
        return self.right[-1] == other.right[-1]

    @property
    def reason(self) -> str:
        """The reason in words."""
        if self.flaw == "space":
            return f"no space follows `{self.mark}`"
        if self.flaw == "gap":
            return f"{name_of_gap(self.gap)} after `{self.mark}` is not a space in Markdown"
        if self.flaw == "lead":
            return f"{name_of_gap(self.gap)} before `{self.mark}` is not a space in Markdown"
        if self.flaw == "number":
            return f"`{self.mark}` cannot follow a paragraph directly, only `1.` can"
        if self.flaw == "indentation":
            return f"`{self.mark}` is indented by four or more spaces"
        return f"{quote(self.mark)} does not begin a list item"

    @property
    def advice(self) -> str:
        """The help of a finding: the change that makes it a marker."""
        if self.flaw == "number":
            return f"Put a blank line above `{self.mark}`"
        if self.flaw == "lead":
            return f"Write spaces before `{self.mark}`"
        if self.flaw == "indentation":
            return f"Indent `{self.mark}` like the text of the line above"
        return f"Write `{self.right}` and a space"


def item_marker(document: Document, item: Span) -> ItemMarker | None:
    """Return the marker of a list item, if its line begins with it."""
    match = _ITEM_MARKER().match(document.lines[item.line - 1], item.column - 1)
    if match is None:
        return None
    return ItemMarker(item.column, match[1], item.column + len(match[0]))


def failed_marker(line: str, column: int) -> FailedMarker | None:
    """Return the marker that a line of a paragraph was meant to begin with.

    `column` is the 1-based column after the indentation and any `gap_characters`. The result is a
    guess for lines that no list item or paragraph precedes.
    """
    match = _failed_markers().match(line, column - 1)
    if match is None:
        return None
    mark, gap = match["mark"], match["gap"]
    plain, number = _plain_marker(mark)
    right = plain if plain in ("-", "*", "+") or number is not None else "-"
    if right != mark:
        flaw: Flaw = "character"
    elif not gap:
        flaw = "space"
    elif gap.strip(" \t"):
        flaw = "gap"
    elif lead := line[: column - 1].strip(" \t>"):
        flaw, gap = "lead", lead
    else:
        flaw = "indentation" if number in (None, 1) else "number"
    return FailedMarker(mark, match.end() - match.start(), right, number, flaw, gap)


def _plain_marker(mark: str) -> tuple[str, int | None]:
    """Return a marker with ASCII characters, and its number, if it has one."""
    if len(mark) == 1 and (circled := digit(mark, None)) is not None:
        return f"{circled}.", circled
    plain = mark.translate(_FULL_WIDTH)
    digits = plain[1:-1] if plain[0] == "(" else plain[:-1]
    if not digits.isdecimal():
        return plain, None
    return f"{digits}{')' if plain[-1] == ')' else '.'}", parse_digits(digits)


@cache
def gap_characters() -> str:
    """Return the spaces and invisible characters that are not spaces in Markdown."""
    return "".join(sorted(rulebook.words("markup", "gap")))


@cache
def _failed_markers() -> re.Pattern[str]:
    characters = rulebook.words("markup", "bullet", "dash")
    return re.compile(
        rf"(?P<mark>[-*+{''.join(sorted(characters))}]|"
        rf"[0-9０-９]{{1,3}}[.)．）、。]|[(（][0-9０-９]{{1,3}}[)）]|[①-⑨])"
        rf"(?P<gap>[ \t{gap_characters()}]*)(?=\S)"
    )


def name_of_gap(gap: str) -> str:
    """Return the name of the first character of a gap that is not a space, with its article."""
    character = next(each for each in gap if each not in " \t")
    name = character_name(character, "character").lower().replace("no-break", "non-breaking")
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
