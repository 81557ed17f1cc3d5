"""The change that a run looks at: what the files were before it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint.runner.files import InputError, Source
from awesome_lint.runner.options import UNNAMED, Invocation

if TYPE_CHECKING:  # imported by runs that look at a change
    from awesome_lint.changes import Base, PullRequest

NOTHING = "none"
"""What `--diff-base` says where no change is to be looked at."""


def bases(
    sources: Iterable[Source], invocation: Invocation
) -> tuple[dict[str, Base | None], tuple[str, ...]]:
    """Return what the sources were before the change, by their paths, and notes to be shown.

    None stands for a file that was not there; a source of which nothing is known is absent. The
    command line says what the change is, or else the event of a pull request on GitHub, for which
    it is no error but a note if nothing is known. Raises InputError.
    """
    since = proposed(invocation)
    # A baseline has everything, or it would hide later what is out of scope today.
    if since is None or invocation.diff_base == NOTHING or invocation.write_baseline:
        return {}, ()
    from awesome_lint.changes import Changes, ChangesError

    changes = Changes(since)
    found: dict[str, Base | None] = {}
    notes: dict[str, None] = {}
    for source in sources:
        try:
            found[source.path] = changes.base(_file(source, invocation.stdin_filename))
        except ChangesError as error:
            if isinstance(since, str):
                raise InputError(str(error), source.path) from None
            notes[f"everything is reported: {error}"] = None
    return found, tuple(notes)


def proposed(
    invocation: Invocation, events: Collection[str] = ("pull_request",)
) -> str | PullRequest | None:
    """Return what the change is that is proposed, if there is one, also where all is reported.

    `events` are those of GitHub that propose one.
    """
    if invocation.diff_base not in ("", NOTHING):
        return invocation.diff_base
    if os.environ.get("GITHUB_EVENT_NAME") not in events:
        return None
    from awesome_lint.changes.event import pull_request

    return pull_request(os.environ, events)


def _file(source: Source, stdin_filename: str) -> Path:
    """Return where a source lies, or would lie. Raises ChangesError for one without a name."""
    if source.file is None and stdin_filename == UNNAMED:
        from awesome_lint.changes import ChangesError

        raise ChangesError("--diff-base needs its name: --stdin-filename says it")
    return source.file or Path(stdin_filename)
