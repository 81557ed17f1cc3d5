"""Check the cache after a killed link check, and measure a second run.

A check of 1200 links of 40 hosts on the loopback interface is killed with SIGKILL at a random
moment, twenty times, sometimes while a second one uses the same cache. After each time, the cache
must open and contain no wrong entry. At the end, a run must have the right verdicts, and the next
one the same without a request.

    python benchmarks/kill_links.py [SEED]
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from awesome_lint.links.cache.memory import CachedResult
from awesome_lint.links.cache.store import CacheFile
from fakenet import Internet, Page, World

HOSTS = 40
PAGES = 30
DELAY = 0.1
"""Seconds that a response takes."""
KILLS = 20
LIMIT = 0.5
"""Seconds that a second run may take."""

WORLD: World = {
    f"http://host-{host:02}.example/{page}": Page(
        status=(200, 200, 200, 404, 403, 500)[(host + page) % 6], delay=DELAY
    )
    for host in range(HOSTS)
    for page in range(PAGES)
}
VERDICTS = {
    url: {200: "ok", 404: "dead", 403: "blocked", 500: "unreachable"}[page.status]
    for url, page in WORLD.items()
    if isinstance(page, Page)
}


def main() -> int:
    """Print the state of the cache; return 1 if it is wrong, or a run took too long."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else time.time_ns() % 1_000_000
    chance = random.Random(seed)  # noqa: S311 (nothing is secret)
    print(f"seed {seed}")
    wrong = 0
    with TemporaryDirectory() as name, Internet(WORLD) as net:
        directory = Path(name)
        proxy = net.open_proxy()
        (directory / "README.md").write_text("".join(f"- <{url}>\n" for url in WORLD))
        for number in range(1, KILLS + 1):
            wrong += kill(net, proxy, directory, number, chance)
        requests = len(net.requests)
        verdicts, took, notes = finished(start(proxy, directory))
        wrong += verdicts != VERDICTS or bool(notes)
        print(f"\nthe next run: {len(net.requests) - requests} requests in {took:.2f} s,", end=" ")
        print("right" if verdicts == VERDICTS else "WRONG", notes)
        requests = len(net.requests)
        again = [finished(start(proxy, directory)) for _ in range(3)]
        new_requests = len(net.requests) - requests
        took = min(seconds for _, seconds, _ in again)
        wrong += (
            any(verdicts != VERDICTS for verdicts, *_ in again) or new_requests > 0 or took > LIMIT
        )
        print(f"a second run, best of 3: {new_requests} requests in {took:.2f} s (limit {LIMIT} s)")
    return int(wrong > 0)


def kill(net: Internet, proxy: str, directory: Path, number: int, chance: random.Random) -> int:
    """Kill a run, sometimes while another one runs; return 1 if the cache is wrong."""
    begun = Event()
    net.on_request = begun.set
    running = [start(proxy, directory, refresh=True) for _ in range(chance.choice((1, 1, 2)))]
    begun.wait(30)
    moment = chance.uniform(0, 3)
    time.sleep(moment)
    for process in running:
        process.kill()
        process.communicate()
    notes: list[str] = []
    cache = CacheFile(directory / "cache" / "links-trusted.sqlite3", notes.append)
    seen = cache.read("link", CachedResult)
    cache.close()
    known = sum(each.result.verdict in VERDICTS.values() for each in seen.values())
    right = not notes and known == len(seen)
    print(f"kill {number:2} after {moment:.2f} s: {len(seen):4} links known", *notes)
    return int(not right)


def start(proxy: str, directory: Path, *, refresh: bool = False) -> subprocess.Popen[str]:
    """Start a run over all links."""
    arguments = ["--format=json", "--select=link-*", f"--proxy={proxy}", "--cache-dir=cache"]
    return subprocess.Popen(
        [sys.executable, "-m", "awesome_lint", *arguments, *(["--refresh"] if refresh else [])],
        cwd=directory,
        env={name: value for name, value in os.environ.items() if "AWESOME_LINT" not in name},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(process: subprocess.Popen[str]) -> tuple[dict[str, str], float, str]:
    """Wait for a run; return its verdicts, the seconds that it took, and its notes."""
    began = time.perf_counter()
    out, notes = process.communicate()
    took = time.perf_counter() - began
    return {each["url"]: each["verdict"] for each in json.loads(out)["links"]}, took, notes


if __name__ == "__main__":
    raise SystemExit(main())
