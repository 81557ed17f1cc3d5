"""The command as a process: its streams, imports and exit."""

from __future__ import annotations

import ast
import http.server
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from awesome_lint import __version__
from cli_helpers import ERROR, ONE_ERROR, spawn
from threads import serving


@pytest.mark.usefixtures("readme")
def test_module(directory: Path) -> None:
    result = spawn("--offline", "--quiet", cwd=directory)
    assert (result.returncode, result.stdout, result.stderr) == (1, f"{ERROR}\n", "")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.usefixtures("readme")
def test_messages_fit_into_a_terminal(directory: Path) -> None:
    missing = "a file with quite a long name that is not there.md"
    terminal, stream = os.openpty()

    spawn(
        "--offline",
        "--color=never",
        "README.md",
        missing,
        cwd=directory,
        env=os.environ | {"COLUMNS": "60"},
        stdout=stream,
        stderr=stream,
    )

    os.close(stream)
    lines = os.read(terminal, 10_000).decode().splitlines()
    os.close(terminal)
    assert max(map(len, lines)) <= 60
    text = " ".join(line.strip() for line in lines)
    assert f"error: {missing}: no such file" in text
    assert "error[table-column-count] 3 cells for 2 columns: GitHub drops `lost`" in text


@pytest.mark.usefixtures("readme")
def test_offline_imports_no_more_than_it_needs(directory: Path) -> None:
    code = (
        "import sys; from awesome_lint.cli import main; main(['--offline', 'README.md']);"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    # Coverage, which is active in child processes, imports some of these itself.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=directory,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    needless = (
        "aiohttp asyncio click.shell_completion difflib html.parser importlib.metadata locale"
        " rapidfuzz rich shutil sqlite3 ssl subprocess xml.etree.ElementTree yaml yarl"
    )
    imported = ast.literal_eval(result.stderr)
    assert [name for name in needless.split() if name in imported] == []
    assert "awesome_lint.rules.link_malformed" in imported
    assert "awesome_lint.rules.link_dead" not in imported
    assert "awesome_lint.rules.html_swallowed" not in imported  # there are no tags


