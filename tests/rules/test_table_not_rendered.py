"""Tables that are not rendered, as confirmed by GitHub's own renderer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linting import fixed, lint, messages, parse
from rendering import Rendered, html

RULE = "table-not-rendered"
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"
SEPARATED = "this row: a blank line separates it from the table above"
COUNT = "this table: the header has 2 cells, the delimiter row"
HTML = "it is inside an HTML block, since no blank line follows"
CONTINUES = "this table: without a blank line, it continues the list item or quote above"
CELLS = "is not `---`, `:--`, `:-:` or `--:`"
LINK = "[x](https://x.org/1)"

# The source, the position and message, the number of rows that GitHub renders, and that after the
# fix, if there is one.
CASES = [
    (TABLE + "\n| 3 | 4 |\n", f"5:1 {SEPARATED}", 2, 3),
    (TABLE + "\n3 | 4\n", None, 2, None),
    ("a | b\n--|--\n1 | 2\n\n| 3 | 4\n", f"5:1 {SEPARATED}", 2, 3),
    (
        TABLE + "\n\n| 3 | 4 |\n\n| 5 | 6 |\n| 7 | 8 |\n",
        "6:1 these 3 rows: a blank line separates them from the table above",
        2,
        5,
    ),
    (
        TABLE + "\n| 3 | 4 |\n<!-- x -->\n| 5 | 6 |\n",
        "5:1 these 2 rows: a blank line separates them from the table above",
        2,
        None,
    ),
    (
        "- x\n\n  | a | b |\n  |---|---|\n\n| 1 | 2 |\n",
        f"6:1 {SEPARATED}",
        1,
        None,
    ),
    (
        TABLE + "<!-- x -->\n| 3 | 4 |\n",
        "5:1 this row: `<!-- x -->` on a line of its own ends the table above",
        2,
        None,
    ),
    (
        TABLE + "<br>\n| 3 | 4 |\n",
        "5:1 this row: `<br>` on a line of its own ends the table above",
        2,
        None,
    ),
    ("| a |\n|--|\n\n| b |\n", f"4:1 {SEPARATED}", 1, 2),
    (
        "| a | b | c |\n|:--|---|\n| 1 | 2 | 3 |\n",
        "1:1 this table: the header has 3 cells, the delimiter row 2",
        0,
        2,
    ),
    (
        "| a | b |\n|---|--:|---|\n| 1 | 2 |\n",
        f"1:1 {COUNT} 3",
        0,
        2,
    ),
    (
        "| a | b |\n|---|---|---|\n| 1 | 2 | 3 |\n",
        f"1:1 {COUNT} 3",
        0,
        None,
    ),
    ("| a | b |\n|:--:--:|\n| 1 | 2 |\n", f"1:1 {COUNT} 1", 0, 2),
    ("| a | b |\n|—|—|\n| 1 | 2 |\n", f"1:1 this table: `—` in the delimiter row {CELLS}", 0, 2),
    ("| a | b |\n|:- -:|---|\n", f"1:1 this table: `:- -:` in the delimiter row {CELLS}", 0, 1),
    ("a | b\n== | ==\n1 | 2\n", f"1:1 this table: `==` in the delimiter row {CELLS}", 0, 2),
    ("| a | b |\n|--;|---|\n", f"1:1 this table: `--;` in the delimiter row {CELLS}", 0, 1),
    (
        "| a | b | c |\n|---||---|\n| 1 | 2 | 3 |\n",
        "1:1 this table: a cell of the delimiter row is empty",
        0,
        2,
    ),
    ("| a | b |\n| 1 | 2 |\n", "1:1 this table: it has no delimiter row", 0, None),
    (
        "x\n\n|---|---|\n| 1 | 2 |\n",
        "3:1 this table: the delimiter row has no header above it",
        0,
        None,
    ),
    (
        "| a | b |\n\n|---|---|\n| 1 | 2 |\n",
        "1:1 this table: a blank line separates the header from the delimiter row",
        0,
        2,
    ),
    (
        "| a | b |\n\n|---|---|\n\n| 1 | 2 |\n\n| 3 | 4 |\n",
        "1:1 this table: a blank line separates the header from the delimiter row",
        0,
        3,
    ),
    (
        "| a | b |\n<!-- x -->\n|---|---|\n| 1 | 2 |\n",
        "1:1 this table: the delimiter row is not right below the header",
        0,
        None,
    ),
    (
        "| a | b |\n\n|—|—|\n| 1 | 2 |\n",
        "1:1 this table: the delimiter row is not right below the header",
        0,
        None,
    ),
    (
        "- x\n" + TABLE,
        f"2:1 {CONTINUES}",
        0,
        2,
    ),
    (
        "> x\n" + TABLE,
        f"2:1 {CONTINUES}",
        0,
        2,
    ),
    (
        "> - x\n> | a | b |\n> |---|---|\n",
        f"2:3 {CONTINUES}",
        0,
        None,
    ),
    (
        "| a | b |\n---\n| 1 | 2 |\n",
        "1:1 this table: `---` turns the line above into a heading",
        0,
        2,
    ),
    (
        "| a | b |\n     |---|---|\n| 1 | 2 |\n",
        "1:1 this table: the delimiter row is indented like code",
        0,
        2,
    ),
    (
        "<details>\n" + TABLE + "</details>\n",
        f"2:1 this table: {HTML} `<details>`",
        0,
        2,
    ),
    (
        "<p>\n| a | b | c |\n|---|---|\n</p>\n",
        f"2:1 this table: {HTML} `<p>`",
        0,
        None,
    ),
    (
        "<p>\n    | a | b |\n    |---|---|\n</p>\n",
        f"2:5 this table: {HTML} `<p>`",
        0,
        None,
    ),
    (
        "<b>x</b> | a\n---|---\n1 | 2\n",
        None,
        2,
        None,
    ),
    (
        "<div>x | a\n---|---\n1 | 2\n</div>\n",
        "1:1 this table: it is inside an HTML block, where Markdown is not parsed",
        0,
        None,
    ),
    (
        f"x\n\n    | a | b |\n    |---|---|\n    | {LINK} | y |\n",
        "3:5 this table: indented by four spaces, it is a code block",
        0,
        None,
    ),
]


@pytest.mark.parametrize(("text", "expected", "rows", "wanted"), CASES)
def test_case(text: str, expected: str | None, rows: int, wanted: int | None) -> None:
    found = lint(text, RULE)
    assert Rendered(text, raw_html=False).tags["tr"] == rows
    if expected is None:
        assert found == ()
        return
    (each,) = found
    place, _, rest = expected.partition(" ")
    what, _, why = rest.partition(": ")
    assert each.message == f"GitHub renders {what} as text: {why}"
    assert f"{each.span.line}:{each.span.column}" == place
    assert each.severity == "error"
    # No rendered table shows a pipe.
    assert "|" in html(text)
    if wanted is None:
        assert each.fix is None
    else:
        corrected = fixed(text, found)
        assert Rendered(corrected, raw_html=False).tags["tr"] == wanted
        assert messages(corrected, RULE) == []


@pytest.mark.parametrize(
    ("text", "advice", "related"),
    [
        ("| a | b |\n|---|---|---|\n| 1 | 2 | 3 |\n", "Give the header 3 cells", [2]),
        ("| a | b |\n|:--|\n", "Write `|:--|---|` as the delimiter row", [2]),
        ("| a | b |\n|:—|—:|\n", "Write `|:---|---:|` as the delimiter row", [2]),
        ("| a | b |\n|:|—:|\n", "Write `|:---|---:|` as the delimiter row", [2]),
        ("| a | b |\n| 1 | 2 |\n", "Write `|---|---|` below the header", []),
        (TABLE + "<!-- x -->\n| 3 | 4 |\n", "Move it into a cell, or above the table", [4]),
        ("| a | b |\n---\n| 1 | 2 |\n", "Write `|---|---|` instead", [2]),
    ],
)
def test_what_to_do(text: str, advice: str, related: list[int]) -> None:
    (found,) = lint(text, RULE)
    assert found.help == advice
    assert [each.span.line for each in found.related] == related


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "text\n" + TABLE,
        f"{TABLE}\ntext | a\n",
        f"{TABLE}\n| {LINK} |\n",
        f"{TABLE}\n| [a](#a) | [b](#b) | [c](#c) |\n",
        f"{TABLE}\ntext\n\n| 3 | 4 |\n",
        f"<!--\n{TABLE}-->\n",
        f"<!--\n{TABLE}",
        f"text <!--\n{TABLE}--> text\n",
        f"<div>\n<!-- x\n{TABLE}-->\n</div>\n",
        f"<pre>\n{TABLE}</pre>\n",
        f"<div><code>\n{TABLE}</code></div>\n",
        f"```\n{TABLE}```\n",
        "| [a](#a) | [b](#b) |\n| [c](#c) | [d](#d) |\n",
        "| [![a](b.svg)](c) | <a href='d'>e</a> |\n| [f][g] | <img src='h'> |\n",
        "| [a](#a) | [b](#b) |\n",
        "| x |\n| y |\n",
        "| a | b |\n| c |\n",
        "|x - y| is | less\n| a | b\n",
        "a | b\nc | d\n",
        "x | y\n---\n",
        "| a | b |\n---\ntext\n",
        "| a | b |\n---\n| 1 | 2 | 3 |\n",
        "# | a | b |\n| - | x |\n",
        "x\n== | ==\n",
        "<div>\n| a | b |\n</div>\n",
        "For example:\n\n    | a | b |\n    |---|---|\n    | [x](https://x.org/1) | y |\n",
        "x\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n",
        "x\n\n    a\n    | a | b |\n    |---|---|\n    | [x](https://x.org/1) | y |\n",
        "- [a](https://x.org/1) | [b](https://x.org/2)\n- [c](https://x.org/1) | [d](https://x.org/2)\n",
    ],
)  # fmt: skip
def test_silence(text: str) -> None:
    assert messages(text, RULE) == []


def test_rows_of_code_are_apart_from_rows_below_them() -> None:
    code = "    | a | b |\n    |--|--|\n    | c | d |\n\n"
    assert messages(f"{code}| e | f |\n|--|\n| g | h |\n", RULE) == [
        "5:1 GitHub renders this table as text: the header has 2 cells, the delimiter row 1"
    ]


def test_one_finding_for_each_block() -> None:
    text = f"{TABLE}\n| 3 | 4 |\n\ntext\n\n| a | b |\n|—|—|\n\n| c | d |\n| e | f |\n\n{TABLE}"
    assert messages(text, RULE) == [
        "5:1 GitHub renders this row as text: a blank line separates it from the table above",
        f"9:1 GitHub renders this table as text: `—` in the delimiter row {CELLS}",
    ]
    assert Rendered(text).tags["table"] == 2


@pytest.mark.parametrize(
    ("text", "place", "rows"),
    [
        (f"{TABLE}> | 3 | 4 |\n", "4:3", "this row as text: it is"),
        (
            "- | a | b |\n  |---|---|\n| 1 | 2 |\n| 3 | 4 |\n",
            "3:1",
            "these 2 rows as text: they are",
        ),
    ],
)
def test_row_right_below_a_table_in_another_block(text: str, place: str, rows: str) -> None:
    assert messages(text, RULE) == [
        f"{place} GitHub renders {rows} not in the same item or quote as the table above"
    ]
    assert all(found.fix is None for found in lint(text, RULE))


FULL_WIDTH = "this table as text: the full-width `｜` does not separate cells"


@pytest.mark.parametrize(
    ("text", "place", "after"),
    [
        (f"｜a｜b｜\n｜--｜--｜\n｜c｜{LINK}｜\n", "1:1", 2),
        ("a｜b\n:-:｜--\nc｜d\n", "1:1", 2),
        ("｜a｜b｜\n|--|--|\n| c | d |\n", "1:1", 2),
        ("| a | b |\n｜-｜-｜\n| c | d｜e |\n", "1:1", 2),
        ("text\n\n> ｜ a ｜ b ｜\n> ｜ -- ｜ -- ｜\n> ｜ c ｜ d ｜\n", "3:3", 2),
        (TABLE + "\n｜a｜b｜\n｜--｜--｜\n｜c｜d｜\n", "5:1", 4),
        ("text\n｜a｜b｜\n｜--｜--｜\n", "2:1", 1),
    ],
)
def test_full_width_pipes(text: str, place: str, after: int) -> None:
    found = lint(text, RULE)
    assert messages(text, RULE) == [f"{place} GitHub renders {FULL_WIDTH}"]
    assert found[0].help == "Write `|` in place of `｜`"
    assert Rendered(text).tags["tr"] < after
    assert found[0].fix
    assert (found[0].fix.safe, found[0].fix.drops) == (True, ())
    assert Rendered(fixed(text, found)).tags["tr"] == after
    assert fixed(text, found).count("｜") == text.count("d｜e")
    assert lint(fixed(text, found), RULE) == ()


@pytest.mark.parametrize(
    "text",
    [
        "中文｜English｜日本語\n",
        "[中文](zh.md)｜[English](en.md)\n\n｜a｜b｜\n｜c｜d｜\n｜e｜f｜\n",
        "a｜b\n—｜—\n",
        "a｜b\n------\nc｜d\n",
        "```\n｜a｜b｜\n｜--｜--｜\n```\n",
        "| a ｜ b | c |\n|--|--|\n| ｜ | ｜ |\n",
    ],
)
def test_full_width_pipes_in_text(text: str) -> None:
    assert messages(text, RULE) == []


def test_a_table_with_full_width_pipes_and_too_few_delimiters_has_no_fix() -> None:
    (found,) = lint("｜a｜b｜\n｜--｜\n｜c｜d｜\n", RULE)
    assert found.message == f"GitHub renders {FULL_WIDTH}"
    assert found.fix is None


def test_stray_rows_slice_back() -> None:
    document = parse("> - x\n>   | a |  b |\n>   |--|\n\n\t| c | d |\n\t|--|--|\n")
    (stray, other) = document.unrendered_rows
    assert (stray.block, other.block) == ("paragraph", "code")
    assert [document.slice(cell.span) for row in stray.rows for cell in row.cells] == [
        "a", "b", "--"
    ]  # fmt: skip
    assert document.slice(stray.rows[0].span) == "| a |  b |"


LINES = st.sampled_from(
    "| a | b |;|---|---|;|—|—|;;---;<br>;<p>;</p>;<!-- x -->;- x;> y;    | c | d |;| f |;|;text"
    ";| [x](https://x.org/1) | e |;<pre>;  | g | h |".split(";")
)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_what_is_reported_is_no_table(text: str) -> None:
    shown = {
        line
        for table in parse(text).tables
        for line in range(table.span.line, table.span.end_line + 1)
    }
    for found in lint(text, RULE):
        assert found.span.line not in shown
