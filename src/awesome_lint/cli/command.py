"""The command line, parsed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import click
from click.core import ParameterSource

from awesome_lint.cli import completion, options
from awesome_lint.cli.invocation import Invocation
from awesome_lint.cli.option_types import PREFIX
from awesome_lint.cli.unknown_option import MEANT_IN_LINTERS, unknown_option
from awesome_lint.model import Shard
from awesome_lint.runner.options import EXCLUSIVE, Options, conflict, flag

_EXCLUSIVE = (
    *EXCLUSIVE,
    ("quiet", "verbose"),
    ("format", "diff"),
    *(
        ("watch", other)
        for other in (
            *("merge", "shard", "write_baseline", "prune_baseline", "add_suppressions"),
            *("explain", "list_rules", "show_config"),
        )
    ),
)


def _invocation(**values: Any) -> Invocation:
    context = click.get_current_context()
    values["fix"] = values["fix"] or values["fix_only"]
    if values["show_fixes"] and not values["fix"]:
        raise click.UsageError("--show-fixes goes with --fix or --fix-only")
    settle_exclusive(values, _EXCLUSIVE)
    if values["watch"]:
        if "-" in values["paths"]:
            raise click.UsageError("--watch cannot watch standard input")
        if any(each.file for each in values["format"]):
            raise click.UsageError("--watch writes reports to standard output, not to files")
        if context.get_parameter_source("links") is ParameterSource.DEFAULT:
            values["offline"] = True
    own = {name: values.pop(name) for name in Invocation.__struct_fields__ if name in values}
    options = Options(**values, reports=own["format"], environment=os.environ)
    if reason := conflict(options):
        raise click.UsageError(reason)
    return Invocation(options=options, **own)


def settle_exclusive(values: dict[str, Any], pairs: Iterable[tuple[str, str]]) -> None:
    """Unset one of two options that exclude each other if it is from the environment.

    `values` has the values of all options. Raises click.UsageError if both are on the command line,
    or both in the environment.
    """
    context = click.get_current_context()
    for pair in pairs:
        if all(values.get(name) for name in pair):
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


class Command(click.Command):
    """A command whose help shows the options in groups, each under a heading.

    `others` are arguments and hidden options. `meant` has options of other programs, with what they
    are in this command; the error about an unknown option suggests it.
    """

    def __init__(
        self,
        name: str,
        groups: Mapping[str, Sequence[click.Option]],
        *others: click.Parameter,
        meant: Mapping[str, str],
        **settings: Any,
    ) -> None:
        super().__init__(
            name,
            params=[*others, *chain.from_iterable(groups.values())],
            context_settings={"auto_envvar_prefix": PREFIX},
            add_help_option=False,  # click's own imports gettext
            **settings,
        )
        self._groups = groups
        self._meant = meant

    @property
    def option_names(self) -> list[str]:
        """The names of all options."""
        options = (each for each in self.params if isinstance(each, click.Option))
        return [name for option in options for name in option.opts]

    def parse(self, arguments: Sequence[str] | None) -> Any:
        """Return what the callback makes of arguments, by default those of the process.

        Options that are not given are read from the environment. Returns an exit status after
        `--help` and `--version`; a shell that asks for completions gets them instead. Raises
        click.ClickException for wrong usage.
        """
        return self.main(
            arguments if arguments is None else list(arguments),
            prog_name=self.name,
            complete_var=completion.VARIABLE,
            standalone_mode=False,
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments. Raises click.UsageError, also for an unknown option."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            reason = unknown_option(error.option_name, self.option_names, self._meant)
            raise click.UsageError(reason) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under the headings of their groups, all texts in one column."""
        groups = {
            title: [record for each in group if (record := each.get_help_record(ctx))]
            for title, group in self._groups.items()
        }
        width = max(len(names) for records in groups.values() for names, _ in records)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl([(names.ljust(width), text) for names, text in records])


COMMAND = Command(
    "awesome-lint",
    options.GROUPS,
    click.Argument(["paths"], nargs=-1, metavar="[PATH]...", shell_complete=completion.paths),
    meant=MEANT_IN_LINTERS,
    callback=_invocation,
    help="""Lint curated lists and check their links.

    PATH is a Markdown file, a directory (all Markdown files in and below it), a glob such as
    'lists/**/*.md' or - for standard input. The default is the README of the current
    directory.

    `awesome-lint init` writes a configuration, a workflow and pre-commit hooks for the lists in the
    current directory. `awesome-lint add` adds entries to a list. `awesome-lint export` writes the
    entries of a list as CSV, JSON, BibTeX, RSS or OPML. `awesome-lint server` is the language
    server for editors.""",
    epilog=f"""Every option can also be set in the environment, such as {PREFIX}_FAIL_ON=warning.
    Exit status: 1 if there are findings at or above --fail-on, 0 if not, 2 for wrong usage,
    configuration or input, 130 if interrupted.""",
)


def parse(arguments: Sequence[str] | None) -> Invocation | int:
    """Return the command line of the arguments, by default those of the process.

    Returns an exit status after `--help` and `--version`. Raises click.ClickException for wrong
    usage.
    """
    parsed: Invocation | int = COMMAND.parse(arguments)
    return parsed