@pytest.mark.usefixtures("readme")
def test_the_process_ends_without_destroying_its_objects(directory: Path) -> None:
    code = (
        "import atexit, sys; from awesome_lint.cli import run;"
        "sys.argv[1:] = ['--offline', '--quiet']; atexit.register(print, 'destroyed'); run()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=directory, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (1, f"{ERROR}\n", "")


@pytest.mark.usefixtures("readme")
def test_only_the_reports_that_are_written_are_imported(directory: Path) -> None:
    code = (
        "import sys; from awesome_lint.cli import main; main(['--offline', '--format=gitlab']);"
        "print(*(name for name in sys.modules if '.report.' in name), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=directory, capture_output=True, text=True, check=True
    )
    modules = {name.rpartition(".")[2] for name in result.stderr.split()}
    assert modules == {"formats", "gitlab", "json_text"}


@pytest.mark.parametrize("arguments", [["--version"], ["-V"]])
def test_the_version_is_printed_before_anything_is_imported(arguments: list[str]) -> None:
    code = (
        f"import sys; from awesome_lint.cli import main; main({arguments});"
        "print(*sorted(name for name in sys.modules if name.startswith('awesome_lint')))"
    )
    printed = subprocess.check_output([sys.executable, "-c", code], text=True).splitlines()
    assert printed == [
        f"awesome-lint {__version__}",
        "awesome_lint awesome_lint.cli awesome_lint.version",
    ]


COMPLETION = {
    "_AWESOME_LINT_COMPLETE": "bash_complete",
    "COMP_WORDS": "awesome-lint --select ven",
    "COMP_CWORD": "2",
}


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--help"], {}),
        (["--list-rules"], {}),
        (["--explain", "venue-typo"], {}),
        ([], COMPLETION),
    ],
)
def test_information_needs_neither_a_parser_nor_the_modules_of_the_rules(
    arguments: list[str], environment: dict[str, str]
) -> None:
    code = (
        "import atexit, sys; from awesome_lint.cli import main;"
        f"atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main({arguments})"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout
    imported = set(result.stderr.split())
    assert "awesome_lint.cli.application" in imported
    assert imported.isdisjoint(
        {"markdown_it", "awesome_lint.document", "awesome_lint.rules.venue_typo"}
    )


def test_the_interface_is_cheap_to_import() -> None:
    slow = ("awesome_lint.rules", "awesome_lint.links", "awesome_lint.model", "yaml")
    code = f"import sys, awesome_lint; print(*sys.modules.keys() & set({slow}))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
@pytest.mark.parametrize(
    "arguments", [["README.md", "--format=json=r.json"], ["--list-rules"], ["--help"]]
)
@pytest.mark.usefixtures("readme")
def test_broken_pipe_is_quiet(directory: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = spawn(
            "--offline",
            "--format=text",
            *arguments,
            cwd=directory,
            stdout=writing,
        )
    finally:
        os.close(writing)
    assert result.stderr == ""
    assert result.returncode == (0 if arguments == ["--list-rules"] else 1)
    assert (directory / "r.json").exists() == ("README.md" in arguments)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("option", ["--offline", "--list-rules", "--help", "--version"])
@pytest.mark.usefixtures("readme")
def test_full_disk(directory: Path, option: str) -> None:
    with Path("/dev/full").open("w") as full:
        result = spawn("--offline", "--quiet", option, cwd=directory, stdout=full)
    assert result.stderr == "error: standard output: cannot be written: No space left on device\n"
    assert result.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("redirection", "status", "out", "err"),
    [
        (">&-", 1, "", ""),
        ("2>&-", 1, f"{ERROR}\n", ""),
        ("- <&-", 2, "", "error: <stdin>: cannot be read: standard input is closed\n"),
    ],
)
@pytest.mark.usefixtures("readme")
def test_closed_streams(directory: Path, redirection: str, status: int, out: str, err: str) -> None:
    result = subprocess.run(
        ["sh", "-c", f'"$0" -m awesome_lint --offline --quiet {redirection}', sys.executable],
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (status, out, err)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX locales")
def test_output_in_any_locale(directory: Path) -> None:
    (directory / "README.md").write_text(ONE_ERROR.replace("lost", "verlören 北京"))
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    result = spawn("--offline", "--format=text", "--format=json", cwd=directory, env=environment)
    assert "GitHub drops `verlören 北京`" in result.stdout
    assert result.returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="directories in use cannot be removed there")
def test_current_directory_is_gone(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, sys; from awesome_lint.cli import main;"
        "os.chdir(sys.argv[1]); os.rmdir(sys.argv[1]); sys.exit(main(['--offline', 'a.md']))"
    )
    (tmp_path / "gone").mkdir()
    result = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "gone"], capture_output=True, text=True, check=False
    )
    reason = "the current directory cannot be used: No such file or directory"
    assert result.stderr == f"error: {reason}\n"
    assert result.returncode == 2


class Hanging(http.server.BaseHTTPRequestHandler):
    """Answers 404, except for `/slow`, where it sets `requested` and waits."""

    requested = threading.Event()
    enough = threading.Event()

    def do_HEAD(self) -> None:
        if self.path == "/slow":
            self.requested.set()
            self.enough.wait(60)
        self.send_response(404)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the base class's names

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_ctrl_c_prints_what_is_known(directory: Path, readme: Path) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hanging)
    with serving(server):
        address = f"http://127.0.0.1:{server.server_port}"
        with readme.open("a") as stream:
            stream.write(f"\n[slow]({address}/slow)\n")
        command = ["-m", "awesome_lint", "--allow-private-hosts", "--select=table-*,link-*"]
        with subprocess.Popen(
            [sys.executable, *command],
            cwd=directory,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            try:
                assert Hanging.requested.wait(30)
                process.send_signal(signal.SIGINT)
                out, err = process.communicate(timeout=30)
            finally:
                process.kill()
                Hanging.enough.set()
    assert process.returncode == 130
    assert out.startswith(ERROR)
    assert err == "note: interrupted: the remaining links were not checked\n"
