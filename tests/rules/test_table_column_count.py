"""table-column-count, beyond the examples of its page."""

import pytest

from linting import fixed, lint, messages
from rendering import html

HEADER = "| Paper | Venue | Link |\n|:--|:--|:--|\n"


def say(row: str, header: str = HEADER) -> list[str]:
    return messages(f"{header}{row}\n", "table-column-count")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "| A | B | C | D | E | F | G |",
            "3:15 7 cells for 3 columns: GitHub drops `D`, `E`, `F` and `G`",
        ),
        (
            "| A | B | C | D | E | F | G | H |",
            "3:15 8 cells for 3 columns: GitHub drops `D`, `E`, `F` and 2 more",
        ),
        (
            "| A | B | | [Link](https://x.org) |",
            (
                "3:13 4 cells for 3 columns: GitHub drops `[Link](https://x.org)`, "
                "which the empty cell under `Link` pushes out of the table"
            ),
        ),
        (
            "| A | B | C | | |",
            "3:12 5 cells for 3 columns: the row ends with 2 extra empty cells, which GitHub drops",
        ),
        (
            "| `a|b` | B | C |",
            (
                "3:5 4 cells for 3 columns: unescaped `|` in a code span splits the cell; GitHub"
                " drops `C`"
            ),
        ),
        (
            "| ``a`|`b`` | B | C |",
            (
                "3:7 4 cells for 3 columns: unescaped `|` in a code span splits the cell; GitHub"
                " drops `C`"
            ),
        ),
        (
            "| $|x|$ | B | C |",
            (
                "3:4 5 cells for 3 columns: unescaped `|` in math splits the cell; "
                "GitHub drops `B` and `C`"
            ),
        ),
        (
            "| [Ice | Snow](https://x.org) | B | C |",
            (
                "3:8 4 cells for 3 columns: unescaped `|` in a link text splits the cell; "
                "GitHub drops `C`"
            ),
        ),
        (
            "| [Ice | Snow](https://x.org) | B | |",
            (
                "3:8 4 cells for 3 columns: unescaped `|` in a link text splits the cell; "
                "GitHub does not render the link"
            ),
        ),
        ("| A |", "3:3 1 cell for 3 columns: no cell for `Venue` and `Link`"),
        ("| A | |", "3:1 2 cells for 3 columns: no cell for `Link`"),
        ("A line", "3:1 Text right below a table: GitHub renders this line as a row of the table"),
        ("A \\| B", "3:1 Text right below a table: GitHub renders this line as a row of the table"),
    ],
)
def test_message(row: str, message: str) -> None:
    assert say(row) == [message]


@pytest.mark.parametrize(
    "row",
    [
        "| A | B | C |",
        "A | B | C",
        "| A \\| a | B | C |",
        "| `a\\|b` | B | C |",
        "| **New** |",
        "| __New__ |",
        "| A | B | C | <!-- a note --> |",
        "| A | B | C | [//]: # added in May",
        "",
    ],
)
def test_silence(row: str) -> None:
    assert say(row) == []


def test_pipe_between_two_code_spans_is_no_pipe_in_code() -> None:
    (message,) = say("| `a` | `b` | `c` | `d` |")
    assert message == "3:21 4 cells for 3 columns: GitHub drops `` `d` ``".replace(
        "`` `d` ``", "`'d'`"
    )


def test_headers_without_a_name() -> None:
    (message,) = say("| A |", "| | |\n|-|-|\n")
    assert message == "3:3 1 cell for 2 columns: the last columns stay empty"


def test_cell_under_a_header_of_its_own_name_is_where_it_belongs() -> None:
    header = "| Name | Paper | Code |\n|-|-|-|\n"
    assert say("| A | [Paper](https://x.org) |", header) == [
        "3:7 2 cells for 3 columns: no cell for `Code`"
    ]


def test_the_renderer_drops_what_the_message_names() -> None:
    text = f"{HEADER}| A | B | C | LOST |\n"
    assert messages(text, "table-column-count") == [
        "3:15 4 cells for 3 columns: GitHub drops `LOST`"
    ]
    assert "LOST" not in html(text)


