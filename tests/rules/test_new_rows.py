"""Rules that compare entries report the new one of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import lint

HEAD = "| Title | Venue | Link |\n|:--|:--|:--|\n"
ICE = "Walking Robots on Very Thin Ice"
FIELD = "A Field Guide to Swimming Robots"
SORTED = "rules: {sort-order: on}"


def row(title: str, venue: str = "ICRA 2024", number: str = "2401.01234") -> str:
    return f"| {title} | {venue} | [paper](https://arxiv.org/abs/{number}) |\n"


def places(text: str, rules: str, *changed: int, config: str = "") -> list[str]:
    """Return the lines of the findings, each with the lines that it relates to."""
    return [
        " ".join(map(str, [each.span.line, "of", *(other.span.line for other in each.related)]))
        for each in lint(text, rules, changed=changed, config=config)
    ]


def test_a_copy_above_the_old_row_is_the_duplicate() -> None:
    text = HEAD + row(ICE) + row(FIELD, number="2402.04321") + row(ICE)
    assert places(text, "duplicate-row") == ["5 of 3"]
    assert places(text, "duplicate-row", 3) == ["3 of 5"]
    (found,) = lint(text, "duplicate-row", changed=[3])
    assert (
        found.message
        == f"`{ICE}` is a duplicate of line 5 with the same details: readers see it twice"
    )
    assert [each.message for each in found.related] == ["Existing entry"]


def test_a_copy_with_other_details_tells_its_own_first() -> None:
    text = HEAD + row(ICE, "IROS 2024") + row(ICE)
    (found,) = lint(text, "duplicate-entry", changed=[3])
    assert found.span.line == 3
    assert found.message == (
        f"`{ICE}` is a duplicate of line 4 (arXiv 2401.01234), but"
        " `Venue` differs: `IROS 2024` here, `ICRA 2024` there"
    )


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ((), ["4 of 3", "5 of 3"]),
        ((3,), ["3 of 4", "5 of 4"]),
        ((3, 4), ["3 of 5", "4 of 5"]),
        ((3, 4, 5), ["4 of 3", "5 of 3"]),
        ((9,), ["4 of 3", "5 of 3"]),
    ],
)
def test_of_three_copies_an_old_one_is_the_first(
    changed: tuple[int, ...], expected: list[str]
) -> None:
    assert places(HEAD + 3 * row(ICE), "duplicate-row", *changed) == expected


def test_a_copy_of_a_repeated_entry_is_compared_with_the_one_that_it_equals() -> None:
    text = HEAD + row(ICE) + row(ICE, "IROS 2024") + row(ICE, "IROS 2024") + row(ICE)
    found = lint(text, "duplicate-*")
    assert [(each.rule, each.span.line, each.related[0].span.line) for each in found] == [
        ("duplicate-entry", 4, 3),
        ("duplicate-row", 5, 4),
        ("duplicate-row", 6, 3),
    ]


def test_a_title_in_conflict_is_reported_where_it_is_new() -> None:
    text = HEAD + row(FIELD) + row(ICE)
    assert places(text, "identity-conflict") == ["4 of 3"]
    (found,) = lint(text, "identity-conflict", changed=[3])
    assert found.span.line == 3
    assert found.message == (
        f"arXiv 2401.01234 is titled `{FIELD}` here and `{ICE}` on line 4:"
        " a link or a title is wrong, or the paper is listed twice"
    )


def test_an_identifier_in_conflict_is_reported_where_it_is_new() -> None:
    text = HEAD + row(ICE, number="2402.04321") + row(ICE)
    assert places(text, "identity-conflict", 4) == ["4 of 3"]
    (found,) = lint(text, "identity-conflict", changed=[3])
    assert found.span.line == 3
    assert found.message == (
        f"`{ICE}` is arXiv 2402.04321 here and arXiv 2401.01234 on line 4:"
        " a link or a title is wrong, or two papers share the title"
    )


def test_a_new_entry_is_spoken_of_even_where_the_old_one_is_the_suspect() -> None:
    text = HEAD + row(ICE, "ICRA 2019") + row(FIELD)
    assert places(text, "identity-conflict") == ["3 of 4"]
    assert places(text, "identity-conflict", 4) == ["4 of 3"]


def titles(*names: str) -> str:
    return HEAD + "".join(f"| {name} | | |\n" for name in names)


@pytest.mark.parametrize(
    ("names", "changed", "expected"),
    [
        # Either could be moved; the new one is reported.
        (("b", "a"), (3,), ["3 of 4"]),
        (("b", "a"), (4,), ["4 of 3"]),
        # Two new rows in order do not take precedence over an old one.
        (("y", "z", "a"), (3, 4), ["3 of 5", "4 of 5"]),
        # For old rows out of order, the place is that before the change.
        (("a", "c", "b", "d"), (), ["4 of 5 6"]),
        (("x", "a", "c", "d"), (5,), ["3 of 6"]),
        (("a", "b", "c"), (4,), []),
        (("c", "a", "b"), (3, 4, 5), ["3 of 5"]),
    ],
)
def test_order(names: tuple[str, ...], changed: tuple[int, ...], expected: list[str]) -> None:
    assert places(titles(*names), "sort-order", *changed, config=SORTED) == expected


@given(st.lists(st.tuples(st.text("abcde", min_size=1, max_size=2), st.booleans()), max_size=10))
def test_old_entries_out_of_order_are_those_of_the_old_list(rows: list[tuple[str, bool]]) -> None:
    changed = [number for number, (_, new) in enumerate(rows, 3) if new]
    text = titles(*(name for name, _ in rows))
    old = [number for number, (_, new) in enumerate(rows, 3) if not new]
    before = lint(titles(*(name for name, new in rows if not new)), "sort-order", config=SORTED)
    after = lint(text, "sort-order", config=SORTED, changed=changed)
    assert [each.span.line for each in after if each.span.line in old] == [
        old[each.span.line - 3] for each in before
    ]
    moved = {each.span.line for each in after}
    rest = [name for number, (name, _) in enumerate(rows, 3) if number not in moved]
    assert rest == sorted(rest)


def test_a_new_row_among_rows_that_are_not_rendered() -> None:
    text = HEAD + row(ICE) + "\n" + row(FIELD, number="2402.04321") + row("A Third Paper on Robots")
    assert places(text, "table-not-rendered") == ["5 of"]
    assert places(text, "table-not-rendered", 6) == ["6 of"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [((), ["1 of"]), ((3,), ["3 of"]), ((5,), ["1 of"]), ((3, 5), ["1 of"]), ((1,), ["1 of"])],
)
def test_what_an_old_tag_closes_is_old(changed: tuple[int, ...], expected: list[str]) -> None:
    text = "<details>\n\n<details>\n\n</details>\n"
    assert places(text, "html-unbalanced", *changed) == expected
