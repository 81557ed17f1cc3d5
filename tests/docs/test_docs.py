"""The documentation is correct: its examples run, and its links work."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import msgspec
import pytest
import yaml

from awesome_lint import document, rulebook
from awesome_lint.cli import add, main
from awesome_lint.cli import command as command_line
from awesome_lint.config import file
from awesome_lint.model import Document, KnownHost
from cli_helpers import Cli
from generated_docs import FILES
from paths import ROOT

BIN = Path(sys.executable).parent
REPOSITORY = "https://github.com/awesome-lint/awesome-lint"
MANUAL = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
PAGES = sorted((ROOT / "rules").glob("*.md"))

_FENCE = re.compile(r"^( *)(`{3,})([^\n`]*)\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block of a document, without its indentation."""

    path: Path
    line: int
    info: str
    text: str


def blocks(path: Path) -> Iterator[Block]:
    text = path.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        content = re.sub(rf"^{match[1]}", "", match[4], flags=re.MULTILINE)
        yield Block(path, text.count("\n", 0, match.start()) + 1, match[3], content)


def named(*infos: str) -> pytest.MarkDecorator:
    """Parametrise a test with the manual's blocks of these kinds."""
    found = [block for path in MANUAL for block in blocks(path) if block.info in infos]
    ids = [f"{block.path.name}:{block.line}" for block in found]
    return pytest.mark.parametrize("block", found, ids=ids)


