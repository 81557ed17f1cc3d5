"""`awesome-lint server`: the language server, with the options that apply to documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from awesome_lint import server
from awesome_lint.cli import options
from awesome_lint.cli.command import Command, settle_exclusive
from awesome_lint.cli.option_types import PREFIX
from awesome_lint.runner.options import EXCLUSIVE, Options

_NAMES = (
    *("select", "ignore", "preset", "config", "no_config"),
    *("baseline", "exclude", "cache_dir", "no_cache", "help"),
)
"""The options of the command that the server has as well."""


def _options(**values: Any) -> Options:
    settle_exclusive(values, EXCLUSIVE)
    return Options(**values, offline=True)


_GROUPS = {
    title: tuple(option for option in group if option.name in _NAMES)
    for title, group in options.GROUPS.items()
}

_COMMAND = Command(
    "awesome-lint server",
    {title: group for title, group in _GROUPS.items() if group},
    # Many editors add this option, since many servers need it.
    click.Option(["--stdio"], is_flag=True, hidden=True, expose_value=False),
    meant={},
    callback=_options,
    help="""Start the language server, which reports findings in an editor while you type.

    It speaks the Language Server Protocol over standard input and output, and does not use the
    network. docs/editors.md has the settings of editors.""",
    epilog=f"""Every option can also be set in the environment, such as
    {PREFIX}_PRESET=strict.""",
)


def main(arguments: Sequence[str]) -> int:
    """Serve an editor until it ends the connection, and return the exit status.

    Raises click.ClickException for wrong usage, and UserError if the server cannot start.
    """
    parsed: Options | int = _COMMAND.parse(arguments)
    return parsed if isinstance(parsed, int) else server.serve(parsed)
