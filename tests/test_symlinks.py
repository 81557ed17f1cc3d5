"""Targets of symbolic links, and whether they are opened."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from awesome_lint import symlinks
from awesome_lint.symlinks import OutsideError, ResolvedPath, find_escaping_link, open_inside

pytestmark = pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")

TOKEN = "ghs_made_up_0123456789"  # noqa: S105 - not a real one


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "outside" / "secret.md"
    path.parent.mkdir()
    path.write_text(TOKEN)
    return path


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with a file, a directory, and a token in git's own configuration."""
    directory = tmp_path / "list"
    (directory / ".git").mkdir(parents=True)
    (directory / ".git" / "config").write_text(TOKEN)
    (directory / "lists").mkdir()
    (directory / "lists" / "a.md").write_text("inside")
    return directory


def link(path: Path, target: str | Path) -> Path:
    path.symlink_to(target)
    return path


def leaving(top: Path, secret: Path) -> list[Path]:
    """Return paths of all kinds that lead out of a repository."""
    link(top / "absolute.md", secret)
    link(top / "relative.md", "../outside/secret.md")
    link(top / "chain.md", "absolute.md")
    link(top / "outside", secret.parent)
    link(top / "parent", "..")
    link(top / "git.md", ".git/config")
    link(top / "git", ".git")
    link(top / "lists" / "up.md", "../parent/outside/secret.md")
    link(top / "dots.md", "lists/../../outside/secret.md")
    link(top / "there", "outside")
    return [
        top / "absolute.md",
        top / "relative.md",
        top / "chain.md",
        top / "outside" / "secret.md",
        top / "parent" / "outside" / "secret.md",
        top / "lists" / ".." / "parent" / "outside" / "secret.md",
        top / "git.md",
        top / "git" / "config",
        top / "lists" / "up.md",
        top / "dots.md",
        top / "there" / "secret.md",
        top / "there" / ".." / "outside" / "secret.md",
    ]


def test_ways_out(top: Path, secret: Path) -> None:
    for path in leaving(top, secret):
        assert find_escaping_link(path), path
        with pytest.raises(OutsideError) as raised:
            open_inside(path)
        into_git = path in (top / "git.md", top / "git" / "config")
        where = "into git's own directory" if into_git else "out of its repository"
        assert f"is a symbolic link {where}" in str(raised.value)


def test_from_the_current_directory(
    top: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top)
    for path in leaving(top, secret):
        assert find_escaping_link(Path(os.path.relpath(path.parent), path.name)), path


def test_loops_and_long_chains_end(top: Path, secret: Path) -> None:
    link(top / "loop.md", "loop.md")
    for number in range(60):
        link(top / f"{number}.md", f"{number + 1}.md")
    assert find_escaping_link(top / "loop.md") is None
    for name in ("loop.md", "0.md"):
        with pytest.raises(OSError, match=r"symbolic link|No such file"):
            open_inside(top / name)
    link(top / "60.md", secret)
    assert find_escaping_link(top / "0.md") == top / "0.md"


def test_a_link_that_leads_out_is_named(top: Path, secret: Path) -> None:
    leaving(top, secret)
    with pytest.raises(OutsideError, match="it is a symbolic link out of its repository"):
        open_inside(top / "chain.md")
    with pytest.raises(OutsideError, match="`there` is a symbolic link out of its repository"):
        open_inside(top / "there" / "secret.md")


def test_links_inside_are_followed(top: Path) -> None:
    link(top / "README.md", "lists/a.md")
    link(top / "docs", "lists")
    link(top / "chain.md", "docs/../README.md")
    link(top / "absolute.md", top / "lists" / "a.md")
    link(top / "round.md", f"../{top.name}/lists/a.md")
    for name in ("README.md", "docs/a.md", "chain.md", "absolute.md", "round.md", "lists/a.md"):
        assert find_escaping_link(top / name) is None, name
        with open_inside(top / name) as stream:
            assert stream.read() == b"inside"


def test_a_link_that_is_in_no_repository_may_lead_anywhere(top: Path, tmp_path: Path) -> None:
    link(tmp_path / "work", top)
    assert find_escaping_link(tmp_path / "work" / "lists" / "a.md") is None
    with open_inside(tmp_path / "work" / "lists" / "a.md") as stream:
        assert stream.read() == b"inside"


def test_a_link_to_an_untrusted_link(top: Path, secret: Path, tmp_path: Path) -> None:
    link(top / "README.md", secret)
    link(tmp_path / "mine.md", top / "README.md")
    assert find_escaping_link(tmp_path / "mine.md") == top / "README.md"


def test_without_a_repository_the_workspace_counts(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "list"
    (directory / "deep").mkdir(parents=True)
    link(directory / "README.md", secret)
    link(directory / "deep" / "up", "../..")
    assert find_escaping_link(directory / "README.md") is None
    with pytest.raises(OutsideError):
        open_inside(directory / "README.md")
    with open_inside(directory / "deep" / "up" / "outside" / "secret.md") as stream:
        assert stream.read()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(directory))
    with pytest.raises(OutsideError):
        open_inside(directory / "deep" / "up" / "outside" / "secret.md")


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs Linux")
def test_files_of_the_system(top: Path) -> None:
    for path in (
        Path("/proc/self/environ"),
        Path("/proc/self/../self/environ"),
        Path("/dev/zero"),
        link(top / "environ.md", "/proc/self/environ"),
        link(top / "root.md", f"/proc/self/root{top}/.git/config"),
        link(top / "zero.md", "/dev/zero"),
    ):
        with pytest.raises(OutsideError):
            open_inside(path)


