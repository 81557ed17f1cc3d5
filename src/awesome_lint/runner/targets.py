"""The files that a run writes, and those that it must not replace."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from unicodedata import normalize

from awesome_lint import symlinks
from awesome_lint.config.file import NAMES
from awesome_lint.model import UserError
from awesome_lint.runner import github_actions
from awesome_lint.runner.job import Configurations
from awesome_lint.runner.options import UNNAMED, Invocation


class OutputError(UserError):
    """A report that cannot be written."""


def check(invocation: Invocation) -> None:
    """Raise OutputError for a file that a report or a baseline cannot be written to.

    That is better said before the links are checked than after: two reports would go to one file,
    its directory is not there, it is git's own or a configuration, or a stranger's symbolic link
    leads to it.
    """
    written = _written(invocation)
    for option, path in written.items():
        if not path.absolute().parent.is_dir():
            raise OutputError(
                f"cannot be written by `{option}`: its directory does not exist", _name(option)
            )
        if symlinks.is_gits_own(path):
            raise OutputError(
                f"cannot be written by `{option}`: it is in git's own directory", _name(option)
            )
        if Path(os.path.realpath(path)).name in NAMES:  # even of lists that are not linted now
            raise _would_replace(option, "a configuration")
        link = (
            symlinks.way_out(path, (path.parent,))
            if github_actions.is_confined(invocation)
            else None
        )
        if link is not None:
            raise OutputError(
                f"cannot be written by `{option}`: {symlinks.led_out(path, link)}", _name(option)
            )
    for (one, path), (other, other_path) in combinations(written.items(), 2):
        if _is_one_file(path, other_path):
            raise OutputError(
                f"cannot be written: `{one}` and `{other}` name the same file", _name(other)
            )


def spare(read: Iterable[tuple[Path, str]], invocation: Invocation) -> None:
    """Raise OutputError where a report or a baseline would replace one of the files `read`.

    Each comes with what messages call it.
    """
    written = _written(invocation)
    for path, what in read if written else ():
        for option, target in written.items():
            if target.exists() and _is_one_file(target, path):
                raise _would_replace(option, what)


def read_by(paths: Sequence[Path | None], invocation: Invocation) -> Iterator[tuple[Path, str]]:
    """Yield the files that a run over `paths` reads, each with what messages call it.

    None stands for standard input.
    """
    configurations = Configurations(invocation)
    for path in paths:
        yield path or Path("/dev/stdin"), "a file that is linted"
        name = path or Path(invocation.stdin_filename)
        if path is None and invocation.stdin_filename != UNNAMED:
            yield name, "a file that is linted"
        configuration = configurations.path(name.parent)
        if configuration:
            yield configuration, "a configuration"
    if invocation.baseline:
        yield Path(invocation.baseline), "the baseline"


def _written(invocation: Invocation) -> dict[str, Path]:
    """Return the files that a run writes, by the options that name them."""
    written = {
        f"--format {each.name}={each.file}": Path(each.file)
        for each in invocation.format
        if each.file
    }
    if invocation.write_baseline:
        option = f"--write-baseline {invocation.write_baseline}"
        written[option] = Path(invocation.write_baseline)
    return written


def _name(option: str) -> str:
    """Return the file that an option names, as it is written."""
    name, _, value = option.partition(" ")
    return value.partition("=")[2] if name == "--format" else value


def _would_replace(option: str, what: str) -> OutputError:
    return OutputError(f"cannot be written: `{option}` would replace {what}", _name(option))


def _is_one_file(one: Path, other: Path) -> bool:
    """Return whether two paths are of one file, or would be if it was there."""
    if one.exists() != other.exists():
        return False
    if one.is_file() and other.is_file():
        return one.samefile(other)
    if one.exists():  # devices and pipes, which may be one as well as another
        return one == other
    # Only a file that is there could tell whether its file system knows upper from lower case.
    return _folded(one) == _folded(other)


def _folded(path: Path) -> str:
    return normalize("NFC", os.path.realpath(path)).casefold()
