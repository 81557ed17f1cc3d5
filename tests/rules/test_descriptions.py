"""The parts of list items: link, separator, description, and the end of the description."""

from __future__ import annotations

import pytest

from awesome_lint.rules.shared.descriptions import (
    Description,
    find_description,
    has_more_blocks,
)
from linting import parse

PAPER = "[Walking Robots on Thin Ice](https://example.org/ice)"
LINK = "[Icebot](https://example.org/icebot)"


def describe(text: str) -> Description | None:
    document = parse(f"# Robots\n\n{text}\n")
    found = [find_description(document, entry) for entry in document.entries]
    return found[0] if found else None


def separator(text: str) -> str | None:
    document = parse(f"# Robots\n\n{text}\n")
    found = find_description(document, document.entries[0])
    assert found is not None
    return document.slice(found.separator) if found.separator else None


@pytest.mark.parametrize(
    ("text", "between", "shown"),
    [
        (f"- {LINK} - Walks on ice.", " - ", "Walks on ice."),
        (f"- {LINK}: walks", ": ", "walks"),
        (f"- {LINK} — Walks", " — ", "Walks"),
        (f"- {LINK} &mdash; Walks", " &mdash; ", "Walks"),
        (f"- {LINK}- Walks", "- ", "Walks"),
        (f"- {LINK} -> Walks", " -> ", "Walks"),
        (f"- {LINK}: - Walks", ": - ", "Walks"),
        (f"- {LINK}：在冰上行走", "：", "在冰上行走"),
        (f"- **{LINK}** - Walks", " - ", "Walks"),
        (f"- **{LINK}:** Walks", ":** ", "Walks"),
        (f"- <b>{LINK}</b> – Walks", " – ", "Walks"),
        (f"- {LINK} ![stars](https://example.org/s.svg) - Walks", " - ", "Walks"),
        (f"- {PAPER} [[code](https://example.org/code)] - Walks", " - ", "Walks"),
        (f"- {LINK} (2024) - Walks", " - ", "Walks"),
        (f"- {LINK} `MIT` - Walks", " - ", "Walks"),
        (f"- {LINK} - Walks\n  on ice.", " - ", "Walks on ice."),
        (f"- {LINK} -\n  Walks", " -", "Walks"),
        (f"- {LINK} - See [Sea](https://example.org/sea).", " - ", "See Sea."),
        (f"- {LINK} - Walks ![b](https://example.org/b.svg)", " - ", "Walks"),
        (f"- {LINK} -", " -", ""),
        (f"1. {LINK} - Walks", " - ", "Walks"),
    ],
)
def test_the_separator_and_the_description(text: str, between: str, shown: str) -> None:
    found = describe(text)
    assert found is not None
    assert (separator(text), found.text) == (between, shown)
    assert bool(found.spans) == bool(shown)


@pytest.mark.parametrize("text", [f"- {LINK}", f"- {LINK} ![b](https://example.org/b.svg)"])
def test_a_link_alone_has_an_empty_description(text: str) -> None:
    found = describe(text)
    assert found is not None
    assert (found.separator, found.text, found.spans, found.last) == (None, "", (), "")


@pytest.mark.parametrize(
    "text",
    [
        f"- {LINK} walks on ice",
        f"- {LINK}-based robots on ice",
        f"- {LINK}, ICRA 2024",
        f"- {LINK} by Ada Snow - Walks",
        f"- {LINK}\n  Walks on ice",
        f"| Robot |\n|:--|\n| {LINK} - Walks |",
        f"## {LINK} - Walks",
        f"{LINK} - Walks on ice.",
    ],
)
def test_other_forms_have_none(text: str) -> None:
    assert describe(text) is None


@pytest.mark.parametrize(
    ("text", "last", "trailing"),
    [
        ("Walks.", ".", ""),
        ("Walks", "s", ""),
        ("Walks (on ice.)", ".", ")"),
        ("Walks **fast**", "t", "**"),
        ('Says "stop."', ".", '"'),
        ("Walks. 🤖", ".", " 🤖"),
        ("Walks. :robot:", ".", " :robot:"),
        ("Walks. ![b](https://example.org/b.svg)", ".", " ![b](https://example.org/b.svg)"),
        ("Walks. [Demo](https://example.org/d)", ".", " [Demo](https://example.org/d)"),
        (
            "Walks. ([Demo](https://example.org/d), [Code](https://example.org/c))",
            ".",
            " ([Demo](https://example.org/d), [Code](https://example.org/c))",
        ),
        ("Walks. `MIT` `C`", ".", " `MIT` `C`"),
        ("Walks. <kbd>MIT</kbd>", "T", "</kbd>"),
        ("Walks on `ice`", "n", " `ice`"),
        ("Walks at https://example.org/ice.", ".", ""),
        ("Walks at https://example.org/ice", "t", " https://example.org/ice"),
        ("Robots &amp;", "\N{OBJECT REPLACEMENT CHARACTER}", ""),
        ("Walks.\n  [Demo](https://example.org/d)", ".", "\n[Demo](https://example.org/d)"),
    ],
)
def test_the_last_character(text: str, last: str, trailing: str) -> None:
    document = parse(f"- {LINK} - {text}\n")
    found = find_description(document, document.entries[0])
    assert found is not None
    assert (found.last, found.trailing) == (last, trailing)
    assert found.last_span is not None
    if last.isascii():
        assert document.slice(found.last_span) == last


def test_sub_items_and_paragraphs_are_more_blocks() -> None:
    document = parse(f"- {LINK} - Walks\n  on ice\n- {LINK} - Walks\n  - on ice\n")
    found = [(find_description(document, each), each) for each in document.entries]
    assert [has_more_blocks(each, entry) for each, entry in found if each] == [False, True]
