"""What the repairs make of real lists: how many findings of each rule they answer.

    python benchmarks/repairs.py [--unsafe] [--sample N] [--seed N] [README.md ...]

Prints how many findings of each rule were answered by repairs, and how many lines of the lists
they took away and added. `--sample` prints so many of the changed lines, for reading.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from difflib import unified_diff
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from awesome_lint import fixes
from awesome_lint.rules import RULES
from linting import lint
from mutations import default_paths


def main() -> int:
    """Print the table, and the sample that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--unsafe", action="store_true")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("paths", nargs="*", metavar="README.md")
    arguments = parser.parse_args()
    paths = arguments.paths or default_paths()
    if not paths:
        sys.exit("No READMEs: name some, or set AWESOME_LINT_LISTS")
    counts: Counter[str] = Counter()
    hunks: list[tuple[str, ...]] = []
    for path in paths:
        before = Path(path).read_text(encoding="utf-8")
        repaired = fixes.repair(before, lint, unsafe=arguments.unsafe)
        counts += repaired.counts
        hunks += _hunks(before, repaired.text, os.path.relpath(path))
    for rule in RULES:
        if counts[rule.id]:
            print(f"{rule.id:24}{counts[rule.id]:6}")
    lines = [line for hunk in hunks for line in hunk[1:]]
    signs = Counter(line[:1] for line in lines)
    print(f"{'all':24}{counts.total():6}   lines: -{signs['-']} +{signs['+']}")
    chance = Random(arguments.seed)  # noqa: S311 - no secret
    for hunk in chance.sample(hunks, min(arguments.sample, len(hunks))):
        print("", *hunk, sep="\n")
    return 0


def _hunks(before: str, after: str, name: str) -> list[tuple[str, ...]]:
    """Return the changes of a text, each with its place and without its surroundings."""
    hunks: list[list[str]] = []
    for line in [*unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")][2:]:
        if line.startswith("@@"):
            hunks.append([f"{name} {line}"])
        else:
            hunks[-1].append(line)
    return [tuple(hunk) for hunk in hunks]


if __name__ == "__main__":
    raise SystemExit(main())
