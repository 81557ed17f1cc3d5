"""The last result of a link in the cache."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from awesome_lint.links.cache.memory import LinkCache
from awesome_lint.links.settings import LinkSettings
from awesome_lint.model import LinkResult
from awesome_lint.runner.cached_link import find_cached_link
from awesome_lint.runner.options import Options

URL = "https://a.example/"


def store(
    directory: Path, result: LinkResult, *, soft_404: bool = False, forges: bool = False
) -> None:
    settings = LinkSettings(cache=directory, soft_404=soft_404, forges=forges)
    cache = LinkCache(settings, lambda _note: None)
    cache.load([URL])
    cache.store(result)
    cache.close()


def test_the_newest_result_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    store(tmp_path, LinkResult(URL, "ok", 200))
    monkeypatch.setattr(time, "time", lambda: now + 60)
    store(tmp_path, LinkResult(URL, "dead", 404), soft_404=True)
    found = find_cached_link(URL, Options(cache_dir=str(tmp_path)))
    assert found is not None
    assert (found.result.verdict, found.dead_since, found.checked_at) == (
        ("dead", now + 60, now + 60)
    )
    monkeypatch.setattr(time, "time", lambda: now + 10 * 86400)  # no longer valid for a run
    assert find_cached_link(URL, Options(cache_dir=str(tmp_path))) == found


def test_the_result_of_a_check_with_forges_is_found(tmp_path: Path) -> None:
    store(tmp_path, LinkResult(URL, "ok", 200), forges=True)
    found = find_cached_link(URL, Options(cache_dir=str(tmp_path)))
    assert found is not None
    assert found.result.verdict == "ok"


def test_nothing_is_found_or_created(tmp_path: Path) -> None:
    directory = tmp_path / "cache"
    assert find_cached_link(URL, Options(cache_dir=str(directory))) is None
    assert not directory.exists()
    store(directory, LinkResult(URL, "ok", 200))
    assert find_cached_link("https://b.example/", Options(cache_dir=str(directory))) is None
    assert find_cached_link(URL, Options(cache_dir=str(directory), no_cache=True)) is None


def test_a_broken_cache_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "links-trusted.sqlite3"
    file.write_bytes(b"not a database")
    assert find_cached_link(URL, Options(cache_dir=str(tmp_path))) is None
    assert file.read_bytes() == b"not a database"
    assert list(tmp_path.iterdir()) == [file]
