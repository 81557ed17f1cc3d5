"""Remote that a repository was cloned from, as git knows it without the network."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from awesome_lint.changes import git
from awesome_lint.text.patterns import deferred

_HEAD: Final = "refs/remotes/origin/HEAD"
_BRANCHES: Final = "refs/remotes/origin/"
_URL: Final = deferred(
    r"[a-z][a-z0-9+]*://(?:[^/@]*@)?(?P<host>[^/@:\[\]]+)(?::[0-9]+)?/+(?P<path>.+)"
)
_SCP: Final = deferred(r"(?:[^/@:]+@)?(?P<host>[^/@:\[\]]{2,}):/*(?P<path>[^/].*)")
"""The forms of git-scm.com/docs/git-clone, "GIT URLS", that name a host."""


def origin_url(top: Path) -> str:
    """Return the URL of the remote `origin` of a work tree; empty if there is none."""
    return _first_line(top, "config", "--get", "remote.origin.url")


def repository_name(url: str) -> str:
    """Return the host and the path that the URL of a remote names, `git.example.org/acme/robots`.

    All URLs of a repository at its host have the same name, whatever their scheme and user. Empty
    for directories.
    """
    match = _URL().fullmatch(url) or (None if "://" in url else _SCP().fullmatch(url))
    if match is None:
        return ""
    return f"{match['host'].lower()}/{match['path'].rstrip('/').removesuffix('.git')}"


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
