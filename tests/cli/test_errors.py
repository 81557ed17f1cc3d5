"""Errors that end a run: one line, and in a GitHub workflow an annotation and a summary."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from awesome_lint.runner import pipeline
from cli_helpers import Cli
from rendering import html as rendered
from report_helpers import commands


@pytest.fixture
def step(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The summary file of a step in a GitHub workflow."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(directory / "step"))
    return directory / "step"


def place(path: str, line: str = "") -> dict[str, str]:
    return {"file": path} | ({"line": line} if line else {}) | {"title": "awesome-lint"}


@pytest.mark.parametrize(
    ("files", "arguments", "properties", "reason"),
    [
        ({}, ["missing.md"], place("missing.md"), "no such file"),
        ({}, ["--no-such"], {"title": "awesome-lint"}, "unknown option `--no-such`"),
        (
            {},
            ["--fail-on=eror"],
            {"title": "awesome-lint"},
            "--fail-on: `eror` is not one of error, warning, info, never",
        ),
        ({"a.md": b"\n\xff"}, ["a.md"], place("a.md", "2"), "not UTF-8: byte 0xff at offset 1"),
        (
            {"a.md": b"", ".awesome-lint.yml": b"\nrulse: {}"},
            ["a.md"],
            place(".awesome-lint.yml", "2"),
            "unknown key `rulse`: did you mean `rules`?",
        ),
        (
            {"a.md": b"", "known.json": b'{\n"version": 2}'},
            ["--baseline=known.json", "a.md"],
            place("known.json", "2"),
            "`baseline.version` must be 1, not `2`",
        ),
        (
            {"a.md": b""},
            ["--baseline=known.json", "a.md"],
            place("known.json"),
            "no such file: --write-baseline writes one",
        ),
        (
            {"a.md": b""},
            ["--diff-base=main", "a.md"],
            place("a.md"),
            "the file is not in a git repository, so its changes are unknown",
        ),
        (
            {"r.json": b"{}"},
            ["--merge", "r.json"],
            place("r.json"),
            "is no JSON report of awesome-lint",
        ),
    ],
)
def test_an_error_is_an_annotation_and_a_line_of_the_summary(
    cli: Cli,
    directory: Path,
    step: Path,
    files: dict[str, bytes],
    arguments: list[str],
    properties: dict[str, str],
    reason: str,
) -> None:
    for name, data in files.items():
        (directory / name).write_bytes(data)

    result = cli("--format=json", *arguments)

    assert (result.status, result.out) == (2, "")
    error, _, annotations = result.err.partition("\n")
    (command,) = commands(annotations)
    assert command.name == "error"
    assert command.properties == properties
    assert command.data.startswith(reason)
    where = ":".join(filter(None, (properties.get("file"), properties.get("line"))))
    assert error.startswith(f"error: {where}: {reason}" if where else f"error: {reason}")
    assert step.read_text().startswith("**awesome-lint**: error: ")
    assert step.read_text().count("\n") == 1


@pytest.mark.usefixtures("readme")
def test_elsewhere_an_error_is_one_line(
    cli: Cli, step: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert cli("missing.md") == (2, "", "error: missing.md: no such file\n")
    assert not step.exists()


@pytest.mark.parametrize(
    "name",
    [
        "%0A::error::x.md",
        "a\n::error::b.md",
        "a,line=3,title=b::c.md",
        "##[add-path]x.md",
        "<img src=https://evil.example>@everyone.md",
        "\x1b[2J\u202e.md",
        "\udcff.md",
    ],
)
def test_a_name_starts_no_command_and_no_markup(cli: Cli, step: Path, name: str) -> None:
    result = cli(name)

    assert result.status == 2
    (command,) = commands(result.err)
    assert (command.name, command.properties["title"]) == ("error", "awesome-lint")
    assert command.data in ("no such file", "no Markdown file matches this glob")
    assert "\x1b" not in result.err
    html = rendered(step.read_text(encoding="utf-8"))
    assert "<img" not in html
    assert "@everyone" not in html or "<code>" in html


def test_a_summary_that_is_full_or_not_there_is_done_without(
    cli: Cli, step: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step.write_bytes(b"x" * 1_000_000)
    assert cli("missing.md").status == 2
    assert step.stat().st_size == 1_000_000
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step.parent))
    assert cli("missing.md").status == 2


@pytest.mark.usefixtures("readme")
def test_an_error_of_the_system_names_its_file(
    cli: Cli, step: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/a/b")

    monkeypatch.setattr("awesome_lint.runner.files.find", fail)
    result = cli()
    (command,) = commands(result.err)
    assert result.err.startswith("error: /a/b: No space left on device\n")
    assert command.properties["file"] == "/a/b"
    assert step.exists()


def test_errors_and_notes_before_the_one_that_ends_a_run(cli: Cli, directory: Path) -> None:
    (directory / "a.md").write_text("")
    (directory / "lists").mkdir()
    (directory / "lists/b.md").write_text("")
    (directory / "lists/none.md").symlink_to("nothing.md")

    result = cli("--baseline=known.json", "lists", "missing.md", "a.md")

    assert result == (
        2,
        "",
        (
            "note: lists/none.md: skipped: it is a symbolic link to nothing\n"
            "error: missing.md: no such file\n"
            "error: known.json: no such file: --write-baseline writes one\n"
        ),
    )


@pytest.mark.usefixtures("readme")
def test_errors_before_an_internal_error(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(pipeline, "lint_jobs", broken)
    first, second = cli("missing.md", "README.md").err.splitlines()

    assert first == "error: missing.md: no such file"
    assert second.startswith("error: internal error: ValueError: broken.")


@pytest.mark.parametrize("option", ["--diff", "--fix", "--write-baseline=known.json"])
def test_nothing_is_done_if_no_file_can_be_read(cli: Cli, directory: Path, option: str) -> None:
    assert cli(option, "missing.md") == (2, "", "error: missing.md: no such file\n")
    assert not (directory / "known.json").exists()


def test_a_misspelled_command(cli: Cli, directory: Path) -> None:
    assert cli("exprot", online=True) == (
        2,
        "",
        "error: `exprot` is neither a file nor a command: did you mean `awesome-lint export`?\n",
    )
    (directory / "exprot").mkdir()
    assert cli("exprot", online=True).err == "error: exprot: no Markdown file in this directory\n"
