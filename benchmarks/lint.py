"""Measure whole offline runs, in comparison with a process that only parses the file.

    python benchmarks/lint.py [README.md]

Prints medians of whole-process wall times in milliseconds, their ratios to `python -c pass` and to
the parser alone (start Python, import markdown-it-py, parse), and peak memory in megabytes. All are
measured alternately, so that load on the machine affects all of them. Then each claim of this
project about these numbers is printed, and the exit status is 1 if one does not hold.

Other linters are measured if they are installed. Those for Node.js are installed by npm, if there
is one, into `.venv/node` beside the interpreter.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from resource import struct_rusage

ROUNDS: Final = 15
LISTS: Final = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")
NODE_LINTERS: Final = {"markdownlint-cli2": "0.22.1", "awesome-lint": "2.3.0"}
"""Packages of npm, with their versions."""

PARSE: Final = """
import sys
from markdown_it import MarkdownIt
md = MarkdownIt("gfm-like")
md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
md.parse(open(sys.argv[1], encoding="utf-8").read())
"""
"""The parser alone, with GitHub's syntax: tables, strikethrough and bare URLs."""

TABLES: Final = """
import sys
from markdown_it import MarkdownIt
MarkdownIt("commonmark").enable("table").parse(open(sys.argv[1], encoding="utf-8").read())
"""
"""The parser without bare URLs."""

IMPORTED: Final = """
import sys
from awesome_lint.cli import main
main(["--offline", "--no-config", "--no-cache", "--quiet", sys.argv[1]])
heavy = sorted({name.split(".")[0] for name in sys.modules} & {"aiohttp", "rich"})
print("imported:", *heavy or ["neither aiohttp nor rich"], file=sys.stderr)
"""

CLAIMS: Final = (
    ("awesome-lint, quiet", "markdown-it-py", 1.8),
    ("awesome-lint", "markdown-it-py", 2.0),
    ("awesome-lint, second run", "python -c pass", 8.0),
    ("awesome-lint --version", "python -c pass", 5.0),
    ("awesome-lint", "markdownlint-cli2 (npm)", 1 / 3),
    ("awesome-lint", "awesome-lint (npm)", 1 / 5),
    ("awesome-lint", "rumdl", 14.0),
    ("awesome-lint, second run", "markdownlint-cli2 (npm)", 1 / 10),
    ("awesome-lint, second run", "awesome-lint (npm)", 1 / 15),
    ("awesome-lint, second run", "rumdl", 4.0),
)
"""A command, another one, and the most times that the first takes as long as the other."""
MAX_PEAK: Final = 40.0
"""Megabytes of memory that a run may take."""


def commands(readme: str, cache: str) -> dict[str, list[str]]:
    """Return the measured commands by name. Results of unchanged files are kept in `cache`."""
    python = [sys.executable, "-c"]
    linter = [installed_command()]
    offline = [*linter, "--offline", "--no-config"]
    found = {
        "python -c pass": [*python, "pass"],
        "awesome-lint --version": [*linter, "--version"],
        "markdown-it-py": [*python, PARSE, readme],
        "markdown-it-py, tables": [*python, TABLES, readme],
        "awesome-lint": [*offline, "--no-cache", readme],
        "awesome-lint, quiet": [*offline, "--no-cache", "--quiet", readme],
        "awesome-lint, json": [*offline, "--no-cache", "--format", "json", readme],
        "awesome-lint, second run": [*offline, "--cache-dir", cache, readme],
    }
    for name, arguments in {
        "pymarkdown": ["scan", readme],
        "rumdl": ["check", "--no-cache", readme],
    }.items():
        own = str(Path(sys.executable).with_name(name))
        if path := shutil.which(own) or shutil.which(name):
            found[name] = [path, *arguments]
    for name, path in _node_linters().items():
        found[f"{name} (npm)"] = [path, readme]
    return found


def installed_command() -> str:
    """Return the path of `awesome-lint` beside the interpreter. Exits if it is not installed."""
    command = shutil.which("awesome-lint", path=str(Path(sys.executable).parent))
    return command or sys.exit("awesome-lint is not installed beside this Python")


