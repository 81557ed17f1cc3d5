"""Reports: a finished run, written in one of several formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TextIO

from awesome_lint.model import Run
from awesome_lint.report import github, json, text

WRITERS: Mapping[str, Callable[[Run, TextIO], None]] = {
    "text": text.write,
    "github": github.write,
    "json": json.write,
}
"""The writer of each format. `text.write` has further keyword arguments for its looks."""
