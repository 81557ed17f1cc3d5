"""Messages on standard error, and in a step of GitHub Actions its annotations and summary.

The commands are those of docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from awesome_lint import rulebook
from awesome_lint.cli.terminal import terminal_columns
from awesome_lint.config import ConfigError
from awesome_lint.model import Failure, Note, UserError
from awesome_lint.runner import github_actions
from awesome_lint.text.display import displayable
from awesome_lint.text.wording import count
from awesome_lint.text.wrap import wrap

_MAX_MISTAKES: Final = 20
"""Mistakes of a configuration that are shown."""


def say(kind: str, message: str) -> None:
    """Write a line to standard error, if that can still be written to.

    It is wrapped on a terminal.
    """
    line = f"{kind}: {displayable(message)}"
    with suppress(OSError):
        if sys.stderr.isatty():
            line = wrap(line, terminal_columns(), indent=len("note: "))
        sys.stderr.write(f"{line}\n")


def show_notes(notes: Iterable[Note], *, quiet: bool, verbose: bool) -> None:
    """Write the notes of a run that are wanted."""
    for note in notes:
        if note.level == "warning" or (not quiet and (verbose or note.level == "note")):
            say("note", note.message)


def show_error(error: UserError) -> None:
    """Write an error; in a step of GitHub Actions, also as an annotation and to its summary."""
    say("error", str(error))
    if github_actions.is_step(os.environ):
        # On standard error, since standard output may be a report that a program reads.
        with suppress(OSError):
            sys.stderr.write(_annotation(error))
        _add_to_summary(error)


def show_mistakes(error: ConfigError) -> None:
    """Write the mistakes of a configuration; of very many, the first ones."""
    for each in (error, *error.others[: _MAX_MISTAKES - 1]):
        show_error(each)
    more = len(error.others) - _MAX_MISTAKES + 1
    if more > 0:
        say("note", f"{error.path}: {count(more, 'more mistake')}")


def show_failures(failures: Iterable[Failure], *, verbose: bool) -> None:
    """Write the internal errors of a run: what its reports lack."""
    for failure in failures:
        what = f"internal error in {failure.part}: {failure.error}; everything else is reported"
        show_failure(what, failure, verbose=verbose)


def show_failure(message: str, failure: Failure, *, verbose: bool) -> None:
    """Write an internal error with the request to report it, and if `verbose` its traceback."""
    reason = f"{message}. Please report this at {rulebook.PROJECT_URL}/issues"
    if "://" in failure.subject:
        show_error(UserError(f"{failure.subject}: {reason}"))
    else:
        show_error(UserError(reason, failure.subject))
    for line in failure.traceback.splitlines() if verbose else ():
        say("note", line)


def _annotation(error: UserError) -> str:
    """Return the workflow command that makes an annotation of an error."""
    from awesome_lint.report.formats import github

    properties: dict[str, str | int] = {}
    if error.path:
        properties["file"] = github.file_property(error.path)
    if error.path and error.line:
        properties["line"] = error.line
    properties["title"] = "awesome-lint"
    return github.command("error", properties, displayable(error.reason))


def _add_to_summary(error: UserError) -> None:
    """Add a line about an error to the summary of the step, if that can be written to."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    from awesome_lint.report import summary

    with suppress(OSError), Path(file).open("ab") as stream:
        # The summary may end in the middle of a line.
        lead = "\n\n" if stream.tell() else ""
        line = (lead + summary.error_line(error)).encode("utf-8", "replace")
        if stream.tell() + len(line) <= summary.MAX_BYTES:
            stream.write(line)
