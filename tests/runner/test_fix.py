"""`--fix` and `--diff`: their output, and that they never lose text."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from awesome_lint import fix_text
from awesome_lint.runner import fix
from awesome_lint.runner.atomic_write import replace
from cli_helpers import Cli, spawn

BROKEN = "- [a](htps://example.org)\n- [b] (https://example.org/b)\n"
FIXED = "- [a](https://example.org)\n- [b](https://example.org/b)\n"
DIFF = """\
--- README.md
+++ README.md
@@ -1,2 +1,2 @@
-- [a](htps://example.org)
-- [b] (https://example.org/b)
+- [a](https://example.org)
+- [b](https://example.org/b)
"""
HIDING = "| Title |\n|::--|\nsee ```a\n<kbd>``` b\n"
RISKY = (
    "| Title | Model |\n|:--|:--|\n"
    "| A | ChatGLM |\n| B | ChatGLM |\n| C | ChatGLM |\n| D | GhatGLM |\n"
)


@pytest.fixture
def broken(directory: Path) -> Path:
    path = directory / "README.md"
    path.write_text(BROKEN)
    return path


def test_fix(cli: Cli, broken: Path) -> None:
    result = cli("--fix")

    assert broken.read_text() == FIXED
    assert result == (0, "No findings in 1 file, 2 fixed\n", "")
    assert cli("--fix").out == "No findings in 1 file\n"
    assert {path.name for path in broken.parent.iterdir()} == {".git", "README.md"}


def test_a_fix_that_would_hide_words_is_not_made(cli: Cli, directory: Path) -> None:
    # The rows of a table would split the code, and its `<kbd>` would be a tag.
    path = directory / "README.md"
    path.write_text(HIDING)

    result = cli("--fix")

    assert path.read_text() == HIDING
    assert result.err == (
        "note: README.md:1: the fix of table-not-rendered is not applied:"
        " words or links would disappear from the rendered page\n"
    )
    assert result.status == 1


def test_text_dropped_by_unsafe_fixes_is_reported(cli: Cli, directory: Path) -> None:
    row = "| Walking on Thin Ice | {} 2024 | [paper](https://arxiv.org/abs/2401.01234) |\n"
    path = directory / "README.md"
    head = "| Title | Venue | Link |\n|:--|:--|:--|\n"
    path.write_text(head + row.format("arXiv") + row.format("ICRA"))

    note = "note: README.md: unsafe fixes drop `arXiv`\n"
    assert cli("--diff", "--unsafe-fixes").err.startswith(note)
    assert cli("--fix", "--unsafe-fixes").err == note
    assert path.read_text() == head + row.format("ICRA")


def test_what_is_left_is_reported(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(BROKEN + "- [c](https://arxiv.org/abs/2413.00001)\n")

    result = cli("--fix", "--quiet")

    assert result.status == 1
    assert result.out == (
        "README.md:3:7: error[arxiv-id] `2413.00001` is not a valid arXiv"
        " identifier (`13` is not a month): the link opens an error page\n"
    )


def test_nothing_is_fixed_without_the_option(cli: Cli, broken: Path) -> None:
    result = cli()

    assert broken.read_text() == BROKEN
    assert result.out.endswith("2 errors in 1 file\n2 can be fixed with --fix\n")


def test_diff(cli: Cli, broken: Path) -> None:
    assert cli("--diff") == (1, DIFF, "note: 2 findings can be fixed in 1 file\n")
    assert broken.read_text() == BROKEN
    assert cli("--diff", "--quiet") == (1, DIFF, "")


def test_diff_of_nothing(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text(FIXED)

    assert cli("--diff") == (0, "", "note: nothing can be fixed\n")


def test_patch_takes_the_diff(cli: Cli, directory: Path) -> None:
    path = directory / "README.md"
    path.write_bytes(b"\xef\xbb\xbf" + BROKEN.encode().replace(b"\n", b"\r\n")[:-2])
    before = path.read_bytes()
    diff = cli("--diff", "--quiet").out
    assert cli("--fix").status == 0
    after = path.read_bytes()
    path.write_bytes(before)

    # Lists are kept in git, which does not need `patch`.
    subprocess.run(
        ["git", "apply", "-p0", "--whitespace=nowarn", "-"],
        input=diff.encode(),
        check=True,
        cwd=directory,
    )

    assert path.read_bytes() == after
    assert "\\ No newline at end of file\n" in diff


def test_unsafe_fixes(cli: Cli, directory: Path) -> None:
    path = directory / "README.md"
    path.write_text(RISKY)

    shown = cli("--select", "column-value-typo").out
    assert "  = unsafe fix: Write `ChatGLM`\n6 - | D | GhatGLM |\n6 + | D | ChatGLM |\n" in shown
    assert shown.endswith("1 warning in 1 file\n1 can be fixed with --fix --unsafe-fixes\n")
    assert cli("--fix").status == 0
    assert path.read_text() == RISKY
    only = cli("--diff", "--select", "column-value-typo")
    assert only == (0, "", "note: nothing can be fixed, but 1 with --unsafe-fixes\n")
    assert cli("--fix", "--unsafe-fixes", "--select", "column-value-typo").status == 0
    assert path.read_text() == RISKY.replace("Ghat", "Chat")


@pytest.mark.parametrize(
    "data",
    [
        BROKEN.encode().replace(b"\n", b"\r\n"),
        BROKEN.encode().replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + BROKEN.encode(),
        BROKEN.encode()[:-1],
        b"\n\n  \t\n" + BROKEN.encode() + b"\n\0 \xc2\xa0\n\r\n\x0b",
    ],
    ids=["CRLF", "CR", "byte order mark", "no final newline", "odd bytes"],
)
def test_bytes_outside_the_fixes_are_kept(cli: Cli, directory: Path, data: bytes) -> None:
    path = directory / "README.md"
    path.write_bytes(data)

    assert cli("--fix").status == 0

    assert path.read_bytes() == data.replace(b"htps", b"https").replace(b"] (", b"](")


def test_the_mode_is_kept(cli: Cli, broken: Path) -> None:
    broken.chmod(0o640)

    cli("--fix")

    assert stat.S_IMODE(broken.stat().st_mode) == 0o640


def test_a_symbolic_link_in_the_repository_is_followed(cli: Cli, broken: Path) -> None:
    link = broken.with_name("LIST.md")
    link.symlink_to("README.md")

    assert cli("--fix", "LIST.md").status == 0

    assert link.is_symlink()
    assert broken.read_text() == FIXED


def test_a_symbolic_link_out_of_the_repository_is_not(
    cli: Cli, directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("elsewhere") / "README.md"
    outside.write_text(BROKEN)
    (directory / "README.md").symlink_to(outside)

    result = cli("--fix")

    assert outside.read_text() == BROKEN
    assert result.status == 1
    assert result.err == (
        "note: README.md: it is a symbolic link out of its repository, and is followed\n"
        "note: README.md: not fixed: it is a symbolic link out of its repository\n"
    )
    assert result.out.endswith("2 errors in 1 file\n2 can be fixed with --fix\n")


def test_a_file_that_changed_meanwhile_is_left_alone(
    cli: Cli, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fix_jobs = fix.fix_jobs

    def slow(*arguments: Any, unsafe: bool) -> object:
        fixed = fix_jobs(*arguments, unsafe=unsafe)
        broken.write_text("somebody else's words\n")
        return fixed

    monkeypatch.setattr(fix, "fix_jobs", slow)
    result = cli("--fix")

    assert broken.read_text() == "somebody else's words\n"
    assert result.status == 1
    assert result.err == "note: README.md: not fixed: it has changed since it was read\n"


def test_a_file_that_cannot_be_written(
    cli: Cli, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(fix, "replace", full)
    result = cli("--fix")

    assert result.status == 2
    assert result.out.endswith("2 errors in 1 file\n2 can be fixed with --fix\n")
    assert result.err == "error: README.md: cannot be written: No space left on device\n"
    assert broken.read_text() == BROKEN


def test_a_file_that_cannot_be_written_keeps_no_other_from_it(
    cli: Cli, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = broken.with_name("a.md")
    other.write_text(BROKEN)

    def one_only(path: Path, data: bytes) -> None:
        if path == other:
            raise OSError(13, "Permission denied", str(path))
        replace(path, data)

    monkeypatch.setattr(fix, "replace", one_only)
    result = cli("--fix", "--fail-on=never", ".")

    assert result.status == 2
    assert result.err == "error: a.md: cannot be written: Permission denied\n"
    assert (other.read_text(), broken.read_text()) == (BROKEN, FIXED)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write it")
def test_a_directory_that_is_read_only(cli: Cli, broken: Path) -> None:
    broken.parent.chmod(0o555)
    try:
        result = cli("--fix")
    finally:
        broken.parent.chmod(0o755)
    assert result.err == "error: README.md: cannot be written: Permission denied\n"


@pytest.mark.parametrize(
    ("target", "argument"),
    [
        ("{elsewhere}", "docs/README.md"),
        ("{elsewhere}", "docs"),
        ("{elsewhere}/..", "docs/{elsewhere.name}/README.md"),
        ("there", "docs/README.md"),
        ("/", "docs{elsewhere}/README.md"),
    ],
)
def test_a_linked_directory_out_of_the_repository_is_not_followed(
    cli: Cli,
    directory: Path,
    tmp_path_factory: pytest.TempPathFactory,
    target: str,
    argument: str,
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / ".git").mkdir()  # a nested repository is still a different one
    (elsewhere / "README.md").write_text(BROKEN)
    (directory / "there").symlink_to(elsewhere)
    (directory / "docs").symlink_to(target.format(elsewhere=elsewhere))

    result = cli("--fix", "--no-config", argument.format(elsewhere=elsewhere))

    assert (elsewhere / "README.md").read_text() == BROKEN
    assert result.status == 1
    assert result.err.splitlines()[-1].endswith(
        "README.md: not fixed: `docs` is a symbolic link out of its repository"
    )


def test_a_linked_directory_in_the_repository_is_followed(cli: Cli, broken: Path) -> None:
    (broken.parent / "docs").symlink_to(".")
    assert cli("--fix", "docs/README.md").status == 0
    assert broken.read_text() == FIXED


@pytest.mark.parametrize("argument", [".git/README.md", "docs/README.md", "link.md"])
def test_nothing_of_git_s_own_is_written(cli: Cli, directory: Path, argument: str) -> None:
    own = directory / ".git" / "README.md"
    own.write_text(BROKEN)
    (directory / "docs").symlink_to(".git")
    (directory / "link.md").symlink_to(".git/README.md")

    result = cli("--fix", argument)

    assert own.read_text() == BROKEN
    assert result.status == 1
    assert f"note: {argument}: not fixed: " in result.err


def test_a_hard_link_is_left_alone(cli: Cli, broken: Path) -> None:
    os.link(broken, broken.with_name("same.md"))

    result = cli("--fix")

    assert broken.read_text() == BROKEN
    assert broken.stat().st_nlink == 2
    assert result.status == 1
    assert result.err == (
        "note: README.md: not fixed: it has several names (hard links), of which the others"
        " would keep the old text\n"
    )


def test_a_file_that_is_read_only_is_left_alone(cli: Cli, broken: Path) -> None:
    broken.chmod(0o444)
    assert cli("--fix").err == "note: README.md: not fixed: it is read-only\n"
    assert broken.read_text() == BROKEN


@pytest.mark.skipif(os.name == "nt", reason="names are counted in characters there")
@pytest.mark.parametrize("stem", ["a" * 252, "é" * 126, "文" * 84])
def test_a_name_as_long_as_the_file_system_takes(cli: Cli, directory: Path, stem: str) -> None:
    path = directory / f"{stem}.md"
    path.write_text(BROKEN)

    assert cli("--fix", path.name).status == 0

    assert path.read_text() == FIXED
    assert {each.name for each in directory.iterdir()} == {".git", path.name}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs the superuser")
def test_the_owner_is_kept(cli: Cli, broken: Path) -> None:
    os.chown(broken, 1234, 2345)
    cli("--fix")
    assert (broken.stat().st_uid, broken.stat().st_gid) == (1234, 2345)
    assert broken.read_text() == FIXED


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_extended_attributes_are_kept_and_the_time_is_not(cli: Cli, broken: Path) -> None:
    try:
        os.setxattr(broken, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    os.utime(broken, (1, 1))
    cli("--fix")
    assert os.getxattr(broken, "user.note") == b"mine"
    assert broken.stat().st_mtime > 1


def test_standard_input_becomes_standard_output(cli: Cli) -> None:
    data = b"\xef\xbb\xbf" + BROKEN.encode().replace(b"\n", b"\r\n")

    result = cli("--fix", "-", stdin=data)

    assert result.out.encode() == data.replace(b"htps", b"https").replace(b"] (", b"](")
    assert result.err == "No findings in 1 file, 2 fixed\n"
    assert result.status == 0


def test_standard_input_without_fixes_is_printed_unchanged(cli: Cli) -> None:
    assert cli("--fix", "-", stdin=b"text").out == "text"


def test_several_files(cli: Cli, broken: Path) -> None:
    (broken.parent / "clean.md").write_text(FIXED)
    (broken.parent / "other.md").write_text(BROKEN)

    diff = cli("--diff", ".")
    assert diff.out == DIFF + DIFF.replace("README.md", "other.md")
    assert diff.err == "note: 4 findings can be fixed in 2 files\n"
    assert cli("--fix", ".").out == "No findings in 3 files, 4 fixed\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--fix", "--diff"), "--fix and --diff exclude each other"),
        (("--diff", "--format", "json"), "--format and --diff exclude each other"),
        (("--unsafe-fixes",), "--unsafe-fixes goes with --fix or --diff"),
    ],
)
def test_what_does_not_go_together(
    cli: Cli, broken: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert cli(*arguments) == (2, "", f"error: {message}\n")
    assert broken.read_text() == BROKEN


def test_a_diff_in_the_log_of_a_job_gives_no_commands(
    cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (directory / "README.md").write_text("##[add-path]/evil\n\n::error::not me\n\n" + BROKEN)

    lines = cli("--diff").out.splitlines()

    assert lines[0].startswith("::stop-commands::")
    token = lines[0].removeprefix("::stop-commands::")
    assert len(token) == 32
    assert lines[-1] == f"::{token}::"
    assert " ::error::not me" in lines
    subprocess.run(
        ["git", "apply", "-p0", "-"],
        input="\n".join(lines).encode() + b"\n",
        check=True,
        cwd=directory,
    )


def test_a_diff_in_colour_moves_no_cursor(cli: Cli, directory: Path) -> None:
    (directory / "README.md").write_text("\x1b[2Jtext\n\n" + BROKEN)

    out = cli("--diff", "--color", "always").out

    assert " \\x1b[2Jtext\n" in out
    assert "\x1b[31m-- [a](htps://example.org)\x1b[0m\n" in out
    assert "\x1b[32m+- [a](https://example.org)\x1b[0m\n" in out


def test_a_reader_who_has_seen_enough_of_a_diff(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(BROKEN * 800)
    command = [sys.executable, "-m", "awesome_lint", "--offline", "--diff", "--quiet", "README.md"]

    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"--- README.md\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    old = ("- [a](htps://example.org/" + "x" * 900 + ")\n").encode() * 200
    new = old.replace(b"htps", b"https")
    path = tmp_path / "README.md"
    path.write_bytes(old)
    start = time.perf_counter()
    assert spawn("--offline", "--fix", "--quiet", str(path)).returncode == 0
    whole = time.perf_counter() - start
    assert path.read_bytes() == new

    chance = random.Random(1)  # noqa: S311 - moments, not secrets
    for _ in range(5):
        path.write_bytes(old)
        command = [sys.executable, "-m", "awesome_lint", "--offline", "--fix", str(path)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.5, 1.0) * whole)
            os.kill(process.pid, signal.SIGKILL)
        assert path.read_bytes() in (old, new)


def test_a_file_with_the_name_of_standard_input(cli: Cli, broken: Path) -> None:
    result = cli("--fix", "--stdin-filename=README.md", "README.md", "-", stdin=b"# Other\n")

    assert result.out == ""
    assert result.err.startswith("error: README.md: two files by this name\n")
    assert result.status == 2
    assert broken.read_text() == fix_text(BROKEN).after
