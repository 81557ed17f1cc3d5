"""The checks of all links that the cache remembers, as runs add and find them."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from awesome_lint import Options, Run, links, lint_paths
from awesome_lint.model import Verdict
from awesome_lint.runner.options import Format
from fakenet import Internet
from repositories import git, repository

DEAD = "https://a.example/dead"
LINKS = f"[a](https://a.example/) [b](https://b.example/) [c]({DEAD})\n"
COUNTS = {"ok": 2, "dead": 1}


@pytest.fixture(autouse=True)
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with Internet({DEAD: 404, "https://a.example/": 200, "https://b.example/": 200}) as net:
        run = functools.partial(links.check_urls, connector_factory=net.connector)
        monkeypatch.setattr(links, "check_urls", run)
        yield net


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(cache_dir=str(tmp_path / "cache"), reports=(Format("html"),))


def checks(run: Run) -> list[Mapping[Verdict, int]]:
    return [each.verdicts for each in run.link_checks]


def test_a_run_finds_its_own_check_and_earlier_ones(tmp_path: Path, options: Options) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(LINKS)
    paths = [tmp_path / "a.md", tmp_path / "b.md"]
    assert checks(lint_paths(paths, options)) == [COUNTS]
    assert checks(lint_paths(reversed(paths), replace(options, offline=True))) == [COUNTS]
    assert checks(lint_paths(paths[:1], replace(options, offline=True))) == []
    assert lint_paths(paths, replace(options, reports=())).link_checks == ()
    assert checks(lint_paths(paths, replace(options, cache_dir="", no_cache=True))) == []


@pytest.mark.parametrize(
    "changes",
    [{"select": ("venue-outdated",)}, {"cache_scope": "untrusted"}, {"links": "none"}],
    ids=str,
)
def test_partial_and_untrusted_checks_are_not_added(
    tmp_path: Path, options: Options, changes: dict[str, object]
) -> None:
    (tmp_path / "a.md").write_text(LINKS + "[d](https://arxiv.org/abs/2401.01234)\n")
    assert checks(lint_paths([tmp_path / "a.md"], replace(options, **changes))) == []


def test_only_a_check_of_all_links_of_a_change_is_added(
    tmp_path: Path, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = repository(tmp_path / "list", {"README.md": "# A list\n"}) / "README.md"
    monkeypatch.chdir(path.parent)
    path.write_text(LINKS)
    options = replace(options, diff_base="HEAD")
    assert checks(lint_paths([path], replace(options, links="changed"))) == []
    assert checks(lint_paths([path], replace(options, refresh=True))) == [COUNTS]


def test_standard_input_has_no_history(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LINKS.encode())))
    run = lint_paths(["-"], options)
    assert len(run.links) == 3
    assert checks(run) == []


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        ("https://github.com/acme/ice.git", "git@github.com:Acme/Ice.git", True),
        ("https://git.example.org/acme/ice/", "ssh://ann@git.example.org:22/acme/ice.git", True),
        ("https://git.example.org/acme/ice", "ann@GIT.example.org:acme/ice", True),
        ("https://git.example.org/acme/ice", "https://git.example.org/acme/snow", False),
        ("https://git.example.org/acme/ice", "https://git.example.com/acme/ice", False),
        ("https://github.com/acme/ice", "https://github.com/fork/ice", False),
        ("../ice", "../ice", False),
        ("/srv/ice.git", "/srv/ice.git", False),
        ("C:/srv/ice.git", "C:/srv/ice.git", False),
        ("", "", False),
    ],
)
def test_clones_of_a_repository_share_a_history(
    tmp_path: Path, options: Options, one: str, other: str, is_shared: bool
) -> None:
    clones = []
    for name, remote in (("one", one), ("other", other)):
        clone = repository(tmp_path / name, {"README.md": LINKS, "docs/README.md": LINKS})
        if remote:
            git(clone, "remote", "add", "origin", remote)
        clones.append(clone)
    assert checks(lint_paths([clones[0] / "README.md"], options)) == [COUNTS]
    offline = replace(options, offline=True)
    found = [COUNTS] if is_shared else []
    assert checks(lint_paths([clones[1] / "README.md"], offline)) == found
    assert checks(lint_paths([clones[1] / "docs/README.md"], offline)) == []
