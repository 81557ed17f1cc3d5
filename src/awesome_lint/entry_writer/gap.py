"""The text between the parts of a line."""

from __future__ import annotations

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
_DELIMITERS: Final = deferred(r"[*_~]+|</?[A-Za-z][^<>]*>")


class Gap:
    """The text between two parts that remain: separators, spaces and delimiters of emphasis."""

    def __init__(self) -> None:
        self.text = ""
        self.kind = ""
        """The kind of its last separator."""
        self._rank = 0
        self._before = self._after = ""
        """The delimiters before and after its separators."""

    def add_text(self, text: str) -> None:
        """Add a text that is no separator."""
        self.text += text
        marks = "".join(_DELIMITERS().findall(text))
        if self._rank:
            self._after += marks
        else:
            self._before += marks

    def add_separator(self, kind: str, text: str) -> None:
        """Add a separator."""
        self.text += text
        self.kind = kind if kind != "sticker" else self.kind
        self._rank = max(self._rank, SEPARATOR_RANKS.get(kind, 0))

    def markup(self) -> Gap:
        """Return the delimiters of the gap alone."""
        found = Gap()
        found.text = found._before = self._before + self._after
        return found

    def joined(self, other: Gap) -> Gap:
        """Return this gap and another one after it."""
        found = Gap()
        found.text, found._before = self.text + other.text, self._before + other._before
        return found

    def stronger(self, after: Gap) -> Gap:
        """Return what remains of this gap and the one after a part that is left out."""
        is_first = bool(after._rank or after.text) and after._rank != 0 and after._rank < self._rank
        kept, lost = (self, after) if is_first else (after, self)
        found = Gap()
        found.kind, found._rank = kept.kind, kept._rank
        found._before, found._after = kept._before, kept._after
        marks = lost._before + lost._after
        if not marks:
            found.text = kept.text
        elif lost is self:  # an opening, such as that of `, _Affiliation, Venue_`
            found.text = kept.text + marks
            found._after += marks
        else:
            found.text = marks + kept.text
            found._before = marks + found._before
        return found
