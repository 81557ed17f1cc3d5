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

import fake_gh
from action_runner import evaluate
from paths import ROOT
from rendering import html

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
        "comment-report.yml",
        "comment.yml",
        "weekly-links.yml",
        "fix-links.yml",
        "code-scanning.yml",
        "reviewdog.yml",
        "sharded-links.yml",
    ]
    assert {path.name for path in EXAMPLES} == set(re.findall(r"\[([\w-]+\.yml)\]", page))


WRITE = {
    "code-scanning.yml": {"security-events"},
    "comment.yml": {"pull-requests"},
    "fix-links.yml": {"contents", "pull-requests"},
    "reviewdog.yml": {"pull-requests"},
    "weekly-links.yml": {"issues"},
}
"""What the workflows may write."""


@pytest.mark.parametrize(
    "path", [each for each in EXAMPLES if each.name != "comment.yml"], ids=lambda path: path.name
)
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
        granted = {name for name, level in job["permissions"].items() if level == "write"}
        assert granted == WRITE.get(path.name, set())
    for line in re.findall(r"^ +[a-z-]+: (?:read|write)\b.*$", text, re.MULTILINE):
        assert " # to " in line
    assert "pull_request_target" not in text
    for step in steps(path):
        assert "${{" not in step.get("run", "")


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


COMMIT = "0123456789" * 4
MARKER = "<!-- awesome-lint report -->"
BOT = {"login": "github-actions[bot]"}
LINES = f"https://github.com/me/list/blob/{COMMIT}"
PAGES = "https://github.com/awesome-lint/awesome-lint/blob/main/rules"
EVENT = {
    "workflow_run": {
        "id": "77",
        "event": "pull_request",
        "head_sha": COMMIT,
        "head_branch": "main;$(touch pwned)",
        "head_repository": {"owner": {"login": "stranger"}},
    }
}