def test_the_links_that_are_followed(top: Path, tmp_path: Path) -> None:
    link(top / "README.md", "lists/a.md")
    link(top / "docs", "lists")
    link(tmp_path / "work", top)
    real = top / "lists" / "a.md"
    assert symlinks.resolve(top / "README.md") == ResolvedPath(real, ((top / "README.md", top),))
    assert symlinks.resolve(tmp_path / "work" / "docs" / "a.md") == ResolvedPath(
        real, ((tmp_path / "work", None), (top / "docs", top))
    )
    assert symlinks.resolve(real) == ResolvedPath(real, ())


def test_another_repository_inside_is_outside(top: Path) -> None:
    """Another checkout of the job, or a submodule."""
    for name, own in (("clone", "mkdir"), ("module", "write_text")):
        inner = top / name
        inner.mkdir()
        getattr(inner / ".git", own)(*(["gitdir: ../.git/modules/a"] if own != "mkdir" else []))
        (inner / "secret.md").write_text(TOKEN)
        link(top / f"{name}.md", f"{name}/secret.md")
        link(inner / "inside.md", "secret.md")
        link(inner / "up.md", "../lists/a.md")
        link(top / f"{name}-directory", name)
        for path in (f"{name}.md", f"{name}-directory/secret.md", f"{name}/up.md"):
            with pytest.raises(OutsideError, match="a symbolic link out of its repository"):
                open_inside(top / path)
        for path in ("secret.md", "inside.md"):  # a list that the workflow itself names
            with open_inside(inner / path) as stream:
                assert stream.read() == TOKEN.encode()


def test_git_s_own_files(top: Path) -> None:
    with pytest.raises(OutsideError, match="it is in git's own directory"):
        open_inside(top / ".git" / "config")
    assert symlinks.is_in_git_directory(top / ".git")
    assert symlinks.is_in_git_directory(top / "lists" / ".." / ".git" / "hooks" / "new")
    assert not symlinks.is_in_git_directory(top / ".github" / "README.md")


def test_a_work_tree_inside_of_git_s_directory_is_a_repository(top: Path) -> None:
    tree = top / ".git" / "trees" / "a"
    tree.mkdir(parents=True)
    (tree / ".git").write_text("gitdir: ../../worktrees/a\n")
    (tree / "README.md").write_text("inside")
    with open_inside(tree / "README.md") as stream:
        assert stream.read() == b"inside"


def test_a_pipe_of_the_shell_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"rules: {}")
    os.close(writer)
    with open_inside(Path(f"/dev/fd/{reader}")) as stream:
        assert stream.read() == b"rules: {}"
    os.close(reader)


def test_a_file_that_is_not_there(top: Path) -> None:
    link(top / "gone.md", "nowhere.md")
    for name in ("gone.md", "nowhere.md", "nowhere/a.md"):
        with pytest.raises(FileNotFoundError):
            open_inside(top / name)


@pytest.mark.parametrize("replaced", ["README.md", "lists"])
def test_a_link_that_takes_the_place_of_a_file_is_not_followed(
    top: Path, secret: Path, monkeypatch: pytest.MonkeyPatch, replaced: str
) -> None:
    """Run a program that waits until the path was checked."""
    (top / "README.md").write_text("inside")
    (secret.parent / "a.md").write_text(TOKEN)
    path = top / "README.md" if replaced == "README.md" else top / "lists" / "a.md"
    opened = os.open

    def late(name: str | Path, flags: int) -> int:
        (top / replaced).rename(top / "old")
        link(top / replaced, secret if replaced == "README.md" else secret.parent)
        return opened(name, flags)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", late)
        with pytest.raises(OSError) as raised:  # noqa: PT011 - the next line says which
            open_inside(path)
    assert TOKEN not in str(raised.value)


def test_links_that_come_and_go_are_not_followed(top: Path, secret: Path) -> None:
    """Run a program that replaces a file by a link and back, as fast as possible."""
    (top / "file").write_text("inside")
    link(top / "link", secret)
    path, ended = top / "README.md", Event()

    def swap() -> None:
        while not ended.is_set():
            for name in ("file", "link"):
                os.link(top / name, top / "next", follow_symlinks=False)
                os.replace(top / "next", path)  # noqa: PTH105 - what Path.replace calls

    (top / "README.md").write_text("inside")
    thread = Thread(target=swap)
    thread.start()
    seen = set()
    try:
        for _ in range(3000):
            try:
                with open_inside(path) as stream:
                    seen.add(stream.read())
            except OSError:
                continue
    finally:
        ended.set()
        thread.join()
    assert seen <= {b"inside"}
