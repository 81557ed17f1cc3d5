"""Changes by git's diff, independent of git's configuration and environment."""

from __future__ import annotations

import os
import stat
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.changes import (
    Change,
    Changes,
    ChangesError,
    PullRequest,
    Server,
    all_added,
    compare,
)
from awesome_lint.changes import git as runner
from executables import executable
from linting import parse
from repositories import commit, git, repository, write

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")
OLD, NEW = "# A list\n\nOne.\n", "# A list\n\nOne.\n\nTwo.\n"

texts = st.lists(
    st.sampled_from(
        ("a", "b", "|a|b|", " ", "", "\t", "é", "\0", "\x85", "\u2028", "\\", "+", "@@")
    )
    | st.sampled_from(("\n", "\n", "\r\n", "\r", "\f", "\v", "\x1c")),
    max_size=20,
).map("".join)
"""Texts with all characters that some programs treat as the end of a line."""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return repository(tmp_path / "list", {"README.md": OLD})


def base(directory: Path, ref: str = "main", name: str = "README.md") -> str | None:
    found = Changes(ref).base(directory / name)
    return None if found is None else found.text


def refusal(directory: Path, ref: str = "main", name: str = "README.md") -> str:
    with pytest.raises(ChangesError) as raised:
        Changes(ref).base(directory / name)
    return str(raised.value)


def squeezed(lines: tuple[str, ...]) -> list[str]:
    return ["".join(line.split()) for line in lines]


@given(texts, texts)
def test_lines_are_those_of_the_document(old: str, new: str) -> None:
    before, after = parse(old).lines, parse(new).lines
    change = compare(before, after)
    kept = [line for number, line in enumerate(squeezed(before), 1) if number not in change.removed]
    assert kept == [
        line for number, line in enumerate(squeezed(after), 1) if number not in change.added
    ]
    assert change.touched <= change.added <= set(range(1, len(after) + 1))
    assert change.removed <= set(range(1, len(before) + 1))
    # Repeated lines are touched if there are more of them than before.
    more = Counter(squeezed(after)) - Counter(squeezed(before))
    assert Counter(squeezed(after)[number - 1] for number in change.touched) == more


@pytest.mark.parametrize(
    ("old", "new", "removed", "added", "touched"),
    [
        ("abc", "abc", "", "", ""),
        ("abc", "axbc", "", "2", "2"),
        ("abc", "cabc", "", "1", "1"),
        ("abc", "abbc", "", "3", "3"),
        ("abcd", "dabc", "4", "1", ""),
        ("abc", "axc", "2", "2", "2"),
        ("abc", "", "123", "1", "1"),
        ("", "abc", "1", "123", "123"),
        ("abcd", "dabcd", "", "1", "1"),
    ],
)
def test_lines(old: str, new: str, removed: str, added: str, touched: str) -> None:
    change = compare(list(old) or [""], list(new) or [""])
    assert change == Change(*(frozenset(map(int, each)) for each in (removed, added, touched)))


def test_white_space_does_not_count_as_a_change() -> None:
    assert compare(["|a|b|", "", "c d"], ["| a |  b |\r", " \t", "cd"]) == Change()


def test_a_new_file_is_new_as_a_whole() -> None:
    assert all_added(["a", "b"]) == Change(added=frozenset((1, 2)), touched=frozenset((1, 2)))


def test_text_at_the_merge_base(directory: Path) -> None:
    git(directory, "switch", "--quiet", "--create=proposed")
    commit(directory, {"README.md": NEW})
    git(directory, "switch", "--quiet", "main")
    commit(directory, {"README.md": "Something else.\n"})
    git(directory, "switch", "--quiet", "proposed")
    assert base(directory) == OLD
    assert base(directory, "HEAD") == NEW
    assert base(directory, "HEAD~1") == OLD


def test_a_file_that_was_not_there(directory: Path) -> None:
    write(directory, {"other.md": NEW, "a/b.md": NEW})
    assert base(directory, name="other.md") is None
    assert base(directory, name="a/b.md") is None


def test_a_renamed_file(directory: Path) -> None:
    text = "".join(f"Line {number}.\n" for number in range(20))
    commit(directory, {"old.md": text})
    (directory / "lists").mkdir()
    git(directory, "mv", "old.md", "lists/new.md")
    write(directory, {"lists/new.md": f"{text}One more.\n"})
    found = Changes("main").base(directory / "lists" / "new.md")
    assert found is not None
    assert (found.path, found.text) == ("old.md", text)
    assert found.tree == {"README.md": "100644", "old.md": "100644"}


def test_a_byte_order_mark_is_not_part_of_the_text(directory: Path) -> None:
    commit(directory, {"README.md": f"\ufeff{OLD}"})
    assert base(directory) == OLD


