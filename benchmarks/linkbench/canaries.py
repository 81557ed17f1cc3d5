"""Listeners at IP addresses that must not be connected to."""

from __future__ import annotations

import asyncio
import subprocess
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from types import TracebackType
from typing import Final, Self

from threads import result, running

PORTS: Final = (80, 443, 8080)


class Canaries:
    """Accepts connections at IP addresses while it is entered, and counts them by address.

    It adds the addresses to the loopback interface, which requires a network namespace. `count` is
    the number of addresses added, since some, such as multicast addresses, cannot be. Connections
    to 0.0.0.0 and :: arrive at 127.0.0.1 and ::1.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        self.visitors: Counter[str] = Counter()
        self.count = 0
        self._addresses = [
            address
            for address in dict.fromkeys(addresses)
            if not ip_address(address).is_unspecified
        ]
        self._loop = asyncio.new_event_loop()
        self._running = running(self._loop)

    def __enter__(self) -> Self:
        for address in self._addresses:
            give = ["ip", "address", "add", address, "dev", "lo"]
            subprocess.run(give, check=False, capture_output=True)
        self._running.__enter__()
        result(self._listen(), self._loop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.__exit__(kind, error, trace)

    async def _listen(self) -> None:
        for address in self._addresses:
            with suppress(OSError):
                for port in PORTS:
                    await asyncio.start_server(self._note, address, port)
                self.count += 1

    async def _note(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.visitors[writer.get_extra_info("sockname")[0]] += 1
        writer.close()
