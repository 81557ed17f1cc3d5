"""The reports of the command and their files."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from cli_helpers import ERROR, ONE_ERROR, Cli, spawn
from repositories import repository


@pytest.mark.usefixtures("readme")
def test_default_formats(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "::error" not in cli().out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    out = cli().out
    assert out.startswith(ERROR)
    assert out.splitlines()[-1].startswith("::error file=README.md,line=3,")
    assert cli("--format=text").out.endswith("1 error in 1 file\n")


@pytest.mark.usefixtures("readme")
def test_formats_in_files(cli: Cli, directory: Path) -> None:
    result = cli("--format=json=r.json", "--format=text=r.txt", "--color=always")
    assert result == (1, "", "")
    assert json.loads((directory / "r.json").read_bytes())["summary"]["errors"] == 1
    assert (directory / "r.txt").read_text().startswith(ERROR)
    assert sorted(path.name for path in directory.iterdir()) == [
        ".git",
        "README.md",
        "r.json",
        "r.txt",
    ]


@pytest.mark.usefixtures("readme")
def test_the_same_format_twice_is_written_once(cli: Cli) -> None:
    assert cli("--format=text", "--format=text").out == cli().out


@pytest.mark.parametrize(
    ("formats", "reason"),
    [
        (["jsn"], "--format: unknown format `jsn`: did you mean `json`?"),
        (["json="], "--format: `json=` lacks the file name"),
        (
            ["json=r", "text=r"],
            "r: cannot be written: `--format json=r` and `--format text=r` name the same file",
        ),
        (
            ["json=no/r"],
            "no/r: cannot be written by `--format json=no/r`: its directory does not exist",
        ),
        (
            ["text=README.md"],
            (
                "README.md: cannot be written: `--format text=README.md` would replace a file"
                " that is linted"
            ),
        ),
        (
            ["json=.git"],
            ".git: cannot be written by `--format json=.git`: it is in git's own directory",
        ),
        (["json=lists"], "lists: cannot be written by `--format json=lists`: it is a directory"),
    ],
)
@pytest.mark.usefixtures("readme")
def test_report_that_cannot_be_written(cli: Cli, formats: list[str], reason: str) -> None:
    before = Path("README.md").read_text()
    Path("lists").mkdir()
    result = cli(*(f"--format={name}" for name in formats))
    assert result == (2, "", f"error: {reason}\n")
    assert Path("README.md").read_text() == before


@pytest.mark.usefixtures("readme")
def test_a_report_is_written_whole_or_not_at_all(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directory / "r.json").write_text("the last one")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        result = cli("--format=json=r.json")
    assert result.err == "error: r.json: cannot be written: No space left on device\n"
    assert (directory / "r.json").read_text() == "the last one"
    assert sorted(path.name for path in directory.iterdir()) == [".git", "README.md", "r.json"]


@pytest.mark.skipif(os.name == "nt", reason="files have no such modes")
@pytest.mark.usefixtures("readme")
def test_a_report_keeps_mode_and_symlink(cli: Cli, directory: Path) -> None:
    target = directory / "target.json"
    target.touch(mode=0o640)
    (directory / "r.json").symlink_to(target)
    cli("--format=json=r.json")
    assert (directory / "r.json").is_symlink()
    assert json.loads(target.read_bytes())["version"] == 1
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev")
@pytest.mark.usefixtures("readme")
def test_a_report_to_a_device(directory: Path) -> None:
    result = spawn("--offline", "--format=json=/dev/stdout", cwd=directory)
    assert json.loads(result.stdout)["summary"]["errors"] == 1


def test_statistics(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(
        ONE_ERROR + "| B Paper | [y](https://b.example) | lost |\n"
    )
    line = "2  error    table-column-count\n"
    totals = "2 errors in 1 file\n"
    assert cli("--statistics") == (1, line + totals, "")
    assert cli("--statistics", "--quiet").out == line
    assert cli("--statistics", "--format=text").out.endswith(f"{totals}{line}")
    result = cli("--statistics", "--format=json")
    assert json.loads(result.out)["summary"]["errors"] == 2
    assert result.err == line
    result = cli("--statistics", "--format=json=r.json")
    assert (result.out, result.err) == (line, "")


@pytest.mark.usefixtures("readme")
def test_statistics_in_a_step(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    out = cli("--statistics").out
    assert out.startswith("::error file=README.md,")
    assert out.endswith("1 error in 1 file\n")


FIXABLE = ONE_ERROR.replace("https://", "htps://")
FIX = "README.md:3:17: fixed[link-malformed] Write `https://a.example`\n"


def test_show_fixes(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(FIXABLE)
    result = cli("--fix", "--show-fixes", "--quiet")
    assert result == (1, f"{FIX}{ERROR}\n", "")
    assert (directory / "README.md").read_text() == ONE_ERROR
    assert cli("--fix", "--show-fixes", "--quiet").out == f"{ERROR}\n"
    assert cli("--show-fixes") == (2, "", "error: --show-fixes goes with --fix or --fix-only\n")
    result = cli("--fix", "--show-fixes", "--format=json", "-", stdin=FIXABLE.encode())
    assert result.out == ONE_ERROR
    assert result.err.startswith(FIX.replace("README.md", "<stdin>"))


def test_a_file_that_is_not_written_has_no_fixes(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(FIXABLE)
    (directory / "link.md").hardlink_to(directory / "README.md")
    assert "fixed[" not in cli("--fix", "--show-fixes").out


def test_fix_only(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(FIXABLE)
    assert cli("--fix-only", "--show-fixes") == (0, f"{FIX}1 finding fixed in 1 file\n", "")
    assert (directory / "README.md").read_text() == ONE_ERROR
    assert cli("--fix-only") == (0, "", "")
    assert cli("--fix-only", "-", stdin=FIXABLE.encode()) == (0, ONE_ERROR, "")
    assert json.loads(cli("--fix-only", "--format=json").out)["summary"]["errors"] == 1
    assert cli("--fix-only", "missing.md").status == 2
    assert cli("--fix-only", "--diff").err == "error: --fix and --diff exclude each other\n"


@pytest.mark.parametrize(
    ("arguments", "environment", "terminal", "colored"),
    [
        ([], {}, False, False),
        ([], {}, True, True),
        ([], {"NO_COLOR": "1"}, True, False),
        ([], {"NO_COLOR": ""}, True, True),
        ([], {"TERM": "dumb"}, True, False),
        ([], {"FORCE_COLOR": "1"}, False, True),
        ([], {"FORCE_COLOR": "0"}, False, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ([], {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, False, True),
        ([], {"CLICOLOR": "0"}, True, False),
        ([], {"CLICOLOR": "1"}, False, False),
        (["--color=never"], {"FORCE_COLOR": "1"}, True, False),
        (["--color=always"], {"NO_COLOR": "1"}, False, True),
        (["--color=never"], {}, True, False),
        ([], {"AWESOME_LINT_COLOR": "always"}, False, True),
    ],
)
@pytest.mark.usefixtures("readme")
def test_color(
    cli: Cli,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    terminal: bool,
    colored: bool,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert ("\x1b[" in cli(*arguments).out) is colored


def test_excerpts_fit_the_terminal(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directory / "README.md").write_text(ONE_ERROR.replace("A Paper", "A Paper " * 30))
    monkeypatch.setenv("COLUMNS", "50")
    excerpt = [line for line in cli().out.splitlines() if re.match(r"[ 3] \|", line)]
    assert len(excerpt) == 3
    assert 45 <= max(map(len, excerpt)) <= 50


@pytest.fixture
def step(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The summary file of a step in a GitHub workflow."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(directory / "step"))
    return directory / "step"


@pytest.mark.usefixtures("readme")
def test_summary_of_a_step(cli: Cli, step: Path) -> None:
    cli("--format=json=r.json")
    text = step.read_text(encoding="utf-8")
    assert text.startswith("## awesome-lint\n\n1 error in 1 file\n")
    assert "| error | `README.md:3` | 3 cells for 2 columns" in text


COMMIT = "0123456789" * 4


def test_findings_link_to_the_commit_of_the_workflow(
    cli: Cli, step: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(directory, {"lists/a [b].md": ONE_ERROR})
    repository(directory / "other", {"README.md": ONE_ERROR})
    for name, value in {
        "GITHUB_REPOSITORY": "me/list",
        "GITHUB_SHA": COMMIT,
        "GITHUB_WORKSPACE": str(directory),
    }.items():
        monkeypatch.setenv(name, value)
    cli("lists/a [b].md", "other/README.md")
    text = step.read_text(encoding="utf-8")
    url = f"https://github.com/me/list/blob/{COMMIT}/lists/a%20%5Bb%5D.md#L3"
    assert f"| error | [`lists/a [b].md:3`]({url}) | 3 cells" in text
    # This file is in another repository.
    assert "| error | `other/README.md:3` | 3 cells" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_REPOSITORY", "me/list) [x](https://evil.example"),
        ("GITHUB_SHA", "main"),
        ("GITHUB_WORKSPACE", "/nowhere"),
    ],
)
def test_findings_without_a_commit_have_no_link(
    cli: Cli, step: Path, directory: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    repository(directory, {"README.md": ONE_ERROR})
    known = {
        "GITHUB_REPOSITORY": "me/list",
        "GITHUB_SHA": COMMIT,
        "GITHUB_WORKSPACE": str(directory),
    }
    for variable, text in (known | {name: value}).items():
        monkeypatch.setenv(variable, text)
    cli()
    assert "| error | `README.md:3` | 3 cells" in step.read_text(encoding="utf-8")


@pytest.mark.usefixtures("readme")
def test_summary_is_added_to_what_is_there(cli: Cli, step: Path) -> None:
    step.write_text("# Another command")
    cli()
    cli()
    text = step.read_text(encoding="utf-8")
    assert text.startswith("# Another command\n\n## awesome-lint\n")
    assert text.count("\n\n## awesome-lint\n") == 2


@pytest.mark.usefixtures("readme")
def test_no_summary_elsewhere(cli: Cli, step: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "")
    cli()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(step))
    monkeypatch.delenv("GITHUB_ACTIONS")
    cli()
    assert not step.exists()


@pytest.mark.usefixtures("readme")
def test_summary_that_cannot_be_written_is_a_note(cli: Cli, step: Path) -> None:
    step.mkdir()
    result = cli("--quiet", "--format=text")
    assert result == (
        1,
        f"{ERROR}\n",
        "note: the summary of this step cannot be written: Is a directory\n",
    )


@pytest.mark.usefixtures("readme")
def test_summary_that_would_not_fit_is_a_note(cli: Cli, step: Path) -> None:
    step.write_bytes(b"x" * 1_000_000)
    result = cli("--quiet", "--format=text")
    assert (result.status, result.err) == (1, "note: the summary of this step is full\n")
    assert step.stat().st_size == 1_000_000
