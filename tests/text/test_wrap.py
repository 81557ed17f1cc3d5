"""Lines for a terminal, wrapped between words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.text.display import display_width
from awesome_lint.text.wrap import wrap


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("", ""),
        ("a line of 20 columns", "a line of 20 columns"),
        ("a line of 21  columns", "a line of\n  21  columns"),
        ("another line of 23 cols", "another line of 23\n  cols"),
        ("   = help: Write the whole URL", "   = help: Write the\n  whole URL"),
        ("a https://example.org/a-long-url b", "a\n  https://example.org/a-long-url\n  b"),
        ("https://example.org/a-long-url b", "https://example.org/a-long-url\n  b"),
        ("漢字 漢字 漢字 漢字 漢字", "漢字 漢字 漢字 漢字\n  漢字"),
        ("\x1b[1;31merror\x1b[0m of 18 columns", "\x1b[1;31merror\x1b[0m of 18 columns"),
    ],
)
def test_wrap(line: str, lines: str) -> None:
    assert wrap(line, 20, indent=2) == lines


@given(st.text("ab 漢\x1b[0m", max_size=200), st.integers(10, 40))
def test_nothing_is_lost_and_lines_fit(line: str, width: int) -> None:
    first, *rest = wrap(line, width, indent=4).split("\n")
    assert all(each.startswith("    ") for each in rest)
    assert " ".join([first, *(each[4:] for each in rest)]) == line
    for each in (first, *rest):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", each)
        assert display_width(plain) <= width or not re.search(r"\S \S", plain[4:])
