"""Measure what the tests catch: plant one fault at a time in a copy of the source, and run them.

    python benchmarks/planted_faults.py [--check] [WORD…]

The faults are those of `planted_faults.yml`; WORDs select those whose name contains one of them.
The whole suite runs once without a fault, and coverage records which tests execute which lines.
With a fault, only the tests that execute its line run, those that mirror its module first, and then
those without a record, until one fails twice. `--check` runs no test and prints the faults that no
longer fit the source. Exits with 1 if a fault is not caught or does not fit.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Set
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
from coverage import CoverageData

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = Path("src", "awesome_lint")
FAULTS: Final = Path(__file__).with_suffix(".yml")
_FAILED: Final = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)

_MANY: Final = 300
"""Number of tests from which on they run in several processes."""
_PLAIN: Final = re.compile(r"[\w./:\[\]-]+", re.ASCII)


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change of the source that makes it wrong: `new` replaces `old`, which is unique."""

    fault: str
    old: str
    new: str


class Place(msgspec.Struct, frozen=True):
    """The module, as a path from the root, and the 1-based line where a fault is planted."""

    module: Path
    line: int

    def __str__(self) -> str:
        return f"{self.module.relative_to(PACKAGE)}:{self.line}"


class UnfitError(Exception):
    """The text that a fault replaces does not occur exactly once in the source."""


def find(fault: Fault) -> Place:
    """Return the place of a fault. Raises UnfitError."""
    found = []
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(re.escape(fault.old), text):
            line = text.count("\n", 0, match.end() - 1) + 1
            found.append(Place(path.relative_to(ROOT), line))
    if len(found) != 1:
        raise UnfitError(f"found {len(found)} times {', '.join(map(str, found))}".rstrip())
    return found[0]


def statement(source: str, line: int) -> range:
    """Return the lines of the innermost statement at a line, without its nested block."""
    lines = range(line, line + 1)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and node.end_lineno and node.lineno <= line:
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if isinstance(body, list) and body else node.end_lineno
            if line <= max(end, node.lineno):
                lines = range(node.lineno, max(end, node.lineno) + 1)
    return lines


def executing(recorded: CoverageData, every: Set[str], place: Place, root: Path) -> list[str]:
    """Return the tests that execute a line, and then those of which nothing is recorded.

    In both groups, the tests that mirror its module are first. Imports execute a line of a module
    itself: for such a line, return all tests.
    """
    path = root / place.module
    by_line = recorded.contexts_by_lineno(str(path))
    lines = statement(path.read_text(encoding="utf-8"), place.line)
    contexts = {context for line in lines for context in by_line.get(line, ())}
    tests = {_plain(context.rpartition("|")[0]) for context in contexts if context}
    below = place.module.relative_to(PACKAGE)
    near = [Path("tests", *each.parts) for each in below.parents]

    def distance(test: str) -> tuple[bool, int, bool, str]:
        around = Path(test.partition("::")[0]).parents
        name = Path(test.partition("::")[0]).name
        shared = next(steps for steps, each in enumerate(near) if each in around)
        return test not in tests, shared, name != f"test_{below.name}", test

    measured = {_plain(each.rpartition("|")[0]) for each in recorded.measured_contexts()}
    return sorted(tests | (every - measured) if tests else every, key=distance)


def _plain(test: str) -> str:
    """Return the name of a test without its parameters, unless they are plain text."""
    return test if _PLAIN.fullmatch(test) else test.partition("[")[0]


def run(root: Path, tests: Iterable[str], *options: str) -> list[str]:
    """Run tests of a copy of the project until one fails; return those that failed."""
    (root / "tests-to-run").write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no"]
    # The copy must be imported before the installed sources.
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *options, "@tests-to-run"],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return []
    end = f"pytest ends with {done.returncode}: {done.stdout[-300:]}"
    return _FAILED.findall(done.stdout) or [end]


def caught(
    fault: Fault, place: Place, tests: list[str], root: Path, unreliable: Iterable[str]
) -> str:
    """Return the test of a copy that catches a fault, or nothing.

    Tests that are `unreliable` or pass the second time do not count.
    """
    path = root / place.module
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    deselected = [f"--deselect={test}" for test in unreliable]
    workers = ("-n", "auto") if len(tests) > _MANY else ()
    try:
        while failed := run(root, tests, *deselected, *workers):
            if run(root, failed[:1]):
                return failed[0]
            deselected.append(f"--deselect={failed[0]}")
        return ""
    finally:
        path.write_text(text, encoding="utf-8")


def copy(root: Path) -> None:
    """Copy the files of the project that git tracks or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)


def collected(root: Path) -> set[str]:
    """Return all tests of a copy."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return {_plain(line) for line in listed.splitlines() if "::" in line}


def record(root: Path) -> tuple[CoverageData, list[str]]:
    """Run the suite of a copy; return which tests execute which lines, and which tests fail."""
    options = ("-n", "auto", "--cov", "--cov-context=test", "--cov-report=", "--maxfail=1000")
    failed = run(root, ["tests"], *options)
    recorded = CoverageData(str(root / ".coverage"))
    recorded.read()
    return recorded, failed


def chosen(words: Iterable[str]) -> list[Fault]:
    """Return the faults whose name contains one of the words; all faults without words."""
    faults = msgspec.yaml.decode(FAULTS.read_bytes(), type=list[Fault])
    wanted = [word.lower() for word in words]
    return [each for each in faults if not wanted or any(w in each.fault.lower() for w in wanted)]


def main() -> int:
    """Plant the faults, and return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    start = time.monotonic()
    places: list[tuple[Fault, Place]] = []
    faults = chosen(options.words)
    for fault in faults:
        try:
            places.append((fault, find(fault)))
        except UnfitError as error:
            print(f"DOES NOT FIT  {fault.fault}: {error}")
    good = len(places)
    if not options.check:
        with TemporaryDirectory() as directory:
            root = Path(directory).resolve() / "project"
            copy(root)
            recorded, unreliable = record(root)
            every = collected(root)
            for test in unreliable:
                print(f"fails without a fault: {test}", flush=True)
            for fault, place in places:
                tests = executing(recorded, every, place, root)
                test = caught(fault, place, tests, root, unreliable)
                good -= not test
                verdict = "caught" if test else "NOT CAUGHT"
                print(f"{verdict:12}  {fault.fault} ({place})", flush=True)
                if test:
                    print(f"{'':14}{test}", flush=True)
    print(f"{good} of {len(faults)} faults, {time.monotonic() - start:.0f} s")
    return good < len(faults)


if __name__ == "__main__":
    sys.exit(main())
