"""Untrusted pull requests cannot read other files of the machine that runs the check."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from awesome_lint import links
from awesome_lint.report import FORMATS
from cli_helpers import ERROR, ONE_ERROR, Cli, Result
from fakenet import Internet
from report_helpers import commands
from repositories import commit, event, git, repository

pytestmark = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")

TOKEN = "ghs_made_up_0123456789"  # noqa: S105 - not a real one
SECRET = ONE_ERROR.replace("A Paper", TOKEN).replace("a.example", f"a.example/{TOKEN}")
REFUSED = "it is a symbolic link out of its repository"
INTO_GIT = "it is a symbolic link into git's own directory"


@pytest.fixture
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file outside of the repository with a token, under all names that are read."""
    directory = tmp_path_factory.mktemp("runner")
    for name in ("README.md", ".awesome-lint.yml", "known.json", "r.json", "environ"):
        (directory / name).write_text(SECRET)
    return directory / "README.md"


@pytest.fixture
def proposed(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout of a pull request, with a token in git's own configuration."""
    repository(directory, {"README.md": ONE_ERROR, "lists/a.md": ONE_ERROR})
    git(directory, "switch", "--quiet", "--create=proposed")
    git(directory, "config", "http.extraHeader", TOKEN)
    event(directory, monkeypatch, git(directory, "rev-parse", "main"))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(directory))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(directory / ".git" / "summary"))
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    return directory


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with Internet({"https://a.example/": 200, f"https://a.example/{TOKEN}": 200}) as net:
        monkeypatch.setattr(
            links, "check_urls", partial(links.check_urls, connector_factory=net.connector)
        )
        yield net


@pytest.fixture
def check(
    cli: Cli, proposed: Path, tmp_path_factory: pytest.TempPathFactory, internet: Internet
) -> Cli:
    """Run the command with a report in every format, and assert that none contains the token."""
    out = tmp_path_factory.mktemp("reports")

    def run(*arguments: str) -> Result:
        files = [f"--format={name}={out / name}" for name in FORMATS]
        result = cli("--format=text", "--format=github", *files, *arguments, online=True)
        written = [path.read_text() for path in out.iterdir()]
        summary = proposed / ".git" / "summary"
        outputs = [
            result.out,
            result.err,
            *written,
            summary.read_text() if summary.exists() else "",
        ]
        for text in outputs:
            assert TOKEN not in text
        assert not [request for request in internet.requests if TOKEN in str(request)]
        return result

    return run


def link(path: Path, target: str | Path) -> None:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("README.md", "{secret}"),
        ("README.md", "/proc/self/environ"),
        ("README.md", "/proc/thread-self/environ"),
        ("README.md", "/proc/self/root{secret}"),
        ("README.md", "{here}/../{outside}/README.md"),
        ("README.md", ".git/config"),
        ("README.md", "lists/../.git/config"),
        ("README.md", "/sys/kernel/uevent_seqnum"),
    ],
)
def test_a_readme_that_is_a_link_out_is_not_read(
    check: Cli, proposed: Path, secret: Path, name: str, target: str
) -> None:
    outside = os.path.relpath(secret.parent, proposed.parent)
    refused = INTO_GIT if ".git" in target else REFUSED
    link(proposed / name, target.format(secret=secret, here=proposed, outside=outside))
    commit(proposed, {})

    for arguments in ([], [name], [str(proposed / name)], [f"lists/../{name}"]):
        result = check(*arguments)
        assert (result.status, result.out) == (2, "")
        error, annotation = result.err.splitlines()
        assert error.startswith("error: ")
        assert error.endswith(f"README.md: cannot be read: {refused}")
        (command,) = commands(annotation)
        assert command.data == f"cannot be read: {refused}"
        assert command.properties["file"].endswith("README.md")


@pytest.mark.parametrize("event_name", ["pull_request", "pull_request_target"])
def test_a_link_in_a_chain(
    check: Cli, proposed: Path, secret: Path, monkeypatch: pytest.MonkeyPatch, event_name: str
) -> None:
    monkeypatch.setenv("GITHUB_EVENT_NAME", event_name)
    link(proposed / "lists" / "b.md", secret)
    link(proposed / "README.md", "lists/b.md")
    assert check().status == 2


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("{outside}", "docs/README.md"),
        ("{outside}", "docs"),
        ("{outside}", "docs/."),
        ("/proc/self", "docs/environ"),
        ("/", "docs/proc/self/environ"),
        ("/", "docs"),
        ("..", "docs/../README.md"),
        (".git", "docs/config"),
        (".git", "docs"),
    ],
)
def test_a_directory_that_is_a_link_out_is_not_read(
    check: Cli, proposed: Path, secret: Path, target: str, path: str
) -> None:
    link(proposed / "docs", target.format(outside=secret.parent))
    if target == "..":  # `docs/..` is above the repository for the kernel
        (proposed.parent / "README.md").write_text(SECRET)
        link(proposed / "docs", "../..")

    result = check(path)

    assert result.status == 2
    assert result.out == ""
    where = "into git's own directory" if target == ".git" else "out of its repository"
    assert f"is a symbolic link {where}" in result.err.splitlines()[0]


