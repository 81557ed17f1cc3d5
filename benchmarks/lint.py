"""Measure a whole offline run, in comparison with a process that only parses the file.

    python benchmarks/lint.py [README.md]

Prints medians of whole-process wall times in milliseconds, their ratio to the minimum (start
Python, import markdown-it-py, parse), and peak memory in megabytes. All are measured alternately,
so that load on the machine affects all of them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")

PARSE = """
import sys
from markdown_it import MarkdownIt
md = MarkdownIt("gfm-like")
md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
md.parse(open(sys.argv[1], encoding="utf-8").read())
"""
"""The parser alone, with GitHub's syntax: tables, strikethrough and bare URLs."""

TABLES = """
import sys
from markdown_it import MarkdownIt
MarkdownIt("commonmark").enable("table").parse(open(sys.argv[1], encoding="utf-8").read())
"""
"""The parser without bare URLs."""

IMPORTED = """
import sys
from awesome_lint.cli import main
main(["--offline", "--no-config", "--quiet", sys.argv[1]])
heavy = sorted({name.split(".")[0] for name in sys.modules} & {"aiohttp", "rich"})
print("imported:", *heavy or ["neither aiohttp nor rich"], file=sys.stderr)
"""


def commands(readme: str) -> dict[str, list[str]]:
    """Return the measured commands by name. Other linters are included if they are installed."""
    python = [sys.executable, "-c"]
    found = {
        "markdown-it-py": [*python, PARSE, readme],
        "markdown-it-py, tables": [*python, TABLES, readme],
        "awesome-lint": [
            sys.executable,
            "-m",
            "awesome_lint",
            "--offline",
            "--no-config",
            readme,
        ],
        "awesome-lint, json": [
            sys.executable,
            "-m",
            "awesome_lint",
            "--offline",
            "--no-config",
            "--format",
            "json",
            readme,
        ],
    }
    for name, arguments in {
        "pymarkdown": ["scan", readme],
        "markdownlint-cli2": [readme],
        "rumdl": ["check", "--no-cache", readme],
    }.items():
        if path := shutil.which(name):
            found[name] = [path, *arguments]
    return found


def seconds(command: list[str]) -> float:
    """Return the wall time of one run. Output and exit status are ignored."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def peak(command: list[str]) -> float:
    """Return the peak resident memory of one run in megabytes."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    # Kilobytes on Linux, bytes on macOS: getrusage(2).
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure and print."""
    readme = sys.argv[1] if len(sys.argv) > 1 else str(LISTS / "seed" / "README.md")
    if not Path(readme).is_file():
        sys.exit(f"{readme} is not there: name a README, or set AWESOME_LINT_LISTS")
    measured = commands(readme)
    times: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        for name, command in measured.items():
            times[name].append(seconds(command))
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = medians["markdown-it-py"]
    size = Path(readme).stat().st_size
    print(f"{readme}, {size} bytes, median of {ROUNDS} runs each, Python {sys.version.split()[0]}")
    print(f"{'':24}{'ms':>8}{'ratio':>8}{'peak MB':>9}")
    for name, median in medians.items():
        memory = peak(measured[name])
        print(f"{name:24}{median * 1000:8.0f}{median / base:8.2f}{memory:9.1f}")
    subprocess.run([sys.executable, "-c", IMPORTED, readme], stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    main()
