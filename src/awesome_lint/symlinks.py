"""Symbolic links out of a repository, and opening files without following them.

A repository stores symbolic links like any other file, so a stranger's pull request can make a
`README.md` of `/proc/self/environ` or `.git/config`, which hold the token of the job.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

_MAX_LINKS: Final = 40
"""Symbolic links on one path that are followed, as by Linux (path_resolution(7))."""

_SYSTEM_DIRECTORIES: Final = tuple(map(Path, ("/proc", "/sys", "/dev")))
"""Directories of files that show the state of the machine and of its processes."""


class OutsideError(OSError):
    """A file that is not opened because of its place; `strerror` states the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EACCES, reason)


class ResolvedPath(Struct, frozen=True):
    """A path without symbolic links."""

    real: Path
    """The path."""
    links: tuple[tuple[Path, Path | None], ...]
    """The symbolic links that were followed, each with the directory that it may not leave, or
    None."""


def resolve(path: Path, roots: Sequence[Path] = ()) -> ResolvedPath:
    """Resolve the symbolic links of a path, reading each name once.

    `roots` are as for `find_escaping_link`. After as many links as the system follows, the rest
    of the path is left as it is.
    """
    absolute = path.absolute()
    here = Path(absolute.anchor)
    pending = list(reversed(absolute.parts[1:]))
    tops = tuple(Path(os.path.realpath(root)) for root in roots)
    links: list[tuple[Path, Path | None]] = []
    while pending and len(links) < _MAX_LINKS:
        name = pending.pop()
        if name == "..":
            here = here.parent
            continue
        step = here / name
        try:
            target = Path(os.readlink(step))  # noqa: PTH115 - its text, whatever that is
        except OSError:  # not a link, or not there
            here = step
            continue
        links.append((step, find_repository(here) or next(filter(here.is_relative_to, tops), None)))
        if target.is_absolute():
            here = Path(target.anchor)
        pending += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return ResolvedPath(here.joinpath(*reversed(pending)), tuple(links))


def find_escaping_link(path: Path, roots: Sequence[Path] = ()) -> Path | None:
    """Return the first symbolic link on `path` that leads out of its repository, or None.

    The repository of a link is the git work tree that it is in, without git's own directory and
    without other work trees inside; or else the first of the directories `roots` that contains
    it. A link in none of them is not a stranger's, and may lead anywhere.
    """
    return _find_escaping_link(resolve(path, roots))


def _find_escaping_link(way: ResolvedPath) -> Path | None:
    def leads_out(link: Path, top: Path) -> bool:
        # The target of the link, and what the whole path led to when it was followed.
        return any(_is_outside(real, top) for real in (Path(os.path.realpath(link)), way.real))

    return next((link for link, top in way.links if top and leads_out(link, top)), None)


def _is_outside(real: Path, top: Path) -> bool:
    if not real.is_relative_to(top) or is_in_git_directory(real):
        return True
    # The work tree of another repository, which may be checked out inside of this one.
    return (top / ".git").exists() and find_repository(real) != top


def find_repository(directory: Path) -> Path | None:
    """Return the top of the git work tree that a directory is in, if there is one."""
    real = Path(os.path.realpath(directory))
    return next((top for top in (real, *real.parents) if (top / ".git").exists()), None)


def is_in_git_directory(path: Path) -> bool:
    """Return whether a file is in the directory `.git` of a repository, or is that directory."""
    real = Path(os.path.realpath(path))
    top = find_repository(real.parent)
    # On a file system without case, `.GIT` is the same directory.
    return top is not None and ".git" in map(str.casefold, real.relative_to(top).parts)


def open_inside(path: Path, refused: Callable[[ResolvedPath], str] = lambda _way: "") -> BinaryIO:
    """Open a file for reading, unless a stranger may have led the path out of the repository.

    Refused are targets of a symbolic link out of its repository, git's own directory, files
    under `/proc`, `/sys` and `/dev`, and paths for which `refused` returns a reason. Where the
    system allows, the opened file is verified to be the one that was examined. Raise
    OutsideError, and OSError if it cannot be opened.
    """
    way = resolve(path, _default_roots(path))
    why = _refusal_reason(path, way) or refused(way)
    if why:
        raise OutsideError(why)
    if way.real.is_fifo() or (_is_system_file(way.real) and not way.real.exists()):
        return path.open("rb")  # such as a shell's `<(command)`
    return _open_regular(way.real)


def refusal_reason(path: Path) -> str:
    """Return the reason for refusing a file or directory of a stranger; empty if there is none."""
    return _refusal_reason(path, resolve(path, _default_roots(path)))


def _refusal_reason(path: Path, way: ResolvedPath) -> str:
    link = _find_escaping_link(way)
    if link is not None:
        return escape_message(path, link)
    if is_in_git_directory(way.real):
        return "it is in git's own directory"
    if find_repository(way.real.parent) is None and _is_system_file(way.real):
        # A shell's pipe is there on some systems, and on others has no path at all.
        is_pipe = way.real.is_fifo() or not way.real.exists()
        return "" if is_pipe else "it is a file of the system"
    return ""


def _default_roots(path: Path) -> list[Path]:
    return [Path(root) for root in (os.environ.get("GITHUB_WORKSPACE"), path.parent) if root]


def _is_system_file(real: Path) -> bool:
    return any(map(real.is_relative_to, _SYSTEM_DIRECTORIES))


def escape_message(path: Path, link: Path) -> str:
    """Return the reason for refusing `path`, on which `link` leads out of its repository."""
    is_last = link == Path(os.path.realpath(path.parent), path.name)
    subject = "it is" if is_last else f"`{link.name}` is"
    where = "into git's own directory" if is_in_git_directory(link) else "out of its repository"
    return f"{subject} a symbolic link {where}"


def _open_regular(real: Path) -> BinaryIO:
    """Open the regular file at a real path, and nothing else that takes its place meanwhile."""
    names = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT")
    flags = os.O_RDONLY
    for name in names:  # no system has all of them
        flags |= getattr(os, name, 0)
    stream = os.fdopen(os.open(real, flags), "rb")
    try:
        opened = os.readlink(f"/proc/self/fd/{stream.fileno()}")  # noqa: PTH115 - as above
    except OSError:  # not Linux: only the last name of the path is sure to be no link
        return stream
    if opened != str(real):
        stream.close()
        raise OutsideError("it was replaced while it was opened")
    return stream
