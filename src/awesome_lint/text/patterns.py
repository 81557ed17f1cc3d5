"""Regular expressions made of words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression, without a group, that matches any of `words` as it is written.

    Where one word begins another, the longer one is tried first.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
