"""The files to lint: found and read."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from awesome_lint import symlinks
from awesome_lint.local_files import is_markdown
from awesome_lint.runner import github_actions, readme
from awesome_lint.runner.errors import InputError
from awesome_lint.runner.git_ignored import without_ignored
from awesome_lint.runner.log import Log
from awesome_lint.runner.options import Options
from awesome_lint.runner.path_patterns import PathGlob, has_magic
from awesome_lint.text.suggest import nearest, quote_word
from awesome_lint.text.wording import enumerate_words

MAX_BYTES = 10 * 1024 * 1024
"""The size of the largest file that is linted, in bytes."""

_SKIPPED_DIRECTORIES = ("node_modules",)


Stamp = tuple[int, int, int]
"""The inode of a file, the time of its last change in nanoseconds, and its size in bytes."""


class Source(Struct, frozen=True):
    """A text to lint."""

    path: str
    """The name in reports."""
    directory: Path
    """The directory in which the search for its configuration begins."""
    text: str
    """The content, without a byte order mark."""
    has_mark: bool
    """Whether the file begins with a byte order mark."""
    file: Path | None = None
    """The file that it was read from; None for standard input."""

    def with_mark(self, text: str) -> str:
        """Return a text with the byte order mark that this file begins with, if it has one."""
        return f"\ufeff{text}" if self.has_mark else text


def find(
    arguments: Sequence[str], note: Callable[[str], None], *, confined: bool = False
) -> Iterator[Path | None]:
    """Yield the files that command-line arguments name, each once; None is standard input.

    A directory stands for the Markdown files in it and below it, without hidden directories
    (except a README in its `.github`), `node_modules` and files that git ignores, and a glob for
    the Markdown files among these that it matches. A file that is named need not exist: `read`
    reports that. Below a directory, everything but regular files is skipped, and so is every
    symbolic link out of the repository.

    `note` is called with a sentence for each skipped file, and for each symbolic link out of a
    repository that is followed because a path that was named contains it. If the search is
    `confined`, no such link to a directory is followed, and `read` follows none to a file. Raises
    InputError for a directory without Markdown files, for one that may not be searched, and for a
    glob that matches nothing.
    """
    seen = set()
    for path in _expand(arguments, note, confined):
        real = path and os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            yield path


def _expand(
    arguments: Sequence[str], note: Callable[[str], None], confined: bool
) -> Iterator[Path | None]:
    for argument in arguments:
        path = Path(argument)
        if not argument:
            raise InputError("an empty path: name a file")
        if "\0" in argument:
            raise InputError(f"not a path: {quote_word(repr(argument))}")
        if argument == "-":
            yield None
            continue
        is_glob = has_magic(argument) and not os.path.lexists(path)
        directory = _directory_of_glob(path) if is_glob else path
        link = None if confined else symlinks.find_escaping_link(directory)
        if link and directory.exists():
            note(f"{shown(directory)}: {symlinks.escape_message(directory, link)}, and is followed")
        if not is_glob and not path.is_dir():
            yield path
            continue
        why = symlinks.refusal_reason(directory) if confined else ""
        if why:
            raise InputError(f"cannot be read: {why}", shown(directory))
        found: list[Path] = []
        if not is_glob or directory.is_dir():
            found = without_ignored(list(_markdown_files(directory, note, confined)), directory)
        if is_glob:
            glob = PathGlob(path.relative_to(directory).as_posix())
            found = [each for each in found if glob.match(each.relative_to(directory).parts)]
        if not found:
            place = "matches this glob" if is_glob else "in this directory"
            raise InputError(f"no Markdown file {place}", shown(path))
        yield from found


def _directory_of_glob(path: Path) -> Path:
    """Return the directory that contains everything that a glob can match."""
    return next(each for each in path.parents if not has_magic(str(each)))


def find_readme(note: Callable[[str], None]) -> Path:
    """Return the README that GitHub shows for the current directory.

    `note` is called with a sentence if the directory has another one, which GitHub does not show.
    Raises InputError if there is none, or a directory cannot be read.
    """
    try:
        paths = readme.find_readmes(Path())
    except OSError as error:
        place = shown(Path(os.fsdecode(error.filename)))
        raise InputError(f"cannot be read: {error.strerror}", place) from None
    if not paths:
        raise InputError("no README.md in this directory: name a file")
    first = paths[0]
    # GitHub shows the README in `docs` as that of its directory as well.
    hidden = [
        shown(path)
        for path in paths[1:]
        if path.parent.name != "docs" and os.path.realpath(path) != os.path.realpath(first)
    ]
    if hidden:
        note(
            f"{shown(first)}: linted in place of {enumerate_words(hidden)}, because GitHub shows"
            " only the former as the README"
        )
    return first


def _markdown_files(directory: Path, note: Callable[[str], None], confined: bool) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        if error.filename == str(directory):
            raise InputError(f"cannot be read: {error.strerror}", shown(directory))

    top = Path(os.path.realpath(directory))
    for parent, directories, names in os.walk(directory, onerror=refuse):
        is_top = parent == str(directory)
        directories[:] = sorted(
            name
            for name in directories
            if (not name.startswith(".") or (is_top and name == ".github"))
            and name not in _SKIPPED_DIRECTORIES
        )
        wanted = is_markdown
        if not is_top and Path(parent).name == ".github":
            directories[:] = []
            wanted = readme.is_readme
        for name in sorted(filter(wanted, names)):
            path = Path(parent, name)
            if why := _unreadable(path, top) or (confined and _untracked(symlinks.resolve(path))):
                note(f"{shown(path)}: skipped: {why}")
            else:
                yield path


def _unreadable(path: Path, top: Path) -> str:
    """Return the reason not to read a file below the directory `top`, or an empty string."""
    # The walk follows no links to directories, so only the file itself can be one.
    link = symlinks.find_escaping_link(Path(os.path.realpath(path.parent), path.name), (top,))
    if link is not None:
        return symlinks.escape_message(path, link)
    if not path.exists():
        return "it is a symbolic link to nothing"
    return "" if path.is_file() else "it is not a regular file"


def read(path: Path | None, stdin_filename: str, *, confined: bool = False) -> Source:
    """Read a file, or standard input for None, whose name is then `stdin_filename`.

    If it is `confined`, no symbolic link out of a repository is followed. Raises InputError if the
    file does not exist, is unreadable, not a regular file, larger than MAX_BYTES or not UTF-8.
    """
    place = path or Path(stdin_filename)
    name = shown(place)
    if path is None:
        data = _read_stdin(name)
    elif path.exists() and not path.is_file():
        # A pipe or a device may never end, and cannot be read a second time to show its lines.
        raise InputError("cannot be read: not a regular file (`-` reads standard input)", name)
    else:
        data = read_bytes(path, name, MAX_BYTES, confined=confined)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise InputError(f"not UTF-8: {byte}", name, line) from None
    return Source(name, place.parent, text, data.startswith(codecs.BOM_UTF8), path)


def read_all(paths: Sequence[Path | None], options: Options, log: Log) -> tuple[Source, ...]:
    """Read files; one that cannot be read is an error in the `log`."""
    sources: dict[str, Source] = {}
    confined = github_actions.is_confined(options)
    for path in paths:
        try:
            source = read(path, options.stdin_filename, confined=confined)
            if source.path in sources:
                raise InputError("two files by this name", source.path)
            sources[source.path] = source
        except InputError as error:
            log.errors.append(error)
    return tuple(sources.values())


def read_bytes(
    path: Path, name: str, most: int, missing: str = "", *, confined: bool = False
) -> bytes:
    """Return the content of a file that messages call `name`.

    If it is `confined`, no symbolic link out of a repository is followed. Raises InputError if the
    file cannot be read, has more than `most` bytes or does not exist; `missing` replaces the
    suggestion of a similar name in that message.
    """
    try:
        with open_inside(path) if confined else path.open("rb") as stream:
            return _limited(stream, name, most)
    except FileNotFoundError:
        raise InputError(f"no such file{missing or _did_you_mean(path)}", name) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", name) from None


def open_inside(path: Path) -> BinaryIO:
    """Open a file of an untrusted repository, unless a symbolic link leads to a file of another.

    Files that git does not track are refused as well if a symbolic link leads to them: an earlier
    step of the job may have written a secret there. Raises OSError.
    """
    return symlinks.open_inside(path, _untracked)


def _untracked(way: symlinks.ResolvedPath) -> str:
    """Return the reason not to read an untracked file that a symbolic link leads to, or nothing.

    Outside of a repository, no file is refused.
    """
    top = next((top for _, top in way.links if top and (top / ".git").exists()), None)
    if top is None or not way.real.is_file():
        return ""
    from awesome_lint.changes import ChangesError, is_tracked

    try:
        tracked = is_tracked(way.real, top)
    except ChangesError as error:
        return f"a symbolic link leads to a file that git may not track: {error}"
    return "" if tracked else "a symbolic link leads to a file that git does not track"


def _read_stdin(name: str) -> bytes:
    if sys.stdin is None:
        raise InputError("cannot be read: standard input is closed", name)
    try:
        return _limited(sys.stdin.buffer, name, MAX_BYTES)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", name) from None


def _limited(stream: BinaryIO, name: str, most: int) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(f"larger than {most // 1024**2} MiB", name)
    return data


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file, which differs after a change; None if there is no such file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def shown(path: Path) -> str:
    r"""Return the name of a file in reports: relative to the current directory if it is below it.

    The name has forward slashes; bytes that are not UTF-8 are written as `\xff`.
    """
    absolute = Path(os.path.normpath(path.absolute()))
    here = Path.cwd()
    name = absolute.relative_to(here) if absolute.is_relative_to(here) else path
    return os.fsencode(name.as_posix()).decode("utf-8", "backslashreplace")


def _did_you_mean(path: Path) -> str:
    try:
        names = [other.name for other in path.parent.iterdir()]
    except OSError:
        return ""
    near = nearest(path.name, names)
    return f": did you mean `{shown(path.with_name(near))}`?" if near else ""
