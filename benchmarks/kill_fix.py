"""Check that no file is lost when `--fix` is killed.

    python benchmarks/kill_fix.py [--count N] [--seed N]

Fixes a file of 1 MB, and kills the run (SIGKILL) at a random moment near its end. Afterwards, the
file must be the old or the new one, byte for byte. Prints the counts of both, and exits with 1 if
it was neither.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

ROW = "- [Paper {0:04} of many](htps://example.org/papers/{0:04}/" + "x" * 900 + ")\n"
SIZE = 1_000_000
"""Bytes of the file."""


def main() -> int:
    """Print the counts; return 1 if a file was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = Random(arguments.seed)  # noqa: S311 - moments, not secrets
    rows = SIZE // len(ROW)
    old = "".join(map(ROW.format, range(rows))).encode()
    new = old.replace(b"htps", b"https")
    with TemporaryDirectory() as directory:
        path = Path(directory, "README.md")
        command = [sys.executable, "-m", "awesome_lint", "--offline", "--fix", "--quiet", str(path)]
        path.write_bytes(old)
        start = time.perf_counter()
        subprocess.run(command, check=True)
        whole = time.perf_counter() - start
        results = Counter({"new": 0, "old": 0, "lost": 0})
        for _ in range(arguments.count):
            path.write_bytes(old)
            with subprocess.Popen(command) as process:
                time.sleep(whole * chance.uniform(0.7, 1.3))
                os.kill(process.pid, signal.SIGKILL)
            after = path.read_bytes()
            results["new" if after == new else "old" if after == old else "lost"] += 1
    print(f"{len(old)} bytes, repaired in {whole:.2f} s, killed {arguments.count} times")
    print(", ".join(f"{name} {number}" for name, number in results.items()))
    return int(results["lost"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
