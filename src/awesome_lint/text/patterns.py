"""Regular expressions: made of words, or compiled when they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Any, cast


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression, without a group, that matches any of `words` as it is written.

    Where one word begins another, the longer one is tried first.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled when it is first used.

    Most documents need few of the patterns of the rules, and compiling one takes longer than most
    searches.
    """
    return cast("re.Pattern[str]", LazyPattern(pattern, flags))


class LazyPattern:
    """A regular expression that has the attributes of re.Pattern, and gets each on first use."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._compile = partial(re.compile, pattern, flags)

    def __getattr__(self, name: str) -> Any:
        # Called only for attributes that are not set yet. re.compile has a cache.
        value = getattr(self._compile(), name)
        setattr(self, name, value)
        return value
