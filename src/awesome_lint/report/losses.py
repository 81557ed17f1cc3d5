"""What a fix takes from the reader, in words."""

from __future__ import annotations

from collections.abc import Iterable

from awesome_lint.text.wording import quote

_LONGEST = 100
"""Characters of what is shown."""


def losses(drops: Iterable[str]) -> str:
    """Return the words and URLs that a fix drops, quoted; empty where it drops nothing."""
    text = " ".join(drops)
    return quote(text, _LONGEST) if text else ""
