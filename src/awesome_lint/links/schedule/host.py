"""How fast a host is visited, and when it is left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from msgspec import Struct, structs

from awesome_lint.links.http.messages import (
    NO_CONNECTION,
    Answer,
    Failure,
    FailureKind,
    Method,
    Reply,
)
from awesome_lint.links.http.rate_limit_headers import Limit, Quota, span
from awesome_lint.links.http.status import describe_status, is_bot_wall, is_method_unsupported
from awesome_lint.links.schedule.clock import Clock

CONCURRENCY: Final = 6
"""Requests under way at one host: as many connections as browsers open to one."""
BURST: Final = 30
"""Quick visits before the pace is kept."""
INTERVAL: Final = 0.25
"""Seconds between visits after that, doubled at each refusal."""
SLOWEST: Final = 8.0
"""Seconds between visits, at most."""
PATIENCE: Final = 120.0
"""Seconds that a host may ask to be waited for. github.com asks for 60."""
REFUSALS: Final = 3
"""Rounds of "too many requests" in a row after which a host is left alone."""
MISSES: Final = 3
"""Rounds without a sign of life in a row after which a host is not tried any more."""
SCARCE: Final = 10
"""Requests left of a host's quota from which on they are spread over the time until the next."""
WALLS: Final = 3
"""Rounds before a closed bot wall in a row after which a host is left alone."""

_NO_LIFE: Final = NO_CONNECTION | {"silence"}
_NO_HEAD: Final = Failure("silence", "does not answer HEAD requests")


class Pace(Struct, frozen=True):
    """How a host is visited.

    At most `concurrency` requests are under way at once, `burst` of them follow quickly, the others
    `interval` seconds apart. `method` is GET where HEAD is of no use. `wall` names the bot wall
    that the host is known for.
    """

    interval: float = INTERVAL
    burst: int = BURST
    concurrency: int = CONCURRENCY
    method: Method = "HEAD"
    wall: str = ""


class _Site(Struct):
    """What is known of one scheme, name and port."""

    knows_head: bool = True
    heads_refused: int = 0
    misses: int = 0
    counted: float = 0.0
    """When it last gave no sign of life."""
    lost: Failure | None = None


