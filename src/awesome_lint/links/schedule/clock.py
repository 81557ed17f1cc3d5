"""Clock and time limit of a link check."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from math import inf
from random import random

from msgspec import Struct


class Clock(Struct, frozen=True):
    """Time and chance, replaceable in tests."""

    now: Callable[[], float] = time.monotonic
    """Monotonic time, in seconds."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Wait for a number of seconds."""
    random: Callable[[], float] = random
    """Random number, from 0 up to and without 1."""
    posix: Callable[[], float] = time.time
    """POSIX time, in seconds."""


class Timing(Struct, frozen=True):
    """Clock of a link check, with the end of the check and the waits before retries."""

    clock: Clock = Clock()
    backoff: float = 1.0
    """Seconds before the first retry, if the host does not say; doubled before each further one."""
    until: float = inf
    """Time at which the check must end, by `Clock.now`; infinity if there is no deadline."""

    def retry_wait(self, attempt: int) -> float:
        """Return the seconds before retry number `attempt`, counted from 0: doubled, ±50 %."""
        return self.backoff * 2.0**attempt * (0.5 + self.clock.random())

    def has_time_for(self, seconds: float) -> bool:
        """Return whether a wait of so many seconds ends before the check must."""
        return self.clock.now() + seconds <= self.until
