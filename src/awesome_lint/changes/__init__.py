"""Changes to the linted files since a base commit: the only part that runs git.

`Changes` finds the base of a change in the repository of each file, and `Base` is a file at that
base. `lines` compares texts, `work_tree` reads commits with git and `github_api` from GitHub,
`event` reads pull requests, `git` runs git.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from awesome_lint.changes import git, github_api
from awesome_lint.changes.event import PullRequest, Server
from awesome_lint.changes.git import ChangesError
from awesome_lint.changes.github_api import ApiTree
from awesome_lint.changes.lines import Change, all_added, compare
from awesome_lint.changes.work_tree import (
    FETCH_HELP,
    WorkTree,
    base_of,
    head_of,
    merge_base,
    parents_of_head,
    relative,
    top_of,
)

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
        """Find the changes since the ref `since`, or those of a pull request.

        If this clone lacks the base of a pull request, it is fetched from `server`, or read through
        the API of the server. If `server` is None, neither is done.
        """
        self._since = since
        self._server = server
        self._tops: dict[Path, Path] = {}
        self._trees: dict[Path, WorkTree | ApiTree | ChangesError] = {}

    def base(self, file: Path) -> Base | None:
        """Return a file at the base, or None if it did not exist.

        The file of today is the one in the work tree, committed or not. A file that was renamed is
        looked up under its old name, if git's index has the new one. Raises ChangesError if the
        base cannot be determined.
        """
        real = Path(os.path.realpath(file))
        tree = self._tree(real)
        path = _path_at_base(tree, self.path(real))
        if path is None:
            return None
        text = tree.read(path).decode("utf-8-sig", "replace")
        return Base(path, text, {path: blob.mode for path, blob in tree.tree.items()})

    def content(self, file: Path) -> BaseFile | None:
        """Return the file at a path at the base, or None if there was none.

        Symbolic links inside the repository are followed. Raises ChangesError as `base` does.
        """
        path = self.path(file)
        data = self._tree(_real(file)).content(path)
        return None if data is None else BaseFile(path, data)

    def nearest(self, directory: Path, names: Sequence[str]) -> BaseFile | None:
        """Return the first file with one of these names in a directory or above it, at the base.

        Otherwise as `content`.
        """
        real = Path(os.path.realpath(directory))
        top = self._top(real / names[0])
        above = [each for each in (real, *real.parents) if each.is_relative_to(top)]
        found = (self.content(each / name) for each in above for name in names)
        return next(filter(None, found), None)

    def path(self, file: Path) -> str:
        """Return the path of a file from the top of its repository."""
        real = _real(file)
        return relative(real, self._top(real))

    def _top(self, real: Path) -> Path:
        """Return the top of the repository of a file, given its real path."""
        if real.parent not in self._tops:
            self._tops[real.parent] = self._find_top(real)
        return self._tops[real.parent]

    def _find_top(self, real: Path) -> Path:
        try:
            return top_of(real)
        except ChangesError:
            if self._download is None or not real.is_relative_to(self._download):
                raise
            return self._download

    @cached_property
    def _download(self) -> Path | None:
        """Directory of a pull request whose files were downloaded without git, if there is one."""
        if self._server is None or not self._server.workspace or isinstance(self._since, str):
            return None
        workspace = Path(os.path.realpath(self._server.workspace))
        return None if (workspace / ".git").exists() else workspace

    def _tree(self, real: Path) -> WorkTree | ApiTree:
        """Return the files at the base in the repository of a file, given its real path."""
        top = self._top(real)
        if top not in self._trees:
            try:
                self._trees[top] = self._open_tree(top)
            except ChangesError as error:
                self._trees[top] = error
        tree = self._trees[top]
        if isinstance(tree, ChangesError):
            raise tree
        return tree

    def _open_tree(self, top: Path) -> WorkTree | ApiTree:
        since, server = self._since, self._server
        if not isinstance(since, PullRequest):
            return WorkTree(top, merge_base(top, since))
        if server is not None and top == self._download:
            return github_api.base_tree_of_download(since, server)
        base = base_of(top, since, server)
        if base is not None:
            return WorkTree(top, base)
        why = "the base of this pull request is not in this clone"
        if server is not None:
            try:
                head = head_of(top) or ""
                return github_api.base_tree(since, server, head, parents_of_head(top))
            except ChangesError as error:
                why = f"{why}, and {error}"
        raise ChangesError(f"{why}: {FETCH_HELP}")


def _path_at_base(tree: WorkTree | ApiTree, path: str) -> str | None:
    """Return the path of a file at the base, or None if it did not exist."""
    name = path if path in tree.tree else tree.renamed.get(path)
    # A symbolic link has no lines of its own.
    return name if name in tree.tree and tree.tree[name].mode.startswith("100") else None


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
