"""Whole runs: each directory of `fixtures` is linted, and `expected.txt` is the output.

If a finding has a fix, `fixed.md` is the README after `--fix`.
"""

import shutil
from pathlib import Path

import pytest

from awesome_lint.cli import main
from paths import FIXTURES


@pytest.mark.parametrize("case", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_fixture(
    case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FIXTURES / case)
    status = main(["--offline", "README.md"])
    printed = capsys.readouterr()
    assert printed.out == (FIXTURES / case / "expected.txt").read_text(encoding="utf-8")
    assert printed.err == ""
    assert status == int(": error[" in printed.out)


@pytest.mark.parametrize("case", sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()))
def test_fixed(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = tmp_path / case
    shutil.copytree(FIXTURES / case, directory)
    monkeypatch.chdir(directory)
    main(["--offline", "--quiet", "--fix", "README.md"])
    after = (directory / "README.md").read_bytes()
    expected = directory / "fixed.md"
    assert after == (expected if expected.exists() else FIXTURES / case / "README.md").read_bytes()
