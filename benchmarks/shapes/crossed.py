"""Shapes in which one long construct is compared with many others, or with itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from shapes.text import numbered, repeated

Shape = Callable[[int], str]

_URL = "https://example.org/b"
_ITEM = f"- [A Title of Ice %d]({_URL}%d) ICML 2023\n"
_TABLE = "| Title | Venue | Link |\n|:--|:--|:--|\n"

_RUNS: Mapping[str, str] = {
    "digits": "1",
    "words": "ice ",
    "dots": ". ",
    "underscores": "_",
    "em spaces": "\u2003",
    "tabs": "\t",
    "joiners": "\u200d",
    "combining marks": "\u0344\u0f73",
    "full-width forms": "\uff21",
    "conjoining letters": "\u1112\u1161\u11ab",
    "open brackets": "[",
    "links": "[a](b) ",
    "tags": "<b>x",
    "entities": "&amp;",
}
"""Units of one long construct, each used in every place of `_PLACES`."""

_PLACES: Mapping[str, tuple[str, str, str]] = {
    "in a heading above items": ("# x", "x\n\n", _ITEM),
    "in titles": ("- [A Title of Ice and ", f"]({_URL}) ICML 2023\n", ""),
    "in bold before a link": ("- **A Title of Ice", f"x** [pdf]({_URL})\n", ""),
    "in the first row": (
        f"{_TABLE}| A Title of Ice and Snow | ICML 2023 ",
        f" | [x]({_URL}) |\n",
        f"| A Title of Ice and Snow | arXiv 2023 | [x]({_URL}) |\n",
    ),
}
"""The text before and after the construct, and a line that is repeated with its number.

Without such a line, the whole text is repeated four times.
"""


def _placed(run: str, place: tuple[str, str, str], size: int) -> str:
    before, after, line = place
    if line:
        return before + repeated(run, size // 2) + after + numbered(line, size // 2)
    return (before + repeated(run, size // 4) + after) * 4


def _under(head: str, line: str, size: int) -> str:
    """Return a first line in which `%s` is half of the text, and a repeated line."""
    return head.replace("%s", repeated("ice-", size // 2)) + numbered(line, size // 2)


def _headed(head: str, line: str, size: int) -> str:
    """Return a line that is repeated with its number, after a first line of any length."""
    return numbered(line, size, head=head)


def _wide_row(cell: str, size: int) -> str:
    """Return a table of one row with as many cells as fit."""
    columns = size // (len(cell) + 5)
    return f"{'|a' * columns}|\n{'|-' * columns}|\n{f'|{cell}' * columns}|\n"


def _spellings(size: int) -> str:
    """Return a column of one value in all its spellings."""
    letters = "abcdefghijklmnop"
    rows = []
    for number in range(size // 30):
        value = "".join(
            each.upper() if number >> place & 1 else each for place, each in enumerate(letters)
        )
        rows.append(f"| A {number} | {value} |\n")
    return "| Title | Kind |\n|--|--|\n" + "".join(rows)


def _near_words(size: int) -> str:
    """Return a column of words with the same beginning and end, some of them twice."""
    rows = []
    for number in range(size // 30):
        pair = number // 2 if number % 3 else number
        middle = "".join(chr(97 + pair // 26**place % 26) for place in range(4))
        rows.append(f"| A {number} | robot{middle}ing |\n")
    return "| Title | Kind |\n|--|--|\n" + "".join(rows)


CROSSED: dict[str, Shape] = {
    **{
        f"{name} {place}": partial(_placed, run, parts)
        for place, parts in _PLACES.items()
        for name, run in _RUNS.items()
    },
    **{
        name: partial(_under, head, line)
        for name, (head, line) in {
            "name of a column": ("| Title | Size %s |\n|--|--|\n", "| Title of Ice | %dB |\n"),
            "first column of a name": (
                "| Name | Title | Link |\n|--|--|--|\n| %s | A Title of Ice and Snow | [x](a) |\n",
                "| y%d | A Title of Ice and Snow | [x](a) |\n",
            ),
            "badge of many": (
                "[x]: https://img.shields.io/badge/%s\n\n",
                f"- ![x] [A Title of Ice %d]({_URL}%d)\n",
            ),
            "reference of many": (
                "[x]: https://example.org/%s\n\n",
                "- [A Title of Ice %d][x] ICML 2023\n",
            ),
            "parent of many": ("- %s\n", f"  - [A Title of Ice %d]({_URL}%d) y\n"),
            "anchor beside many": ("# %s\n\n", "[a](#abcdef%d)\n"),
            "title beside tracking": ("# %s\n\n", "[a](https://a.org/%d?utm_source=abcdef%d)\n"),
        }.items()
    },
    **{
        name: partial(_headed, head, line)
        for name, (head, line) in {
            "lazy lines below quotes": ("> " * 50 + "a\n", "b\n"),
            "blank lines below lists": ("- " * 100 + "a\n", "\n"),
            "equal first cells": (
                _TABLE,
                f"| A Title of Ice and Snow | ICML 202%d | [x]({_URL}) |\n",
            ),
            "disabled": ("", "<!-- awesome-lint-disable -->\n\n"),
            "enabled": ("", "<!-- awesome-lint-enable -->\n\n"),
            "unknown rules": ("", "<!-- awesome-lint-disable-line link-emty%d -->\n\n"),
            "enabled on one line": ("a ", "<!-- awesome-lint-enable --> "),
            "empty links on one line": ("a ", "<a href=''>x "),
            "links to correct on one line": ("a ", "[x](http://arxiv.org/abs/2401.0%d) "),
            "nearly links": ("a ", "](a b"),
            "nearly links in brackets": ("[" * 2000, "x](a b"),
            "names of authors": ("- ", "A. Snow%d, "),
            "spaces in code": ("- ", "` ` | "),
            "venues nearly known": (
                _TABLE,
                f"| A Title of Ice %d | Confx%d of of the 2023 | [x]({_URL}%d) |\n",
            ),
            "bold that nothing closes": ("", "- <b>a [x](https://example.org/b)\n"),
            "titles that are left open": ('[a]: b "x\n', "c d e f\n"),
        }.items()
    },
    "brackets over two lines": lambda size: (
        f"{repeated('[[a](b) ', size // 2)}\n{repeated('a [] ', size // 2)}\n"
    ),
    "tags in a value": lambda size: f"a <a id='x' name=\"{repeated('<details>', size)}\">x</a>\n",
    "host of marks": lambda size: f"[a](http://{repeated(chr(0x344) + chr(0xF73), size)}.org/)\n",
    "DOI of dots": lambda size: f"[a](https://doi.org/x{repeated('10.1000.', size)})\n",
    "row of links to correct": partial(_wide_row, "[x](http://arxiv.org/abs/2401.01234)"),
    "row of wide letters": partial(_wide_row, "[é](http://arxiv.org/abs/2401.01234)"),
    "one value in many spellings": _spellings,
    "words nearly alike": _near_words,
}
"""Shapes that were once slower than linear, and similar ones."""
