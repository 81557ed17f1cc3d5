r"""Regular expressions of a stranger's configuration, matched in linear time.

The syntax is a part of that of Python's `re`: characters, `.`, classes (`[a-z]`, `\d`), groups,
`|`, and the repetitions `*`, `+`, `?` and `{2,4}`. There are no assertions and no references to
groups, so that an expression is a finite automaton. It is simulated with the bits of one number
(Glushkov, 1961): one step per character, whatever the expression is, and no backtracking.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.text.patterns import deferred

MAX_CHARS: Final = 200
"""Characters of the longest expression."""
MAX_POSITIONS: Final = 500
"""Characters and classes of the largest expression, with repetitions written out: `a{2,4}` has
four."""
MAX_DEPTH: Final = 20
"""Levels of nested groups."""
_MAX_MASKS: Final = 1000
"""Masks that are kept. One takes as many bits as the expression has positions."""

_TOKEN: Final = deferred(
    r"""(?P<repetition>[*+?]|\{\d*+,\d*+\}|\{\d++\})
      | (?P<group>\((?:\?:)?)
      | (?P<class>\[\^?\]?(?:\\.|[^\\\]])*+\])
      | (?P<escape>\\(?:[dDsSwW]|\W|[nrt]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}))
      | (?P<mark>[|)^$])
      | (?P<char>[^\\\[])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_BOUNDS: Final = deferred(r"\{(?P<least>\d*+)(?P<comma>,?)(?P<most>\d*+)\}", re.ASCII)


class UnsupportedError(ValueError):
    """A regular expression that is invalid, too large, or uses syntax that is not supported."""


class _Char(Struct, frozen=True):
    """One character."""

    source: str
    """The expression of the character, such as `a`, `[a-z]` or `\\d`."""
    size: int = 1
    """The number of positions, as in all nodes."""


class _Sequence(Struct, frozen=True):
    """Parts that follow each other."""

    parts: tuple[_Node, ...]
    size: int


class _Choice(Struct, frozen=True):
    """Parts of which one is matched."""

    options: tuple[_Node, ...]
    size: int


class _Repetition(Struct, frozen=True):
    """A part that is matched several times; without a limit if `most` is None."""

    part: _Node
    least: int
    most: int | None
    size: int


_Node = _Char | _Sequence | _Choice | _Repetition


class _Fragment(Struct, frozen=True):
    """A part of the automaton. A position is a bit."""

    nullable: bool
    """Whether it matches the empty text."""
    first: int
    """The positions at which a text may begin."""
    last: int
    """The positions at which a text may end."""


_EMPTY: Final = _Fragment(nullable=True, first=0, last=0)


class RegularExpression:
    """A regular expression that a whole text must match.

    `^` at its beginning and `$` at its end have no effect. Raises UnsupportedError, with the
    reason.
    """

    def __init__(self, pattern: str) -> None:
        node = _Parser(pattern).parse()
        self._follow: list[int] = []
        self._atoms: dict[str, int] = {}
        self._whole = self._build(node)
        self._matchers = {source: _compile_atom(source) for source in self._atoms}
        self._masks: dict[str, int] = {}
        self._tables = [
            _unions(self._follow[start : start + 8]) for start in range(0, len(self._follow), 8)
        ]

    def fullmatch(self, text: str) -> bool:
        """Return whether a text matches as a whole."""
        if not text:
            return self._whole.nullable
        expected = self._whole.first
        reached = 0
        for char in text:
            reached = expected & self._mask(char)
            if not reached:
                return False
            expected = 0
            bits = reached.to_bytes(len(self._tables), "little")
            for table, byte in zip(self._tables, bits, strict=True):
                expected |= table[byte]
        return bool(reached & self._whole.last)

    def _mask(self, char: str) -> int:
        """Return the positions that match a character."""
        mask = self._masks.get(char)
        if mask is None:
            if len(self._masks) >= _MAX_MASKS:
                self._masks.clear()
            mask = 0
            for source, positions in self._atoms.items():
                if self._matchers[source].match(char):
                    mask |= positions
            self._masks[char] = mask
        return mask

    def _build(self, node: _Node) -> _Fragment:
        """Add the positions of a part to the automaton."""
        match node:
            case _Char():
                position = 1 << len(self._follow)
                self._follow.append(0)
                self._atoms[node.source] = self._atoms.get(node.source, 0) | position
                return _Fragment(nullable=False, first=position, last=position)
            case _Sequence():
                return self._concatenated(self._build(part) for part in node.parts)
            case _Choice():
                return _either([self._build(option) for option in node.options])
            case _Repetition():
                return self._concatenated(self._repeated(node)) if node.size else _EMPTY

    def _repeated(self, node: _Repetition) -> Iterator[_Fragment]:
        """Yield the copies of a part that is repeated; the last one may have no limit."""
        copies = max(node.least, 1) if node.most is None else node.most
        for number in range(1, copies + 1):
            copy = self._build(node.part)
            if node.most is None and number == copies:
                self._connect(copy.last, copy.first)
            yield copy if number <= node.least else _either([copy, _EMPTY])

    def _concatenated(self, parts: Iterator[_Fragment]) -> _Fragment:
        nullable, first, last = True, 0, 0
        for part in parts:
            self._connect(last, part.first)
            first |= part.first if nullable else 0
            last = part.last | (last if part.nullable else 0)
            nullable = nullable and part.nullable
        return _Fragment(nullable, first, last)

    def _connect(self, positions: int, following: int) -> None:
        while positions:
            lowest = positions & -positions
            self._follow[lowest.bit_length() - 1] |= following
            positions ^= lowest


def _either(fragments: Sequence[_Fragment]) -> _Fragment:
    first = last = 0
    for fragment in fragments:
        first |= fragment.first
        last |= fragment.last
    return _Fragment(any(fragment.nullable for fragment in fragments), first, last)


def _unions(sets: Sequence[int]) -> list[int]:
    """Return the union of the sets that each byte selects by its bits."""
    unions = [0]
    for each in sets:
        unions += [union | each for union in unions]
    return unions


class _Parser:
    """A recursive-descent parser of one expression."""

    def __init__(self, pattern: str) -> None:
        if len(pattern) > MAX_CHARS:
            raise UnsupportedError(f"it has more than {MAX_CHARS} characters")
        self._pattern = pattern
        self._at = 0

    def parse(self) -> _Node:
        """Return the whole expression. Raises UnsupportedError."""
        self._at = 1 if self._pattern.startswith("^") else 0
        node = self._choice(0)
        if self._at < len(self._pattern):
            raise UnsupportedError("`)` closes no group")
        return node

    def _choice(self, depth: int) -> _Node:
        """Parse alternatives, up to the end of their group."""
        options = [self._sequence(depth)]
        while self._next() == "|":
            self._at += 1
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else _Choice(tuple(options), _size(options))

    def _sequence(self, depth: int) -> _Node:
        parts: list[_Node] = []
        while self._at < len(self._pattern) and self._next() not in ("|", ")"):
            if self._pattern[self._at :] == "$":
                self._at += 1
                break
            part = self._part(depth)
            if found := self._token("repetition"):
                part = _repeat(part, found)
                if another := self._token("repetition"):
                    raise UnsupportedError(f"`{another}` after `{found}` is not supported")
            parts.append(part)
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts), _size(parts))

    def _part(self, depth: int) -> _Node:
        """Parse a character, a class or a group."""
        token = _TOKEN().match(self._pattern, self._at)
        if token is None:
            rest = self._pattern[self._at : self._at + 2]
            reason = "`[` is never closed" if rest[0] == "[" else f"`{rest}` is not supported"
            raise UnsupportedError(reason)
        text = token[0]
        self._at = token.end()
        if token["group"]:
            if self._next() == "?":
                raise UnsupportedError(f"`(?{self._pattern[self._at + 1 :][:1]}` is not supported")
            if depth == MAX_DEPTH:
                raise UnsupportedError(f"it has more than {MAX_DEPTH} levels of groups")
            node = self._choice(depth + 1)
            if self._next() != ")":
                raise UnsupportedError("`(` is never closed")
            self._at += 1
            return node
        if token["repetition"]:
            raise UnsupportedError(f"`{text}` repeats nothing")
        if token["mark"]:
            where = "beginning" if text == "^" else "end"
            raise UnsupportedError(f"`{text}` is supported only at the {where}")
        source = text if token["class"] or token["escape"] or text == "." else re.escape(text)
        _compile_atom(source)
        return _Char(source)

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _token(self, kind: str) -> str:
        """Parse a token of a kind, if it is the next one; else return an empty string."""
        token = _TOKEN().match(self._pattern, self._at)
        if token is None or not token[kind]:
            return ""
        self._at = token.end()
        return token[0]


