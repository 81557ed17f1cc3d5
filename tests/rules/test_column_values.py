"""column-values, beyond the examples of its page."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from awesome_lint.config import ConfigError
from awesome_lint.model import Span
from linting import config_of, corrected, lint, messages

RULE = "column-values"


def of_column(**constraints: Any) -> str:
    return json.dumps({"rules": {RULE: {"columns": {"Kind": constraints}}}})


def of_field(name: str, **constraints: Any) -> str:
    return json.dumps({"rules": {RULE: {"fields": {name: constraints}}}})


def table(*values: str, header: str = "Kind") -> str:
    rows = "".join(f"| Paper {number} | {value} |\n" for number, value in enumerate(values))
    return f"| Name | {header} |\n|:--|:--|\n{rows}"


COLOURS = of_column(values=["red", "green", "dark blue"])


def test_on_without_options_has_no_effect() -> None:
    assert messages(table("red", "rde"), RULE, config="rules: {column-values: on}") == []


@pytest.mark.parametrize("header", ["kind", "KIND", " Kind ", "**Kind**", "[Kind](#kind)"])
def test_case_and_markup_of_a_header_do_not_matter(header: str) -> None:
    assert messages(table("pink", header=header), RULE, config=COLOURS) == [
        (
            "3:13 `pink` is not an allowed value in the column `Kind`"
            " (allowed: `red`, `green` and `dark blue`)"
        )
    ]


@pytest.mark.parametrize("value", ["red", "**red**", "[red](x.md)", "dark  blue", "dark<br>blue"])
def test_a_value_is_what_readers_see(value: str) -> None:
    assert messages(table(value), RULE, config=COLOURS) == []


@pytest.mark.parametrize(
    ("value", "safe", "unsafe"),
    [
        ("RED", "red", "red"),
        ("**Dark Blue**", "**dark blue**", "**dark blue**"),
        ("grene", "grene", "green"),
        ("dark bleu", "dark bleu", "dark blue"),
        ("orange", "orange", "orange"),
    ],
)
def test_case_is_fixed_safely_and_a_typo_is_not(value: str, safe: str, unsafe: str) -> None:
    text = table(value)
    assert corrected(text, RULE, config=COLOURS) == table(safe)
    assert corrected(text, RULE, config=COLOURS, unsafe=True) == table(unsafe)
    for after in (safe, unsafe):
        is_right = after.strip("*") in ("red", "green", "dark blue")
        assert bool(lint(table(after), RULE, config=COLOURS)) != is_right


def test_the_nearest_value_is_named_if_it_is_not_a_typo() -> None:
    (found,) = lint(table("darkish blue"), RULE, config=COLOURS)
    assert (found.help, found.fix) == ("Write `dark blue`", None)


def test_many_allowed_values_are_cut() -> None:
    config = of_column(values=[f"v{number}" for number in range(20)])
    (found,) = messages(table("w"), RULE, config=config)
    assert found.endswith("(allowed: `v0`, `v1`, `v2`, `v3`, `v4`, `v5`, `v6` and 13 more)")


def test_separated_values_are_checked_one_by_one() -> None:
    config = of_column(values=["red", "green", "a, b"], separator=",", unique=True)
    assert messages(table("red, green", "a, b", "pink,, red"), RULE, config=config) == [
        (
            "5:13 `pink` is not an allowed value in the column `Kind`"
            " (allowed: `red`, `green` and `a, b`)"
        ),
        ("5:20 `red` is a duplicate of line 3, but each value in the column `Kind` must be unique"),
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", ["`Paper 0` has no value in the column `Kind`"]),
        ("<!-- later -->", ["`Paper 0` has no value in the column `Kind`"]),
        ("-", ["`Paper 0` has no value in the column `Kind`, only the placeholder `-`"]),
        ("![](a.png)", []),
        ("[](x.md)", []),
        ("red", []),
    ],
)
def test_required(value: str, message: list[str]) -> None:
    found = lint(table(value), RULE, config=of_column(required=True))
    assert [each.message for each in found] == message


def test_a_placeholder_that_is_allowed_is_a_value() -> None:
    config = of_column(required=True, values=["red", "-"])
    assert messages(table("-", "red"), RULE, config=config) == []


@pytest.mark.parametrize("value", ["-", "N/A", "", "![](a.png)"])
def test_a_missing_value_is_not_a_wrong_one(value: str) -> None:
    config = of_column(values=["red"], pattern="r.*", unique=True, **{"min-length": 3})
    assert messages(table(value, value), RULE, config=config) == []


@pytest.mark.parametrize(
    "text",
    [
        "| Name | Kind | Size |\n|:--|:--|:--|\n| **Old** | | |\n",
        "| Name | Kind | Size |\n|:--|:--|:--|\n| Old | ==== | ==== |\n| **Name** | | **Size** |\n",
        "| Name | Kind |\n|:--|:--|\n| a |\n",
        (
            "<table><tr><th>Name</th><th>Kind</th></tr><tr><td colspan=2>Old</td></tr>"
            "<tr><td>a</td><td>red</td></tr></table>\n"
        ),
        "| Name | Size |\n|:--|:--|\n| a | |\n",
    ],
)
def test_rows_without_that_column_lack_no_value(text: str) -> None:
    assert messages(text, RULE, config=of_column(required=True)) == []


def test_a_cell_that_spans_rows_is_checked_once() -> None:
    text = (
        "<table>\n<tr><th>Name</th><th>Kind</th></tr>\n"
        "<tr><td>a</td><td rowspan=2>pink</td></tr>\n<tr><td>b</td></tr>\n</table>\n"
    )
    config = of_column(values=["red"], unique=True)
    assert messages(text, RULE, config=config) == [
        "3:29 `pink` is not an allowed value in the column `Kind` (allowed: `red`)"
    ]


def test_columns_of_one_name_are_one_column() -> None:
    text = f"{table('red')}\n{table('Red')}"
    assert messages(text, RULE, config=of_column(unique=True)) == [
        "7:13 `Red` is a duplicate of line 3, but each value in the column `Kind` must be unique"
    ]


def test_two_names_of_one_column_apply_both() -> None:
    columns = {"Kind": {"min-length": 4}, "kind": {"max-length": 2}}
    config = json.dumps({"rules": {RULE: {"columns": columns}}})
    assert messages(table("red"), RULE, config=config) == [
        "3:13 `red` is too long for a value in the column `kind`: 3 characters, maximum 2",
        "3:13 `red` is too short for a value in the column `Kind`: 3 characters, minimum 4",
    ]


def test_of_two_equal_values_the_new_one_is_reported() -> None:
    text = table("red", "green", "red")
    config = of_column(unique=True)
    (found,) = lint(text, RULE, config=config, changed=[3])
    assert (found.span.line, found.related[0].span.line) == (3, 5)
    assert "is a duplicate of line 5" in found.message


@pytest.mark.parametrize(
    ("header", "reported"),
    [("Tunign", True), ("Tunings", True), ("Turning", True), ("Size", False), ("Tuning of", False)],
)
def test_a_header_that_may_be_meant(header: str, reported: bool) -> None:
    config = of_column(values=["equal"]).replace("Kind", "Tuning")
    found = lint(table("just", header=header), RULE, config=config)
    message = (
        f"The column `{header}` is not checked: the configuration names `Tuning`, which no table"
        " has"
    )
    assert [each.message for each in found] == [message] * reported


def test_short_headers_are_not_compared() -> None:
    assert messages(table("pink", header="Kine"), RULE, config=COLOURS) == []


def test_a_similar_header_besides_the_right_one_is_not_reported() -> None:
    text = f"{table('red')}\n{table('pink', header='Kinds')}"
    assert messages(text, RULE, config=COLOURS) == []


TABLE = """\
## Papers

