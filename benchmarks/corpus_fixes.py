"""Fixes of real lists: how many findings of each rule they resolve.

    python benchmarks/corpus_fixes.py [--sample N] [--seed N] [README.md ...]

Prints the table of docs/corpus.md: for each rule, the number of findings that safe fixes resolve,
and the number that all fixes resolve, with the lines of the lists that they remove and add.
`--sample` prints N changes of safe fixes instead, for review.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path
from random import Random

from msgspec import Struct

from awesome_lint import fixes, lint_text
from awesome_lint.rules import RULES
from mutations import default_paths


def main() -> int:
    """Print the table or the sample."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("paths", nargs="*", metavar="README.md")
    arguments = parser.parse_args()
    paths = arguments.paths or default_paths()
    if not paths:
        sys.exit("No READMEs: name some, or set AWESOME_LINT_LISTS")
    if not arguments.sample:
        print(table([fixed(path, unsafe) for path in paths for unsafe in (False, True)]), end="")
        return 0
    hunks = [hunk for path in paths for hunk in _hunks(fixed(path, unsafe=False))]
    chance = Random(arguments.seed)  # noqa: S311 - no secret
    for hunk in chance.sample(hunks, min(arguments.sample, len(hunks))):
        print(*hunk, "", sep="\n")
    return 0


class Fixed(Struct, frozen=True):
    """A list with the result of its safe fixes, or of all fixes if `unsafe`."""

    path: str
    text: str
    result: fixes.FixedText
    unsafe: bool


def fixed(path: str, unsafe: bool) -> Fixed:
    """Return a list with the result of its fixes."""
    text = Path(path).read_text(encoding="utf-8")
    return Fixed(path, text, fixes.apply_fixes(text, lint_text, unsafe=unsafe), unsafe)


def table(lists: Iterable[Fixed]) -> str:
    """Return the number of resolved findings by rule as a Markdown table."""
    columns = [Counter[str](), Counter[str]()]
    for each in lists:
        columns[each.unsafe].update(each.result.counts)
        for hunk in _hunks(each):
            columns[each.unsafe].update(f"lines {line[:1]}" for line in hunk[1:])
    rows = [["rule", "safe", "all"], [":--", "--:", "--:"]]
    rows += [
        [f"`{rule.id}`", *(str(counts[rule.id] or "") for counts in columns)]
        for rule in RULES
        if columns[1][rule.id]
    ]
    names = [rule.id for rule in RULES]
    totals = (sum(counts[name] for name in names) for counts in columns)
    rows.append(["**findings**", *(f"**{total}**" for total in totals)])
    for sign, what in (("-", "removed"), ("+", "added")):
        rows.append([f"lines {what}", *(str(counts[f"lines {sign}"]) for counts in columns)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _hunks(fixed: Fixed) -> list[list[str]]:
    """Return the changed hunks of a list, each with its position and without context."""
    before, after = fixed.text.split("\n"), fixed.result.text.split("\n")
    hunks: list[list[str]] = []
    for line in [*unified_diff(before, after, n=0, lineterm="")][2:]:
        if line.startswith("@@"):
            hunks.append([f"{os.path.relpath(fixed.path)} {line}"])
        else:
            hunks[-1].append(line)
    return hunks


if __name__ == "__main__":
    raise SystemExit(main())
