"""Remote that a repository was cloned from, as git knows it without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from awesome_lint.changes import git

_HEAD: Final = "refs/remotes/origin/HEAD"
_BRANCHES: Final = "refs/remotes/origin/"


def origin_url(top: Path) -> str:
    """Return the URL of the remote `origin` of a work tree; empty if there is none."""
    return _first_line(top, "config", "--get", "remote.origin.url")


def default_branch(top: Path) -> str:
    """Return the default branch of `origin` as of the clone; empty if it is not known."""
    name = _first_line(top, "symbolic-ref", "--quiet", _HEAD)
    return name.removeprefix(_BRANCHES) if name.startswith(_BRANCHES) else ""


def _first_line(top: Path, *arguments: str) -> str:
    try:
        status, output, _ = git.attempt(top, *arguments)
    except git.ChangesError:
        return ""
    return "" if status else output.decode("utf-8", "replace").partition("\n")[0]
