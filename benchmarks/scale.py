"""Measure how the time of an offline run grows with the size of the file.

    python benchmarks/scale.py [--size MEGABYTES] [--hostile MEGABYTES] [SHAPE ...]
    python benchmarks/scale.py --rows

Each shape of benchmarks/shapes is made in three sizes, each twice the previous one, up to `--size`
(5 MB; hostile shapes up to `--hostile`, 0.25 MB). Prints CPU seconds for parsing, for all offline
rules, and for the text report; the projected seconds for 1 MB; and the factor of the slower of the
two doublings. Exits with 1 if a doubling took more than 2.6 times as long and more than a second,
or 1 MB more than 30 seconds, or 60 with the report.

To measure the program and not the machine, each size is measured in a separate process, since warm
or full caches would favor one of them. Sizes take turns of equal length, so that load affects all
of them, and the best of several rounds counts. A doubling that seems too slow is measured again.

With `--rows`, the command `awesome-lint --offline --no-config` lints a table of 10,000 rows and one
of 80,000 rows, which has 10 MB, nearly the most that the command accepts. Prints CPU seconds, the
least of three runs, and peak memory in megabytes, then each claim of this project about them. Exits
with 1 if one does not hold.
"""

from __future__ import annotations

import argparse
import gc
import io
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from awesome_lint import document, rulebook
from awesome_lint.config import Config, rule_settings
from awesome_lint.engine import engine
from awesome_lint.model import Evidence, Run
from awesome_lint.report import load_writer
from awesome_lint.rules import RULES
from lint import judge, peak_megabytes
from shapes import HOSTILE, LISTED, real_lists, table

LIMIT = 2.6
"""Factor of the time for the double size, at most."""
MOMENT = 1.0
"""Seconds that are too few to measure growth."""
MOST, MOST_REPORTED = 30.0, 60.0
"""Seconds that 1 MB may take, without and with the report."""
SIZES = 3
ROUNDS = 1
MORE_ROUNDS = 4
"""Rounds that are added while a doubling is too slow."""

ROWS = 10_000, 80_000
"""Rows of the tables of `--rows`."""
MOST_TIMES = 8.8
"""Factor of the time for the larger table, at most."""
MOST_MEMORY = 350.0
"""Megabytes of memory that the larger table may take."""
RUNS = 3
"""Runs of the command on each table."""

Times = tuple[float, float, float]
"""Seconds for reading, for the rules and for the report."""


def seconds(text: str) -> Times:
    """Return the CPU seconds of each part of a run."""
    vocabulary = rulebook.vocabulary()
    evidence = Evidence({}, vocabulary, hosts=rulebook.hosts(), lookalikes=rulebook.lookalikes())
    offline = [rule.id for rule in RULES if rule.needs in ("none", "suppressions")]
    settings = rule_settings(Config(), select=offline)
    write = load_writer("text")
    gc.collect()
    start = time.process_time()
    parsed = document.parse("README.md", text, vocabulary)
    read = time.process_time()
    result = engine.lint(parsed, settings, evidence)
    judged = time.process_time()
    write(Run({"README.md": parsed}, result.diagnostics, result.suppressed, ()), io.StringIO())
    return read - start, judged - read, time.process_time() - judged


def _of_shape(name: str, size: int) -> Times:
    return seconds({**real_lists(), **LISTED, **HOSTILE}[name](size))


def apart(name: str, size: int, runs: int) -> Times:
    """Return the average seconds of several runs of a shape, each in a new process."""
    spawn = multiprocessing.get_context("spawn")
    times = []
    for _ in range(runs):
        with ProcessPoolExecutor(1, mp_context=spawn) as pool:
            times.append(pool.submit(_of_shape, name, size).result())
    reading, rules, report = map(fmean, zip(*times, strict=True))
    return reading, rules, report


def growth(best: Iterable[Times]) -> float:
    """Return the factor of the slower doubling; 0 if all times are too short."""
    totals = [sum(times) for times in best]
    doublings = [after / before for before, after in pairwise(totals) if after >= MOMENT]
    return max(doublings, default=0.0)


