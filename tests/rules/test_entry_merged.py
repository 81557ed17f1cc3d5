"""Lines that were meant to be list items, as confirmed by GitHub's own renderer."""

import pytest

from linting import corrected, lint, messages, parse
from rendering import Rendered, html

RULE = "entry-merged"
A, B, C = (f"[{name}](https://example.org/{name.lower()})" for name in ("Anna", "Berta", "Cleo"))
TAIL = "GitHub joins this entry to the entry above:"
LINES = "GitHub joins these 2 lines into one paragraph:"


# The source, the position and message, and the numbers of list items before and after all fixes.
CASES = [
    (f"- {A}\n-{B}\n- {C}\n", f"2:1 {TAIL} no space follows `-`", 2, 3),
    (f"* {A}\n*{B}\n* {C}\n", f"2:1 {TAIL} no space follows `*`", 2, 3),
    (f"+ {A}\n+{B}\n", f"2:1 {TAIL} no space follows `+`", 1, 2),
    (f"- {A}\n- [ ] {B}\n-[ ] {C}\n", f"3:1 {TAIL} no space follows `-`", 2, 3),
    ("-Walks\n-Swims\n", f"1:1 {LINES} no space follows `-`", 0, 2),
    ("- Walks\n-Swims\n- Flies\n", f"2:1 {TAIL} no space follows `-`", 2, 3),
    (f"- **{A}**\n-**{B}**\n", f"2:1 {TAIL} no space follows `-`", 1, 2),
    (
        f"- {A}\n-\u00a0{B}\n",
        f"2:1 {TAIL} a non-breaking space after `-` is not a space in Markdown",
        1,
        2,
    ),
    (
        f"- {A}\n-\u3000{B}\n",
        f"2:1 {TAIL} an ideographic space after `-` is not a space in Markdown",
        1,
        2,
    ),
    (
        f"- {A}\n\u00a0\u00a0- {B}\n- {C}\n",
        f"2:3 {TAIL} a non-breaking space before `-` is not a space in Markdown",
        2,
        3,
    ),
    (
        f"1. {A}\n\u3000- {B}\n2. {C}\n",
        f"2:2 {TAIL} an ideographic space before `-` is not a space in Markdown",
        2,
        3,
    ),
    (
        f"- {A}\n\u200b- {B}\n",
        f"2:2 {TAIL} a zero width space before `-` is not a space in Markdown",
        1,
        2,
    ),
    (
        f"\u00a0- {A}\n\u00a0- {B}\n",
        f"1:2 {LINES} a non-breaking space before `-` is not a space in Markdown",
        0,
        2,
    ),
    (
        f"1. {A}\n\u00a02. {B}\n\x0b3. {C}\n",
        (
            "2:2 GitHub joins these 2 entries to the entry above:"
            " a non-breaking space before `2.` is not a space in Markdown"
        ),
        1,
        3,
    ),
    (f"- {A}\n– {B}\n- {C}\n", f"2:1 {TAIL} `–` does not begin a list item", 2, 3),
    (f"* {A}\n＊{B}\n", f"2:1 {TAIL} `＊` does not begin a list item", 1, 2),
    (f"- {A}\n  • {B}\n", f"2:3 {TAIL} `•` does not begin a list item", 1, 2),
    (f"1. {A}\n2.{B}\n3. {C}\n", f"2:1 {TAIL} no space follows `2.`", 2, 3),
    (f"1. {A}\n2、{B}\n3. {C}\n", f"2:1 {TAIL} `2、` does not begin a list item", 2, 3),
    (f"1. {A}\n２. {B}\n", f"2:1 {TAIL} `２.` does not begin a list item", 1, 2),
    (
        f"- {A}\n  2. {B}\n",
        f"2:3 {TAIL} `2.` cannot follow a paragraph directly, only `1.` can",
        1,
        2,
    ),
    (
        f"- {A}\n        - {B}\n",
        f"2:9 {TAIL} `-` is indented by four or more spaces",
        1,
        2,
    ),
    (f"*{A}\n*{B}\n", f"1:1 {LINES} no space follows `*`", 0, 2),
    (f"-{A}\n-{B}\n", f"1:1 {LINES} no space follows `-`", 0, 2),
    (f"• {A}\n• {B}\n", f"1:1 {LINES} `•` does not begin a list item", 0, 2),
    (f"· {A}\n· {B}\n", f"1:1 {LINES} `·` does not begin a list item", 0, 2),
    (f"– {A}\n– {B}\n", f"1:1 {LINES} `–` does not begin a list item", 0, 2),
    (f"1、{A}\n2、{B}\n", f"1:1 {LINES} `2、` does not begin a list item", 0, 2),
    (f"1.{A}\n2.{B}\n", f"1:1 {LINES} no space follows `2.`", 0, 2),
    (f"(1) {A}\n(2) {B}\n", f"1:1 {LINES} `(2)` does not begin a list item", 0, 2),
    (f"① {A}\n② {B}\n", f"1:1 {LINES} `②` does not begin a list item", 0, 2),
    (
        f"More:\n2. {A}\n3. {B}\n",
        (
            "2:1 GitHub joins these 2 lines to the paragraph:"
            " `2.` cannot follow a paragraph directly,"
            " only `1.` can"
        ),
        0,
        2,
    ),
    (
        f"More:\n      - {A}\n",
        "2:7 GitHub joins this line to the paragraph: `-` is indented by four or more spaces",
        0,
        1,
    ),
]


