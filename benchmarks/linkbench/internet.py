"""The fake internet as a separate process, at its own IP addresses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Final, Self

import msgspec

SUPPORT: Final = Path(__file__).parents[2] / "tests" / "support"


class Internet:
    """Serves a description, in the format of `python -m fakenet`, while it is entered.

    `hosts` is the file that names are written to. `seen` is set at the end: the requests it
    received.
    """

    def __init__(self, description: dict[str, Any], hosts: Path) -> None:
        self.seen: dict[str, Any] = {}
        self._description = description
        self._hosts = hosts

    def __enter__(self) -> Self:
        self._directory = TemporaryDirectory()
        self.authority = Path(self._directory.name, "ca.pem")
        world = Path(self._directory.name, "world.json")
        world.write_bytes(msgspec.json.encode(self._description))
        options = [f"--ca={self.authority}", f"--hosts={self._hosts}"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fakenet", *options, str(world)],
            env={"PYTHONPATH": str(SUPPORT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if self._process.stdout:
            self._process.stdout.readline()  # the proxy's URL, printed when all is ready
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        stdout, _ = self._process.communicate()
        self.seen = msgspec.json.decode(stdout)
        self._directory.cleanup()
