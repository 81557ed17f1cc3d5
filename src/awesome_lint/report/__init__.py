"""Reports: a finished run, written in one of several formats."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from awesome_lint.model import Run

FORMATS = ("text", "github", "json", "sarif", "junit", "gitlab", "rdjson", "markdown")
"""The names of the formats, each of which is that of its module."""

NEEDS_TEXT = ("sarif", "rdjson")
"""The formats that cannot do without the text of the files: they count columns their own way."""

Writer = Callable[[Run, TextIO], None]


def load_writer(name: str) -> Writer:
    """Return what writes the format of a name; its module is imported only now."""
    write: Writer = import_module(f"awesome_lint.report.formats.{name}").write
    return write
