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

_MOST_LINKS: Final = 40
"""Links on the way to one file that are followed, as by Linux (path_resolution(7))."""

_OF_THE_SYSTEM: Final = tuple(map(Path, ("/proc", "/sys", "/dev")))
"""Where files show the state of the machine and of its processes."""


class OutsideError(OSError):
    """A file that is not opened because of where it is; `strerror` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EACCES, reason)


class Way(Struct, frozen=True):
    """Where a path leads: `real` has no symbolic link, `links` are those that were followed.

    Each comes with the directory that it may not leave, or None where it may lead anywhere.
    """

    real: Path
    links: tuple[tuple[Path, Path | None], ...]


def follow(path: Path, roots: Sequence[Path] = ()) -> Way:
    """Return where a path leads, each name on the way looked at once.

    `roots` are as for `way_out`. After as many links as the system follows, the rest of the path
    stands as it is.
    """
    absolute = path.absolute()
    here = Path(absolute.anchor)
    pending = list(reversed(absolute.parts[1:]))
    tops = tuple(Path(os.path.realpath(root)) for root in roots)
    links: list[tuple[Path, Path | None]] = []
    while pending and len(links) < _MOST_LINKS:
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
        links.append((step, repository(here) or next(filter(here.is_relative_to, tops), None)))
        if target.is_absolute():
            here = Path(target.anchor)
        pending += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return Way(here.joinpath(*reversed(pending)), tuple(links))


def way_out(path: Path, roots: Sequence[Path] = ()) -> Path | None:
    """Return the first symbolic link on the way to `path` that leads out of its repository.

    The repository of a link is the git work tree that the link is in, without git's own
    directory and without other work trees inside of it; or else, the first of the directories
    `roots` that it is in. A link that is in none of them is not a stranger's, and may lead
    anywhere. None if no link leads out.
    """
    return _way_out(follow(path, roots))


def _way_out(way: Way) -> Path | None:
    def leads_out(link: Path, top: Path) -> bool:
        # The target of the link, and what the whole path led to when it was followed.
        return any(_is_out(real, top) for real in (Path(os.path.realpath(link)), way.real))

    return next((link for link, top in way.links if top and leads_out(link, top)), None)


def _is_out(real: Path, top: Path) -> bool:
    if not real.is_relative_to(top) or is_gits_own(real):
        return True
    # The work tree of another repository, which may be checked out inside of this one.
    return (top / ".git").exists() and repository(real) != top


def repository(folder: Path) -> Path | None:
    """Return the top of the git work tree that a directory is in, if it is in one."""
    real = Path(os.path.realpath(folder))
    return next((top for top in (real, *real.parents) if (top / ".git").exists()), None)


def is_gits_own(path: Path) -> bool:
    """Return whether a file is in the directory `.git` of a repository, or is that directory."""
    real = Path(os.path.realpath(path))
    top = repository(real.parent)
    # On a file system without case, `.GIT` is the same directory.
    return top is not None and ".git" in map(str.casefold, real.relative_to(top).parts)


def open_inside(path: Path, refused: Callable[[Way], str] = lambda _way: "") -> BinaryIO:
    """Open a file to read it, unless a stranger may have led the path to what is not theirs.

    Refused are what a symbolic link out of its repository leads to, git's own directory, files
    under `/proc`, `/sys` and `/dev`, and what `refused` returns a reason for. Where the system can
    tell, what was opened is what was looked at. Raises OutsideError, and OSError where it cannot be
    opened.
    """
    way = follow(path, _roots(path))
    why = _refusal(path, way) or refused(way)
    if why:
        raise OutsideError(why)
    if way.real.is_fifo() or (_is_of_the_system(way.real) and not way.real.exists()):
        return path.open("rb")  # such as a shell's `<(command)`
    return _open(way.real)


def refusal(path: Path) -> str:
    """Return why a file or a directory may not be the stranger's; empty if it may."""
    return _refusal(path, follow(path, _roots(path)))


def _refusal(path: Path, way: Way) -> str:
    link = _way_out(way)
    if link is not None:
        return led_out(path, link)
    if is_gits_own(way.real):
        return "it is in git's own directory"
    if repository(way.real.parent) is None and _is_of_the_system(way.real):
        # A shell's pipe is there on some systems, and on others has no path at all.
        is_pipe = way.real.is_fifo() or not way.real.exists()
        return "" if is_pipe else "it is a file of the system"
    return ""


def _roots(path: Path) -> list[Path]:
    return [Path(root) for root in (os.environ.get("GITHUB_WORKSPACE"), path.parent) if root]


def _is_of_the_system(real: Path) -> bool:
    return any(map(real.is_relative_to, _OF_THE_SYSTEM))


def led_out(path: Path, link: Path) -> str:
    """Return what to say of `path`, on whose way `link` leads out of its repository."""
    is_last = link == Path(os.path.realpath(path.parent), path.name)
    subject = "it is" if is_last else f"`{link.name}` is"
    where = "into git's own directory" if is_gits_own(link) else "out of its repository"
    return f"{subject} a symbolic link {where}"


def _open(real: Path) -> BinaryIO:
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