@pytest.mark.parametrize("row", ["| `a|b` | B | C |", "| $|x|$ | B | C |", "| A | B | C | |"])
def test_the_fix_restores_every_cell(row: str) -> None:
    text = f"{HEADER}{row}\n"
    corrected = fixed(text, lint(text, "table-column-count"))
    assert lint(corrected, "table-column-count") == ()
    assert "<td>C</td>" in html(corrected).replace(' align="left"', "")
    assert corrected.replace("\\|", "|").rstrip(" |\n") == text.rstrip(" |\n")


def test_last_row_of_a_grid_of_links_to_sections() -> None:
    grid = "| Contents | | |\n|--|--|--|\n| [Ice](#ice) | [Snow](#snow) | [Hail](#hail) |\n"
    assert messages(grid + "| [Rain](#rain) |\n", "table-column-count") == []
    assert len(messages(grid + "| [Rain](https://example.org) |\n", "table-column-count")) == 1


def test_a_placeholder_that_is_dropped_is_for_the_record() -> None:
    (found,) = lint("| a | b |\n|--|--|\n| ice | snow | - |\n", "table-column-count")
    assert (found.severity, found.message) == ("info", "3 cells for 2 columns: GitHub drops `-`")


@pytest.mark.parametrize(
    ("short", "whole", "severity"),
    [(9, 0, "warning"), (10, 30, "info"), (10, 31, "warning"), (20, 40, "info")],
)
def test_cells_that_a_table_leaves_out_as_a_habit(short: int, whole: int, severity: str) -> None:
    text = HEADER + "| A | B | C |\n" * whole + "| A | B |\n" * short
    found = lint(text, "table-column-count")
    assert [(finding.message, finding.severity) for finding in found] == [
        ("2 cells for 3 columns: no cell for `Link`", severity)
    ] * short


@pytest.mark.parametrize(
    ("whole", "empty", "severity"),
    [(2, 0, "warning"), (6, 1, "warning"), (5, 1, "info"), (3, 2, "info")],
)
def test_cells_left_out_in_a_column_that_is_often_empty(
    whole: int, empty: int, severity: str
) -> None:
    text = HEADER + "| A | B | C |\n" * whole + "| A | B | - |\n" * empty + "| A | B |\n"
    (found,) = lint(text, "table-column-count")
    assert found.message == "2 cells for 3 columns: no cell for `Link`"
    assert found.severity == severity
    (both,) = lint(f"{text}\n".replace("| A | B |\n\n", "| A |\n"), "table-column-count")
    assert both.severity == "warning"  # the column before it is never empty


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ("| A | | C |", "info"),
        ("| A | - | C |", "info"),
        ("| A | B | C |", "warning"),
        ("| A | B | |", "warning"),
    ],
)
def test_a_row_that_leaves_another_cell_empty(row: str, severity: str) -> None:
    header = "| Robot | Paper | Code | Video |\n|:--|:--|:--|:--|\n"
    whole = "| A | B | C | D |\n" * 4
    some_empty = whole + "| A | | C | D |\n" * 3
    (found,) = lint(f"{header}{some_empty}{row}\n", "table-column-count")
    assert found.message == "3 cells for 4 columns: no cell for `Video`"
    assert found.severity == severity
    (found,) = lint(f"{header}{whole}{row}\n", "table-column-count")
    assert found.severity == "warning"  # no column is often empty


@pytest.mark.parametrize(
    ("rows", "severity"),
    [
        ("| A |\n| B |\n", "info"),
        ("| A |\n", "warning"),
        ("| A |\n| B | C |\n", "warning"),
        ("| A | B |\n| C | D |\n", "warning"),
    ],
)
def test_a_table_that_is_not_filled_in_yet(rows: str, severity: str) -> None:
    assert {found.severity for found in lint(HEADER + rows, "table-column-count")} == {severity}


