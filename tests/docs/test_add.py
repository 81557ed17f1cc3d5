"""The example of docs/add.md: its commands print what the page says, and write these lines."""

from __future__ import annotations

import re
import shlex
from functools import partial
from pathlib import Path

import pytest

from awesome_lint.links import records
from cli_helpers import Cli
from fakenet import Internet
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.github import GitHub
from fakenet.world import Paper, Repository
from paths import ROOT

PAPERS = {"2405.01234": Paper(title="A Benchmark for Agents on Thin Ice")}
REPOSITORIES = {"frosty/ice-kit": Repository(description="A toolkit for robots that skate.")}


def test_the_example(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    page = (ROOT / "docs" / "add.md").read_text(encoding="utf-8")
    found = re.findall(r"^```([a-z ]+)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    shown = {name: text for name, text in found if name != "text" or "added" in text}
    before = shown["markdown list"]
    Path("README.md").write_text(before, encoding="utf-8")
    services = Arxiv(PAPERS).services | GitHub(REPOSITORIES, token="").services
    with Internet({}, services=services) as net:
        look_up = partial(records.look_up_records, connector_factory=net.connector)
        monkeypatch.setattr(records, "look_up_records", look_up)
        results = [
            cli(*shlex.split(line)[1:], online=True) for line in shown["sh add"].splitlines()
        ]

    assert [(each.status, each.err) for each in results] == [(0, ""), (0, "")]
    printed = "".join(each.out for each in results)
    assert re.sub(r"\d{4}-\d\d-\d\d", "…", printed) == re.sub(
        r"\d{4}-\d\d-\d\d", "…", shown["text"]
    )
    after = Path("README.md").read_text(encoding="utf-8").splitlines()
    added = [line.removeprefix("  ") for line in printed.splitlines()[1::2]]
    assert [line for line in after if line not in before.splitlines()] == added
