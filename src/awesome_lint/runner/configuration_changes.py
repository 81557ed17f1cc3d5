"""What a change does to the configuration by which it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from awesome_lint.config import Config, ConfigError, file, rule_settings
from awesome_lint.model import Note
from awesome_lint.runner import diff_base
from awesome_lint.runner.files import shown
from awesome_lint.runner.job import Configurations, Job
from awesome_lint.runner.options import Invocation

if TYPE_CHECKING:  # imported by runs that look at a change
    from awesome_lint.changes import Changes

_EVENTS: Final = ("pull_request", "pull_request_target")
"""Where the target itself is checked out, its configuration has not changed."""


def notes(jobs: Sequence[Job], invocation: Invocation) -> tuple[Note, ...]:
    """Return what is reported less because of what a change did to configurations.

    That is one note, or none. The change is that of the command line, or else of the pull request
    that a workflow runs for, also where everything is reported. A configuration that git does not
    keep is not of the change.
    """
    proposed = diff_base.proposed(invocation, _EVENTS)
    if proposed is None or invocation.no_config:
        return ()
    from awesome_lint.changes import Changes, ChangesError

    changes = Changes(proposed)
    found: dict[Note, None] = {}
    # One configuration holds for all files of a folder.
    for job in {job.source.folder: job for job in jobs}.values():
        try:
            note = _note(job, changes, invocation)
        except ChangesError:  # then what concerns the change is not known either, and that is said
            continue
        if note is not None:
            found[note] = None
    if not found:
        return ()
    phrases = "; and ".join(note.message for note in found)
    message = f"the proposed change also changes the configuration: {phrases}"
    return (Note(message, next(iter(found)).path),)


def _note(job: Job, changes: Changes, invocation: Invocation) -> Note | None:
    """Return what the configuration of one job no longer reports, as a phrase."""
    from awesome_lint.changes import is_tracked
    from awesome_lint.config.weakening import weakening

    path = Configurations(invocation).path(job.source.folder)
    if path is not None and not is_tracked(path):
        return None
    if path is not None and invocation.config:
        before = changes.content(path)
    else:
        before = changes.nearest(job.source.folder, file.NAMES)
    config = _config(before.data) if before else Config()
    rules = (
        rule_settings(each, invocation.select, invocation.ignore, invocation.preset)
        for each in (config, job.config)
    )
    effects = "; ".join(weakening(config, job.config, *rules))
    if not effects:
        return None
    if path is None:
        name = before.path if before else ""
        return Note(f"the removal of `{name}` {effects}", name)
    name = shown(path)
    if before is None:
        return Note(f"the new `{name}` {effects}", name)
    instead = "" if before.path == changes.path(path) else f" instead of `{before.path}`"
    return Note(f"`{name}`{instead} {effects}", name)


def _config(data: bytes) -> Config:
    """Return the configuration that a file held; the default where it could not be read."""
    try:
        return file.loads(data[: file.MAX_BYTES].decode("utf-8-sig"), "")
    except (ConfigError, UnicodeDecodeError):
        return Config()
