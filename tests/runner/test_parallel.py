"""--jobs: several processes report what one reports."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from awesome_lint import document
from awesome_lint.model import Document
from awesome_lint.runner import parallel
from cli_helpers import ONE_ERROR, Cli, Result
from repositories import repository, write

FILES = {f"lists/{name}.md": f"# {name}\n\n{ONE_ERROR}\n[a](#{name})\n" for name in "abcdefgh"}

forked = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork",
    reason="processes do not inherit what a test replaces",
)


@pytest.fixture
def lists(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small lists, for which processes are started nevertheless."""
    monkeypatch.setattr(parallel, "MIN_CHARS", 0)
    (directory / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(directory / "tmp"))
    return repository(directory, FILES)


class Parser:
    """The parser, which counts the documents that this process parses."""

    def __init__(self, in_other_processes: Callable[[], object] = lambda: None) -> None:
        self.parsed = 0
        self._pid = os.getpid()
        self._parse = document.parse
        self._elsewhere = in_other_processes

    def __call__(self, *arguments: Any) -> Document:
        if os.getpid() != self._pid:
            self._elsewhere()
        self.parsed += 1
        return self._parse(*arguments)


@pytest.fixture
def parser(monkeypatch: pytest.MonkeyPatch) -> Parser:
    counter = Parser()
    monkeypatch.setattr(document, "parse", counter)
    return counter


@forked
@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("cache", [[], ["--no-cache"]])
@pytest.mark.parametrize(
    "arguments", [["--format=text"], ["--format=json"], ["--diff"], ["--select=link-*"]]
)
def test_processes_change_nothing(
    cli: Cli, parser: Parser, cache: list[str], arguments: list[str]
) -> None:
    expected = cli("lists", "--jobs=1", "--no-cache", *arguments)
    assert parser.parsed >= len(FILES)
    parser.parsed = 0

    assert cli("lists", "--jobs=2", *cache, *arguments) == expected
    assert parser.parsed == 0
    assert list(Path("tmp").iterdir()) == []


@forked
def test_changes_are_compared_in_processes(cli: Cli, lists: Path, parser: Parser) -> None:
    write(lists, {name: f"New text.\n\n{text}lost |\n" for name, text in FILES.items()})
    expected = cli("lists", "--jobs=1", "--no-cache", "--diff-base=HEAD")
    parser.parsed = 0
    assert cli("lists", "--jobs=2", "--diff-base=HEAD") == expected
    assert parser.parsed == 0


@forked
@pytest.mark.usefixtures("lists")
def test_one_process_is_enough_for_what_is_cached(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = cli("lists", "--jobs=2")
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    assert cli("lists", "--jobs=2") == expected
    assert cli("lists/a.md", "--jobs=2", "--no-cache").status == 1


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise ValueError("only here")


@forked
@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("accident", [die, fail])
def test_what_a_process_does_not_compute_is_computed(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, accident: Callable[[], None]
) -> None:
    expected = cli("lists", "--jobs=1", "--no-cache")
    parser = Parser(accident)
    monkeypatch.setattr(document, "parse", parser)
    assert cli("lists", "--jobs=2") == expected
    assert parser.parsed == len(FILES)


@forked
@pytest.mark.usefixtures("lists")
def test_a_cache_that_cannot_be_written_is_replaced(
    cli: Cli, parser: Parser, directory: Path
) -> None:
    directory.with_name(f"{directory.name}-cache").write_text("a file")
    assert cli("lists", "--jobs=2", "--quiet").status == 1
    assert parser.parsed == 0
    assert list(Path("tmp").iterdir()) == []


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("tempfile.TemporaryDirectory", OSError),
        ("concurrent.futures.ProcessPoolExecutor", OSError),
        ("concurrent.futures.ProcessPoolExecutor", NotImplementedError),
        ("multiprocessing.process.BaseProcess.start", OSError),
    ],
)
def test_a_system_without_processes_needs_none(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str, error: type[Exception]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    expected = cli("lists", "--jobs=1", "--no-cache")
    monkeypatch.setattr(name, refuse)
    assert cli("lists", "--jobs=2", "--no-cache") == expected


@pytest.mark.usefixtures("lists")
def test_an_error_of_one_file_is_reported_once(cli: Cli, lists: Path) -> None:
    (lists / "lists" / "c.md").write_bytes(b"\xff")
    result = cli("lists", "--jobs=2", "--quiet")
    assert result.err == "error: lists/c.md:1: not UTF-8: byte 0xff at offset 0\n"
    assert result.out.count("GitHub drops `lost`") == len(FILES) - 1


@pytest.mark.skipif(os.name == "nt", reason="signals are different there")
def test_an_interrupt_ends_all_processes(directory: Path) -> None:
    """Only the first process gets the signal, as from `kill`."""
    slow = "| Title | Link |\n|:--|:--|\n" + "| A [B](https://a.example) | c |\n" * 20_000
    repository(directory, {"a.md": slow, "b.md": slow})
    process = subprocess.Popen(
        [sys.executable, "-m", "awesome_lint", "--offline", "--no-cache", "--jobs=2", "."],
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 20
    while children.is_file() and len(children.read_text().split()) < 2:
        assert time.monotonic() < deadline, "no process was started"
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "")
    with pytest.raises(ProcessLookupError):  # no process of the session is left
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "99999", ""])
def test_a_number_of_processes_is_a_number(cli: Cli, value: str) -> None:
    assert cli(f"--jobs={value}") == Result(
        2, "", f"error: --jobs: `{value}` is not a whole number from 1 to 9999\n"
    )
