"""Check that no link in a list, or behind a redirect, causes a connection to a private address.

Listeners are at the private addresses that the tests know: loopback, private networks and cloud
metadata services, in IPv4 and IPv6. A list links to them in all spellings, by host names, and
through redirects. None of them may get a connection. A run with --allow-private-hosts shows that
connections would be counted.

    python benchmarks/private_addresses.py

Exits with 1 if a listener got a connection, or if there was none with --allow-private-hosts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from fakenet.behaviours.refused import BY_NAME, PRIVATE
from linkbench import network, tools
from linkbench.canaries import Canaries
from linkbench.internet import Internet


def main(hosts: Path) -> int:
    """Print the number of connections of each run; return 1 if one is wrong."""
    places = [place for place, *_ in PRIVATE]
    redirects = {
        f"https://host-{number}.org/": {"status": 302, "location": place}
        for number, place in enumerate(places)
    }
    canaries = Canaries(address for *_, address in PRIVATE)
    with TemporaryDirectory() as directory, Internet({"pages": redirects}, hosts) as net, canaries:
        with hosts.open("a", encoding="ascii") as file:
            file.writelines(f"{address} {name}\n" for name, address in BY_NAME)
        readme = Path(directory, "README.md")
        items = (f"- [Link](<{url}>)\n" for url in (*places, *redirects))
        readme.write_text("".join(items), encoding="utf-8")
        print(f"{len(places)} links and as many redirects; listeners at {canaries.count} addresses")
        print(f"\n{'':42}connections  to addresses  refused")

        def come(*options: str) -> int:
            canaries.visitors.clear()
            tools.awesome_lint(readme, net.authority, "--no-cache", "--timeout=4", *options)
            report: dict[str, Any] = msgspec.json.decode(
                readme.with_name("report.json").read_bytes()
            )
            refused = report["summary"]["links"]["refused"]
            came = canaries.visitors.total()
            name = " ".join(("awesome-lint", *options))
            print(f"{name:42}{came:11}{len(canaries.visitors):14}{refused:9}")
            return came

        uninvited, invited = come(), come("--allow-private-hosts")
        canaries.visitors.clear()
        tools.lychee(readme, net.authority, "--timeout=4", "--max-retries=0")
        print(f"{'lychee':42}{canaries.visitors.total():11}{len(canaries.visitors):14}")
    return int(uninvited > 0 or invited == 0)


if __name__ == "__main__":
    raise SystemExit(network.inside(main))
