"""Files that reports and baselines never overwrite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli_helpers import ONE_ERROR, Cli, spawn
from repositories import event

CONFIG = "rules: {table-column-count: warning}\n"


@pytest.fixture
def files(directory: Path) -> dict[Path, bytes]:
    """A list with a configuration and a baseline, and links to them."""
    (directory / "README.md").write_text(ONE_ERROR)
    (directory / ".awesome-lint.yml").write_text(CONFIG)
    (directory / "lists").mkdir()
    (directory / "lists" / "a.md").write_text(ONE_ERROR)
    (directory / "lists" / ".awesome-lint.yaml").write_text(CONFIG)
    (directory / "other.yml").write_text(CONFIG)
    (directory / "known.json").write_text('{"version": 1, "findings": []}')
    for name in ("README.md", ".awesome-lint.yml", "other.yml", "known.json"):
        (directory / f"link-{name}").symlink_to(name)
        os.link(directory / name, directory / f"hard-{name}")
    (directory / "here").symlink_to(".")
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def spellings(name: str, directory: Path) -> list[str]:
    plain = [name, f"./{name}", f"lists/../{name}", str(directory / name), f"here/{name}"]
    return [*plain, f"link-{name}", f"hard-{name}", f"here/link-{name}"]


@pytest.mark.parametrize(
    ("name", "arguments", "what"),
    [
        ("README.md", [], "a file that is linted"),
        ("README.md", ["README.md"], "a file that is linted"),
        ("README.md", ["."], "a file that is linted"),
        ("README.md", ["--stdin-filename=README.md", "-"], "a file that is linted"),
        (".awesome-lint.yml", [], "a configuration"),
        ("other.yml", ["--config=other.yml"], "a configuration"),
        ("other.yml", ["--config=here/other.yml"], "a configuration"),
        ("known.json", ["--baseline=known.json"], "the baseline"),
        ("known.json", ["--baseline=known.json", "--prune-baseline"], "the baseline"),
    ],
)
@pytest.mark.parametrize("option", ["--format=json={}", "--write-baseline={}"])
def test_what_a_run_reads_is_not_replaced(
    cli: Cli,
    directory: Path,
    files: dict[Path, bytes],
    name: str,
    arguments: list[str],
    what: str,
    option: str,
) -> None:
    if "write" in option and what == "the baseline":
        pytest.skip("--baseline and --write-baseline exclude each other")
    for spelling in spellings(name, directory):
        result = cli(option.format(spelling), *arguments)
        written = option.format(spelling).replace("=", " ", 1)
        assert (result.status, result.out) == (2, "")
        assert result.err == (
            f"error: {spelling}: cannot be written: `{written}` would replace {what}\n"
        )
    assert {path: path.read_bytes() for path in files} == files


@pytest.mark.parametrize("arguments", [["lists"], ["README.md"], ["--merge", "known.json"]])
@pytest.mark.parametrize("name", ["lists/.awesome-lint.yaml", "to-new", "lists/.awesome-lint.yml"])
def test_no_configuration_is_replaced_or_made(
    cli: Cli, directory: Path, files: dict[Path, bytes], arguments: list[str], name: str
) -> None:
    (directory / "to-new").symlink_to(".awesome-lint.yaml")
    result = cli(f"--format=json={name}", *arguments)
    assert result.err == (
        f"error: {name}: cannot be written: `--format json={name}` would replace a configuration\n"
    )
    assert {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()} == files


def test_a_report_that_is_merged_is_not_replaced(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(ONE_ERROR)
    cli("--format=json=r.json")
    (directory / "link.json").symlink_to("r.json")
    before = (directory / "r.json").read_bytes()
    for name in ("r.json", "./r.json", "link.json"):
        result = cli("--merge", "r.json", f"--format=json={name}")
        assert result.err == (
            f"error: {name}: cannot be written: `--format json={name}` would replace a report that"
            " is merged\n"
        )
    result = cli("--merge", "r.json", "--format=text=README.md")
    assert result.err.endswith("would replace a file that was linted\n")
    assert (directory / "r.json").read_bytes() == before
    assert (directory / "README.md").read_text() == ONE_ERROR


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("out.json", "out.json"),
        ("out.json", "./out.json"),
        ("out.json", "lists/../out.json"),
        ("out.json", "{directory}/out.json"),
        ("out.json", "here/out.json"),
        ("new.json", "to-new.json"),
        ("old.json", "to-old.json"),
        ("old.json", "hard-old.json"),
        ("out.json", "OUT.json"),
        ("caf\u00e9.json", "cafe\u0301.json"),
    ],
)
def test_two_reports_do_not_go_to_one_file(cli: Cli, directory: Path, one: str, other: str) -> None:
    (directory / "lists").mkdir()
    (directory / "here").symlink_to(".")
    (directory / "to-new.json").symlink_to("new.json")
    (directory / "old.json").write_text("old")
    (directory / "to-old.json").symlink_to("old.json")
    os.link(directory / "old.json", directory / "hard-old.json")
    other = other.format(directory=directory)

    result = cli(f"--format=json={one}", f"--format=sarif={other}")
    assert result == (
        2,
        "",
        (
            f"error: {other}: cannot be written: `--format json={one}` and `--format sarif={other}`"
            " name the same file\n"
        ),
    )
    result = cli(f"--format=json={one}", f"--write-baseline={other}")
    assert result.status == 2
    assert result.err.endswith(
        f"`--format json={one}` and `--write-baseline {other}` name the same file\n"
    )
    assert (directory / "old.json").read_text() == "old"
    assert not (directory / "out.json").exists()


@pytest.mark.usefixtures("readme")
def test_names_of_files_that_are_there_are_compared_as_files(cli: Cli, directory: Path) -> None:
    for name in ("r.json", "R.json"):
        (directory / name).touch()
    if (directory / "r.json").samefile(directory / "R.json"):
        pytest.skip("this file system does not know upper from lower case")
    assert cli("--format=json=r.json", "--format=gitlab=R.json").status == 1


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize(
    "name", [".git/config", ".git/hooks/pre-commit", "own/x", "config", "here/.git/x"]
)
@pytest.mark.parametrize("option", ["--format=json={}", "--write-baseline={}"])
def test_nothing_is_written_into_git_s_own_directory(
    cli: Cli, directory: Path, name: str, option: str
) -> None:
    (directory / ".git" / "hooks").mkdir()
    (directory / "own").symlink_to(".git")
    (directory / "config").symlink_to(".git/config")
    (directory / "here").symlink_to(".")
    written = option.format(name).replace("=", " ", 1)
    assert cli(option.format(name)) == (
        2,
        "",
        f"error: {name}: cannot be written by `{written}`: it is in git's own directory\n",
    )
    assert [path.name for path in (directory / ".git").iterdir()] == ["hooks"]


@pytest.mark.usefixtures("readme")
@pytest.mark.parametrize("target", ["out.json", "there/out.json"])
def test_a_report_of_a_pull_request_does_not_leave_the_repository(
    cli: Cli,
    directory: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    target: str,
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "out.json").write_text("mine")
    (directory / "out.json").symlink_to(outside / "out.json")
    (directory / "there").symlink_to(outside)
    event(directory, monkeypatch, "")

    result = cli(f"--format=json={target}")

    assert result.status == 2
    assert f"error: {target}: cannot be written by `--format json={target}`: " in result.err
    assert "symbolic link out of its repository\n" in result.err
    assert (outside / "out.json").read_text() == "mine"
    # A report may be outside if the workflow says so, and may be a device.
    assert cli(f"--format=json={outside / 'new.json'}").status == 1
    assert cli("--format=json=/dev/null").status == 1


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="needs /dev/stdin")
def test_standard_input_from_a_file_is_not_replaced(readme: Path) -> None:
    with readme.open() as stream:
        result = spawn("--offline", "--format=json=README.md", "-", cwd=readme.parent, stdin=stream)
    assert result.returncode == 2
    assert result.stderr.endswith("would replace a file that is linted\n")
    assert readme.read_text() == ONE_ERROR