@pytest.mark.parametrize(("text", "message", "before", "after"), CASES)
def test_line_becomes_the_list_item_that_was_meant(
    text: str, message: str, before: int, after: int
) -> None:
    assert messages(text, RULE) == [message]
    assert Rendered(text).tags["li"] == before
    again = corrected(text, RULE, unsafe=True)
    assert Rendered(again).tags["li"] == after
    assert Rendered(again).links == Rendered(text).links
    assert messages(again, RULE) == []


@pytest.mark.parametrize(
    ("text", "is_safe"),
    [
        (f"- {A}\n-{B}\n", True),
        (f"1. {A}\n2.{B}\n", True),
        (f"- {A}\n  2. {B}\n", False),
        (f"• {A}\n• {B}\n", False),
    ],
)
def test_fix_is_safe_between_items_of_one_list(text: str, is_safe: bool) -> None:
    (found,) = lint(text, RULE)
    assert found.fix is not None
    assert found.fix.safe is is_safe


def test_lines_without_links_outside_of_lists_are_a_warning() -> None:
    (found,) = lint("1、Walks\n2、Swims\n", RULE)
    assert found.severity == "warning"
    assert found.message == f"{LINES} `2、` does not begin a list item"
    (found,) = lint(f"1、{A}\n2、{B}\n", RULE)
    assert found.severity == "error"


def test_no_fix_in_a_quote() -> None:
    (found,) = lint(f"> - {A}\n> -{B}\n", RULE)
    assert found.message == f"{TAIL} no space follows `-`"
    assert found.fix is None


@pytest.mark.parametrize(
    ("text", "severity", "indented"),
    [
        (
            f"1. {A}\n  - {B}\n  - {C}\n1. {A}\n",
            "warning",
            f"1. {A}\n   - {B}\n   - {C}\n1. {A}\n",
        ),
        (f"1. {A}\n  - {B}\n2. {C}\n", "info", f"1. {A}\n   - {B}\n2. {C}\n"),
        (f"10. {A}\n   - {B}\n11. {C}\n", "info", f"10. {A}\n    - {B}\n11. {C}\n"),
        (
            f"1. {A}\n - {B}\n     more\n   - {C}\n",
            "info",
            f"1. {A}\n   - {B}\n       more\n     - {C}\n",
        ),
    ],
)
def test_list_with_too_little_indentation(text: str, severity: str, indented: str) -> None:
    (found,) = lint(text, RULE)
    assert found.severity == severity
    assert found.message.startswith("GitHub shows this list below the numbered item instead of")
    assert corrected(text, RULE) == indented
    assert html(text).count("<ol") + html(text).count("<ul") > html(indented).count("<ol")
    assert html(indented).count("<ol") == 1
    assert "<li>" in html(indented).split("example.org/")[1]


@pytest.mark.parametrize(
    "text",
    [
        f"- {A} walks\n  – slowly, on ice\n",
        f"- {A} walks in\n  2019. It also swims.\n",
        f"- {A}  \n  • walks\n",
        "Robots walk and\n-swim-\n",
        "Built in\n2019. It walks.\n",
        "a +\n-b\n",
        f"[x]: https://example.org\n\n{A}\n· {B}\n",
        f"- {A}\n- {B}\n",
        f"1. {A}\n2. {B}\n",
        f"{A}\n1. {B}\n",
        f"- {A}\n*walks* on ice\n",
        "```\n- a\n-[b](c)\n```\n",
        f"| a |\n|---|\n| • {A} |\n",
        "1.32 s\n2.58 s\n3.10 s\n",
        f"1. {A}\n  1. {B}\n",
        f"- {A}\n - {B}\n",
        "$$\na\n-b\n$$\n",
    ],
)
def test_other_text_is_not_reported(text: str) -> None:
    assert messages(text, RULE) == []


