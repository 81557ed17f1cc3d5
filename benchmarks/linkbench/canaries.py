"""Listeners at addresses that nobody should connect to."""

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
    """Accepts connections at addresses while it is entered, and counts them by address.

    The loopback interface is given the addresses, which takes a network namespace; `count` is how
    many it has got, since some, such as those of multicast, none can have. Who connects to 0.0.0.0
    or :: comes to 127.0.0.1 or ::1.
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
