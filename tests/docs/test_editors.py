"""The settings of editors: they can be parsed, and what they start and match exists."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cli_helpers import spawn
from lsp_client import LspClient
from paths import ROOT

PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
COMMAND = ["awesome-lint", "server"]
LIST = (
    "| Title | Venue |\n|:--|:--|\n| Robots on Ice | Avrxi 2024 |\n"
    "| Robots in Watér | Avrxi 2024 | lost |\n"
)
FINDINGS = [
    ("README.md", 3, 19, "error", "venue-typo"),
    ("README.md", 4, 21, "error", "venue-typo"),
    ("README.md", 4, 34, "error", "table-column-count"),
]


def block(section: str, info: str) -> str:
    """Return the first block of a kind in a section of the page."""
    _, _, text = PAGE.partition(f"### {section}\n")
    match = re.search(rf"^```{re.escape(info)}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[1]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    return tmp_path


def report(directory: Path) -> list[str]:
    result = spawn("--offline", "--quiet", cwd=directory)
    assert result.returncode == 1
    return [*result.stdout.splitlines()]


def test_vs_code() -> None:
    settings = json.loads(block("VS Code", "json settings.json"))
    command = [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]]
    assert command == COMMAND
    assert settings["glspc.server.languageId"] == ["markdown"]
    assert settings["[markdown]"]["editor.codeActionsOnSave"] == {
        "source.fixAll.awesome-lint": "explicit"
    }


def test_neovim() -> None:
    text = block("Neovim", "lua")
    (command,) = re.findall(r"cmd = \{ (.*?) \}", text)
    assert json.loads(f"[{command}]") == COMMAND
    assert re.findall(r'vim\.lsp\.(\w+)\("(\w+)"', text) == [
        ("config", "awesome_lint"),
        ("enable", "awesome_lint"),
    ]
    for one, other in ("()", "{}"):
        assert text.count(one) == text.count(other)


def test_helix() -> None:
    settings = tomllib.loads(block("Helix", "toml"))
    (language,) = settings["language"]
    server = settings["language-server"][language["language-servers"][0]]
    assert [server["command"], *server["args"]] == COMMAND
    assert language["name"] == "markdown"


def test_zed() -> None:
    settings = json.loads(block("Zed", "json settings.json"))
    binary = settings["lsp"]["marksman"]["binary"]
    assert [binary["path"], *binary["arguments"]] == COMMAND


def test_the_command_is_a_language_server(directory: Path) -> None:
    assert (Path(sys.executable).parent / COMMAND[0]).exists()
    with LspClient(directory) as client:
        kinds = client.server["capabilities"]["codeActionProvider"]["codeActionKinds"]
        assert "source.fixAll.awesome-lint" in kinds
        found = client.diagnostics(client.open("README.md", LIST))
    assert [each["code"] for each in found] == [rule for *_, rule in FINDINGS]


def test_the_report_in_the_page() -> None:
    (line,) = re.findall(r"^README\.md:\d.*$", PAGE, re.MULTILINE)
    example = re.findall(r"^README\.md:\d.*$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert line == example[0]


def problem_matcher() -> dict[str, Any]:
    (task,) = json.loads(block("VS Code tasks", "json tasks.json"))["tasks"]
    assert [task["command"], *task["args"]] == ["awesome-lint", "--watch"]
    matcher: dict[str, Any] = task["problemMatcher"]
    return matcher


def test_the_problem_matcher_matches_the_report(directory: Path) -> None:
    pattern = problem_matcher()["pattern"]
    found = []
    for line in report(directory):
        match = re.search(pattern["regexp"], line)
        assert match is not None
        place = [match[pattern[key]] for key in ("file", "line", "column", "severity", "code")]
        found.append((place[0], int(place[1]), int(place[2]), *place[3:]))
        assert line.endswith(f"[{place[4]}] {match[pattern['message']]}")
    assert found == FINDINGS


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_the_problem_matcher_matches_the_watch(directory: Path) -> None:
    from terminal import terminal

    matcher = problem_matcher()
    background = matcher["background"]
    with terminal("--watch", directory=directory) as opened:
        first = opened.read_until(background["endsPattern"].removeprefix("^"))
        (directory / "README.md").write_text("# Robots\n")
        second = opened.read_until(background["endsPattern"].removeprefix("^"))
    shown = [re.sub(r"\x1b\[[\d;]*\w", "", each).splitlines() for each in (first, second)]
    for lines in shown:
        assert re.search(background["endsPattern"], lines[-1])
    assert not any(re.search(background["beginsPattern"], line) for line in shown[0])
    assert any(re.search(background["beginsPattern"], line) for line in shown[1])
    matched = [
        sum(bool(re.search(matcher["pattern"]["regexp"], line)) for line in lines)
        for lines in shown
    ]
    assert matched == [len(FINDINGS), 0]


def test_the_problem_matcher_in_node(directory: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node, whose regular expressions VS Code uses, is not here")
    script = (
        "const [pattern, ...lines] = process.argv.slice(1);"
        "const found = lines.map((line) => new RegExp(pattern).exec(line).slice(1, 6));"
        "console.log(JSON.stringify(found))"
    )
    command = [node, "-e", script, problem_matcher()["pattern"]["regexp"], *report(directory)]
    result = subprocess.run(command, capture_output=True, check=True, text=True)
    assert [
        (each[0], int(each[1]), int(each[2]), *each[3:]) for each in json.loads(result.stdout)
    ] == FINDINGS


def test_the_error_format_of_vim(directory: Path) -> None:
    vim = shutil.which("vim")
    if vim is None:
        pytest.skip("vim is not here")
    settings = directory / "markdown.vim"
    settings.write_text(block("Vim", "vim"))
    (directory / "found").touch()
    script = directory / "script.vim"
    script.write_text(
        f"source {settings}\n"
        "silent make!\n"
        "let found = []\n"
        "for each in getqflist()\n"
        "  call add(found, [bufname(each.bufnr), each.lnum, each.col, each.type, each.text])\n"
        "endfor\n"
        "call writefile([json_encode(found)], 'found')\n"
        "qall!\n"
    )
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    command = [vim, "-u", "NONE", "-N", "-es", "-c", f"source {script}", "README.md"]
    subprocess.run(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=60,
    )
    found = json.loads((directory / "found").read_text(encoding="utf-8"))
    places = [(name, line, column, kind) for name, line, column, kind, _ in found]
    assert places == [(*place[:3], place[3][0]) for place in FINDINGS]
    assert [text.partition(" ")[0] for *_, text in found] == [f"[{each[4]}]" for each in FINDINGS]
