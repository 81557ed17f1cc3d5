"""Targets of relative links: in a repository, outside of it, and in nested ones."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from awesome_lint.identifiers.github import OwnRepository
from awesome_lint.local_files import check_links, check_links_in_tree
from awesome_lint.model import LocalFile
from cli_helpers import Cli
from repositories import git, repository

THERE = LocalFile(exists=True)
MISSING = LocalFile(exists=False)
FILES = (
    "LICENSE",
    "docs/ice.md",
    "docs/thin ice.md",
    "docs/figures/лёд.png",
    "a/Ice.md",
    "a/ICE.md",
)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a few files, and a secret next to it."""
    (tmp_path / "secret.md").touch()
    top = tmp_path / "repository"
    for name in FILES:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).touch()
    (top / ".git").mkdir()
    return top


def at(top: Path, url: str, file: str = "README.md") -> LocalFile | None:
    found = check_links([url], top / file)
    assert found is not None
    return replace(found[url], path="", directory="") if url in found else None


@pytest.mark.parametrize(
    "url",
    [
        "LICENSE",
        "./LICENSE",
        "/LICENSE",
        "docs",
        "docs/",
        "docs/ice.md",
        "docs//ice.md",
        "docs/../LICENSE",
        "docs/ice.md#L10",
        "docs/ice.md?raw=true",
        "docs/thin%20ice.md",
        "docs/thin ice.md",
        "docs/figures/%D0%BB%D1%91%D0%B4.png",
        "docs/figures/лёд.png",
        "docs/figures/ле\u0308д.png",
        ".",
        "/",
    ],
)
def test_there(top: Path, url: str) -> None:
    assert at(top, url) == THERE


@pytest.mark.parametrize(
    "url",
    [
        "docs/water.md",
        "doc/ice.md",
        "LICENSE/ice.md",
        "docs/../docs/water.md",
        "a/ice.md",
        "docs\\ice.md",
        "owner/repository",
        "docs/%00",
        "x" * 5000,
        "d/" * 5000,
    ],
)
def test_missing(top: Path, url: str) -> None:
    assert at(top, url) == MISSING


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("license", "LICENSE"),
        ("Docs/Ice.md", "docs/ice.md"),
        ("docs/Figures/ЛЁД.png", "docs/figures/лёд.png"),
    ],
)
def test_case_counts(top: Path, url: str, right: str) -> None:
    assert at(top, url) == LocalFile(exists=False, other_case=right)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#section",
        "?tab=readme",
        "https://example.org/LICENSE",
        "//example.org/LICENSE",
        "mailto:ice@example.org",
        "C:/LICENSE",
        "{{ site.url }}/ice",
        "../../issues",
        "../secret.md",
        "docs/../../secret.md",
        "/../secret.md",
        "%2e%2e/secret.md",
        "..%2Fsecret.md",
    ],
)
def test_not_checked(top: Path, url: str) -> None:
    assert at(top, url) is None


def test_paths_are_seen_from_the_linted_file(top: Path) -> None:
    assert at(top, "ice.md", "docs/README.md") == THERE
    assert at(top, "../LICENSE", "docs/README.md") == THERE
    assert at(top, "/LICENSE", "docs/README.md") == THERE
    assert at(top, "LICENSE", "docs/README.md") == MISSING
    assert at(top, "../../issues", "docs/README.md") is None


def test_the_current_directory_may_be_below_the_top(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top / "docs")
    assert check_links(["ice.md", "../LICENSE"], Path("README.md")) == {
        "ice.md": LocalFile(exists=True, path="docs/ice.md"),
        "../LICENSE": LocalFile(exists=True, path="LICENSE"),
    }


def test_symbolic_links_are_not_followed(top: Path) -> None:
    (top / "out").symlink_to(top.parent)
    (top / "broken").symlink_to("nowhere")
    behind = LocalFile(exists=False, linked_directory="out")
    assert at(top, "out/secret.md") == behind
    assert at(top, "out/none.md") == behind
    assert at(top, "out") == THERE
    assert at(top, "broken") == THERE


