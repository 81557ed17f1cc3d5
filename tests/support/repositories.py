"""Git repositories for tests, without user configuration, and pull requests of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pull_requests import git

__all__ = ["commit", "event", "git", "repository", "write"]


def repository(directory: Path, files: Mapping[str, str]) -> Path:
    """Make a repository with one commit on the branch `main`."""
    directory.mkdir(parents=True, exist_ok=True)
    git(directory, "init", "--quiet", "--initial-branch=main")
    return commit(directory, files)


def commit(directory: Path, files: Mapping[str, str]) -> Path:
    """Commit all files of a directory, and the given ones."""
    write(directory, files)
    git(directory, "add", "--all")
    git(directory, "commit", "--quiet", "--allow-empty", "--message=All")
    return directory


def event(
    directory: Path, monkeypatch: pytest.MonkeyPatch, base: str, head: str = "", **other: str
) -> None:
    """Set the environment of a workflow that runs for a pull request."""
    path = directory / ".git" / "event.json"
    content: Any = {"pull_request": {"base": {"sha": base}, "head": {"sha": head}}}
    path.write_text(json.dumps(content))
    environment = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(path),
        "GITHUB_BASE_REF": "main",
    }
    for name, value in (environment | other).items():
        monkeypatch.setenv(name, value)


def write(directory: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_bytes(text.encode("utf-8", "surrogateescape"))
