"""`--watch`: real processes, on a terminal and on pipes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli_helpers import ONE_ERROR, Cli
from repositories import repository
from terminal import Terminal, terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

CLEAN = "| Title | Link |\n|:--|:--|\n| A Paper | [x](https://a.example) |\n"
CLEAR = "\x1b[2J\x1b[1;1H"
WATCHING = r"watching \d files? \(Ctrl-C to stop\)\r?\n"


@pytest.fixture
def list_directory(tmp_path: Path) -> Path:
    directory = tmp_path / "list"
    directory.mkdir()
    (directory / "README.md").write_text(ONE_ERROR)
    return directory


@pytest.fixture
def watching(list_directory: Path) -> Iterator[Terminal]:
    with terminal("--watch", "README.md", directory=list_directory) as opened:
        shown = opened.read_until(WATCHING)
        assert shown.startswith(f"{CLEAR}README.md:3:38: error[table-column-count]")
        assert shown.endswith("1 error in 1 file\nnote: watching 1 file (Ctrl-C to stop)\n")
        yield opened


def settle() -> None:
    """Wait until changes are found by a notification, not by the first look at the files."""
    time.sleep(0.5)


def test_a_save_lints_again_and_clears_the_screen(watching: Terminal, list_directory: Path) -> None:
    settle()
    start = time.monotonic()
    (list_directory / "README.md").write_text(CLEAN)
    shown = watching.read_until(WATCHING)

    assert shown == (
        f"{CLEAR}note: README.md has changed\nNo findings in 1 file\n"
        "note: watching 1 file (Ctrl-C to stop)\n"
    )
    assert time.monotonic() - start < 3  # a notification, not the look every five seconds


def test_a_save_by_renaming(watching: Terminal, list_directory: Path) -> None:
    for text, result in ((CLEAN, "No findings"), (ONE_ERROR, "1 error"), (CLEAN, "No findings")):
        settle()
        draft = list_directory / ".README.md.swp"
        draft.write_text(text)
        draft.replace(list_directory / "README.md")
        assert f"{result} in 1 file\n" in watching.read_until(WATCHING)


def test_a_save_right_after_a_run(watching: Terminal, list_directory: Path) -> None:
    (list_directory / "README.md").write_text(CLEAN)
    assert "No findings" in watching.read_until(WATCHING)


def test_a_configuration(watching: Terminal, list_directory: Path) -> None:
    settle()
    configuration = list_directory / ".awesome-lint.yml"
    configuration.write_text("rules: {table-column-count: off}\n")
    assert "No findings in 1 file\nnote: watching 2 files" in watching.read_until(WATCHING)
    settle()
    configuration.write_text("rules: {table-column-cont: off}\n")
    assert (
        f"{CLEAR}note: .awesome-lint.yml has changed\n"
        "error: .awesome-lint.yml:1: unknown rule `table-column-cont`"
        in watching.read_until(WATCHING)
    )
    settle()
    configuration.unlink()
    shown = watching.read_until(WATCHING)
    assert shown.startswith(f"{CLEAR}note: .awesome-lint.yml has changed\nREADME.md:3:38: error")
    assert "1 error in 1 file\nnote: watching 1 file " in shown


def test_a_list_that_is_removed_and_comes_back(watching: Terminal, list_directory: Path) -> None:
    (list_directory / "README.md").unlink()
    assert "error: README.md: no such file" in watching.read_until(WATCHING)
    (list_directory / "README.md").write_text(CLEAN)
    assert "No findings in 1 file" in watching.read_until(WATCHING)


def test_ctrl_c_ends_with_status_130(watching: Terminal) -> None:
    settle()
    watching.type("\x03")
    assert watching.process.wait(30) == 130


def test_a_configuration_above_the_directory(tmp_path: Path) -> None:
    top = repository(tmp_path / "top", {"lists/README.md": ONE_ERROR})
    lists = top / "lists"
    with terminal("--watch", directory=lists) as opened:
        opened.read_until(WATCHING)
        settle()
        start = time.monotonic()
        (top / ".awesome-lint.yml").write_text("rules: {table-column-count: off}\n")
        assert "No findings" in opened.read_until(WATCHING)
        assert time.monotonic() - start < 3  # a notification


def test_a_new_file_in_a_directory(list_directory: Path) -> None:
    (list_directory / "lists" / "old").mkdir(parents=True)
    with terminal("--watch", ".", directory=list_directory) as opened:
        opened.read_until(WATCHING)
        settle()
        (list_directory / "lists" / "old" / "more.md").write_text(ONE_ERROR)
        assert "2 errors in 2 files" in opened.read_until(WATCHING)
        settle()
        (list_directory / "lists" / "new").mkdir()
        settle()
        (list_directory / "lists" / "new" / "more.md").write_text(ONE_ERROR)
        assert "3 errors in 3 files" in opened.read_until(WATCHING)


def test_a_baseline(list_directory: Path, cli: Cli) -> None:
    (list_directory / "baseline.json").write_text('{"version": 1, "findings": []}')
    arguments = ("--watch", "--baseline", "baseline.json", "README.md")
    with terminal(*arguments, directory=list_directory) as opened:
        opened.read_until(WATCHING)
        settle()
        cli("--write-baseline", str(list_directory / "baseline.json"), str(list_directory))
        assert "No findings in 1 file" in opened.read_until(WATCHING)


def test_other_files_are_ignored(watching: Terminal, list_directory: Path) -> None:
    settle()
    (list_directory / "notes.txt").write_text("x")
    settle()
    (list_directory / "README.md").write_text(CLEAN)
    assert watching.read_until(WATCHING).count(CLEAR) == 1


def test_fixes_are_applied_on_save(list_directory: Path) -> None:
    readme = list_directory / "README.md"
    with terminal("--watch", "--fix", "README.md", directory=list_directory) as opened:
        opened.read_until(WATCHING)
        settle()
        readme.write_text("| Title | Venue |\n|:--|:--|\n| Robots on Ice | Avrxi 2024 |\n")
        assert "1 fixed" in opened.read_until(WATCHING)
        assert "arXiv 2024" in readme.read_text()
        # The changed file is linted once more, and then left alone.
        assert "No findings" in opened.read_until(WATCHING)


def test_nothing_is_cleared_without_a_terminal(list_directory: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "awesome_lint", "--watch", "--quiet"],
        cwd=list_directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("README.md:3:38: error[table-column-count]")
        settle()
        (list_directory / "README.md").write_text(ONE_ERROR.replace("lost", "gone"))
        assert process.stdout.readline().startswith("README.md:3:38: error[table-column-count]")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--merge", "a.json"], "--watch and --merge exclude each other"),
        (["--shard=1/2"], "--watch and --shard exclude each other"),
        (["--write-baseline=a.json"], "--watch and --write-baseline exclude each other"),
        (
            ["--prune-baseline", "--baseline=a.json"],
            "--watch and --prune-baseline exclude each other",
        ),
        (["--add-suppressions"], "--watch and --add-suppressions exclude each other"),
        (["--explain=venue-typo"], "--watch and --explain exclude each other"),
        (["--list-rules"], "--watch and --list-rules exclude each other"),
        (["--show-config"], "--watch and --show-config exclude each other"),
        (["-"], "--watch cannot watch standard input"),
        (
            ["--format=json=a.json"],
            "--watch writes reports to standard output, not to files",
        ),
    ],
)
def test_combinations_that_are_refused(cli: Cli, arguments: list[str], reason: str) -> None:
    assert cli("--watch", *arguments, online=True) == (2, "", f"error: {reason}\n")


@pytest.mark.usefixtures("readme")
def test_without_watchfiles(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    status, out, err = cli("--watch")
    assert (status, out) == (2, "")
    assert re.fullmatch(
        r"error: --watch needs watchfiles, which is not installed: install awesome-lint with its"
        r" extra `watch`, such as `pipx install 'awesome-lint\[watch\] @ git\+https://\S+'`\n",
        err,
    )


@pytest.mark.parametrize(
    ("arguments", "is_offline"),
    [([], True), (["--links=all"], False), (["--links=all", "--offline"], True)],
)
def test_links_are_checked_only_if_asked_for(arguments: list[str], is_offline: bool) -> None:
    from awesome_lint.cli.command import parse

    invocation = parse(["--watch", *arguments])
    assert not isinstance(invocation, int)
    assert invocation.options.offline == is_offline


def test_links_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from awesome_lint.cli.command import parse

    monkeypatch.setitem(os.environ, "AWESOME_LINT_LINKS", "all")
    invocation = parse(["--watch"])
    assert not isinstance(invocation, int)
    assert not invocation.options.offline
