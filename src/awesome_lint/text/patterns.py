"""Regular expressions: made of words, or compiled when they are needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression, without a group, that matches any of `words` as it is written.

    Where one word begins another, the longer one is tried first.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def deferred(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Return a function that returns a regular expression, compiled when it is first called.

    The patterns that most documents do not need take milliseconds to compile.
    """

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return compiled
