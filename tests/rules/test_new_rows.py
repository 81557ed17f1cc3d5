"""Rules that compare entries report the new one of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import lint

HEAD = "| Title | Venue | Link |\n|:--|:--|:--|\n"
ICE = "Walking Robots on Very Thin Ice"
FIELD = "A Field Guide to Swimming Robots"
SORTED = "rules: {sort-order: {by: title}}"


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


FIELD_ROW = row(FIELD, number="2402.04321")
SECTIONS = f"## Ice\n\n{HEAD}{row(ICE)}\n## Water\n\n{HEAD}{FIELD_ROW}"
COPY = f"| {ICE} | ICRA 2024 | [paper](http://arxiv.org/pdf/2401.01234v2) |\n"


def test_a_copy_in_another_section_is_reported_where_it_is_added() -> None:
    assert lint(SECTIONS + COPY, "duplicate-*") == ()
    (found,) = lint(SECTIONS + COPY, "duplicate-*", changed=[12], before=SECTIONS)
    assert (found.rule, found.severity, found.span.line) == ("duplicate-row", "error", 12)
    assert found.message == (
        f"`{ICE}` is a duplicate of line 5 with the same details: readers see it twice"
    )
    assert found.fix is None
    # In a new file, every line is added, and the list may repeat its entries on purpose.
    assert lint(SECTIONS + COPY, "duplicate-*", changed=range(1, 13)) == ()


def test_a_copy_in_another_section_above_the_existing_entry() -> None:
    text = SECTIONS.replace(row(ICE), row(ICE) + FIELD_ROW)
    (found,) = lint(text, "duplicate-*", changed=[6], before=SECTIONS)
    assert (found.span.line, found.related[0].span.line) == (6, 12)
    assert found.related[0].message == "Existing entry"


def test_other_details_in_another_section_are_a_warning() -> None:
    text = SECTIONS + row(ICE, "IROS 2024")
    (found,) = lint(text, "duplicate-*", changed=[12], before=SECTIONS)
    assert (found.rule, found.severity) == ("duplicate-entry", "warning")


def test_a_row_that_moves_to_another_section_or_changes_there_is_not_added() -> None:
    moved = SECTIONS.replace(row(ICE), "") + row(ICE)
    assert lint(moved, "duplicate-*", changed=[11], before=SECTIONS) == ()
    edited = SECTIONS + row(ICE, "IROS 2024")
    assert lint(edited, "duplicate-*", changed=[12], before=SECTIONS + COPY) == ()


def test_two_copies_that_one_change_adds_to_two_sections_are_intended() -> None:
    before = SECTIONS.replace(row(ICE), "")
    assert lint(SECTIONS + COPY, "duplicate-*", changed=[5, 12], before=before) == ()


@pytest.mark.parametrize(("repeated", "severity"), [(4, "error"), (5, "info")])
def test_a_list_that_repeats_its_entries_gets_a_note(repeated: int, severity: str) -> None:
    entries = [f"- [Robot number {word}](https://example.org/{word})\n" for word in "abcde"]
    before = f"## New\n\n{''.join(entries)}\n## All\n\n{''.join(entries[:repeated])}"
    added = "- [Walker](https://example.org/walker)\n"
    before = before.replace("## All\n", f"{added}\n## All\n")
    last = (before + added).count("\n")
    (found,) = lint(before + added, "duplicate-*", changed=[last], before=before)
    assert (found.severity, found.span.line) == (severity, last)
    effect = (
        "readers see it twice"
        if severity == "error"
        else "it may be intended, because 5 other entries are repeated as well"
    )
    assert found.message == f"`Walker` is a duplicate of line 9 with the same details: {effect}"


def test_a_note_about_a_repeated_entry_with_other_details() -> None:
    entries = "".join(f"- [Robot number {word}](https://example.org/{word})\n" for word in "abcde")
    before = (
        f"## New\n\n{entries}\n## All\n\n{entries}\n## Snow\n\n- [Sled](https://example.org/s)\n"
    )
    text = before + "- [Robot number a](https://example.org/a) - Slow\n"
    (found,) = lint(text, "duplicate-*", changed=[20], before=before)
    assert (found.rule, found.severity) == ("duplicate-entry", "info")
    assert found.message.endswith(
        "; it may be intended, because 5 other entries are repeated as well"
    )


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
