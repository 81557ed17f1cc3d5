"""The example of docs/pull-requests.md is a pull request in a repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli_helpers import Cli
from paths import DOCS
from repositories import commit, git, repository

SECTION = "### Rules for pull requests"


def test_the_findings_of_the_example_are_those_of_the_page(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (DOCS / "pull-requests.md").read_text(encoding="utf-8")
    section = page.split(SECTION)[1].split("\n### ")[0]
    blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```$", section, re.MULTILINE | re.DOTALL))
    lines = blocks["diff"].splitlines()[3:]
    before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    files = {"README.md": before, ".awesome-lint.yml": blocks["yaml"]}
    directory = repository(tmp_path / "list", files)
    patch = tmp_path / "change.diff"
    # An empty line of a patch has a space, which editors remove.
    patch.write_text(re.sub(r"^$\n", " \n", blocks["diff"], flags=re.MULTILINE), encoding="utf-8")
    git(directory, "switch", "--quiet", "--create=proposed")
    git(directory, "apply", str(patch))
    commit(directory, {})
    monkeypatch.chdir(directory)

    run = cli("--offline", "--quiet", "--diff-base=main", "--format=text")
    assert run.status == 1
    assert [line for line in run.out.splitlines() if "README.md:" in line] == blocks[
        "text"
    ].splitlines()
    assert cli("--offline", "--diff-base=main", "--format=github").out.count("::warning ") == 3
    # Without a base, only the words are reported.
    run = cli("--offline", "--quiet", "--format=text")
    assert run.status == 0
    found = [line for line in run.out.splitlines() if "README.md:" in line]
    assert found == [blocks["text"].splitlines()[-1]]
