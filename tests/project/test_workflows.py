"""The example workflows, played from the event to the comment or the pull request."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import github_api
from fakenet import Internet, Page, World
from paths import ROOT
from rendering import html
from report_helpers import commands
from repositories import git
from workflow_runner import GitHub, Played

EXAMPLES = ROOT / "examples" / "workflows"
HOST = "https://papers.example"
HEAD = "# A list\n\n| Title | Link |\n|:--|:--|\n"
OLD = f"{HEAD}| A Paper | [x]({HOST}/old) | lost |\n"
NEW = f"{OLD}| New | [y]({HOST}/new) | lost |\n"
DEAD = f"{OLD}| New | [y]({HOST}/gone) |\n"
LOST = "6 3 cells for 2 columns: GitHub drops `lost`"
"""The annotation of the row that NEW adds."""
MARKER = "<!-- awesome-lint report -->\n"

pytestmark = [
    pytest.mark.skipif(
        shutil.which("bash") is None or os.name == "nt", reason="needs bash and a POSIX system"
    ),
    pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq, which GitHub's machines have"),
]


@pytest.fixture
def internet(tmp_path: Path) -> Iterator[Internet]:
    services = {github_api.ORIGIN: github_api.service(tmp_path / "origin")}
    world: World = {
        f"{HOST}/old": Page(status=301, location=f"{HOST}/new"),
        f"{HOST}/new": 200,
        f"{HOST}/gone": 404,
    }
    with Internet(world, services=services) as net:
        yield net


@pytest.fixture
def github(tmp_path: Path, internet: Internet) -> GitHub:
    """A repository whose workflows reach the fake internet."""
    found = GitHub(tmp_path, {"README.md": OLD})
    authority = tmp_path / "authority.pem"
    authority.write_bytes(internet.authority)
    found.environment = {
        "AWESOME_LINT_PROXY": internet.open_proxy(),
        "SSL_CERT_FILE": str(authority),
    }
    return found


def messages(run: Played) -> list[str]:
    """Return `LINE MESSAGE` for each annotation of the Action."""
    (action,) = run.actions
    return [
        f"{command.properties['line']} {command.data.splitlines()[0]}"
        for command in commands(action.log)
    ]


def test_a_pull_request_of_a_fork_is_compared_with_its_base(
    github: GitHub, internet: Internet
) -> None:
    event = github.propose({"README.md": DEAD})
    github.push({"other.md": OLD})

    run = github.on_pull_request(EXAMPLES / "pull-request.yml", event)

    assert git(run.directory, "rev-parse", "--is-shallow-repository") == "true"
    assert messages(run) == [f"6 `{HOST}/gone` returns 404 Not Found: readers get an error page"]
    assert "1 finding out of scope" in run.actions[0].log
    assert run.actions[0].errors == ""
    assert run.failed
    assert {request.url for request in internet.requests} == {f"{HOST}/gone"}
    assert list(run.actions[0].used) == ["python", "restore"]


def test_the_workflow_that_init_writes_compares_with_the_base(
    github: GitHub, tmp_path: Path, internet: Internet
) -> None:
    directory = tmp_path / "mine"
    git(tmp_path, "clone", "--quiet", "--branch=main", str(github.origin), str(directory))
    command = [sys.executable, "-m", "awesome_lint", "init"]
    subprocess.run(command, cwd=directory, check=True, capture_output=True)
    event = github.propose({"README.md": NEW})

    run = github.on_pull_request(directory / ".github/workflows/awesome-lint.yml", event)

    assert messages(run) == [LOST]
    assert run.actions[0].errors == ""
    assert {request.url for request in internet.requests} == {f"{HOST}/new"}


def test_a_fork_that_cannot_be_fetched_is_compared_through_the_api(
    github: GitHub, internet: Internet
) -> None:
    github.remote = "https://127.0.0.1:1/owner/list"
    event = github.propose({"README.md": NEW})

    run = github.on_pull_request(EXAMPLES / "pull-request.yml", event)

    assert messages(run) == [LOST]
    assert run.actions[0].errors == ""
    asked = [each for each in internet.requests if each.url.startswith(github_api.ORIGIN)]
    assert len(asked) == 2
    # The token of the job, which can only read.
    (token, permissions), *_ = github.state["tokens"].items()
    assert {each.headers["authorization"] for each in asked} == {f"Bearer {token}"}
    assert permissions == {"contents": "read"}


def comment(github: GitHub, event: dict[str, object]) -> Played:
    """Run both workflows of the comment."""
    report = github.on_pull_request(EXAMPLES / "comment-report.yml", event)
    posted = github.on_completed(EXAMPLES / "comment.yml", report, event)
    assert not posted.failed, posted.log
    return report


def test_one_comment_follows_a_pull_request_of_a_fork(github: GitHub) -> None:
    comment(github, github.propose({"README.md": OLD}))
    assert github.state["comments"] == []

    comment(github, github.propose({"README.md": NEW}))
    (first,) = github.state["comments"]
    assert first["pull"] == 1
    assert first["body"].startswith(f"{MARKER}## awesome-lint\n\n1 error in 1 file; ")
    sha = git(github.origin, "rev-parse", "refs/pull/1/merge")
    assert (
        f"| error | [`README.md:6`](https://github.com/owner/list/blob/{sha}/README.md#L6) | "
        in (first["body"])
    )

    comment(github, github.propose({"README.md": OLD + "| Fine | [z](#a-list) |\n"}))
    (second,) = github.state["comments"]
    assert (second["id"], second["edits"]) == (first["id"], 1)
    assert "No findings in 1 file" in second["body"]


def test_the_warning_that_the_base_is_not_known_is_in_the_comment(github: GitHub) -> None:
    github.remote = "https://127.0.0.1:1/owner/list"
    github.environment["GITHUB_API_URL"] = "https://127.0.0.1:1"
    warning = "all findings are reported, also those that the pull request did not cause: "

    report = comment(github, github.propose({"README.md": NEW}))

    assert warning in report.actions[0].summary
    (posted,) = github.state["comments"]
    (line,) = (line for line in posted["body"].splitlines() if warning in line)
    assert html(line).startswith(f"<p>{warning}")


def test_a_report_of_an_outdated_push_is_not_posted(github: GitHub) -> None:
    event = github.propose({"README.md": NEW})
    report = github.on_pull_request(EXAMPLES / "comment-report.yml", event)
    github.propose({"README.md": OLD})

    posted = github.on_completed(EXAMPLES / "comment.yml", report, event)

    assert posted.log == "No open pull request has this commit as its newest one.\n"
    assert github.state["comments"] == []


def test_what_a_fork_puts_into_the_artifact_is_shown_as_code(
    github: GitHub, tmp_path: Path
) -> None:
    event = github.propose({"README.md": NEW})
    report = github.on_pull_request(EXAMPLES / "comment-report.yml", event)
    (artifact,) = tmp_path.glob(f"artifact-{report.id}-*")
    (artifact / "awesome-lint.md").write_text(
        "| x |\n![`x`](https://evil.example/x.png) @everyone $(touch pwned)\n"
    )

    posted = github.on_completed(EXAMPLES / "comment.yml", report, event)

    (found,) = github.state["comments"]
    assert "<img" not in html(found["body"].removeprefix(MARKER))
    assert not list(posted.directory.iterdir())


def test_links_are_fixed_in_one_pull_request(github: GitHub) -> None:
    for is_first in (True, False):
        run = github.on_schedule(EXAMPLES / "fix-links.yml")

        assert not run.failed, run.log
        (pull,) = github.state["pulls"]
        assert (pull["base"], pull["branch"], pull["title"]) == (
            "main",
            "awesome-lint/fix-links",
            "Fix links",
        )
        assert "\n\n## awesome-lint\n" in pull["body"]
        assert f"`{HOST}/old` has moved permanently to `{HOST}/new`" in pull["body"]
        assert "table-column-count" not in pull["body"]
        branch = "awesome-lint/fix-links"
        assert (
            git(github.origin, "show", f"{branch}:README.md") == OLD.replace("/old", "/new").strip()
        )
        assert git(github.origin, "show", "--name-only", "--format=%an", branch) == (
            "github-actions[bot]\n\nREADME.md"
        )
        if is_first:
            github.push({"other.md": "# Other\n"})
    assert git(github.origin, "show", f"{branch}:other.md") == "# Other"


def test_no_pull_request_without_a_fix(github: GitHub) -> None:
    github.push({"README.md": "# A list\n"})

    run = github.on_schedule(EXAMPLES / "fix-links.yml")

    assert (run.log, run.failed) == ("There is nothing to fix.\n", False)
    assert github.state["pulls"] == []
