"""benchmarks/links.py: its runs without limits."""

import os
import subprocess
import sys

from awesome_lint import __version__
from paths import ROOT


def test_the_limits_that_it_removes_exist() -> None:
    command = [sys.executable, "-m", "linkbench.unlimited", "--version"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "benchmarks")}
    printed = subprocess.check_output(command, env=env, text=True)
    assert printed == f"awesome-lint {__version__}\n"
