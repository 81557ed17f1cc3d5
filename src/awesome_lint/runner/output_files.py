"""The files that a run writes, and the files that it must not overwrite."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from unicodedata import normalize

from awesome_lint import symlinks
from awesome_lint.config.file import NAMES
from awesome_lint.runner import github_actions
from awesome_lint.runner.errors import OutputError
from awesome_lint.runner.job import Configurations
from awesome_lint.runner.options import UNNAMED, Options


def check_output_files(options: Options) -> None:
    """Raise OutputError for a report or a baseline that cannot be written.

    This is said before links are checked: two reports have the same file, its directory does not
    exist, it is a directory, in git's own directory or a configuration, or a symbolic link of an
    untrusted repository leads to it.
    """
    check_output(_written(options), confined=github_actions.is_confined(options))


def check_output(written: Mapping[str, Path], *, confined: bool) -> None:
    """Raise OutputError if one of the files cannot be written, as `check_output_files` does.

    Each file comes with the option that names it. If the run is `confined`, no symbolic link out of
    a repository is followed.
    """
    for option, path in written.items():
        directory = path if option.endswith("/") else path.absolute().parent
        if not directory.is_dir():
            raise OutputError(
                f"cannot be written by `{option}`: its directory does not exist", _name(option)
            )
        if symlinks.is_in_git_directory(path):
            raise OutputError(
                f"cannot be written by `{option}`: it is in git's own directory", _name(option)
            )
        if path.is_dir():
            raise OutputError(f"cannot be written by `{option}`: it is a directory", _name(option))
        if Path(os.path.realpath(path)).name in NAMES:  # even of lists that are not linted now
            raise _would_replace(option, "a configuration")
        link = symlinks.find_escaping_link(path, (path.parent,)) if confined else None
        if link is not None:
            raise OutputError(
                f"cannot be written by `{option}`: {symlinks.escape_message(path, link)}",
                _name(option),
            )
    for (one, path), (other, other_path) in combinations(written.items(), 2):
        if _is_same_file(path, other_path):
            raise OutputError(
                f"cannot be written: `{one}` and `{other}` name the same file", _name(other)
            )


def refuse_overwriting_inputs(inputs: Iterable[tuple[Path, str]], options: Options) -> None:
    """Raise OutputError if a report or a baseline would overwrite one of the `inputs`.

    Each input comes with what messages call it.
    """
    refuse_overwriting(inputs, _written(options))


def refuse_overwriting(inputs: Iterable[tuple[Path, str]], written: Mapping[str, Path]) -> None:
    """Raise OutputError if one of the files that are written, by option, is one of the `inputs`."""
    for path, what in inputs if written else ():
        for option, target in written.items():
            if target.exists() and _is_same_file(target, path):
                raise _would_replace(option, what)


def input_files(
    paths: Sequence[Path | None], options: Options, *, what: str = "a file that is linted"
) -> Iterator[tuple[Path, str]]:
    """Yield the files that a run over `paths` reads, each with what messages call it.

    None stands for standard input. `what` is what messages call the paths.
    """
    configurations = Configurations(options)
    for path in paths:
        yield path or Path("/dev/stdin"), what
        name = path or Path(options.stdin_filename)
        if path is None and options.stdin_filename != UNNAMED:
            yield name, what
        configuration = configurations.path(name.parent)
        if configuration:
            yield configuration, "a configuration"
    if options.baseline:
        yield Path(options.baseline), "the baseline"


def _written(options: Options) -> dict[str, Path]:
    """Return the files that a run writes, by the options that name them."""
    written = {
        f"--format {each.name}={each.file}": Path(each.file)
        for each in options.reports
        if each.file
    }
    if options.write_baseline:
        written[f"--write-baseline {options.write_baseline}"] = Path(options.write_baseline)
    return written


def _name(option: str) -> str:
    """Return the file that an option names."""
    name, _, value = option.partition(" ")
    return value.partition("=")[2] if name == "--format" else value


def _would_replace(option: str, what: str) -> OutputError:
    return OutputError(f"cannot be written: `{option}` would replace {what}", _name(option))


def _is_same_file(one: Path, other: Path) -> bool:
    """Return whether two paths name the same file, or would if it existed."""
    if one.exists() != other.exists():
        return False
    if one.is_file() and other.is_file():
        return one.samefile(other)
    if one.exists():  # a device or a pipe may have several names
        return one == other
    # Whether the file system ignores case is not known before the file exists.
    return _folded(one) == _folded(other)


def _folded(path: Path) -> str:
    return normalize("NFC", os.path.realpath(path)).casefold()
