"""Measure the time and memory of checks of many links, and compare with a lower bound.

Each response takes 100 ms. The lower bound is the larger of two times: that of all links at the
maximum number of requests in flight, and that of the links of one host at the maximum per host. No
host has more links than the first ones that are requested without a pause. The measured time is
that of the whole process, with its start, the parsing of the list and the report. The internet is a
separate process; with TLS, it takes about as much CPU time as the check.

    python benchmarks/links_scale.py

Exits with 1 if a limit is exceeded.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from awesome_lint.links import LinkSettings
from awesome_lint.links.schedule.host import DEFAULT_BURST, DEFAULT_CONCURRENCY
from linkbench import network, tools
from linkbench.internet import Internet
from linkbench.lists import DELAY

MEMORY: Final = 150
"""Megabytes that a check may take at its peak."""
RATIO: Final = 1.3
"""Factor of the lower bound that a check of many links may take."""
SMALL: Final = 600
LIMIT: Final = 4.0
"""Seconds that a check of few links may take, much of it for starting the program."""


def main(hosts: Path) -> int:
    """Print the table; return 1 if a limit is exceeded."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before\n")
    print("  links  hosts  scheme      time   bound  ratio  peak MB  requests  not ok")
    rows = ((SMALL, 20, "https"), (10_000, 500, "http"), (10_000, 500, "https"))
    held = [row(links, count, scheme, hosts) for links, count, scheme in rows]
    print(f"\nAllowed are {MEMORY} MB, {RATIO} times the bound, and {LIMIT:g} s for {SMALL} links.")
    return int(not all(held))


def row(links: int, count: int, scheme: str, hosts: Path) -> bool:
    """Measure the check of some links on some hosts; return whether the limits are kept."""
    pages = links // count
    urls = [f"{scheme}://host-{host}.org/{page}" for page in range(pages) for host in range(count)]
    items = (f"- [Paper {number} of many]({url})\n" for number, url in enumerate(urls))
    world = {"pages": {url: {"delay": DELAY} for url in urls}}
    with TemporaryDirectory() as directory, Internet(world, hosts) as net:
        readme = Path(directory, "README.md")
        readme.write_text("".join(items), encoding="utf-8")
        result = tools.awesome_lint(readme, net.authority, "--no-cache", "--select=link-*")
    bound = DELAY * max(links / LinkSettings().max_concurrency, -(-pages // DEFAULT_CONCURRENCY))
    took, requests, others = result.seconds, net.seen["requests"], links - result.ok
    print(f"{links:7}{count:7}  {scheme:6}{took:8.2f} s{bound:6.2f} s{took / bound:7.2f}", end="")
    print(f"{result.megabytes:9.0f}{requests:10}{others:8}", flush=True)
    in_time = took <= (LIMIT if links == SMALL else RATIO * bound)
    return pages <= DEFAULT_BURST and in_time and result.megabytes <= MEMORY and not others


if __name__ == "__main__":
    raise SystemExit(network.inside(main))
