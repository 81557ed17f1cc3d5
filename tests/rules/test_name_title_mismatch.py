"""name-title-mismatch, beyond the examples of its page."""

import pytest

from linting import messages

RULE = "name-title-mismatch"


def found(name: str, title: str, *more: str, agreeing: str = "RootNet") -> list[str]:
    rows = [f"{agreeing} | RootNet: Counting Roots", f"{name} | {title}", *more]
    text = "| Name | Paper |\n|--|--|\n" + "".join(f"| {row} |\n" for row in rows)
    return messages(text, RULE)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("LeefNet", "LeafNet"),  # another letter
        ("LaefNet", "LeafNet"),  # swapped
        ("LefNet", "LeafNet"),  # left out
        ("LeaafNet", "LeafNet"),  # one added
        ("**LeefNet**", "LeafNet"),
        ("leef-net2", "LeafNet2"),
    ],
)
def test_one_letter_apart(name: str, begins: str) -> None:
    name_shown = name.strip("*")
    assert found(name, f"{begins}: Counting Leaves") == [
        (
            f"4:3 `{name_shown}` differs in one letter from `{begins}` in the title:"
            " a search for one of the names misses this entry"
        )
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("LeafNet", "LeafNet: Counting Leaves"),
        ("leafnet", "LeafNet: Counting Leaves"),
        ("Leaf-Net", "LeafNet: Counting Leaves"),
        ("LeafNets", "LeafNet: Counting Leaves"),
        ("LeafNetS", "LeafNet: Counting Leaves"),
        ("xLeafNet", "LeafNet: Counting Leaves"),
        ("BeafNet", "LeafNet: Counting Leaves"),
        ("LeafNex", "LeafNet: Counting Leaves"),
        ("Leaf2Net", "Leaf3Net: Counting Leaves"),
        ("Leaf2Net", "LeafNet: Counting Leaves"),
        ("LoefNet", "LeafNet: Counting Leaves"),  # two letters
        ("LoRA", "LaRA: Four Letters"),
        ("LeefNet", "LeafNet Counts Leaves"),
        ("LeefNet", "Our LeafNet: Counting Leaves"),
        ("LeefNet base", "LeafNet: Counting Leaves"),
        ("LeefNet", "-"),
        ("-", "LeafNet: Counting Leaves"),
    ],
)
def test_other_differences_are_meant(name: str, title: str) -> None:
    assert found(name, title) == []


def test_column_must_name_what_titles_begin_with() -> None:
    assert found("LeefNet", "LeafNet: Counting Leaves", agreeing="Backbone") == []


def test_a_name_that_occurs_elsewhere_is_correct() -> None:
    assert found("LeefNet", "LeafNet: Leaves", "LeefNet | A Paper on Leaves") == []
    assert found("LeefNet", "LeafNet: Leaves", "Other | LeefNet: Another Paper") == []
    assert found("LeefNet", "LeafNet: Leaves", "Other | OtherNet: Another Paper") != []


def test_title_is_misspelt_and_elsewhere_right() -> None:
    right = "Other | LeafNet: Counting Leaves in Autumn"
    assert found("LeafNet", "LeefNet: Counting Leaves, in autumn", right) == [
        (
            "4:3 `LeafNet` differs in one letter from `LeefNet` in the title:"
            " a search for one of the names misses this entry"
        )
    ]
    assert found("LeafNet", "LeefNet: Counting Leaves in Winter", right) == []
    assert found("LeafNet", "LeefNet: Counting Leaves in Autumn", right, "LeafNet | Trees") == []


def test_bullets_have_no_names() -> None:
    text = "- RootNet [RootNet: Roots](https://example.org/1)\n"
    text += "- LeefNet [LeafNet: Leaves](https://example.org/2)\n"
    assert messages(text, RULE) == []


def test_diacritics_are_no_misspelling() -> None:
    assert found("Leafnet", "Leäfnet: Counting Leaves") == []
    assert found("LéafNet", "LeefNet: Counting Leaves") != []
