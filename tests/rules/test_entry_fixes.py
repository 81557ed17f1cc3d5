"""Fixes that remove, merge, fill and sort entries: what they keep, and when there is none."""

from __future__ import annotations

import pytest

from linting import corrected, lint

ICE = "[Walking Robots on Slippery Ice](https://arxiv.org/abs/2401.01234)"
SEA = "[Swimming Robots under Thick Ice](https://arxiv.org/abs/2402.04321)"
AIR = "[Flying Robots over Thin Ice](https://arxiv.org/abs/2403.04321)"


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
    assert corrected(text, "duplicate-row") == after


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
        corrected(text, "duplicate-row", config="rules: {duplicate-row: {scope: document}}") == text
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
            "Merge line 3 into line 4",
            ("arXiv",),
        ),
        (
            row(NAME, "ICRA 2024"),
            row(NAME, "arXiv 2024"),
            row(NAME, "ICRA 2024"),
            "Merge line 4 into line 3",
            ("arXiv",),
        ),
        (
            row(NAME, "", "[c](https://github.com/a/b)"),
            row(NAME, "ICRA 2024"),
            (
                "| Walking Robots on Slippery Ice | ICRA 2024 | [c](https://github.com/a/b) |"
                " [x](https://arxiv.org/abs/2401.01234) |\n"
            ),
            "Merge line 3 into line 4",
            (),
        ),
        (
            row(NAME, "arXiv 2024"),
            row(NAME, "arXiv 2024", "[c](https://github.com/a/b)"),
            (
                "| Walking Robots on Slippery Ice | arXiv 2024 | [c](https://github.com/a/b)  |"
                " [x](https://arxiv.org/abs/2401.01234) |\n"
            ),
            "Merge line 4 into line 3",
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
    after = corrected(text, "duplicate-entry", unsafe=True)
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

    assert corrected(f"{header}{before}\n", "table-column-count") == f"{header}{after}\n"


def test_an_empty_cell_in_the_midst_needs_a_look() -> None:
    text = "| A | B | C |\n|:--|:--|:--|\n| a | | b | c |\n| | a | b | c |\n"

    assert corrected(text, "table-column-count") == text
    assert corrected(text, "table-column-count", unsafe=True) == (
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
    assert corrected(text, "sort-order", config=SORTED) == text, "sorting needs a look"
    assert corrected(text, "sort-order", config=SORTED, unsafe=True) == after


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
    found = lint(text, "sort-order", config=f"rules: {{sort-order: {{by: title, scope: {scope}}}}}")

    assert found
    assert [each.fix for each in found] == [None] * len(found)


APART = {
    "case of code": (f"{ICE} `snow -v`", f"{ICE} `snow -V`"),
    "case of math": (f"{ICE} in $O(n)$", f"{ICE} in $o(n)$"),
    "case of an attribute": (f"{ICE} <a id='Ice'></a>", f"{ICE} <a id='ice'></a>"),
    "white space of code": (f"{ICE} `a  b`", f"{ICE} `a b`"),
    "URL in code": (f"{ICE} `https://a.org/x`", f"{ICE} `https://a.org/y`"),
    "URL in a comment": (f"{ICE} <!-- https://a.org/x -->", f"{ICE} <!-- https://a.org/y -->"),
    "URL in an attribute": (
        f"{ICE} <kbd data-u='https://a.org/x'>k</kbd>",
        f"{ICE} <kbd data-u='https://a.org/y'>k</kbd>",
    ),
    "URL in a title": (
        f"{ICE} [s](https://a.org 'https://a.org/x')",
        f"{ICE} [s](https://a.org 'https://a.org/y')",
    ),
    "image and link": (
        f"{ICE} [![s](https://a.org/x)](https://a.org/y)",
        f"{ICE} [![s](https://a.org/y)](https://a.org/x)",
    ),
    "version": (ICE.replace("34)", "34v1)"), ICE.replace("34)", "34v2)")),
    "page of another site": (ICE, ICE.replace("arxiv.org/abs", "huggingface.co/papers")),
    "note of a review": (
        "[Walking Robots on Slippery Ice](https://openreview.net/forum?id=abc)",
        "[Walking Robots on Slippery Ice](https://openreview.net/forum?id=abc&noteId=xyz)",
    ),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_an_entry_that_differs_in_more_than_the_form_of_a_link_stays(one: str, other: str) -> None:
    texts = [
        f"- {SEA}\n- {one}\n- {other}\n",
        f"| Paper | Venue |\n|:--|:--|\n| {SEA} | |\n| {one} | |\n| {other} | |\n",
        f"| Paper | Venue |\n|:--|:--|\n| {SEA} | |\n| {one} | arXiv |\n| {other} | ICRA 2024 |\n",
    ]
    for text in texts:
        assert corrected(text, "duplicate-*", unsafe=True) == text


def test_code_of_two_indentations_stays() -> None:
    item = "- {}\n  ```\n  if ice:\n  {}walk()\n  ```\n"
    text = item.format(ICE, "  ") + item.format(ICE, "    ")
    assert corrected(text, "duplicate-row", unsafe=True) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++", "C#"),
        ("⭐", "🔥"),
        ("5%", "5°"),
        ("about ice", "about ice ✗"),
        ("about ice", "about ice <!-- reviewed by Ada -->"),
        ("about ice", "about <a id='ice'></a> ice"),
        ("[code](https://a.org/x)", "[code](https://a.org/x 'of the authors')"),
        ("about ice", "about ~~ice~~"),
    ],
)
def test_a_row_with_a_cell_that_only_looks_equal_is_not_merged(one: str, other: str) -> None:
    header = "| Paper | About | Venue |\n|:--|:--|:--|\n"
    text = f"{header}| {SEA} | | |\n| {ICE} | {other} | arXiv |\n| {ICE} | {one} | ICRA 2024 |\n"
    assert corrected(text, "duplicate-*", unsafe=True) == text


@pytest.mark.parametrize("venue", ["arXiv ⭐", "[arXiv](https://a.org/x)", "arXiv <!-- oral -->"])
def test_a_venue_with_more_than_its_name_is_not_merged(venue: str) -> None:
    header = "| Paper | Venue |\n|:--|:--|\n"
    text = f"{header}| {SEA} | |\n| {ICE} | {venue} |\n| {ICE} | ICRA 2024 |\n"
    assert corrected(text, "duplicate-entry", unsafe=True) == text
