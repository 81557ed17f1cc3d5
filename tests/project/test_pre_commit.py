"""The pre-commit hooks, installed and run by pre-commit itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import package_index
from paths import ROOT
from repositories import git, repository

PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
SOURCES = (
    "src",
    "rules",
    "hatch_build.py",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)

BROKEN = "| Title | Link |\n|:--|:--|\n| A Paper | [x](https:/a.example) | lost |\n"
FIXABLE = "| Title | Link |\n|:--|:--|\n| A Paper | [x](htps://a.example) | lost |\n"
FIXED = FIXABLE.replace("htps", "https")
CLEAN = "| Title | Link |\n|:--|:--|\n| A Paper | none |\n"


def test_manifest() -> None:
    result = subprocess.run(
        [PRE_COMMIT, "validate-manifest", ROOT / ".pre-commit-hooks.yaml"], check=False
    )

    assert result.returncode == 0


def test_configuration_of_the_repository() -> None:
    configuration = ROOT / ".pre-commit-config.yaml"
    result = subprocess.run([PRE_COMMIT, "validate-config", configuration], check=False)

    assert result.returncode == 0


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A repository with the current files of the project."""
    if not (ROOT / "src").is_dir():
        pytest.skip("the sources are not here to install from")
    directory = tmp_path / "hooks"
    directory.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, directory / name)
    return repository(directory, {})


@pytest.mark.xdist_group("wheel")
def test_hooks(tmp_path: Path, hooks: Path) -> None:
    package_index.require()
    directory = repository(tmp_path / "list", {})

    def configure(*ids: str) -> None:
        (directory / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: {hooks}\n    rev: {git(hooks, 'rev-parse', 'HEAD')}\n    hooks:\n"
            + "".join(f"      - id: {each}\n" for each in ids)
        )

    configure("awesome-lint", "awesome-lint-links")
    (directory / "README.md").write_text(BROKEN)
    (directory / "notes.md").write_text(BROKEN)
    git(directory, "add", "--all")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PRE_COMMIT, "run", "--all-files", "--color=never", *arguments],
            cwd=directory,
            env=os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "cache")},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    result = run()
    assert "README.md:3:" in result.stdout, result.stdout + result.stderr
    assert "table-column-count" in result.stdout
    assert "notes.md" not in result.stdout
    assert "awesome-lint (links)" not in result.stdout
    assert result.returncode == 1

    # Before a push, only the links are checked.
    result = run("--hook-stage", "pre-push")
    assert result.stdout.startswith("awesome-lint (links)....")
    assert "table-column-count" not in result.stdout
    assert result.returncode == 1

    result = run("--hook-stage", "manual", "awesome-lint-links")
    assert "link-malformed" in result.stdout
    assert "table-column-count" not in result.stdout
    assert result.returncode == 1

    (directory / "README.md").write_text(CLEAN)
    for arguments in ((), ("--hook-stage", "manual", "awesome-lint-links")):
        result = run(*arguments)
        assert result.returncode == 0, result.stdout
        assert "Passed" in result.stdout
    assert (directory / "README.md").read_text() == CLEAN

    configure("awesome-lint-fix")
    (directory / "README.md").write_text(FIXABLE)
    result = run()
    assert "README.md:3:17: fixed[link-malformed] Write `https://a.example`" in result.stdout
    assert "table-column-count" not in result.stdout  # another hook reports it
    assert "files were modified by this hook" in result.stdout, result.stdout + result.stderr
    assert (directory / "README.md").read_text() == FIXED
    assert run().returncode == 0
