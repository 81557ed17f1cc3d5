"""sort-order: cases beyond the examples of its page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import corrected, lint, messages

WORDS = st.text("abcdexyz", min_size=1, max_size=3)


def titles(*names: str) -> str:
    rows = [f"| {name} | x |" for name in names]
    return "| Title | Note |\n|:--|:--|\n" + "\n".join(rows) + "\n"


def order(options: str) -> str:
    return f"rules: {{sort-order: {options}}}"


def out_of_place(text: str, options: str = "{by: title}") -> list[str]:
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
    assert messages(text, "sort-order", config=order("{by: title}")) == [
        "4:3 `z` is out of order (ascending by title): it belongs after `f`",
        "7:3 `a` is out of order (ascending by title): it belongs before `b`",
    ]
    (found,) = lint(titles("a", "e", "c", "d"), "sort-order", config=order("{by: title}"))
    assert found.help == "Move it below line 6"
    (found,) = lint(titles("a", "d", "f", "h", "e"), "sort-order", config=order("{by: title}"))
    assert found.message.endswith("it belongs between `d` and `f`")
    assert found.help == "Move it below line 4"
    assert [each.message for each in found.related] == ["`d` is here", "`f` is here"]
    assert [each.span.line for each in found.related] == [4, 5]


def test_descending() -> None:
    assert out_of_place(titles("d", "c", "c", "a"), "{by: title, order: descending}") == []
    text = titles("d", "a", "c", "b")
    assert messages(text, "sort-order", config=order("{by: title, order: descending}")) == [
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
    assert out_of_place(text, "{by: title, scope: section}") == ["a"]


def test_a_number_of_very_many_digits() -> None:
    assert out_of_place(titles("9" * 50_000, "1" + "0" * 50_000)) == []


@given(st.lists(WORDS, max_size=12), st.booleans())
def test_without_what_is_out_of_place_the_rest_is_in_order(names: list[str], falling: bool) -> None:
    options = "{by: title, order: descending}" if falling else "{by: title}"
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


NAMES = (
    "Alder Ash Aspen Beech Birch Cedar Cherry Elder Elm Fir Hazel Holly Juniper Larch Linden Maple"
    " Oak Olive Pear Pine Plum Poplar Rowan Spruce Sycamore Walnut Willow Yew"
).split()


def trees(*names: str) -> str:
    links = (f"https://example.org/{index}" for index, _ in enumerate(names))
    return "".join(
        f"- [{name}]({link}) - A tree.\n" for name, link in zip(names, links, strict=True)
    )


def moved(name: str, above: str) -> list[str]:
    """Return all names with one of them moved above another."""
    rest = [each for each in NAMES if each != name]
    rest.insert(rest.index(above), name)
    return rest


ALL = "rules: {sort-order: {habits: [title, date, arxiv, year]}}"


def found_by_habit(text: str, **arguments: Any) -> list[str]:
    found = lint(text, "sort-order", **{"config": ALL, **arguments})
    return [each.message.split("`")[1] for each in found]


def test_habit_of_a_list() -> None:
    found = lint(trees(*moved("Oak", "Cedar")), "sort-order")
    assert [(each.span.line, each.help, each.severity) for each in found] == [
        (6, "Move it below line 17", "warning")
    ]
    assert found[0].message == (
        "`Oak` is out of order: 27 of 28 entries of this list are in alphabetical order,"
        " so readers look for it between `Maple` and `Olive`"
    )
    assert [each.message for each in found[0].related] == ["`Maple` is here", "`Olive` is here"]


@pytest.mark.parametrize("name", ["Birch", "Oak", "Willow"])
@pytest.mark.parametrize("above", ["Ash", "Elm", "Pine", "Yew"])
def test_moving_an_entry_back_fixes_it(name: str, above: str) -> None:
    text = trees(*NAMES)
    rows = text.splitlines(keepends=True)
    row = rows.pop(NAMES.index(name))
    rows.insert(NAMES.index(above) - (NAMES.index(above) > NAMES.index(name)), row)
    wrong = "".join(rows)
    assert corrected(wrong, "sort-order", unsafe=True) == text
    assert corrected(wrong, "sort-order") == wrong, "moving needs a look"


@pytest.mark.parametrize(
    "names",
    [
        NAMES,
        NAMES[:19][::-1],
        ["Oak", *NAMES],  # the first entry may be there on purpose
        [*NAMES, "Other trees"],
        [*NAMES[:6], "The Cedars", *NAMES[6:]],
        [*NAMES[:6], "Alpine Cedar", *NAMES[6:]],
        [*NAMES[:6], "acme/cedarling", *NAMES[6:]],
        [*NAMES[:6], "2 Cedars", *NAMES[6:]],
        [*NAMES[:6], "Кедр", *NAMES[6:]],
        [*NAMES[:6], "Ĉedars", *NAMES[6:]],
        [*NAMES[:16], "Æsh", *NAMES[16:]],
        [*NAMES[:16], "Ada S", *NAMES[16:]],
        [*NAMES[:10], "Haze-lake", "Hazel-box", "Haze-land", "Hazelbar", *NAMES[10:]],
        [*NAMES[:10], "Haz-e, Nuts", "Hazed Lamp", "Haz-ed Maple", *NAMES[10:]],
        [*(f"🌳 {name}" for name in NAMES[:12]), *NAMES[12:]],
        [*NAMES[::2], *NAMES[1::2]],
        moved("Oak", "Cedar")[:18],
        ["Fir-bark", "Fir Bark 2", "Firbark", *NAMES[10:], "Zelkova"],
        ["Oak"] * 30,
    ],
    ids=lambda names: f"{names[0]}-{names[6]}-{len(names)}",
)
def test_no_finding_by_habit(names: list[str]) -> None:
    assert found_by_habit(trees(*names)) == []


def test_name_of_the_link_excuses_a_title() -> None:
    names = [*NAMES[:6], "Zedro", *NAMES[6:]]
    text = trees(*names)
    assert found_by_habit(text) == ["Zedro"]
    renamed = text.replace("https://example.org/6)", "https://github.com/example/cedro)")
    assert found_by_habit(renamed) == []


def test_titles_with_a_link_that_is_not_rendered_are_not_compared() -> None:
    text = trees(*moved("Oak", "Cedar"))
    assert found_by_habit(text) == ["Oak"]
    assert found_by_habit(re.sub(r"\[Oak\]\(.*?\)", "[Oak][no-such-label]", text)) == []


def test_words_before_the_title_excuse_it() -> None:
    text = trees(*NAMES[:6], "Zedro", *NAMES[6:])
    assert found_by_habit(text.replace("- [Zedro]", "- Cedro, [Zedro]")) == []
    table = "| Name | Title |\n|:--|:--|\n" + "".join(
        f"| {name} | {name if name != 'Maple' else 'Willow'} of the woods |\n" for name in NAMES
    )
    assert found_by_habit(table) == []


def test_source_from_the_beginning_of_an_entry_excuses_it() -> None:
    names = [*NAMES[:5], "Cedar for Boats", "Cedar: A View", *NAMES[6:]]
    papers = [
        f"- **{name} of the Northern Woods.** ICRA 2024 [paper](https://example.org/{index})\n"
        for index, name in enumerate(names)
    ]
    assert found_by_habit("".join(papers)) == []
    papers.insert(20, papers.pop(3))
    assert found_by_habit("".join(papers)) == ["Beech of the Northern Woods"]


def test_two_of_twenty_entries_are_no_exception() -> None:
    names = NAMES[:20]
    one = [*names[:3], names[15], *names[3:15], *names[16:]]
    assert found_by_habit(trees(*one)) == [names[15]]
    two = [*one[:8], names[0] + "s", *one[8:19]]
    assert found_by_habit(trees(*two)) == []


def test_habit_of_a_document() -> None:
    rest = ["## Trees of parks\n\n" + trees(*NAMES[start : start + 8]) for start in (0, 8, 16)]
    text = "\n".join((*rest, "## Trees of roads\n\n" + trees("Ash", "Oak", "Elm", "Fir", "Pear")))
    (found,) = lint(text, "sort-order")
    assert found.span.line == 37
    assert found.message == (
        "`Oak` is out of order: 28 of 29 entries in the tables and lists of this file are in"
        " alphabetical order, so readers look for it between `Fir` and `Pear`"
    )
    shuffled = trees(*NAMES[10:18:2], *NAMES[:8:2])
    assert found_by_habit(text + "\n## Trees of woods\n\n" + shuffled) == []


def years(*given: int, descending: bool = False, cells: str = "") -> str:
    """Return a table of papers with the years and further cells."""
    rows = [
        f"| {word(index)} Ice {index} | ICRA {year} |{cells}\n" for index, year in enumerate(given)
    ]
    return "| Title | Venue |\n|:--|:--|\n" + "".join(rows[::-1] if descending else rows)


def word(index: int) -> str:
    return NAMES[index * 11 % len(NAMES)]


BY_YEAR = [year for year in range(2010, 2024) for _ in range(2)]


def test_habit_by_year() -> None:
    text = years(*BY_YEAR[:14], 2011, *BY_YEAR[14:])
    (found,) = lint(text, "sort-order", config=ALL)
    assert found.span.line == 17
    assert found.message == (
        "`Linden Ice 14` is out of order: 28 of 29 entries of this table are sorted by year, oldest"
        " first, so readers look for it between `Cedar Ice 3` and `Oak Ice 4`"
    )
    assert found.severity == "info"
    assert found.help.endswith(", or correct its year")
    assert lint(text, "sort-order") == (), "by default, the year shows no habit"
    descending = years(*BY_YEAR[:14], 2011, *BY_YEAR[14:], descending=True)
    (found,) = lint(descending, "sort-order", config=ALL)
    assert found.message == (
        "`Linden Ice 14` is out of order: 28 of 29 entries of this table are sorted by year, newest"
        " first, so readers look for it between `Oak Ice 4` and `Cedar Ice 3`"
    )
    fixed = corrected(text, "sort-order", unsafe=True, config=ALL)
    assert found_by_habit(fixed) == []
    assert sorted(fixed.splitlines()) == sorted(text.splitlines())


@pytest.mark.parametrize(
    "given",
    [
        BY_YEAR,
        [*BY_YEAR[:14], 2019, *BY_YEAR[14:]],  # its preprint may be older
        [*BY_YEAR, 2015],  # it may have been added later
        [2015, *BY_YEAR],
        [*BY_YEAR[:14], 2015, *BY_YEAR[14:]],  # it may have been added a year later
        [2023] * 20 + [2022, 2023, 2022],
        [2022, 2024] * 12,
    ],
    ids=["sorted", "preprint", "added later", "first", "one year", "chance", "unsorted"],
)
def test_no_finding_by_year(given: list[int]) -> None:
    assert found_by_habit(years(*given)) == []


def papers(*months: str) -> str:
    return "".join(
        f"- [{word(index)} Ice {index}](https://arxiv.org/abs/{month}.{10000 + index})\n"
        for index, month in enumerate(months)
    )


MONTHS = [f"{year}{month:02}" for year in (22, 23) for month in range(1, 13)][::-1]


def test_habit_by_arxiv_identifier() -> None:
    assert found_by_habit(papers(*MONTHS)) == []
    assert found_by_habit(papers(*MONTHS[:12], "2202", *MONTHS[12:])) == ["Plum Ice 12"]
    close = papers(*MONTHS[:12], "2209", *MONTHS[12:])
    assert found_by_habit(close) == [], "lists sort by other dates as well"
    published = papers(*MONTHS[:12], "2202", *MONTHS[12:]).replace("10012)", "10012), ICRA 2023")
    assert found_by_habit(published) == []


@pytest.mark.parametrize("form", ["2024-{0:02}-{1:02}", "2024.{0:02}.{1:02}", "2024/{0}/{1}"])
def test_habit_by_date(form: str) -> None:
    days = [(month, day) for month in range(1, 13) for day in (3, 17)]
    days.insert(12, (4, 20))
    rows = [f"| {form.format(*day)} | {word(index)} |\n" for index, day in enumerate(days)]
    text = "| Date | Name |\n|:--|:--|\n" + "".join(rows)
    (found,) = lint(text, "sort-order")
    assert found.span.line == 15
    assert found.message == (
        "`Plum` is out of order: 24 of 25 entries of this table are sorted by date, oldest first,"
        " so readers look for it between `Poplar` and `Birch`"
    )
    items = "".join(
        f"- [{form.format(*day)}] [{word(index)} Ice](https://example.org/{index})\n"
        for index, day in enumerate(days)
    )
    assert lint(items, "sort-order") == (), "items may be sorted by topic as well"


def test_a_change_is_compared_with_the_habit_before_it() -> None:
    names = [*NAMES[:20], "Apple", "Bay"]
    text = trees(*names)
    assert found_by_habit(text) == []
    assert found_by_habit(text, changed=[21, 22]) == ["Apple", "Bay"]
    assert found_by_habit(trees("Walnut", *NAMES[:20]), changed=[1]) == ["Walnut"]


@given(st.lists(WORDS, max_size=40))
def test_removing_what_breaks_the_habit_leaves_a_sorted_list(names: list[str]) -> None:
    text = titles(*(*NAMES, *names))
    lines = {found.span.line for found in lint(text, "sort-order")}
    rest = [line for number, line in enumerate(text.splitlines(), 1) if number not in lines]
    assert not lines or found_by_habit("\n".join(rest)) == []
