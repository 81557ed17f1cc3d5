"""column-value-style: cases beyond the examples of its page."""

from __future__ import annotations

import pytest

from linting import fixed, lint, messages, parse
from tables import valued

RULE = "column-value-style"


def changed(*values: str) -> dict[str, str]:
    """Return the fixed values by value, for the changed rows."""
    text = valued(*values)
    diagnostics = lint(text, RULE)
    pairs = zip(text.split("\n"), fixed(text, diagnostics).split("\n"), strict=True)
    return {
        before.split(" | ", 1)[1].removesuffix(" |"): after.split(" | ", 1)[1].removesuffix(" |")
        for before, after in pairs
        if before != after
    }


@pytest.mark.parametrize(
    ("minority", "usual"),
    [
        ("full finetuning", "Full Finetuning"),
        ("FullFinetuning", "Full Finetuning"),
        ("ChatGLM 6B", "ChatGLM (6B)"),
        ("ChatGLM(6B)", "ChatGLM (6B)"),
        ("[link](https://a.example/x)", "[Link](https://a.example/x)"),
        ("[[link]](https://a.example/x)", "[[Link]](https://a.example/x)"),
        ("[Link](https://a.example/x)", "[[Link]](https://a.example/x)"),
        ("[link](https://a.example/link)", "[Link](https://a.example/link)"),
        ("[[Link](https://a.example/x)", "[[Link]](https://a.example/x)"),
        ("[[link](https://a.example/x)]", "[[Link](https://a.example/x)]"),
        (
            "[[Doc](https://a.example/x)] [[data](https://a.example/y)]",
            "[[Doc](https://a.example/x)] [[Data](https://a.example/y)]",
        ),
        (
            "[Paper](https://a.example/x) [code](https://a.example/code)",
            "[Paper](https://a.example/x) [Code](https://a.example/code)",
        ),
    ],
)
def test_minority_form(minority: str, usual: str) -> None:
    assert changed(usual, usual, usual, usual, minority) == {minority: usual}
    assert changed(usual, usual, usual, minority) == {}


@pytest.mark.parametrize(
    ("minority", "usual"),
    [
        ("**Full Finetuning**", "Full Finetuning"),
        ("[[Link](https://a.example/x)]", "[[Link]](https://a.example/x)"),
        ("GitHub", "Github"),
        ("[GitHub](https://a.example/x)", "[Github](https://a.example/x)"),
        ("GPT-4", "GPT4"),
        ("N/A", "n/a"),
        ("(-)", "(–)"),
        ("[-](https://a.example/x) [n/a](https://a.example/x)", "[N/A](https://a.example/x)"),
    ],
)
def test_no_difference_that_counts(minority: str, usual: str) -> None:
    assert lint(valued(*[usual] * 5, minority), RULE) == ()


def test_a_column_of_free_text_is_not_checked() -> None:
    free = [f"Some text about {word}" for word in "winches gears springs levers pulleys".split()]
    assert lint(valued(*["Clocks"] * 4, "clocks", *free), RULE) == ()


@pytest.mark.parametrize("header", ["Authors", "Name", "Venue"])
def test_other_columns_are_not_checked(header: str) -> None:
    assert lint(valued(*["ICML"] * 5, "Icml", header=header), RULE) == ()


def test_a_value_that_cannot_be_placed_has_no_fix() -> None:
    text = valued(*["Full Finetuning"] * 5, "full *Fine*tuning")
    (found,) = lint(text, RULE)
    assert parse(text).slice(found.span) == "full *Fine*tuning"
    assert found.fix is None


def test_reference_links() -> None:
    text = valued(*["[Link][a]"] * 4, "[link][a]") + "\n[a]: https://a.example\n"
    assert messages(text, RULE) == [
        ("8:23 `link` is written `Link` in 4 other rows of this column: one value looks like two")
    ]