def test_a_directory_that_is_a_symbolic_link_is_read_at_its_target(top: Path) -> None:
    other = top.parent / "other"
    other.symlink_to(top)
    assert at(other, "LICENSE") == THERE


def test_submodules_are_not_checked(top: Path) -> None:
    (top / "absent").mkdir()
    (top / "present").mkdir()
    (top / "present" / ".git").touch()
    assert at(top, "absent/ice.md") is None
    assert at(top, "present/ice.md") is None
    assert at(top, "absent") == THERE


def test_a_submodule_is_a_repository_of_its_own(top: Path) -> None:
    (top / "docs" / ".git").touch()
    assert at(top, "ice.md", "docs/README.md") == THERE
    assert at(top, "/ice.md", "docs/README.md") == THERE
    assert at(top, "../LICENSE", "docs/README.md") is None


def test_nothing_is_checked_without_a_whole_repository(top: Path, tmp_path: Path) -> None:
    assert check_links(["LICENSE"], tmp_path / "README.md") is None
    (top / "LINK.md").symlink_to("docs/ice.md")
    assert check_links(["LICENSE"], top / "LINK.md") is None
    (top / ".git" / "info").mkdir()
    (top / ".git" / "info" / "sparse-checkout").touch()
    assert check_links(["LICENSE"], top / "README.md") is None