@cache
def parse(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    return document.parse(path.name, text, rulebook.vocabulary())


@cache
def anchors(path: Path) -> set[str]:
    """Return the fragments of the headings of a document on GitHub."""
    slugs = (
        re.sub(r"[^\w\- ]", "", heading.text.strip().lower()).replace(" ", "-")
        for heading in parse(path).headings
    )
    return set(slugs)


@pytest.mark.parametrize("path", [*MANUAL, *PAGES], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in parse(path).links:
        if "://" in link.url:
            continue
        target, _, fragment = link.url.partition("#")
        there = (path.parent / unquote(target)).resolve() if target else path
        assert there.is_relative_to(ROOT)
        assert there.exists(), f"line {link.span.line}: {link.url}"
        if fragment:
            assert fragment in anchors(there), f"line {link.span.line}: {link.url}"


def test_the_readme_leads_to_every_page() -> None:
    linked = {link.url.partition("#")[0] for link in parse(ROOT / "README.md").links}
    pages = {path.relative_to(ROOT).as_posix() for path in MANUAL} - {"README.md"}
    assert pages <= linked


@pytest.mark.parametrize("path", [*MANUAL, *PAGES], ids=lambda path: path.name)
def test_links_to_the_repository_lead_somewhere(path: Path) -> None:
    for link in parse(path).links:
        match = re.match(rf"{REPOSITORY}/(?:blob|tree)/main/([^#]+)", link.url)
        assert match is None or (ROOT / match[1]).exists(), link.url


def test_the_manual_is_lint_clean(capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(path) for path in [*MANUAL, *PAGES]]

    status = main(["--offline", "--no-config", "--fail-on=info", "--quiet", "--", *paths])

    assert capsys.readouterr().out == ""
    assert status == 0


@pytest.mark.parametrize("name", FILES)
def test_what_is_generated_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == FILES[name](), "run make docs"


def test_the_example_in_the_readme_is_the_output_of_the_linter(tmp_path: Path) -> None:
    shown = {block.info: block.text for block in blocks(ROOT / "README.md")}
    (tmp_path / "README.md").write_text(shown["markdown"])

    result = subprocess.run(
        [sys.executable, "-m", "awesome_lint", "--offline", "README.md"],
        cwd=tmp_path,
        env=os.environ | {"COLUMNS": "88"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert result.stdout == shown["text"]
    assert result.returncode == 1


@named("sh")
def test_commands(block: Block, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "README.md").write_text("# A list\n")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "papers.md").write_text("# Papers\n")
    for line in block.text.splitlines():
        command = shlex.split(line, comments=True)
        if not command:
            continue
        if command[0] == "awesome-lint" and "--watch" in command:
            assert not isinstance(command_line.parse(command[1:]), int)
        elif command[:2] == ["awesome-lint", "add"]:
            assert not isinstance(add.parse(command[2:]), int)
        elif command[0] == "awesome-lint":
            result = cli(*command[1:], online=True)
            assert result.status == 0, f"{line}\n{result.err}"
        elif command[0] == "make":
            assert f"\n{command[1]}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
        elif command[0] in {"pipx", "uvx"}:
            unreleased = "no release yet" in (ROOT / "README.md").read_text(encoding="utf-8")
            source = f"git+{REPOSITORY}" if unreleased else "awesome-lint"
            pattern = rf"(?:.+ @ )?{re.escape(source)}(?:\[\w+\])?"
            assert any(re.fullmatch(pattern, word) for word in command)
        elif command[0] == "docker":
            assert command[-1] == f"{REPOSITORY}.git" or command[-2:] == [
                "awesome-lint",
                "README.md",
            ]
        else:
            assert command[:2] == ["git", "clone"], f"nothing tests {line}"
            assert command[2] == REPOSITORY


@named("yaml")
def test_yaml(block: Block, tmp_path: Path) -> None:
    text = block.text
    content = yaml.safe_load(text)
    if isinstance(content, list) and content[0].keys() & {"uses", "run", "id"}:
        steps = [f"      {line}" for line in text.splitlines()]
        text = "\n".join(
            ["on: push", "jobs:", "  lint:", "    runs-on: ubuntu-latest", "    steps:", *steps]
        )
        content = yaml.safe_load(text)
    elif isinstance(content, list) and "host" in content[0]:  # rows of hosts.yml
        assert msgspec.convert(content, list[KnownHost])
        return
    elif isinstance(content, list):  # rows of venues.yml
        text = f"venues:\n  add: {content}"
        content = yaml.safe_load(text)
    if "jobs" in content:
        assert_workflow(text, tmp_path)
    elif "repos" in content:
        path = tmp_path / "config.yaml"
        path.write_text(text)
        subprocess.run([BIN / "pre-commit", "validate-config", path], check=True)
    else:
        file.loads(text, ".awesome-lint.yml")


def assert_workflow(text: str, directory: Path) -> None:
    path = directory / "workflow.yml"
    path.write_text(text)
    result = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    for job in yaml.safe_load(text)["jobs"].values():
        for step in job["steps"]:
            uses = step.get("uses", "")
            if uses.startswith("awesome-lint/"):
                assert uses == "awesome-lint/awesome-lint@main"
                assert step.get("with", {}).keys() <= action["inputs"].keys()
            elif uses:
                assert f"uses: {uses}" in (ROOT / ".github/workflows/ci.yml").read_text()
            for output in re.findall(r"steps\.lint\.outputs\.([\w-]+)", str(step)):
                assert output in action["outputs"]


@pytest.mark.parametrize("section", ["Inputs", "Outputs"])
def test_the_actions_page_has_every_input_and_output(section: str) -> None:
    page = parse(ROOT / "docs" / "github-action.md")
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (table,) = [table for table in page.tables if table.section and table.section.text == section]

    documented = [row.cells[0].text for row in table.rows]

    assert documented == list(action[section.lower()])


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: path.name)
def test_options_exist(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["add"], ["export"]):
        main([*command, "--help"])
    known = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    prose = _FENCE.sub("", path.read_text(encoding="utf-8"))

    for code in re.findall(r"`([^`\n]+)`", prose):
        if code.startswith(("--", "awesome-lint ")):
            assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)) <= known, code


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the project, to add a rule to."""
    if not (ROOT / "src").is_dir():
        pytest.skip("the sources are not here to add a rule to")
    for name in ("src", "rules", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "CONTRIBUTING.md", tmp_path)
    (tmp_path / "tests" / "rules").mkdir(parents=True)
    return tmp_path


def new_rule(project: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run what `make rule` runs."""
    return subprocess.run(
        [sys.executable, project / "tools" / "new_rule.py", name],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_new_rule_works_as_laid_out(copied: Path) -> None:
    result = new_rule(copied, "title-loud")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "wrote rules/title-loud.md",
        "wrote src/awesome_lint/rules/title_loud.py",
        "wrote tests/rules/test_title_loud.py",
        "added title-loud to src/awesome_lint/rules/__init__.py: move it next to related rules",
    ]
    page = copied / "rules" / "title-loud.md"
    examples = {block.info: block.text for block in blocks(page)}

    # Coverage is not measured for the copy.
    environment = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}

    def run(*command: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=copied,
            env=environment | {"PYTHONPATH": str(copied / "src")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        ).stdout

    def lint(readme: str) -> str:
        (copied / "README.md").write_text(readme)
        return run("awesome_lint", "--offline", "--quiet", "README.md")

    assert lint(examples["markdown bad"]) == examples["text"].splitlines(keepends=True)[0]
    assert lint(examples["markdown good"]) == ""
    assert "title-loud" in run("awesome_lint", "--list-rules")
    code = copied / "src" / "awesome_lint" / "rules"
    for path in (code / "title_loud.py", code / "__init__.py"):
        checker = Path(sys.executable).parent / "ruff"
        subprocess.run([checker, "check", "--quiet", path], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", ["", "Title-Loud", "title", "../x-y", "title-loud;x"])
def test_a_new_rule_needs_a_name(copied: Path, name: str) -> None:
    result = new_rule(copied, name)
    assert result.returncode == 2
    assert result.stderr == f"not the name of a rule: {name!r}. Names are like title-shouted\n"


def test_a_new_rule_overwrites_nothing(copied: Path) -> None:
    result = new_rule(copied, "venue-typo")
    assert (result.returncode, result.stderr) == (2, "rules/venue-typo.md exists\n")
    assert (copied / "rules" / "venue-typo.md").read_bytes() == (
        ROOT / "rules" / "venue-typo.md"
    ).read_bytes()
