"""`awesome-lint add`: adds entries to a list, given the identifiers of papers and projects."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, Final

import click

from awesome_lint.bounded import parse_whole_number
from awesome_lint.cli import completion, diff, messages, options
from awesome_lint.cli.command import Command, settle_exclusive
from awesome_lint.cli.option_types import PREFIX, Option
from awesome_lint.cli.progress import progress_line
from awesome_lint.entry_writer import Group
from awesome_lint.model import UserError
from awesome_lint.runner.add import AddOptions, AddResult, Chooser, add
from awesome_lint.runner.log import Log
from awesome_lint.text.display import displayable
from awesome_lint.text.suggest import quote_word
from awesome_lint.text.wording import quote

_ADDED, _REFUSED, _UNUSABLE = 0, 1, 2
"""Exit statuses."""
_EXCLUSIVE: Final = (
    ("config", "no_config"),
    ("cache_dir", "no_cache"),
    ("refresh", "no_cache"),
    ("refresh", "offline"),
    ("offline", "no_cache"),
    ("to", "pick"),
    ("quiet", "verbose"),
)


_MEANT: Final = {
    "-n": "--dry-run",
    "--check": "--dry-run",
    "--diff": "--dry-run",
    "--input": "--from",
    "--list": "--file",
    "--no-network": "--offline",
    "--section": "--to",
}
"""Options of other programs, and of the linter, with what they are here."""


class Invocation(AddOptions, frozen=True, kw_only=True):
    """The command line, parsed."""

    quiet: bool = False
    """Whether only one line per entry is printed."""
    verbose: bool = False
    """Whether tracebacks of internal errors are printed."""
    pick: bool = False
    """Whether the section is chosen on the terminal."""


def _invocation(**values: Any) -> Invocation:
    settle_exclusive(values, _EXCLUSIVE)
    return Invocation(**values, environment=os.environ)


_OWN: Final = (
    Option(
        ["--to"],
        metavar="SECTION",
        default="",
        allow_from_autoenv=False,
        help="Section to add to: its heading, its path (Papers / 2024) or its anchor ('#papers')."
        " Not needed if only one section has entries.",
    ),
    Option(
        ["--pick"],
        is_flag=True,
        allow_from_autoenv=False,
        help="Show the sections on the terminal, and ask for one.",
    ),
    Option(
        ["--file"],
        metavar="PATH",
        default="",
        allow_from_autoenv=False,
        shell_complete=completion.files,
        help="List to add to. Default: the README of the current directory.",
    ),
    Option(
        ["--from", "from_file"],
        metavar="FILE",
        default="",
        allow_from_autoenv=False,
        shell_complete=completion.files,
        help="Also add the identifiers in this file, one per line; - for standard input. Lines that"
        " start with # are comments.",
    ),
    Option(
        ["--dry-run"],
        is_flag=True,
        allow_from_autoenv=False,
        help="Print the diff, without changing the list.",
    ),
)
_GROUPS: Final = {
    "Entries": _OWN,
    "Records": options.RECORD_OPTIONS,
    "Input and output": (
        options.shared("config"),
        options.shared("no_config"),
        options.shared("quiet", "Print only one line per entry, and no notes."),
        options.shared("verbose", "Print tracebacks of internal errors."),
        options.shared("help"),
    ),
}

_COMMAND = Command(
    "awesome-lint add",
    _GROUPS,
    click.Argument(["identifiers"], nargs=-1, metavar="IDENTIFIER..."),
    meant=_MEANT,
    callback=_invocation,
    help="""Add entries to a list, in the form and at the place of its other entries.

    IDENTIFIER is a URL, an arXiv ID, a DOI, an ID of the ACL Anthology, or owner/repo, a repository
    on GitHub. Title, authors, venue, year and description are those of the registry's record.""",
    epilog=f"""All options except those of the first group can also be set in the environment, such
    as {PREFIX}_OFFLINE=1. Exit status: 0 if all entries were added, 1 if some were not, 2 for wrong
    usage or input, or if a registry did not respond.""",
)


def parse(arguments: Sequence[str]) -> Invocation | int:
    """Return the options of the arguments, or an exit status after `--help`.

    Raises click.ClickException for wrong usage.
    """
    parsed: Invocation | int = _COMMAND.parse(arguments)
    return parsed


def main(arguments: Sequence[str]) -> int:
    """Add entries, print what was added and what was not, and return the exit status.

    Raises click.ClickException for wrong usage, and UserError.
    """
    invocation = parse(arguments)
    if isinstance(invocation, int):
        return invocation
    log = Log()
    try:
        with progress_line(shown=not invocation.quiet) as progress:
            result = add(invocation, _chooser(invocation), progress, log)
    finally:
        messages.show_notes(log.notes, quiet=invocation.quiet, verbose=invocation.verbose)
    messages.show_failures(result.failures, verbose=invocation.verbose)
    if invocation.dry_run:
        lines = diff.unified(result.path, result.before, result.after)
        diff.write(lines, sys.stdout, color=False)
    _show(result, invocation)
    return _status(result)


def _status(result: AddResult) -> int:
    if result.unanswered or result.failures:
        return _UNUSABLE
    return _ADDED if result.is_complete else _REFUSED


def _show(result: AddResult, invocation: Invocation) -> None:
    # The diff alone is on standard output, for `patch`.
    stream = sys.stderr if invocation.dry_run else sys.stdout
    verb = "would be added" if invocation.dry_run else "added"
    for each in result.added:
        where = f" to {quote(each.section)}" if each.section else ""
        source = ", from the cache" if each.is_cached else ""
        age = f"record of {each.looked_up:%Y-%m-%d}{source}"
        place = displayable(f"{result.path}:{each.line}")
        stream.write(displayable(f"{place}: {verb}{where}: {quote(each.title)} ({age})") + "\n")
        shows_source = not (invocation.dry_run or invocation.quiet)
        for line in each.source.splitlines() if shows_source else ():
            stream.write(f"  {displayable(line)}\n")
    for refused in result.refused:
        messages.say("not added", f"{refused.identifier}: {refused.reason}")
    for finding in result.findings if not invocation.quiet else ():
        place = f"{finding.path}:{finding.span.line}"
        messages.say("note", f"{place}: {finding.rule}: {finding.message}")


def _chooser(invocation: Invocation) -> Chooser | None:
    if not invocation.pick:
        return None
    if not sys.stdin.isatty():
        raise UserError("--pick needs a terminal: name the section with --to")
    return _pick


def _pick(groups: Sequence[Group]) -> Group:
    """Ask for the number of a section on the terminal."""
    width = len(str(len(groups)))
    for number, group in enumerate(groups, 1):
        name = displayable(group.path or "(no heading)")
        sys.stderr.write(f"{number:>{width}}  {name} ({len(group.entries)})\n")
    while True:
        text: str = click.prompt("Section", err=True)
        chosen = parse_whole_number(text.strip())
        if chosen is not None and 1 <= chosen <= len(groups):
            return groups[chosen - 1]
        messages.say("error", f"{quote_word(text)} is not a number from 1 to {len(groups)}")
