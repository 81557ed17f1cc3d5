"""Check that five shards of a link check, each a separate process, add up to the whole.

The list and its internet are those of `links.py`. The shards are checked at the same time, as on
several machines. The result of --merge must be the report of an unsharded run.

    python benchmarks/links_shards.py

Exits with 1 if the reports differ, or if two shards have a host in common.
"""

from __future__ import annotations

import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from linkbench import lists, network, tools
from linkbench.internet import Internet

COUNT: Final = 5


def main(hosts: Path) -> int:
    """Print a line for each shard, and whether they add up; return 1 if they do not."""
    text = lists.planted(lists.seed())
    world = lists.internet(text)
    print(f"{'part':8}{'links':>7}{'hosts':>7}{'dead':>6}{'time':>11}")
    with TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "README.md").write_text(text, encoding="utf-8")
        with Internet(world, hosts) as net:
            whole = check(directory, net.authority, "whole")
        with Internet(world, hosts) as net, ThreadPoolExecutor(COUNT) as pool:
            ca = net.authority
            checks = [
                pool.submit(check, directory, ca, f"{number}-{COUNT}", f"--shard={number}/{COUNT}")
                for number in range(1, COUNT + 1)
            ]
            parts = [each.result() for each in checks]
        merged = merge(directory)
    homes = Counter(home for part in parts for home in hosts_of(part))
    shared = [home for home, count in homes.items() if count > 1]
    print(f"\nThe merged report {'is' if merged == whole else 'IS NOT'} that of the whole.")
    print(f"Hosts in two parts: {', '.join(shared) or 'none'}")
    return int(merged != whole or bool(shared))


def check(directory: Path, authority: Path, name: str, *options: str) -> dict[str, Any]:
    """Check the links of a shard, print its line, and return its report."""
    path = directory / f"{name}.json"
    readme = directory / "README.md"
    result = tools.awesome_lint(readme, authority, "--no-cache", *options, report=path)
    report: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    counts = f"{len(report['links']):7}{len(hosts_of(report)):7}{len(result.errors):6}"
    print(f"{name:8}{counts}{result.seconds:9.2f} s", flush=True)
    return report


def hosts_of(report: dict[str, Any]) -> set[str]:
    """Return the hosts of the links in a report."""
    return {urlsplit(link["url"]).netloc for link in report["links"]}


def merge(directory: Path) -> dict[str, Any]:
    """Return the merged report of all shards."""
    names = [str(directory / f"{number}-{COUNT}.json") for number in range(1, COUNT + 1)]
    command = [*tools.AWESOME_LINT, "--merge", "--format=json", *names]
    merged = subprocess.run(command, cwd=directory, stdout=subprocess.PIPE, check=False)
    report: dict[str, Any] = msgspec.json.decode(merged.stdout)
    return report


if __name__ == "__main__":
    raise SystemExit(network.inside(main))