def _node_linters() -> dict[str, str]:
    """Return the paths of the linters for Node.js, which npm installs; none without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return {}
    directory = Path(sys.prefix) / "node"
    paths = {name: directory / "node_modules" / ".bin" / name for name in NODE_LINTERS}
    if not all(path.exists() for path in paths.values()):
        packages = [f"{name}@{version}" for name, version in NODE_LINTERS.items()]
        installed = subprocess.run(
            [npm, "install", "--silent", "--prefix", str(directory), *packages], check=False
        )
        if installed.returncode:
            print("npm cannot install the linters for Node.js, which are left out")
            return {}
    return {name: str(path) for name, path in paths.items()}


def without_bytecode_setting() -> dict[str, str]:
    """Return the environment of commands, in which Python keeps modules compiled, as by default."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: list[str], environment: Mapping[str, str]) -> float:
    """Return the wall time of one run. Output and exit status are ignored."""
    start = time.perf_counter()
    subprocess.run(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - start


def peak(command: list[str], environment: Mapping[str, str]) -> float:
    """Return the peak resident memory of one run in megabytes, without child processes."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return peak_megabytes(usage)


def peak_megabytes(usage: struct_rusage) -> float:
    """Return the peak resident memory of a process in megabytes."""
    # Kilobytes on Linux, bytes on macOS: getrusage(2).
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def judge(claims: Mapping[str, bool]) -> int:
    """Print whether each claim holds; return the exit status, which is 1 if one does not."""
    for claim, holds in claims.items():
        print(f"{'holds' if holds else 'FAILS'}: {claim}")
    return int(not all(claims.values()))


def main() -> int:
    """Measure and print; return 1 if a claim does not hold."""
    readme = sys.argv[1] if len(sys.argv) > 1 else str(LISTS / "seed" / "README.md")
    if not Path(readme).is_file():
        sys.exit(f"{readme} is not there: name a README, or set AWESOME_LINT_LISTS")
    environment = without_bytecode_setting()
    with TemporaryDirectory() as cache:
        measured = commands(readme, cache)
        times: dict[str, list[float]] = {name: [] for name in measured}
        # The first round, which is not counted, compiles modules and fills the cache.
        for number in range(ROUNDS + 1):
            for name, command in measured.items():
                took = seconds(command, environment)
                if number:
                    times[name].append(took)
        medians = {name: statistics.median(values) for name, values in times.items()}
        peaks = {name: peak(command, environment) for name, command in measured.items()}
    size = Path(readme).stat().st_size
    print(f"{readme}, {size} bytes, median of {ROUNDS} runs each, Python {sys.version.split()[0]}")
    print(f"{'':26}{'ms':>8}{'/ pass':>8}{'/ parse':>9}{'peak MB':>9}")
    for name, median in medians.items():
        start, parse = medians["python -c pass"], medians["markdown-it-py"]
        print(
            f"{name:26}{median * 1000:8.0f}{median / start:8.1f}{median / parse:9.2f}"
            f"{peaks[name]:9.1f}"
        )
    subprocess.run([sys.executable, "-c", IMPORTED, readme], stdout=subprocess.DEVNULL, check=False)
    return judge(_claims(medians, peaks["awesome-lint"]))


def _claims(medians: Mapping[str, float], memory: float) -> dict[str, bool]:
    """Return the claims about the commands that were measured, and whether they hold."""
    claims = {f"at most {MAX_PEAK:g} MB: {memory:.1f} MB": memory <= MAX_PEAK}
    for name, other, most in CLAIMS:
        if other not in medians:
            print(f"not measured: {other} is not installed")
            continue
        ratio = medians[name] / medians[other]
        limit, value = f"{most:g}", f"{ratio:.2f}"
        if most < 1:
            limit, value = f"1/{1 / most:g}", f"1/{1 / ratio:.1f}"
        claims[f"{name}: at most {limit} of {other}: {value}"] = ratio <= most
    return claims


if __name__ == "__main__":
    sys.exit(main())
