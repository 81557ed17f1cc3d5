"""How fast a host is visited, and when it is left alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import random
from typing import Final

from msgspec import Struct

from awesome_lint.links.answer import NO_CONNECTION, Answer, Failure, Method, Reply

CONCURRENCY: Final = 6
"""Requests under way at one host: as many connections as browsers open to one."""
BURST: Final = 30
"""Quick visits before the pace is kept: github.com answers 429 after a few dozen."""
INTERVAL: Final = 0.25
"""Seconds between visits after that, doubled at each refusal: arXiv bears four a second."""
SLOWEST: Final = 8.0
"""Seconds between visits, at most."""
PATIENCE: Final = 120.0
"""Seconds that a host may ask to be waited for. github.com asks for 60."""
REFUSALS: Final = 3
"""Rounds of "too many requests" in a row after which a host is left alone."""
MISSES: Final = 3
"""Rounds without a sign of life in a row after which a host is not tried any more."""

_NO_LIFE: Final = NO_CONNECTION | {"silence"}
_NO_HEAD: Final = Failure("silence", "does not answer HEAD requests")
_BUSY: Final = Failure(
    "busy", "is on a host that answers 429 Too Many Requests, and was left alone for now"
)


class Clock(Struct, frozen=True):
    """Time and chance, replaceable in tests."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random

    def backoff(self, first: float, attempt: int) -> float:
        """Return the wait before retry `attempt`, counted from 0: doubled each time, ±50 %."""
        return first * 2.0**attempt * (0.5 + self.random())


def parse_retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Return how many seconds a `Retry-After` header asks to wait (RFC 9110, section 10.2.3).

    It holds seconds or a date, which is compared with `now`. Return None where it holds neither.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    if date.tzinfo is None:  # "-0000": the time is in UTC, its zone unknown
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())


class Host:
    """One host's place in the schedule.

    `until` is when the check must end, by the clock; `backoff` the first wait, in seconds, where
    the host does not say how long.
    """

    def __init__(self, clock: Clock, backoff: float, until: float) -> None:
        self.slots = asyncio.Semaphore(CONCURRENCY)
        self.closed: Failure | None = None
        self._clock = clock
        self._backoff = backoff
        self._until = until
        self._line = asyncio.Lock()
        self._interval = INTERVAL
        self._burst = BURST
        self._due = 0.0  # when the next visit is due if all keep the interval
        self._counted = 0.0  # when it last failed
        self._refusals = 0
        self._misses = 0
        self._knows_head = True

    async def turn(self, method: Method) -> Failure | None:
        """Wait for the next visit's turn; return what is known instead if there will be none."""
        async with self._line:
            while not (known := self._known(method)) and (wait := self._wait()) > 0:
                await self._clock.sleep(wait)
            if not known:
                self._due = max(self._due, self._clock.now()) + self._interval
            return known

    def _known(self, method: Method) -> Failure | None:
        if self.closed or self._knows_head or method == "GET":
            return self.closed
        return _NO_HEAD

    def _wait(self) -> float:
        return self._due - self._burst * self._interval - self._clock.now()

    def note(self, method: Method, reply: Reply, asked: float) -> None:
        """Learn from the reply to a visit that began at `asked`, by the clock."""
        if method == "HEAD" and _says_nothing_to_head(reply):
            self._knows_head = False
        elif asked < self._counted:
            pass  # Sent before the host had its say: several at once say one thing.
        elif isinstance(reply, Answer) and reply.status == 429:
            self._refused(reply)
        elif isinstance(reply, Failure) and reply.kind in _NO_LIFE:
            self._missed(reply)
        else:
            self._refusals = self._misses = 0

    def _refused(self, answer: Answer) -> None:
        now = self._counted = self._clock.now()
        wait = answer.retry_after
        if wait is None:
            wait = self._clock.backoff(self._backoff, self._refusals)
        self._refusals += 1
        self._interval = min(SLOWEST, 2 * self._interval)
        self._burst = 0
        self._due = now + wait
        if self._refusals == REFUSALS or wait > PATIENCE or self._due > self._until:
            self.closed = _BUSY

    def _missed(self, failure: Failure) -> None:
        self._counted = self._clock.now()
        self._misses += 1
        if self._misses == MISSES:
            self.closed = failure


def _says_nothing_to_head(reply: Reply) -> bool:
    """Tell whether a reply to HEAD means that GET is better asked at once from now on."""
    return reply.kind == "silence" if isinstance(reply, Failure) else reply.status in (405, 501)
