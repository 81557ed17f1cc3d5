"""How long it takes to check 600 URLs on 20 hosts, each answering after 100 ms.

The hosts are on the loopback interface, with TLS, each with its own certificate. The ideal is what
the answers alone take at the concurrency that a host is visited with.

    python benchmarks/links.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from awesome_lint import links
from awesome_lint.links.pace import CONCURRENCY
from fakenet import Internet, Page

HOSTS = 20
PAGES = 30
DELAY = 0.1
"""Seconds that an answer takes."""
LIMIT = 4.0
"""Seconds that the check may take."""


def main() -> int:
    """Print the table; return 1 if the check took too long or found what is not there."""
    world = {
        f"https://host-{host:02}.example/{page}": Page(delay=DELAY)
        for host in range(HOSTS)
        for page in range(PAGES)
    }
    with Internet(world) as net:
        start = time.perf_counter()
        outcome = links.run(world, connector_factory=net.connector)
        took = time.perf_counter() - start
    wrong = sum(result.verdict != "ok" for result in outcome.results.values())
    ideal = DELAY * -(-PAGES // CONCURRENCY)
    print(f"{len(world)} URLs on {HOSTS} hosts, {1000 * DELAY:.0f} ms an answer\n")
    print(f"{'':28} {'time':>8} {'requests':>9} {'wrong':>6} {'to ideal':>9}")
    row("ideal", ideal, len(world), 0, ideal)
    row("awesome-lint", took, len(net.requests), wrong, ideal)
    row("one at a time, at best", DELAY * len(world), len(world), 0, ideal)
    print(f"\nAt most {LIMIT:.1f} s are allowed.")
    return int(took >= LIMIT or wrong > 0)


def row(what: str, took: float, requests: int, wrong: int, ideal: float) -> None:
    """Print one line of the table."""
    print(f"{what:28} {took:6.2f} s {requests:9} {wrong:6} {took / ideal:8.1f}x")


if __name__ == "__main__":
    raise SystemExit(main())
