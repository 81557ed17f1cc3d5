"""URLs of the list's own repository, in clones and in workflows."""

import functools
import json
from pathlib import Path

import pytest

from awesome_lint import links
from awesome_lint.runner.own_repository import OwnRepositories
from cli_helpers import Cli
from fakenet import Internet
from repositories import git, repository

ICE = "https://github.com/acme/robots/blob/main/docs/ice.md"
SNOW = "https://github.com/acme/robots/blob/main/docs/snow.md"
README = f"# Robots\n\n- [ice]({ICE})\n- [snow]({SNOW})\n- [x](https://a.example/)\n"
MISSING = (
    f"README.md:4:10: error[link-local-file] `{SNOW}`: file not found in this repository; the link"
    " leads to a 404 page\n"
)


@pytest.fixture
def clone(directory: Path) -> Path:
    """A clone of `acme/robots`, whose default branch is `main`."""
    repository(directory, {"README.md": README, "docs/ice.md": "# Ice\n"})
    git(directory, "remote", "add", "origin", "https://github.com/acme/robots.git")
    git(directory, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(directory, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    return directory


def default_branch(directory: Path, name: str) -> str:
    path = directory / ".git" / "event.json"
    path.write_text(json.dumps({"repository": {"default_branch": name}}))
    return str(path)


def own(environment: dict[str, str], top: Path) -> str:
    """Return the repository that is found, as `OWNER/NAME BRANCH`; empty if there is none."""
    found = OwnRepositories(environment).of(top, ["https://github.com/acme/robots/blob/x/y"])
    return f"{found.owner}/{found.name} {found.default_branch}" if found else ""


def test_a_clone(clone: Path, cli: Cli) -> None:
    assert cli("--quiet") == (1, MISSING, "")
    git(clone, "symbolic-ref", "--delete", "refs/remotes/origin/HEAD")
    assert cli("--quiet") == (0, "", "")


@pytest.mark.usefixtures("clone")
def test_the_link_check_leaves_them_out(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with Internet({"https://a.example/": 200, ICE: 404, SNOW: 404}) as net:
        run = functools.partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        assert cli("--quiet", online=True) == (1, MISSING, "")
        result = cli("--format=json", "--ignore=link-local-file", online=True)
    assert [link["url"] for link in json.loads(result.out)["links"]] == ["https://a.example/"]


def test_names_of_a_workflow(clone: Path) -> None:
    assert own({}, clone) == "acme/robots main"
    workflow = {
        "GITHUB_WORKSPACE": str(clone),
        "GITHUB_REPOSITORY": "acme/robots",
        "GITHUB_EVENT_PATH": default_branch(clone, "trunk"),
    }
    assert own(workflow, clone) == "acme/robots trunk"
    git(clone, "remote", "remove", "origin")
    assert own(workflow, clone) == "acme/robots trunk"
    assert own({}, clone) == ""
    assert own({**workflow, "GITHUB_REPOSITORY": "acme/other"}, clone) == ""
    assert own({**workflow, "GITHUB_REPOSITORY": "../robots"}, clone) == ""
    assert own({**workflow, "GITHUB_WORKSPACE": str(clone.parent)}, clone) == ""
    assert own({**workflow, "GITHUB_SERVER_URL": "https://git.example.org"}, clone) == ""


def test_a_proposal_for_another_branch(clone: Path) -> None:
    assert own({"GITHUB_BASE_REF": "main"}, clone) == "acme/robots main"
    assert own({"GITHUB_BASE_REF": "draft"}, clone) == ""


@pytest.mark.parametrize("content", ["", "[]", '{"repository": 1}', '{"repository": {}}'])
def test_events_without_a_repository(clone: Path, content: str) -> None:
    path = clone / ".git" / "event.json"
    path.write_text(content)
    assert own({"GITHUB_EVENT_PATH": str(path)}, clone) == "acme/robots main"
