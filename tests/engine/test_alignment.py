"""Fixes keep the pipes of aligned rows in their columns."""

from __future__ import annotations

import pytest

from awesome_lint import fixes
from linting import lint


def corrected(text: str) -> str:
    return fixes.apply_fixes(text, lambda text: lint(text, "venue-typo", "column-value-style")).text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Avrxi 2024   ", "arXiv 2024   "),
        ("Arxiiv 2024  ", "arXiv 2024   "),
        ("Axiv 2024    ", "arXiv 2024   "),
    ],
    ids=["as long", "shorter", "longer"],
)
def test_a_cell_is_padded(wrong: str, right: str) -> None:
    table = """\
| Title           | Venue         | Link |
|:----------------|:--------------|:-----|
| Walking on Ice  | arXiv 2024    | none |
| Swimming in 冰  | {}| none |
| Flying over Ice | arXiv 2023    | none |
"""

    assert corrected(table.format(f"{wrong} ")) == table.format(f"{right} ")


def test_where_there_is_no_room_the_row_is_longer_and_the_others_stay_as_they_are() -> None:
    table = """\
| Title           | Venue |
|:----------------|:------|
| Walking on Ice  | arXiv |
| Swimming in Ice | {} |
| Flying over Ice | arXiv |
"""

    assert corrected(table.format("Axiv ")) == table.format("arXiv")
    assert corrected(table.format("Arxv ")) == table.format("arXiv")
    tight = table.replace("| {} |", "| {}|")
    assert corrected(tight.format("Axiv  ")) == tight.format("arXiv ")
    narrow = """\
| Title           |Venue|
|:----------------|:----|
| Swimming in Ice |Axiv |
| Walking on Ice  |ICML |
| Flying over Ice |ICML |
"""
    assert corrected(narrow) == narrow.replace("Axiv ", "arXiv ")


def test_a_column_that_is_aligned_to_the_right_is_padded_on_the_left() -> None:
    table = """\
| Title           |      Venue |
|:----------------|-----------:|
| Walking on Ice  | arXiv 2024 |
| Swimming in Ice | {} |
| Flying over Ice | arXiv 2023 |
"""

    assert corrected(table.format(" Axiv 2024")) == table.format("arXiv 2024")
    wider = table.replace("Venue", " Venue").replace("--:", "---:").replace("| arXiv", "|  arXiv")
    assert corrected(wider.format("Arxiiv 2024")) == wider.format(" arXiv 2024")


@pytest.mark.parametrize(
    "table",
    [
        "| Title | Venue |\n|:--|:--|\n| Walking on Ice  | {}   |\n| Swimming | arXiv 2024 |\n",
        "| Title | Venue      |\n|:--|:--|\n| Walk  | {}    |\n| Swimming | arXiv 2024 |\n",
        "Title | Venue\n:--|:--\nWalk  | {}\nSwim | arXiv 2024\n",
    ],
    ids=["nothing is aligned", "only with the header", "no pipe behind it"],
)
def test_what_is_not_aligned_is_not_padded(table: str) -> None:
    assert corrected(table.format("Axiv 2024")) == table.format("arXiv 2024")


def test_two_fixes_of_one_cell_are_padded_together() -> None:
    table = """\
| Title           | Venue           |
|:----------------|:----------------|
| Walking on Ice  | arXiv 2024      |
| Swimming in Ice | {}|
| Flying over Ice | arXiv 2023      |
| Diving in Ice   | WSDM 2023       |
| Skating on Ice  | WSDM 2022       |
"""
    both = fixes.apply_fixes(
        table.format("Axiv, WSDM2024  "), lambda text: lint(text, "venue-typo", "venue-style")
    )

    assert both.text == table.format("arXiv, WSDM 2024 ")
    assert both.counts == {"venue-typo": 1, "venue-style": 1}
