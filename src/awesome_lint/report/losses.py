"""Words and URLs that a fix drops, in words."""

from __future__ import annotations

from collections.abc import Iterable

from awesome_lint.text.wording import quote

_MAX_CHARS = 100
"""Characters that are shown."""


def quote_losses(drops: Iterable[str]) -> str:
    """Return the words and URLs that a fix drops, quoted; empty if it drops nothing."""
    text = " ".join(drops)
    return quote(text, _MAX_CHARS) if text else ""
