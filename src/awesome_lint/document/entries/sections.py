"""Sections about the list itself, whose items are not entries."""

from __future__ import annotations

import re
from functools import cache

from awesome_lint import rulebook
from awesome_lint.text import trim
from awesome_lint.text.patterns import any_of

_DAY = re.compile(r"\W*20\d\d([-./])\d{1,2}\1\d{1,2}\W{0,3}[:\uff1a]")
_AROUND = re.compile(r"[\W\d_]++")
_MAX_HEADING_CHARS = 200
"""Characters of the longest heading that is examined. Headings of such sections have a few
words."""


def is_about_the_list(heading: str) -> bool:
    """Return whether a heading is `News`, `Contributing`, `How to cite` or the like.

    The whole heading has to match: papers on news recommendation are entries.
    """
    if len(heading) > _MAX_HEADING_CHARS:
        return False
    topic = trim.strip_end(trim.strip_start(heading, _AROUND), _AROUND)
    return _about().fullmatch(topic) is not None


def is_news(line: str, heading: str) -> bool:
    """Return whether a line reports an event: `2024.05.30: The paper was accepted …`.

    Below a heading of news, every line that begins with a date counts.
    """
    match = _of_news().search(heading, 0, _MAX_HEADING_CHARS) or _happened().search(line)
    return match is not None and _DAY.match(line) is not None


@cache
def _about() -> re.Pattern[str]:
    before = any_of(rulebook.words("sections", "before"))
    heading = "|".join(map(_glob, sorted(rulebook.words("sections", "about the list"))))
    joined = rf"(?:\s?(?:and|&|/|,|\+)\s?(?:{heading}))*"
    return re.compile(rf"(?:{before}\s)?(?:{heading}){joined}", re.IGNORECASE)


def _glob(heading: str) -> str:
    """Return the pattern of a heading with `?` for a letter, `*` for more letters or words."""
    pattern = re.escape(heading).replace(r"\ \*", "\\ .*")
    return pattern.replace(r"\?", r"\w").replace(r"\*", r"\w*")


@cache
def _of_news() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(rulebook.words('sections', 'news'))}\b", re.IGNORECASE)


@cache
def _happened() -> re.Pattern[str]:
    events = any_of(rulebook.words("sections", "event"))
    return re.compile(
        rf"\b(?:(?:was|were|is|are|been|now) (?:\w+ )?{events}|we (?:\w+ )?released?)\b",
        re.IGNORECASE,
    )
