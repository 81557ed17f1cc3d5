"""Measure the time and the errors of a link check, in comparison with lychee.

The list has 622 links, of which 559 lead to arXiv, and 20 dead ones are planted in it. The internet
is simulated on the loopback interface, in a separate process and an isolated network, and looks
like the real one to both programs. Each response takes 100 ms. arXiv answers 4 requests per second,
and its API one in 3 seconds; others get 429. In the line "arXiv's API refuses", this API refuses
all requests, and so does Semantic Scholar's, as without a key.

The *bound* is the time of the slowest host, at the rate that awesome-lint keeps to for it. It is
computed from the requests that were sent. The time includes the start of the program, and is the
median of five runs; with rate limits, lychee runs once.

    python benchmarks/links.py [--all] [README.md]

For the second table, neither the hosts nor the programs have limits, and awesome-lint uses no
registry. Without a file, the list is the seed list of AWESOME_LINT_LISTS, or a generated list like
it. With `--all`, lychee is measured without its limits in the first table as well, which takes
minutes. Exits with 1 if a claim of this project about these numbers does not hold.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from msgspec import Struct

from awesome_lint.version import __version__
from linkbench import bound, lists, network, tools
from linkbench.internet import Internet
from linkbench.unlimited import CONCURRENCY
from lint import judge

FASTER: Final = 20
"""Factor by which awesome-lint must be faster than lychee with its defaults."""
FEWER: Final = 10
"""Factor by which awesome-lint must send fewer requests."""
AGAIN: Final = 0.5
"""Seconds that the fastest second run may take."""
WITHOUT_SECONDS: Final = 15
"""Seconds that a run may take if arXiv's API refuses."""
WITHOUT_REQUESTS: Final = 150
"""Requests of that run."""
TIMES: Final = 5
"""Runs of awesome-lint, of which the median counts; from the cache, the fastest."""
AS_FAST: Final = 2
"""Factor by which awesome-lint may be slower than lychee without limits."""


class Row(Struct, frozen=True):
    """The result of one run, with its errors."""

    seconds: float
    requests: int
    wrong: int
    """Dead links that were missed, and working ones that were reported as dead."""


def main(hosts: Path) -> int:
    """Print both tables; return 1 if a claim does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("readme", nargs="?", type=Path)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    given: Path | None = arguments.readme
    text = lists.planted(given.read_text(encoding="utf-8") if given else lists.seed())
    lychee = tools.lychee_version()
    print(f"awesome-lint {__version__}, Python {platform.python_version()}, lychee {lychee}")
    with TemporaryDirectory() as directory:
        readme = Path(directory, "README.md")
        readme.write_text(text, encoding="utf-8")
        claims = {**limited(readme, hosts, everything=arguments.all), **unlimited(readme, hosts)}
    print()
    return judge(claims)


def limited(readme: Path, hosts: Path, *, everything: bool) -> dict[str, bool]:
    """Print the table with rate limits; return the claims about it, and whether they hold."""
    world = lists.internet(readme.read_text(encoding="utf-8"))
    cache = f"--cache-dir={readme.with_name('cache')}"
    free = ("--host-request-interval=0s", "--host-concurrency=128")
    heading("arXiv answers 4 a second")
    afresh = partial(tools.awesome_lint, readme)
    first = row("awesome-lint", world, hosts, lambda ca: afresh(ca, "--no-cache"), times=TIMES)
    refusing = lists.internet(readme.read_text(encoding="utf-8"), arxiv_refuses=True)
    without = row(
        "arXiv's API refuses", refusing, hosts, lambda ca: afresh(ca, "--no-cache"), times=TIMES
    )
    with Internet(world, hosts) as net:
        afresh(net.authority, cache)
    again = row(f"once more, best of {TIMES}", world, hosts, lambda ca: best(readme, ca, cache))
    other = row("lychee", world, hosts, lambda ca: tools.lychee(readme, ca), paced=False)
    if everything:
        run = partial(tools.lychee, readme)
        row("lychee, no limits", world, hosts, lambda ca: run(ca, *free), paced=False)
    return {
        "no dead link is missed, and no other called dead": not (
            first.wrong + again.wrong + without.wrong
        ),
        f"at most {WITHOUT_SECONDS} s without arXiv's API": without.seconds <= WITHOUT_SECONDS,
        f"at most {WITHOUT_REQUESTS} requests then": without.requests <= WITHOUT_REQUESTS,
        f"{FASTER} times faster than lychee": FASTER * first.seconds <= other.seconds,
        f"at most a {FEWER}th of its requests": FEWER * first.requests <= other.requests,
        "no request once more": again.requests == 0,
        f"at most {AGAIN} s once more": again.seconds <= AGAIN,
    }


def unlimited(readme: Path, hosts: Path) -> dict[str, bool]:
    """Print the table without rate limits and registries; return the claims about it."""
    world = lists.internet(readme.read_text(encoding="utf-8"), registries=False)
    options = (
        "--host-request-interval=0s",
        f"--host-concurrency={CONCURRENCY}",
        f"--max-concurrency={CONCURRENCY}",
    )
    heading(f"no limits, {CONCURRENCY} at once")
    ours, theirs = partial(tools.unlimited, readme), partial(tools.lychee, readme)
    walked = row("awesome-lint", world, hosts, ours, times=TIMES, paced=False)
    other = row("lychee", world, hosts, lambda ca: theirs(ca, *options), times=TIMES, paced=False)
    return {
        "nothing wrong without registries": not walked.wrong,
        f"at most {AS_FAST} times as long as lychee": walked.seconds <= AS_FAST * other.seconds,
    }


def best(readme: Path, authority: Path, *options: str) -> tools.Result:
    """Return the fastest of several runs of awesome-lint."""
    runs = (tools.awesome_lint(readme, authority, *options) for _ in range(TIMES))
    return min(runs, key=lambda result: result.seconds)


def heading(what: str) -> None:
    """Print the first line of a table."""
    columns = ("time", "bound", "requests", "429", "dead found", "false dead")
    print(f"\n{what:26}" + "".join(f"{column:>{len(column) + 3}}" for column in columns))


def row(
    name: str,
    world: dict[str, Any],
    hosts: Path,
    run: Callable[[Path], tools.Result],
    *,
    times: int = 1,
    paced: bool = True,
) -> Row:
    """Measure some runs in a world, and print the line of the one with the median time."""
    measured = [_measured(world, hosts, run) for _ in range(times)]
    result, seen = sorted(measured, key=lambda each: each[0].seconds)[times // 2]
    dead = frozenset(lists.PLANTED)
    found = min(len(dead & each.errors) for each, _ in measured)
    false = max(len(each.errors - dead) for each, _ in measured)
    least = bound.slowest(seen["urls"], lists.DELAY) if paced else None
    print(f"{name:22}{result.seconds:8.2f} s", end="")
    print(f"{least.seconds:6.2f} s" if least else f"{'-':>8}", end="")
    print(f"{seen['requests']:11}{seen['refused']:6}", end="")
    print(f"{found:7} of {len(dead)}{false:13}", end="")
    print(f"   {least.name} ({least.requests})" if least and least.name else "", flush=True)
    return Row(result.seconds, seen["requests"], len(dead) - found + false)


def _measured(
    world: dict[str, Any], hosts: Path, run: Callable[[Path], tools.Result]
) -> tuple[tools.Result, dict[str, Any]]:
    """Return the result of one run in a world, and the requests that arrived there."""
    with Internet(world, hosts) as net:
        result = run(net.authority)
    return result, net.seen


if __name__ == "__main__":
    raise SystemExit(network.inside(main))
