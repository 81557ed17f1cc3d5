"""Suppression comments with globs, and comments that only resemble suppressions."""

from __future__ import annotations

import pytest

from cli_helpers import ONE_ERROR, Cli

ROW = ONE_ERROR.rstrip("\n")


@pytest.mark.parametrize(
    ("comment", "suggested"),
    [
        ("awesome-lint: disable", "awesome-lint-disable-line"),
        ("awesome-lint disable", "awesome-lint-disable-line"),
        ("awesome-lint:disable-line table-column-count", "awesome-lint-disable-line"),
        ("awesome-lint disable next line", "awesome-lint-disable-next-line"),
        ("awesome-lint_disable_file", "awesome-lint-disable-file"),
        ("awesome-lint: ignore-line", "awesome-lint-disable-line"),
        ("AwesomeLint : Enable", "awesome-lint-enable"),
        ("awesome-lint-disable: venue-typo", "awesome-lint-disable-line"),
        ("awesome-lint-disable-line, table-column-count", "awesome-lint-disable-line"),
        ("awesome-lint-disable=venue-typo", "awesome-lint-disable-line"),
        ("awesome-lint-ignore", "awesome-lint-disable-line"),
    ],
)
def test_near_misses(cli: Cli, comment: str, suggested: str) -> None:
    text = f"{ROW} <!-- {comment} -->\n"
    result = cli("--select=suppression-unused", "-", stdin=text.encode())
    assert ": nothing is suppressed\n" in result.out
    assert f" = help: Write `{suggested}`\n" in result.out


def test_a_comment_on_a_line_of_its_own_is_about_the_lines_below(cli: Cli) -> None:
    text = f"<!-- awesome-lint: disable -->\n\n{ROW}\n"
    result = cli("--select=suppression-unused", "-", stdin=text.encode())
    assert " = help: Write `awesome-lint-disable`\n" in result.out


@pytest.mark.parametrize(
    "comment",
    [
        "awesome-lint checks this list",
        "awesome-lint disabled this row",
        "awesome-lint: see CONTRIBUTING.md",
        "awesome-linting: disable",
        "lint disable awesome-list-item",
        "We run awesome-lint: disable it with care",
        "awesome-lint",
    ],
)
def test_other_comments(cli: Cli, comment: str) -> None:
    text = f"{ROW} <!-- {comment} -->\n"
    assert cli("--select=suppression-unused", "--quiet", "-", stdin=text.encode()).out == ""


@pytest.mark.parametrize(
    "rules", ["table-*", "*", "duplicate-*, table-column-*", "table-column-coun?"]
)
def test_globs_of_rules(cli: Cli, rules: str) -> None:
    for text in (
        f"{ROW} <!-- awesome-lint-disable-line {rules} -->\n",
        f"<!-- awesome-lint-disable {rules} -->\n\n{ROW}\n\n<!-- awesome-lint-enable {rules} -->\n",
    ):
        assert cli("--quiet", "-", stdin=text.encode()) == (0, "", "")


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ("duplicate-*", "This comment suppresses nothing: `duplicate-*` reports nothing here"),
        ("tabel-*", "Unknown rule `tabel-*`: nothing is suppressed"),
        ("*" * 61, f"Unknown rule `{'*' * 61}`: nothing is suppressed"),
    ],
)
def test_globs_without_effect(cli: Cli, rules: str, message: str) -> None:
    text = f"A paragraph. <!-- awesome-lint-disable-line {rules} -->\n"
    assert message in cli("-", stdin=text.encode()).out


def test_a_glob_of_a_rule_that_did_not_run_may_be_needed(cli: Cli) -> None:
    text = "A paragraph. <!-- awesome-lint-disable-line venue-* -->\n"
    assert cli("--quiet", "-", stdin=text.encode()).out == ""  # venue-outdated needs a network
