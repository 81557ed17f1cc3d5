"""Symbolic links that lead out of a repository, and opening files without following such links.

A repository holds symbolic links as any other file, so a stranger's pull request can make a
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
"""Links on the way to one file that are followed, as by Linux (path_resolution(7))."""

_SYSTEM_DIRECTORIES: Final = tuple(map(Path, ("/proc", "/sys", "/dev")))
"""Where files show the state of the machine and of its processes."""


class OutsideError(OSError):
    """A file that is not opened because of where it is; `strerror` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EACCES, reason)


class ResolvedPath(Struct, frozen=True):
    """Where a path leads: `real` has no symbolic link, `links` are those that were followed.

    Each comes with the directory that it may not leave, or None where it may lead anywhere.
    """

    real: Path
    links: tuple[tuple[Path, Path | None], ...]


def resolve(path: Path, roots: Sequence[Path] = ()) -> ResolvedPath:
    """Return where a path leads, each name on the way looked at once.

    `roots` are as for `way_out`. After as many links as the system follows, the rest of the path
    stands as it is.
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
    """Return the first symbolic link on the way to `path` that leads out of its repository.

    The repository of a link is the git work tree that the link is in, without git's own
    directory and without other work trees inside of it; or else, the first of the directories
    `roots` that it is in. A link that is in none of them is not a stranger's, and may lead
    anywhere. None if no link leads out.
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


def find_repository(folder: Path) -> Path | None:
    """Return the top of the git work tree that a directory is in, if it is in one."""
    real = Path(os.path.realpath(folder))
    return next((top for top in (real, *real.parents) if (top / ".git").exists()), None)


def is_in_git_directory(path: Path) -> bool:
    """Return whether a file is in the directory `.git` of a repository, or is that directory."""
    real = Path(os.path.realpath(path))
    top = find_repository(real.parent)
    # On a file system without case, `.GIT` is the same directory.
    return top is not None and ".git" in map(str.casefold, real.relative_to(top).parts)


def open_inside(path: Path, refused: Callable[[ResolvedPath], str] = lambda _way: "") -> BinaryIO:
    """Open a file to read it, unless a stranger may have led the path to what is not theirs.

    Refused are what a symbolic link out of its repository leads to, git's own directory, files
    under `/proc`, `/sys` and `/dev`, and what `refused` returns a reason for. Where the system can
    tell, what was opened is what was looked at. Raises OutsideError, and OSError where it cannot be
    opened.
    """
    way = resolve(path, _default_roots(path))
    why = _refusal_reason(path, way) or refused(way)
    if why:
        raise OutsideError(why)
    if way.real.is_fifo() or (_is_system_file(way.real) and not way.real.exists()):
        return path.open("rb")  # such as a shell's `<(command)`
    return _open_regular(way.real)


def refusal_reason(path: Path) -> str:
    """Return why a file or a directory may not be the stranger's; empty if it may."""
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
    """Return what to say of `path`, on whose way `link` leads out of its repository."""
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