def test_a_walk_skips_links_out_and_lints_the_rest(
    check: Cli, proposed: Path, secret: Path
) -> None:
    link(proposed / "lists" / "b.md", secret)
    link(proposed / "lists" / "c.md", "/proc/self/environ")
    link(proposed / "lists" / "d.md", "nowhere.md")
    link(proposed / "lists" / "e.md", "/dev/zero")
    link(proposed / "lists" / "f.md", "../.git/config")
    link(proposed / "lists" / "g.md", "../README.md")
    link(proposed / "lists" / "deep.md", "/")
    link(proposed / "lists" / "deeper", secret.parent)
    os.mkfifo(proposed / "lists" / "h.md")

    result = check("--select=table-column-count", "--diff-base=none", "lists")

    assert result.status == 1
    assert [line for line in result.out.splitlines() if line.startswith("lists/")] == [
        ERROR.replace("README.md", "lists/a.md"),
        ERROR.replace("README.md", "lists/g.md"),
    ]
    assert [line for line in result.err.splitlines() if "skipped" in line] == [
        *(f"note: lists/{name}.md: skipped: {REFUSED}" for name in "bc"),
        "note: lists/d.md: skipped: it is a symbolic link to nothing",
        f"note: lists/e.md: skipped: {REFUSED}",
        f"note: lists/f.md: skipped: {INTO_GIT}",
        "note: lists/h.md: skipped: it is not a regular file",
    ]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("README.md", []),
        ("docs/README.md", ["docs/README.md"]),
        (".awesome-lint.yml", ["lists/a.md"]),
        ("known.json", ["--baseline=known.json", "lists/a.md"]),
        ("r.json", ["--merge", "r.json"]),
    ],
)
def test_a_link_to_what_an_earlier_step_wrote_is_not_read(
    check: Cli, proposed: Path, name: str, arguments: list[str]
) -> None:
    """The work tree contains other files as well, such as credentials of other actions."""
    for ignored in (".env", "build/README.md"):
        (proposed / ignored).parent.mkdir(exist_ok=True)
        (proposed / ignored).write_text(SECRET)
    if name.startswith("docs"):
        link(proposed / "docs", "build")
    else:
        link(proposed / name, ".env")

    result = check(*arguments)

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(
        f"error: {name}: cannot be read: a symbolic link leads to a file that git does not track\n"
    )


def test_a_link_into_another_checkout_is_not_read(check: Cli, proposed: Path) -> None:
    """The job may have a private repository next to, or inside, that of the pull request."""
    repository(proposed / "private", {"README.md": SECRET})
    link(proposed / "README.md", "private/README.md")
    link(proposed / "lists" / "b.md", "../private/README.md")
    result = check()
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"error: README.md: cannot be read: {REFUSED}\n")
    assert f"note: lists/b.md: skipped: {REFUSED}\n" in check("lists").err


def test_a_link_of_which_git_cannot_tell_where_it_leads_is_not_read(
    check: Cli, proposed: Path
) -> None:
    (proposed / ".env").write_text(SECRET)
    link(proposed / "README.md", ".env")
    git(proposed, "config", "core.repositoryFormatVersion", "99")
    result = check()
    assert (result.status, result.out) == (2, "")
    assert "README.md: cannot be read: a symbolic link leads to a file that git may not" in (
        result.err
    )


def test_a_walk_skips_a_link_to_what_an_earlier_step_wrote(check: Cli, proposed: Path) -> None:
    (proposed / ".env").write_text(SECRET)
    link(proposed / "lists" / "b.md", "../.env")
    result = check("--select=table-column-count", "--diff-base=none", "lists")
    assert result.status == 1
    assert result.err == (
        "note: lists/b.md: skipped: a symbolic link leads to a file that git does not track\n"
    )


