"""The sections and lines of a run's files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from awesome_lint.model import Run, Section
from awesome_lint.report.page.elements import element, shorten, web_link
from awesome_lint.text.wording import SECTION_SEPARATOR

_MAX_TITLES: Final = 2
"""Titles in the name of a section."""
_MAX_CHARS: Final = 80
"""Characters of a title or a path in the name of a section."""


class Places:
    """The sections of a run by line, and links to lines."""

    def __init__(self, run: Run) -> None:
        self._urls: Mapping[str, str] = run.urls
        self._has_several_files = len(run.files) > 1
        self._sections: dict[str, list[tuple[int, int]]] = {}
        for number, section in enumerate(run.sections):
            self._sections.setdefault(section.path, []).append((section.line, number))

    def section(self, path: str, line: int) -> int | None:
        """Return the index of the section of a line in those of the run; None if not known."""
        sections = self._sections.get(path)
        if sections is None:
            return None
        after = bisect_right(sections, line, key=lambda section: section[0])
        return sections[max(after - 1, 0)][1]

    def section_name(self, section: Section) -> str:
        """Return the last two titles of a section, after its file if there are several."""
        titles = [shorten(title, _MAX_CHARS) for title in section.titles[-_MAX_TITLES:]]
        if len(section.titles) > _MAX_TITLES:
            titles.insert(0, "…")
        name = SECTION_SEPARATOR.join(titles) or "Before the first heading"
        path = shorten(section.path, _MAX_CHARS)
        return f"{path}: {name}" if self._has_several_files else name

    def line(self, path: str, line: int, column: int | None = None) -> Element:
        """Return a place, as a link if the file has a URL."""
        text = f"{path}:{line}" if column is None else f"{path}:{line}:{column}"
        url = self._urls.get(path)
        name = element("code", None, text)
        return web_link(f"{url}#L{line}", name) if url else name

    def lines(self, places: Sequence[tuple[str, int]], limit: int) -> list[Element | str]:
        """Return several places, and the number of those beyond `limit`."""
        shown: list[Element | str] = []
        for path, line in places[:limit]:
            shown += [", ", self.line(path, line)]
        if len(places) > limit:
            shown.append(f" and {len(places) - limit} more")
        return shown[1:]
