"""new-entry-position: cases beyond the examples of its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import lint, lint_change

RULE = "new-entry-position"


def item(name: str) -> str:
    return f"- [{name}](https://example.org/{name.lower()}) - What {name} is for.\n"


def items(*names: str) -> str:
    return "".join(map(item, names))


def row(name: str) -> str:
    return f"| [{name}](https://example.org/{name.lower()}) | x |\n"


def table(*names: str) -> str:
    return "| Name | Note |\n|:--|:--|\n" + "".join(map(row, names))


def misplaced(before: str, after: str, options: str) -> list[str]:
    found = lint_change(before, after, RULE, config=f"rules: {{{RULE}: {options}}}")
    return [f"{each.span.line} {each.help}" for each in found]


BOTTOM, TOP, SORTED = "{position: bottom}", "{position: top}", "{position: sorted}"
HEAD = "## Tools\n\n"


@pytest.mark.parametrize(
    ("options", "names", "expected"),
    [
        (BOTTOM, "x a b c", ["3 Move it below line 6"]),
        (BOTTOM, "a b x c", ["5 Move it below line 6"]),
        (BOTTOM, "a b c x", []),
        (BOTTOM, "a b c x y", []),
        (BOTTOM, "a x b c y", ["4 Move it below line 6"]),
        (BOTTOM, "x y a b c", ["3 Move it below line 7", "4 Move it below line 7"]),
        (TOP, "x a b c", []),
        (TOP, "x y a b c", []),
        (TOP, "a x b c", ["4 Move it above line 3"]),
        (TOP, "a b c x", ["6 Move it above line 3"]),
        (TOP, "x a b y c", ["6 Move it above line 4"]),
        (SORTED, "a aa b c", []),
        (SORTED, "a b c x y", []),
        (SORTED, "x a b c", ["3 Move it below line 6"]),
        (SORTED, "a b c aa", ["6 Move it below line 3"]),
    ],
)
def test_places(options: str, names: str, expected: list[str]) -> None:
    before, after = HEAD + items("a", "b", "c"), HEAD + items(*names.split())
    assert misplaced(before, after, options) == expected


def test_messages_name_the_list_and_the_entries_that_are_passed() -> None:
    before = table("a", "b", "c")
    after = table("a", "x", "b", "c")
    (found,) = lint_change(before, after, RULE)
    assert found.message == (
        "`x` is added above 2 entries of its table: new entries belong at the bottom"
    )
    assert [(each.span.line, each.message) for each in found.related] == [
        (6, "The last entry is here")
    ]
    (found,) = lint_change(before, after, RULE, config=f"rules: {{{RULE}: {TOP}}}")
    assert found.message == (
        "`x` is added below 1 entry of its table: new entries belong at the top"
    )
    assert [(each.span.line, each.message) for each in found.related] == [
        (3, "The first entry is here")
    ]


@pytest.mark.parametrize("options", [BOTTOM, TOP, SORTED])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b c d", "d c b a"),
        ("a b c d", "c a b d"),
        ("a b d", "a z d"),
        ("d a", "d a"),
    ],
)
def test_moved_replaced_and_existing_entries_may_be_anywhere(
    options: str, old: str, new: str
) -> None:
    before, after = HEAD + items(*old.split()), HEAD + items(*new.split())
    assert misplaced(before, after, options) == []


def test_edited_entries_may_be_anywhere() -> None:
    before = HEAD + items("a", "b", "c")
    after = before.replace("What b is for", "A description in other words")
    assert misplaced(before, after, BOTTOM) == []
    assert misplaced(before, after, TOP) == []


def test_a_new_list_has_no_order_yet() -> None:
    before = HEAD + items("a", "b")
    after = before + "\n## More\n\n" + items("x", "y", "z")
    for options in (BOTTOM, TOP, SORTED):
        assert misplaced(before, after, options) == []


def test_groups_of_a_table_have_their_own_ends() -> None:
    old = table("a", "b") + "| **2023** | |\n" + row("c")
    new = table("a", "b", "x") + "| **2023** | |\n" + row("y") + row("c")
    assert misplaced(old, new, BOTTOM) == ["7 Move it below line 8"]
    assert misplaced(old, new, TOP) == ["5 Move it above line 3"]


def test_groups_of_paragraphs_have_their_own_ends() -> None:
    def papers(*names: str) -> str:
        return "".join(
            f"[Walking Robots on {name}](https://example.org/{name}). ICRA 2024.\n\n"
            for name in names
        )

    old = f"## Papers\n\n**2024**\n\n{papers('Ice')}**2023**\n\n{papers('Mud')}"
    new = f"## Papers\n\n**2024**\n\n{papers('Ice', 'Sand')}**2023**\n\n{papers('Tar', 'Mud')}"
    assert misplaced(old, new, BOTTOM) == ["11 Move it below line 13"]


def test_a_quoted_list_is_one_list() -> None:
    before = "> - [a](https://example.org/a)\n>\n> - [b](https://example.org/b)\n"
    after = before.replace("> - [b]", "> - [x](https://example.org/x)\n>\n> - [b]")
    assert misplaced(before, after, BOTTOM) == ["3 Move it below line 5"]


SECTION_BOTTOM = "{position: bottom, scope: section}"


def test_a_section_may_have_several_lists() -> None:
    before = HEAD + items("a", "b") + "\nOthers:\n\n" + items("c")
    after = before.replace(item("b"), items("b", "x"))
    assert misplaced(before, after, BOTTOM) == []
    assert misplaced(before, after, SECTION_BOTTOM) == ["5 Move it below line 9"]
    (found,) = lint_change(before, after, RULE, config=f"rules: {{{RULE}: {SECTION_BOTTOM}}}")
    assert "above 1 entry of its section" in found.message


def test_sub_items_are_in_a_list_of_their_own() -> None:
    before = HEAD + item("a") + f"  {item('a1')}" + item("b")
    after = HEAD + item("a") + f"  {item('a1')}  {item('a2')}" + item("b")
    above = HEAD + item("a") + f"  {item('a0')}  {item('a1')}" + item("b")
    assert misplaced(before, after, BOTTOM) == []
    assert misplaced(before, above, BOTTOM) == ["4 Move it below line 5"]
    assert misplaced(before, after, SECTION_BOTTOM) == []
    assert misplaced(before, above, SECTION_BOTTOM) == []


def test_nothing_is_reported_without_a_base_or_in_a_new_file() -> None:
    text = HEAD + items("x", "a", "b")
    assert lint(text, RULE) == ()
    assert lint(text, RULE, changed=[3]) == ()
    assert lint(text, RULE, changed=range(1, 6)) == ()


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1)


@given(NAMES, NAMES, st.integers(0, 8))
def test_entries_that_are_added_at_the_right_end_are_never_reported(
    old: list[str], new: list[str], cut: int
) -> None:
    added = [name for name in new if name not in old]
    before = HEAD + items(*old)
    assert misplaced(before, HEAD + items(*old, *added), BOTTOM) == []
    assert misplaced(before, HEAD + items(*added, *old), TOP) == []
    # Elsewhere, each of them is.
    names = [*old[:cut], *added, *old[cut:]]
    after = HEAD + items(*names)
    assert len(misplaced(before, after, BOTTOM)) == (len(added) if cut < len(old) else 0)
    assert len(misplaced(before, after, TOP)) == (len(added) if cut > 0 else 0)
