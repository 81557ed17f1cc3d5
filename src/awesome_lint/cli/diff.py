"""Unified diffs of fixes."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from typing import Final, TextIO

from awesome_lint.text.display import displayable

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_NO_NEWLINE: Final = "\\ No newline at end of file\n"
_COLORS: Final = {"+": "32", "-": "31", "@": "36"}


def unified(path: str, before: str, after: str) -> Iterator[str]:
    """Yield the lines of a unified diff for `patch`, with the line endings of the file."""
    name = displayable(path)
    old, new = _LINE.findall(before), _LINE.findall(after)
    for line in difflib.unified_diff(old, new, name, name):
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"


def write(lines: Iterable[str], stream: TextIO, *, color: bool) -> None:
    """Write the lines of a diff.

    On a terminal, control characters are made visible. In GitHub Actions, workflow commands are
    stopped around the diff (actions/toolkit, docs/commands.md); `patch` ignores those two lines.
    """
    guarded = os.environ.get("GITHUB_ACTIONS") == "true"
    token = os.urandom(16).hex()
    if guarded:
        stream.write(f"::stop-commands::{token}\n")
    for line in lines:
        stream.write(_for_terminal(line, color) if stream.isatty() or color else line)
    if guarded:
        stream.write(f"::{token}::\n")


def _for_terminal(line: str, color: bool) -> str:
    shown = displayable(line.rstrip("\r\n"))
    code = _COLORS.get(line[0]) if color else None
    return f"\x1b[{code}m{shown}\x1b[0m\n" if code else f"{shown}\n"
