"""A README to edit, and what a pull request is."""

from __future__ import annotations

import re

from msgspec import Struct

from awesome_lint.model import Entry
from defects.source import Source

NAME = "README.md"
ROOM = 8
"""So many rows of one table an edit needs to choose from."""

TITLE, LINK = "On Something That No List Had Before", "https://example.org/something-new"


class Place(Struct, frozen=True):
    """Where something is reported, and by which rule."""

    path: str
    line: int
    rule: str


class PullRequest(Struct, frozen=True):
    """What the files were, what they become, and what is to be reported, in order."""

    before: dict[str, str]
    after: dict[str, str]
    expected: tuple[Place, ...] = ()


class Readme:
    """A list to edit: its lines, and the clean rows of the table that has most of them.

    Only such rows are taken of which every part is in its place: a title, a venue that names
    arXiv, and a link to there, each written just once. `first` and `last` are the lines of the
    table's body.
    """

    def __init__(self, text: str) -> None:
        source = Source(NAME, text)
        self.lines = list(source.lines)
        tables: dict[int, list[Entry]] = {}
        for entry in source.entries:
            if entry.kind == "row" and _is_plain(entry, self.lines[entry.span.line - 1]):
                tables.setdefault(entry.container.line, []).append(entry)
        self._rows = max(tables.values(), key=len, default=[])
        self.has_room = len(self._rows) >= ROOM
        table = self._rows[0].container if self._rows else None
        self.first, self.last = (table.line + 2, table.end_line) if table else (0, 0)

    def line(self, number: int) -> int:
        """Return the line on which the clean row of a number stands."""
        return self._rows[number].span.line

    def row(self, number: int, **parts: str) -> str:
        """Return the clean row of a number, with another `title`, `venue` or `link` if given."""
        line = self.lines[self.line(number) - 1]
        for name, old in _parts(self._rows[number]).items():
            line = line.replace(old, parts.get(name, old))
        return line

    def retitled(self, row: str, number: int) -> str:
        """Return a row with a word more in its title, which is that of the row of a number."""
        title = _parts(self._rows[number])["title"]
        return row.replace(title, f"{title} Revisited")

    def misspelt(self, number: int) -> str:
        """Return the clean row of a number with a slip in its venue."""
        venue = _parts(self._rows[number])["venue"]
        return self.row(number, venue=re.sub("arxiv", "Avrxi", venue, flags=re.IGNORECASE))

    def fresh(self, number: int) -> str:
        """Return a row about something that the list does not have."""
        return self.row(number, title=f"{TITLE}, Part {number}", link=f"{LINK}/{number}")

    def fresh_misspelt(self, number: int) -> str:
        """Return the same with a slip in its venue."""
        venue = _parts(self._rows[number])["venue"]
        slip = re.sub("arxiv", "Avrxi", venue, flags=re.IGNORECASE)
        return self.fresh(number).replace(venue, slip)

    def replaced(self, *rows: tuple[int, str]) -> list[str]:
        """Return all lines, with others in the place of those of given numbers."""
        lines = self.lines.copy()
        for number, row in rows:
            lines[number - 1] = row
        return lines


def _parts(entry: Entry) -> dict[str, str]:
    if entry.title is None or entry.venue is None or entry.main_link is None:
        return {}
    return {
        "title": entry.title.source,
        "venue": entry.venue.source,
        "link": entry.main_link.url,
    }


def _is_plain(entry: Entry, line: str) -> bool:
    parts = _parts(entry)
    return (
        bool(parts)
        and all(line.count(part) == 1 for part in parts.values())
        and "arxiv" in parts["venue"].lower()
        and parts["link"].startswith("https://arxiv.org/abs/")
        and len(re.findall(r"[A-Za-z]{2,}", parts["title"])) > 4
        and line.rstrip().endswith("|")
        and "`" not in line
    )