def too_slow(times: Times, size: int, grown: float) -> bool:
    """Return whether a shape of `size` characters is too slow."""
    million = 1e6 / size
    judged = sum(times[:2]) * million
    return grown > LIMIT or judged > MOST or sum(times) * million > MOST_REPORTED


def measure(name: str, largest: int) -> bool:
    """Print the line of a shape; return whether it is fast enough."""
    sizes = [largest >> power for power in range(SIZES - 1, -1, -1)]
    runs = [largest // size for size in sizes]
    best = [apart(name, *each) for each in zip(sizes, runs, strict=True)]
    for turn in range(1, ROUNDS + MORE_ROUNDS):
        if turn >= ROUNDS and not too_slow(best[-1], largest, growth(best)):
            break
        for index, each in enumerate(zip(sizes, runs, strict=True)):
            best[index] = min(best[index], apart(name, *each), key=sum)
    grown = growth(best)
    shown = "".join(f"{sum(times):8.2f}" for times in best)
    parts = "".join(f"{part:8.2f}" for part in best[-1])
    slow = too_slow(best[-1], largest, grown)
    print(
        f"{name:45}{largest / 1e6:6.2f} MB{shown} {parts}{sum(best[-1]) * 1e6 / largest:8.2f}"
        f"{f'{grown:8.2f}' if grown else '       -'}{'  too slow' if slow else ''}",
        flush=True,
    )
    return not slow


def usage(path: Path) -> tuple[float, float]:
    """Return the CPU seconds and the peak memory in megabytes of the command on a file."""
    command = [sys.executable, "-m", "awesome_lint", "--offline", "--no-config", "--no-cache"]
    with subprocess.Popen([*command, str(path)], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit status {process.returncode} for {path.name}")
    return used.ru_utime + used.ru_stime, peak_megabytes(used)


def measure_rows() -> int:
    """Print time and memory of the command on two tables; return 1 if a claim does not hold."""
    with TemporaryDirectory() as directory:
        paths = [Path(directory) / f"{rows}.md" for rows in ROWS]
        for path, rows in zip(paths, ROWS, strict=True):
            path.write_text(table(rows), encoding="utf-8")
        sizes = [path.stat().st_size for path in paths]
        used = [[usage(path) for path in paths] for _ in range(RUNS)]
    took = [min(seconds for seconds, _ in runs) for runs in zip(*used, strict=True)]
    peaks = [max(memory for _, memory in runs) for runs in zip(*used, strict=True)]
    print(f"{'rows':>8}{'MB':>8}{'seconds':>10}{'peak MB':>10}")
    for rows, size, best, peak in zip(ROWS, sizes, took, peaks, strict=True):
        print(f"{rows:8}{size / 1e6:8.2f}{best:10.2f}{peak:10.0f}")
    times, memory = took[1] / took[0], peaks[1]
    return judge(
        {
            f"at most {MOST_TIMES} times as long: {times:.2f}": times <= MOST_TIMES,
            f"at most {MOST_MEMORY:g} MB: {memory:.0f} MB": memory <= MOST_MEMORY,
        }
    )


def main() -> int:
    """Print the table; return 1 if a shape is too slow, or a claim does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=float, default=5.0, metavar="MEGABYTES")
    parser.add_argument("--hostile", type=float, default=0.25, metavar="MEGABYTES")
    parser.add_argument("--rows", action="store_true", help="measure a table of 80,000 rows")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    arguments = parser.parse_args()
    if arguments.rows:
        return measure_rows()
    slow = count = 0
    columns = ("quarter", "half", "whole", " reading", "rules", "report", "1 MB", "growth")
    print(f"{'':54}{''.join(f'{column:>8}' for column in columns)}")
    named = [*real_lists(), *LISTED], HOSTILE
    for shapes, megabytes in zip(named, (arguments.size, arguments.hostile), strict=True):
        for name in shapes:
            if not arguments.shapes or name in arguments.shapes:
                slow += not measure(name, int(megabytes * 1e6))
                count += 1
    print(f"{slow} of {count} shapes too slow")
    return int(slow > 0)


if __name__ == "__main__":
    raise SystemExit(main())