def test_entries_are_those_of_the_list_after_the_fix() -> None:
    text = f"# List\n\n- {A} - Walks.\n-{B} - Swims.\n- {C} - Flies.\n"
    assert len(parse(text).entries) == 2
    assert len(parse(corrected(text, RULE)).entries) == 3


ENTRY = (
    "**Anna**  \n*B. Berta*  \n[Paper](https://example.org/a)  \n[Code](https://example.org/b)\n\n"
)


def test_line_break_that_the_other_lines_have() -> None:
    text = ENTRY * 4 + ENTRY.replace("Berta*  ", "Berta*")
    (found,) = lint(text, RULE)
    assert found.severity == "warning"
    assert found.message == (
        "GitHub joins this line and `[Paper](https://example.org/a)` below it: no line break ends"
        " it, unlike 14 other lines"
    )
    assert found.help == "Write two spaces at the end of the line"
    assert html(text).count("<br />") == 14
    assert corrected(text, RULE) == ENTRY * 5


def test_a_number_that_the_other_lines_have_after_a_break_is_no_item() -> None:
    text = "**Walker**  \n1）步行  \n2）游泳  \n3）飞行  \n[Code](https://example.org/b)\n\n" * 3
    wrong = text.replace("步行  ", "步行", 1)
    assert messages(wrong, RULE) == [
        (
            "2:1 GitHub joins this line and `2）游泳` below it: no line break ends it, unlike 11"
            " other lines"
        )
    ]
    assert corrected(wrong, RULE) == text


@pytest.mark.parametrize(
    "text",
    [
        ENTRY * 2 + ENTRY.replace("Berta*  ", "Berta*"),
        ENTRY * 3 + ENTRY.replace("Berta*  ", "Berta*") * 2,
        ENTRY * 4 + ENTRY.replace("Berta*  ", "Berta\nand others*  "),
        ENTRY * 4 + "[Badge](https://example.org/a)\n[Badge](https://example.org/b)\n",
    ],
    ids=["too few", "not a habit", "the rest of a sentence", "a block without line breaks"],
)
def test_lines_that_need_no_break(text: str) -> None:
    assert messages(text, RULE) == []


def test_space_after_the_backslash_of_a_line_break() -> None:
    text = ENTRY.replace("  \n", " \\\n") * 5
    wrong = text.replace("Berta* \\\n", "Berta* \\ \n", 1)
    assert messages(wrong, RULE) == [
        (
            "2:1 GitHub joins this line and"
            " `[Paper](https://example.org/a) \\` below it: the space after"
            " `\\` makes it a character, unlike 14 other lines"
        )
    ]
    assert html(wrong).count("<br />") == 14
    assert corrected(wrong, RULE) == text


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (f"- {A} - Walks.\n{B} - Swims.\n- {C} - Flies.\n", 3),
        (f"* {A}: Walks.\n  * **{B}**: Swims.\n  **{C}**: Flies.\n", 3),
    ],
)
def test_entry_without_a_marker(text: str, items: int) -> None:
    assert [message.split(" ", 1)[1] for message in messages(text, RULE)] == [
        f"{TAIL} no `{text[0]}` begins it"
    ]
    assert html(text).count("<li>") == items - 1
    assert html(corrected(text, RULE)).count("<li>") == items


@pytest.mark.parametrize(
    "text",
    [
        f"- {A} - Walks, and\n{B} - Swims.\n",
        f"- {A} - Walks.  \n{B} - Swims.\n",
        f"- {A} - Walks.\n{B} and others.\n",
        f"- {A} - Walks.\n[Paper](https://example.org/p) - At a meeting.\n",
        f"- Walks.\n{B} - Swims.\n",
        f"- Robots\n\n  {A} - Walks.\n  {B} - Swims.\n",
    ],
)
def test_line_that_needs_no_marker(text: str) -> None:
    assert messages(text, RULE) == []


def test_indented_entry_without_a_marker_may_be_intended() -> None:
    text = f"+ {A} — Walks.\n  {B} — Swims.\n"
    (finding,) = lint(text)
    assert finding.severity == "warning"
    assert finding.fix
    assert not finding.fix.safe
    assert corrected(text, RULE, unsafe=True) == f"+ {A} — Walks.\n+ {B} — Swims.\n"


def test_entry_without_a_number_has_no_fix() -> None:
    (finding,) = lint(f"1. {A} - Walks.\n{B} - Swims.\n")
    assert (finding.help, finding.fix) == ("Write `1.` and a space", None)