| Title | Venue | Link |
|:--|:--|:--|
| Winding a Clockwork Lark | ICRA 2024 | [paper](https://example.org/lark) |
| Winding a Clockwork Wren | Robots Monthly | [paper](https://example.com/wren) |
| Winding a Clockwork Rook | - | |
"""


@pytest.mark.parametrize(
    ("field", "constraints", "expected"),
    [
        (
            "venue",
            {"required": True},
            ["7:30 `Winding a Clockwork Rook` has no venue, only the placeholder `-`"],
        ),
        (
            "venue",
            {"pattern": r"[A-Z]+ \d{4}"},
            [r"6:30 `Robots Monthly` is not a valid venue: it does not match `[A-Z]+ \d{4}`"],
        ),
        (
            "year",
            {"values": ["2023", "2025"]},
            ["5:30 `2024` is not an allowed year (allowed: `2023` and `2025`)"],
        ),
        (
            "link",
            {"pattern": r"https://example\.org/.*", "required": True},
            [
                (
                    "6:55 `https://example.com/wren` is not a valid link: it does not match"
                    r" `https://example\.org/.*`"
                ),
                "7:3 `Winding a Clockwork Rook` has no link",
            ],
        ),
        (
            "section",
            {"values": ["Articles"]},
            ["1:4 `Papers` is not an allowed section (allowed: `Articles`)"],
        ),
        (
            "title",
            {"max-length": 23},
            [
                f"{line}:3 `Winding a Clockwork {name}` is too long for a title: 24 characters,"
                " maximum 23"
                for line, name in ((5, "Lark"), (6, "Wren"), (7, "Rook"))
            ],
        ),
    ],
)
def test_fields_of_rows(field: str, constraints: dict[str, Any], expected: list[str]) -> None:
    assert messages(TABLE, RULE, config=of_field(field, **constraints)) == expected


def test_a_missing_field_is_reported_where_most_entries_have_it() -> None:
    row = "| Winding a Clockwork {} | ICRA 2024 | {} |\n"
    link = "[paper](https://example.org/{})"
    rows = [row.format(name, link.format(name)) for name in ("Lark", "Wren", "Rook")]
    head = "| Title | Venue | Link |\n|:--|:--|:--|\n"
    text = f"{head}{''.join(rows)}{row.format('Kite', '')}"
    config = of_field("link", required=True)
    assert messages(text, RULE, config=config) == ["6:3 `Winding a Clockwork Kite` has no link"]
    without = f"{head}{row.format('Kite', '')}{row.format('Crow', '')}"
    assert messages(without, RULE, config=config) == []


def test_a_url_is_not_a_placeholder() -> None:
    text = "- [Lark](/)\n- [Wren](https://example.org/wren)\n- [Rook](https://example.org/rook)\n"
    assert messages(text, RULE, config=of_field("link", required=True)) == []


def test_an_entry_without_a_heading_has_no_section() -> None:
    text = "- [Lark](https://example.org/lark)\n"
    assert messages(text, RULE, config=of_field("section", required=True)) == [
        "1:3 `Lark` has no section"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "rules:\n  column-values:\n    columns:\n      Kind: {valeus: [a]}",
            "4: unknown key `valeus` of `column-values.columns.Kind`: did you mean `values`?",
        ),
        (
            "rules:\n  column-values:\n    fields: {titel: {unique: true}}",
            "3: unknown key `titel` of `column-values.fields`: did you mean `title`?",
        ),
        (
            "rules:\n  column-values:\n    columns:\n      Kind:\n        pattern: '(?=a)'",
            (
                "5: `column-values.columns.Kind.pattern`: `(?=a)` cannot be used: RE2"
                " reports `invalid perl operator: (?=`"
            ),
        ),
        (
            "rules:\n  column-values:\n    columns:\n      Kind: {max-length: -1}",
            (
                "4: `column-values.columns.Kind.max-length` must be a number of characters from 0"
                " to 1000000, not `-1`"
            ),
        ),
        (
            "rules: {column-values: {columns: {Kind: {unique: ture}}}}",
            "1: `column-values.columns.Kind.unique` must be `true` or `false`, not `ture`",
        ),
        (
            "rules: {column-values: {fields: {description: {required: true}}}}",
            (
                "1: unknown key `required` of `column-values.fields.description` (known: values,"
                " separator, pattern, min-length, max-length, unique)"
            ),
        ),
        (
            "rules: {column-values: {columns: [Kind]}}",
            "1: `column-values.columns` must be a mapping, not a list",
        ),
    ],
)
def test_mistakes_in_the_configuration(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(text)
    assert str(caught.value) == f".awesome-lint.yml:{message}"


def test_wrong_values_are_compared_in_a_bounded_time() -> None:
    config = of_column(values=[f"{number:03} " + "clockwork " * 5 for number in range(1000)])
    text = table(*(f"{number:05} " + "clocklike " * 5 for number in range(2000)))
    begun = time.process_time()
    assert len(lint(text, RULE, config=config)) == 2000
    assert time.process_time() - begun < 10


def test_many_columns_of_one_name_are_checked_in_a_bounded_time() -> None:
    columns = 10_000
    text = f"{'|Kind' * columns}|\n{'|-' * columns}|\n{'|x' * columns}|\n"
    begun = time.process_time()
    found = lint(text, RULE, config=of_column(values=["red"]))
    assert len(found) == columns
    assert time.process_time() - begun < 10


def test_many_values_in_one_cell_are_checked_in_a_bounded_time() -> None:
    config = of_column(values=["red", "green"], separator=",", unique=True)
    begun = time.process_time()
    found = lint(table("Red, blue" + ", gree" * 20_000), RULE, config=config)
    assert time.process_time() - begun < 10
    assert len(found) == 100 + 97, "each of a hundred values, and 97 repetitions of one"
    assert {each.span for each in found} == {Span(3, 13, 3, 13 + 120_009)}
