"""--diff-base and --links: reported findings, and requested links."""

from __future__ import annotations

import json
import os
import shutil
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from awesome_lint import links
from cli_helpers import Cli, Result
from executables import executable
from fakenet import Internet
from github_api import GitHubApi
from repositories import commit, event, git, repository, write

HEAD = "| Title | Venue | Link |\n|:--|:--|:--|\n"
OLD = HEAD + "| An Old Paper | Avrxi 2021 | [[Link]](https://a.example/old) |\n"
ROW = "| A New Paper | Avrxi 2022 | [[Link]](https://a.example/new) |\n"
NEW = OLD + ROW


def unknown_base(why: str = "") -> str:
    return (
        "note: all findings are reported, also those that the pull request did not cause: the base"
        f" of this pull request is not in this clone{why}: fetch more of its history"
        " (`fetch-depth: 0` of `actions/checkout`)\n"
    )


UNKNOWN_BASE = unknown_base()
UNKNOWN_API = unknown_base(", and the URL of GitHub's API is not known")
NEW_ERROR = (
    "README.md:4:17: error[venue-typo] `Avrxi` is a misspelling of `arXiv`:"
    " a search for the venue misses this entry\n"
)
OLD_ERROR = NEW_ERROR.replace(":4:17:", ":3:18:")


@pytest.fixture
def proposed(directory: Path) -> Path:
    """A repository with an existing finding on `main`, and a new one on the branch `proposed`."""
    repository(directory, {"README.md": OLD})
    git(directory, "switch", "--quiet", "--create=proposed")
    return commit(directory, {"README.md": NEW})


@pytest.mark.usefixtures("proposed")
def test_only_what_is_new_is_reported(cli: Cli) -> None:
    result = cli("--diff-base=main")
    assert result.status == 1
    assert result.out.startswith(NEW_ERROR)
    assert "\n1 error in 1 file; 1 finding out of scope\n" in result.out
    assert cli("--quiet", "--diff-base=main") == (1, NEW_ERROR, "")
    assert cli("--quiet", "--diff-base=none") == (1, OLD_ERROR + NEW_ERROR, "")
    assert cli("--quiet") == (1, OLD_ERROR + NEW_ERROR, "")
    assert cli("--quiet", "--diff-base=HEAD") == (0, "", "")


@pytest.mark.usefixtures("proposed")
def test_the_report_counts_what_is_out_of_scope(cli: Cli) -> None:
    found = json.loads(cli("--format=json", "--diff-base=main").out)
    assert [each["line"] for each in found["findings"]] == [4]
    assert found["summary"]["out_of_scope"] == 1


