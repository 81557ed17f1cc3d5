"""A README to edit, and a pull request."""

from __future__ import annotations

import re

from msgspec import Struct

from awesome_lint.model import Entry
from defects.source import Source

NAME = "README.md"
ROOM = 8
"""Entries that a table or list must have for an edit to choose from."""

TITLE, LINK = "On Something That No List Had Before", "https://example.org/something-new"


class Place(Struct, frozen=True):
    """The line and rule of a finding."""

    path: str
    line: int
    rule: str


class PullRequest(Struct, frozen=True):
    """The files before and after, and the findings that should be reported, in order."""

    before: dict[str, str]
    after: dict[str, str]
    expected: tuple[Place, ...] = ()


class Readme:
    """A list to edit: its lines, and the clean entries of the table or list with most of them.

    These entries have a line of their own, a title without markup and a link, both unique.
    `lines_of` are their lines; `last` is the last line of the table.
    """

    def __init__(self, text: str) -> None:
        source = Source(NAME, text)
        self.lines = list(source.lines)
        containers: dict[tuple[int, str], list[Entry]] = {}
        for entry in source.entries:
            if _is_plain(entry, self.lines[entry.span.line - 1]):
                key = (entry.container.line, entry.kind)
                containers.setdefault(key, []).append(entry)
        self._entries = max(containers.values(), key=len, default=[])
        self.has_room = len(self._entries) >= ROOM
        self.lines_of = [entry.span.line for entry in self._entries]
        self.is_table = self.has_room and self._entries[0].kind == "row"
        self.header = self._entries[0].container.line if self.is_table else 0
        self.last = self._entries[0].container.end_line if self.is_table else 0

    @property
    def first(self) -> int:
        """The line number for a new entry at the top: before the first one."""
        return self.lines_of[0]

    @property
    def end(self) -> int:
        """The line number for a new entry at the end: after the last one."""
        return self.lines_of[-1] + 1

    def entry(self, number: int, **parts: str) -> str:
        """Return the line of the entry of a number, with another `title` or `link` if given."""
        line = self.lines[self.lines_of[number] - 1]
        for name, old in _parts(self._entries[number]).items():
            line = line.replace(old, parts.get(name, old))
        return line

    def renamed(self, entry: str, number: int) -> str:
        """Return the line of the entry of a number, with an additional word in its title."""
        title = _parts(self._entries[number])["title"]
        return entry.replace(title, f"{title} Revisited")

    def more(self, number: int) -> str:
        """Return the line of the entry of a number with more details at its end."""
        line = self.entry(number).rstrip()
        return f"{line[:-1]}and slides |" if self.is_table else f"{line} and slides"

    def fresh(self, number: int) -> str:
        """Return a new entry, which the list does not contain."""
        return self.entry(number, title=f"{TITLE}, Part {number}", link=f"{LINK}/{number}")

    def broken(self, number: int) -> str:
        """Return the line of the entry of a number with a typo in its link."""
        link = _parts(self._entries[number])["link"]
        return self.entry(number, link=link.replace("//", "/", 1))

    def fresh_broken(self, number: int) -> str:
        """Return a new entry with a typo in its link."""
        return self.fresh(number).replace("//", "/", 1)

    def paper(self) -> int | None:
        """Return the number of an entry whose link is that of a paper; None if there is none."""
        return next(
            (
                number
                for number, entry in enumerate(self._entries[2:], 2)
                if _parts(entry)["link"].startswith("https://arxiv.org/abs/")
                and len(re.findall(r"[A-Za-z]{3,}", _parts(entry)["title"])) > 4
            ),
            None,
        )

    def replaced(self, *entries: tuple[int, str]) -> list[str]:
        """Return all lines, with those of the entries of the given numbers replaced."""
        lines = self.lines.copy()
        for number, entry in entries:
            lines[self.lines_of[number] - 1] = entry
        return lines


def _parts(entry: Entry) -> dict[str, str]:
    if entry.title is None or entry.main_link is None:
        return {}
    return {"title": entry.title.text, "link": entry.main_link.url}


def _is_plain(entry: Entry, line: str) -> bool:
    parts = _parts(entry)
    return (
        bool(parts)
        and entry.span.line == entry.span.end_line
        and all(line.count(part) == 1 for part in parts.values())
        and line.count("//") == line.count("://")
        and f"({parts['link']})" in line
        and parts["link"].startswith("https://")
        and re.search(r"[A-Za-z]{3}", parts["title"]) is not None
        and re.search(r"[]\[`<>|*_()]", parts["title"]) is None
        and (entry.kind == "bullet" or line.rstrip().endswith("|"))
        and not line.startswith("#")
    )
