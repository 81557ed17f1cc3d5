"""Anchors as they are written in URLs."""

from __future__ import annotations

from urllib.parse import quote


def escape_anchor(anchor: str) -> str:
    """Return an anchor with all characters escaped that are invisible or end a link."""
    return "".join(
        character if character.isalnum() or character in "-_.+" else quote(character)
        for character in anchor
    )
