"""The Makefile, and its messages about missing requirements."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from executables import executable
from paths import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None or os.name == "nt", reason="needs make and a POSIX shell"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory, with a space in its name, with only the files that make needs."""
    directory = tmp_path / "the project"
    directory.mkdir()
    shutil.copytree(ROOT / "requirements", directory / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, directory)
    (directory / "README.md").write_text("# A list\n")
    return directory


@pytest.fixture
def installed(project: Path) -> Path:
    """The project after a first run, with an `awesome-lint` that prints its arguments."""
    bin_directory = project / ".venv" / "bin"
    bin_directory.mkdir(parents=True)
    executable(
        bin_directory / "awesome-lint",
        'for argument in "$@"; do echo "[$argument]"; done; exit "${LINTER_STATUS:-0}"',
    )
    for stamp in (".made", ".run", ".test"):
        (bin_directory.parent / stamp).touch()
    return project


def make(directory: Path, *arguments: str, **environment: str) -> CompletedProcess[str]:
    scrubbed = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHON", "FILE", "ARGS", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    return subprocess.run(
        ["make", *arguments],
        cwd=directory,
        env=scrubbed | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def only_on_path(directory: Path, **pythons: str) -> str:
    """Return a PATH with the commands that make needs, and these scripts as Pythons."""
    path = directory / "path"
    path.mkdir()
    for command in ("make", "sh", "touch"):
        (path / command).symlink_to(str(shutil.which(command)))
    for name, script in pythons.items():
        executable(path / name.replace("_", "."), script)
    return str(path)


def test_lint_hands_the_file_and_the_options_on(installed: Path) -> None:
    (installed / "my list.md").touch()

    result = make(installed, "lint", "FILE=my list.md", "ARGS=--offline --select venue-typo")

    assert result.stdout == "[--offline]\n[--select]\n[venue-typo]\n[--]\n[my list.md]\n"
    assert result.stderr == ""
    assert result.returncode == 0


def test_a_file_name_cannot_run_a_command(installed: Path) -> None:
    name = "`touch pwned`; $(touch pwned) \"'.md"
    (installed / name).touch()

    result = make(installed, "lint", FILE=name)

    assert result.stdout == f"[--]\n[{name}]\n"
    assert not (installed / "pwned").exists()


def test_lint_fails_with_a_message_if_the_linter_finds_errors(installed: Path) -> None:
    result = make(installed, "lint", "FILE=README.md", LINTER_STATUS="1")

    assert "The list has errors, so make fails:\n" in result.stderr
    assert "lint] Error 1" in result.stderr
    assert result.returncode == 2


def test_lint_leaves_wrong_usage_to_the_linters_own_words(installed: Path) -> None:
    result = make(installed, "lint", "FILE=README.md", LINTER_STATUS="2")

    assert "The list has errors" not in result.stderr
    assert "lint] Error 2" in result.stderr


def test_lint_wants_a_file(project: Path) -> None:
    result = make(project, "lint")

    assert "No file given. Run: make lint FILE=README.md\n" in result.stderr
    assert result.returncode == 2
    assert not (project / ".venv").exists()


def test_lint_wants_a_file_that_is_there(project: Path) -> None:
    result = make(project, "lint", "FILE=READ ME.md")

    assert f'No such file: "READ ME.md" (in {project})\n' in result.stderr
    assert result.returncode == 2
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("target", ["lint", "test"])
def test_no_python(project: Path, target: str) -> None:
    path = only_on_path(project)

    result = make(project, target, "FILE=README.md", PATH=path)

    assert (
        "Python 3.11 or newer is required. Tried: python3.14 python3.13 python3.12 python3.11"
        f" python3. To use another interpreter: make PYTHON=/path/to/python3.11 {target}\n"
    ) in result.stderr
    assert result.returncode == 2


def test_pythons_that_are_too_old_or_do_not_run_are_passed_over(project: Path) -> None:
    path = only_on_path(project, python3_12="echo no such version >&2; exit 127", python3="exit 1")

    result = make(project, "test", PATH=path)

    assert "Python 3.11 or newer is required" in result.stderr
    assert "no such version" not in result.stderr


def test_a_python_without_ensurepip(project: Path) -> None:
    path = only_on_path(project, python3_12='case "$2" in *ensurepip*) exit 1;; esac')

    result = make(project, "test", PATH=path)

    assert (
        "python3.12 cannot create a virtual environment: the module venv or ensurepip is missing. "
        "On Debian and Ubuntu: apt install python3.12-venv\n"
    ) in result.stderr
    assert result.returncode == 2


def test_the_newest_python_that_will_do_is_taken(project: Path) -> None:
    path = only_on_path(
        project,
        python3_14='case "$2" in *ensurepip*) exit 1;; esac',
        python3_13="echo Python 3.13.5",
        python3_11="echo Python 3.11.9",
    )

    result = make(project, ".venv/.made", PATH=path)

    # This one does nothing, so there is no stamp: only the called command counts.
    assert "Creating a virtual environment in .venv with Python 3.13.5\n" in result.stderr


def test_a_python_of_ones_own(project: Path) -> None:
    python = project / "my python"
    executable(python, "echo Python 3.11.1")

    result = make(project, ".venv/.made", f"PYTHON={python}")

    assert "Creating a virtual environment in .venv with Python 3.11.1\n" in result.stderr


def test_no_package_index(installed: Path) -> None:
    (installed / ".venv" / ".run").unlink()
    executable(installed / ".venv" / "bin" / "python", f'exec "{sys.executable}" "$@"')
    result = make(
        installed,
        "lint",
        "FILE=README.md",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
        PIP_RETRIES="0",
        PIP_TARGET=str(installed / "target"),  # anything, depending on the origin of this pip
    )

    assert (
        "The packages could not be installed; see the error of pip above. Check the network "
        "connection, or set PIP_INDEX_URL to a mirror of the package index. If the mirror lacks "
        "the pinned versions of requirements/run.lock, LOCKED=no installs the versions that it "
        "has.\n"
    ) in result.stderr
    assert result.returncode == 2
    assert not (installed / ".venv" / ".run").exists()


def test_nothing_is_installed_twice(installed: Path) -> None:
    result = make(installed, "--question", ".venv/.test")

    assert result.returncode == 0


def test_a_changed_lock_is_installed(installed: Path) -> None:
    newer = (installed / ".venv" / ".run").stat().st_mtime + 1
    os.utime(installed / "requirements" / "run.lock", (newer, newer))

    result = make(installed, "--question", ".venv/.run")

    assert result.returncode == 1


def test_help_names_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    internal = {"help", "file"}
    targets = {line.split()[1] for line in text.splitlines() if line.startswith(".PHONY:")}

    result = make(ROOT)

    named = {line.split()[1] for line in result.stdout.splitlines() if line.startswith("make ")}
    assert named == targets - internal


def test_ci_runs_make_test(tmp_path: Path, project: Path) -> None:
    shutil.copytree(ROOT / ".ci", project / ".ci")
    commands = tmp_path / "commands"
    commands.mkdir()
    executable(commands / "make", 'echo "$PWD: make $*"')

    result = subprocess.run(
        [project / ".ci" / "run"],
        cwd=tmp_path,
        env=os.environ | {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout == f"{project.resolve()}: make test\n"