def test_without_a_repository_links_in_the_workspace_are_followed(
    check: Cli, proposed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`actions/checkout` downloads an archive if git is not installed."""
    (proposed / ".git").rename(proposed.with_name(f"{proposed.name}.git"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "")
    link(proposed / "README.md", "lists/a.md")
    assert check("--select=table-column-count").status == 1


def test_a_walk_of_a_linked_directory_inside_ends(check: Cli, proposed: Path) -> None:
    link(proposed / "lists" / "up", "..")
    result = check("--select=table-column-count", "--diff-base=none", "lists/up")
    assert result.status == 1
    found = [line for line in result.out.splitlines() if "error[" in line]
    assert [line.split(":")[0] for line in found] == ["lists/up/README.md", "lists/up/lists/a.md"]


def test_a_walk_without_a_file_that_may_be_read(check: Cli, proposed: Path, secret: Path) -> None:
    link(proposed / "links" / "a.md", secret)
    result = check("links")
    assert result.status == 2
    assert result.err.startswith(
        f"note: links/a.md: skipped: {REFUSED}\nerror: links: no Markdown file in this directory\n"
    )


@pytest.mark.parametrize("target", ["{outside}/.awesome-lint.yml", "/proc/self/environ"])
@pytest.mark.parametrize("named", [True, False])
def test_a_configuration_that_is_a_link_out_is_not_read(
    check: Cli, proposed: Path, secret: Path, target: str, named: bool
) -> None:
    link(proposed / ".awesome-lint.yml", target.format(outside=secret.parent))

    result = check(*(["--config=.awesome-lint.yml"] if named else []))

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"error: .awesome-lint.yml: cannot be read: {REFUSED}\n")
    assert check("--show-config").status == 2


@pytest.mark.parametrize("option", ["--baseline={}", "--baseline=./{}"])
def test_a_baseline_that_is_a_link_out_is_not_read(
    check: Cli, proposed: Path, secret: Path, option: str
) -> None:
    link(proposed / "known.json", secret.with_name("known.json"))
    result = check(option.format("known.json"))
    assert (result.status, result.out) == (2, "")
    assert f"cannot be read: {REFUSED}\n" in result.err


def test_a_report_of_a_shard_that_is_a_link_out_is_not_read(
    check: Cli, proposed: Path, secret: Path
) -> None:
    link(proposed / "r.json", secret.with_name("r.json"))
    result = check("--merge", "r.json")
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"error: r.json: cannot be read: {REFUSED}\n")


def test_a_trusted_configuration_elsewhere_is_read(check: Cli, secret: Path) -> None:
    trusted = secret.with_name("trusted.yml")
    trusted.write_text("rules: {table-column-count: info}\n")
    result = check(f"--config={trusted}", "--diff-base=none")
    assert result.status == 0
    assert "info[table-column-count]" in result.out


def test_untrusted_lists_elsewhere_can_be_marked_as_such(
    cli: Cli, directory: Path, secret: Path
) -> None:
    link(directory / "README.md", secret)
    result = cli("--cache-scope=untrusted")
    assert result == (2, "", f"error: README.md: cannot be read: {REFUSED}\n")


@pytest.mark.parametrize(
    "environment", [{}, {"GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": "push"}]
)
def test_elsewhere_a_named_link_out_is_read_with_a_note(
    cli: Cli,
    directory: Path,
    secret: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    link(directory / "README.md", secret)
    link(directory / "docs", secret.parent)
    for arguments, note in (
        ([], f"README.md: {REFUSED}"),
        (["README.md"], f"README.md: {REFUSED}"),
        (["docs/README.md"], "docs/README.md: `docs` is a symbolic link out of its repository"),
        (["docs"], f"docs: {REFUSED}"),
    ):
        result = cli("--no-config", *arguments)
        assert result.status == 1
        assert TOKEN in result.out
        assert result.err == f"note: {note}, and is followed\n"


def test_elsewhere_a_walk_skips_links_out(cli: Cli, directory: Path, secret: Path) -> None:
    link(directory / "README.md", secret)
    (directory / "a.md").write_text("# A list\n")
    result = cli(".")
    assert (result.status, result.out) == (0, "No findings in 1 file\n")
    assert result.err == f"note: README.md: skipped: {REFUSED}\n"


def test_elsewhere_a_configuration_out_is_read_with_a_note(
    cli: Cli, directory: Path, readme: Path, secret: Path
) -> None:
    target = secret.with_name("trusted.yml")
    target.write_text("rules: {table-column-count: info}\n")
    link(directory / ".awesome-lint.yml", target)
    result = cli(readme.name)
    assert result.status == 0
    assert result.err == f"note: .awesome-lint.yml: {REFUSED}, and is followed\n"
