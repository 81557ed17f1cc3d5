"""The files as they were before the change under review."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint.model import Note
from awesome_lint.runner import github_actions
from awesome_lint.runner.errors import InputError
from awesome_lint.runner.files import Source
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import NO_DIFF_BASE, UNNAMED, Options

if TYPE_CHECKING:  # imported by runs that look at a change
    from awesome_lint.changes import Base, PullRequest, Server


def find_bases(sources: Iterable[Source], options: Options, log: Log) -> dict[str, Base | None]:
    """Return the files before the change under review, by path.

    None stands for a file that did not exist. A file is absent if everything in it is reported:
    there is no change under review, or the base of a pull request is not known, which is a warning.
    Raises InputError if `diff_base` cannot be used.
    """
    change = proposed_change(options)
    # A baseline has everything, or it would hide later what is out of scope today.
    if change is None or options.diff_base == NO_DIFF_BASE or options.write_baseline:
        return {}
    from awesome_lint.changes import Changes, ChangesError

    changes = Changes(change, server(options))
    bases: dict[str, Base | None] = {}
    reasons: dict[str, None] = {}
    for source in sources:
        try:
            bases[source.path] = changes.base(_file(source, options.stdin_filename))
        except ChangesError as error:
            if isinstance(change, str):
                raise InputError(str(error), source.path) from None
            reasons[str(error)] = None
    for reason in reasons:
        message = (
            f"all findings are reported, also those that the pull request did not cause: {reason}"
        )
        log.notes.append(Note(message, level="warning", is_reported=True))
    return bases


def server(options: Options) -> Server | None:
    """Return the server from which the base of a pull request is fetched; None if offline."""
    from awesome_lint.changes import Server

    if options.offline:
        return None
    url, token = github_actions.server(options.environment)
    return Server(url, token)


def proposed_change(
    options: Options, events: Collection[str] = ("pull_request",)
) -> str | PullRequest | None:
    """Return the change under review: a git revision, a pull request, or None.

    `events` are the events of GitHub Actions that count as one.
    """
    if options.diff_base not in ("", NO_DIFF_BASE):
        return options.diff_base
    if options.environment.get("GITHUB_EVENT_NAME") not in events:
        return None
    from awesome_lint.changes.event import pull_request

    return pull_request(options.environment, events)


def _file(source: Source, stdin_filename: str) -> Path:
    """Return the path of a file. Raises ChangesError for standard input without a name."""
    if source.file is None and stdin_filename == UNNAMED:
        from awesome_lint.changes import ChangesError

        raise ChangesError("--diff-base needs its file name: give it with --stdin-filename")
    return source.file or Path(stdin_filename)
