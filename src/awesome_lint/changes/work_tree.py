"""Git work tree, and its files at the base of a change."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from msgspec import Struct

from awesome_lint.bounded import parse_digits
from awesome_lint.changes import git
from awesome_lint.changes.event import PullRequest, Server
from awesome_lint.changes.git import ChangesError
from awesome_lint.text.suggest import did_you_mean, quote_word

_PARTIAL: Final = r"^(remote\..*\.promisor|extensions\.partialclone)$"
_MISSING_OBJECTS: Final = "this partial clone lacks files of the base: clone without `--filter`"
_REMOTE: Final = "origin"
"""Name that actions/checkout gives to the remote."""
_FETCHED_COMMITS: Final = 100
"""Commits of each branch that are fetched to find what HEAD and the target branch share."""
FETCH_HELP: Final = "fetch more of its history (`fetch-depth: 0` of `actions/checkout`)"


class Blob(Struct, frozen=True):
    """Entry of a commit's tree."""

    mode: str
    """Mode, as git writes it."""
    name: str
    """Hash of the object."""


class WorkTree:
    """A work tree and the commit that its files are compared with."""

    def __init__(self, top: Path, base: str) -> None:
        self.top = top
        self.base = base

    @cached_property
    def tree(self) -> dict[str, Blob]:
        """Files at the base, by path from the top."""
        listing = _objects(self.top, "ls-tree", "-r", "-z", "--full-tree", self.base)
        found = {}
        for line in listing.split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, _, name = facts.decode("ascii").split()
            found[os.fsdecode(path)] = Blob(mode, name)
        return found

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Path at the base of each file of the index that was renamed since.

        The work tree is not read: for that, git would run the filters that a `.gitattributes` of
        the repository selects.
        """
        output = _objects(
            self.top,
            "diff",
            *("--cached", "--name-status", "-z", "--find-renames", "--diff-filter=R", "--no-color"),
            *("--ignore-submodules", "--no-ext-diff", "--no-textconv", "-O/dev/null"),
            *(self.base, "--"),
        )
        # A letter with a number, the old path and the new one.
        fields = list(map(os.fsdecode, output.split(b"\0")[:-1]))
        return dict(zip(fields[2::3], fields[1::3], strict=True))

    def content(self, path: str) -> bytes | None:
        """Return the content of a file at the base; None if there was none.

        Symbolic links are followed. Raises ChangesError if this clone lacks it.
        """
        if path not in self.tree:
            return None
        output = git.run(
            self.top,
            *("cat-file", "--batch", "--follow-symlinks"),
            given=os.fsencode(f"{self.base}:{path}\n"),
        )
        head, _, rest = output.partition(b"\n")
        facts = head.split()
        if facts[-1:] == [b"missing"]:
            raise ChangesError(_MISSING_OBJECTS)
        # A hash, a type and a size; or, for a symbolic link without a target, another word.
        return rest[: parse_digits(facts[2].decode())] if facts[1:2] == [b"blob"] else None

    def read(self, path: str) -> bytes:
        """Return the content of a file at the base."""
        return _objects(self.top, "cat-file", "blob", self.tree[path].name)


def _objects(top: Path, *arguments: str) -> bytes:
    """Run a command that reads objects of a repository and return its output.

    Raises ChangesError, also if a partial clone lacks the objects: git must not fetch.
    """
    status, output, reason = git.attempt(top, *arguments)
    if status == 0:
        return output
    if git.attempt(top, "config", "--get-regexp", _PARTIAL)[0] == 0:
        raise ChangesError(_MISSING_OBJECTS)
    raise ChangesError(f"git: {reason or f'exit status {status}'}")


def top_of(file: Path) -> Path:
    """Return the top of the work tree that contains a file, given its real path.

    Raises ChangesError if there is none, or if git does not trust its owner.
    """
    directory = file.parent
    if not directory.is_dir():
        raise ChangesError(f"there is no directory {quote_word(str(directory))}")
    status, output, reason = git.attempt(
        directory, "rev-parse", "--is-inside-work-tree", "--show-cdup"
    )
    if git.is_distrusted(reason):
        raise ChangesError(
            "git does not trust this repository, because it belongs to another user: to trust it,"
            " run `git config --global --add safe.directory` with its directory"
        )
    inside, _, up = output.decode("utf-8", "replace").partition("\n")
    if status or inside != "true":
        raise ChangesError("the file is not in a git repository, so its changes are unknown")
    return Path(os.path.normpath(directory / up.removesuffix("\n")))


def relative(file: Path, top: Path) -> str:
    """Return the path of a file from the top of its work tree, as git writes it."""
    return PurePosixPath(file.relative_to(top)).as_posix()


def merge_base(top: Path, ref: str) -> str:
    """Return the merge base of HEAD and `ref`.

    Raises ChangesError, whose message names `ref`, if it cannot be determined.
    """
    commit = _commit(top, ref)
    if commit is None:
        if _is_shallow(top):
            raise ChangesError(f"{quote_word(ref)} is not in this shallow clone: {FETCH_HELP}")
        raise ChangesError(
            f"{quote_word(ref)} is not a commit of this repository{_suggestion(top, ref)}"
        )
    if head_of(top) is None:
        raise ChangesError(f"this repository has no commits to compare with {quote_word(ref)}")
    status, output, _ = git.attempt(top, "merge-base", commit, "HEAD")
    if status == 0:
        return output.decode("ascii").strip()
    why = f"this clone has no commit that HEAD and {quote_word(ref)} have in common"
    raise ChangesError(f"{why}: {FETCH_HELP}" if _is_shallow(top) else why)


def base_of(top: Path, pull_request: PullRequest, server: Server | None = None) -> str | None:
    """Return the commit that a pull request is compared with; None if this clone lacks it.

    That is the first parent of the event's merge commit, which actions/checkout checks out. If
    another commit is checked out, it is the merge base of HEAD and the target branch. A commit that
    a shallow clone lacks is fetched, unless `server` is None.
    """
    parents = parents_of_head(top)
    if pull_request.head and parents[1:2] == [pull_request.head]:
        if _commit(top, parents[0]) is None and server:
            _fetch(top, server, parents[:1], depth=1)
        if _commit(top, parents[0]) is not None:
            return parents[0]
    refs = (pull_request.base, f"refs/remotes/{_REMOTE}/{pull_request.branch}")
    base = _first_merge_base(top, refs)
    head = head_of(top)
    if base is None and server and pull_request.base and head and _is_shallow(top):
        _fetch(top, server, (pull_request.base, head), depth=_FETCHED_COMMITS)
        base = _first_merge_base(top, refs)
    return base


def _first_merge_base(top: Path, refs: Iterable[str]) -> str | None:
    for ref in refs:
        try:
            return merge_base(top, ref)
        except ChangesError:
            continue
    return None


def _fetch(top: Path, server: Server, commits: Sequence[str], depth: int) -> None:
    """Fetch commits from the remote that the repository was cloned from.

    The first attempt has the credentials that the checkout may have left, and the second one those
    of the job, as the checkout passes them.
    """
    if git.fetch(top, _REMOTE, commits, depth) or not server.token:
        return
    if not server.url.startswith("https://"):
        return
    # The form is that of actions/checkout. The empty value drops headers that are configured, since
    # GitHub refuses a request with two.
    encoded = b64encode(f"x-access-token:{server.token}".encode()).decode()
    header = f"http.{server.url.rstrip('/')}/.extraHeader"
    credentials = ((header, ""), (header, f"Authorization: basic {encoded}"))
    git.fetch(top, _REMOTE, commits, depth, credentials)


def head_of(top: Path) -> str | None:
    """Return the hash of the commit that is checked out, if there is one."""
    return _commit(top, "HEAD")


def parents_of_head(top: Path) -> list[str]:
    """Return the parents that HEAD names, whether or not a shallow clone has them."""
    status, output, _ = git.attempt(top, "cat-file", "commit", "HEAD")
    head = output.partition(b"\n\n")[0].decode("utf-8", "replace") if status == 0 else ""
    names = [line.removeprefix("parent ") for line in head.split("\n") if line[:7] == "parent "]
    return [name for name in names if git.HASH.fullmatch(name)]


def _commit(top: Path, ref: str) -> str | None:
    """Return the hash of the commit that a ref names, if there is one."""
    if not ref or ref.startswith("-"):  # git's options begin so, and none of its names does
        return None
    _, output, _ = git.attempt(top, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    name = output.decode("utf-8", "replace").strip()
    return name if git.HASH.fullmatch(name) else None


def _is_shallow(top: Path) -> bool:
    return git.run(top, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _suggestion(top: Path, ref: str) -> str:
    """Return the end of a message about a ref that does not exist."""
    listing = git.run(top, "for-each-ref", "--format=%(refname:short)")
    names = listing.decode("utf-8", "replace").splitlines()
    remote = next((name for name in names if name.endswith(f"/{ref}")), None)
    return f": did you mean `{remote}`?" if remote else did_you_mean(ref, names)
