"""The command line: what it takes, and what cannot be taken together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import click
from click.core import ParameterSource

from awesome_lint.cli import options
from awesome_lint.cli.option_types import PREFIX
from awesome_lint.model import Shard
from awesome_lint.runner.options import Invocation

_EXCLUSIVE = (
    ("config", "no_config"),
    ("quiet", "verbose"),
    ("fix", "diff"),
    ("format", "diff"),
    *(("merge", other) for other in ("shard", "fix", "diff", "write_baseline", "baseline")),
    ("cache_dir", "no_cache"),
    ("refresh", "no_cache"),
    ("write_baseline", "diff_base"),
    ("write_baseline", "baseline"),
    ("write_baseline", "diff"),
    ("prune_baseline", "diff"),
)


def _invocation(**values: Any) -> Invocation:
    context = click.get_current_context()
    for pair in _EXCLUSIVE:
        if all(values[name] for name in pair):
            # What is typed is stronger than what stands in the environment.
            weak = [
                name
                for name in pair
                if context.get_parameter_source(name) is ParameterSource.ENVIRONMENT
            ]
            if len(weak) != 1:
                names = [f"--{name.replace('_', '-')}" for name in pair]
                raise click.UsageError(f"{names[0]} and {names[1]} exclude each other")
            said = values[weak[0]]
            values[weak[0]] = None if isinstance(said, Shard) else type(said)()
    if values["unsafe_fixes"] and not (values["fix"] or values["diff"]):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if values["prune_baseline"] and not values["baseline"]:
        raise click.UsageError("--prune-baseline goes with --baseline")
    return Invocation(**values)


class _Command(click.Command):
    """A command whose help shows the options in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under the headings of their groups, all texts in one column."""
        usual = [option for option in [self.get_help_option(ctx)] if option]
        groups = {
            title: [record for each in group if (record := each.get_help_record(ctx))]
            for title, group in options.GROUPS.items()
        }
        next(reversed(groups.values())).extend(
            record for each in usual if (record := each.get_help_record(ctx))
        )
        width = max(len(names) for records in groups.values() for names, _ in records)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl([(names.ljust(width), text) for names, text in records])


COMMAND = _Command(
    "awesome-lint",
    callback=_invocation,
    context_settings={"auto_envvar_prefix": PREFIX, "help_option_names": ["-h", "--help"]},
    help="""Say what is wrong with curated lists, and whether their links resolve.

    PATH is a Markdown file, a folder (all Markdown files in it and below), or - for standard
    input. Without one, the README in this folder is read.""",
    epilog=f"""Every option is also read from the environment, as {PREFIX}_FAIL_ON=warning. Exit
    status: 0 when nothing was found at or above --fail-on, 1 when something was, 2 for wrong
    usage, configuration or input, 130 when interrupted.""",
    params=[
        click.Argument(["paths"], nargs=-1, metavar="[PATH]..."),
        *chain.from_iterable(options.GROUPS.values()),
    ],
)


def parse(arguments: Sequence[str] | None) -> Invocation | int:
    """Return what the arguments (by default those of the process) and the environment ask for.

    Returns an exit status where the answer has been given at once, by `--help` or `--version`.
    Raises click.ClickException for what cannot be understood.
    """
    asked: Invocation | int = COMMAND.main(
        arguments, prog_name="awesome-lint", standalone_mode=False
    )
    return asked
