"""entries-per-change: which entries of a change are added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import lint, lint_change

RULE = "entries-per-change"

NAMES = ("Anvil", "Bellows", "Chisel", "Drill", "Edger", "File", "Gouge")


def item(name: str, details: str = "") -> str:
    details = details or f"Does what {name} does for {len(name)} users."
    return f"- [{name}](https://example.org/{name.lower()}) - {details}\n"


def items(*names: str) -> str:
    return "".join(map(item, names))


def row(name: str, note: str = "x") -> str:
    return f"| [{name}](https://example.org/{name.lower()}) | {note} |\n"


def table(*names: str) -> str:
    return "| Name | Note |\n|:--|:--|\n" + "".join(map(row, names))


BASE = f"## Hand tools\n\n{items('Anvil', 'Bellows', 'Chisel')}\n## Power tools\n\n{table('Drill')}"


def added(before: str, after: str) -> list[int]:
    """Return the lines of the added entries, all but the first of which are beyond the limit."""
    found = lint_change(before, after, RULE, config=f"rules: {{{RULE}: {{limit: 1}}}}")
    return sorted(
        line
        for each in found
        for line in (each.span.line, *(other.span.line for other in each.related))
    )


def test_message_names_the_number_of_entries_and_the_first_beyond_the_limit() -> None:
    after = BASE.replace(item("Bellows"), items("Bellows", "Edger", "File", "Gouge"))
    (found,) = lint_change(BASE, after, RULE)
    assert found.span.line == 6
    assert found.message == (
        "The change adds 3 entries, but at most 1 may be added at once: each is reviewed on its own"
    )
    assert found.help == "Propose this entry and 1 more separately"
    assert [(each.span.line, each.message) for each in found.related] == [
        (5, "`Edger` is added here"),
        (7, "`Gouge` is added here"),
    ]
    config = f"rules: {{{RULE}: {{limit: 2}}}}"
    (found,) = lint_change(BASE, after, RULE, config=config)
    assert found.span.line == 7
    assert found.help == "Propose this entry separately"
    assert lint_change(BASE, after, RULE, config=f"rules: {{{RULE}: {{limit: 3}}}}") == ()


def test_entries_of_several_lists_are_added_up() -> None:
    after = BASE.replace(item("Chisel"), items("Chisel", "Edger")) + row("File")
    assert added(BASE, after) == [6, 13]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (item("Bellows"), item("Bellows", "Pumps")),
        (item("Bellows"), "- [Bellows 2](https://example.org/bellows)\n"),
        (item("Bellows"), "- [Bellows](https://example.com/moved)\n"),
        (item("Bellows"), item("Bellows").replace("- [", "- ⭐ [")),
        # A project with a new name and a new URL.
        (item("Bellows"), item("Lungs")),
        (items("Anvil", "Bellows"), items("Bellows", "Anvil")),
        (items("Anvil", "Bellows", "Chisel"), table("Anvil", "Bellows", "Chisel")),
        (item("Bellows"), item("Bellows") + "  - More about it\n"),
        (item("Bellows"), item("Bellows") + "\n"),
        (item("Bellows"), ""),
        ("## Hand tools", "## Tools for hands"),
    ],
)
def test_edited_and_moved_entries_are_not_added(old: str, new: str) -> None:
    assert old in BASE
    assert added(BASE, BASE.replace(old, new)) == []
    # Two others are.
    after = BASE.replace(old, new) + row("Edger") + row("File")
    last = len(after.splitlines())
    assert added(BASE, after) == [last - 1, last]


def test_an_entry_that_is_moved_and_edited_is_not_added() -> None:
    after = BASE.replace(item("Anvil"), "") + row("Anvil", "heavy") + row("Edger")
    assert added(BASE, after) == []


def test_a_renamed_project_is_recognized_by_its_description_elsewhere() -> None:
    text = "Hammers any string into any shape."
    before = item("Anvil", text) + items("Bellows", "Chisel")
    after = items("Bellows", "Chisel") + item("Stiddy", text) + item("Drill")
    assert added(before, after) == []


def test_a_copy_of_an_entry_is_added() -> None:
    after = BASE.replace(item("Chisel"), items("Chisel", "Anvil")) + row("Bellows")
    assert added(BASE, after) == [6, 13]


def test_the_copy_that_is_removed_is_not_replaced_where_the_other_one_is() -> None:
    before = f"## A\n\n{items('Anvil', 'Bellows')}\n## B\n\n{items('Chisel', 'Anvil')}"
    after = f"## A\n\n{items('Bellows')}\n## B\n\n{items('Chisel', 'Drill', 'Anvil', 'Edger')}"
    assert added(before, after) == [8, 10]


def test_an_entry_in_place_of_another_is_not_added_but_those_beside_it_are() -> None:
    new = item("Edger", "Trims") + item("File", "Smooths") + item("Gouge", "Scoops")
    after = BASE.replace(item("Bellows"), new)
    assert added(BASE, after) == [5, 6]
    # In another section, it is.
    after = BASE.replace(item("Chisel"), "") + row("Edger") + row("File")
    assert added(BASE, after) == [11, 12]


def test_rows_that_were_not_rendered_are_not_added() -> None:
    rows = "".join(map(row, NAMES[1:]))
    broken = f"| Name | Note |\n|:--|:--|\n{row('Anvil')}\n{rows}"
    edited = table(*NAMES).replace("| x |", "| y |")
    assert added(broken, edited) == []


def test_items_that_were_not_entries_are_not_added() -> None:
    before = BASE + "\n- [Trowel][1] spreads\n- [Wrench][2] turns\n- [Vise][2] grips\n"
    after = before.replace("- [Trowel][1]", "- [Trowel][3]").replace("[Wrench][2]", "[Wrench][3]")
    after += "\n[3]: https://example.org/all\n"
    assert added(before, after) == []


def test_sub_items_are_part_of_an_added_entry() -> None:
    parts = "".join(f"  {item(name)}" for name in ("File", "Gouge"))
    assert added(BASE, BASE.replace(item("Chisel"), items("Chisel", "Edger") + parts)) == []
    # Two sub-items of an existing entry are two entries.
    assert added(BASE, BASE.replace(item("Chisel"), item("Chisel") + parts)) == [6, 7]


def test_names_of_groups_are_not_entries() -> None:
    after = BASE + "| **2024** | |\n" + row("Edger")
    assert added(BASE, after) == []


def test_nothing_is_reported_without_a_base_or_in_a_new_file() -> None:
    lines = range(1, len(BASE.splitlines()) + 1)
    assert lint(BASE, RULE) == ()
    assert lint(BASE, RULE, changed=lines) == ()
    found = lint(BASE, RULE, changed=lines, before="# Empty\n")
    assert [each.span.line for each in found] == [4]


def test_existing_entries_are_not_added() -> None:
    assert lint(BASE, RULE, changed=[], before=BASE) == ()
    assert lint(BASE, RULE, changed=[1, 2], before="# Other\n") == ()


@given(st.permutations(NAMES), st.permutations(NAMES), st.integers(0, 7), st.integers(0, 7))
def test_as_many_entries_are_added_as_there_are_new_ones(
    old: list[str], new: list[str], kept: int, now: int
) -> None:
    before, after = items(*old[:kept]) or "# None\n", items(*new[:now]) or "# None\n"
    come, gone = {*new[:now]} - {*old[:kept]}, {*old[:kept]} - {*new[:now]}
    found = added(before, after)
    names = [after.splitlines()[line - 1].split("]")[0].removeprefix("- [") for line in found]
    assert {*names} <= come
    if not gone:
        assert len(found) == (len(come) if len(come) > 1 else 0)


def test_a_list_with_other_entries_replaces_the_earlier_ones() -> None:
    names = [f"Tool{number}" for number in range(300)]
    found = added(items(*names), items(*(f"{name}x" for name in names)))
    assert found == []