def test_a_file_that_is_not_utf_8_is_read(directory: Path) -> None:
    commit(directory, {"README.md": "caf\udce9\n"})
    assert base(directory) == "caf\ufffd\n"


@POSIX
def test_a_symbolic_link_leads_to_the_file(directory: Path) -> None:
    (directory / "link.md").symlink_to("README.md")
    assert base(directory, name="link.md") == OLD
    commit(directory, {})
    (directory / "link.md").unlink()
    write(directory, {"link.md": NEW})
    assert base(directory, name="link.md") is None


@POSIX
@pytest.mark.parametrize(
    "name",
    [
        "a b.md",
        "-o",
        "--output=x.md",
        "$(touch x).md",
        "a\nb.md",
        'a"b\\.md',
        "lé📚.md",
        ":(top)a.md",
    ],
)
def test_any_name(directory: Path, name: str) -> None:
    commit(directory, {name: OLD, f"sub {name}/{name}": NEW})
    assert base(directory, name=name) == OLD
    assert base(directory, name=f"sub {name}/{name}") == NEW
    git(directory, "mv", "--", name, "renamed.md")
    assert base(directory, name="renamed.md") == OLD
    assert sorted(path.name for path in directory.iterdir() if path.name == "x") == []


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("mian", "`mian` is not a commit of this repository: did you mean `main`?"),
        ("topic", "`topic` is not a commit of this repository: did you mean `origin/topic`?"),
        ("quite-another-name", "`quite-another-name` is not a commit of this repository"),
        ("--output=x", "`--output=x` is not a commit of this repository"),
        ("main..HEAD", "`main..HEAD` is not a commit of this repository"),
        ("^main", "`^main` is not a commit of this repository: did you mean `main`?"),
        ("HEAD:README.md", "`HEAD:README.md` is not a commit of this repository"),
        ("0" * 40, f"`{'0' * 40}` is not a commit of this repository"),
    ],
)
def test_invalid_refs(directory: Path, ref: str, message: str) -> None:
    git(directory, "update-ref", "refs/remotes/origin/topic", "HEAD")
    assert refusal(directory, ref) == message
    assert not (directory / "x").exists()


def test_no_common_history(directory: Path) -> None:
    git(directory, "switch", "--quiet", "--orphan=other")
    commit(directory, {"README.md": NEW})
    assert refusal(directory) == "this clone has no commit that HEAD and `main` have in common"


def test_nothing_committed(directory: Path) -> None:
    git(directory, "switch", "--quiet", "--orphan=other")
    write(directory, {"README.md": NEW})
    assert refusal(directory) == "this repository has no commits to compare with `main`"


@pytest.fixture
def shallow(directory: Path, tmp_path: Path) -> Path:
    git(directory, "switch", "--quiet", "--create=proposed")
    commit(directory, {"README.md": NEW})
    commit(directory, {"other.md": NEW})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", directory.as_uri(), str(clone))
    return clone


def test_a_shallow_clone_lacks_the_ref(shallow: Path) -> None:
    assert refusal(shallow, "origin/main") == (
        "`origin/main` is not in this shallow clone:"
        " fetch more of its history (`fetch-depth: 0` of `actions/checkout`)"
    )


def test_a_shallow_clone_lacks_what_is_in_common(shallow: Path) -> None:
    git(shallow, "fetch", "--quiet", "--depth=1", "origin", "main:main")
    assert refusal(shallow) == (
        "this clone has no commit that HEAD and `main` have in common:"
        " fetch more of its history (`fetch-depth: 0` of `actions/checkout`)"
    )
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert base(shallow) == OLD


