"""Placeholders for values that do not exist."""

from __future__ import annotations

_PLACEHOLDERS = frozenset(("", "-", "--", "---", "–", "—", "n/a", "na", "none", "tbd", "todo", "/"))
_MAX_CHARS = max(map(len, _PLACEHOLDERS))


def is_placeholder(text: str) -> bool:
    """Return whether a text is a placeholder: empty, `-`, `N/A`."""
    stripped = text.strip()
    return len(stripped) <= _MAX_CHARS and stripped.casefold() in _PLACEHOLDERS
