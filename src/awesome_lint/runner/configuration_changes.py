"""Configurations that the change under review weakens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from awesome_lint import symlinks
from awesome_lint.config import Config, ConfigError, file, rule_settings
from awesome_lint.model import Note
from awesome_lint.runner.files import shown
from awesome_lint.runner.job import Configurations, Job
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options

if TYPE_CHECKING:  # imported by runs that look at a change
    from awesome_lint.changes import Changes


def note_configurations(
    jobs: Sequence[Job],
    excluded: Mapping[Path, Config],
    changes: Changes | None,
    options: Options,
    log: Log,
) -> None:
    """Note which configuration each job has, and where the change under review weakens one.

    `excluded` has the configurations of directories with files that they exclude.
    """
    for name in dict.fromkeys(job.config.source for job in jobs if job.config.source):
        link = symlinks.find_escaping_link(Path(name))
        if link is not None:
            log.note(f"{name}: {symlinks.escape_message(Path(name), link)}, and is followed")
    for job in jobs:
        source = job.config.source
        configured = f"configured by {source}" if source else "no configuration file"
        log.note(f"{job.path}: {configured}", "detail")
        if not job.settings:
            log.note(f"{job.path}: no rule runs")
    configurations = {job.source.directory: job.config for job in jobs}
    if changes is not None and not options.no_config:
        _note_weakening({**excluded, **configurations}, changes, options, log)


def _note_weakening(
    configurations: Mapping[Path, Config], changes: Changes, options: Options, log: Log
) -> None:
    """Note which findings are not reported because a change weakens a configuration.

    This applies even if everything is reported. A configuration that git does not track is not
    part of a change.
    """
    from awesome_lint.changes import ChangesError

    found: dict[Note, None] = {}
    for directory, config in configurations.items():
        try:
            note = _weakening(directory, config, changes, options)
        except ChangesError:  # `find_bases` has noted that the base is not known
            continue
        if note is not None:
            found[note] = None
    if not found:
        return
    phrases = "; and ".join(note.message for note in found)
    message = f"the proposed change also changes the configuration: {phrases}"
    log.notes.append(Note(message, next(iter(found)).path, is_reported=True))


def _weakening(directory: Path, config: Config, changes: Changes, options: Options) -> Note | None:
    """Return what the configuration of a directory no longer reports, as a phrase."""
    from awesome_lint.changes import is_tracked
    from awesome_lint.config.weakening import weakening

    path = Configurations(options).path(directory)
    if path is not None and not is_tracked(path):
        return None
    if path is not None and options.config:
        before = changes.content(path)
    else:
        before = changes.nearest(directory, file.NAMES)
    old = _config(before.data) if before else Config()
    rules = (
        rule_settings(each, options.select, options.ignore, options.preset)
        for each in (old, config)
    )
    effects = "; ".join(weakening(old, config, *rules))
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
    """Return the configuration that a file held; the default if it cannot be read."""
    try:
        return file.loads(data[: file.MAX_BYTES].decode("utf-8-sig"), "")
    except (ConfigError, UnicodeDecodeError):
        return Config()