def test_outside_of_a_repository(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": NEW})
    assert refusal(tmp_path) == "the file is not in a git repository, so its changes are unknown"
    assert refusal(tmp_path, name="no/README.md").startswith("there is no directory `")


def test_inside_git_s_own_directory(directory: Path) -> None:
    assert refusal(directory / ".git") == (
        "the file is not in a git repository, so its changes are unknown"
    )


def test_a_repository_of_another_user(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert refusal(directory) == (
        "git does not trust this repository, because it belongs to another user: to trust it,"
        " run `git config --global --add safe.directory` with its directory"
    )


def test_repositories_of_their_own(directory: Path) -> None:
    inner = repository(directory / "inner", {"README.md": NEW})
    changes = Changes("main")
    texts = []
    for place in (directory, inner):
        found = changes.base(place / "README.md")
        texts.append(found and found.text)
    assert texts == [OLD, NEW]


LONG = "".join(f"Line {number}.\n" for number in range(20))
ATTRIBUTES = "*.md filter=spy diff=spy\n* text=auto eol=crlf\n"


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """File that the program `spy` creates when it runs."""
    return tmp_path / "was run"


@pytest.fixture
def programs(tmp_path: Path, marker: Path) -> dict[str, str]:
    """All git settings that run a program or change its output."""
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    spy.chmod(spy.stat().st_mode | stat.S_IXUSR)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (hooks / hook).symlink_to(spy)
    attributes = tmp_path / "attributes"
    attributes.write_text("* filter=spy diff=spy\n")
    return {
        "core.alternateRefsCommand": str(spy),
        "core.askPass": str(spy),
        "core.attributesFile": str(attributes),
        "core.editor": str(spy),
        "core.fsmonitor": str(spy),
        "core.gitProxy": str(spy),
        "core.hooksPath": str(hooks),
        "core.pager": str(spy),
        "core.sshCommand": str(spy),
        "credential.helper": str(spy),
        "diff.external": str(spy),
        "diff.spy.command": str(spy),
        "diff.spy.textconv": str(spy),
        "filter.spy.clean": str(spy),
        "filter.spy.smudge": str(spy),
        "filter.spy.process": str(spy),
        "filter.spy.required": "true",
        "gpg.program": str(spy),
        "log.showSignature": "true",
        "pager.diff": str(spy),
        "protocol.ext.allow": "always",
        "color.ui": "always",
        "core.quotePath": "false",
        "diff.interHunkContext": "9",
        "diff.noprefix": "true",
        "diff.orderFile": "/nowhere",
        "diff.relative": "true",
        "diff.renames": "false",
    }


def configure(
    place: str, values: dict[str, str], directory: Path, tmp_path: Path, patch: pytest.MonkeyPatch
) -> None:
    """Set values in the configuration of a repository, of a user or of the environment."""
    if place == "environment":
        patch.setenv("GIT_CONFIG_COUNT", str(len(values)))
        for number, (name, value) in enumerate(values.items()):
            patch.setenv(f"GIT_CONFIG_KEY_{number}", name)
            patch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
        return
    home = tmp_path / "home"
    home.mkdir()
    file = directory / ".git" / "config" if place == "repository" else home / ".gitconfig"
    for name, value in values.items():
        git(directory, "config", "--file", str(file), name, value)
    patch.setenv("HOME", str(home))
    if place == "system":
        patch.setenv("GIT_CONFIG_SYSTEM", str(file))


@POSIX
@pytest.mark.parametrize("place", ["repository", "user", "system", "environment"])
def test_nothing_that_is_configured_is_run_or_matters(
    directory: Path,
    tmp_path: Path,
    marker: Path,
    programs: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    commit(directory, {"old.md": LONG, ".gitattributes": ATTRIBUTES})
    git(directory, "mv", "old.md", "new.md")
    write(directory, {"README.md": f"{NEW}And more.\n", "new.md": f"{LONG}And more.\n"})
    (directory / ".git" / "info" / "attributes").write_text("* filter=spy diff=spy\n")
    configure(place, programs, directory, tmp_path, monkeypatch)

    assert base(directory, name="new.md") == LONG
    assert base(directory) == OLD
    assert compare(["a", "b"], ["a", "c", "b"]).added == {2}
    assert not marker.exists()

    # Git would run this spy if it were allowed to.
    run_as_usual(directory)
    assert marker.exists()


def run_as_usual(directory: Path) -> None:
    subprocess.run(["git", "diff", "HEAD"], cwd=directory, capture_output=True, check=False)


@POSIX
def test_a_temporary_directory_in_a_repository_with_filters(
    directory: Path, marker: Path, programs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(directory, {".gitattributes": "* filter=spy diff=spy\n"})
    for name, value in programs.items():
        git(directory, "config", name, value)
    marker.unlink(missing_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(directory))

    assert compare(["a", "b"], ["a", "c", "b"]).added == {2}
    assert not marker.exists()


@POSIX
def test_a_directory_that_looks_like_a_repository_is_none(
    directory: Path, tmp_path: Path, marker: Path, programs: dict[str, str]
) -> None:
    git(tmp_path, "init", "--quiet", "--bare", str(directory / "lists"))
    for name, value in programs.items():
        git(directory / "lists", "config", "--file", "config", name, value)
    git(directory / "lists", "config", "--file", "config", "core.bare", "false")
    git(directory / "lists", "config", "--file", "config", "core.worktree", "..")
    marker.unlink(missing_ok=True)
    write(directory, {"lists/README.md": NEW})

    assert refusal(directory, name="lists/README.md") == (
        "the file is not in a git repository, so its changes are unknown"
    )
    assert not marker.exists()


@POSIX
@pytest.mark.parametrize("url", ["file", "ext", "ssh", "https"])
def test_a_partial_clone_fetches_nothing(
    directory: Path, tmp_path: Path, marker: Path, programs: dict[str, str], url: str
) -> None:
    commit(directory, {"README.md": NEW})
    git(directory, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    filters = ("--filter=blob:none", "--no-checkout")
    git(tmp_path, "clone", "--quiet", *filters, directory.as_uri(), str(clone))
    write(clone, {"README.md": NEW})
    for name, value in programs.items():
        git(clone, "config", name, value)
    spy = programs["core.sshCommand"]
    place = {
        "file": directory.as_uri(),
        "ext": f"ext::{spy}",
        "ssh": "ssh://a.example/b",
        "https": "https://a.example/b",
    }
    git(clone, "config", "remote.origin.url", place[url])
    marker.unlink(missing_ok=True)

    assert refusal(clone, "origin/main~1") == (
        "this partial clone lacks files of the base: clone without `--filter`"
    )
    assert not marker.exists()


@POSIX
@pytest.mark.parametrize("url", ["file", "ext", "ssh", "https"])
def test_a_fetch_runs_nothing_that_is_configured(
    directory: Path, tmp_path: Path, marker: Path, programs: dict[str, str], url: str
) -> None:
    head = git(directory, "rev-parse", "HEAD")
    commit(directory, {"README.md": NEW})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", directory.as_uri(), str(clone))
    spy = programs["core.sshCommand"]
    place = {
        "file": directory.as_uri(),
        "ext": f"ext::{spy}",
        "ssh": "ssh://a.example/b",
        "https": "https://127.0.0.1:1/b",
    }
    settings = {
        **programs,
        "remote.origin.url": place[url],
        "remote.origin.uploadpack": spy,
        "remote.origin.receivepack": spy,
        "uploadpack.packObjectsHook": spy,
    }
    for name, value in settings.items():
        git(clone, "config", name, value)
    marker.unlink(missing_ok=True)

    request = PullRequest("other", head, "")
    if url == "file":
        found = Changes(request, Server("https://github.com")).base(clone / "README.md")
        assert found is not None
        assert found.text == OLD
    else:
        with pytest.raises(ChangesError, match="is not in this clone"):
            Changes(request, Server("https://github.com")).base(clone / "README.md")
    assert not marker.exists()


@POSIX
def test_objects_of_another_repository_are_read(directory: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--shared", str(directory), str(clone))
    assert (clone / ".git" / "objects" / "info" / "alternates").is_file()
    assert base(clone) == OLD


@POSIX
@pytest.mark.parametrize("place", ["user", "system", "environment"])
@pytest.mark.parametrize("safe_directory", ["*", "the repository"])
def test_a_repository_of_another_user_that_is_trusted(
    directory: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    safe_directory: str,
) -> None:
    trusted = str(directory) if safe_directory == "the repository" else safe_directory
    configure(place, {"safe.directory": trusted}, directory, tmp_path, monkeypatch)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert base(directory) == OLD


@POSIX
def test_a_repository_does_not_vouch_for_itself(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure("repository", {"safe.directory": "*"}, directory, tmp_path, monkeypatch)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert refusal(directory).startswith("git does not trust this repository")


@POSIX
def test_variables_of_hooks_are_ignored(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other", {"README.md": "Something else.\n"})
    marker = tmp_path / "was run"
    for name, value in {
        "GIT_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": "nowhere",
        "GIT_PREFIX": "a/",
        "GIT_EXTERNAL_DIFF": f"touch '{marker}'",
        "GIT_DIFF_OPTS": "--unified=5",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_TRACE": "1",
    }.items():
        monkeypatch.setenv(name, str(value))
    assert base(directory) == OLD
    assert compare(["a", "b"], ["a", "c", "b"]).added == {2}
    assert not marker.exists()


@POSIX
def test_git_is_not_searched_in_the_current_directory(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(directory / "git", "touch was-run")
    monkeypatch.chdir(directory)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", "bin")))
    assert refusal(directory) == "git is not installed, and only it knows what changed"
    assert not (directory / "was-run").exists()


@POSIX
def test_git_that_does_not_end(
    directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    executable(slow, "exec sleep 60")
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(runner, "TIMEOUT", 0.1)
    assert refusal(directory) == "git rev-parse took longer than 0.1 s"


@POSIX
def test_git_that_fails(directory: Path) -> None:
    changes = Changes("main")
    changes.base(directory / "README.md")
    (blob,) = [
        path
        for path in (directory / ".git" / "objects").glob("??/*")
        if path.parent.name + path.name == git(directory, "rev-parse", "HEAD:README.md")
    ]
    blob.unlink()
    with pytest.raises(ChangesError, match=r"^git: .*bad file"):
        changes.base(directory / "README.md")
