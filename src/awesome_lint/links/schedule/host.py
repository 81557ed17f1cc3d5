"""How fast a host is visited, and when it is left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from msgspec import Struct, structs

from awesome_lint.links.http.messages import (
    NO_CONNECTION_KINDS,
    Method,
    NoResponse,
    NoResponseKind,
    PageResponse,
    Reply,
)
from awesome_lint.links.http.rate_limit_headers import HostLimit, Quota, format_duration
from awesome_lint.links.http.status import describe_status, is_bot_wall, is_method_unsupported
from awesome_lint.links.schedule.clock import Clock

DEFAULT_CONCURRENCY: Final = 6
"""Requests under way at one host: as many connections as browsers open to one."""
DEFAULT_BURST: Final = 30
"""Quick visits before the pace is kept."""
DEFAULT_INTERVAL_SECONDS: Final = 0.25
"""Seconds between visits after that, doubled at each refusal."""
MAX_INTERVAL_SECONDS: Final = 8.0
"""Seconds between visits, at most."""
MAX_WAIT_SECONDS: Final = 120.0
"""Seconds that a host may ask to be waited for. github.com asks for 60."""
MAX_RATE_LIMITED_ROUNDS: Final = 3
"""Rounds of "too many requests" in a row after which a host is left alone."""
MAX_UNANSWERED_ROUNDS: Final = 3
"""Rounds without a sign of life in a row after which a host is not tried any more."""
SCARCE_REQUESTS: Final = 10
"""Requests left of a host's quota from which on they are spread over the time until the next."""
MAX_WALLED_ROUNDS: Final = 3
"""Rounds before a closed bot wall in a row after which a host is left alone."""

_UNANSWERED: Final = NO_CONNECTION_KINDS | {"silence"}
_HEAD_UNANSWERED: Final = NoResponse("silence", "does not answer HEAD requests")


class Pace(Struct, frozen=True):
    """How a host is visited.

    At most `concurrency` requests are under way at once, `burst` of them follow quickly, the others
    `interval` seconds apart. `method` is GET where HEAD is of no use. `wall` names the bot wall
    that the host is known for.
    """

    interval: float = DEFAULT_INTERVAL_SECONDS
    burst: int = DEFAULT_BURST
    concurrency: int = DEFAULT_CONCURRENCY
    method: Method = "HEAD"
    wall: str = ""


