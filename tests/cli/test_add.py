"""`awesome-lint add`: what is printed, and the exit status."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from awesome_lint.cli import main
from awesome_lint.links import records
from cli_helpers import Cli
from fakenet import Internet
from fakenet.registries.arxiv import Arxiv
from fakenet.world import Page, Paper

LIST = """\
# Papers

- [Walking Robots on Thin Ice](https://arxiv.org/abs/2401.01234), ICRA 2024
- [Snow Maps for Slow Rovers](https://arxiv.org/abs/2402.01234), arXiv 2024
"""
TOOLS = "\n# Tools\n\n- [yeti](https://github.com/example/yeti) - Searches for tracks.\n"
PAPERS = {"2405.00001": Paper(title="A Benchmark for \u202eAgents on Thin Ice")}
LINE = "- [A Benchmark for Agents on Thin Ice](https://arxiv.org/abs/2405.00001), arXiv 2024"
TODAY = f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.fixture(autouse=True)
def net(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """Registries, and a list in the current directory."""
    (directory / "README.md").write_text(LIST)
    with Internet({}, services=Arxiv(PAPERS).services) as net:
        connect(monkeypatch, net)
        yield net


def connect(monkeypatch: pytest.MonkeyPatch, net: Internet) -> None:
    look_up = partial(records.look_up_records, connector_factory=net.connector)
    monkeypatch.setattr(records, "look_up_records", look_up)


def test_an_entry_is_added_and_then_refused(cli: Cli) -> None:
    result = cli("add", "2405.00001", online=True)
    shown = "README.md:5: added to `Papers`: `A Benchmark for Agents on Thin Ice`"
    assert result == (0, f"{shown} (record of {TODAY})\n  {LINE}\n", "")
    assert Path("README.md").read_text() == LIST + LINE + "\n"
    again = cli("add", "2405.00001", online=True)
    assert again == (
        1,
        "",
        (
            "not added: 2405.00001: already in README.md, line 5:"
            " `A Benchmark for Agents on Thin Ice`\n"
        ),
    )


def test_a_dry_run_prints_a_diff(cli: Cli) -> None:
    cli("add", "2405.00001", "--dry-run", online=True)
    result = cli("add", "2405.00001", "--dry-run", "--offline", online=True)
    assert result.status == 0
    assert result.out.splitlines()[-1] == "+" + LINE
    assert result.err == (
        "README.md:5: would be added to `Papers`: `A Benchmark for Agents on Thin Ice`"
        f" (record of {TODAY}, from the cache)\n"
    )
    assert Path("README.md").read_text() == LIST


def test_findings_about_an_entry_are_notes(cli: Cli) -> None:
    Path(".awesome-lint.yml").write_text("rules: {link-host: {allow: [github.com]}}\n")
    result = cli("add", "2405.00001", online=True)
    assert result.status == 0
    assert result.err.startswith("note: README.md:5: link-host: ")


def test_identifiers_from_standard_input(cli: Cli) -> None:
    result = cli("add", "--from", "-", stdin=b"# new\n2405.00001\n", online=True)
    assert result.status == 0


def test_wrong_usage(cli: Cli) -> None:
    assert cli("add", "2405.00001", "--too", "x", online=True).err == (
        "error: unknown option `--too`: did you mean `--to`?\n"
    )
    assert cli("add", "2405.00001", "--diff", online=True).err == (
        "error: unknown option `--diff`: did you mean `--dry-run`?\n"
    )
    assert cli("add", "2405.00001", "--json", online=True).err == (
        "error: unknown option `--json` (--help lists all options)\n"
    )
    assert cli("add", "2405.00001", "--to", "x", "--pick", online=True).err == (
        "error: --to and --pick exclude each other\n"
    )
    assert cli("add", "x", online=True).status == 2
    assert cli("add", "2405.00001", "--file", "no.md", online=True).status == 2
    assert cli("add", "--help", online=True).out.startswith("Usage: awesome-lint add [OPTIONS]")


def test_a_registry_without_a_response(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with Internet({}, services=Arxiv(PAPERS, page=Page(status=503)).services) as net:
        connect(monkeypatch, net)
        result = cli("add", "2405.00001", online=True)
    assert result.status == 2
    assert result.err.splitlines()[-1] == (
        "not added: 2405.00001: no registry gave a usable response"
    )


def test_a_section_is_picked_on_a_terminal(
    directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(directory)
    Path("README.md").write_text(LIST + TOOLS)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("3\none\n1\n"))
    status = main(["add", "2405.00001", "--pick", "--no-cache"])
    out, err = capsys.readouterr()
    assert status == 0
    assert out.startswith("README.md:5: added to `Papers`")
    assert err == (
        "1  Papers (2)\n2  Tools (1)\nSection: error: `3` is not a number from 1 to 2\n"
        "Section: error: `one` is not a number from 1 to 2\nSection: "
    )


def test_a_section_is_not_picked_without_a_terminal(cli: Cli) -> None:
    assert cli("add", "2405.00001", "--pick", online=True) == (
        2,
        "",
        "error: --pick needs a terminal: name the section with --to\n",
    )


def test_a_file_of_this_name_is_linted(cli: Cli) -> None:
    Path("add").write_text("# A list\n")
    assert cli("--offline", "add", online=True).status == 0
    assert "2405.00001: no such file" in cli("--offline", "add", "2405.00001", online=True).err


def test_quiet_and_verbose(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".awesome-lint.yml").write_text("rules: {banned-words: {words: [ice]}}\n")
    shown = "README.md:5: added to `Papers`: `A Benchmark for Agents on Thin Ice`"
    result = cli("add", "2405.00001", "--quiet", online=True)
    assert result == (0, f"{shown} (record of {TODAY})\n", "")

    def fail(*_: object, **__: object) -> None:
        raise ValueError("Oops")

    monkeypatch.setattr(records, "look_up_records", fail)
    result = cli("add", "2405.00002", online=True)
    assert result.status == 2
    error, refused = result.err.splitlines()
    assert error.startswith("error: internal error in the lookup of records: ValueError: Oops; ")
    assert refused == "not added: 2405.00002: no registry gave a usable response"
    assert "note: Traceback" in cli("add", "2405.00002", "--verbose", online=True).err
    assert cli("add", "2405.00002", "-qv", online=True).err == (
        "error: --quiet and --verbose exclude each other\n"
    )
