"""Suggestions for options that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from awesome_lint.config.presets import PRESETS
from awesome_lint.report import FORMATS
from awesome_lint.text.suggest import nearest, quote_word

MEANT_IN_LINTERS: Final[Mapping[str, str]] = {
    **{f"--{name}": f"--format {name}" for name in FORMATS},
    **{f"--{name}": f"--preset {name}" for name in PRESETS},
    "-f": "--format",
    "--add-noqa": "--add-suppressions",
    "--base": "--diff-base",
    "--cache": "--cache-dir",
    "--check": "--diff",
    "--colour": "--color",
    "--concurrency": "--max-concurrency",
    "--debug": "--verbose",
    "--disable": "--ignore",
    "--dry-run": "--diff",
    "--enable": "--select",
    "--exclude-path": "--exclude",
    "--exit-zero": "--fail-on never",
    "--fix-all": "--fix",
    "--ignore-path": "--exclude",
    "--ignore-pattern": "--exclude",
    "--init": "awesome-lint init",
    "--list": "--list-rules",
    "--lsp": "awesome-lint server",
    "--max-warnings": "--fail-on warning",
    "--no-color": "--color never",
    "--no-colour": "--color never",
    "--no-links": "--links none",
    "--no-network": "--offline",
    "--no-progress": "--quiet",
    "--only": "--select",
    "--output": "--format NAME=FILE",
    "--output-file": "--format NAME=FILE",
    "--output-format": "--format",
    "--report": "--format",
    "--rule": "--select",
    "--rules": "--list-rules",
    "--severity": "--fail-on",
    "--silent": "--quiet",
    "--since": "--diff-base",
    "--skip": "--ignore",
    "--stats": "--statistics",
    "--to": "awesome-lint export --to",
    "--unsafe": "--unsafe-fixes",
    "--warnings-as-errors": "--fail-on warning",
}
"""Options of other linters, with what they are in the main command."""


def unknown_option(name: str, known: Collection[str], meant: Mapping[str, str]) -> str:
    """Return the message about an option that is not among the known ones.

    `meant` has options of other programs, with what they are here.
    """
    if right := meant.get(name.lower()):
        suggestion = f": did you mean `{right}`?"
    else:
        # The dashes would make short names look alike.
        near = nearest(name.lstrip("-"), (each[2:] for each in known if each.startswith("--")))
        suggestion = f": did you mean `--{near}`?" if near else ""
    return f"unknown option {quote_word(name)}{suggestion or ' (--help lists all options)'}"
