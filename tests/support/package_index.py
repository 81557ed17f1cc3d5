"""Check for a package index that pip can install from."""

from __future__ import annotations

import functools
import subprocess
import sys
import tempfile

import pytest


@functools.cache
def _answers() -> bool:
    with tempfile.TemporaryDirectory() as directory:
        command = [
            "download",
            "--quiet",
            "--no-deps",
            "--retries",
            "0",
            "--dest",
            directory,
            "click",
        ]
        return subprocess.run([sys.executable, "-m", "pip", *command], check=False).returncode == 0


def require() -> None:
    """Skip the test that calls this if no package index responds."""
    if not _answers():
        pytest.skip("no package index answers")
