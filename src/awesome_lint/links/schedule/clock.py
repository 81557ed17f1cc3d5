"""Clock of a link check."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from random import random

from msgspec import Struct


class Clock(Struct, frozen=True):
    """Time and chance, replaceable in tests."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random
    posix: Callable[[], float] = time.time

    def backoff(self, first: float, attempt: int) -> float:
        """Return the wait before retry `attempt`, counted from 0: doubled each time, ±50 %."""
        return first * 2.0**attempt * (0.5 + self.random())
