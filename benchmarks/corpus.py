"""Count findings by rule on real lists, for the table of docs/corpus.md.

    python benchmarks/corpus.py [--findings RULE]

Prints a Markdown table with a row for each list, offline and without configuration. With
`--findings`, it prints one line for each finding of a rule instead, for review.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from awesome_lint import lint_text
from awesome_lint.model import Diagnostic
from awesome_lint.rules import RULES

LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")


def files(directory: Path) -> dict[str, Path]:
    """Return the lists of a directory by the repository that each is of."""
    found = {"seed list": directory / "seed" / "README.md"}
    for path in sorted((directory / "corpus").glob("*+*.md")):
        found[path.stem.replace("+", "/", 1)] = path
    return found


def findings(directory: Path) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the findings of each list, by the repository of the list."""
    return {
        name: lint_text(path.read_text(encoding="utf-8")) for name, path in files(directory).items()
    }


def table(found: Mapping[str, tuple[Diagnostic, ...]]) -> str:
    """Return the findings by list and rule as a Markdown table; empty cells are zeros.

    Rules that are off by default are left out.
    """
    rules = [rule.id for rule in RULES if rule.enabled and not rule.online]
    counts = {
        name: Counter(each.rule for each in diagnostics) for name, diagnostics in found.items()
    }
    total = sum(counts.values(), Counter[str]())
    rows = [
        ["list", *(f"`{rule}`" for rule in rules)],
        [":--", *["--:"] * len(rules)],
        *([name, *(str(count[rule] or "") for rule in rules)] for name, count in counts.items()),
        ["**all**", *(f"**{total[rule]}**" for rule in rules)],
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main() -> None:
    """Print the table, or the findings of one rule."""
    found = findings(LISTS)
    if sys.argv[1:2] != ["--findings"]:
        print(table(found), end="")
        return
    for name, diagnostics in found.items():
        for each in diagnostics:
            if each.rule == sys.argv[2]:
                print(f"{name}:{each.span.line}: {each.severity} {each.message}")


if __name__ == "__main__":
    main()
