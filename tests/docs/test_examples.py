"""The workflows to copy: the things they use exist, and their scripts work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from paths import ROOT

DIRECTORY = ROOT / "examples" / "workflows"
EXAMPLES = sorted(DIRECTORY.glob("*.yml"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def steps(path: Path) -> list[dict[str, Any]]:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_the_page_lists_every_workflow() -> None:
    page = (DIRECTORY / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"\[([\w-]+\.yml)\]\(\1\)", page) == [
        "pull-request.yml",
        "weekly-links.yml",
        "code-scanning.yml",
        "reviewdog.yml",
        "sharded-links.yml",
    ]
    assert {path.name for path in EXAMPLES} == set(re.findall(r"\[([\w-]+\.yml)\]", page))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_what_is_used_of_the_action_exists(path: Path) -> None:
    used = [step for step in steps(path) if step.get("uses", "").startswith("awesome-lint/")]

    assert used
    for step in used:
        assert step.get("with", {}).keys() <= ACTION["inputs"].keys()
        for value in step.get("with", {}).values():
            assert isinstance(value, str), "YAML must not make another thing of a word"
    for output in re.findall(r"steps\.lint\.outputs\.([\w-]+)", path.read_text(encoding="utf-8")):
        assert output in ACTION["outputs"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_permission_has_its_reason_and_no_script_an_expression(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)

    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]["contents"] == "read"
    for line in re.findall(r"^ +[a-z-]+: (?:read|write)\b.*$", text, re.MULTILINE):
        assert " # to " in line
    assert "pull_request_target" not in text
    for step in steps(path):
        assert "${{" not in step.get("run", "")


def test_what_needs_the_history_has_it() -> None:
    for path in EXAMPLES:
        if "scope: all" not in (text := path.read_text(encoding="utf-8")):
            assert "fetch-depth: 2" in text, path.name


@pytest.fixture
def gh(tmp_path: Path) -> Path:
    """A `gh` with the issue of the file `open`, if any, that records its calls."""
    directory = tmp_path / "bin"
    directory.mkdir()
    path = directory / "gh"
    path.write_text(
        "#!/bin/sh\n"
        f'printf "%s\\n" "$*" >>"{tmp_path}/told"\n'
        f'case "$1 $2" in "issue list") cat "{tmp_path}/open" 2>/dev/null ;; esac\n'
        "while [ $# -gt 0 ]; do case $1 in --body-file) "
        f'cp "$2" "{tmp_path}/body" ;; esac; shift; done\n'
        "exit 0\n"
    )
    path.chmod(0o755)
    return directory


def watch(directory: Path, gh: Path, *links: dict[str, Any]) -> list[str]:
    """Run the script that maintains the issue; return the calls of `gh`."""
    if shutil.which("jq") is None:
        pytest.skip("jq, which GitHub's machines have, is not here")
    (step,) = [step for step in steps(DIRECTORY / "weekly-links.yml") if "run" in step]
    report = directory / "report.json"
    report.write_text(json.dumps({"links": links}))
    environment = {
        "REPORT": str(report),
        "RUN": "https://github.com/a/b/actions/runs/1",
        "LABEL": step["env"]["LABEL"],
        "PATH": f"{gh}:{os.environ['PATH']}",
    }
    gh_calls = directory / "told"
    gh_calls.unlink(missing_ok=True)
    subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, check=True, cwd=directory)
    return gh_calls.read_text().splitlines()


DEAD = {
    "url": "https://a.example/`@everyone`<img src=x>",
    "verdict": "dead",
    "detail": "returns 404 Not Found",
    "locations": [{"path": "README.md", "line": 7, "column": 1}],
}
ALIVE = {**DEAD, "url": "https://b.example/", "verdict": "ok"}
LIST = "issue list --label dead-links --state open --limit 1 --json number --jq .[].number"


def test_dead_links_open_an_issue(tmp_path: Path, gh: Path) -> None:
    gh_calls = watch(tmp_path, gh, ALIVE, DEAD)

    assert gh_calls[0] == LIST
    assert gh_calls[1].startswith("label create dead-links ")
    assert gh_calls[2].startswith("issue create --title Dead links --label dead-links --body-file ")
    assert (tmp_path / "body").read_text() == (
        "- `https://a.example/ @everyone <img src=x>`\n"
        "  `returns 404 Not Found` (`README.md:7`)\n"
        "\nSee [this run](https://github.com/a/b/actions/runs/1) for details.\n"
    )


def test_an_open_issue_is_kept_and_closed_in_the_end(tmp_path: Path, gh: Path) -> None:
    (tmp_path / "open").write_text("12\n")

    assert [line.partition(" --")[0] for line in watch(tmp_path, gh, DEAD)] == [
        "issue list",
        "issue edit 12",
    ]
    listed, closed = watch(tmp_path, gh, ALIVE)
    assert listed == LIST
    assert closed == (
        "issue close 12 --comment"
        " [This run](https://github.com/a/b/actions/runs/1) found no dead links."
    )


def test_no_dead_link_and_no_issue_is_nothing_to_do(tmp_path: Path, gh: Path) -> None:
    assert watch(tmp_path, gh, ALIVE) == [LIST]
