"""The progress line."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from awesome_lint.cli import progress
from awesome_lint.cli.progress import progress_line
from awesome_lint.runner.progress import Progress


class Terminal(io.StringIO):
    """A standard error that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


@contextmanager
def shown_on(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Progress]:
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_line(shown=True) as report:
        assert report is not None
        yield report


def wait_for(terminal: Terminal, text: str) -> None:
    deadline = time.monotonic() + 10
    while text not in terminal.getvalue():
        assert time.monotonic() < deadline, terminal.getvalue()
        time.sleep(0.01)


def test_links_are_counted_at_once(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with shown_on(terminal, monkeypatch) as report:
        report("links", 3, 12)
    assert "Checking links" in terminal.getvalue()
    assert "3/12" in terminal.getvalue()


def test_records_are_counted_at_once(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with shown_on(terminal, monkeypatch) as report:
        report("records", 3, 12)
    assert "Looking up records" in terminal.getvalue()
    assert "3/12" in terminal.getvalue()


def test_files_are_counted_after_a_second(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_DELAY_SECONDS", 0.05)
    with shown_on(terminal, monkeypatch) as report:
        report("files", 4, 12)
        wait_for(terminal, "2/6")
        assert "Linting files" in terminal.getvalue()
        report("files", 8, 12)
        wait_for(terminal, "4/6")
        report("links", 1, 7)
        wait_for(terminal, "1/7")


def test_one_file_has_no_count(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_DELAY_SECONDS", 0.05)
    with shown_on(terminal, monkeypatch) as report:
        report("files", 0, 2)
        wait_for(terminal, "Linting files")
    assert "/1" not in terminal.getvalue()


def test_a_short_run_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with shown_on(terminal, monkeypatch) as report:
        report("files", 0, 2)
        report("files", 2, 2)
    assert terminal.getvalue() == ""


def test_a_question_before_the_first_progress_is_not_overwritten(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_DELAY_SECONDS", 0.01)
    with shown_on(terminal, monkeypatch):
        time.sleep(0.1)
        assert terminal.getvalue() == ""


@pytest.mark.parametrize(("shown", "is_terminal"), [(False, True), (True, False)])
def test_no_progress(monkeypatch: pytest.MonkeyPatch, shown: bool, is_terminal: bool) -> None:
    stream = Terminal() if is_terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_line(shown) as report:
        assert report is None
    assert stream.getvalue() == ""
