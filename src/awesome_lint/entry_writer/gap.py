"""The text between the parts of a line: separators, spaces and delimiters of emphasis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from awesome_lint.text.patterns import deferred

SEPARATOR_RANKS: Final = {
    "break": 4,
    "arrow": 3,
    "bar": 3,
    "colon": 3,
    "dash": 3,
    "stop": 2,
    "gap": 1,
    "comma": 1,
}
"""The kinds of parts that separate others. If the part between two separators is left out, that of
the higher rank remains."""
_DELIMITERS: Final = deferred(r"[*_~]{1,3}|[\"“”«»]|</?(?!br\b)[A-Za-z][^<>]{0,200}>")
"""Delimiters of emphasis, quotation marks and tags."""
_QUOTATION_MARKS: Final = {"”": "“", "»": "«"}
"""The closing quotation marks, each with its opening one."""


class Gap:
    """The text between two parts."""

    def __init__(self) -> None:
        self.text = ""
        """The whole text."""
        self.kind = ""
        """The kind of its last separator."""
        self.rank = 0
        """The highest rank of its separators."""

    def add(self, text: str, kind: str = "") -> None:
        """Add a text: a separator of a kind, a sticker, or neither."""
        self.text += text
        if kind in SEPARATOR_RANKS:
            self.kind = kind
            self.rank = max(self.rank, SEPARATOR_RANKS[kind])


class Dropped:
    """Consecutive parts that are left out, with the gaps around them."""

    def __init__(self) -> None:
        self._gaps: list[Gap] = []
        self._marks: list[str] = []

    @property
    def follows_stop(self) -> bool:
        """Whether a full stop is before the first part, so that it ends what remains."""
        return self._gaps[0].kind == "stop"

    def add(self, gap: Gap, part: str) -> None:
        """Add a part and the gap before it."""
        self._gaps.append(gap)
        # Marks in links are in pairs, and characters of their URLs are no marks.
        self._marks += [*_marks(gap.text), *(() if "](" in part or "://" in part else _marks(part))]

    def merge(self, after: Gap, pieces: Sequence[str]) -> str:
        """Return what remains of the gaps before a part that follows.

        `pieces` are the texts before the parts that are left out, and `after` is the gap after
        them. Of the separators, the one of the highest rank remains; of the delimiters, those that
        are not a pair.
        """
        left = self._unpaired(after)
        if not pieces:
            return "".join(left)
        closing, opening = _split(left, pieces)
        before = self._gaps[0]
        is_before = before.rank > after.rank > 0 or not after.text
        kept = before if is_before else after
        return closing + _DELIMITERS().sub("", kept.text) + opening

    def end(self, after: Gap, pieces: Sequence[str]) -> str:
        """Return the delimiters that remain at the end of the line."""
        return "".join(_split(self._unpaired(after), pieces))

    def _unpaired(self, after: Gap) -> list[str]:
        left: list[str] = []
        for mark in (*self._marks, *_marks(after.text)):
            if left and _is_pair(left[-1], mark):
                left.pop()
            else:
                left.append(mark)
        return left


def _marks(text: str) -> list[str]:
    return [match[0] for match in _DELIMITERS().finditer(text)]


def _is_pair(one: str, other: str) -> bool:
    if one.startswith("<"):
        return other.startswith("</") and one[1:].startswith(other[2:-1])
    return one == _QUOTATION_MARKS.get(other, other)


def _split(marks: Iterable[str], pieces: Sequence[str]) -> tuple[str, str]:
    """Return the delimiters that close an emphasis in the pieces, and those that open one."""
    written = _marks("".join(pieces))
    closing, opening = "", ""
    for mark in marks:
        first = _QUOTATION_MARKS.get(mark, mark)
        unclosed = written.count(first) - (written.count(mark) if first != mark else 0)
        is_open = unclosed % 2 == 1 or mark.startswith("</")
        if is_open and mark not in closing:
            closing += mark
        else:
            opening += mark
    return closing, opening
