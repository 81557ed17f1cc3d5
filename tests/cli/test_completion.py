"""Completion in a shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from awesome_lint.report import FORMATS
from paths import DOCS

COMMAND = Path(sys.executable).parent / "awesome-lint"


def run(how: str, *words: str) -> str:
    environment = {
        "_AWESOME_LINT_COMPLETE": how,
        "COMP_WORDS": " ".join(("awesome-lint", *words)),
        "COMP_CWORD": str(len(words)),
    }
    return subprocess.run(
        [COMMAND], env=os.environ | environment, capture_output=True, check=True, text=True
    ).stdout


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        (["--stat"], ["plain,--statistics"]),
        (["--format", ""], [f"plain,{name}" for name in FORMATS]),
        (["--fail-on", "w"], ["plain,warning"]),
        (["--select", "duplicate-"], ["plain,duplicate-row", "plain,duplicate-entry"]),
        (["--config", "x"], ["file,x"]),
        (["--cache-dir", "x"], ["dir,x"]),
        (["READ"], ["file,READ"]),
        (["ex"], ["plain,export", "file,ex"]),
        (["export"], ["plain,export", "file,export"]),
        (["export", "--to", "b"], ["plain,bibtex"]),
        (["export", "--ou"], ["plain,--output"]),
        (["export", "READ"], ["file,READ"]),
        (["export", "--cache-dir", "x"], ["dir,x"]),
        (["add", "--p"], ["plain,--pick", "plain,--proxy"]),
        (["add", "--from", "x"], ["file,x"]),
        (["init", ""], []),
        (["server", "--c"], ["plain,--config", "plain,--cache-dir"]),
        (["se"], ["plain,server", "file,se"]),
        (["README.md", "se"], ["file,se"]),
        (["--wat"], ["plain,--watch"]),
    ],
)
def test_completion(words: list[str], completed: list[str]) -> None:
    assert run("bash_complete", *words).split() == completed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_documented_shells(shell: str) -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    (how,) = re.findall(rf"_AWESOME_LINT_COMPLETE=({shell}_source) awesome-lint", page)
    assert "_awesome_lint_completion" in run(how)
