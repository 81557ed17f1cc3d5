"""Check that random faults never make a link dead, and never hide a dead one.

For each seed, a world of about 2000 URLs on 200 hosts is checked. Half of the hosts misbehave in
every possible way. No error may be raised, each URL must have a result, and exactly the dead links
must be reported as dead.

    python benchmarks/faults.py [SEED...]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from awesome_lint import links
from fakenet import Internet
from fakenet.chaos import chaos

HOSTS = 200
PAGES = 10
SEEDS = (1, 2, 3)
TIMEOUT = 6.0
"""Seconds for a request: enough for a busy machine, where dead links would be unreachable."""


def main() -> int:
    """Print the table; return 1 if a dead link was missed, or another one is reported as dead."""
    print("  seed   URLs  requests     time   dead  missed  false")
    wrong = 0
    for seed in map(int, sys.argv[1:] or SEEDS):
        made = chaos(seed, HOSTS, PAGES)
        with Internet(made.world) as net:
            start = time.perf_counter()
            settings = links.LinkSettings(timeout=TIMEOUT, backoff=0.01)
            outcome = links.check_urls(made.urls, settings, connector_factory=net.connector)
            took = time.perf_counter() - start
        found = {url for url, result in outcome.results.items() if result.verdict == "dead"}
        missed, false = len(made.dead - found), len(found - made.dead)
        lost = len(made.urls) - len(outcome.results)
        counts = f"{len(made.dead):6} {missed:7} {false:6}"
        print(f"{seed:6} {len(made.urls):6} {len(net.requests):9} {took:6.1f} s {counts}")
        wrong += missed + false + lost
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
