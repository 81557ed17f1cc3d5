"""How the time of an offline run grows with the size of the file.

    python benchmarks/scale.py [--size MEGABYTES] [SHAPE ...]

Each shape is made in three sizes, each twice the last, up to `--size` (5 MB; hostile shapes,
which nobody writes by accident, up to a fifth of that), and prints seconds for reading and for the
rules, and how much longer the last doubling took. Real lists are repeated with other identifiers
and titles, so that they are not one huge duplicate. Ends with 1 where a doubling takes more than
2.4 times as long.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from awesome_lint import document, engine, rulebook
from awesome_lint.config import Config, rule_settings
from awesome_lint.model import Evidence
from awesome_lint.rules import RULES

LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")
LIMIT = 2.4
"""How many times as long the double size may take: twice, and a fifth for the machine."""
MOMENT = 0.3
"""Seconds that are too few to say how time grows."""
SIZES = 3

_VOCABULARY = rulebook.vocabulary()
_EVIDENCE = Evidence({}, _VOCABULARY, hosts=rulebook.hosts(), lookalikes=rulebook.lookalikes())
_SETTINGS = rule_settings(
    Config(), select=[rule.id for rule in RULES if rule.needs in ("none", "suppressions")]
)
_NUMBER = re.compile(r"\d{4}\.\d{4,5}|(?<=/)[\w-]{12,}")


def _identifier(numbers: Iterator[int], _match: re.Match[str]) -> str:
    """Return the next arXiv identifier."""
    number = next(numbers)
    return f"23{1 + number % 12:02}.{number % 90000 + 1:05}"


def copies(text: str, size: int) -> str:
    """Repeat a list up to `size`, each time with identifiers and titles of its own."""
    parts, total = [], 0
    for number in count():
        mark = f"{number:x}".translate(str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst"))
        numbers = iter(range(number * 9973, (number + 1) * 9973))
        part = _NUMBER.sub(partial(_identifier, numbers), text)
        part = re.sub(r"\b([A-Z][a-z]{4,})\b(?![^(\[<]*[)\]>])", rf"\1{mark}", part)
        parts.append(part)
        total += len(part)
        if total >= size:
            break
    return "\n\n".join(parts)[:size]


def repeated(unit: str) -> Callable[[int], str]:
    """Return a shape that is one text again and again."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def numbered(unit: str, head: str = "") -> Callable[[int], str]:
    """Return a shape of lines of which each has its number where `unit` has `%d`."""

    def make(size: int) -> str:
        lines = head + "".join(unit.replace("%d", str(n)) for n in range(size // len(unit) + 1))
        return lines[:size]

    return make


def wide_table(size: int) -> str:
    """Return a table with as many columns as rows."""
    side = int((size / 2) ** 0.5)
    row = "|a" * side + "|\n"
    return row + "|-" * side + "|\n" + row * (side - 2)


_TABLE = "| Title | Venue | Link |\n|:--|:--|:--|\n"

LISTED: dict[str, Callable[[int], str]] = {
    "one table": numbered(
        "| A Study of Thing Number %d | ICML 2023 | [Link](https://example.org/%d) |\n", _TABLE
    ),
    "one table, all doubles": numbered(
        "| A Study of Some Thing | ICML 2023 | [Link](https://example.org/1) |\n", _TABLE
    ),
    "one table, other details": numbered(
        "| A Study of Some Thing | ICML 2023 (%d) | [Link](https://example.org/1) |\n", _TABLE
    ),
    "one list": numbered(
        "- [A Study of Thing Number %d](https://example.org/%d), ICML 2023 [[code](https://e.org/c/%d)]\n"
    ),
    "unknown venues": numbered(
        "| Title of Paper %d | Venuex%d Conf%d 2023 | [Link](https://example.org/%d) |\n", _TABLE
    ),
    "headings": numbered("## Heading %d\n\n[to it](#heading-%d)\n\n"),
    "equal headings": repeated("## Heading\n\n[to it](#heading)\n\n"),
    "details": numbered("<details><summary>%d</summary>\n\ntext %d\n\n</details>\n\n"),
    "references": numbered("[text %d][r%d]\n\n[r%d]: https://example.org/%d\n\n"),
    "suppressions": numbered("text %d <!-- awesome-lint-disable-line link-empty --> [a]()\n\n"),
}
"""What a list may really have, only less of it."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "[": repeated("["),
    "![": repeated("!["),
    "[a](": repeated("[a]("),
    "[](": repeated("]("),
    "[[a](b)": repeated("[[a](b)"),
    "[ ] in lines": repeated("[a [b [c\n"),
    "<": repeated("<"),
    "<a href='": repeated("<a href='"),
    "<!-- ": repeated("<!-- "),
    "*": repeated("*a **b _c "),
    "` unequal": numbered("`" * 3 + "%d" + "`" * 2),
    "$": repeated("$a "),
    "|": repeated("|"),
    "a|b": repeated("a|b\n"),
    "wide table": wide_table,
    "> nested": repeated("> > > > a\n"),
    "- nested": repeated("- - - - a\n"),
    "https://": repeated("https://"),
    "http: words": repeated("https://a.org/(x "),
    "&amp;": repeated("&amp;"),
    "backslashes": repeated("\\"),
    "one long word": repeated("a"),
    "<details>": repeated("<details>\n\n"),
    "table pieces": repeated("|a|b|\n\n"),
}
"""What a stranger may write to keep the linter busy."""


def seconds(text: str) -> tuple[float, float]:
    """Return how long reading takes and how long the rules take, in time of the processor."""
    gc.collect()
    start = time.process_time()
    parsed = document.parse("README.md", text, _VOCABULARY)
    read = time.process_time()
    engine.lint(parsed, _SETTINGS, _EVIDENCE)
    return read - start, time.process_time() - read


def real_lists() -> dict[str, Callable[[int], str]]:
    """Return the real lists, where they are at hand, each as a shape."""
    paths = [LISTS / "seed" / "README.md", *sorted((LISTS / "corpus").glob("*+*.md"))]
    texts = {path.stem[:24]: path.read_text("utf-8") for path in paths if path.is_file()}
    return {name: partial(copies, text) for name, text in texts.items()}


def measure(name: str, make: Callable[[int], str], size: int) -> bool:
    """Print the line of a shape; return whether its time grows as its size does."""
    results = []
    for power in range(SIZES - 1, -1, -1):
        text = make(size >> power)
        # The smallest of a few rounds is what the machine can do.
        rounds = 3 if len(text) < 2_000_000 else 1
        results.append(min((seconds(text) for _ in range(rounds)), key=sum))
        if sum(results[-1]) > 60:
            break
    totals = [sum(result) for result in results]
    growth = totals[-1] / totals[-2] if len(totals) > 1 else 0.0
    # Of less than that, most is chance.
    good = len(totals) == SIZES and (growth <= LIMIT or totals[-1] < MOMENT)
    shown = "".join(f"{read:8.2f} +{rules:6.2f}" for read, rules in results)
    print(
        f"{name:26}{size / 1e6:6.2f} MB{shown}{growth:8.2f}{'' if good else '  too slow'}",
        flush=True,
    )
    return good


def main() -> int:
    """Print the table; return 1 if a shape takes more than its share."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=float, default=5.0, metavar="MEGABYTES")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    arguments = parser.parse_args()
    size = int(arguments.size * 1e6)
    good = True
    head = "".join(f"{'1/' + str(2**p) if p else 'whole':>16}" for p in range(SIZES - 1, -1, -1))
    print(f"{'':35}{head}{'growth':>8}")
    for shapes, largest in ((real_lists(), size), (LISTED, size), (HOSTILE, size // 5)):
        for name, make in shapes.items():
            if not arguments.shapes or name in arguments.shapes:
                good = measure(name, make, largest) and good
    return int(not good)


if __name__ == "__main__":
    raise SystemExit(main())
