"""Shared helpers of the tests of the command line; the fixtures are in conftest.py."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

ONE_ERROR = "| Title | Link |\n|:--|:--|\n| A Paper | [x](https://a.example) | lost |\n"
ERROR = "README.md:3:38: error[table-column-count] 3 cells for 2 columns: GitHub drops `lost`"
"""The finding in `ONE_ERROR`."""
ONE_INFO = "| Title | Link |\n|:--|:--|\n| A Paper | [x](https://a.example) | |\n"


class Result(NamedTuple):
    """The result of a run of the command."""

    status: int
    out: str
    err: str


Cli = Callable[..., Result]


def spawn(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a separate process."""
    return subprocess.run(
        [sys.executable, "-m", "awesome_lint", *arguments],
        check=False,
        encoding="utf-8",
        timeout=60,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
    )
