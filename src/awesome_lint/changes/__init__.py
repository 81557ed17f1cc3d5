"""What a change did to the files that are linted: the only part that runs git.

`Changes` finds the base of a change in the repository of each file, and `Base` is what a file was
there. `lines` compares texts, `repository` asks git, `event` knows of pull requests, `git` runs it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from awesome_lint.changes import git
from awesome_lint.changes.event import PullRequest
from awesome_lint.changes.git import ChangesError
from awesome_lint.changes.lines import Change, all_added, compare
from awesome_lint.changes.repository import Repository, base_of, merge_base, relative, top_of

__all__ = [
    "Base",
    "BaseFile",
    "Change",
    "Changes",
    "ChangesError",
    "PullRequest",
    "all_added",
    "compare",
]


class Base(Struct, frozen=True):
    """What a file was at the base of a change.

    `path` is from the top of the repository, `text` without a byte order mark. `tree` has all
    paths of the repository at the base, each with its mode as git writes it.
    """

    path: str
    text: str
    tree: Mapping[str, str]


class BaseFile(Struct, frozen=True):
    """A file at the base of a change: its path from the top of the repository, and its content."""

    path: str
    data: bytes


class Changes:
    """What changed since HEAD and a ref parted, or since the base of a pull request."""

    def __init__(self, since: str | PullRequest) -> None:
        self._since = since
        self._tops: dict[Path, Path] = {}
        self._repositories: dict[Path, Repository] = {}

    def base(self, file: Path) -> Base | None:
        """Return what a file was at the base; None for one that was not there.

        What counts as today's file is what lies in the work tree, committed or not. A file that
        was renamed is looked up under its old name, if git knows of the new one. Raises
        ChangesError where the base cannot be told.
        """
        real = Path(os.path.realpath(file))
        repository = self._repository(real)
        path = repository.path_at_base(relative(real, repository.top))
        if path is None:
            return None
        text = repository.read(path).decode("utf-8-sig", "replace")
        return Base(path, text, {path: blob.mode for path, blob in repository.tree.items()})

    def content(self, file: Path) -> BaseFile | None:
        """Return what was at the path of a file at the base; None for nothing.

        Symbolic links inside the repository are followed. Raises ChangesError as `base` does.
        """
        path = self.path(file)
        data = self._repository(_real(file)).content(path)
        return None if data is None else BaseFile(path, data)

    def nearest(self, folder: Path, names: Sequence[str]) -> BaseFile | None:
        """Return the first file of these names in a folder or above it, as it was at the base.

        Otherwise as `content`.
        """
        real = Path(os.path.realpath(folder))
        top = self._repository(real / names[0]).top
        above = [each for each in (real, *real.parents) if each.is_relative_to(top)]
        found = (self.content(each / name) for each in above for name in names)
        return next(filter(None, found), None)

    def path(self, file: Path) -> str:
        """Return the path of a file from the top of its repository."""
        real = _real(file)
        return relative(real, self._repository(real).top)

    def _repository(self, real: Path) -> Repository:
        """Return the repository of a file, by its real path."""
        if real.parent not in self._tops:
            self._tops[real.parent] = top_of(real)
        top = self._tops[real.parent]
        if top not in self._repositories:
            self._repositories[top] = Repository(top, self._commit(top))
        return self._repositories[top]

    def _commit(self, top: Path) -> str:
        if isinstance(self._since, PullRequest):
            return base_of(top, self._since)
        return merge_base(top, self._since)


def is_tracked(file: Path, top: Path | None = None) -> bool:
    """Return whether git keeps a file of today. Raises ChangesError where that cannot be told.

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


def _real(file: Path) -> Path:
    """Return the path of a file by way of no symbolic link, but for one that the file is itself."""
    return Path(os.path.realpath(file.parent), file.name)
