"""Lines of a text that a change touched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.changes import git

_HUNK: Final = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Change(Struct, frozen=True):
    """Change of a text, by 1-based line numbers."""

    removed: frozenset[int] = frozenset()
    """Lines of the old text that are gone."""
    added: frozenset[int] = frozenset()
    """Lines of the new text that were not there."""
    touched: frozenset[int] = frozenset()
    """Added lines without those that only moved, of which an equal one was removed."""


def compare(old: Sequence[str], new: Sequence[str]) -> Change:
    """Return the change from the lines of one text to those of another, by git's diff.

    Lines that differ only in white space are equal: a table that is aligned anew, or a file with
    other line endings, has not changed. Git gets the lines as they were read, so that its line
    numbers are those of the document.
    """
    before, after = ["".join(line.split()) for line in old], ["".join(line.split()) for line in new]
    if before == after:
        return Change()
    removed: list[int] = []
    added: list[int] = []
    for gone, come in _hunks(before, after):
        removed += gone
        added += come
    left = Counter(before[number - 1] for number in removed)
    touched = []
    for number in added:
        if left[after[number - 1]]:
            left[after[number - 1]] -= 1
        else:
            touched.append(number)
    return Change(frozenset(removed), frozenset(added), frozenset(touched))


def all_added(lines: Sequence[str]) -> Change:
    """Return the change that adds all of these lines."""
    every = frozenset(range(1, len(lines) + 1))
    return Change(added=every, touched=every)


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, range]]:
    with TemporaryDirectory() as directory:
        for name, lines in (("old", old), ("new", new)):
            text = "".join(f"{line}\n" for line in lines)
            Path(directory, name).write_bytes(text.encode("utf-8", "surrogatepass"))
        output = git.run_outside_repository(
            Path(directory),
            "diff",
            *("--no-index", "--unified=0", "--inter-hunk-context=0", "--text", "--no-color"),
            *("--diff-algorithm=histogram", "--no-indent-heuristic", "--no-renames"),
            "-O/dev/null",
            *("--no-ext-diff", "--no-textconv", "--", "old", "new"),
            fine=(0, 1),
        )
    # The lines themselves begin with a plus or a minus.
    for match in filter(None, map(_HUNK.match, output.split(b"\n"))):
        first, count, its_first, its_count = (
            parse_digits(each.decode()) if each else 1 for each in match.groups()
        )
        yield range(first, first + count), range(its_first, its_first + its_count)
