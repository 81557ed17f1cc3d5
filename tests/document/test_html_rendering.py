"""The tables of a Document in comparison with those that a browser shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from document_checks import assert_spans_slice_back
from dom import dom_tables, read_tables
from effort import times
from linting import parse


def assert_tables_as_shown(text: str) -> None:
    document = parse(text)
    assert read_tables(document) == dom_tables(text)
    assert_spans_slice_back(document)


def test_tables_of_real_lists_are_those_that_browsers_show(lists: Path) -> None:
    paths = [*sorted(lists.glob("corpus/*.md")), lists / "seed" / "README.md"]
    assert len(paths) > 10
    assert sum(len(dom_tables(path.read_text(encoding="utf-8"))) for path in paths) > 50
    for path in paths:
        text = path.read_text(encoding="utf-8").removeprefix("\ufeff")
        assert read_tables(parse(text)) == dom_tables(text), path.name


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><th>A</th><td>b<tr><td>c</table>\n\n|d|e|\n|-|-|\n|f|\n|g|h|i|\n",
        "<table>\n<tr><td>\n\n|a|b|\n|-|-|\n|c|d|\n\n</td><td>e</td></tr>\n</table>\n",
        "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td><td>d</td></tr></table>\n",
        "<table><thead><tr><th rowspan=3>A<th colspan=2>B<tr><th>C<th>D</thead><tr><td>e</table>\n",
        "<table><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e</table>\n",
        "<table><tr><td colspan=+2>a<td colspan='3x'>b<td colspan=x>c<td colspan=0>d</table>\n",
        "- <table><tr><td>a</td></tr></table>\n- > <table>\n  > <tr><td>b\n  > </table>\n",
        "<table><tr><td>&lt;a&gt;&nbsp;&amp;b</td></tr><tr><td>&copy &#65;</td></tr></table>\n",
        "<table>\n<tr>\n<td>\n\n# Ice\n\n- *cold*\n  <b>hard</b>\n\n</td>\n</tr>\n</table>\n",
        "<table>\n<tr>\n\n<td>*a*</td>\n\n<td>\n\n*b* <https://x.org> [c](d)</td></tr></table>\n",
        "<center>\n<table><tr><td><a href=a>b</a><img src=c alt=d></td></tr></table></center>\n",
    ],
)
def test_tables_are_those_that_browsers_show(text: str) -> None:
    assert_tables_as_shown(text)


BETWEEN = st.sampled_from(["", "", "", " ", "\n", "\n", "\n  ", "<!-- x -->", "\n\n"])
CONTENT = st.sampled_from(
    [
        *("", "a", "b c", "&amp;", "<br>", "<b>d</b>", "<p>e</p>", "<ul><li>f</li></ul>", "</p>"),
        *('<a href="u">g</a>', "<img src=v>", "\n\nh\n\n", "\n\n**i** [j](w)\n\n", "é", "漢"),
        *("\n\n- k\n\n", "\n\n`l`</td>", "<i>m", "<!-- n -->", "</b>", "</i>"),
    ]
)
ATTRIBUTES = st.sampled_from(
    [""] * 6 + [" colspan=2", ' rowspan="2"', " rowspan=3 colspan='2'", " rowspan=0", " align=left"]
)


@st.composite
def html_tables(draw: st.DrawFn) -> str:
    """Draw a table, of which end tags and others may be missing or wrong."""
    parts = ["<table>"]
    for _ in range(draw(st.integers(0, 4))):
        parts.append(draw(BETWEEN))
        parts.append(
            draw(st.sampled_from(["<tr>"] * 6 + ["<thead><tr>", "<tbody>", "</thead>", ""]))
        )
        for _ in range(draw(st.integers(0, 4))):
            tag = draw(st.sampled_from(["td", "td", "td", "th", "TD"]))
            parts += [draw(BETWEEN), f"<{tag}{draw(ATTRIBUTES)}>", draw(BETWEEN)]
            parts += draw(st.lists(CONTENT, max_size=3))
            parts.append(draw(st.sampled_from([f"</{tag}>"] * 4 + ["", "</td>", "</tr>"])))
        parts.append(draw(st.sampled_from(["</tr>"] * 5 + ["", "</tbody>", "</thead>", "</td>"])))
    if draw(st.integers(0, 9)) == 0:
        parts.insert(draw(st.integers(1, len(parts))), "<table><tr><td>inner</td></tr></table>")
    return "".join([*parts, draw(BETWEEN), "</table>\n\n"])


@settings(max_examples=times(150))
@given(st.lists(html_tables(), min_size=1, max_size=2).map("".join))
@example("<table><tr><td><table><tr><td>a</table></td><td>b</td></tr></table>")
def test_generated_tables_are_those_that_browsers_show(text: str) -> None:
    assert_tables_as_shown(text)
