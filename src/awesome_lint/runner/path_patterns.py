"""Patterns of paths, as in `.gitignore`.

The syntax is that of gitignore(5), without escapes and named classes (`[:alpha:]`) inside brackets.
A pattern may come from a stranger, so it never becomes a regular expression: paths are compared
name by name, and names by `text.globs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from awesome_lint.text.globs import Globs

_ANY_DIRECTORIES: Final = None
"""The part `**` of a pattern."""

_MAGIC: Final = re.compile(r"[*?\[]")
_ESCAPED: Final = re.compile(r"\\(.)")


class PathGlob:
    """A glob of whole paths: `*` and `?` match within a name, and `**` any number of directories.

    `lists/**` matches everything below `lists`, but not `lists`.
    """

    def __init__(self, glob: str) -> None:
        parts: list[Globs | None] = []
        for name in glob.split("/"):
            if name != "**":
                parts.append(Globs([_in_fnmatch_syntax(name)]))
            elif not parts or parts[-1] is not _ANY_DIRECTORIES:
                parts.append(_ANY_DIRECTORIES)
        if parts[-1] is _ANY_DIRECTORIES:  # at least one name is left
            parts.append(Globs(["*"]))
        self._parts = parts

    def match(self, names: Sequence[str]) -> bool:
        """Return whether a path, given as its names, matches as a whole."""
        places = self._skipping({0})
        for name in names:
            places = self._skipping({end for place in places for end in self._after(place, name)})
        return len(self._parts) in places

    def _after(self, place: int, name: str) -> Iterable[int]:
        """Return the places in the pattern that a name leads to."""
        if place == len(self._parts):
            return ()
        part = self._parts[place]
        if part is _ANY_DIRECTORIES:
            return (place,)
        return (place + 1,) if part.match(name) else ()

    def _skipping(self, places: set[int]) -> set[int]:
        """Add the places after `**`, which also matches no directory."""
        skipped = {
            place + 1
            for place in places
            if place < len(self._parts) and self._parts[place] is _ANY_DIRECTORIES
        }
        return places | skipped


class PathPattern(Struct, frozen=True):
    """A line of a `.gitignore`."""

    text: str
    """The line."""
    glob: PathGlob
    """The paths that it matches, from the directory of the file."""
    is_negated: bool
    """Whether matching paths are not ignored."""
    directories_only: bool


class PathPatterns:
    """The lines of a `.gitignore`, or of a list that is read like one."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns = [pattern for pattern in map(_parse, lines) if pattern]
        self._used: set[str] = set()

    def verdict(self, names: Sequence[str], *, is_directory: bool) -> bool | None:
        """Return whether the last pattern that matches a path ignores it; None if none matches.

        `names` are the names on the path, from the directory of the patterns. Patterns that match
        are recorded as used.
        """
        ignored = None
        for pattern in self._patterns:
            if (is_directory or not pattern.directories_only) and pattern.glob.match(names):
                self._used.add(pattern.text)
                ignored = not pattern.is_negated
        return ignored

    def ignore(self, names: Sequence[str]) -> bool:
        """Return whether a file, or a directory that it is in, is ignored."""
        return any(
            self.verdict(names[:count], is_directory=count < len(names))
            for count in range(1, len(names) + 1)
        )

    def unused(self) -> list[str]:
        """Return the patterns that matched nothing so far and do not begin with `!`."""
        return [
            each.text
            for each in self._patterns
            if not each.is_negated and each.text not in self._used
        ]


def has_magic(path: str) -> bool:
    """Return whether a path is a glob."""
    return _MAGIC.search(path) is not None


def _parse(line: str) -> PathPattern | None:
    """Return the pattern of a line; None for an empty line or a comment."""
    whole = line.rstrip("\r\n")
    text = whole.rstrip(" ")
    if text.endswith("\\") and text != whole:  # the first space is escaped
        text += " "
    if text.startswith("#"):
        return None
    is_negated = text.startswith("!")
    glob = text.removeprefix("!") if is_negated else text
    directories_only = glob.endswith("/")
    glob = glob.removesuffix("/")
    if not glob:
        return None
    glob = glob.removeprefix("/") if "/" in glob else f"**/{glob}"
    return PathPattern(text, PathGlob(glob), is_negated, directories_only)


def _in_fnmatch_syntax(name: str) -> str:
    """Return a glob of names without escaped characters and without `[^`."""
    plain = _ESCAPED.sub(lambda match: f"[{match[1]}]" if match[1] in "*?[" else match[1], name)
    return plain.replace("[^", "[!")