def test_tables_with_the_same_columns_share_their_habits() -> None:
    often_empty = HEADER + "| A | B | - |\n" * 4 + "| A | B | []() |\n" * 4
    text = f"## 2023\n\n{HEADER}| A | B | C |\n| A | B | C |\n| A | B |\n\n## 2024\n\n"
    (found,) = lint(text + often_empty, "table-column-count")
    assert (found.message, found.severity) == ("2 cells for 3 columns: no cell for `Link`", "info")
    (found,) = lint(text + often_empty.replace("Link", "Code"), "table-column-count")
    assert found.severity == "warning"
    never_empty = HEADER + "| A | B | C |\n" * 40
    (found,) = lint(f"{often_empty}| A | B |\n\n## 2024\n\n{never_empty}", "table-column-count")
    assert found.severity == "info"


@pytest.mark.parametrize(
    ("row", "advice"),
    [
        (
            "| [Walker](https://x.org) - A robot. |",
            "Write `|` instead of the dash if the text after it belongs under `Notes`",
        ),
        ("| [Walker](https://x.org) |", "Add the missing cell, or an empty one (`| |`)"),
        ("| [Ice-Walker](https://x.org/a-b) |", "Add the missing cell, or an empty one (`| |`)"),
        ("| Walker - 2 |", "Add the missing cell, or an empty one (`| |`)"),
    ],
)
def test_a_description_after_a_dash_in_the_cell_of_the_link(row: str, advice: str) -> None:
    (found,) = lint(f"| Name | Notes |\n|:--|:--|\n{row}\n", "table-column-count")
    assert found.help == advice
    assert (found.fix is None) == advice.startswith("Write")


def test_remarks_after_a_dash_in_other_rows_of_the_column() -> None:
    text = "| Tool | Game | Kite |\n|:--|:--|:--|\n| A | [B](https://b.org) - Maps | C |\n"
    (found,) = lint(f"{text}| D | [E](https://e.org) - Songs |\n", "table-column-count")
    assert found.help == "Add the missing cell, or an empty one (`| |`)"
    (found,) = lint(
        f"{text.replace(' - Maps', '')}| D | [E](https://e.org) - Songs |\n", "table-column-count"
    )
    assert found.help == "Write `|` instead of the dash if the text after it belongs under `Kite`"


def test_habit_excuses_no_dropped_cell() -> None:
    text = HEADER + "| A | B |\n" * 10 + "| A | B | C | D |\n"
    assert [finding.severity for finding in lint(text, "table-column-count")] == [
        *["info"] * 10,
        "error",
    ]


PAIRS = "| Tool | Language | Tool | Language | Tool | Language |\n" + "|-" * 6 + "|\n"


@pytest.mark.parametrize(
    ("header", "row", "count"),
    [
        (PAIRS, "| Ice | C |", 0),
        (PAIRS, "| Ice | C | Snow | Go |", 0),
        (PAIRS, "| Ice | C | Snow |", 1),
        (PAIRS, "Ice", 1),
        (PAIRS.replace("Language |\n", "Licence |\n"), "| Ice | C |", 1),
        ("| Tool | Tool | Tool |\n|-|-|-|\n", "| Ice |", 1),
        ("| | | | |\n|-|-|-|-|\n", "| Ice | C |", 1),
    ],
)
def test_rows_of_paired_columns(header: str, row: str, count: int) -> None:
    full = "| a " * header.count("|-") + "|\n"
    assert len(messages(f"{header}{full}{row}\n", "table-column-count")) == count


def test_the_generated_list_of_contributors_is_skipped() -> None:
    table = "| [Ada](https://a.example) | [Bo](https://b.example) |\n|:-:|:-:|\n| Cy |\n"
    start = "<!-- ALL-CONTRIBUTORS-LIST:START -->\n<!-- prettier-ignore-start -->\n"
    end = "<!-- ALL-CONTRIBUTORS-LIST:END -->\n"
    assert messages(f"{start}{table}{end}", "table-column-count") == []
    assert messages(f"{start}{end}\n{table}", "table-column-count") == [
        "7:3 1 cell for 2 columns: no cell for `Bo`"
    ]