@pytest.mark.usefixtures("proposed")
def test_the_summary_says_what_the_change_resolves(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = directory / ".git" / "summary"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    cli("--diff-base=main")
    assert "resolves" not in summary.read_text()
    write(directory, {"README.md": NEW.replace("Avrxi", "arXiv")})
    cli("--diff-base=main")
    assert "\n\nThe change resolves 1 existing finding: `venue-typo`\n" in summary.read_text()


def test_what_is_not_committed_counts(cli: Cli, proposed: Path) -> None:
    write(proposed, {"README.md": OLD, "other.md": OLD})
    assert cli("--quiet", "--diff-base=main") == (0, "", "")
    assert cli("--quiet", "--diff-base=main", "other.md").out == OLD_ERROR.replace(
        "README", "other"
    )


@pytest.mark.usefixtures("proposed")
def test_standard_input_is_compared_by_its_name(cli: Cli) -> None:
    given = partial(cli, "--quiet", "--diff-base=main", "-")
    assert given("--stdin-filename=README.md", stdin=NEW.encode()).out == NEW_ERROR
    assert given("--stdin-filename=other.md", stdin=OLD.encode()).out == OLD_ERROR.replace(
        "README", "other"
    )
    assert given(stdin=NEW.encode()) == (
        2,
        "",
        "error: <stdin>: --diff-base needs its file name: give it with --stdin-filename\n",
    )


@pytest.mark.usefixtures("proposed")
def test_only_reported_findings_are_fixed(cli: Cli, directory: Path) -> None:
    cli("--fix", "--diff-base=main")
    assert (directory / "README.md").read_text() == NEW.replace("Avrxi 2022", "arXiv 2022")


@pytest.mark.usefixtures("proposed")
def test_wrong_ref(cli: Cli) -> None:
    assert cli("--diff-base=mian") == (
        2,
        "",
        "error: README.md: `mian` is not a commit of this repository: did you mean `main`?\n",
    )


@pytest.mark.usefixtures("proposed")
def test_a_file_that_is_in_no_repository(
    cli: Cli, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("nowhere") / "a.md"
    path.write_text(NEW)
    result = cli("--diff-base=main", str(path))
    assert result.status == 2
    assert result.err.endswith(
        "a.md: the file is not in a git repository, so its changes are unknown\n"
    )


def test_a_configuration_that_changes_holds_for_both_sides(cli: Cli, proposed: Path) -> None:
    write(proposed, {".awesome-lint.yml": "rules: {link-empty: error}\n"})
    commit(proposed, {"README.md": f"[a]()\n\n{OLD}"})
    git(proposed, "branch", "--force", "main", "HEAD")
    write(proposed, {"README.md": f"[a]()\n\n{NEW}"})
    assert cli("--quiet", "--diff-base=main").out == NEW_ERROR.replace(":4:", ":6:")


def test_a_moved_file_and_what_it_links_to(cli: Cli, proposed: Path) -> None:
    text = "# A list\n\n[there](docs/there.md)\n\n[gone](docs/gone.md)\n\n[never](docs/never.md)\n"
    commit(proposed, {"README.md": text, "docs/there.md": "", "docs/gone.md": ""})
    git(proposed, "rm", "--quiet", "docs/gone.md")
    assert cli("--quiet", "--diff-base=HEAD").out == (
        "README.md:5:8: error[link-local-file] `docs/gone.md`: file not found in this"
        " repository; the link leads to a 404 page\n"
    )
    git(proposed, "mv", "README.md", "docs/README.md")
    lines = cli("--quiet", "--diff-base=HEAD", "docs/README.md").out.splitlines()
    assert [line.split(":")[1] for line in lines] == ["3", "5"]


@pytest.mark.parametrize("name", ["push", "pull_request_target", "merge_group", "schedule"])
def test_other_events_have_no_scope(
    cli: Cli, proposed: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    event(proposed, monkeypatch, git(proposed, "rev-parse", "main"), GITHUB_EVENT_NAME=name)
    assert cli("--quiet", "--format=text").out == OLD_ERROR + NEW_ERROR


def test_a_pull_request_is_compared_with_its_base(
    cli: Cli, proposed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event(proposed, monkeypatch, git(proposed, "rev-parse", "main"))
    assert cli("--quiet", "--format=text") == (1, NEW_ERROR, "")
    assert cli("--quiet", "--format=text", "--diff-base=none").out == OLD_ERROR + NEW_ERROR
    assert cli("--quiet", "--format=text", "--diff-base=HEAD").out == ""
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert cli("--quiet", "--format=text").out == OLD_ERROR + NEW_ERROR


def test_the_merge_commit_is_compared_with_its_first_parent(
    cli: Cli, proposed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, head = git(proposed, "rev-parse", "main"), git(proposed, "rev-parse", "HEAD")
    git(proposed, "switch", "--quiet", "main")
    commit(proposed, {"README.md": f"[a]()\n\n{OLD}"})
    git(proposed, "switch", "--quiet", "--detach")
    git(proposed, "merge", "--quiet", "--no-edit", head)
    # The branch has moved on since the event, and so has the merge commit.
    event(proposed, monkeypatch, before, head)
    assert cli("--quiet", "--format=text").out == NEW_ERROR.replace(":4:", ":6:")
    # A merge commit of the contributor is not that of the event.
    event(proposed, monkeypatch, before, before)
    assert len(cli("--quiet", "--format=text").out.splitlines()) == 2


def test_the_branch_of_the_base_is_good_enough(
    cli: Cli, proposed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(proposed, "update-ref", "refs/remotes/origin/main", "main")
    event(proposed, monkeypatch, "0" * 40)
    assert cli("--quiet", "--format=text").out == NEW_ERROR


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"[]",
        b'{"pull_request": []}',
        b'{"pull_request": 1}',
        b'{"pull_request": "\xff"}',
        b'{"pull_request": "\\ud800"}',
        b'{"pull_request": {"base": {"sha": "\\u0000"}}}',
        b'{"pull_request": {"base": {"sha": "\\ud800"}, "head": {"sha": "\\ud800"}}}',
        b'{"pull_request": {"base": {"sha": "' + b"a" * 200_000 + b'"}}}',
        b'{"pull_request": {"base": {"sha": ":/A list"}}}',
        b'{"pull_request": ' + b"[" * 100_000,
        b'{"pull_request": ' + b"1" * 5000 + b"}",
    ],
)
def test_an_event_without_data(
    cli: Cli, proposed: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    event(proposed, monkeypatch, "")
    path = proposed / ".git" / "event.json"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    result = cli("--format=text")
    assert "\n2 errors in 1 file\n" in result.out
    assert result.err == UNKNOWN_BASE
    assert cli("--format=text", "--quiet").err == UNKNOWN_BASE


@pytest.mark.usefixtures("proposed")
def test_a_base_that_is_too_long_for_a_command(cli: Cli) -> None:
    result = cli(f"--diff-base={'a' * 200_000}")
    assert (result.status, result.out) == (2, "")
    assert "git cannot be run: " in result.err


@pytest.fixture
def merged(
    proposed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A checkout of a pull request as actions/checkout makes it: the merge commit alone.

    The target branch has another commit, which the event does not know.
    """
    before, head = git(proposed, "rev-parse", "main"), git(proposed, "rev-parse", "HEAD")
    git(proposed, "switch", "--quiet", "main")
    commit(proposed, {"README.md": f"[a]()\n\n{OLD}"})
    git(proposed, "switch", "--quiet", "--create=merged")
    git(proposed, "merge", "--quiet", "--no-ff", "--no-edit", head)
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", "--depth=1", "--branch=merged", proposed.as_uri(), ".")
    event(clone, monkeypatch, before, head)
    monkeypatch.chdir(clone)
    return clone


def online(cli: Cli, *arguments: str) -> Result:
    return cli("--quiet", "--format=text", "--links=none", *arguments, online=True)


def test_a_shallow_clone_fetches_the_parent_of_the_merge_commit(cli: Cli, merged: Path) -> None:
    assert online(cli) == (1, NEW_ERROR.replace(":4:", ":6:"), "")
    assert git(merged, "for-each-ref", "--format=%(refname)", "refs/tags", "refs/heads") == (
        "refs/heads/merged"
    )
    assert not (merged / ".git" / "FETCH_HEAD").exists()


def test_a_shallow_clone_of_the_head_fetches_the_history_to_the_merge_base(
    cli: Cli, merged: Path
) -> None:
    git(merged, "fetch", "--quiet", "--depth=1", "origin", "proposed")
    git(merged, "checkout", "--quiet", "FETCH_HEAD")
    assert online(cli) == (1, NEW_ERROR, "")


def test_nothing_is_fetched_offline(cli: Cli, merged: Path) -> None:
    result = cli("--quiet", "--format=text", str(merged / "README.md"))
    assert len(result.out.splitlines()) == 3
    assert result.err == UNKNOWN_BASE


def test_a_base_that_cannot_be_fetched_is_a_warning(
    cli: Cli, merged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(merged, "remote", "set-url", "origin", (merged / "none").as_uri())
    summary = merged / ".git" / "summary"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    report = tmp_path / "report.md"
    result = cli("--links=none", "--format=github", f"--format=markdown={report}", online=True)
    assert "::notice title=awesome-lint::all findings are reported" not in result.out
    assert "::warning title=awesome-lint::all findings are reported" in result.out
    assert result.err == UNKNOWN_API
    for text in (summary.read_text(), report.read_text()):
        assert f"\n\n{UNKNOWN_API.removeprefix('note: ')}\n" in text


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script in the place of git")
@pytest.mark.parametrize(
    ("server", "token", "attempts"),
    [
        ("https://github.com", "", 1),
        ("https://github.com", "ghs_secret", 2),
        ("https://ghes.example/", "ghs_secret", 2),
        ("http://ghes.example", "ghs_secret", 1),
    ],
)
def test_the_token_is_passed_to_git_for_the_server_of_the_workflow_only(
    cli: Cli,
    merged: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    server: str,
    token: str,
    attempts: int,
) -> None:
    directory = tmp_path_factory.mktemp("bin")
    record = directory / "record"
    executable(
        directory / "git",
        'case " $* " in *" fetch "*)'
        f' printf "%s\\n" "$*" >>"{record}"; env | grep "^GIT_CONFIG_" >>"{record}"; exit 1 ;;'
        f' esac\nexec "{shutil.which("git")}" "$@"',
    )
    monkeypatch.setenv("PATH", f"{directory}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GITHUB_SERVER_URL", server)
    monkeypatch.setenv("GITHUB_TOKEN", token)

    write(merged, {"lists/README.md": NEW})
    assert online(cli, "--select=venue-typo", ".", "lists").err == UNKNOWN_API
    # Once for all lists, and for the configuration.
    calls = record.read_text().split("--no-pager")[1:]
    base = next(
        line.split()[1]
        for line in git(merged, "cat-file", "commit", "HEAD").splitlines()
        if line.startswith("parent")
    )
    first = calls[0]
    assert len(calls) == 2 * attempts
    assert first.splitlines()[0].endswith(f" -- origin {base}")
    assert "GIT_CONFIG_COUNT=0\n" in first
    encoded = b64encode(b"x-access-token:ghs_secret").decode()
    for call in calls:
        assert "ghs_secret" not in call
        assert (encoded in call) == ("GIT_CONFIG_COUNT=2\n" in call)
    header = f"http.{server.rstrip('/')}/.extraHeader"
    with_token = [call for call in calls if encoded in call]
    assert bool(with_token) == (attempts == 2)
    for call in with_token:
        arguments, *settings = call.splitlines()
        assert encoded not in arguments
        assert sorted(settings)[1:] == [
            "GIT_CONFIG_GLOBAL=/dev/null",
            f"GIT_CONFIG_KEY_0={header}",
            f"GIT_CONFIG_KEY_1={header}",
            "GIT_CONFIG_NOSYSTEM=1",
            "GIT_CONFIG_SYSTEM=/dev/null",
            "GIT_CONFIG_VALUE_0=",
            f"GIT_CONFIG_VALUE_1=Authorization: basic {encoded}",
        ]


@pytest.fixture
def api(
    proposed: Path, merged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[GitHubApi]:
    """GitHub's API, for a checkout that cannot fetch."""
    git(merged, "remote", "remove", "origin")
    with GitHubApi(proposed) as running:
        for name, value in running.environment(tmp_path).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
        yield running


def paths(api: GitHubApi) -> list[str]:
    """Return the kinds of requests that the API received."""
    return [request.path.rpartition("/")[0] for request in api.requests]


def test_without_a_fetch_the_base_is_read_through_the_api(cli: Cli, api: GitHubApi) -> None:
    assert online(cli) == (1, NEW_ERROR.replace(":4:", ":6:"), "")
    assert paths(api) == ["git/trees", "git/blobs"]
    assert {request.authorization for request in api.requests} == {"Bearer ghs_secret"}


def test_the_api_knows_the_merge_base_of_another_checkout(
    cli: Cli, proposed: Path, merged: Path, api: GitHubApi
) -> None:
    git(merged, "fetch", "--quiet", "--depth=1", proposed.as_uri(), "proposed")
    git(merged, "checkout", "--quiet", "FETCH_HEAD")
    assert online(cli) == (1, NEW_ERROR, "")
    assert paths(api) == ["compare", "git/trees", "git/blobs"]


def test_the_api_knows_a_file_that_was_renamed(
    cli: Cli, proposed: Path, merged: Path, api: GitHubApi
) -> None:
    git(proposed, "mv", "README.md", "list.md")
    git(proposed, "commit", "--quiet", "--amend", "--no-edit")
    git(merged, "fetch", "--quiet", "--depth=1", proposed.as_uri(), "merged")
    git(merged, "checkout", "--quiet", "FETCH_HEAD")
    assert online(cli, "list.md") == (1, NEW_ERROR.replace("README.md:4:", "list.md:6:"), "")
    assert paths(api) == ["git/trees", "compare", "git/blobs"]


def test_a_file_that_the_api_does_not_know_is_new(cli: Cli, merged: Path, api: GitHubApi) -> None:
    write(merged, {"more.md": OLD, "other.md": OLD})
    found = "".join(OLD_ERROR.replace("README", name) for name in ("more", "other"))
    assert online(cli, "more.md", "other.md") == (1, found, "")
    assert paths(api) == ["git/trees", "compare"]


def test_a_configuration_that_changed_is_read_through_the_api(
    cli: Cli, merged: Path, api: GitHubApi
) -> None:
    write(merged, {".awesome-lint.yml": "rules: {venue-typo: off}\n"})
    git(merged, "add", ".awesome-lint.yml")
    result = cli("--format=text", "--links=none", online=True)
    assert "the new `.awesome-lint.yml` switches off `venue-typo`" in result.err
    assert paths(api) == ["git/trees", "git/blobs"]


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_configuration_that_was_a_symbolic_link_is_not_compared(
    cli: Cli, proposed: Path, merged: Path, api: GitHubApi
) -> None:
    git(proposed, "switch", "--quiet", "main")
    (proposed / ".awesome-lint.yml").symlink_to("other.yml")
    commit(proposed, {"other.yml": "extends: strict\n"})
    head = git(proposed, "rev-parse", "proposed")
    git(proposed, "switch", "--quiet", "--force-create=merged")
    git(proposed, "merge", "--quiet", "--no-ff", "--no-edit", head)
    git(merged, "fetch", "--quiet", "--depth=1", proposed.as_uri(), "merged")
    git(merged, "checkout", "--quiet", "FETCH_HEAD")
    (merged / ".awesome-lint.yml").unlink()
    write(merged, {".awesome-lint.yml": "rules: {venue-typo: off}\n"})
    result = cli("--format=text", "--links=none", online=True)
    assert "proposed change" not in result.err
    assert paths(api) == ["git/trees", "git/blobs"]


def test_offline_the_api_is_not_used(cli: Cli, api: GitHubApi) -> None:
    assert cli("--quiet", "--format=text").err == UNKNOWN_BASE
    assert api.requests == []


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (403, None, "GitHub's API returned 403 Forbidden"),
        (502, None, "GitHub's API returned 502 Bad Gateway"),
        (200, b"", "GitHub's API returned an unexpected response"),
        (200, b"[" * 100_000, "GitHub's API returned an unexpected response"),
        (200, b'{"tree": [{"path": 1}]}', "GitHub's API returned an unexpected response"),
        (
            200,
            b'{"tree": [], "truncated": true}',
            "GitHub's API does not list all files of the repository",
        ),
    ],
)
def test_an_api_that_does_not_help_is_part_of_the_warning(
    cli: Cli, api: GitHubApi, status: int, body: bytes | None, why: str
) -> None:
    api.status, api.body = status, body
    result = online(cli)
    all_findings = OLD_ERROR.replace(":3:", ":5:") + NEW_ERROR.replace(":4:", ":6:")
    assert result.out.endswith(all_findings)
    assert result.err == unknown_base(f", and {why}")
    assert len(api.requests) == 1


@pytest.mark.parametrize(
    "environment",
    [
        {"GITHUB_API_URL": "http://127.0.0.1:1"},
        {"GITHUB_API_URL": ""},
        {"GITHUB_REPOSITORY": "owner/../../list"},
    ],
)
def test_the_token_is_sent_to_the_api_of_the_repository_only(
    cli: Cli, api: GitHubApi, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert online(cli).err == UNKNOWN_API
    assert api.requests == []


def test_an_api_that_cannot_be_reached_is_part_of_the_warning(
    cli: Cli, api: GitHubApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_API_URL", "https://127.0.0.1:1")
    assert online(cli).err == unknown_base(", and GitHub's API refused the connection")
    assert api.requests == []


def test_the_api_is_not_used_for_a_commit_of_another_repository(
    cli: Cli, merged: Path, api: GitHubApi
) -> None:
    commit(merged, {})
    assert online(cli).err == unknown_base(
        ", and the commit that is checked out is not that of the pull request"
    )
    assert api.requests == []


def test_files_that_were_downloaded_without_git_are_compared_through_the_api(
    cli: Cli,
    merged: Path,
    api: GitHubApi,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runner = tmp_path_factory.mktemp("runner")
    workspace = runner / "workspace"
    for directory in (workspace, runner / "other"):
        directory.mkdir()
        shutil.copy(merged / "README.md", directory)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace))
    monkeypatch.setenv("GITHUB_SHA", git(merged, "rev-parse", "HEAD"))
    monkeypatch.chdir(workspace)
    assert online(cli) == (1, NEW_ERROR.replace(":4:", ":6:"), "")
    assert paths(api) == ["git/commits", "git/trees", "git/blobs"]
    monkeypatch.chdir(runner / "other")
    assert "the file is not in a git repository" in online(cli).err
    assert len(api.requests) == 3


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    world = {f"https://a.example/{name}": 404 for name in ("old", "new", "ref")}
    with Internet(world) as net:
        run = partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        yield net


DEAD = "--select=link-dead,suppression-unused"


def dead(out: str) -> list[str]:
    return [line.partition(": ")[0] for line in out.splitlines()]


@pytest.mark.usefixtures("proposed")
def test_all_links_are_checked_and_those_of_the_change_reported(
    cli: Cli, internet: Internet
) -> None:
    result = cli(DEAD, "--format=json", "--diff-base=main", online=True)
    found = json.loads(result.out)
    assert [(each["rule"], each["line"]) for each in found["findings"]] == [("link-dead", 4)]
    assert found["summary"]["out_of_scope"] == 1
    assert {each["url"] for each in found["links"]} == {
        "https://a.example/old",
        "https://a.example/new",
    }
    assert internet.visits("https://a.example/old")


@pytest.mark.usefixtures("proposed")
def test_only_links_of_the_change_are_requested(cli: Cli, internet: Internet) -> None:
    result = cli(DEAD, "--format=json", "--links=changed", "--diff-base=main", online=True)
    found = json.loads(result.out)
    assert [(each["rule"], each["line"]) for each in found["findings"]] == [("link-dead", 4)]
    assert [each["url"] for each in found["links"]] == ["https://a.example/new"]
    assert found["summary"]["out_of_scope"] == 0
    assert internet.visits("https://a.example/old") == []


def test_a_reference_is_of_the_change_where_it_is_used_or_defined(
    cli: Cli, proposed: Path, internet: Internet
) -> None:
    text = "# A list\n\n[a][r]\n\n[r]: https://a.example/old\n"
    commit(proposed, {"README.md": text})
    write(proposed, {"README.md": text.replace("/old", "/ref")})
    cli(DEAD, "--links=changed", "--diff-base=HEAD", online=True)
    assert internet.visits("https://a.example/ref")
    write(proposed, {"README.md": text.replace("[a]", "[the same]")})
    cli(DEAD, "--links=changed", "--diff-base=HEAD", online=True)
    assert internet.visits("https://a.example/old")


def test_a_moved_row_has_no_new_links(cli: Cli, proposed: Path, internet: Internet) -> None:
    write(proposed, {"README.md": HEAD + ROW + OLD.removeprefix(HEAD)})
    assert cli("--links=changed", "--diff-base=HEAD", online=True).status == 0
    assert internet.requests == []


@pytest.mark.usefixtures("proposed")
def test_without_a_base_every_link_is_of_the_change(cli: Cli, internet: Internet) -> None:
    assert dead(cli(DEAD, "--quiet", "--links=changed", online=True).out) == [
        "README.md:3:40",
        "README.md:4:39",
    ]
    assert internet.visits("https://a.example/old")


@pytest.mark.usefixtures("proposed")
def test_no_links(cli: Cli, internet: Internet) -> None:
    assert cli("--quiet", "--links=none", online=True).out == OLD_ERROR + NEW_ERROR
    assert internet.requests == []


def test_a_comment_about_a_link_that_was_not_requested_is_skipped(
    cli: Cli, proposed: Path, internet: Internet
) -> None:
    comment = "<!-- awesome-lint-disable-file link-dead -->"
    write(proposed, {"README.md": f"{comment}\n\n{NEW}\nAn <!-- awesome-lint-enable -->\n"})
    result = cli(DEAD, "--quiet", "--links=changed", "--diff-base=main", online=True)
    assert dead(result.out) == ["README.md:8:4"]
    assert internet.visits("https://a.example/old") == []


def test_an_old_comment_about_links_is_no_new_finding(
    cli: Cli, proposed: Path, internet: Internet
) -> None:
    comment = "<!-- awesome-lint-disable-next-line link-dead -->"
    text = f"# A list\n\n{comment}\nNothing that is dead.\n"
    commit(proposed, {"README.md": text})
    write(proposed, {"README.md": f"{text}\n[new](https://a.example/new)\n"})
    out = cli(DEAD, "--quiet", "--diff-base=HEAD", online=True).out
    assert dead(out) == ["README.md:6:7"]
    assert internet.visits("https://a.example/new")
