"""Files that are not linted: those that git ignores, and those that a pattern excludes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from awesome_lint import Options, lint_paths
from awesome_lint.changes import git as runner
from awesome_lint.model import UserError
from cli_helpers import ERROR, ONE_ERROR, Cli
from repositories import event, git, repository, write

POSTS = {"README.md": ONE_ERROR, "lists/a.md": ONE_ERROR, "lists/deep/b.md": ONE_ERROR}


def linted(cli: Cli, *arguments: str) -> list[str]:
    """Return the files with the finding of ONE_ERROR."""
    return [line.split(":")[0] for line in cli("--quiet", *arguments).out.splitlines()]


@pytest.fixture
def no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_git(_: object) -> str:
        raise runner.ChangesError("git is not installed")

    monkeypatch.setattr(runner, "_find_git", find_git)


@pytest.fixture(params=["git", "no git", "no repository"])
def place(request: pytest.FixtureRequest, directory: Path) -> Path:
    """A directory with ignored files, in and outside of a repository, with and without git."""
    files = {
        ".gitignore": "/build/\n*.tmp.md\n!keep.tmp.md\n",
        "README.md": ONE_ERROR,
        "a.tmp.md": ONE_ERROR,
        "keep.tmp.md": ONE_ERROR,
        "build/a.md": ONE_ERROR,
        "lists/.gitignore": "!b.tmp.md\ndeep/*\n",
        "lists/b.tmp.md": ONE_ERROR,
        "lists/c.tmp.md": ONE_ERROR,
        "lists/deep/d.md": ONE_ERROR,
        "lists/build/e.md": ONE_ERROR,
    }
    if request.param == "no repository":
        write(directory, files)
        (directory / ".git").rmdir()
    else:
        repository(directory, files)
    if request.param == "no git":
        request.getfixturevalue("no_git")
    return directory


def test_ignored_files_are_not_linted(cli: Cli, place: Path) -> None:
    wanted = ["README.md", "keep.tmp.md", "lists/b.tmp.md", "lists/build/e.md"]
    assert linted(cli, ".") == wanted
    assert linted(cli, str(place), "**/*.md") == wanted
    assert linted(cli, "*/*.tmp.md") == ["lists/b.tmp.md"]


@pytest.mark.usefixtures("place")
def test_what_is_named_is_linted_though_it_is_ignored(cli: Cli) -> None:
    assert linted(cli, "a.tmp.md", "build") == ["a.tmp.md", "build/a.md"]
    assert linted(cli, "build/*.md") == ["build/a.md"]


def test_a_tracked_file_is_not_ignored(cli: Cli, directory: Path) -> None:
    repository(directory, {"README.md": ONE_ERROR, "lists/a.md": ONE_ERROR})
    write(directory, {".gitignore": "lists\n*.md\n", "lists/new.md": ONE_ERROR})
    assert linted(cli, ".") == ["README.md", "lists/a.md"]


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_names_that_are_magic_for_git(cli: Cli, directory: Path) -> None:
    repository(directory, {".gitignore": ":!a.md\n"})
    names = [":!a.md", ":(top)a.md", "*.md", "-a.md"]
    write(directory, dict.fromkeys(names, ONE_ERROR))
    paths = [each["path"] for each in json.loads(cli("--format=json", ".").out)["findings"]]
    assert sorted(paths) == sorted(names[1:])


def test_a_directory_with_ignored_files_only(cli: Cli, directory: Path) -> None:
    repository(directory, {".gitignore": "*.md", "lists/a.md": ONE_ERROR})
    assert cli("lists") == (2, "", "error: lists: no Markdown file in this directory\n")


def test_repositories_in_repositories(cli: Cli, directory: Path) -> None:
    repository(directory, {".gitignore": "clones/\n"})
    for name in ("clones/one", "other"):
        repository(
            directory / name, {".gitignore": "x.md", "a.md": ONE_ERROR, "clones/a.md": ONE_ERROR}
        )
        write(directory / name, {"x.md": ONE_ERROR})
    assert linted(cli, ".") == ["other/a.md", "other/clones/a.md"]
    assert linted(cli, "clones/one") == ["clones/one/a.md", "clones/one/clones/a.md"]


@pytest.mark.parametrize(
    ("glob", "files"),
    [
        ("*.md", ["README.md"]),
        ("lists/*.md", ["lists/a.md"]),
        ("./lists/*.md", ["lists/a.md"]),
        ("lists/**", ["lists/a.md", "lists/deep/b.md"]),
        ("**/[ab].md", ["lists/a.md", "lists/deep/b.md"]),
        ("l?sts/*/*", ["lists/deep/b.md"]),
    ],
)
def test_globs(cli: Cli, directory: Path, glob: str, files: list[str]) -> None:
    write(directory, {**POSTS, "lists/.hidden/c.md": ONE_ERROR, "lists/notes.txt": ONE_ERROR})
    assert linted(cli, glob) == files
    assert linted(cli, str(directory / glob)) == files


def test_a_file_named_like_a_glob_is_itself(cli: Cli, directory: Path) -> None:
    write(directory, {"[a].md": ONE_ERROR, "a.md": ONE_ERROR})
    assert linted(cli, "[a].md") == ["[a].md"]


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize("glob", ["lists/*.md", "*.markdown", "nowhere/**"])
def test_a_glob_that_matches_nothing(cli: Cli, glob: str) -> None:
    assert cli(glob) == (2, "", f"error: {glob}: no Markdown file matches this glob\n")


def test_globs_leave_no_repository_in_a_pull_request(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(directory / "list", {"README.md": "# A list\n"})
    write(directory, {"secret/a.md": ONE_ERROR})
    (directory / "list" / "link").symlink_to(directory / "secret")
    (directory / "list" / "a.md").symlink_to(directory / "secret" / "a.md")
    event(directory / "list", monkeypatch, git(directory / "list", "rev-parse", "HEAD"))
    monkeypatch.chdir(directory / "list")

    result = cli("link/*.md", "--format=text")
    assert result.err.startswith(
        "error: link: cannot be read: it is a symbolic link out of its repository\n"
    )
    assert "lost" not in cli("**/a.md", "--format=text").out


def test_exclude_option(cli: Cli, directory: Path) -> None:
    write(directory, POSTS)
    assert linted(cli, ".", "--exclude=deep") == ["README.md", "lists/a.md"]
    assert linted(cli, ".", "--exclude=lists/", "--exclude=x") == ["README.md"]
    assert linted(cli, ".", "--exclude=/lists/*.md") == ["README.md", "lists/deep/b.md"]
    assert linted(cli, "lists", "--exclude=*.md", "--exclude=!a.md") == ["lists/a.md"]
    assert cli("--exclude=x/", ".", "--fail-on=never").err == (
        "note: --exclude: `x/` matches no file\n"
    )


def test_exclude_of_a_configuration(cli: Cli, directory: Path) -> None:
    write(directory, {**POSTS, ".awesome-lint.yml": "exclude: [deep/, /a.md]"})
    assert linted(cli, ".") == ["README.md", "lists/a.md"]
    assert cli(".", "--fail-on=never", "--verbose").err.splitlines()[:2] == [
        "note: lists/deep/b.md: skipped: excluded by .awesome-lint.yml",
        "note: .awesome-lint.yml: `exclude`: `/a.md` matches no file",
    ]
    # Patterns are those of one list among several, whose files were not searched.
    assert cli("README.md", "lists", "--fail-on=never").err == ""
    assert linted(cli, ".", "--no-config") == list(POSTS)


def test_exclude_of_a_configuration_in_another_directory(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory, {**POSTS, "lists/.awesome-lint.yml": "exclude: [/deep]"})
    assert linted(cli, ".") == ["README.md", "lists/a.md"]
    monkeypatch.chdir(directory / "lists" / "deep")
    assert linted(cli, "..") == ["../a.md"]
    write(directory, {"other/lint.yml": "exclude: [/lists]"})
    monkeypatch.chdir(directory)
    assert linted(cli, ".", "--config=other/lint.yml") == ["README.md"]


@pytest.mark.usefixtures("readme")
def test_a_named_file_is_excluded_with_a_note(cli: Cli, directory: Path) -> None:
    (directory / ".awesome-lint.yml").write_text("exclude: [README.md]")
    note = "note: README.md: skipped: excluded by .awesome-lint.yml\n"
    for arguments in ((), ("README.md",)):
        assert cli(*arguments) == (0, "No findings in 0 files\n", note)
    assert cli("--exclude=/README.md", "--no-config").err == (
        "note: README.md: skipped: excluded by --exclude\n"
    )
    assert json.loads(cli("--format=json").out)["findings"] == []


def test_standard_input_is_never_excluded(cli: Cli, directory: Path) -> None:
    (directory / ".awesome-lint.yml").write_text("exclude: ['*']")
    result = cli("--quiet", "--stdin-filename=README.md", "-", stdin=ONE_ERROR.encode())
    assert result == (1, f"{ERROR}\n", "")


def test_a_proposed_exclusion_is_noted(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(directory, {"README.md": "# A list\n", ".awesome-lint.yml": "exclude: [x.md]"})
    event(directory, monkeypatch, git(directory, "rev-parse", "HEAD"))
    write(directory, {"README.md": ONE_ERROR, ".awesome-lint.yml": "exclude: [x.md, '*']"})

    result = cli("--format=text")

    assert result.status == 0
    assert result.err.splitlines()[1:] == [
        (
            "note: the proposed change also changes the configuration: `.awesome-lint.yml`"
            " excludes the files `*`"
        )
    ]


def test_options_of_the_api(directory: Path) -> None:
    write(directory, POSTS)
    run = lint_paths([directory], Options(offline=True, exclude=("a.md",)))
    assert len(run.files) == 3  # patterns begin in the current directory
    with pytest.raises(UserError, match=r"--exclude: `a\.md` must be in a tuple"):
        lint_paths([directory], Options(exclude="a.md"))  # type: ignore[arg-type]


def test_link_patterns_that_match_nothing(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": "[a](https://a.example/x)\n", "other.md": "# Other\n"})
    (directory / ".awesome-lint.yml").write_text(
        "links: {exclude: ['*.example/*', 'https://b.example/*'], include: ['https://c*']}"
    )
    notes = [
        "note: .awesome-lint.yml: `links.exclude`: `https://b.example/*` matches no link",
        "note: .awesome-lint.yml: `links.include`: `https://c*` matches no link",
    ]
    assert cli(".", online=True).err.splitlines() == notes
    assert cli(".").err == ""
    assert cli(".", "--links=none", online=True).err == ""
