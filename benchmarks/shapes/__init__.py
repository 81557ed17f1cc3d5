"""Documents of any size: real lists, repeated lines, and hostile text.

A shape makes a text with a given number of characters. Texts of one shape have the same structure
in all sizes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from shapes.crossed import CROSSED, Shape
from shapes.text import numbered, repeated

LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[3] / "shared")

_NUMBER = re.compile(r"\d{4}\.\d{4,5}|(?<=/)[\w-]{12,}")
_WORD = re.compile(r"\b([A-Z][a-z]{4,})\b(?![^(\[<]*[)\]>])")
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


def _identifier(numbers: Iterator[int], _match: re.Match[str]) -> str:
    """Return the next arXiv identifier."""
    number = next(numbers)
    return f"23{1 + number % 12:02}.{number % 90000 + 1:05}"


def _copies(text: str, size: int) -> str:
    """Repeat the lines of a list up to `size`, each time with different identifiers and titles."""
    parts, total = [], 0
    for number in count():
        mark = f"{number:x}".translate(_LETTERS)
        numbers = iter(range(number * 9973, (number + 1) * 9973))
        part = _NUMBER.sub(partial(_identifier, numbers), text)
        part = _WORD.sub(rf"\1{mark}", part)
        parts.append(part)
        total += len(part)
        if total >= size:
            break
    return "\n\n".join(parts)[:size].rpartition("\n")[0]


def real_lists() -> dict[str, Shape]:
    """Return the real lists, if available, each repeated without duplicates."""
    paths = [LISTS / "seed" / "README.md", *sorted((LISTS / "corpus").glob("*+*.md"))]
    texts = {path.stem[:24]: path.read_text("utf-8") for path in paths if path.is_file()}
    return {name: partial(_copies, text) for name, text in texts.items()}


def table(rows: int) -> str:
    """Return a table with a number of rows of about 125 characters."""
    title = "A Study of Thing Number %d with a Longer Title for Agents in Many Worlds"
    row = f"| {title} | ICML 2023 | [Link](https://example.org/%d) |\n"
    return _TABLE + "".join(row.replace("%d", str(number)) for number in range(rows))


_TABLE = "| Title | Venue | Link |\n|:--|:--|:--|\n"

LISTED: dict[str, Shape] = {
    **{
        name: partial(numbered, row, head=_TABLE)
        for name, row in {
            "one table": (
                "| A Study of Thing Number %d | ICML 2023 | [Link](https://example.org/%d) |\n"
            ),
            "one table, all doubles": (
                "| A Study of Some Thing | ICML 2023 | [Link](https://example.org/1) |\n"
            ),
            "one table, other details": (
                "| A Study of Some Thing | ICML 2023 (%d) | [Link](https://example.org/1) |\n"
            ),
            "one table, other names": (
                "| Thing %d | A Study of Some Thing | [Link](https://example.org/1) |\n"
            ),
            "one table, no names": "| x | ICML 2023 | - |\n",
            "unknown venues": (
                "| Title of Paper %d | Venuex%d Conf%d 2023 | [Link](https://example.org/%d) |\n"
            ),
        }.items()
    },
    **{
        name: partial(numbered, line)
        for name, line in {
            "one list": (
                "- [A Study of Thing Number %d](https://example.org/%d), ICML 2023"
                " [[code](https://e.org/c/%d)]\n"
            ),
            "one list, all doubles": "- [A Study of Some Thing](https://e.org/1), ICML 2023\n",
            "headings": "## Heading %d\n\n[to it](#heading-%d)\n\n",
            "equal headings": "## Heading\n\n[to it](#heading)\n\n",
            "details": "<details><summary>%d</summary>\n\ntext %d\n\n</details>\n\n",
            "references": "[text %d][r%d]\n\n[r%d]: https://example.org/%d\n\n",
            "suppressions": "text %d <!-- awesome-lint-disable-line link-empty --> [a]()\n\n",
        }.items()
    },
}
"""Constructs of real lists, repeated."""


def _everywhere(unit: str, size: int) -> str:
    """Repeat a unit in a paragraph, an item of a list, a cell of a table and a block of HTML."""
    fourth = repeated(unit, size // 4)
    return f"{fourth}\n\n- {fourth}\n\n| a |\n|:--|\n| {fourth}\n\n<p>{fourth}\n"


def _wide_rows(size: int) -> str:
    """Return a table of two equal rows, each with a link in every cell."""
    columns = size // 50
    row = "".join(f"|[a](b/{number:05})" for number in range(columns)) + "|\n"
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + row * 2


def _wide_table(size: int) -> str:
    """Return a table with as many columns as rows."""
    side = int((size / 2) ** 0.5)
    row = "|a" * side + "|\n"
    return row + "|-" * side + "|\n" + row * (side - 2)


def _contents(size: int) -> str:
    """Return sections with a contents list that misses every thirtieth of them."""
    sections = size // 70
    items = (f"- [Part {each}](#part-{each})\n" for each in range(sections) if each % 30 != 5)
    parts = (f"## Part {each}\n\n- [A](https://e.org/{each})\n\n" for each in range(sections))
    return f"# List\n\n## Contents\n\n{''.join(items)}\n{''.join(parts)}"


def _deep(marker: str, text: str, size: int) -> str:
    """Return lines of which each is nested one container deeper than the previous one."""
    lines = int((2 * size / len(marker)) ** 0.5)
    return "".join(f"{marker * number}{text}\n" for number in range(lines))[:size]


def _long_lines(unit: str, size: int) -> str:
    """Return twenty lines of any total size."""
    return (repeated(unit, size // 20) + "\n") * 20


_UNITS: dict[str, str] = {
    "open brackets": "[",
    "closed brackets": "]",
    "open images": "![",
    "links left open": "[a](",
    "links without a text": "](",
    "empty links": "[](a)",
    "links in open brackets": "[[a](b)",
    "brackets over lines": "[a [b [c\n",
    "titles left open": '[a](b "',
    "pointed addresses left open": "[a](<",
    "labels": "[a][",
    "definitions": "[a]: b\n",
    "definitions left open": "[a]:\n",
    "parentheses": "(a ",
    "pointed brackets": "<",
    "tags": "<b>",
    "closing tags": "</b>",
    "tags in emphasis": "<sub>a *b ",
    "tags with attributes": "<ins a='b'>c ",
    "tags in links": "[<sub>a](b) ",
    "anchors": "<a>",
    "tags left open": "<a href='",
    "attributes": "<a b ",
    "comments left open": "<!-- ",
    "instructions left open": "<?",
    "sections left open": "<![CDATA[",
    "asterisks": "*",
    "underscores": "_",
    "tildes": "~",
    "emphasis left open": "*a **b _c ",
    "emphasis in words": "a**b",
    "backticks": "`",
    "backticks that do not match": "`` ` ",
    "dollars": "$a ",
    "pipes": "|",
    "code with pipes": "`a|b`",
    "escaped pipes": "\\|",
    "backslashes": "\\",
    "entities": "&amp;",
    "ampersands": "&",
    "schemes": "https://",
    "addresses with parentheses": "https://a.org/(x ",
    "addresses in each other": "https://a.org/((",
    "www": "(www._",
    "www in emphasis": "*www.a ",
    "mail addresses": "a@b.c ",
    "mail addresses in each other": "a@b.c@",
    "schemes of mail": "mailto:",
    "commas": "a, ",
    "venues": "ICML 2023, ",
    "one long word": "a",
    "letters with marks": "a\u0301",
    "quotation marks": "\u201c",
    "wide parentheses": "\uff08",
    "blanks": " ",
    "tabs": "\t",
    "hard breaks": "x  \n",
}
"""Units that are repeated in a paragraph, an item, a cell and a block of HTML."""

HOSTILE: dict[str, Shape] = {
    **{name: partial(_everywhere, unit) for name, unit in _UNITS.items()},
    **{
        name: partial(repeated, unit)
        for name, unit in {
            "quotes in quotes": "> > > > a\n",
            "lists in lists": "- - - - a\n",
            "items": "* a\n",
            "numbered items": "1. a\n",
            "marks of headings": "#",
            "headings of one letter": "# a\n",
            "underlines": "a\n===\n",
            "rules": "---\n",
            "lines without an end": "a|b\n",
            "tables of one row": "|a|\n|-|\n\n",
            "rows that are no table": "|a|b|\n\n",
            "details left open": "<details>\n\n",
            "cells of HTML": "<td>\n",
            "blank lines": "\n",
        }.items()
    },
    "unequal backticks": partial(numbered, "```%d``"),
    "wide table": _wide_table,
    "wide rows of links that are equal": _wide_rows,
    "contents without some sections": _contents,
    "badges of one entry": partial(
        numbered,
        "[![a](https://img.shields.io/github/stars/a/b%d)](https://github.com/a/c%d) ",
        head="- [A](https://github.com/a/a) ",
    ),
    "ever deeper quotes": partial(_deep, "> ", "a"),
    "ever deeper lists": partial(_deep, "  ", "- a"),
    "long lines of rows": partial(_long_lines, "a|b"),
    "long lines of words": partial(_long_lines, "ice "),
    **CROSSED,
}
"""Hostile texts that may keep the linter busy."""
