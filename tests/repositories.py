"""Git repositories for tests: made and changed with nobody's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pull_requests import git

__all__ = ["commit", "git", "repository", "write"]


def repository(folder: Path, files: Mapping[str, str]) -> Path:
    """Make a repository with one commit on the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return commit(folder, files)


def commit(folder: Path, files: Mapping[str, str]) -> Path:
    """Commit all that a folder holds, and these files."""
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=All")
    return folder


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
