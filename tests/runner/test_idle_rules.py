"""Notes on rules that are on without an option that they require."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_helpers import Cli
from repositories import write


@pytest.mark.parametrize(
    ("rule", "note"),
    [
        ("link-host: on", "`link-host` reports nothing without the option `allow`"),
        ("banned-words: {words: []}", "`banned-words` reports nothing without the option `words`"),
        (
            "column-values: on",
            "`column-values` reports nothing without the option `columns` or `fields`",
        ),
        ("badge-required: on", "`badge-required` reports nothing without the option `badges`"),
    ],
)
def test_a_rule_without_a_required_option_is_noted_once(
    cli: Cli, directory: Path, rule: str, note: str
) -> None:
    write(directory, {"a.md": "A\n", "b.md": "B\n", ".awesome-lint.yml": f"rules: {{{rule}}}\n"})
    result = cli("--offline", "a.md", "b.md")
    assert result.err.splitlines() == [f"note: .awesome-lint.yml: {note}"]


@pytest.mark.parametrize(
    "rule", ["link-host: {allow: [a.example]}", "link-host: off", "repo-health: on"]
)
def test_other_rules_are_not_noted(cli: Cli, directory: Path, rule: str) -> None:
    write(directory, {"a.md": "A\n", ".awesome-lint.yml": f"rules: {{{rule}}}\n"})
    assert cli("--offline", "a.md").err == ""


def test_a_selected_rule_is_noted_without_a_configuration(cli: Cli, directory: Path) -> None:
    write(directory, {"a.md": "A\n"})
    result = cli("--offline", "--select", "banned-words", "a.md")
    assert result.err == "note: `banned-words` reports nothing without the option `words`\n"
