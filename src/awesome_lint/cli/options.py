"""The command line: its options, what they mean, and what is wrong with them."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from typing import Any, Literal, get_args

import click
from click.core import ParameterSource
from msgspec import Struct

from awesome_lint.config import rules_matching
from awesome_lint.config.nearest import did_you_mean, hint, shown
from awesome_lint.config.presets import PRESETS, Preset
from awesome_lint.report import WRITERS
from awesome_lint.rules import RULES
from awesome_lint.version import __version__

PREFIX = "AWESOME_LINT"

FailOn = Literal["error", "warning", "info", "never"]
Color = Literal["auto", "always", "never"]


class Format(Struct, frozen=True):
    """A report to write: in which format, and to which file; to standard output where empty."""

    name: str
    file: str = ""


class Invocation(Struct, frozen=True):
    """What a command line asks for; the fields are named as the options are.

    Times are in seconds. An option that was not given is empty, False or None.
    """

    paths: tuple[str, ...]
    offline: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    preset: Preset | None
    config: str
    no_config: bool
    format: tuple[Format, ...]
    fail_on: FailOn
    timeout: float
    deadline: float | None
    max_concurrency: int
    allow_private_hosts: bool
    stdin_filename: str
    quiet: bool
    verbose: bool
    color: Color
    statistics: bool
    explain: str
    list_rules: bool
    show_config: bool


class _Option(click.Option):
    """An option that blames its environment variable for the mistakes that stand there."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        if ctx and ctx.get_parameter_source(self.name or "") is ParameterSource.ENVIRONMENT:
            return f"{PREFIX}_{(self.name or '').upper()}"
        return self.opts[0]


def _rules(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    patterns = tuple(part for value in values for part in value.split(",") if part)
    for pattern in patterns:
        if not rules_matching(pattern):
            near = hint(pattern, [rule.id for rule in RULES])
            raise click.BadParameter(f"no rule is called {shown(pattern)}{near}")
    return patterns


def _formats(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[Format, ...]:
    formats = []
    for value in values:
        name, equals, file = value.partition("=")
        if name not in WRITERS:
            raise click.BadParameter(f"no format is called {shown(name)}{hint(name, WRITERS)}")
        if equals and not file:
            raise click.BadParameter(f"{shown(value)} names no file")
        formats.append(Format(name, file))
    return tuple(formats)


def _rule(_context: click.Context, _option: click.Parameter, value: str) -> str:
    ids = [rule.id for rule in RULES]
    if value and value not in ids:
        raise click.BadParameter(f"no rule is called {shown(value)}{hint(value, ids)}")
    return value


def _word(
    words: Collection[str],
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    def callback(
        _context: click.Context, _option: click.Parameter, value: str | None
    ) -> str | None:
        if value is not None and value not in words:
            known = ", ".join(words)
            near = did_you_mean(value, words)
            raise click.BadParameter(f"{shown(value)} is not one of {known}{near}")
        return value

    return callback


def _seconds(_context: click.Context, _option: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise click.BadParameter(f"{shown(value)} is not a number of seconds above 0")
    return seconds


def _count(_context: click.Context, _option: click.Parameter, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 5 and int(value) > 0):
        raise click.BadParameter(f"{shown(value)} is not a whole number from 1 to 9999")
    return int(value)


def _version(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"awesome-lint {__version__}")
        context.exit()


def _invocation(**values: Any) -> Invocation:
    context = click.get_current_context()
    for pair in (("config", "no_config"), ("quiet", "verbose")):
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
            values[weak[0]] = type(values[weak[0]])()
    return Invocation(**values)


COMMAND = click.Command(
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
        _Option(
            ["--offline"],
            is_flag=True,
            help="Use no network: links are not checked, and rules about them do not run.",
        ),
        _Option(
            ["--select"],
            multiple=True,
            metavar="RULE",
            callback=_rules,
            help="Run only this rule. Repeatable; globs such as link-* are understood.",
        ),
        _Option(
            ["--ignore"],
            multiple=True,
            metavar="RULE",
            callback=_rules,
            help="Do not run this rule. Repeatable; globs are understood.",
        ),
        _Option(
            ["--preset"],
            metavar="NAME",
            callback=_word(PRESETS),
            help="What to report: recommended (the default), what a maintainer would act on, or"
            " strict, the rest as well.",
        ),
        _Option(
            ["--config"],
            metavar="FILE",
            default="",
            help="Configuration file, for all paths. By default .awesome-lint.yml (or .yaml) is"
            " looked for from each file's folder upward.",
        ),
        _Option(["--no-config"], is_flag=True, help="Look for no configuration file."),
        _Option(
            ["--format"],
            multiple=True,
            metavar="NAME[=FILE]",
            callback=_formats,
            help=f"Report to write: {', '.join(WRITERS)}. Repeatable. By default text, and under"
            " GitHub Actions text and github.",
        ),
        _Option(
            ["--fail-on"],
            metavar="SEVERITY",
            default="error",
            callback=_word(get_args(FailOn)),
            help="Exit with status 1 on findings of this severity or above: error (the default),"
            " warning, info or never.",
        ),
        _Option(
            ["--timeout"],
            metavar="S",
            default="20",
            callback=_seconds,
            help="Seconds that one request may take. Default: 20.",
        ),
        _Option(
            ["--deadline"],
            metavar="S",
            callback=_seconds,
            help="Seconds that the whole link check may take; links not checked by then are not"
            " judged. Default: none.",
        ),
        _Option(
            ["--max-concurrency"],
            metavar="N",
            default="64",
            callback=_count,
            help="Requests under way at the same time. Default: 64.",
        ),
        _Option(
            ["--allow-private-hosts"],
            is_flag=True,
            help="Visit private, loopback and link-local addresses, too; not for lists that"
            " strangers write.",
        ),
        _Option(
            ["--stdin-filename"],
            metavar="NAME",
            default="<stdin>",
            help="What standard input is called in reports; its folder is where the search for a"
            " configuration begins.",
        ),
        _Option(
            ["--quiet"], is_flag=True, help="Write one line for each finding, and nothing else."
        ),
        _Option(
            ["--verbose"],
            is_flag=True,
            help="Say also what was read, and where a rule is explained.",
        ),
        _Option(
            ["--color"],
            metavar="WHEN",
            default="auto",
            callback=_word(get_args(Color)),
            help="Colour the text report: auto (the default; on a terminal), always or never.",
        ),
        _Option(["--statistics"], is_flag=True, help="Count the findings of each rule at the end."),
        _Option(
            ["--explain"],
            metavar="RULE",
            default="",
            callback=_rule,
            help="Show the page of a rule, and exit.",
        ),
        _Option(
            ["--list-rules"], is_flag=True, help="List the rules and their severities, and exit."
        ),
        _Option(
            ["--show-config"],
            is_flag=True,
            help="Show the configuration that holds for the first PATH, as YAML, and exit.",
        ),
        _Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            # In a CI job, AWESOME_LINT_VERSION is more likely the version to install.
            allow_from_autoenv=False,
            callback=_version,
            help="Show the version, and exit.",
        ),
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
