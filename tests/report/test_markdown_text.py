"""Untrusted text in Markdown is shown literally, by GitHub's own renderer."""

from __future__ import annotations

import pytest
from hypothesis import given

from awesome_lint.report.markdown_text import cell, code, inline
from awesome_lint.text.display import displayable
from markdown_strangers import ALIVE, Shown, stranger


def table(content: str) -> str:
    return f"| a | b |\n|--|--|\n| {cell(content)} | end |\n"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("`Avrxi` is a misspelling of `arXiv`: a search for the venue misses this entry", None),
        ("3 cells, and one “more” (arXiv 2403.01234), it's so – well…", None),
        ("at 10.1.2.3, by @name", "at `10.1.2.3`, by `@name`"),
        ("GH-12 and e-mail, www.example", "`GH-12` and e-mail, `www.example`"),
        ("deadbeef 1234567 123456", "`deadbeef` `1234567` 123456"),
        ("1. one", "`1`. one"),
        ("1) one", "`1)` one"),
        ("a `b", "a `` `b ``"),
        ("`a``b`", "``` `a``b` ```"),
        ("a\u202eb\nc", r"`a\u202eb\nc`"),
        ("?!", "`?!`"),
        ("", ""),
    ],
)
def test_inline(text: str, markdown: str | None) -> None:
    assert inline(text) == (text if markdown is None else markdown)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a", "`a`"),
        ("", "` `"),
        ("  ", "` `"),
        (" a ", "`  a  `"),
        (" a", "` a`"),
        ("`", "`` ` ``"),
        ("a``b`c", "```a``b`c```"),
    ],
)
def test_code(text: str, markdown: str) -> None:
    assert code(text) == markdown


@given(stranger)
def test_code_shows_what_was_written(text: str) -> None:
    shown = Shown(code(text))
    assert shown.tags == {"p", "code"}
    assert shown.text.rstrip("\n") == (displayable(text) if displayable(text).strip(" ") else " ")
    assert shown.outside.strip() == ""


@given(stranger)
def test_nothing_outside_of_code_is_alive(text: str) -> None:
    shown = Shown(f"It says: {inline(text)}")
    assert shown.tags <= {"p", "code"}
    assert not ALIVE.search(shown.outside), shown.outside
    assert without_backticks(shown.text) == without_backticks(f"It says: {displayable(text)}")


@given(stranger)
def test_a_cell_stays_a_cell(text: str) -> None:
    for content in (inline(text), code(text)):
        shown = Shown(table(f"x {content} y"))
        assert shown.tags <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
        assert f"\n{Shown(f'x {content} y').text.strip()}\nend\n" in shown.text


def without_backticks(text: str) -> str:
    return text.replace("`", "").strip()