class GitHub:
    """A repository with a pull request, and the artifact of a run for its newest commit."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.artifact = directory / "artifact"
        self.artifact.mkdir()
        patch = "stranger:main;$(touch pwned)"
        self.state: dict[str, Any] = {
            "tokens": {"ghs_of_the_job": {"actions": "read", "pull-requests": "write"}},
            "pulls": [
                {"number": 11, "from": patch, "head": {"sha": "f" * 40}},
                {"number": 12, "from": patch, "head": {"sha": COMMIT}},
            ],
            "comments": [],
            "artifacts": {"77": {"awesome-lint": str(self.artifact)}},
        }

    def comment(self) -> str:
        """Run the script that comments; return its output."""
        if shutil.which("jq") is None:
            pytest.skip("jq, which GitHub's machines have, is not here")
        state, programs = self.directory / "state.json", self.directory / "bin"
        state.write_text(json.dumps(self.state))
        fake_gh.install(programs, state)
        (step,) = steps(DIRECTORY / "comment.yml")
        contexts = {
            "github": {
                "event": EVENT,
                "repository": "me/list",
                "server_url": "https://github.com",
                "token": "ghs_of_the_job",
            }
        }
        environment = {name: evaluate(value, contexts) for name, value in step["env"].items()}
        output = subprocess.check_output(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            env=os.environ | environment | {"PATH": f"{programs}:{os.environ['PATH']}"},
            cwd=self.directory,
            encoding="utf-8",
            timeout=60,
        )
        assert not (self.directory / "pwned").exists()
        self.state = json.loads(state.read_text())
        return output

    @property
    def body(self) -> str:
        """The text of the only comment, without its marker."""
        (comment,) = self.state["comments"]
        marker, _, text = str(comment["body"]).partition("\n")
        assert marker == MARKER
        return text


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


REPORT = (
    "## awesome-lint\n\n1 error, 1 warning in 1 file (2 suppressed); links: 3 ok\n\n"
    "| | Where | What | Rule |\n|:--|:--|:--|:--|\n"
    f"| error | [`README.md:5`]({LINES}/README.md#L5) | `a\\|b` isn't a venue<br>Write `@c` |"
    f" [venue-typo]({PAGES}/venue-typo.md) |\n"
    f'| warning | `README.md:6` | 漢字 “quoted” "words" | [url-style]({PAGES}/url-style.md) |\n'
)


def test_the_report_is_the_comment(github: GitHub) -> None:
    (github.artifact / "awesome-lint.md").write_text(REPORT)

    github.comment()

    (comment,) = github.state["comments"]
    assert comment["pull"] == 12
    assert github.body == REPORT


def test_the_comment_of_the_bot_is_updated(github: GitHub) -> None:
    (github.artifact / "awesome-lint.md").write_text("## awesome-lint\n\nNo findings in 1 file\n")
    others = [
        {"id": 1, "pull": 12, "user": {"login": "stranger"}, "body": f"{MARKER}\nMine"},
        {"id": 2, "pull": 12, "user": BOT, "body": "Another"},
    ]
    own = {"id": 3, "pull": 12, "user": BOT, "body": f"{MARKER}\nOld", "edits": 0}
    github.state["comments"] = [*others, own]

    github.comment()

    body = f"{MARKER}\n## awesome-lint\n\nNo findings in 1 file\n"
    assert github.state["comments"] == [*others, {**own, "body": body, "edits": 1}]


def test_no_findings_and_no_comment_is_nothing_to_do(github: GitHub) -> None:
    (github.artifact / "awesome-lint.md").write_text("## awesome-lint\n\nNo findings in 1 file\n")

    assert github.comment() == ""
    assert github.state["comments"] == []


def test_an_outdated_report_is_no_comment(github: GitHub) -> None:
    (github.artifact / "awesome-lint.md").write_text(REPORT)
    github.state["pulls"].pop()

    assert github.comment() == "No open pull request has this commit as its newest one.\n"
    assert github.state["comments"] == []


def test_without_a_report_there_is_no_comment(github: GitHub) -> None:
    assert github.comment() == "There is no report.\n"
    (github.artifact / "awesome-lint.md").symlink_to("/etc/passwd")
    assert github.comment() == "There is no report.\n"
    assert github.state["comments"] == []


@pytest.mark.parametrize(
    "line",
    [
        "@everyone",
        "Closes #1",
        "[`x`](https://evil.example)",
        "[![`x`](https://evil.example/x.png)](https://evil.example)",
        "[x]: https://evil.example",
        "<img src=https://evil.example/x.png>",
        "<!-- awesome-lint report -->",
        "https://evil.example",
        "www.evil.example",
        "WWW.evil.example",
        "a@evil.example",
        "| error | `a | @everyone | b` |",
        "| error | ``x` @everyone `` | y |",
        "`` @everyone `",
        "\\`@everyone`",
        f"[`README.md:5`]({LINES}/../../../evil) @everyone",
        f"[`evil`]({LINES}/../../../evil#L5)",
        f"[`evil`]({LINES}/%2e%2E/%2e./.%2e/evil#L5)",
        f"[`README.md:5`]({LINES}/README.md#L5 'a title')",
        f"[venue-typo]({PAGES}/../../../evil.md)",
        "[evil](https://github.comXawesome-lint/awesome-lint/blob/main/rules/x.md)",
        "# Title",
        "```",
        "$(touch pwned)`touch pwned`",
    ],
)
def test_what_is_not_a_line_of_a_report_is_code(github: GitHub, line: str) -> None:
    (github.artifact / "awesome-lint.md").write_text(f"{REPORT}{line}\n")

    github.comment()

    page = html(github.body.removeprefix(REPORT.rstrip("\n")))
    outside = re.sub(r"<code>.*?</code>", "", page)
    assert not re.search(r"evil|@everyone|#1|<img|<a |<h1|<pre|awesome-lint report", outside), page


def test_a_long_report_is_cut(github: GitHub) -> None:
    (github.artifact / "awesome-lint.md").write_text(f"| {'a' * 70_000}\n")
    github.comment()
    assert 50_000 < len(github.body) < 60_000
