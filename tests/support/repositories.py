"""Git repositories for tests, made with nobody's configuration, and pull requests of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pull_requests import git

__all__ = ["commit", "event", "git", "repository", "write"]


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


def event(
    folder: Path, monkeypatch: pytest.MonkeyPatch, base: str, head: str = "", **other: str
) -> None:
    """Let a pull request be what the workflow runs for."""
    path = folder / ".git" / "event.json"
    content: Any = {"pull_request": {"base": {"sha": base}, "head": {"sha": head}}}
    path.write_text(json.dumps(content))
    told = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(path),
        "GITHUB_BASE_REF": "main",
    }
    for name, value in (told | other).items():
        monkeypatch.setenv(name, value)


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
