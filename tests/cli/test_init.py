"""`awesome-lint init`: the files that it writes, and what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from awesome_lint.config import file
from cli_helpers import ONE_ERROR, Cli
from paths import ROOT
from repositories import repository, write

BIN = Path(sys.executable).parent
CONFIGURATION, WORKFLOW, HOOKS = WRITTEN = (
    ".awesome-lint.yml",
    ".github/workflows/awesome-lint.yml",
    ".pre-commit-config.yaml",
)
LIST = "# Robots\n\n" + "".join(
    f"- [{letter} Robot on Ice](https://example.org/{letter}), ICRA 20{year}\n"
    for letter, year in zip("ABCDEFGHIJKLMNOPQRSTUVW", (24, 22, 23) * 9, strict=False)
)


@pytest.fixture
def init(cli: Cli, directory: Path) -> Cli:
    """Run the command without options, in a repository."""
    repository(directory, {})
    return lambda *arguments: cli("init", *arguments, online=True)


def test_init_of_a_readme(init: Cli, directory: Path) -> None:
    write(directory, {"README.md": ONE_ERROR, "CONTRIBUTING.md": "# Help\n"})

    result = init()

    assert (result.status, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= 80
    assert result.out.startswith(
        "README.md: 1 entry, 1 table, 1 link\n"
        "  1 error (links not checked)\n"
        "wrote .awesome-lint.yml: the configuration\n"
        "wrote .github/workflows/awesome-lint.yml: pull requests, all links on Mondays\n"
        "wrote .pre-commit-config.yaml: run `pre-commit install` to use it\n"
    )
    assert file.load(directory / CONFIGURATION).rules == {}
    assert "paths:" not in (directory / WORKFLOW).read_text()
    assert "files:" not in (directory / HOOKS).read_text()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert (directory / HOOKS).read_text() in readme


@pytest.mark.parametrize("path", [".github/README.md", "docs/README.md"])
def test_init_of_a_readme_in_another_directory(init: Cli, directory: Path, path: str) -> None:
    write(directory, {path: ONE_ERROR})

    result = init()

    assert result.out.startswith(f"{path}: 1 entry, 1 table, 1 link\n")
    # It is what the action and the hooks lint by default.
    assert "paths:" not in (directory / WORKFLOW).read_text()
    assert "files:" not in (directory / HOOKS).read_text()


def test_init_of_a_readme_that_github_does_not_show(init: Cli, directory: Path) -> None:
    write(directory, {"README.md": ONE_ERROR, ".github/README.md": ONE_ERROR})
    assert init().out.startswith(".github/README.md: 1 entry")
    assert "paths:" not in (directory / WORKFLOW).read_text()


def test_init_of_several_lists(init: Cli, directory: Path) -> None:
    fixable = ONE_ERROR.replace("https://", "htps://")
    files = {"README.md": fixable, "lists/a (1).md": LIST, "lists/b.md": LIST, "notes.md": "# A\n"}
    write(directory, files)

    out = init().out

    assert out.startswith(
        "README.md: 1 entry, 1 table, 1 link\n"
        "  2 errors (links not checked); 1 can be fixed with --fix\n"
        "lists/a (1).md: 23 entries, 23 links\n"
        "  no findings (links not checked)\n"
    )
    action = yaml.safe_load((directory / WORKFLOW).read_text())["jobs"]["lint"]["steps"][1]
    lists = ["README.md", "lists/a (1).md", "lists/b.md"]
    assert action["with"]["paths"].splitlines() == lists
    hooks = yaml.safe_load((directory / HOOKS).read_text())["repos"][0]["hooks"]
    for hook in hooks:
        assert [name for name in files if re.search(hook["files"], name)] == lists


@pytest.mark.parametrize(
    ("text", "order", "rules"),
    [
        (LIST, "title", {"by": "title"}),
        (
            "".join(
                f"- [{'BA'[year % 2]} Robot {year}](https://example.org/{year}), ICRA {year}\n"
                for year in range(2024, 1990, -1)
            ),
            "year, descending",
            {"by": "year", "order": "descending"},
        ),
    ],
)
def test_init_keeps_the_order_of_a_list(
    init: Cli, directory: Path, text: str, order: str, rules: dict[str, str]
) -> None:
    write(directory, {"README.md": text})
    assert f"\nentries are sorted by {order}\n" in init().out
    written = yaml.safe_load((directory / CONFIGURATION).read_text())
    assert written["rules"] == {"sort-order": rules}
    assert file.load(directory / CONFIGURATION).rules["sort-order"].options == rules


def test_what_init_writes_is_valid(init: Cli, directory: Path) -> None:
    write(directory, {"README.md": LIST, "lists/b.md": LIST})
    init()
    schema = ["--builtin-schema", "vendor.github-workflows", str(directory / WORKFLOW)]
    subprocess.run([BIN / "check-jsonschema", *schema], check=True, capture_output=True)
    subprocess.run([BIN / "pre-commit", "validate-config", directory / HOOKS], check=True)
    found = subprocess.run(
        [BIN / "zizmor", "--offline", "--persona=auditor", "--quiet", directory / WORKFLOW],
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    assert found.startswith("No findings to report.")
    ci = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    for uses in re.findall("uses: (actions/.*)", (directory / WORKFLOW).read_text()):
        assert uses in ci


@pytest.mark.parametrize("name", [*WRITTEN, ".awesome-lint.yaml"])
def test_init_overwrites_nothing(init: Cli, directory: Path, name: str) -> None:
    write(directory, {"README.md": LIST, name: "# mine\n"})
    result = init()
    assert f"kept {name}, which exists\n" in result.out
    assert (directory / name).read_text() == "# mine\n"
    assert ("to use the hooks, add this" in result.out) == (name == HOOKS)
    contents = {each: (directory / each).read_bytes() for each in WRITTEN[1:]}
    assert init().out.count("kept ") == 3
    assert {each: (directory / each).read_bytes() for each in contents} == contents


def test_init_follows_no_symbolic_link(init: Cli, directory: Path) -> None:
    write(directory, {"README.md": LIST})
    (directory / CONFIGURATION).symlink_to(directory / "elsewhere.yml")
    assert f"kept {CONFIGURATION}, which exists" in init().out
    assert not (directory / "elsewhere.yml").exists()


def test_init_outside_of_a_repository(cli: Cli, directory: Path) -> None:
    (directory / ".git").rmdir()
    write(directory, {"README.md": LIST})
    out = cli("init", online=True).out
    assert "not in a git repository: no workflow and no hook is written\n" in out
    assert sorted(each.name for each in directory.iterdir()) == [CONFIGURATION, "README.md"]


def test_init_that_cannot_be_used(
    init: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert init("--offline").err == (
        "error: init takes no arguments: it sets up the current directory\n"
    )
    assert init("--help").out.startswith("Usage: awesome-lint init\n")
    assert init() == (2, "", "error: .: no Markdown file in this directory\n")
    write(directory, {"notes.md": "# Notes\n", "lists/a.md": LIST})
    write(directory, {".gitignore": "lists"})
    assert init().err == (
        "error: no list found: no README.md, and no Markdown file with 10 entries\n"
    )
    monkeypatch.chdir(directory / "lists")
    assert init().err.startswith("error: run `awesome-lint init` in the top directory, ")
    assert not (directory / CONFIGURATION).exists()


def test_a_directory_named_init_is_linted(cli: Cli, directory: Path) -> None:
    write(directory, {"init/a.md": ONE_ERROR})
    assert cli("init", online=True).out.startswith("init/a.md:3:38: error[")


def test_a_second_init_does_not_ask_for_the_hooks_again(init: Cli, directory: Path) -> None:
    write(directory, {"README.md": ONE_ERROR})
    init()
    again = init()
    assert (again.status, again.err) == (0, "")
    assert "kept .pre-commit-config.yaml, which exists\n\nNext:\n" in again.out
    (directory / HOOKS).unlink()
    (directory / HOOKS).mkdir()
    assert "to use the hooks, add this" in init().out