def _repeat(part: _Node, repetition: str) -> _Node:
    bounds = _BOUNDS().fullmatch(repetition)
    least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(repetition, (0, None))
    if bounds:
        least = parse_digits(bounds["least"])
        most = least if not bounds["comma"] else None
        if bounds["most"]:
            most = parse_digits(bounds["most"])
        if most is not None and most < least:
            raise UnsupportedError(f"`{repetition}` has a maximum below its minimum")
    size = part.size * (max(least, 1) if most is None else most)
    return _Repetition(part, least, most, _checked(size))


def _size(parts: Sequence[_Node]) -> int:
    return _checked(sum(part.size for part in parts))


def _checked(size: int) -> int:
    if size > MAX_POSITIONS:
        reason = f"it has more than {MAX_POSITIONS} characters with its repetitions written out"
        raise UnsupportedError(reason)
    return size


@lru_cache(maxsize=1000)
def _compile_atom(source: str) -> re.Pattern[str]:
    """Return the expression of one character, which takes no time to match."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # `[[a]`, `[a||b]`: future set operations
        try:
            return re.compile(source, re.DOTALL)
        except re.error as error:
            raise UnsupportedError(f"`{source}`: {error.msg}") from None


@lru_cache(maxsize=1000)
def compile_expression(pattern: str) -> RegularExpression:
    """Return the automaton of an expression. Raises UnsupportedError, with the reason."""
    return RegularExpression(pattern)


def find_mistake(pattern: str) -> str:
    """Return the reason why an expression cannot be used; empty if it can."""
    try:
        compile_expression(pattern)
    except UnsupportedError as error:
        return str(error)
    return ""
