"""Which lines of a text a change put where they are."""

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
    """What a change did to a text; lines are 1-based.

    `removed` are lines of the old text, `added` lines of the new one. `touched` are the added
    ones without those that have only moved, of which an equal one was removed.
    """

    removed: frozenset[int] = frozenset()
    added: frozenset[int] = frozenset()
    touched: frozenset[int] = frozenset()


def compare(old: Sequence[str], new: Sequence[str]) -> Change:
    """Return what makes the lines of one text those of another, as git sees it.

    Lines are equal that differ in nothing but white space: a table that is lined up anew, or a
    file with other line endings, has not changed. Git is given the lines as they were read, so
    that it counts them as we do, whatever it takes for the end of one.
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
    """Return the change that made a new text of these lines."""
    every = frozenset(range(1, len(lines) + 1))
    return Change(added=every, touched=every)


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, range]]:
    with TemporaryDirectory() as folder:
        for name, lines in (("old", old), ("new", new)):
            text = "".join(f"{line}\n" for line in lines)
            Path(folder, name).write_bytes(text.encode("utf-8", "surrogatepass"))
        output = git.run_outside_repository(
            Path(folder),
            "diff",
            *("--no-index", "--unified=0", "--inter-hunk-context=0", "--text", "--no-color"),
            *("--diff-algorithm=histogram", "--no-indent-heuristic", "--no-renames"),
            "-O/dev/null",
            *("--no-ext-diff", "--no-textconv", "--", "old", "new"),
            fine=(0, 1),
        )
    # What stands in the lines themselves is behind a plus or a minus.
    for match in filter(None, map(_HUNK.match, output.split(b"\n"))):
        first, count, its_first, its_count = (
            parse_digits(each.decode()) if each else 1 for each in match.groups()
        )
        yield range(first, first + count), range(its_first, its_first + its_count)
