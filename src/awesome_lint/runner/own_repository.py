"""The repository on GitHub that the linted files belong to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from awesome_lint.identifiers import github
from awesome_lint.runner import github_actions


class OwnRepositories:
    """The repositories on GitHub of the work trees of one run; git runs once for each."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._names: dict[Path, github.Repository | None] = {}
        self._branches: dict[Path, str] = {}
        self._remotes: dict[Path, str] = {}

    def of(self, top: Path, urls: Iterable[str]) -> github.OwnRepository | None:
        """Return the repository of a work tree.

        None if it is not known, if none of `urls` is about it, or if the work tree is a proposal
        for another branch than its default branch.
        """
        candidates = [url for url in urls if github.may_be_in_repository(url)]
        if not candidates:
            return None
        name = self.find(top)
        if name is None or not any(github.is_about(url, name) for url in candidates):
            return None
        if top not in self._branches:
            self._branches[top] = self._default_branch(top)
        branch = self._branches[top]
        target = self._environment.get("GITHUB_BASE_REF", "")
        if target and target != branch:
            return None
        return github.OwnRepository(name.owner, name.name, branch)

    def find(self, top: Path) -> github.Repository | None:
        """Return the repository of a work tree, without its branches; None if it is not known."""
        if top not in self._names:
            self._names[top] = self._name(top)
        return self._names[top]

    def name(self, top: Path) -> str:
        """Return the host and the path of the repository of a work tree; empty if not known.

        Clones of one repository have the same name.
        """
        found = self.find(top)
        if found is not None:
            return f"{github.HOST}/{found.owner}/{found.name}".lower()
        if top not in self._remotes:
            from awesome_lint.changes import origin  # slow to import

            self._remotes[top] = origin.repository_name(origin.origin_url(top))
        return self._remotes[top]

    def _name(self, top: Path) -> github.Repository | None:
        if self._is_workspace(top):
            name = github_actions.repository(self._environment)
            if name:
                return github.parse_url(f"https://{github.HOST}/{name}")
        from awesome_lint.changes import origin  # slow to import

        return github.parse_remote(origin.origin_url(top))

    def _default_branch(self, top: Path) -> str:
        from awesome_lint.changes import origin
        from awesome_lint.changes.event import default_branch

        branch = default_branch(self._environment) if self._is_workspace(top) else ""
        return branch or origin.default_branch(top)

    def _is_workspace(self, top: Path) -> bool:
        """Return whether the workflow checks its repository out into a directory."""
        workspace = self._environment.get("GITHUB_WORKSPACE", "")
        return not workspace or Path(os.path.realpath(workspace)) == top
