"""Changes to the linted files since a base commit: the only part that runs git.

`Changes` finds the base of a change in the repository of each file, and `Base` is a file at that
base. `lines` compares texts, `repository` reads commits, `event` reads pull requests, `git` runs
git.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from awesome_lint.changes import git
from awesome_lint.changes.event import PullRequest, Server
from awesome_lint.changes.git import ChangesError
from awesome_lint.changes.lines import Change, all_added, compare
from awesome_lint.changes.work_tree import WorkTree, base_of, merge_base, relative, top_of

__all__ = [
    "Base",
    "BaseFile",
    "Change",
    "Changes",
    "ChangesError",
    "PullRequest",
    "Server",
    "all_added",
    "compare",
]


class Base(Struct, frozen=True):
    """A file at the base of a change."""

    path: str
    """Path from the top of the repository."""
    text: str
    """Text without a byte order mark."""
    tree: Mapping[str, str]
    """Git's mode of each path of the repository at the base."""


class BaseFile(Struct, frozen=True):
    """A file at the base of a change, unread."""

    path: str
    """Path from the top of the repository."""
    data: bytes
    """Content."""


class Changes:
    """Changes since the merge base of HEAD and a ref, or since the base of a pull request."""

    def __init__(self, since: str | PullRequest, server: Server | None = None) -> None:
        """Look at the changes `since` a ref, or of a pull request.

        The base of a pull request is fetched from `server` if this clone lacks it; never if that
        is None.
        """
        self._since = since
        self._server = server
        self._tops: dict[Path, Path] = {}
        self._repositories: dict[Path, WorkTree] = {}

    def base(self, file: Path) -> Base | None:
        """Return a file at the base, or None if it did not exist.

        The file of today is the one in the work tree, committed or not. A file that was renamed is
        looked up under its old name, if git's index has the new one. Raises ChangesError if the
        base cannot be determined.
        """
        real = Path(os.path.realpath(file))
        repository = self._repository(real)
        path = repository.path_at_base(relative(real, repository.top))
        if path is None:
            return None
        text = repository.read(path).decode("utf-8-sig", "replace")
        return Base(path, text, {path: blob.mode for path, blob in repository.tree.items()})

    def content(self, file: Path) -> BaseFile | None:
        """Return the file at a path at the base, or None if there was none.

        Symbolic links inside the repository are followed. Raises ChangesError as `base` does.
        """
        path = self.path(file)
        data = self._repository(_real(file)).content(path)
        return None if data is None else BaseFile(path, data)

    def nearest(self, directory: Path, names: Sequence[str]) -> BaseFile | None:
        """Return the first file with one of these names in a directory or above it, at the base.

        Otherwise as `content`.
        """
        real = Path(os.path.realpath(directory))
        top = self._repository(real / names[0]).top
        above = [each for each in (real, *real.parents) if each.is_relative_to(top)]
        found = (self.content(each / name) for each in above for name in names)
        return next(filter(None, found), None)

    def path(self, file: Path) -> str:
        """Return the path of a file from the top of its repository."""
        real = _real(file)
        return relative(real, self._repository(real).top)

    def _repository(self, real: Path) -> WorkTree:
        """Return the repository of a file, given its real path."""
        if real.parent not in self._tops:
            self._tops[real.parent] = top_of(real)
        top = self._tops[real.parent]
        if top not in self._repositories:
            self._repositories[top] = WorkTree(top, self._commit(top))
        return self._repositories[top]

    def _commit(self, top: Path) -> str:
        if isinstance(self._since, PullRequest):
            return base_of(top, self._since, self._server)
        return merge_base(top, self._since)


def is_tracked(file: Path, top: Path | None = None) -> bool:
    """Return whether git tracks a file now. Raises ChangesError if that cannot be determined.

    With `top`, a directory of the repository, the path of the file is taken as it is.
    """
    if top is None:
        file = _real(file)
        top = file.parent
    name = relative(file, top)
    status, _, reason = git.attempt(
        top, "--literal-pathspecs", "ls-files", "--error-unmatch", "--", name
    )
    if status > 1:
        raise ChangesError(f"git: {reason}")
    return status == 0


def tracked_files(top: Path) -> frozenset[str]:
    """Return the paths of the files that git tracks, from the top of a work tree.

    Raises ChangesError if that cannot be determined.
    """
    output = git.run(top, "ls-files", "-z", "--cached")
    return frozenset(map(os.fsdecode, output.split(b"\0")[:-1]))


def ignored_paths(paths: Iterable[Path], top: Path) -> set[Path]:
    """Return the real paths in the work tree `top` that git ignores, none of them tracked.

    Raises ChangesError if that cannot be determined.
    """
    # A leading `:` would be a magic pathspec.
    named = {os.fsencode(f"./{relative(path, top)}"): path for path in paths}
    output = git.run(
        top,
        *("check-ignore", "-z", "--stdin"),
        fine=(0, 1),
        given=b"".join(name + b"\0" for name in named),
    )
    return {named[name] for name in output.split(b"\0")[:-1]}


def _real(file: Path) -> Path:
    """Return the path of a file through no symbolic link, except the file itself."""
    return Path(os.path.realpath(file.parent), file.name)
