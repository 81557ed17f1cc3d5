"""Texts of registries show literally, whatever they contain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.entry_writer.escapes import Syntax, escape
from rendering import html, shown_text

TEXTS = st.lists(
    st.sampled_from(
        [
            *("a", "B c", "1", "1. ", "- ", "# ", "> ", "*", "**", "_", "__", "`", "``", "~", "~~"),
            *("[", "]", "](", "(", ")", "<", ">", "<b>", "</b>", "<!--", "&", "&amp;", "&#42;"),
            *("\\", "|", "$", "!", "![", ":", "://", "http://", "https://a.b", "www.", "=", "+"),
        ]
    ),
    min_size=1,
    max_size=12,
).map("".join)


@given(TEXTS)
def test_markdown(text: str) -> None:
    line = " ".join(text.split())
    assert shown_text(escape(line, "markdown", at_start=True)).split() == line.split()
    assert shown_text(f"- [{escape(line, 'markdown')}](#a)").split() == line.split()


@given(TEXTS)
def test_cells(text: str) -> None:
    line = " ".join(text.split())
    table = f"| A | B |\n|--|--|\n| {escape(line, 'cell')} | b |\n"
    assert shown_text(table).split() == ["A", "B", *line.split(), "b"]


@given(TEXTS)
def test_elements(text: str) -> None:
    line = " ".join(text.split())
    assert shown_text(f"<ul><li>{escape(line, 'html')}</li></ul>").split() == line.split()


@pytest.mark.parametrize("syntax", ["markdown", "cell"])
def test_a_text_becomes_no_link(syntax: Syntax) -> None:
    for text in ("https://a.example/", "see www.a.example", "http://a.example"):
        assert "<a" not in html(escape(text, syntax))


def test_ordinary_texts_stay_as_they_are() -> None:
    for text in ("snake_case: 3 < 4 & $5, 50 %, ~7 (or so) C#", "a - b + c > d", "owner/repo_x"):
        assert escape(text, "markdown", at_start=True) == text
