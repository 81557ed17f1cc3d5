"""The command line, parsed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain
from typing import Any

import click
from click.core import ParameterSource

from awesome_lint.cli import completion, options
from awesome_lint.cli.invocation import Invocation
from awesome_lint.cli.option_types import PREFIX
from awesome_lint.model import Shard
from awesome_lint.runner.options import EXCLUSIVE, Options, conflict, flag

_EXCLUSIVE = (*EXCLUSIVE, ("quiet", "verbose"), ("format", "diff"))


def _invocation(**values: Any) -> Invocation:
    context = click.get_current_context()
    values["fix"] = values["fix"] or values["fix_only"]
    if values["show_fixes"] and not values["fix"]:
        raise click.UsageError("--show-fixes goes with --fix or --fix-only")
    for pair in _EXCLUSIVE:
        if all(values[name] for name in pair):
            # The command line takes precedence over the environment.
            weak = [
                name
                for name in pair
                if context.get_parameter_source(name) is ParameterSource.ENVIRONMENT
            ]
            if len(weak) != 1:
                raise click.UsageError(f"{flag(pair[0])} and {flag(pair[1])} exclude each other")
            value = values[weak[0]]
            values[weak[0]] = None if isinstance(value, Shard) else type(value)()
    own = {name: values.pop(name) for name in Invocation.__struct_fields__ if name in values}
    options = Options(**values, reports=own["format"], environment=os.environ)
    if reason := conflict(options):
        raise click.UsageError(reason)
    return Invocation(options=options, **own)


class _Command(click.Command):
    """A command whose help shows the options in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under the headings of their groups, all texts in one column."""
        groups = {
            title: [record for each in group if (record := each.get_help_record(ctx))]
            for title, group in options.GROUPS.items()
        }
        width = max(len(names) for records in groups.values() for names, _ in records)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl([(names.ljust(width), text) for names, text in records])


COMMAND = _Command(
    "awesome-lint",
    callback=_invocation,
    context_settings={"auto_envvar_prefix": PREFIX},
    add_help_option=False,  # the one of click imports gettext's translations
    help="""Lint curated lists and check their links.

    PATH is a Markdown file, a directory (all Markdown files in and below it), a glob such as
    'lists/**/*.md' or - for standard input. The default is the README of the current
    directory.

    `awesome-lint init` writes a configuration, a workflow and pre-commit hooks for the lists in the
    current directory.""",
    epilog=f"""Every option can also be set in the environment, such as {PREFIX}_FAIL_ON=warning.
    Exit status: 1 if there are findings at or above --fail-on, 0 if not, 2 for wrong usage,
    configuration or input, 130 if interrupted.""",
    params=[
        click.Argument(["paths"], nargs=-1, metavar="[PATH]...", shell_complete=completion.files),
        *chain.from_iterable(options.GROUPS.values()),
    ],
)

OPTION_NAMES = tuple(name for option in COMMAND.params[1:] for name in option.opts)
"""The names of all options."""


def parse(arguments: Sequence[str] | None) -> Invocation | int:
    """Return the command line of the arguments, by default those of the process.

    Options that are not given are read from the environment. Returns an exit status after `--help`
    and `--version`. Raises click.ClickException for wrong usage.
    """
    parsed: Invocation | int = COMMAND.main(
        arguments, prog_name="awesome-lint", standalone_mode=False
    )
    return parsed
