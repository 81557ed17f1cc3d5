"""Files that the command reads, and messages about those it cannot read."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.cli import main
from awesome_lint.runner import files
from cli_helpers import ERROR, ONE_ERROR, Cli, spawn
from repositories import repository


@pytest.mark.usefixtures("readme")
def test_default_is_the_readme_of_this_directory(cli: Cli, directory: Path) -> None:
    (directory / "OTHER.md").write_text(ONE_ERROR)
    result = cli("--quiet")
    assert result == (1, f"{ERROR}\n", "")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["readme.md", "OTHER.md"], "readme.md"),
        (["Readme.markdown"], "Readme.markdown"),
        (["README.md", "ReadMe.md"], "README.md"),
    ],
)
def test_readme_in_any_spelling(cli: Cli, directory: Path, names: list[str], found: str) -> None:
    for name in names:
        (directory / name).write_text(ONE_ERROR)
    assert cli("--quiet").out.startswith(f"{found}:3:")


def lay(directory: Path, *paths: str) -> None:
    for path in paths:
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(ONE_ERROR)


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([".github/README.md", "README.md", "docs/README.md"], ".github/README.md"),
        (["README.md", "docs/README.md"], "README.md"),
        (["docs/readme.md"], "docs/readme.md"),
        ([".github/README.rst", "README.md"], "README.md"),
        ([".github/CONTRIBUTING.md", "README.md"], "README.md"),
        (["README.rst", "readme.mkd"], "readme.mkd"),
        (["README.markdown", "README.md"], "README.markdown"),
        (["README.md", "readme.markdown"], "readme.markdown"),
        (["README.markdown/notes.txt", "README.md"], "README.md"),
        (["README.zh.md", "docs/README.md"], "docs/README.md"),
    ],
)
@pytest.mark.parametrize("is_repository", [True, False])
def test_the_readme_that_github_shows(
    cli: Cli, directory: Path, paths: list[str], found: str, is_repository: bool
) -> None:
    if is_repository:
        repository(directory, {})
    lay(directory, *paths)
    assert cli("--quiet").out.startswith(f"{found}:3:")


def test_a_readme_that_github_does_not_show_is_noted(cli: Cli, directory: Path) -> None:
    lay(directory, "README.md", "docs/README.md")
    assert "linted in place of" not in cli().err
    lay(directory, ".github/README.md", "Readme.md")
    assert (
        "note: .github/README.md: linted in place of README.md and Readme.md, because GitHub shows"
        " only the former as the README\n"
    ) in cli().err
    assert "linted in place of" not in cli(".github/README.md").err


def test_one_readme_by_two_paths_is_not_noted(cli: Cli, directory: Path) -> None:
    lay(directory, "README.md")
    (directory / ".github").mkdir()
    (directory / ".github" / "README.md").symlink_to("../README.md")
    assert "linted in place of" not in cli().err


def test_a_link_to_a_directory_is_not_followed_to_a_readme(cli: Cli, directory: Path) -> None:
    lay(directory, "README.md", "notes/README.md")
    (directory / ".github").symlink_to("notes")
    assert cli("--quiet").out.startswith("README.md:3:")


def test_below_the_top_only_the_readme_of_the_directory_counts(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(directory, {})
    lay(directory, "lists/README.md", "lists/.github/README.md", "talks/docs/README.md")
    monkeypatch.chdir(directory / "lists")
    assert cli("--quiet").out.startswith("README.md:3:")
    monkeypatch.chdir(directory / "talks")
    assert cli() == (2, "", "error: no README.md in this directory: name a file\n")


def test_links_are_relative_to_the_readme(cli: Cli, directory: Path) -> None:
    text = "# Robots\n\n- [Ice](ice.md)\n- [Water](../water.md)\n- [Sand](/sand.md)\n"
    files = {".github/README.md": text, ".github/ice.md": "", "water.md": "", "sand.md": ""}
    repository(directory, files)
    assert cli("--quiet") == (0, "", "")


def test_a_directory_stands_for_its_readme_in_github_as_well(cli: Cli, directory: Path) -> None:
    lay(directory, ".github/README.md", ".github/CONTRIBUTING.md", ".github/x/README.md")
    lay(directory, "README.md", "lists/.github/README.md")
    lines = cli("--quiet", ".").out.splitlines()
    assert [line.partition(":")[0] for line in lines if ": error[" in line] == [
        "README.md",
        ".github/README.md",
    ]
    lines = cli("--quiet", ".github").out.splitlines()
    assert [line.partition(":")[0] for line in lines if ": error[" in line] == [
        ".github/CONTRIBUTING.md",
        ".github/README.md",
        ".github/x/README.md",
    ]


def test_a_directory_of_readmes_that_cannot_be_read(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(directory, ".github/README.md", "README.md")

    def fail(self: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", fail)
    assert cli() == (2, "", "error: .github: cannot be read: Permission denied\n")


def test_no_readme(cli: Cli, directory: Path) -> None:
    (directory / "OTHER.md").write_text(ONE_ERROR)
    assert cli() == (2, "", "error: no README.md in this directory: name a file\n")


def test_directory_is_searched(cli: Cli, directory: Path) -> None:
    for name in (
        "lists/b.md",
        "lists/a.MD",
        "lists/deep/c.markdown",
        "lists/.hidden/d.md",
        "lists/node_modules/e.md",
        "lists/notes.txt",
    ):
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ONE_ERROR)
    lines = cli("--quiet", "lists").out.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "lists/a.MD",
        "lists/b.md",
        "lists/deep/c.markdown",
    ]


def test_directory_without_a_file(cli: Cli, directory: Path) -> None:
    (directory / "lists").mkdir()
    assert cli("lists") == (2, "", "error: lists: no Markdown file in this directory\n")


def test_a_directory_that_cannot_be_read(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directory / "lists" / "deep").mkdir(parents=True)
    (directory / "lists" / "a.md").touch()

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == unreadable:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    listed = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    unreadable = "lists"
    assert cli("lists") == (2, "", "error: lists: cannot be read: Permission denied\n")
    unreadable = "deep"  # the other files are linted
    assert cli("lists") == (0, "No findings in 1 file\n", "")


def test_a_file_is_linted_once(cli: Cli, directory: Path, readme: Path) -> None:
    (directory / "link.md").symlink_to(readme)
    result = cli("--quiet", "./README.md", "README.md", str(readme), ".", "link.md")
    assert result.out == f"{ERROR}\n"


def test_stdin(cli: Cli) -> None:
    result = cli("--quiet", "-", "-", stdin=ONE_ERROR.encode())
    assert result == (1, ERROR.replace("README.md", "<stdin>") + "\n", "")


def test_stdin_filename(cli: Cli, directory: Path) -> None:
    (directory / "lists").mkdir()
    (directory / "lists" / ".awesome-lint.yml").write_text("rules: {table-column-count: warning}")
    result = cli("--quiet", "--stdin-filename=lists/a.md", "-", stdin=ONE_ERROR.encode())
    assert result.out.startswith("lists/a.md:3:38: warning[")


@pytest.mark.usefixtures("readme")
def test_stdin_by_the_name_of_another_file(cli: Cli) -> None:
    result = cli("--quiet", "--stdin-filename=README.md", "README.md", "-")
    assert result == (2, f"{ERROR}\n", "error: README.md: two files by this name\n")


def test_a_file_named_like_an_option(cli: Cli, directory: Path) -> None:
    (directory / "--offline").write_text(ONE_ERROR)
    assert cli("--quiet", "--", "--offline").out.startswith("--offline:3:38: error[")


@pytest.mark.usefixtures("readme")
def test_paths_are_shown_from_here(cli: Cli, directory: Path) -> None:
    (directory / "lists").mkdir()
    other = directory.parent / f"{directory.name}-other.md"
    other.write_text(ONE_ERROR)
    try:
        out = cli("--quiet", "lists/../README.md", f"../{other.name}", str(other)).out
    finally:
        other.unlink()
    assert [line.split(":")[0] for line in out.splitlines()] == ["README.md", f"../{other.name}"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.md", b"caf\xe9\n", "a.md:1: not UTF-8: byte 0xe9 at offset 3"),
        ("a.md", b"\n\n\xff\xfe", "a.md:3: not UTF-8: byte 0xff at offset 2"),
        ("a.md", b" " * (files.MAX_BYTES + 1), "a.md: larger than 10 MiB"),
    ],
)
def test_content_that_is_refused(
    cli: Cli, directory: Path, name: str, content: bytes, reason: str
) -> None:
    (directory / name).write_bytes(content)
    assert cli(name) == (2, "", f"error: {reason}\n")


def test_stdin_that_is_refused(cli: Cli) -> None:
    reason = "error: <stdin>:1: not UTF-8: byte 0xff at offset 0\n"
    assert cli("-", stdin=b"\xff") == (2, "", reason)
    assert (
        cli("-", stdin=b" " * (files.MAX_BYTES + 1)).err == "error: <stdin>: larger than 10 MiB\n"
    )


@pytest.mark.usefixtures("readme")
def test_missing_file(cli: Cli) -> None:
    assert cli("READMEE.md") == (
        2,
        "",
        "error: READMEE.md: no such file: did you mean `README.md`?\n",
    )
    assert cli("nowhere/x.md") == (2, "", "error: nowhere/x.md: no such file\n")
    assert cli("xyz") == (2, "", "error: xyz: no such file\n")
    assert cli("") == (2, "", "error: an empty path: name a file\n")


@pytest.mark.usefixtures("readme")
def test_unreadable_file(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "README.md")

    monkeypatch.setattr(Path, "open", refuse)
    assert cli() == (2, "", "error: README.md: cannot be read: Permission denied\n")


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes")
def test_pipes_and_devices_are_no_files(cli: Cli, directory: Path) -> None:
    os.mkfifo(directory / "pipe.md")
    for name in ("pipe.md", "/dev/zero"):
        reason = f"error: {name}: cannot be read: not a regular file (`-` reads standard input)\n"
        assert cli(name) == (2, "", reason)


@pytest.mark.usefixtures("readme")
def test_good_files_are_linted_beside_bad_ones(cli: Cli) -> None:
    result = cli("--quiet", "missing.md", "README.md")
    assert result == (2, f"{ERROR}\n", "error: missing.md: no such file\n")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b"\x00"])
def test_nothing_to_say_about_nothing(cli: Cli, directory: Path, content: bytes) -> None:
    (directory / "README.md").write_bytes(content)
    assert cli() == (0, "No findings in 1 file\n", "")


def test_byte_order_mark_and_line_endings(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_bytes(
        b"\xef\xbb\xbf" + ONE_ERROR.replace("\n", "\r\n").encode()
    )
    assert cli("--quiet").out == f"{ERROR}\n"


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_file_name_that_is_not_utf8(directory: Path) -> None:
    for name in (b"\xff.md", b"\xfe.md"):
        (directory / os.fsdecode(name)).write_text(ONE_ERROR)
    result = spawn("--offline", "--format=text", "--format=json=r.json", ".", cwd=directory)
    assert result.returncode == 1
    assert [line for line in result.stdout.splitlines() if line.endswith("`lost`")] == [
        ERROR.replace("README", r"\xfe"),
        ERROR.replace("README", r"\xff"),
    ]
    found = json.loads((directory / "r.json").read_text())["findings"]
    assert [finding["path"] for finding in found] == [r"\xfe.md", r"\xff.md"]


def test_file_name_that_would_command_the_log(cli: Cli, directory: Path) -> None:
    name = "##[error]a\n::warning::b\x1b[2J.md"
    (directory / name).write_text(ONE_ERROR)
    result = cli(name, "missing\n::error::x.md")
    for line in (result.out + result.err).splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
        assert "\x1b" not in line


@given(st.binary(max_size=200))
def test_any_bytes_are_linted_or_refused(content: bytes) -> None:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = main(["--offline", "--no-config", "-"])
    assert status in (0, 1, 2)
    assert (status == 2) == err.getvalue().startswith("error: <stdin>:")
    assert bool(out.getvalue()) == (status != 2)
