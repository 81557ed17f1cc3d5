"""The width of the terminal."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

from awesome_lint.bounded import parse_whole_number

_DEFAULT_COLUMNS: Final = 80


def terminal_columns() -> int:
    """Return the width of output in columns: `COLUMNS`, else that of the terminal, else 80.

    `shutil.get_terminal_size()` returns the same, but its module takes 2 ms to import.
    """
    columns = parse_whole_number(os.environ.get("COLUMNS")) or 0
    if columns == 0 and sys.__stdout__:
        with suppress(ValueError, OSError):  # closed, or not a terminal
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns
    return columns if columns > 0 else _DEFAULT_COLUMNS
