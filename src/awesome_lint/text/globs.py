"""Globs for whole URLs, matched all at once, in linear time.

The syntax is that of `fnmatch.fnmatchcase`: `*` is any text, `?` any character, `[abc]` and `[a-z]`
one of several, `[!abc]` any other one. The automaton is simulated with the bits of one number
(Shift-And: Baeza-Yates and Gonnet, 1992): one step per character of the URL, whatever the globs
are, and no backtracking.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from fnmatch import translate
from typing import Final

_MAX_MASKS: Final = 1000
"""Masks that are kept. One takes as many bits as the globs have characters."""

Position = int
"""Index of a bit: the number of characters, classes and stars of all globs before it."""


class Globs:
    """Globs, compiled to one automaton."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._literals: defaultdict[str, list[Position]] = defaultdict(list)
        self._classes: defaultdict[str, list[Position]] = defaultdict(list)
        self._masks: dict[str, int] = {}
        stars: list[Position] = []
        starts: list[Position] = []
        ends: list[Position] = []
        count = 0
        self._patterns = tuple(dict.fromkeys(patterns))
        for pattern in self._patterns:
            starts.append(count)
            for part in _tokens(pattern):
                if part == "*":
                    stars.append(count)
                elif len(part) == 1 and part != "?":
                    self._literals[part].append(count)
                else:
                    self._classes[part].append(count)
                count += 1
            ends.append(count)
            count += 1
        self._size = count
        self._stars = self._bits(stars)
        self._starts = self._bits(starts)
        self._end_positions = ends
        self._ends = self._bits(ends)
        self._matchers = {part: re.compile(translate(part)) for part in self._classes}

    def match(self, url: str) -> bool:
        """Return whether a URL matches one of the globs as a whole."""
        return bool(self._ends_reached(url))

    def matching(self, url: str) -> list[str]:
        """Return the globs that a URL matches as a whole."""
        if not (reached := self._ends_reached(url)):
            return []
        data = reached.to_bytes(self._size // 8 + 1, "little")
        ends = zip(self._patterns, self._end_positions, strict=True)
        return [pattern for pattern, end in ends if data[end >> 3] >> (end & 7) & 1]

    def _ends_reached(self, url: str) -> int:
        """Return the bits of the ends of the globs that a URL matches."""
        # A bit is set if the text so far matches all parts of its glob before it.
        state = self._past_stars(self._starts)
        for char in url:
            if not state:
                return 0
            mask = self._masks.get(char)
            if mask is None:
                if len(self._masks) >= _MAX_MASKS:
                    self._masks.clear()
                mask = self._masks[char] = self._mask(char)
            state = self._past_stars((state & mask) << 1 | state & self._stars)
        return state & self._ends

    def _past_stars(self, state: int) -> int:
        """Add the states after stars, which also match nothing. No two stars are neighbours."""
        return state | (state & self._stars) << 1

    def _mask(self, char: str) -> int:
        """Return the bits of the parts that match a character."""
        positions = list(self._literals.get(char, ()))
        for part, places in self._classes.items():
            if self._matchers[part].match(char):
                positions += places
        return self._bits(positions)

    def _bits(self, positions: Iterable[Position]) -> int:
        data = bytearray(self._size // 8 + 1)
        for position in positions:
            data[position >> 3] |= 1 << (position & 7)
        return int.from_bytes(data, "little")


def _tokens(pattern: str) -> Iterable[str]:
    """Yield the characters, classes and stars of a glob; of several stars in a row, one."""
    position = 0
    while position < len(pattern):
        end = position + 1
        if pattern[position] == "*":
            while pattern[end : end + 1] == "*":
                end += 1
            yield "*"
        elif pattern[position] == "[" and (close := _close(pattern, position)):
            end = close
            yield pattern[position:end]
        else:
            yield pattern[position]
        position = end


def _close(pattern: str, start: int) -> int:
    """Return the end of the class that begins at `start`, or 0 if it is never closed."""
    first = start + 1
    if pattern[first : first + 1] == "!":
        first += 1
    return pattern.find("]", first + 1) + 1
