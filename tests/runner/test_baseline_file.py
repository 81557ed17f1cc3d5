"""--baseline, --write-baseline and --prune-baseline."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from awesome_lint import links
from awesome_lint.engine import baseline
from cli_helpers import Cli
from fakenet import Internet
from paths import DOCS
from repositories import git, repository, write

SCHEMA = "baseline.schema.json"
HEAD = "| Title | Venue | Link |\n|:--|:--|:--|\n"
ONE = "| One Thing | Avrxi 2021 | [[Link]](https://a.example/one) |\n"
TWO = "| Another Thing | Arixv 2022 | [[Link]](https://a.example/two) |\n"
ONE_ERROR = (
    "README.md:3:15: error[venue-typo] `Avrxi` is a misspelling of `arXiv`:"
    " a search for the venue misses this entry\n"
)
TWO_ERRORS = (
    "README.md:4:19: error[venue-typo] `Arixv` is a misspelling of `arXiv`:"
    " a search for the venue misses this entry\n"
)


def known(directory: Path, name: str = "known.json") -> list[tuple[str, str, int]]:
    content = json.loads((directory / name).read_text())
    return [(each["path"], each["rule"], each.get("count", 1)) for each in content["findings"]]


def test_what_is_written_is_not_reported(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD + ONE})
    assert cli("--write-baseline=known.json") == (
        0,
        "No findings in 1 file (1 in the baseline)\n",
        "note: known.json: 1 finding written\n",
    )
    assert known(directory) == [("README.md", "venue-typo", 1)]
    assert cli("--quiet", "--baseline=known.json") == (0, "", "")
    write(directory, {"README.md": HEAD + ONE + TWO})
    result = cli("--baseline=known.json")
    assert result.status == 1
    assert result.out.startswith(TWO_ERRORS)
    assert "1 error in 1 file (1 in the baseline)\n" in result.out


def test_the_file_is_valid(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD + 2 * ONE + TWO})
    cli("--write-baseline=known.json")
    command = Path(sys.executable).parent / "check-jsonschema"
    arguments = ["--schemafile", str(DOCS / SCHEMA), str(directory / "known.json")]
    subprocess.run([command, *arguments], check=True, capture_output=True)
    content = json.loads((directory / "known.json").read_text())
    assert content["$schema"].endswith(f"/docs/{SCHEMA}")
    assert len(content["findings"]) > 2


def test_the_example_of_the_documentation_is_valid() -> None:
    text = (DOCS / "pull-requests.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert baseline.dumps(baseline.loads(example.encode(), "known.json")) == example


def test_a_baseline_takes_the_place_of_no_list(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD + ONE})
    (directory / "link.md").symlink_to("README.md")
    for name in ("README.md", "./README.md", "link.md"):
        message = (
            f"error: {name}: cannot be written: `--write-baseline {name}` would replace a file that"
            " is linted\n"
        )
        assert cli("--write-baseline", name) == (2, "", message)
    assert (directory / "README.md").read_text() == HEAD + ONE


def test_paths_are_seen_from_the_baseline(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory, {"lists/a b.md": HEAD + ONE, "README.md": HEAD + ONE, "kept/.keep": ""})
    cli("--write-baseline=kept/known.json", ".")
    assert [path for path, *_ in known(directory, "kept/known.json")] == [
        "../README.md",
        "../lists/a b.md",
    ]
    monkeypatch.chdir(directory / "lists")
    assert cli("--quiet", "--baseline=../kept/known.json", "a b.md", "../README.md").out == ""
    absolute = str(directory / "kept" / "known.json")
    assert cli("--quiet", f"--baseline={absolute}", str(directory / "README.md")).out == ""


def test_what_no_longer_occurs(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD + ONE + TWO, "other.md": HEAD + ONE})
    cli("--write-baseline=known.json", ".")
    before = (directory / "known.json").read_text()
    write(directory, {"README.md": HEAD + TWO})
    result = cli("--format=text", "--format=json=report.json", "--baseline=known.json", "README.md")
    assert result == (
        0,
        "No findings in 1 file (1 in the baseline)\n",
        "note: known.json: 1 existing finding no longer occurs: --prune-baseline removes it\n",
    )
    summary = json.loads((directory / "report.json").read_text())["summary"]
    assert (summary["baselined"], summary["outdated"]) == (1, 1)
    assert (directory / "known.json").read_text() == before
    # Baseline entries of rules that do not run are kept.
    assert cli("--select=link-empty", "--baseline=known.json", "README.md").err == ""
    assert cli("--prune-baseline", "--baseline=known.json", "README.md").err == (
        "note: known.json: 1 finding removed that no longer occurs\n"
    )
    assert known(directory) == [("README.md", "venue-typo", 1), ("other.md", "venue-typo", 1)]
    written = (directory / "known.json").stat()
    assert cli("--prune-baseline", "--baseline=known.json", ".") == (
        0,
        "No findings in 2 files (2 in the baseline)\n",
        "",
    )
    assert (directory / "known.json").stat() == written


def test_several_are_pruned_at_once(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD + ONE + TWO})
    cli("--write-baseline=known.json")
    write(directory, {"README.md": HEAD})
    assert cli("--baseline=known.json").err == (
        "note: known.json: 2 existing findings no longer occur: --prune-baseline removes them\n"
    )
    assert cli("--prune-baseline", "--baseline=known.json").err == (
        "note: known.json: 2 findings removed that no longer occur\n"
    )
    assert known(directory) == []


def test_fixes_are_applied_first(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": f"[a]()\n\n{HEAD}{ONE}"})
    cli("--fix", "--write-baseline=known.json")
    assert known(directory) == [("README.md", "link-empty", 1)]


def test_findings_in_the_baseline_are_not_fixed(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD + ONE})
    cli("--write-baseline=known.json")
    write(directory, {"README.md": HEAD + ONE + TWO})
    cli("--fix", "--baseline=known.json")
    assert (directory / "README.md").read_text() == HEAD + ONE + TWO.replace("Arixv", "arXiv")


def test_scope_and_baseline(cli: Cli, directory: Path) -> None:
    repository(directory, {"README.md": HEAD + ONE + TWO})
    cli("--write-baseline=known.json", "--select=venue-typo")
    # The row is touched, but its finding is in the baseline; that of its copy is not.
    write(
        directory, {"README.md": HEAD + ONE.replace("One", "1") + TWO + TWO.replace("An", "Yet an")}
    )
    result = cli("--quiet", "--select=venue-typo", "--baseline=known.json", "--diff-base=main")
    assert [line.split(":")[1] for line in result.out.splitlines()] == ["5"]
    summary = json.loads(
        cli("--select=venue-typo", "--format=json", "--baseline=known.json", "--diff-base=main").out
    )["summary"]
    assert (summary["baselined"], summary["out_of_scope"], summary["errors"]) == (2, 0, 1)


def test_of_equal_findings_the_old_one_is_known(cli: Cli, directory: Path) -> None:
    repository(directory, {"README.md": HEAD + ONE})
    cli("--write-baseline=known.json", "--select=venue-typo")
    run = partial(cli, "--quiet", "--select=venue-typo", "--baseline=known.json")
    write(directory, {"README.md": HEAD + ONE.replace("| [", "| See [") + ONE})
    assert run("--diff-base=main").out == ONE_ERROR
    assert run().out == ONE_ERROR.replace(":3:", ":4:")


def test_a_baseline_has_what_is_out_of_scope(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(directory, {"README.md": HEAD + ONE})
    event = directory / ".git" / "event.json"
    sha = git(directory, "rev-parse", "HEAD")
    event.write_text(json.dumps({"pull_request": {"base": {"sha": sha}}}))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    assert cli("--quiet", "--format=text").out == ""
    cli("--write-baseline=known.json")
    assert known(directory) == [("README.md", "venue-typo", 1)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--prune-baseline"], "--prune-baseline goes with --baseline"),
        (
            ["--write-baseline=a", "--baseline=b"],
            "--write-baseline and --baseline exclude each other",
        ),
        (
            ["--write-baseline=a", "--diff-base=main"],
            "--write-baseline and --diff-base exclude each other",
        ),
        (["--write-baseline=a", "--diff"], "--write-baseline and --diff exclude each other"),
        (
            ["--baseline=a", "--prune-baseline", "--diff"],
            "--prune-baseline and --diff exclude each other",
        ),
        (["--baseline=a"], "a: no such file: --write-baseline writes one"),
        (["--links=some"], "--links: `some` is not one of all, changed, none"),
    ],
)
def test_wrong_usage(cli: Cli, directory: Path, arguments: list[str], message: str) -> None:
    write(directory, {"README.md": HEAD})
    assert cli(*arguments) == (2, "", f"error: {message}\n")


def test_a_typed_option_is_stronger_than_a_variable(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory, {"README.md": HEAD + ONE})
    monkeypatch.setenv("AWESOME_LINT_BASELINE", "known.json")
    assert cli("--quiet", "--write-baseline=known.json").status == 0
    assert cli("--quiet") == (0, "", "")


def test_broken(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD, "known.json": '{"version": 1,\n"findngs": []}'})
    assert cli("--baseline=known.json") == (
        2,
        "",
        "error: known.json:2: unknown key `findngs` of `baseline`: did you mean `findings`?\n",
    )


def test_not_to_be_written(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD})
    result = cli("--write-baseline=no/known.json")
    assert (result.status, result.out) == (2, "")
    assert result.err == (
        "error: no/known.json: cannot be written by `--write-baseline no/known.json`: its directory"
        " does not exist\n"
    )


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    world = {"https://a.example/one": 404, "https://a.example/two": 404}
    with Internet(world) as net:
        run = partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        yield net


@pytest.mark.usefixtures("internet")
def test_dead_links_can_be_known(cli: Cli, directory: Path) -> None:
    write(directory, {"README.md": HEAD + ONE})
    cli("--select=link-dead", "--write-baseline=known.json", online=True)
    assert known(directory) == [("README.md", "link-dead", 1)]
    write(directory, {"README.md": HEAD + TWO + ONE})
    out = cli("--quiet", "--select=link-dead", "--baseline=known.json", online=True).out
    assert [line.split(":")[1] for line in out.splitlines()] == ["3"]
    # Offline, the state of the link is unknown.
    write(directory, {"README.md": HEAD})
    assert cli("--baseline=known.json").err == ""
    assert "1 existing finding no longer occurs" in cli("--baseline=known.json", online=True).err


def test_a_baseline_is_not_written_of_half_a_check(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory, {"README.md": HEAD + ONE})
    outcome = links.Outcome({}, offline=True)
    monkeypatch.setattr(links, "check_urls", lambda *_args, **_options: outcome)
    result = cli("--quiet", "--write-baseline=known.json", online=True)
    assert (result.status, result.err) == (
        2,
        "error: known.json: not written: not all links were checked (--links none checks none)\n",
    )
    assert not (directory / "known.json").exists()


def test_a_baseline_that_is_not_there_or_too_large(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory, {"README.md": HEAD + ONE, "lists/known.json": "x" * 11})
    error = "error: known.json: no such file: --write-baseline writes one\n"
    assert cli("--baseline=known.json") == (2, "", error)
    assert cli("--baseline=lists").err.startswith("error: lists: cannot be read: ")
    monkeypatch.setattr("awesome_lint.runner.baseline_file.MAX_BYTES", 10)
    error = "error: lists/known.json: larger than 0 MiB\n"
    assert cli("--baseline=lists/known.json") == (2, "", error)
