"""Repairs that remove, merge, fill and sort entries: what they keep, and when there is none."""

from __future__ import annotations

import pytest

from awesome_lint import fixes
from linting import lint

ICE = "[Walking Robots on Slippery Ice](https://arxiv.org/abs/2401.01234)"
SEA = "[Swimming Robots under Thick Ice](https://arxiv.org/abs/2402.04321)"
AIR = "[Flying Robots over Thin Ice](https://arxiv.org/abs/2403.04321)"


def repaired(text: str, *rules: str, unsafe: bool = False, config: str = "") -> str:
    return fixes.repair(text, lambda text: lint(text, *rules, config=config), unsafe=unsafe).text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"- {ICE}\n- {SEA}\n- {ICE}\n", f"- {ICE}\n- {SEA}\n"),
        (f"- {ICE}\n- {SEA}\n- {ICE}", f"- {ICE}\n- {SEA}"),
        (f"- {ICE}\n- {SEA}\n* {AIR}\n* {AIR}\n", f"- {ICE}\n- {SEA}\n* {AIR}\n"),
        (f"1. {ICE}\n2. {SEA}\n3. {ICE}\n", f"1. {ICE}\n2. {SEA}\n"),
        (f"- {ICE}\n\n- {SEA}\n\n- {ICE}\n\nText\n", f"- {ICE}\n\n- {SEA}\n\nText\n"),
        (f"- {ICE}\n\n- {ICE}\n\n- {SEA}\n", f"- {ICE}\n\n- {SEA}\n"),
        (f"> - {ICE}\n> - {SEA}\n> - {ICE}\n", f"> - {ICE}\n> - {SEA}\n"),
        (
            f"- {ICE}\n  - by many\n- {SEA}\n- {ICE}\n  - by many\n",
            f"- {ICE}\n  - by many\n- {SEA}\n",
        ),
    ],
    ids=["list", "end of file", "markers", "numbers", "blank lines", "next", "quote", "details"],
)
def test_an_exact_double_goes(text: str, after: str) -> None:
    assert repaired(text, "duplicate-row") == after


@pytest.mark.parametrize(
    "text",
    [
        f"- {SEA}\n- {ICE}\n\n- {ICE}\n",
        f"- {ICE}\n- {SEA}\n- {ICE}\n  - {AIR}\n",
        f"- {ICE}\n\n## More\n\n- {ICE}\n",
        f"- {ICE}\n- {ICE.replace('abs', 'pdf')}\n",
        f"- {ICE}\n- {ICE.replace('Slippery', 'slippery')}\n",
    ],
    ids=["the list would be tight", "more inside", "another list", "another form", "another case"],
)
def test_a_double_that_needs_a_look_stays(text: str) -> None:
    assert (
        repaired(text, "duplicate-row", config="rules: {duplicate-row: {scope: document}}") == text
    )


TABLE = "| Title | Venue | Code | Link |\n|:--|:--|:--|:--|\n"


def row(title: str, venue: str, code: str = "") -> str:
    return f"| {title} | {venue} | {code} | [x](https://arxiv.org/abs/2401.01234) |\n"


NAME = "Walking Robots on Slippery Ice"


