"""`--watch`: lints again whenever a linted file, its configuration or the baseline changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from awesome_lint.cli import messages
from awesome_lint.cli.invocation import Invocation
from awesome_lint.model import UserError
from awesome_lint.rulebook import PROJECT_URL
from awesome_lint.runner import files
from awesome_lint.runner.options import Options
from awesome_lint.runner.output_files import input_files
from awesome_lint.symlinks import find_repository
from awesome_lint.text.wording import count

_INTERRUPTED: Final = 130

_MISSING: Final = (
    "--watch needs watchfiles, which is not installed: install awesome-lint with its extra"
    f" `watch`, such as `pipx install 'awesome-lint[watch] @ git+{PROJECT_URL}'`"
)

_TICK_MS: Final = 100
"""Time after which waiting for a notification is interrupted, in milliseconds."""

_TICKS: Final = 50
"""Ticks after which the files are checked without a notification, as on a network file system or
for a new list in a directory that had none. The first tick checks them as well, because they may
have changed before the watch began."""

State = dict[Path, files.Stamp | None]
"""The files that a run reads, with their stamps."""


def run_on_changes(invocation: Invocation, run: Callable[[], int]) -> int:
    """Call `run` now and after each change of a file that it reads, until Ctrl-C.

    Returns the exit status. Raises UserError if watchfiles is not installed.
    """
    if find_spec("watchfiles") is None:
        raise UserError(_MISSING)
    changed: Path | None = None
    while True:
        click.clear()  # on a terminal
        if changed and not invocation.quiet:
            messages.say("note", f"{files.shown(changed)} has changed")
        state = _state(invocation.options)
        if run() == _INTERRUPTED:
            return _INTERRUPTED
        if not invocation.quiet:
            messages.say("note", f"watching {count(len(state), 'file')} (Ctrl-C to stop)")
        changed = _wait_for_change(state, invocation.options)


def _wait_for_change(state: State, options: Options) -> Path:
    """Wait until files that a run reads change, and return the first of them."""
    from watchfiles import watch

    while True:
        directories = _directories(state, options)
        watched = watch(
            *directories,
            watch_filter=None,
            rust_timeout=_TICK_MS,
            yield_on_timeout=True,
            recursive=False,
        )
        for tick, changes in enumerate(watched):
            if not changes and tick % _TICKS:
                continue
            now = _state(options)
            for path in {**state, **now}:
                if path not in state or path not in now or state[path] != now[path]:
                    return path
            if _directories(state, options) != directories:
                break


def _state(options: Options) -> State:
    return {path: files.stamp(path) for path in _inputs(options)}


def _inputs(options: Options) -> Iterable[Path]:
    """Return the files that a run reads, or the given paths if it finds none."""
    try:
        named = options.paths or (str(files.find_readme(_ignore)),)
        found = tuple(files.find(named, _ignore))
        return [path for path, _ in input_files(found, options)]
    except (UserError, OSError):
        return map(Path, options.paths)


def _directories(state: State, options: Options) -> frozenset[Path]:
    """Return the directories in which a change can matter to a run.

    They are watched instead of the files, since many editors save a file by renaming another.
    """
    found = {Path.cwd(), *(path.absolute().parent for path in state)}
    for directory in tuple(found):
        # A configuration may be added in any of these.
        top = find_repository(directory)
        found.update(each for each in directory.parents if top and each.is_relative_to(top))
    found.update(Path(path).absolute() for path in options.paths)
    return frozenset(filter(Path.is_dir, found))


def _ignore(_note: str) -> None:
    """Skip a note about the search, which the run itself repeats."""
