"""Reports: a finished run, written in one of several formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from awesome_lint.model import Run

FORMATS = ("text", "github", "json", "sarif", "junit", "gitlab", "rdjson", "markdown", "html")
"""The names of the formats, which are those of their modules."""

NEEDS_TEXT = ("sarif", "rdjson")
"""The formats that need the text of the files to count columns."""

NEEDS_SECTIONS = ("html",)
"""The formats that show the `sections` and `link_checks` of a run."""

Writer = Callable[[Run, TextIO], None]


def load_writer(name: str) -> Writer:
    """Return the `write` function of a format. Its module is imported on demand."""
    write: Writer = import_module(f"awesome_lint.report.formats.{name}").write
    return write
