"""contents-sync: cases beyond the examples of its page."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from fix_laws import Fixing, assert_the_laws
from linting import corrected, lint, messages

NAMES = "Gliding Hockey Rescue Snow Walking Swimming Cooking".split()


def sections(*names: str, level: int = 2, entries: int = 3) -> str:
    return "".join(
        f"\n{'#' * level} {name}\n\n"
        + "".join(
            f"- [Bot {n} of {name}](https://example.org/{n}) - Moves.\n" for n in range(entries)
        )
        for name in names
    )


def items(names: Iterable[str], form: str = "- [{}](#{})\n") -> str:
    return "".join(form.format(name, name.lower().replace(" ", "-")) for name in names)


def listed(*names: str) -> tuple[str, ...]:
    """Return the names that are in the order of `NAMES`, with `names` left out."""
    return tuple(name for name in NAMES if name not in names)


def found(text: str) -> list[str]:
    return [line.partition(" is missing")[0] for line in messages(text, "contents-sync")]


def contents_after(text: str) -> list[str]:
    """Return the lines above the first heading of level 2 after the safe fixes."""
    assert_the_laws(Fixing(text, unsafe=False, look=lambda now: lint(now, "contents-sync")))
    return corrected(text, "contents-sync").partition("\n## ")[0].split("\n")


def test_missing_section() -> None:
    text = "# Robots\n\n" + items(listed("Snow")) + sections(*NAMES)
    (finding,) = lint(text, "contents-sync")
    assert finding.message == (
        "`Snow` is missing from the contents list on line 3, which has 6 of 7 sections of this"
        " level"
    )
    assert finding.help == "Add `- [Snow](#snow)` below line 5"
    assert text.split("\n")[finding.span.line - 1] == "## Snow"
    assert [each.span.line for each in finding.related] == [3]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("- [{}](#{})\n", "- [Snow](#snow)"),
        ("  * [{}](#{})\n", "  * [Snow](#snow)"),
        ("+ **[{}](#{})**\n", "+ **[Snow](#snow)**"),
        ("- [**{}**](#{})\n", "- [**Snow**](#snow)"),
        ("> - [{}](#{})\n", "> - [Snow](#snow)"),
        ("[{}](#{})  \n", "[Snow](#snow)  "),
        ("[{}](#{})<br>\n", "[Snow](#snow)<br>"),
        ("1. [{}](#{})\n", "1. [Snow](#snow)"),
        ("- [x] [{}](#{})\n", "- [x] [Snow](#snow)"),
        ('- <a href="#{1}">{0}</a>\n', '- <a href="#snow">Snow</a>'),
        ("<li><a href='#{1}'><b>{0}</b></a></li>\n", "<li><a href='#snow'><b>Snow</b></a></li>"),
    ],
)
def test_style_of_a_new_item(form: str, line: str) -> None:
    text = "# Robots\n\n" + items(listed("Snow"), form) + sections(*NAMES)
    lines = contents_after(text)
    assert lines[5] == line
    assert lines[4] == line.replace("Snow", "Rescue").replace("snow", "rescue")
    assert len(lines) == len(text.partition("\n## ")[0].split("\n")) + 1


def test_numbers_below_a_new_item_are_increased() -> None:
    contents = "".join(
        f"{number}. [{name}](#{name.lower()})\n" for number, name in enumerate(listed("Snow"), 1)
    )
    text = "# Robots\n\n" + contents + sections(*NAMES)
    assert contents_after(text)[2:-1] == [
        f"{number}. [{name}](#{name.lower()})" for number, name in enumerate(NAMES, 1)
    ]


def test_blank_lines_between_items_are_kept() -> None:
    text = "# Robots\n\n" + items(listed("Snow"), "- [{}](#{})\n\n") + sections(*NAMES)
    assert contents_after(text)[2:] == [*items(NAMES, "- [{}](#{})\n\n").split("\n")]


@pytest.mark.parametrize("separator", [", ", " | ", " · ", "**, **"])
def test_new_item_beside_others(separator: str) -> None:
    def line(names: Iterable[str]) -> str:
        return separator.join(items([name], "[{}](#{})") for name in names)

    text = "# Robots\n\n" + line(listed("Snow")) + "\n" + sections(*NAMES)
    assert contents_after(text)[2] == line(NAMES)
    text = "# Robots\n\n" + line(listed("Cooking")) + "\n" + sections(*NAMES)
    assert contents_after(text)[2] == line(NAMES)


def test_groups_of_items() -> None:
    parts = [f"Part {n}" for n in range(6)]
    body = "\n## Walking\n" + sections(*NAMES[:3], level=3) + "\n## Swimming\n"
    body += sections(*parts, level=3)
    groups = items(["Walking"]) + items(NAMES[:3], "  - [{}](#{})\n") + "\n" + items(["Swimming"])
    for name in (parts[0], parts[2], parts[5]):
        contents = groups + items((each for each in parts if each != name), "  - [{}](#{})\n")
        lines = contents_after("# Robots\n\n" + contents + body)
        assert lines[8:-1] == items(parts, "  - [{}](#{})\n").rstrip("\n").split("\n")
    before = items(["Walking"]) + items(NAMES[:2], "  - [{}](#{})\n") + "\n" + items(["Swimming"])
    contents = before + items(parts, "  - [{}](#{})\n")
    lines = contents_after("# Robots\n\n" + contents + body)
    assert lines[4:8] == [
        "  - [Hockey](#hockey)",
        "  - [Rescue](#rescue)",
        "",
        "- [Swimming](#swimming)",
    ]


@pytest.mark.parametrize(
    "contents",
    [
        # another order, text between the items, and irregular numbers
        items([*NAMES[4:], *NAMES[:3]]),
        items(NAMES[:3]) + "- Winter\n" + items(NAMES[4:]),
        "".join(
            f"{n}. [{name}](#{name.lower()})\n"
            for n, name in zip((1, 2, 5, 7, 8, 9), listed("Snow"), strict=True)
        ),
        # lines that are joined, cells, labels, and text after the last item
        items(NAMES[:3], "[{}](#{})\n") + items(NAMES[4:], "[{}](#{})\n"),
        "| a |\n|:--|\n| " + " | ".join(items([n], "[{}](#{})") for n in listed("Snow")) + " |\n",
        "Ice: "
        + ", ".join(items([n], "[{}](#{})") for n in NAMES[:3])
        + "  \nSea: "
        + ", ".join(items([n], "[{}](#{})") for n in NAMES[4:])
        + "\n",
        items(listed("Snow"), "- [{0}][{0}]\n") + "\n" + items(listed("Snow"), "[{}]: #{}\n"),
    ],
)
def test_no_fix_where_the_place_is_in_doubt(contents: str) -> None:
    found = lint("# Robots\n\n" + contents + sections(*NAMES), "contents-sync")
    assert [(each.message.partition(" is")[0], each.fix) for each in found] == [("`Snow`", None)]


def test_no_fix_before_a_line_that_belongs_to_the_item_above() -> None:
    text = "# Robots\n\n" + items(NAMES[:-1]) + "and others\n" + sections(*NAMES)
    (finding,) = lint(text, "contents-sync")
    assert finding.fix is None


def test_first_and_last_section() -> None:
    for name in (NAMES[0], NAMES[-1]):
        text = "# Robots\n\n" + items(listed(name)) + sections(*NAMES)
        assert contents_after(text)[2:-1] == items(NAMES).rstrip("\n").split("\n")


def test_two_missing_sections_side_by_side() -> None:
    names = [*NAMES, *(f"Part {n}" for n in range(8))]
    contents = [name for name in names if name not in ("Part 2", "Part 3")]
    text = "# Robots\n\n" + items(contents) + sections(*names)
    assert contents_after(text)[2:-1] == items(names).rstrip("\n").split("\n")


def test_subsections() -> None:
    contents = items(["Walking"]) + items(listed("Snow", "Walking"), "  - [{}](#{})\n")
    text = "# Robots\n\n" + contents + "\n## Walking\n" + sections(*listed("Walking"), level=3)
    assert found(text) == ["30:5 `Snow`"]
    assert contents_after(text)[5:7] == ["  - [Rescue](#rescue)", "  - [Snow](#snow)"]
    first = items(["Walking"]) + items(listed("Gliding", "Walking"), "  - [{}](#{})\n")
    text = "# Robots\n\n" + first + "\n## Walking\n" + sections(*listed("Walking"), level=3)
    assert contents_after(text)[2:4] == ["- [Walking](#walking)", "  - [Gliding](#gliding)"]


@pytest.mark.parametrize(
    ("headings", "contents", "line"),
    [
        ("🤖 {}", "- [🤖 {}](#-{})\n", "- [🤖 Snow](#-snow)"),
        ("🤖 {}", "- [{}](#-{})\n", "- [Snow](#-snow)"),
        (":robot: {}", "- [{}](#robot-{})\n", "- [Snow](#robot-snow)"),
        ("1.2 {}", "- [{}](#12-{})\n", "- [Snow](#12-snow)"),
        ("{} Robots", "- [{} Robots](#{}-robots)\n", "- [Snow Robots](#snow-robots)"),
    ],
)
def test_text_of_a_new_item(headings: str, contents: str, line: str) -> None:
    text = "# Robots\n\n" + items(listed("Snow"), contents) + sections(*map(headings.format, NAMES))
    assert contents_after(text)[5] == line


@pytest.mark.parametrize(
    "form",
    [
        "- [Robots for {}](#{})\n",
        "- [{}](#{}) - Papers on robots.\n",
        "| [{}](#{}) | 3 papers |\n",
        "- [{}](#{} 'robots')\n",
    ],
)
def test_no_fix_without_a_common_style(form: str) -> None:
    numbered = (form.replace("3", str(n)).replace("on", f"on {n}") for n in range(9))
    contents = "".join(
        each.format(name, name.lower())
        for each, name in zip(numbered, listed("Snow"), strict=False)
    )
    head = "| a | b |\n|:--|:--|\n" if form.startswith("|") else ""
    (finding,) = lint(f"# Robots\n\n{head}{contents}{sections(*NAMES)}", "contents-sync")
    assert finding.fix is None
    assert finding.help == "Add a link to `#snow` to it"


def test_no_fix_if_the_heading_has_markup() -> None:
    names = ["Snow [1] *", *listed("Snow")]
    text = "# Robots\n\n" + items(listed("Snow")) + sections(*names)
    (finding,) = lint(text, "contents-sync")
    assert finding.fix is None


@pytest.mark.parametrize(
    "text",
    [
        # too few of the sections are listed
        items(NAMES[:4]) + sections(*NAMES[:5]),
        items(NAMES[:5]) + sections(*NAMES),
        # the section is above the contents list, has no entries or is about the list
        sections("Ice") + "\n## Contents\n\n" + items(NAMES) + sections(*NAMES),
        items(NAMES) + sections(*NAMES[:3]) + "\n## Ice\n\nThin.\n" + sections(*NAMES[3:]),
        items(NAMES) + sections(*NAMES[:3], "Contributing", *NAMES[3:]),
        items(NAMES) + sections(*NAMES[:3], "Ice <!-- omit in toc -->", *NAMES[3:]),
        # the section is at an end, and short, about other lists, or beside others
        items(NAMES) + sections(*NAMES) + sections("Ice", entries=2),
        items(NAMES) + sections("Ice", entries=2) + sections(*NAMES),
        items(NAMES) + sections(*NAMES, "Related lists"),
        items(NAMES) + sections(*NAMES, "Credits"),
        items(NAMES) + sections(*NAMES, "Follow us"),
        items(NAMES) + sections("Recently added", *NAMES),
        items(NAMES) + sections(*NAMES) + "\n## Use\n\nUse it.\n" + sections("Ice"),
        # it is an entry that dashes turn into a heading
        items(NAMES)
        + sections(*NAMES[:4])
        + "- [Ice](https://example.org/ice) - Thin.\n    ---\n"
        + "- [Slush](https://example.org/slush) - Wet.\n"
        + sections(*NAMES[4:]),
        # it is listed in another way
        items(NAMES) + "- Ice\n" + sections(*NAMES[:3], "Ice", *NAMES[3:]),
        items(NAMES) + "- [Ice](docs/ice.md)\n" + sections(*NAMES[:3], "Ice", *NAMES[3:]),
        items(NAMES) + "<!-- - [On ice](#ice) -->\n" + sections(*NAMES[:3], "Ice", *NAMES[3:]),
        items(NAMES)
        + sections(*NAMES[:3], "Ice", *NAMES[3:])
        + "\n## More\n\n"
        + items(["Ice", "Snow", "Walking", "Cooking"]),
        # the contents list is generated
        "<!-- toc -->\n\n" + items(NAMES[1:]) + "\n<!-- tocstop -->\n" + sections(*NAMES),
        "<!-- START doctoc generated -->\n\n" + items(NAMES[1:]) + sections(*NAMES),
        "<!--ts-->\n" + items(NAMES[1:]) + "<!--te-->\n" + sections(*NAMES),
        items(NAMES[1:]) + "\n<!-- /MarkdownTOC -->\n" + sections(*NAMES),
        # other links to sections
        sections(*NAMES).replace("Moves.", "Moves. [Back](#robots)"),
    ],
)
def test_not_reported(text: str) -> None:
    assert messages("# Robots\n\n" + text, "contents-sync") == []


@pytest.mark.parametrize(("left_out", "reported"), [((5, 9), 2), ((3, 6, 10), 0)])
def test_share_of_listed_sections(left_out: tuple[int, ...], reported: int) -> None:
    names = [f"Part {n}" for n in range(14)]
    contents = items(name for n, name in enumerate(names) if n not in left_out)
    text = "# Robots\n\n" + contents + sections(*names)
    assert len(messages(text, "contents-sync")) == reported


@pytest.mark.parametrize("place", [0, 3, 6])
def test_link_without_target_takes_the_place_of_a_section(place: int) -> None:
    names = list(NAMES)
    names[place] = "Old name"
    text = "# Robots\n\n" + items(names) + sections(*NAMES)
    assert messages(text, "contents-sync") == []
    assert [each.rule for each in lint(text)] == ["link-fragment"]


def test_section_of_an_anchor_before_the_heading() -> None:
    named = sections(*NAMES).replace("## Snow", '<a id="ice"></a>\n\n## Snow')
    text = "# Robots\n\n" + items(NAMES).replace("#snow", "#ice") + named
    assert messages(text, "contents-sync") == []


def test_contents_list_of_a_section() -> None:
    text = (
        "# Robots\n"
        + sections("Papers")
        + "\n## Films\n\n"
        + items(listed("Snow"))
        + sections(*NAMES, level=3)
    )
    assert found(text) == ["36:5 `Snow`"]


def test_contents_list_in_a_block_of_html() -> None:
    contents = items(listed("Snow"), '<li><a href="#{1}">{0}</a></li>\n')
    text = (
        f"# Robots\n\n<details><summary>Contents</summary>\n<ul>\n{contents}</ul>\n</details>\n"
        + sections(*NAMES)
    )
    assert contents_after(text)[7] == '<li><a href="#snow">Snow</a></li>'


def test_repeated_headings() -> None:
    names = ["Walking", "Papers", "Swimming", "Papers", "Flying", "Papers"]
    anchors = ["walking", "papers", "swimming", "papers", "flying", "papers-2"]
    contents = "".join(
        f"{'  ' * (name == 'Papers')}- [{name}](#{anchor})\n"
        for name, anchor in zip(names, anchors, strict=True)
    )
    text = (
        "# Robots\n\n"
        + contents
        + "".join(sections(name, level=3 if name == "Papers" else 2) for name in names)
    )
    assert messages(text, "contents-sync") == [
        "6:14 `#papers` leads to the section on line 16, but this item is for `Papers` on line 28"
    ]
    assert contents_after(text)[5] == "  - [Papers](#papers-1)"


def test_item_with_the_anchor_of_its_neighbour() -> None:
    text = "# Robots\n\n" + items(NAMES).replace("(#snow)", "(#rescue)") + sections(*NAMES)
    assert messages(text, "contents-sync") == [
        "6:10 `#rescue` leads to the section on line 23, but this item is for `Snow` on line 29"
    ]


def test_names_that_differ_in_signs() -> None:
    names = ["Ada", "C#", "C++", "Dart", "Go", "Lua"]
    anchors = ["ada", "c", "c-1", "dart", "go", "lua"]
    contents = "".join(
        f"- [{name}](#{anchor})\n"
        for name, anchor in zip(names, anchors, strict=True)
        if name != "C++"
    )
    text = "# Robots\n\n" + contents + sections(*names)
    assert found(text) == ["21:4 `C++`"]


def order(*names: str, form: str = "- [{}](#{})\n") -> list[str]:
    text = "# Robots\n\n" + items(names, form) + sections(*NAMES)
    return [each.partition(";")[0] for each in messages(text, "contents-sync")]


def test_order() -> None:
    first, *middle, last = NAMES
    swapped = [first, middle[1], middle[0], *middle[2:], last]
    assert order(*swapped) == [
        "4:3 `Rescue` is listed before `Hockey`, but its section is below that one"
    ]
    late = [first, *middle[1:], middle[0], last]
    assert order(*late) == [
        "8:3 `Hockey` is listed after `Rescue`, but its section is above that one"
    ]
    assert order(*reversed(NAMES)) == []
    assert order(*sorted(NAMES)) == []
    assert order(last, first, *middle) == []
    assert order(*middle, last, first) == []


def test_items_are_moved_with_those_below_them() -> None:
    names = [*NAMES, "Flying"]
    contents = (
        items(["Gliding", "Rescue"])
        + items(["Boats", "Dogs"], "  - [{}](#{})\n")
        + items(["Hockey", "Snow", "Walking", "Swimming", "Cooking", "Flying"])
    )
    body = sections(*NAMES[:3]) + sections("Boats", "Dogs", level=3) + sections(*names[3:])
    text = "# Robots\n\n" + contents + body
    (finding,) = lint(text, "contents-sync")
    assert finding.fix is not None
    assert not finding.fix.safe
    assert finding.fix.drops == ()
    assert corrected(text, "contents-sync") == text
    after = corrected(text, "contents-sync", unsafe=True)
    assert after.split("\n")[2:7] == [
        "- [Gliding](#gliding)",
        "- [Hockey](#hockey)",
        "- [Rescue](#rescue)",
        "  - [Boats](#boats)",
        "  - [Dogs](#dogs)",
    ]
    assert messages(after, "contents-sync") == []


@pytest.mark.parametrize("form", ["1. [{}](#{})\n", "<li><a href='#{1}'>{0}</a></li>\n"])
def test_order_without_a_fix(form: str) -> None:
    first, second, third, *rest = NAMES
    text = "# Robots\n\n" + items([first, third, second, *rest], form) + sections(*NAMES)
    (finding,) = lint(text, "contents-sync")
    assert finding.fix is None
    assert finding.help == "Move it below `Hockey`"


def test_section_that_breaks_the_alphabetical_order_of_the_contents_list() -> None:
    first, second, third, *rest = sorted(NAMES)
    contents = "# Robots\n\n" + items([first, second, third, *rest])
    (finding,) = lint(contents + sections(first, third, second, *rest), "contents-sync")
    assert finding.fix is None
    assert finding.help == f"Move the section below `{first}`"


def test_groups_of_items_have_an_order_of_their_own() -> None:
    first, second, third, *rest = NAMES
    contents = (
        items([first]) + "- Summer\n" + items([third]) + "- Winter\n" + items([second, *rest])
    )
    text = "# Robots\n\n" + contents + sections(*NAMES)
    assert messages(text, "contents-sync") == []


def test_findings_of_a_change() -> None:
    text = "# Robots\n\n" + items(listed("Snow")) + sections(*NAMES)
    (finding,) = lint(text, "contents-sync", changed=[28])
    assert finding.span.line == 28
