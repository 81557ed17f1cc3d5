"""A process on a pseudo-terminal."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TIMEOUT_SECONDS = 30.0

_CONTROLLED = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "awesome_lint", *sys.argv[1:]])
"""
"""Starts the command with standard input as its controlling terminal, so that Ctrl-C reaches it."""


class Terminal:
    """The command on a terminal with 200 columns."""

    def __init__(self, arguments: Sequence[str], directory: Path) -> None:
        import pty  # which Windows lacks

        self._terminal, end = pty.openpty()
        self._unread = ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CONTROLLED, *arguments],
            cwd=directory,
            stdin=end,
            stdout=end,
            stderr=end,
            env=os.environ | {"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "200"},
            start_new_session=True,
        )
        os.close(end)

    def read_until(self, pattern: str) -> str:
        """Return what is shown up to and including the next match of a pattern."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while not (match := re.search(pattern, self._unread)):
            wait = max(deadline - time.monotonic(), 0)
            ready, _, _ = select.select([self._terminal], [], [], wait)
            assert ready, f"no {pattern!r} in {self._unread!r}"
            self._unread += os.read(self._terminal, 65536).decode("utf-8", "replace")
        shown, self._unread = self._unread[: match.end()], self._unread[match.end() :]
        return shown.replace("\r\n", "\n")

    def type(self, text: str) -> None:
        """Type a text; `\\x03` is Ctrl-C."""
        os.write(self._terminal, text.encode())

    def close(self) -> None:
        """End the process, as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(TIMEOUT_SECONDS)
        finally:
            self.process.kill()
            os.close(self._terminal)


@contextmanager
def terminal(*arguments: str, directory: Path) -> Iterator[Terminal]:
    """Run the command on a terminal until the context ends."""
    opened = Terminal(arguments, directory)
    try:
        yield opened
    finally:
        opened.close()
