"""`awesome-lint server`: its options, and what it says where it cannot start."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli_helpers import Cli
from terminal import terminal


def test_help(cli: Cli) -> None:
    status, out, err = cli("server", "--help", online=True)
    assert (status, err) == (0, "")
    assert out.startswith("Usage: awesome-lint server [OPTIONS]\n")
    options = re.findall(r"^  (?:-\w, )?--([\w-]+)", out, re.MULTILINE)
    assert options == [
        *("select", "ignore", "preset", "config", "no-config", "baseline"),
        *("cache-dir", "no-cache", "exclude", "help"),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--select=x"], "--select: unknown rule `x`"),
        (["--fix"], "unknown option `--fix`"),
        (["README.md"], "Got unexpected extra argument (README.md)"),
        (["--config=a", "--no-config"], "--config and --no-config exclude each other"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    status, out, err = cli("server", *arguments, online=True)
    assert (status, out) == (2, "")
    assert err.startswith(f"error: {message}")


def test_without_pygls(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "awesome_lint.server.language_server", raising=False)
    # Modules that another test imported are found without their package.
    for name in [name for name in sys.modules if name.startswith("pygls.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    status, out, err = cli("server", online=True)
    assert (status, out) == (2, "")
    assert re.fullmatch(
        r"error: the language server needs pygls 2, which is not installed: install awesome-lint"
        r" with its extra `server`, such as `pipx install 'awesome-lint\[server\] @ git\+\S+'`\n",
        err,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_in_a_terminal(tmp_path: Path) -> None:
    with terminal("server", directory=tmp_path) as opened:
        shown = opened.read_until("\n")
        assert opened.process.wait(30) == 2
    assert shown == (
        "error: `awesome-lint server` is started by an editor, not in a terminal:"
        " docs/editors.md has the settings of editors\n"
    )


def test_next_to_a_directory_of_this_name(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    command = [sys.executable, "-m", "awesome_lint", "server"]
    result = subprocess.run(
        command, cwd=tmp_path, input=b"", capture_output=True, check=False, timeout=60
    )
    assert (result.returncode, result.stdout, result.stderr) == (1, b"", b"")
