"""Cache of the command: killed runs, concurrent runs, second runs."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from fakenet import Internet, World

HOSTS = 6
PAGES = 34
"""More links per host than are requested without a pause, so that a run takes some time."""
DEAD = 5
WORLD: World = {
    f"http://host-{host}.example/{page}": 404 if page == DEAD else 200
    for host in range(HOSTS)
    for page in range(PAGES)
}
VERDICTS = {url: "dead" if status == 404 else "ok" for url, status in WORLD.items()}


class Commands:
    """Runs the command over the links of `WORLD` in separate processes."""

    def __init__(self, net: Internet, directory: Path) -> None:
        self._directory = directory
        self._proxy = net.open_proxy()
        (directory / "README.md").write_text("".join(f"- <{url}>\n" for url in WORLD))

    def start(self, *options: str, refresh: bool = False) -> subprocess.Popen[str]:
        """Start a run, with options for Python itself; with `refresh`, it requests all links."""
        arguments = ["--format=json", "--select=link-dead", f"--proxy={self._proxy}"]
        if refresh:
            arguments.append("--refresh")
        return subprocess.Popen(
            [sys.executable, *options, "-m", "awesome_lint", *arguments],
            cwd=self._directory,
            env=os.environ | {"AWESOME_LINT_CACHE_DIR": "cache"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self, process: subprocess.Popen[str]) -> tuple[dict[str, str], str]:
        """Wait for a run, and return its verdicts and its notes."""
        out, notes = process.communicate(timeout=60)
        assert process.returncode == 1
        return {each["url"]: each["verdict"] for each in json.loads(out)["links"]}, notes


@pytest.fixture
def net() -> Iterator[Internet]:
    with Internet(WORLD) as net:
        yield net


def test_runs_that_are_killed_leave_a_cache_that_is_right(net: Internet, tmp_path: Path) -> None:
    """`benchmarks/kill_links.py` does the same more often."""
    commands = Commands(net, tmp_path)
    chance = random.Random(4)  # noqa: S311 (nothing is secret)
    for _ in range(3):
        begun = Event()
        net.on_request = begun.set
        # On a busy machine, an earlier run may have cached every link before it was killed.
        process = commands.start(refresh=True)
        try:
            assert begun.wait(30), "no request was sent"
            time.sleep(chance.uniform(0, 1.5))
        finally:
            process.kill()
            process.communicate()
    verdicts, notes = commands.end(commands.start())
    assert verdicts == VERDICTS
    assert notes == ""
    names = sorted(path.name for path in (tmp_path / "cache").iterdir())
    assert names == ["links-trusted.sqlite3", "results"]
    before = len(net.requests)
    assert commands.end(commands.start()) == (VERDICTS, "")
    assert len(net.requests) == before


def test_runs_at_once_share_a_cache_and_the_next_one_needs_no_client(
    net: Internet, tmp_path: Path
) -> None:
    commands = Commands(net, tmp_path)
    running = [commands.start() for _ in range(3)]
    assert [commands.end(process) for process in running] == [(VERDICTS, "")] * 3
    before = len(net.requests)
    verdicts, imported = commands.end(commands.start("-X", "importtime"))
    assert verdicts == VERDICTS
    assert len(net.requests) == before
    assert "sqlite3" in imported
    assert "aiohttp" not in imported
