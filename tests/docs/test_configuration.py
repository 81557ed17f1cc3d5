"""The manual of the command and of its configuration is correct."""

from __future__ import annotations

import re
from pathlib import Path

import click

from awesome_lint import document, rulebook
from awesome_lint.cli.command import COMMAND
from awesome_lint.config.presets import PRESETS
from cli_helpers import Cli
from paths import DOCS

MANUAL = DOCS / "configuration.md"


def manual_table(section: str) -> list[tuple[str, ...]]:
    """Return the sources of the cells of the last table in a section of the manual."""
    parsed = document.parse("", MANUAL.read_text(encoding="utf-8"), rulebook.vocabulary())
    tables = [each for each in parsed.tables if each.section and each.section.text == section]
    return [tuple(cell.source for cell in row.cells) for row in tables[-1].rows]


def test_manual_has_every_option() -> None:
    wanted = []
    for option in COMMAND.get_params(click.Context(COMMAND, **COMMAND.context_settings)):
        if isinstance(option, click.Option):
            names = [f"`{name}`" for name in sorted(option.opts, key=len, reverse=True)]
            if not option.is_flag:
                names[0] = f"{names[0][:-1]} {option.metavar}`"
            silent = {"--version", "--help"} & set(option.opts)
            variable = f"`AWESOME_LINT_{(option.name or '').upper()}`"
            wanted.append((", ".join(names), "" if silent else variable))
    assert [row[:2] for row in manual_table("Command line")] == wanted


def test_manual_has_every_default() -> None:
    meanings = {row[0].split()[0].strip("`"): row[2] for row in manual_table("Command line")}
    for option in COMMAND.params:
        if option.metavar and isinstance(option.default, str) and option.default.isalnum():
            assert re.search(rf"\b{option.default}\b", meanings[option.opts[0]])
            assert "default" in meanings[option.opts[0]]


def test_manual_has_every_exit_status() -> None:
    assert [int(row[0]) for row in manual_table("Exit status")] == [0, 1, 2, 130]


def test_example_of_a_mistake(cli: Cli, directory: Path) -> None:
    text = MANUAL.read_text(encoding="utf-8")
    example = re.findall(r"```yaml\n(# \.awesome-lint\.yml\n.*?)```", text, re.DOTALL)[0]
    mistake = re.findall(r"```text\n(error: .*?)```", text, re.DOTALL)[0]
    (directory / "README.md").touch()
    (directory / ".awesome-lint.yml").write_text(example)
    assert cli().status == 0
    (directory / ".awesome-lint.yml").write_text(example.replace("venue-style", "venue-stile"))
    assert cli() == (2, "", mistake)


def test_manual_has_what_the_strict_preset_adds() -> None:
    def written(value: object) -> object:
        return f"[{', '.join(value)}]" if isinstance(value, tuple) else value

    wanted = [
        (
            f"[`{rule}`](../rules/{rule}.md)",
            ", ".join(f"`{name}: {written(value)}`" for name, value in options.items()),
        )
        for rule, options in PRESETS["strict"].items()
    ]
    assert manual_table("Presets") == wanted
    assert PRESETS["recommended"] == {}
