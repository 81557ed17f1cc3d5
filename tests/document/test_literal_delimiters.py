"""Delimiters that GitHub shows as characters, and text that single tildes strike through."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linting import parse
from rendering import html

PIECES = st.sampled_from(
    [
        *"* ** __ _ ~ ~~ a b （ ） 漢 。 . é 🎉".split(),
        *"“ ( ) [x](u) [ ](u) + < &amp; € `".split(),
        *" \u00a0",
    ]
)


def left(text: str) -> dict[str, int]:
    """Return the number of times each delimiter is among those that the document has as text."""
    document = parse(text)
    found = "".join(document.slice(span) for block in document.blocks for span in block.delimiters)
    return {mark: found.count(mark) for mark in "*_~`"}


def shown(text: str) -> dict[str, int]:
    """Return the number of times GitHub's renderer shows each delimiter outside of code."""
    without_code = re.sub(r"<code>.*?</code>", "", html(text), flags=re.DOTALL)
    characters = unescape(re.sub(r"<[^>]*>", "", without_code))
    return {mark: characters.count(mark) for mark in "*_~`"}


@given(st.lists(PIECES, max_size=14).map("".join))
@example("*~€~")
@example("~漢~**")
@example("(~~)~a[x](u)~_")
@example("~é~~a~")
@example("~\u00a0~~a~")
@example("**a*b")
@example("***a**")
def test_delimiters_left_are_those_that_the_renderer_shows(pieces: str) -> None:
    text = f"a{pieces}b"
    if "~~~" in re.sub(r"`[^`]*`", "", text):
        return  # more than two tildes are text, and delimit nothing anywhere
    assert left(text) == shown(text)


@given(st.lists(st.sampled_from([*"a b ~ ~~ 1 （ ） 漢 . ( )".split(), " "])).map("".join))
def test_struck_text_is_what_the_renderer_strikes(pieces: str) -> None:
    text = f"a{pieces}b"
    document = parse(text)
    struck = [document.slice(span) for block in document.blocks for span in block.struck]
    rendered = re.findall(r"<del>", html(text))
    double = len(re.findall(r"(?<!~)~~(?!~)", text)) - document_doubles(text)
    assert len(struck) + double // 2 == len(rendered)


def document_doubles(text: str) -> int:
    document = parse(text)
    runs = [document.slice(span) for block in document.blocks for span in block.delimiters]
    return runs.count("~~")


@pytest.mark.parametrize(
    "text",
    [
        "![**a](b)",
        "$**a$",
        "`**a`",
        "[^**]\n\n[^**]: text",
        "<a title='**'>b</a>",
        "\\*\\*a",
        "<https://example.org/**a>",
    ],
)
def test_marks_that_are_not_text_are_not_delimiters(text: str) -> None:
    assert left(text) == dict.fromkeys("*_~`", 0)


def test_blocks_have_their_containers() -> None:
    document = parse("> - a\n>   b\n\n| c |\n|---|\n| d |\n\n# e\n\n<div>f\n</div>\n\n    g\n")
    found = [
        (
            block.kind,
            [prose.text for prose in block.prose],
            block.item and block.item.line,
            len(block.quotes),
        )
        for block in document.blocks
    ]
    assert found == [
        ("paragraph", ["a", "b"], 1, 1),
        ("cell", ["c"], None, 0),
        ("cell", ["d"], None, 0),
        ("heading", ["e"], None, 0),
        ("html", ["\ufffc\ufffc\ufffc\ufffc\ufffcf", "\ufffc" * 6], None, 0),
        ("code", ["g"], None, 0),
    ]


def test_blocks_of_footnotes_are_in_order() -> None:
    document = parse("a[^x]\n\n[^x]: b **c\n\nd\n")
    assert [block.prose[0].text for block in document.blocks] == ["a" + "\ufffc" * 4, "b **c", "d"]
