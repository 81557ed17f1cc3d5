"""Errors that end a run, or cost one of its files."""

from __future__ import annotations

from awesome_lint.model import UserError


class InputError(UserError):
    """A file or directory that cannot be linted."""


class OutputError(UserError):
    """A report, a baseline or a fixed file that cannot be written."""


class OptionsError(UserError):
    """Options that cannot be combined, or a value that an option cannot have."""
