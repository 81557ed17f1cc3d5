"""`awesome-lint export`: writes the entries of lists in a format for other programs."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from awesome_lint.cli import completion, messages, options
from awesome_lint.cli.command import Command, settle_exclusive
from awesome_lint.cli.option_types import PREFIX, Option, web_url, word
from awesome_lint.cli.progress import progress_line
from awesome_lint.exporters import FORMATS, Export, bibtex, load_writer, rss
from awesome_lint.exporters.export import works
from awesome_lint.runner import export as runner_export
from awesome_lint.runner.atomic_write import replace
from awesome_lint.runner.errors import OutputError
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import EXCLUSIVE, Options
from awesome_lint.text.wording import count

_BY_WORK = {"bibtex": bibtex.key, "rss": rss.guid}
"""The formats that have each work once, with the identities of works."""

_MEANT = {
    **{f"--{name}": f"--to {name}" for name in FORMATS},
    "-f": "--to",
    "-t": "--to",
    "--format": "--to",
    "--no-network": "--offline",
    "--output-file": "--output",
}
"""Options of other programs, and of the linter, with what they are here."""

_EXPORT_OPTIONS = (
    Option(
        ["--to"],
        metavar="FORMAT",
        allow_from_autoenv=False,
        callback=word(FORMATS),
        shell_complete=completion.words(FORMATS),
        help=f"Format to write: {', '.join(FORMATS)}. Required.",
    ),
    Option(
        ["-o", "--output"],
        metavar="FILE",
        default="",
        allow_from_autoenv=False,
        shell_complete=completion.files,
        help="File to write. Default: - for standard output.",
    ),
    Option(
        ["--url"],
        metavar="URL",
        default="",
        allow_from_autoenv=False,
        callback=web_url,
        help="URL of the list, for RSS. Default: its page on GitHub, if it is in a clone.",
    ),
)


class _Invocation(Struct, frozen=True, kw_only=True):
    """A parsed command line."""

    options: Options
    to: str
    output: str
    url: str
    quiet: bool
    verbose: bool


def _invocation(**values: Any) -> _Invocation:
    if values["to"] is None:
        raise click.UsageError(f"--to is missing: name a format ({', '.join(FORMATS)})")
    if values["output"] == "-":
        values["output"] = ""
    settle_exclusive(values, (*EXCLUSIVE, ("quiet", "verbose")))
    own = {name: values.pop(name) for name in _Invocation.__struct_fields__ if name in values}
    return _Invocation(options=Options(**values, environment=os.environ), **own)


_GROUPS = {
    "Export": _EXPORT_OPTIONS,
    "Records": (
        *options.RECORD_OPTIONS,
        options.shared("cache_scope"),
        options.shared(
            "deadline", "Time limit of the lookup of records in seconds. Default: none."
        ),
        options.shared("max_concurrency"),
    ),
    "Input and output": (
        options.shared("config"),
        options.shared("no_config"),
        options.shared(
            "exclude",
            "Do not export files that match this pattern, such as drafts/ or *.zh.md. Repeatable.",
        ),
        options.shared(
            "stdin_filename",
            "File name of standard input in the export, and for finding its configuration.",
        ),
        options.shared("quiet", "Print no notes."),
        options.shared("verbose", "Print tracebacks of internal errors."),
        options.shared("help"),
    ),
}

_COMMAND = Command(
    "awesome-lint export",
    _GROUPS,
    click.Argument(["paths"], nargs=-1, metavar="[PATH]...", shell_complete=completion.files),
    meant=_MEANT,
    callback=_invocation,
    help="""Write the entries of lists, with the records that registries have of them.

    PATH is a Markdown file, a directory, a glob or - for standard input. The default is the README
    of the current directory. Records are cached for a week. Other records are requested from the
    APIs of the registries.""",
    epilog=f"""All options except those of the first group can also be set in the environment, such
    as {PREFIX}_OFFLINE=1. Exit status: 0, or 2 for wrong usage or if something is missing from the
    export.""",
)


def main(arguments: Sequence[str]) -> int:
    """Write an export, and return the exit status: 0, or 2 if something is missing from it.

    Raises click.ClickException for wrong usage, and UserError if nothing can be exported.
    """
    invocation: _Invocation | int = _COMMAND.parse(arguments)
    if isinstance(invocation, int):
        return invocation
    log = Log()
    try:
        with progress_line(shown=not invocation.quiet) as progress:
            export = runner_export.export(
                invocation.options,
                url=invocation.url,
                output=invocation.output,
                progress=progress,
                log=log,
            )
        _note_content(export, invocation.to, log)
    finally:
        messages.show_notes(log.notes, quiet=invocation.quiet, verbose=invocation.verbose)
        for error in log.errors:
            messages.show_error(error)
    messages.show_failures(export.failures, verbose=invocation.verbose)
    if export.entries or not export.errors:
        _write(export, invocation)
    return 2 if export.failures or export.errors else 0


def _note_content(export: Export, name: str, log: Log) -> None:
    """Note where a format has something else than each entry once."""
    by_work = _BY_WORK.get(name)
    repeated = len(export.entries) - len(works(export.entries, by_work)) if by_work else 0
    if repeated:
        log.note(f"{count(repeated, 'entry', 'entries')} left out: {name} has each work once")
    if name == "rss" and not export.url:
        log.note("the feed has no link, which RSS requires: give the URL of the list with --url")


def _write(export: Export, invocation: _Invocation) -> None:
    content = io.StringIO(newline="")
    load_writer(invocation.to)(export, content)
    if not invocation.output:
        sys.stdout.write(content.getvalue())
        return
    data = content.getvalue().encode("utf-8", "backslashreplace")
    try:
        replace(Path(invocation.output), data)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", invocation.output) from None
