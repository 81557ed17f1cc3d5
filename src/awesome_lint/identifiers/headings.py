"""Headings of sections about the list itself: News, Contributing, How to cite."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from awesome_lint import rulebook
from awesome_lint.text import trim
from awesome_lint.text.patterns import any_of

_AROUND = re.compile(r"[\W\d_]++")

_MAX_HEADING_CHARS = 200
"""Characters of the longest heading that is examined. Headings of such sections have a few
words."""


@lru_cache(maxsize=1024)
def is_about_the_list(heading: str) -> bool:
    """Return whether a heading is `News`, `Contributing`, `How to cite` or the like.

    The whole heading has to match: papers on news recommendation are entries.
    """
    if len(heading) > _MAX_HEADING_CHARS:
        return False
    topic = trim.strip_end(trim.strip_start(heading, _AROUND), _AROUND)
    return _about().fullmatch(topic) is not None


@cache
def _about() -> re.Pattern[str]:
    before = any_of(rulebook.words("sections", "before"))
    heading = "|".join(map(_glob, sorted(rulebook.words("sections", "about the list"))))
    conjunction = r"\s?(?:and|&|/|,|\+)\s?"
    return re.compile(
        rf"(?:{before}\s)?(?:(?:{heading})(?:{conjunction}(?!\Z)|\Z))+", re.IGNORECASE
    )


def _glob(heading: str) -> str:
    """Return the pattern of a heading with `?` for a letter, `*` for more letters or words."""
    pattern = re.escape(heading).replace(r"\ \*", "\\ .*")
    return pattern.replace(r"\?", r"\w").replace(r"\*", r"\w*")
