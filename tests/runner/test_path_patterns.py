"""Patterns of paths mean what git makes of them."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from awesome_lint.runner.path_patterns import PathGlob, PathPatterns
from calls import calls
from repositories import git

_PARTS = st.sampled_from(
    ("a", "b.md", "*", "**", "*.md", "?", "a*", "[ab]*", "[!a]", "[^a]", "\\*")
)
_PATTERNS = st.builds(
    lambda no, start, parts, end: no + start + "/".join(parts) + end,
    *(st.sampled_from(("", "", "!")), st.sampled_from(("", "", "/"))),
    *(st.lists(_PARTS, min_size=1, max_size=4), st.sampled_from(("", "", "/", "  ", "\\ "))),
)
_PATHS = st.lists(st.sampled_from(("a", "b.md", "c.md", "*", "ab", "a ")), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def empty_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("list")
    git(directory, "init", "--quiet")
    return directory


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(_PATTERNS, max_size=4), st.lists(_PATHS, min_size=1, max_size=8))
@example(["a/**"], [["a"], ["a", "b.md"]])
@example(["**/a/**/b.md", "!/a/b.md"], [["a", "b.md"], ["c", "a", "c", "b.md"]])
@example(["a/", "!a/b.md"], [["a"], ["a", "b.md"]])
@example(["#a", "\\#a", "\\!a", "", "a\\ "], [["#a"], ["!a"], ["a "]])
def test_a_path_is_ignored_as_by_git(
    empty_repository: Path, patterns: list[str], paths: list[list[str]]
) -> None:
    (empty_repository / ".git" / "info" / "exclude").write_text("\n".join(patterns))
    names = ["/".join(path) for path in paths]
    result = subprocess.run(
        ["git", "check-ignore", "-z", "--stdin", "--no-index"],
        cwd=empty_repository,
        input="".join(f"{name}\0" for name in names),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert result.returncode in (0, 1)
    ignored = set(result.stdout.split("\0"))
    for name, path in zip(names, paths, strict=True):
        assert PathPatterns(patterns).ignore(path) == (name in ignored), name


def test_patterns_that_match_nothing() -> None:
    patterns = PathPatterns(["drafts/", "*.zh.md", "!keep.md", "# notes", "lists/a.md"])

    assert patterns.ignore(["drafts", "a.md"])
    assert not patterns.ignore(["lists", "b.md"])

    assert patterns.unused() == ["*.zh.md", "lists/a.md"]


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.md", "a.md", True),
        ("*.md", "lists/a.md", False),
        ("lists/**", "lists/deep/a.md", True),
        ("lists/**", "lists", False),
        ("**/*.md", "a.md", True),
        ("**/**/a.md", "x/y/a.md", True),
    ],
)
def test_globs(glob: str, path: str, matches: bool) -> None:
    assert PathGlob(glob).match(path.split("/")) == matches


@pytest.mark.parametrize(
    ("repeated", "before", "after"), [("*a", "", "b"), ("*/", "**/", "b"), ("**/a/", "", "b")]
)
def test_work_grows_with_the_parts_of_a_pattern_and_a_path(
    repeated: str, before: str, after: str
) -> None:
    def ignored(size: int) -> int:
        patterns = PathPatterns([f"{before}{repeated * size}{after}"])
        return calls(partial(patterns.ignore, ["a" * 200] * size))

    # Each directory on the path is compared with the pattern, part by part.
    assert ignored(20) < 2**3 * 1.25 * ignored(10)
