"""The findings of an open document."""

from __future__ import annotations

from pathlib import Path

import pytest

from awesome_lint import document
from awesome_lint.config import ConfigError
from awesome_lint.runner.options import Options
from awesome_lint.server import linter as linters
from awesome_lint.server.linter import Linter, mistakes
from repositories import repository

TYPO = "| Title | Venue |\n|:--|:--|\n| Robots on Ice | Avrxi 2024 |\n"
OPTIONS = Options(offline=True)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return repository(tmp_path / "top", {"README.md": TYPO})


@pytest.fixture
def linter(top: Path) -> Linter:
    return Linter(top / "README.md", "README.md", OPTIONS)


def rules(linter: Linter, text: str = TYPO) -> list[str]:
    linted = linter.lint(text)
    assert linted.error is None
    assert linted.failures == ()
    return [each.rule for each in linted.diagnostics]


def fail(*_: object, **__: object) -> None:
    raise ValueError("no ice")


def test_a_text_is_parsed_once(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules(linter) == ["venue-typo"]
    monkeypatch.setattr(linters, "with_text", fail)
    monkeypatch.setattr(linters, "make_jobs", fail)
    assert rules(linter) == ["venue-typo"]


def test_a_configuration_is_read_again_after_it_has_changed(linter: Linter, top: Path) -> None:
    file = top / ".awesome-lint.yml"
    assert linter.lint(TYPO).configuration is None
    file.write_text("rules: {venue-typo: off}\n")
    assert rules(linter) == []
    assert linter.lint(TYPO).configuration == file
    file.write_text("exclude: [README.md]\n")
    assert linter.lint(TYPO).job is None
    file.write_text("nonsense: 1\nother: 2\n")
    error = linter.lint(TYPO).error
    assert isinstance(error, ConfigError)
    assert [each.line for each in mistakes(error)] == [1, 2]
    file.unlink()
    assert rules(linter) == ["venue-typo"]


def test_a_baseline_that_does_not_exist(top: Path) -> None:
    options = Options(offline=True, baseline=str(top / "known.json"))
    linter = Linter(top / "README.md", "README.md", options)
    assert "no such file: --write-baseline writes one" in str(linter.lint(TYPO).error)
    (top / "known.json").write_text('{"version": 1, "findings": []}')
    assert rules(linter) == ["venue-typo"]


def test_a_failing_parser(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(document, "parse", fail)
        linted = linter.lint(TYPO)
        assert [(each.part, each.error) for each in linted.failures] == [
            ("the parser", "ValueError: no ice")
        ]
        assert (linted.job, linted.diagnostics) == (None, ())
    assert rules(linter) == ["venue-typo"]
    with monkeypatch.context() as failing:
        failing.setattr(document, "parse", fail)
        assert [each.part for each in linter.lint(f"\n{TYPO}").failures] == ["the parser"]
    assert rules(linter, f"\n{TYPO}") == ["venue-typo"]


def test_a_failing_engine(linter: Linter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linters, "lint", fail)
    assert [each.part for each in linter.lint(TYPO).failures] == ["the engine"]


def test_files_of_the_repository_are_found_again(linter: Linter, top: Path) -> None:
    text = "- [Robots](robots.md)\n"
    assert rules(linter, text) == ["link-local-file"]
    repository(top, {"robots.md": ""})
    linted = linter.lint(text, True)
    assert linted.diagnostics == ()


def test_a_file_that_does_not_exist_yet(top: Path) -> None:
    linter = Linter(top / "lists" / "new.md", "new.md", OPTIONS)
    assert rules(linter) == ["venue-typo"]
