"""A parsed command line."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from awesome_lint.runner.options import Format, Options

FailOn = Literal["error", "warning", "info", "never"]
Color = Literal["auto", "always", "never"]


class Invocation(Struct, frozen=True, kw_only=True):
    """Options of a run and of its output; the fields have the names of the options."""

    options: Options
    """The options of the run itself."""
    format: tuple[Format, ...]
    """The reports to write; empty for the default."""
    fail_on: FailOn
    """The lowest severity that makes the exit status 1."""
    fix_only: bool
    """Whether findings that remain after fixing are neither reported nor affect the exit status."""
    show_fixes: bool
    host_stats: bool
    quiet: bool
    verbose: bool
    color: Color
    statistics: bool
    explain: tuple[str, ...]
    """Ids and globs of the rules whose pages to show."""
    watch: bool
    """Whether files are linted again whenever they change."""
    list_rules: bool
    show_config: bool
