"""Exports: the entries of lists with what registries know of them, in one of several formats.

Each format is a module with a pure function `write(export, stream)`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TextIO

from awesome_lint.exporters.export import Export, ExportedEntry

__all__ = ["FORMATS", "Export", "ExportedEntry", "Writer", "load_writer"]

FORMATS = ("csv", "json", "bibtex", "rss", "opml")
"""The names of the formats, which are those of their modules."""

Writer = Callable[[Export, TextIO], None]


def load_writer(name: str) -> Writer:
    """Return the `write` function of a format. Its module is imported on demand."""
    write: Writer = import_module(f"awesome_lint.exporters.{name}").write
    return write
