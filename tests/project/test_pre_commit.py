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

PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
SOURCES = ("src", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")

BROKEN = "| Title | Link |\n|:--|:--|\n| A Paper | [x](https:/a.example) | lost |\n"
REPAIRABLE = "| Title | Link |\n|:--|:--|\n| A Paper | [x](htps://a.example) | lost |\n"
REPAIRED = REPAIRABLE.replace("htps", "https")
MENDED = "| Title | Link |\n|:--|:--|\n| A Paper | none |\n"


def repository(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    git(folder, *author, "commit", "--quiet", "--allow-empty", "--message", "All")
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.check_output(["git", *arguments], cwd=folder, text=True).strip()


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
    """A repository of the project as it is now."""
    if not (ROOT / "src").is_dir():
        pytest.skip("the sources are not here to install from")
    folder = tmp_path / "hooks"
    folder.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return repository(folder)


@pytest.mark.xdist_group("wheel")
def test_hooks(tmp_path: Path, hooks: Path) -> None:
    package_index.require()
    folder = repository(tmp_path / "list")

    def configure(*ids: str) -> None:
        (folder / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: {hooks}\n    rev: {git(hooks, 'rev-parse', 'HEAD')}\n    hooks:\n"
            + "".join(f"      - id: {each}\n" for each in ids)
        )

    configure("awesome-lint", "awesome-lint-links")
    (folder / "README.md").write_text(BROKEN)
    (folder / "notes.md").write_text(BROKEN)
    git(folder, "add", "--all")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PRE_COMMIT, "run", "--all-files", "--color=never", *arguments],
            cwd=folder,
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

    result = run("--hook-stage", "manual", "awesome-lint-links")
    assert "link-malformed" in result.stdout
    assert "table-column-count" not in result.stdout
    assert result.returncode == 1

    (folder / "README.md").write_text(MENDED)
    for arguments in ((), ("--hook-stage", "manual", "awesome-lint-links")):
        result = run(*arguments)
        assert result.returncode == 0, result.stdout
        assert "Passed" in result.stdout
    assert (folder / "README.md").read_text() == MENDED

    configure("awesome-lint-fix")
    (folder / "README.md").write_text(REPAIRABLE)
    result = run()
    assert "files were modified by this hook" in result.stdout, result.stdout + result.stderr
    assert (folder / "README.md").read_text() == REPAIRED
    assert run().returncode == 0
