"""Rules on tables and lists written in HTML: findings as in Markdown, and fixes that keep HTML."""

from __future__ import annotations

import pytest

from linting import corrected, lint, messages

HEAD = "<table>\n<tr><th>Title</th><th>Venue</th><th>Link</th></tr>\n"


def row(title: str, venue: str, number: str, *, link: str = "Paper") -> str:
    url = f"https://arxiv.org/abs/{number}"
    return f'<tr>\n<td>{title}</td>\n<td>{venue}</td>\n<td><a href="{url}">{link}</a></td>\n</tr>\n'


ICE = row("Walking Robots on Slippery Ice", "ICRA 2024", "2401.01234")
SEA = row("Swimming Robots under Thick Ice", "RSS 2024", "2402.04321")
AIR = row("Flying Robots over Thin Ice", "IROS 2024", "2403.04321")


def test_an_exact_duplicate_goes_as_a_whole_element() -> None:
    assert corrected(f"{HEAD}{ICE}{SEA}{ICE}</table>\n", "duplicate-row", unsafe=True) == (
        f"{HEAD}{ICE}{SEA}</table>\n"
    )
    item = '<li><a href="https://x.org/1">Ice</a> - Cold.</li>\n'
    other = '<li><a href="https://x.org/2">Snow</a> - White.</li>\n'
    assert corrected(f"<ul>\n{item}{other}{item}</ul>\n", "duplicate-row", unsafe=True) == (
        f"<ul>\n{item}{other}</ul>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ICE.replace("\n", "") + ICE.replace("\n", "") + "</table>\n",
        HEAD + ICE + ICE + SEA.replace("<td>RSS", "<td rowspan=2>RSS") + "</table>\n",
        HEAD + ICE + SEA + ICE.replace("</tr>\n", "</tr><tr><td>x</td></tr>\n") + "</table>\n",
    ],
    ids=["one line", "spanned rows", "shared line"],
)
def test_a_duplicate_that_shares_lines_or_cells_stays(text: str) -> None:
    assert len(lint(text, "duplicate-row")) == 1
    assert corrected(text, "duplicate-row", unsafe=True) == text


def test_rows_that_could_be_merged_stay() -> None:
    text = HEAD + ICE + ICE.replace("ICRA 2024", "") + "</table>\n"
    (finding,) = lint(text, "duplicate-entry")
    assert finding.message.startswith("`Walking Robots on Slippery Ice` is a duplicate of line 3")
    assert finding.fix is None


SORTED = "rules: {sort-order: {by: title}}"


def test_rows_are_sorted_as_whole_elements() -> None:
    text = f"{HEAD}{ICE}{SEA}{AIR}</table>\n"
    after = corrected(text, "sort-order", config=SORTED, unsafe=True)
    assert after == f"{HEAD}{AIR}{SEA}{ICE}</table>\n"


@pytest.mark.parametrize(
    "text",
    [
        (HEAD + ICE + SEA + AIR + "</table>\n").replace("</tr>\n<tr>", "\n<tr>"),
        HEAD + ICE.replace("<td>ICRA", "<td rowspan=3>ICRA") + SEA + AIR + "</table>\n",
        "<p>\n"
        + "<br>\n".join(
            f'<a href="https://x.org/{name}">{name} on very thick ice</a> [<a href="u">code</a>]'
            for name in ("Sleds", "Boats", "Cars")
        )
        + "\n</p>\n",
    ],
    ids=["unclosed", "spanned rows", "lines"],
)
def test_parts_of_elements_are_not_sorted(text: str) -> None:
    assert lint(text, "sort-order", config=SORTED)
    assert corrected(text, "sort-order", config=SORTED, unsafe=True) == text


def test_fixes_inside_a_cell_replace_only_the_text() -> None:
    wrong = row("Digging Robots in Deep Snow", "<i>Avrxi</i>&nbsp;2024", "2404.04321")
    text = f"{HEAD}{ICE}{SEA}{wrong}</table>\n".replace("abs/2402", "pdf/2402")
    assert messages(text, "venue-typo") == [
        "15:8 `Avrxi` is a misspelling of `arXiv`: a search for the venue misses this entry"
    ]
    expected = text.replace("Avrxi", "arXiv")
    assert corrected(text, "venue-typo", unsafe=True) == expected


def test_values_of_html_columns_are_compared() -> None:
    cells = ["Glacier"] * 5 + ["Glacire"]
    rows = "".join(
        f"<tr>\n<td>Robot {index}</td>\n<td>{name}</td>\n</tr>\n"
        for index, name in enumerate(cells)
    )
    text = f"<table>\n<tr><th>Title</th><th>Data</th></tr>\n{rows}</table>\n"
    (finding,) = lint(text, "column-value-typo")
    assert finding.span.line == 25
    assert finding.message == (
        "`Glacire` occurs only once and may be a typo of `Glacier` (5 other rows of this column):"
        " a search for `Glacier` misses this row"
    )


def test_rows_below_an_html_table_are_not_rows_of_it() -> None:
    below = "| [Walker](https://x.org/1) | ICRA 2024 | a |\n"
    assert messages(f"{HEAD}{ICE}</table>\n\n{below}", "table-not-rendered") == messages(
        below, "table-not-rendered"
    )


PLAIN = "<tr><td>a</td><td>b</td><td>c</td></tr>\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + PLAIN * 2 + "<tr><td>a</td><td>b</td></tr>\n</table>\n",
        HEAD + PLAIN * 3 + "<tr><td>a</td><td>b</td></tr>\n" * 2 + "</table>\n",
        HEAD + PLAIN * 3 + "<tr><td><b>Group</b></td></tr>\n</table>\n",
        HEAD + PLAIN * 3 + "<tr><td colspan=2>a</td><td>b</td></tr>\n</table>\n",
        HEAD + PLAIN * 3 + "<tr><td>a</td><td>b</td><td>c</td><td></td></tr>\n</table>\n",
        "<table>\n" + PLAIN * 3 + "<tr><td>a</td><td>b</td></tr>\n</table>\n",
        HEAD + "<tr><td rowspan=2>a</td><td>b</td><td>c</td></tr><tr><td>b<td>c</tr>\n</table>\n",
    ],
    ids=["short", "irregular", "group", "colspan", "empty", "no header", "rowspan"],
)
def test_column_counts_that_are_not_reported(text: str) -> None:
    assert lint(text, "table-column-count") == ()


def test_a_shifted_cell_in_html_is_an_error_without_fix() -> None:
    shifted = '<tr><td>x</td><td><a href="https://x.org/1">Link</a></td></tr>\n'
    (finding,) = lint(HEAD + PLAIN * 3 + shifted + "</table>\n", "table-column-count")
    assert finding.message == "2 cells for 3 columns: `Link` is under `Venue` instead of `Link`"
    assert (finding.help, finding.severity, finding.fix) == (
        "Put 1 empty cell (`<td></td>`) before it",
        "error",
        None,
    )


def test_people_in_a_grid_are_not_entries() -> None:
    person = (
        '<td><a href="https://github.com/ada"><img src="https://x.org/a.png"><br><b>Ada</b></a><br>'
        '<a href="https://github.com/o/r/commits?author=ada" title="Code">*</a></td>'
    )
    text = "<table>\n" + f"<tr>{person * 5}</tr>\n" * 4 + "</table>\n"
    assert lint(text, "duplicate-*", "identity-conflict", "venue-*") == ()
