"""Finds the files to lint and reads them."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from awesome_lint import symlinks
from awesome_lint.model import UserError
from awesome_lint.text.suggest import nearest

MAX_BYTES = 10 * 1024 * 1024
"""The largest file that is linted: far beyond any README, of which GitHub shows 500 KiB."""

_READMES = ("readme.md", "readme.markdown")
_SUFFIXES = (".md", ".markdown")
_SKIPPED_FOLDERS = ("node_modules",)


class InputError(UserError):
    """Something that cannot be linted."""


class Source(Struct, frozen=True):
    """A text to lint.

    `path` is what reports call it, `folder` is where the search for its configuration begins.
    `file` is where it was read from: None for standard input. `data` is what was read, of which
    `text` is all but a byte order mark.
    """

    path: str
    folder: Path
    text: str
    data: bytes
    file: Path | None = None

    def encode(self, text: str) -> bytes:
        """Return another text as it would be written in this one's place."""
        mark = codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""
        return mark + text.encode("utf-8")


def find(
    arguments: Sequence[str], note: Callable[[str], None], *, confined: bool = False
) -> Iterator[Path | None]:
    """Yield the files that command-line arguments stand for, each once; None is standard input.

    A folder stands for the Markdown files in it and below it, without hidden folders and
    `node_modules`; no argument at all for the README in the current folder. A file that is named
    is yielded unseen: reading it tells whether it exists. What is below a folder and is not a
    regular file, or a symbolic link out of the repository, is left out.

    `note` is told what is left out, and which symbolic links lead out of a repository and are
    followed, since a path is named that they are on. If the search is `confined`, no such link
    is followed to a folder; to a file, `read` does not follow it then. Raises InputError for a
    folder without a file, and for one that is not searched.
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
    for argument in arguments or (str(_readme()),):
        path = Path(argument)
        if not argument:
            raise InputError("an empty path: name a file")
        if argument == "-":
            yield None
            continue
        link = None if confined else symlinks.way_out(path)
        if link and path.exists():
            note(f"{shown(path)}: {symlinks.led_out(path, link)}, and is followed")
        if path.is_dir():
            why = symlinks.refusal(path) if confined else ""
            if why:
                raise InputError(f"cannot be read: {why}", shown(path))
            yield from _markdown_files(path, note, confined)
        else:
            yield path


def _readme() -> Path:
    paths = sorted(path for path in Path().iterdir() if path.name.lower() in _READMES)
    if not paths:
        raise InputError("no README.md in this folder: name a file")
    return next((path for path in paths if path.name == "README.md"), paths[0])


def _markdown_files(folder: Path, note: Callable[[str], None], confined: bool) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        if error.filename == str(folder):
            raise InputError(f"cannot be read: {error.strerror}", shown(folder))

    found = False
    top = Path(os.path.realpath(folder))
    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(names):
            if not name.lower().endswith(_SUFFIXES):
                continue
            path = Path(parent, name)
            if why := _unreadable(path, top) or (confined and _untracked(symlinks.follow(path))):
                note(f"{shown(path)}: skipped: {why}")
            else:
                found = True
                yield path
    if not found:
        raise InputError("no Markdown file in this folder", shown(folder))


def _unreadable(path: Path, top: Path) -> str:
    """Return why a file that was found below the folder `top` is not read; empty where it is."""
    # Found without following links to folders, so only the file itself can be one.
    link = symlinks.way_out(Path(os.path.realpath(path.parent), path.name), (top,))
    if link is not None:
        return symlinks.led_out(path, link)
    if not path.exists():
        return "it is a symbolic link to nothing"
    return "" if path.is_file() else "it is not a regular file"


def read(path: Path | None, stdin_filename: str, *, confined: bool = False) -> Source:
    """Read a file, or standard input for None, which is then called `stdin_filename`.

    A byte order mark is left out. If it is `confined`, no symbolic link out of a repository is
    followed. Raises InputError where there is no such file, or where it is unreadable, no regular
    file, larger than MAX_BYTES, or not UTF-8.
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
    return Source(name, place.parent, text, data, path)


def read_bytes(
    path: Path, name: str, most: int, missing: str = "", *, confined: bool = False
) -> bytes:
    """Return what is in a file that messages call `name`.

    If it is `confined`, no symbolic link out of a repository is followed. Raises InputError where
    there is none, of which `missing` says more than which name is near, where it cannot be read,
    and where it has more than `most` bytes.
    """
    try:
        with open_inside(path) if confined else path.open("rb") as stream:
            return _limited(stream, name, most)
    except FileNotFoundError:
        raise InputError(f"no such file{missing or _did_you_mean(path)}", name) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", name) from None


def open_inside(path: Path) -> BinaryIO:
    """Open a file that a stranger may have made, unless a symbolic link leads to another's.

    That is a file that `symlinks.open_inside` refuses, or one that git does not keep: an earlier
    step of the job may have written a secret there. Raises OSError.
    """
    return symlinks.open_inside(path, _untracked)


def _untracked(way: symlinks.Way) -> str:
    """Return that a symbolic link leads to a file that git may not keep, if so; or else nothing.

    Without a repository, every file is of the change.
    """
    top = next((top for _, top in way.links if top and (top / ".git").exists()), None)
    if top is None or not way.real.is_file():
        return ""
    from awesome_lint.changes import ChangesError, is_tracked

    try:
        tracked = is_tracked(way.real, top)
    except ChangesError as error:
        return (
            f"a symbolic link leads to a file of which git cannot tell whether it keeps it: {error}"
        )
    return "" if tracked else "a symbolic link leads to a file that git does not keep"


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


def shown(path: Path) -> str:
    r"""Return what reports call a file: relative to the current folder where it is below it.

    It has forward slashes; bytes of its name that are not UTF-8 are written as `\xff`.
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
