"""Lists whose items are freed as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")


def take(items: list[T]) -> Iterator[T]:
    """Yield the items of a list and remove them, so that they do not stay in memory."""
    items.reverse()
    while items:
        yield items.pop()