class _Site(Struct):
    """What is known of one scheme, name and port."""

    knows_head: bool = True
    heads_refused: int = 0
    misses: int = 0
    counted: float = 0.0
    """When it last gave no sign of life."""
    lost: NoResponse | None = None


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
        limit: HostLimit | None = None,
        learn: Callable[[float, float], None] = lambda _interval, _not_before: None,
    ) -> None:
        self.slots = asyncio.Semaphore(pace.concurrency)
        self.interval = pace.interval
        self._pace = pace
        self._clock = clock
        self._backoff = backoff
        self._until = until
        self._learn = learn
        self._turns = asyncio.Lock()
        self._burst = pace.burst
        self._quota_interval = 0.0  # a longer interval, for as long as the host's quota is scarce
        self._next_due = 0.0  # when the next visit is due if all keep the interval
        self._not_before = 0.0
        self._counted = 0.0  # when it last turned a visit away
        self._refusals = 0
        self._walls = 0
        self._closed: NoResponse | None = None
        self._closing = asyncio.Event()
        self._sites: defaultdict[str, _Site] = defaultdict(_Site)
        if limit is not None:
            self.interval = min(MAX_INTERVAL_SECONDS, max(pace.interval, limit.interval))
            self._burst = 0
            self._pause_until(limit.not_before - clock.posix())

    def seconds_for(self, visits: int) -> float:
        """Return how many seconds so many visits take at least, at the pace of the host."""
        return max(0, visits - self._burst - 1) * self.interval

    async def wait_turn(self, method: Method, site: str) -> NoResponse | None:
        """Wait for the next visit's turn; return what is known instead if there will be none."""
        async with self._turns:
            while (
                not (known := self.known_failure(method, site))
                and (wait := self._seconds_to_wait()) > 0
            ):
                await self._sleep(wait)
            if not known:
                interval = max(self.interval, self._quota_interval)
                self._next_due = max(self._next_due, self._clock.now()) + interval
            return known

    async def _sleep(self, seconds: float) -> None:
        """Wait for so many seconds, or until there is nothing to wait for any more."""
        time = asyncio.ensure_future(self._clock.sleep(seconds))
        end = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait((time, end), return_when=asyncio.FIRST_COMPLETED)
        finally:
            time.cancel()
            end.cancel()

    def known_failure(self, method: Method, site: str) -> NoResponse | None:
        """Return what is known of a visit before it is made, or None where it must be made."""
        if failure := self._closed or self._sites[site].lost:
            return failure
        if method == "HEAD" and (self._pace.method == "GET" or not self._sites[site].knows_head):
            return _HEAD_UNANSWERED
        return None

    def _seconds_to_wait(self) -> float:
        ahead = 0.0 if self._quota_interval else self._burst * self.interval
        return max(self._next_due - ahead, self._not_before) - self._clock.now()

    def with_known_wall(self, reply: Reply) -> Reply:
        """Return `reply` with the wall that the host is known for, if that explains it."""
        if not self._pace.wall or isinstance(reply, NoResponse) or reply.wall:
            return reply
        if is_bot_wall(reply.status) or reply.empty:
            return structs.replace(reply, known_wall=self._pace.wall)
        return reply

    def record(self, method: Method, site: str, reply: Reply, asked: float) -> None:
        """Learn from the reply to a visit that began at `asked`, by the clock."""
        here = self._sites[site]
        if isinstance(reply, PageResponse) and reply.quota is not None:
            self._apply_quota(reply.quota)
        if method == "HEAD" and _does_not_support_head(reply):
            here.knows_head = False
        elif isinstance(reply, NoResponse) and reply.kind in _UNANSWERED:
            if asked >= here.counted:
                self._record_unanswered(here, reply)
        elif asked < max(self._counted, here.counted):
            pass  # Sent before the host had its say: several at once say one thing.
        elif isinstance(reply, PageResponse) and reply.is_rate_limited:
            self._record_rate_limit(reply)
        elif isinstance(reply, PageResponse) and (wall := reply.wall or reply.known_wall):
            self._record_wall(method, here, wall)
        else:
            self._refusals = self._walls = here.misses = 0

    def _apply_quota(self, quota: Quota) -> None:
        """Ask no more than the host says that it will answer."""
        if quota.remaining == 0:
            self._pause_until(quota.reset)
            self._record_limit(quota.reset)
        scarce = 0 < quota.remaining <= SCARCE_REQUESTS
        self._quota_interval = (
            min(MAX_INTERVAL_SECONDS, quota.reset / quota.remaining) if scarce else 0.0
        )

    def _record_rate_limit(self, answer: PageResponse) -> None:
        self._counted = self._clock.now()
        wait = answer.retry_after
        if wait is None and answer.quota is not None:
            wait = answer.quota.reset
        if wait is None:
            wait = self._clock.backoff(self._backoff, self._refusals)
        self._refusals += 1
        self.interval = min(MAX_INTERVAL_SECONDS, 2 * self.interval)
        self._burst = 0
        self._next_due = self._counted
        self._not_before = 0.0  # A later word of the host is the better one.
        self._pause_until(wait)
        self._record_limit(wait)
        if self._refusals == MAX_RATE_LIMITED_ROUNDS:
            said = describe_status(answer.status)
            self._close("busy", f"is on a host that answers {said}, and was left alone for now")

    def _pause_until(self, seconds: float) -> None:
        """Make no visit for so many seconds, and none at all where that is too long to wait."""
        if seconds > 0:
            self._not_before = max(self._not_before, self._clock.now() + seconds)
        if seconds > MAX_WAIT_SECONDS:
            pause = format_duration(seconds)
            self._close("busy", f"is on a host that is to be left alone for {pause}")
        elif self._not_before > self._until:
            pause = format_duration(seconds)
            pause = f"is to be left alone for {pause}, longer than the deadline allows"
            self._close("busy", f"is on a host that {pause}")

    def _record_limit(self, seconds: float) -> None:
        """Tell what the next check should know: how often, and how long not at all."""
        self._learn(self.interval, self._clock.posix() + seconds)

    def _close(self, kind: NoResponseKind, detail: str) -> None:
        self._closed = self._closed or NoResponse(kind, detail)
        self._closing.set()

    def _record_unanswered(self, here: _Site, failure: NoResponse) -> None:
        here.counted = self._clock.now()
        here.misses += 1
        if here.misses == MAX_UNANSWERED_ROUNDS:
            here.lost = failure

    def _record_wall(self, method: Method, here: _Site, wall: str) -> None:
        if method == "HEAD":  # which may be all that it minds
            here.heads_refused += 1
            here.knows_head = here.heads_refused < MAX_WALLED_ROUNDS
            return
        self._counted = self._clock.now()
        self._walls += 1
        if self._walls == MAX_WALLED_ROUNDS:
            detail = f"is on a host whose bot wall ({wall}) is closed, and was left alone for now"
            self._close("wall", detail)


def _does_not_support_head(reply: Reply) -> bool:
    """Tell whether a reply to HEAD means that GET is better asked at once from now on."""
    if isinstance(reply, NoResponse):
        return reply.kind == "silence"
    return is_method_unsupported(reply.status)
