"""Whole runs: each folder of `fixtures` is linted, and prints what its `expected.txt` says."""

from pathlib import Path

import pytest

from awesome_lint.cli import main

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("case", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_fixture(
    case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FIXTURES / case)
    status = main(["--offline", "README.md"])
    printed = capsys.readouterr()
    assert printed.out == (FIXTURES / case / "expected.txt").read_text(encoding="utf-8")
    assert printed.err == ""
    assert status == int(" error" in printed.out.splitlines()[-1])
