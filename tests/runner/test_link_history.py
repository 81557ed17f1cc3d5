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
from repositories import repository

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
