"""sort-order: cases beyond the examples of its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import lint, messages

WORDS = st.text("abcdexyz", min_size=1, max_size=3)


def titles(*names: str) -> str:
    rows = [f"| {name} | x |" for name in names]
    return "| Title | Note |\n|:--|:--|\n" + "\n".join(rows) + "\n"


def order(options: str) -> str:
    return f"rules: {{sort-order: {options}}}"


def out_of_place(text: str, options: str = "on") -> list[str]:
    found = lint(text, "sort-order", config=order(options))
    return [each.message.split("`")[1] for each in found]


@pytest.mark.parametrize(
    "names",
    [
        ("apple", "Banana", "cherry"),
        ("Part 2", "Part 9", "Part 10", "Part 010", "Part 11"),
        ("🍎 Apple", "“Banana”", "(Cherry)"),
        ("Eclair", "Éclair", "éclair 2", "Fig"),
        ("same", "Same", "same"),
        ("3 Ways", "20 Ways", "A Way"),
        ("Lark", "Lark 1"),
        ("alone",),
    ],
)
def test_in_order(names: tuple[str, ...]) -> None:
    assert out_of_place(titles(*names)) == []


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        (("b", "a"), 1),
        (("a", "z", "b", "c"), 1),
        (("a", "c", "d", "b"), 1),
        (("e", "d", "c", "b", "a"), 4),
        (("Part 10", "Part 9"), 1),
    ],
)
def test_fewest_entries_are_to_be_moved(names: tuple[str, ...], wrong: int) -> None:
    assert len(out_of_place(titles(*names))) == wrong


def test_message_names_the_right_place() -> None:
    text = titles("b", "z", "d", "f", "a")
    assert messages(text, "sort-order", config=order("on")) == [
        "4:3 `z` is out of order (ascending by title): it belongs after `f`",
        "7:3 `a` is out of order (ascending by title): it belongs before `b`",
    ]
    (found,) = lint(titles("a", "e", "c", "d"), "sort-order", config=order("on"))
    assert found.help == "Move it below line 6"
    (found,) = lint(titles("a", "d", "f", "h", "e"), "sort-order", config=order("on"))
    assert found.message.endswith("it belongs between `d` and `f`")
    assert found.help == "Move it below line 4"
    assert [each.message for each in found.related] == ["`d` is here", "`f` is here"]
    assert [each.span.line for each in found.related] == [4, 5]


def test_descending() -> None:
    assert out_of_place(titles("d", "c", "c", "a"), "{order: descending}") == []
    text = titles("d", "a", "c", "b")
    assert messages(text, "sort-order", config=order("{order: descending}")) == [
        "4:3 `a` is out of order (descending by title): it belongs after `b`"
    ]


def test_by_year() -> None:
    text = (
        "| Title | Venue | Year |\n|:--|:--|:--|\n"
        "| A | ICML 2023 | |\n| B | ICML | 2022 |\n| C | ICML | |\n| D | ICML 2024 | |\n"
    )
    assert out_of_place(text, "{by: year}") == ["A"]
    assert out_of_place(text, "{by: year, order: descending}") == ["D"]


def test_by_arxiv_identifier() -> None:
    links = ["abs/math/9901001", "pdf/cs/0112017v1", "abs/0704.0001", "abs/2401.00001v2"]
    rows = [
        f"| Paper {chr(97 + i)} | [link](https://arxiv.org/{link}) |"
        for i, link in enumerate(links)
    ]
    rows.insert(2, "| Paper x | [link](https://example.org/) |")
    rows.insert(3, "| Paper y | |")
    head = "| Title | Link |\n|:--|:--|\n"
    assert out_of_place(head + "\n".join(rows), "{by: arxiv}") == []
    assert out_of_place(head + "\n".join(rows[::-1]), "{by: arxiv, order: descending}") == []
    assert out_of_place(head + "\n".join((*rows[1:], rows[0])), "{by: arxiv}") == ["Paper a"]


def test_by_column() -> None:
    text = (
        "| Title | Release  Date |\n|:--|:--|\n"
        "| A | 2024-03 |\n| B | - |\n| C | 2024-01 |\n| D | 2024-02 |\n"
    )
    assert out_of_place(text, "{by: 'column: release date'}") == ["2024-03"]
    assert out_of_place(text, "{by: 'column:Other'}") == []


def test_each_table_for_itself_or_all_of_a_section() -> None:
    text = f"# One\n\n{titles('b', 'c')}\n{titles('a')}\n# Two\n\n{titles('a')}"
    assert out_of_place(text) == []
    assert out_of_place(text, "{scope: section}") == ["a"]


def test_a_number_of_very_many_digits() -> None:
    assert out_of_place(titles("9" * 50_000, "1" + "0" * 50_000)) == []


@given(st.lists(WORDS, max_size=12), st.booleans())
def test_without_what_is_out_of_place_the_rest_is_in_order(names: list[str], falling: bool) -> None:
    options = "{order: descending}" if falling else "on"
    numbered = lint(titles(*names), "sort-order", config=order(options))
    moved = {found.span.line - 3 for found in numbered}
    rest = [name for index, name in enumerate(names) if index not in moved]
    assert rest == sorted(rest, reverse=falling)


@given(st.lists(WORDS, max_size=7, unique=True))
def test_no_smaller_number_of_moves_is_enough(names: list[str]) -> None:
    longest = 0
    for mask in range(2 ** len(names)):
        kept = [name for index, name in enumerate(names) if mask >> index & 1]
        if kept == sorted(kept):
            longest = max(longest, len(kept))
    assert len(out_of_place(titles(*names))) == len(names) - longest