def test_a_directory_that_cannot_be_listed_is_not_checked(
    top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "docs":
            raise PermissionError
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert at(top, "docs/ice.md") is None
    assert at(top, "docs") == THERE


@pytest.fixture(scope="session")
def corner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one file in one directory, and the same names outside."""
    around = tmp_path_factory.mktemp("corner")
    for name in ("b", "a/b", "repository/a/b"):
        (around / name).parent.mkdir(parents=True, exist_ok=True)
        (around / name).touch()
    (around / "repository" / ".git").mkdir()
    return around / "repository"


@given(names=st.lists(st.sampled_from(["..", ".", "", "a", "b", "%2e%2e", "repository"])))
def test_what_is_found_is_in_the_repository(corner: Path, names: list[str]) -> None:
    url = "/".join(names)
    found = at(corner, url, "a/README.md")
    written = url.replace("%2e", ".")
    path = Path(os.path.normpath(f"{corner}/{'' if url.startswith('/') else 'a'}/{written}"))
    if found == THERE:
        assert path.is_relative_to(corner)
        assert path.exists()


def test_the_command_judges_files(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text("[a](gone.md) [b](README.md) [c](../../issues)\n")
    result = cli("--quiet")
    assert result.status == 1
    assert result.out.splitlines()[0] == (
        "README.md:1:5: error[link-local-file] `gone.md`: file not found in this repository; "
        "the link leads to a 404 page"
    )
    assert "issues" not in result.out


def test_the_command_does_not_judge_standard_input(cli: Cli) -> None:
    result = cli("-", stdin=b"[a](gone.md) <!-- awesome-lint-disable-line link-local-file -->\n")
    assert result.status == 0
    assert "gone.md" not in result.out


TREE = dict.fromkeys(FILES, "100644") | {"run": "100755", "link": "120000", "module": "160000"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("docs/ice.md", THERE),
        ("docs", THERE),
        ("./run", THERE),
        ("a/ICE.md", THERE),
        ("docs/snow.md", MISSING),
        ("docs/ice.md/more", MISSING),
        ("docs/Thin%20Ice.md", LocalFile(exists=False, other_case="docs/thin ice.md")),
        ("link", THERE),
        ("link/behind.md", LocalFile(exists=False, linked_directory="link")),
        ("module", THERE),
        ("module/inside.md", None),
        ("../issues", None),
        ("https://example.org/", None),
    ],
)
def test_a_commit_is_read_like_a_directory(url: str, expected: LocalFile | None) -> None:
    found = check_links_in_tree([url], TREE, "README.md").get(url)
    assert (replace(found, path="", directory="") if found else None) == expected


@pytest.mark.parametrize(
    ("url", "path"),
    [("./docs/ice.md#a", "docs/ice.md"), ("docs", ""), ("link", ""), ("docs/snow.md", "")],
)
def test_the_path_of_a_file_from_the_top(url: str, path: str) -> None:
    found = check_links_in_tree([url], TREE, "README.md")[url]
    assert (found.path, found.directory) == (path, "docs" if url == "docs" else "")


def test_a_commit_is_seen_from_the_directory_of_the_file() -> None:
    urls = ["ice.md", "../LICENSE", "/LICENSE", "README.md"]
    found = check_links_in_tree(urls, TREE, "docs/README.md")
    assert [found[url].exists for url in urls] == [True, True, True, False]


@pytest.mark.parametrize(
    ("file", "is_template"),
    [
        ("PULL_REQUEST_TEMPLATE.md", True),
        (".github/pull_request_template/new.md", True),
        (".github/ISSUE_TEMPLATE/new.md", True),
        ("docs/issue_template.md", True),
        ("docs/issue_templates.md", False),
    ],
)
def test_links_of_templates_are_not_checked(file: str, is_template: bool) -> None:
    found = check_links_in_tree(["../blob/main/docs/ice.md", "/LICENSE"], TREE, file)
    assert bool(found) is not is_template


@given(st.lists(st.sampled_from(("docs", "Docs", "ice.md", "a", "..", "LICENSE", "")), max_size=4))
def test_a_commit_and_a_directory_have_the_same_result(names: list[str]) -> None:
    url = "/".join(names)
    with TemporaryDirectory() as name:
        for path in FILES:
            (Path(name) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(name) / path).touch()
        (Path(name) / ".git").mkdir()
        tree = dict.fromkeys(FILES, "100644")
        assert check_links([url], Path(name, "README.md")) == check_links_in_tree(
            [url], tree, "README.md"
        )


def _messages(cli: Cli) -> list[str]:
    lines = cli("--quiet", "--select", "link-local-file").out.splitlines()
    return [line.partition("] ")[2] for line in lines if line.startswith("README.md:")]


def test_files_that_git_does_not_track_are_missing(cli: Cli, directory: Path) -> None:
    text = "[a](build/ice.md) [b](лёд.md) [c](new.md)\n"
    repository(directory, {"README.md": text, ".gitignore": "build/\n", "лёд.md": ""})
    assert _messages(cli) == [
        "`build/ice.md`: file not found in this repository; the link leads to a 404 page",
        "`new.md`: file not found in this repository; the link leads to a 404 page",
    ]
    (directory / "build").mkdir()
    (directory / "build" / "ice.md").touch()
    (directory / "new.md").touch()
    reason = "git does not track this file, so GitHub does not have it"
    assert _messages(cli) == [
        f"`build/ice.md`: {reason}; the link leads to a 404 page",
        f"`new.md`: {reason}; the link leads to a 404 page",
    ]
    git(directory, "add", "new.md")
    assert len(_messages(cli)) == 1


def test_directories_without_tracked_files_are_missing(cli: Cli, directory: Path) -> None:
    text = "[a](notes/) [b](docs) [c](docs/new) [d](.)\n"
    repository(directory, {"README.md": text, ".gitignore": "notes\n", "docs/old/a.md": ""})
    for name in ("notes", "docs/new"):
        (directory / name).mkdir()
        (directory / name / "ice.md").touch()
    reason = "git tracks no file in this directory, so GitHub does not have it"
    assert _messages(cli) == [
        f"`notes/`: {reason}; the link leads to a 404 page",
        f"`docs/new`: {reason}; the link leads to a 404 page",
    ]
    git(directory, "add", "docs/new")
    assert len(_messages(cli)) == 1


def test_untracked_files_are_there_if_the_list_is_untracked_too(cli: Cli, directory: Path) -> None:
    repository(directory, {"other.md": ""})
    (directory / "README.md").write_text("[a](new.md)\n")
    (directory / "new.md").touch()
    assert _messages(cli) == []


def test_files_behind_a_linked_directory_are_missing(cli: Cli, directory: Path) -> None:
    repository(directory, {"README.md": "![a](link/ice.png)\n", "docs/ice.png": ""})
    (directory / "link").symlink_to("docs")
    reason = "`link` is a symbolic link, which GitHub does not follow"
    assert _messages(cli) == [f"`link/ice.png`: {reason}; readers see a broken image"]


OWN = OwnRepository("acme", "robots", "main")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://github.com/acme/robots/blob/main/docs/ice.md", "docs/ice.md"),
        ("https://github.com/Acme/Robots/blob/main/docs/thin%20ice.md#thin", "docs/thin ice.md"),
        ("https://github.com/acme/robots/raw/HEAD/LICENSE", "LICENSE"),
        ("https://raw.githubusercontent.com/acme/robots/main/LICENSE", "LICENSE"),
        ("https://raw.githubusercontent.com/acme/robots/refs/heads/main/LICENSE", "LICENSE"),
        ("https://github.com/acme/robots/tree/main/docs", ""),
        ("https://github.com/acme/robots/tree/main", ""),
        ("https://github.com/acme/robots#thin-ice", "README.md"),
        ("https://github.com/acme/robots/?tab=readme-ov-file#thin-ice", "README.md"),
        ("https://github.com/acme/robots/tree/main#thin-ice", "README.md"),
    ],
)
def test_urls_of_the_own_repository(top: Path, url: str, path: str) -> None:
    (top / "README.md").touch()
    is_document = path == "README.md"
    directory = "docs" if url.endswith("/docs") else ""
    expected = LocalFile(exists=True, path=path, directory=directory, is_document=is_document)
    assert check_links([url], top / "README.md", OWN) == {url: expected}
    tree = {**TREE, "README.md": "100644"}
    assert check_links_in_tree([url], tree, "README.md", OWN) == {url: expected}
    assert check_links([url], top / "README.md") == {}


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/robots",
        "https://github.com/acme/robots/issues#1",
        "https://github.com/acme/robots/blob/draft/docs/snow.md",
        "https://github.com/acme/robots/blob/mainline/docs/snow.md",
        "https://github.com/acme/robots/blob/main/../docs/snow.md",
        "https://github.com/acme/robots/edit/main/docs/snow.md",
        "https://github.com/acme/robots?tab=MIT-1-ov-file#snow",
        "https://github.com/acme/robots-2/blob/main/docs/snow.md",
        "https://github.com/other/robots/blob/main/docs/snow.md",
        "https://gitlab.com/acme/robots/blob/main/docs/snow.md",
        "https://raw.githubusercontent.com/acme/robots/draft/docs/snow.md",
    ],
)
def test_other_urls_of_github(top: Path, url: str) -> None:
    (top / "README.md").touch()
    assert check_links([url], top / "README.md", OWN) == {}


def test_missing_files_of_the_own_repository(top: Path) -> None:
    url = "https://github.com/acme/robots/blob/main/Docs/ice.md"
    other_case = LocalFile(exists=False, other_case="docs/ice.md")
    assert check_links([url], top / "README.md", OWN) == {url: other_case}
    slashes = "https://github.com/acme/robots/blob/release/1.0/docs/snow.md"
    own = OwnRepository("acme", "robots", "release/1.0")
    assert check_links([slashes], top / "README.md", own) == {slashes: MISSING}
    assert check_links([url], top / "README.md", OwnRepository("acme", "robots")) == {}


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        (["README.md", "docs/README.md"], "README.md"),
        (["README.md", ".github/readme.md"], ".github/readme.md"),
        (["docs/Readme.md"], "docs/Readme.md"),
        (["README.md", "README.rst", "README_zh.md", "README.zh.md"], "README.md"),
        (["README.rst"], "README.rst"),
        (["README.md", "readme.markdown"], None),
        (["CONTRIBUTING.md"], None),
    ],
)
def test_the_readme_of_the_front_page(files: list[str], shown: str | None) -> None:
    url = "https://github.com/acme/robots#ice"
    tree = dict.fromkeys(files, "100644")
    found = check_links_in_tree([url], tree, "list.md", OWN)
    assert {each: file.path for each, file in found.items()} == ({url: shown} if shown else {})


def test_a_readme_that_is_a_symbolic_link() -> None:
    tree = {"README.md": "120000", "list.md": "100644"}
    assert check_links_in_tree(["https://github.com/acme/robots#a"], tree, "list.md", OWN) == {}