@pytest.mark.parametrize(
    ("first", "again", "kept", "title", "drops"),
    [
        (
            row(NAME, "arXiv 2024", "[c](https://github.com/a/b)"),
            row(NAME, "ICRA 2024"),
            (
                "| Walking Robots on Slippery Ice | ICRA 2024 | [c](https://github.com/a/b) |"
                " [x](https://arxiv.org/abs/2401.01234) |\n"
            ),
            "Keep line 4, remove line 3",
            ("arXiv",),
        ),
        (
            row(NAME, "ICRA 2024"),
            row(NAME, "arXiv 2024"),
            row(NAME, "ICRA 2024"),
            "Keep line 3, remove line 4",
            ("arXiv",),
        ),
        (
            row(NAME, "", "[c](https://github.com/a/b)"),
            row(NAME, "ICRA 2024"),
            (
                "| Walking Robots on Slippery Ice | ICRA 2024 | [c](https://github.com/a/b) |"
                " [x](https://arxiv.org/abs/2401.01234) |\n"
            ),
            "Keep line 4, remove line 3",
            (),
        ),
        (
            row(NAME, "arXiv 2024"),
            row(NAME, "arXiv 2024", "[c](https://github.com/a/b)"),
            (
                "| Walking Robots on Slippery Ice | arXiv 2024 | [c](https://github.com/a/b)  |"
                " [x](https://arxiv.org/abs/2401.01234) |\n"
            ),
            "Keep line 3, remove line 4",
            (),
        ),
    ],
    ids=["published later", "published first", "a gap on either side", "a gap"],
)
def test_two_rows_become_one(
    first: str, again: str, kept: str, title: str, drops: tuple[str, ...]
) -> None:
    text = TABLE + first + again

    (found,) = lint(text, "duplicate-entry")
    assert found.fix is not None
    assert (found.fix.title, found.fix.safe, found.fix.drops) == (title, False, drops)
    after = repaired(text, "duplicate-entry", unsafe=True)
    assert [line.split() for line in after.splitlines()] == [
        line.split() for line in (TABLE + kept).splitlines()
    ]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (row(NAME, "EACL 2024"), row(NAME, "ECAL 2024")),
        (row(NAME, "arXiv 2024"), row(NAME, "arXiv 2023")),
        (
            row(NAME, "ICRA 2024", "[c](https://a.example)"),
            row(NAME, "ICRA 2024", "[c](https://b.example)"),
        ),
    ],
    ids=["two conferences", "two years", "two addresses"],
)
def test_what_only_a_reader_can_decide_stays(first: str, again: str) -> None:
    (found,) = lint(TABLE + first + again, "duplicate-entry")

    assert found.fix is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("| a | b |", "| a | b | |"),
        ("| a |", "| a | | |"),
        ("a | b", "a | b | |"),
        ("| a | b", "| a | b | |"),
        ("| a | b | | c |", "| a | b | c |"),
        ("| a | b ||c|", "| a | b | c|"),
        ("| a | b | c | | |", "| a | b | c |"),
    ],
)
def test_cells_are_filled_and_removed(before: str, after: str) -> None:
    header = "| A | B | C |\n|:--|:--|:--|\n| x | y | z |\n"

    assert repaired(f"{header}{before}\n", "table-column-count") == f"{header}{after}\n"


def test_an_empty_cell_in_the_midst_needs_a_look() -> None:
    text = "| A | B | C |\n|:--|:--|:--|\n| a | | b | c |\n| | a | b | c |\n"

    assert repaired(text, "table-column-count") == text
    assert repaired(text, "table-column-count", unsafe=True) == (
        "| A | B | C |\n|:--|:--|:--|\n| a | b | c |\n| a | b | c |\n"
    )


SORTED = "rules: {sort-order: {by: title}}"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"- {SEA}\n- {ICE}\n- {AIR}\n", f"- {AIR}\n- {SEA}\n- {ICE}\n"),
        (f"- {SEA}\n  - by one\n\n- {AIR}\n", f"- {AIR}\n\n- {SEA}\n  - by one\n"),
        (f"> - {SEA}\n> - {AIR}", f"> - {AIR}\n> - {SEA}"),
    ],
    ids=["list", "details go along", "quote"],
)
def test_a_list_is_sorted(text: str, after: str) -> None:
    assert repaired(text, "sort-order", config=SORTED) == text, "sorting needs a look"
    assert repaired(text, "sort-order", config=SORTED, unsafe=True) == after


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        (f"1. {SEA}\n2. {AIR}\n", "table"),
        (f"- {SEA}\n\n* {AIR}\n", "section"),
        (f"## [{SEA[1:]}\n\n## [{AIR[1:]}\n\n## [{ICE[1:]}\n", "section"),
    ],
    ids=["numbers", "two lists", "headings"],
)
def test_what_cannot_be_sorted_in_place_is_only_reported(text: str, scope: str) -> None:
    found = lint(text, "sort-order", config=f"rules: {{sort-order: {{scope: {scope}}}}}")

    assert found
    assert [each.fix for each in found] == [None] * len(found)
