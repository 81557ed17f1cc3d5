"""Programs of tests."""

from __future__ import annotations

from pathlib import Path


def executable(path: Path, script: str) -> None:
    """Write a shell script that can be run."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
