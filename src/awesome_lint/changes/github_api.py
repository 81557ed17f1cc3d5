"""Commits of a repository on GitHub, for a clone that lacks them.

Source: docs.github.com, "REST API endpoints for Git trees", "REST API endpoints for Git blobs" and
"REST API endpoints for commits" (Compare two commits).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final, TypeVar

from msgspec import Struct

from awesome_lint.bounded import decode_json
from awesome_lint.changes.event import PullRequest, Server
from awesome_lint.changes.git import ChangesError
from awesome_lint.changes.work_tree import Blob
from awesome_lint.text.suggest import quote_word

_JSON: Final = "application/vnd.github+json"
_RAW: Final = "application/vnd.github.raw+json"

_T = TypeVar("_T")


class _TreeEntry(Struct):
    path: str
    mode: str
    type: str
    sha: str


class _Tree(Struct):
    tree: list[_TreeEntry]
    truncated: bool = False


class _Commit(Struct):
    sha: str
    parents: list[_Commit] = []


class _File(Struct):
    filename: str
    previous_filename: str = ""
    """The old path of a renamed file."""


class _Comparison(Struct):
    merge_base_commit: _Commit
    files: list[_File] = []


class ApiTree:
    """The files at the base of a change, read through GitHub's API."""

    def __init__(self, repository: _Repository, base: str, head: str) -> None:
        """Read the commit `base`, which is compared with the commit `head`. Raises ChangesError."""
        self._repository = repository
        self._commits = base, head
        self.tree = repository.tree(base)
        """Files at the base, by path from the top."""

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Path at the base of each file that was renamed since."""
        return self._repository.renamed(*self._commits)

    def content(self, path: str) -> bytes | None:
        """Return the content of a file at the base; None if there was none.

        Raises ChangesError if it was a symbolic link.
        """
        if path in self.tree and not self.tree[path].mode.startswith("100"):
            raise ChangesError(f"{quote_word(path)} was a symbolic link")
        return self.read(path) if path in self.tree else None

    def read(self, path: str) -> bytes:
        """Return the content of a file at the base."""
        return self._repository.read(self.tree[path].name)


def base_tree(
    pull_request: PullRequest, server: Server, head: str, parents: Sequence[str]
) -> ApiTree:
    """Return the files at the base of a pull request.

    `head` is the commit that is checked out, and `parents` are its parents. The base is that of
    `work_tree.base_of`. Raises ChangesError if GitHub's API cannot be used.
    """
    repository = _Repository(server)
    if pull_request.head and parents[1:2] == [pull_request.head]:
        return ApiTree(repository, parents[0], head)
    if pull_request.head != head or not pull_request.base:
        raise ChangesError("the commit that is checked out is not that of the pull request")
    return ApiTree(repository, repository.merge_base(pull_request.base, head), head)


def base_tree_of_download(pull_request: PullRequest, server: Server) -> ApiTree:
    """Return the files at the base of a pull request whose files were downloaded without git.

    Without git, actions/checkout downloads the files of the merge commit. Raises ChangesError as
    `base_tree` does.
    """
    parents = _Repository(server).parents(server.commit)
    return base_tree(pull_request, server, server.commit, parents)


class _Repository:
    """The repository of `server`. Its methods raise ChangesError."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def parents(self, commit: str) -> list[str]:
        """Return the parents of a commit."""
        return [each.sha for each in self._json(f"git/commits/{commit}", _Commit).parents]

    def merge_base(self, base: str, head: str) -> str:
        """Return the merge base of two commits."""
        return self._compare(base, head).merge_base_commit.sha

    def renamed(self, base: str, head: str) -> dict[str, str]:
        """Return the path at `base` of each file that was renamed since.

        The API lists the first 300 changed files.
        """
        files = self._compare(base, head).files
        return {each.filename: each.previous_filename for each in files if each.previous_filename}

    def tree(self, commit: str) -> dict[str, Blob]:
        """Return the files of a commit, by path."""
        listing = self._json(f"git/trees/{commit}?recursive=1", _Tree)
        if listing.truncated:
            raise ChangesError("GitHub's API does not list all files of the repository")
        return {
            each.path: Blob(each.mode, each.sha)
            for each in listing.tree
            if each.type != "tree"  # a directory
        }

    def read(self, blob: str) -> bytes:
        """Return the content of a blob."""
        return self._get(f"git/blobs/{blob}", _RAW)

    def _compare(self, base: str, head: str) -> _Comparison:
        # The first page of commits has all files.
        return self._json(f"compare/{base}...{head}?per_page=1", _Comparison)

    def _json(self, path: str, kind: type[_T]) -> _T:
        found = decode_json(self._get(path, _JSON), kind)
        if found is None:
            raise ChangesError("GitHub's API returned an unexpected response")
        return found

    def _get(self, path: str, media_type: str) -> bytes:
        from awesome_lint import links  # slow to import
        from awesome_lint.links.http.messages import ApiRequest, NoResponse
        from awesome_lint.links.http.status import OK, describe_status

        server = self._server
        if not server.api.startswith("https://"):
            raise ChangesError("the URL of GitHub's API is not known")
        headers = {"Accept": media_type}
        if server.token:
            headers["Authorization"] = f"Bearer {server.token}"
        # GitHub Enterprise Server may have a private address. The runner sets its URL.
        settings = links.LinkSettings(proxy=server.proxy, allow_private_hosts=True)
        response = links.request_api(ApiRequest(f"{server.api}/{path}", "GET", headers), settings)
        if isinstance(response, NoResponse):
            raise ChangesError(f"GitHub's API {response.detail}")
        if response.status != OK:
            raise ChangesError(f"GitHub's API returned {describe_status(response.status)}")
        return response.body
