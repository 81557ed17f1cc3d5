"""The files as they were before the change under review."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from awesome_lint.model import Note
from awesome_lint.runner import github_actions
from awesome_lint.runner.errors import InputError
from awesome_lint.runner.files import Source
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import NO_DIFF_BASE, UNNAMED, Options

if TYPE_CHECKING:  # imported by runs that look at a change
    from awesome_lint.changes import Base, Changes, PullRequest, Server


_EVENTS: Final = ("pull_request", "pull_request_target")
"""Events of GitHub Actions that have a change under review."""


def open_changes(options: Options) -> Changes | None:
    """Return the change under review: since a git revision, or of a pull request.

    None if there is none.
    """
    change: str | PullRequest | None = options.diff_base
    if change in ("", NO_DIFF_BASE):
        if options.environment.get("GITHUB_EVENT_NAME") not in _EVENTS:
            return None
        from awesome_lint.changes.event import pull_request

        change = pull_request(options.environment, _EVENTS)
    if change is None:
        return None
    from awesome_lint.changes import Changes

    return Changes(change, None if options.offline else _server(options))


def find_bases(
    sources: Iterable[Source], changes: Changes | None, options: Options, log: Log
) -> dict[str, Base | None]:
    """Return the files before the change under review, by path.

    None stands for a file that did not exist. A file is absent if everything in it is reported:
    there is no change under review, or the base of a pull request is not known, which is a warning.
    Raises InputError if `diff_base` cannot be used.
    """
    # A baseline has everything, or it would hide later what is out of scope today.
    if changes is None or options.diff_base == NO_DIFF_BASE or options.write_baseline:
        return {}
    # `pull_request_target` checks out the target's own code, unless a workflow says otherwise.
    if not options.diff_base and options.environment["GITHUB_EVENT_NAME"] != "pull_request":
        return {}
    from awesome_lint.changes import ChangesError

    bases: dict[str, Base | None] = {}
    reasons: dict[str, None] = {}
    for source in sources:
        try:
            bases[source.path] = changes.base(_file(source, options.stdin_filename))
        except ChangesError as error:
            if options.diff_base:
                raise InputError(str(error), source.path) from None
            reasons[str(error)] = None
    for reason in reasons:
        message = (
            f"all findings are reported, also those that the pull request did not cause: {reason}"
        )
        log.notes.append(Note(message, level="warning", is_reported=True))
    return bases


def _server(options: Options) -> Server:
    """Return the server from which the base of a pull request is fetched."""
    from awesome_lint.changes import Server

    environment = options.environment
    url, token = github_actions.server(environment)
    return Server(
        url,
        token,
        api=github_actions.repository_api(environment),
        commit=github_actions.commit(environment),
        workspace=environment.get("GITHUB_WORKSPACE", ""),
        proxy=options.proxy,
    )


def _file(source: Source, stdin_filename: str) -> Path:
    """Return the path of a file. Raises ChangesError for standard input without a name."""
    if source.file is None and stdin_filename == UNNAMED:
        from awesome_lint.changes import ChangesError

        raise ChangesError("--diff-base needs its file name: give it with --stdin-filename")
    return source.file or Path(stdin_filename)
