"""The longest part of a sequence that is in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")


def longest_sorted(items: Sequence[Item], key: Callable[[Item], Any]) -> list[Item]:
    """Return a longest subsequence of the items with ascending keys, by patience sorting."""
    tails: list[Any] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(map(key, items)):
        length = bisect_right(tails, value)
        previous.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [index]
    longest = []
    index = ends[-1] if ends else -1
    while index >= 0:
        longest.append(items[index])
        index = previous[index]
    return longest[::-1]