class Host:
    """One host's place in the schedule, and what it has taught.

    `until` is when the check must end, by the clock; `backoff` the first wait, in seconds, where
    the host does not say how long. Several names can share a host's pace: what is about one site
    alone (scheme, name and port) is kept apart, so that a name that does not exist says nothing
    about its neighbours. `limit` is what an earlier check learned; `learn` is told what this one
    does: the interval, in seconds, and the POSIX time before which there is to be no visit.
    """

    def __init__(
        self,
        pace: Pace,
        clock: Clock,
        backoff: float,
        until: float,
        limit: Limit | None = None,
        learn: Callable[[float, float], None] = lambda _interval, _not_before: None,
    ) -> None:
        self.slots = asyncio.Semaphore(pace.concurrency)
        self.interval = pace.interval
        self._pace = pace
        self._clock = clock
        self._backoff = backoff
        self._until = until
        self._learn = learn
        self._line = asyncio.Lock()
        self._burst = pace.burst
        self._spread = 0.0  # a longer interval, for as long as the host's quota is scarce
        self._due = 0.0  # when the next visit is due if all keep the interval
        self._not_before = 0.0
        self._counted = 0.0  # when it last turned a visit away
        self._refusals = 0
        self._walls = 0
        self._closed: Failure | None = None
        self._closing = asyncio.Event()
        self._sites: defaultdict[str, _Site] = defaultdict(_Site)
        if limit is not None:
            self.interval = min(SLOWEST, max(pace.interval, limit.interval))
            self._burst = 0
            self._hold(limit.not_before - clock.posix())

    def seconds(self, visits: int) -> float:
        """Return how many seconds so many visits take at least, at the pace of the host."""
        return max(0, visits - self._burst - 1) * self.interval

    async def turn(self, method: Method, site: str) -> Failure | None:
        """Wait for the next visit's turn; return what is known instead if there will be none."""
        async with self._line:
            while not (known := self.known(method, site)) and (wait := self._wait()) > 0:
                await self._pause(wait)
            if not known:
                interval = max(self.interval, self._spread)
                self._due = max(self._due, self._clock.now()) + interval
            return known

    async def _pause(self, seconds: float) -> None:
        """Wait for so many seconds, or until there is nothing to wait for any more."""
        time = asyncio.ensure_future(self._clock.sleep(seconds))
        end = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait((time, end), return_when=asyncio.FIRST_COMPLETED)
        finally:
            time.cancel()
            end.cancel()

    def known(self, method: Method, site: str) -> Failure | None:
        """Return what is known of a visit before it is made, or None where it must be made."""
        if failure := self._closed or self._sites[site].lost:
            return failure
        if method == "HEAD" and (self._pace.method == "GET" or not self._sites[site].knows_head):
            return _NO_HEAD
        return None

    def _wait(self) -> float:
        ahead = 0.0 if self._spread else self._burst * self.interval
        return max(self._due - ahead, self._not_before) - self._clock.now()

    def named(self, reply: Reply) -> Reply:
        """Return `reply` with the wall that the host is known for, if that explains it."""
        if not self._pace.wall or isinstance(reply, Failure) or reply.wall:
            return reply
        if is_bot_wall(reply.status) or reply.empty:
            return structs.replace(reply, known_wall=self._pace.wall)
        return reply

    def note(self, method: Method, site: str, reply: Reply, asked: float) -> None:
        """Learn from the reply to a visit that began at `asked`, by the clock."""
        here = self._sites[site]
        if isinstance(reply, Answer) and reply.quota is not None:
            self._heed(reply.quota)
        if method == "HEAD" and _says_nothing_to_head(reply):
            here.knows_head = False
        elif isinstance(reply, Failure) and reply.kind in _NO_LIFE:
            if asked >= here.counted:
                self._missed(here, reply)
        elif asked < max(self._counted, here.counted):
            pass  # Sent before the host had its say: several at once say one thing.
        elif isinstance(reply, Answer) and reply.too_many:
            self._refused(reply)
        elif isinstance(reply, Answer) and (wall := reply.wall or reply.known_wall):
            self._walled(method, here, wall)
        else:
            self._refusals = self._walls = here.misses = 0

    def _heed(self, quota: Quota) -> None:
        """Ask no more than the host says that it will answer."""
        if quota.remaining == 0:
            self._hold(quota.reset)
            self._teach(quota.reset)
        scarce = 0 < quota.remaining <= SCARCE
        self._spread = min(SLOWEST, quota.reset / quota.remaining) if scarce else 0.0

    def _refused(self, answer: Answer) -> None:
        self._counted = self._clock.now()
        wait = answer.retry_after
        if wait is None and answer.quota is not None:
            wait = answer.quota.reset
        if wait is None:
            wait = self._clock.backoff(self._backoff, self._refusals)
        self._refusals += 1
        self.interval = min(SLOWEST, 2 * self.interval)
        self._burst = 0
        self._due = self._counted
        self._not_before = 0.0  # A later word of the host is the better one.
        self._hold(wait)
        self._teach(wait)
        if self._refusals == REFUSALS:
            said = describe_status(answer.status)
            self._close("busy", f"is on a host that answers {said}, and was left alone for now")

    def _hold(self, seconds: float) -> None:
        """Make no visit for so many seconds, and none at all where that is too long to wait."""
        if seconds > 0:
            self._not_before = max(self._not_before, self._clock.now() + seconds)
        if seconds > PATIENCE:
            self._close("busy", f"is on a host that is to be left alone for {span(seconds)}")
        elif self._not_before > self._until:
            pause = f"is to be left alone for {span(seconds)}, longer than the deadline allows"
            self._close("busy", f"is on a host that {pause}")

    def _teach(self, seconds: float) -> None:
        """Tell what the next check should know: how often, and how long not at all."""
        self._learn(self.interval, self._clock.posix() + seconds)

    def _close(self, kind: FailureKind, detail: str) -> None:
        self._closed = self._closed or Failure(kind, detail)
        self._closing.set()

    def _missed(self, here: _Site, failure: Failure) -> None:
        here.counted = self._clock.now()
        here.misses += 1
        if here.misses == MISSES:
            here.lost = failure

    def _walled(self, method: Method, here: _Site, wall: str) -> None:
        if method == "HEAD":  # which may be all that it minds
            here.heads_refused += 1
            here.knows_head = here.heads_refused < WALLS
            return
        self._counted = self._clock.now()
        self._walls += 1
        if self._walls == WALLS:
            detail = f"is on a host whose bot wall ({wall}) is closed, and was left alone for now"
            self._close("wall", detail)


def _says_nothing_to_head(reply: Reply) -> bool:
    """Tell whether a reply to HEAD means that GET is better asked at once from now on."""
    if isinstance(reply, Failure):
        return reply.kind == "silence"
    return is_method_unsupported(reply.status)
