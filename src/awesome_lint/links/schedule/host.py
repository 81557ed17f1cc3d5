"""Rate limit of a host, and when to send it no more requests."""

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
from awesome_lint.links.schedule.clock import Timing

DEFAULT_CONCURRENCY: Final = 6
"""Requests under way at one host: as many connections as browsers open to one."""
DEFAULT_BURST: Final = 30
"""Requests without a pause before the interval applies."""
DEFAULT_INTERVAL_SECONDS: Final = 0.25
"""Seconds between requests after the burst; doubled by each 429."""
MAX_INTERVAL_SECONDS: Final = 8.0
"""Longest interval between requests, in seconds."""
MAX_WAIT_SECONDS: Final = 120.0
"""Longest pause to wait for, in seconds. github.com asks for 60."""
MAX_PAUSED_SECONDS: Final = 1800.0
"""Seconds that a host can have a check wait for it, in all pauses that it asks for."""
MAX_RATE_LIMITED_ROUNDS: Final = 3
"""Rounds of 429 in a row after which a host gets no more requests."""
MAX_UNANSWERED_ROUNDS: Final = 3
"""Rounds without a response in a row after which a site gets no more requests."""
SCARCE_REQUESTS: Final = 10
"""Requests left in a host's quota from which on they are spread over the time until its reset."""
MAX_WALLED_ROUNDS: Final = 3
"""Rounds of bot wall pages in a row after which a host gets no more requests."""

_UNANSWERED: Final = NO_CONNECTION_KINDS | {"no-response"}
_HEAD_UNANSWERED: Final = NoResponse("no-response", "does not respond to HEAD requests")


class Pace(Struct, frozen=True):
    """Rate of requests to a host, and their form."""

    interval: float = DEFAULT_INTERVAL_SECONDS
    """Seconds between requests after the burst."""
    burst: int = DEFAULT_BURST
    """Number of requests that follow each other without a pause."""
    concurrency: int = DEFAULT_CONCURRENCY
    """Largest number of requests under way at once."""
    method: Method = "HEAD"
    """Method of the first request for a page: GET for hosts that do not support HEAD."""
    wall: str = ""
    """Name of the bot wall that the host is known for; empty for none."""


class _Site(Struct):
    """State of one scheme, name and port."""

    supports_head: bool = True
    walled_heads: int = 0
    unanswered: int = 0
    unanswered_at: float = 0.0
    """Time of the last round without a response, by the clock."""
    failure: NoResponse | None = None
    """Result of all further requests, if there are to be none."""


class Host:
    """Queue of a host, with its rate limit and the state that responses put it in.

    Several names can share a host's rate limit. The state of one site (scheme, name and port) is
    kept apart, so that a name that does not exist says nothing about others. `limit` is the rate
    limit that an earlier check recorded. `record_limit` is called with the one that this check
    meets: the interval in seconds, and the POSIX time before which to send no request.
    """

    def __init__(
        self,
        pace: Pace,
        timing: Timing,
        limit: HostLimit | None = None,
        record_limit: Callable[[float, float], None] = lambda _interval, _not_before: None,
    ) -> None:
        self.slots = asyncio.Semaphore(pace.concurrency)
        self.interval = pace.interval
        self._pace = pace
        self._timing = timing
        self._clock = timing.clock
        self._report_limit = record_limit
        self._turns = asyncio.Lock()
        self._burst = pace.burst
        self._quota_interval = 0.0  # a longer interval, while the host's quota is scarce
        self._next_due = 0.0  # time of the next request if all keep the interval
        self._not_before = 0.0
        self._paused = 0.0  # seconds spent in pauses that the host asked for
        self._refused_at = 0.0  # time of the last round of 429 or of bot wall pages
        self._rate_limited = 0
        self._walled = 0
        self._closed: NoResponse | None = None
        self._closing = asyncio.Event()
        self._sites: defaultdict[str, _Site] = defaultdict(_Site)
        if limit is not None:
            self.interval = min(MAX_INTERVAL_SECONDS, max(pace.interval, limit.interval))
            self._burst = 0
            self._pause_for(limit.not_before - self._clock.posix())

    def seconds_for(self, requests: int) -> float:
        """Return the seconds that a number of requests take at least, at the pace of the host."""
        return max(0, requests - self._burst - 1) * self.interval

    async def wait_turn(self, method: Method, site: str) -> NoResponse | None:
        """Wait until the next request may be sent; return its result if it must not be sent."""
        async with self._turns:
            while (
                not (known := self.known_failure(method, site))
                and (wait := self._seconds_to_wait()) > 0
            ):
                self._paused += max(0.0, min(wait, self._not_before - self._clock.now()))
                await self._sleep(wait)
            if not known:
                interval = max(self.interval, self._quota_interval)
                self._next_due = max(self._next_due, self._clock.now()) + interval
            return known

    async def _sleep(self, seconds: float) -> None:
        """Wait for a number of seconds, or until the host gets no more requests."""
        time = asyncio.ensure_future(self._clock.sleep(seconds))
        end = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait((time, end), return_when=asyncio.FIRST_COMPLETED)
        finally:
            time.cancel()
            end.cancel()

    def known_failure(self, method: Method, site: str) -> NoResponse | None:
        """Return the result of a request that must not be sent; None if it must be sent."""
        state = self._sites[site]
        if failure := self._closed or state.failure:
            return failure
        if method == "HEAD" and (self._pace.method == "GET" or not state.supports_head):
            return _HEAD_UNANSWERED
        return None

    def _seconds_to_wait(self) -> float:
        ahead = 0.0 if self._quota_interval else self._burst * self.interval
        return max(self._next_due - ahead, self._not_before) - self._clock.now()

    def with_known_wall(self, reply: Reply) -> Reply:
        """Return a reply with the bot wall that the host is known for, if it looks like its."""
        if not self._pace.wall or isinstance(reply, NoResponse) or reply.wall:
            return reply
        if is_bot_wall(reply.status) or reply.empty:
            return structs.replace(reply, known_wall=self._pace.wall)
        return reply

    def record(self, method: Method, site: str, reply: Reply, sent: float) -> None:
        """Update the state of the host from the reply to a request sent at `sent`, by the clock."""
        state = self._sites[site]
        if isinstance(reply, PageResponse) and reply.quota is not None:
            self._apply_quota(reply.quota)
        if method == "HEAD" and _does_not_support_head(reply):
            state.supports_head = False
        elif isinstance(reply, NoResponse) and reply.kind in _UNANSWERED:
            if sent >= state.unanswered_at:
                self._record_unanswered(state, reply)
        elif sent < max(self._refused_at, state.unanswered_at):
            pass  # Requests sent at once are one round, however many of them are refused.
        elif isinstance(reply, PageResponse) and reply.is_rate_limited:
            self._record_rate_limit(reply)
        elif isinstance(reply, PageResponse) and (wall := reply.wall or reply.known_wall):
            self._record_wall(method, state, wall)
        else:
            self._rate_limited = self._walled = state.unanswered = 0

    def _apply_quota(self, quota: Quota) -> None:
        """Send no more requests than the host says that it will answer."""
        if quota.remaining == 0:
            self._pause_for(quota.reset)
            self._record_limit(quota.reset)
        scarce = 0 < quota.remaining <= SCARCE_REQUESTS
        self._quota_interval = (
            min(MAX_INTERVAL_SECONDS, quota.reset / quota.remaining) if scarce else 0.0
        )

    def _record_rate_limit(self, response: PageResponse) -> None:
        self._refused_at = self._clock.now()
        wait = response.retry_after
        if wait is None and response.quota is not None:
            wait = response.quota.reset
        if wait is None:
            wait = self._timing.retry_wait(self._rate_limited)
        self._rate_limited += 1
        self.interval = min(MAX_INTERVAL_SECONDS, 2 * self.interval)
        self._burst = 0
        self._next_due = self._refused_at
        self._not_before = 0.0  # The latest response counts.
        self._pause_for(wait)
        self._record_limit(wait)
        if self._rate_limited == MAX_RATE_LIMITED_ROUNDS:
            status = describe_status(response.status)
            self._close("rate-limit", f"was not requested, since its host returned {status}")

    def _pause_for(self, seconds: float) -> None:
        """Send no request for a number of seconds, and none at all if that is too long to wait."""
        if seconds > 0:
            self._not_before = max(self._not_before, self._clock.now() + seconds)
        pause = f"its host asked for a pause of {format_duration(seconds)}"
        if seconds > MAX_WAIT_SECONDS:
            self._close("rate-limit", f"was not requested, since {pause}")
        elif self._not_before > self._timing.until:
            self._close(
                "rate-limit", f"was not requested, since {pause}, longer than the deadline allows"
            )
        elif seconds > 0 and self._paused + seconds > MAX_PAUSED_SECONDS:
            total = f"pauses of more than {format_duration(MAX_PAUSED_SECONDS)} in total"
            self._close("rate-limit", f"was not requested, since its host asked for {total}")

    def _record_limit(self, pause: float) -> None:
        """Report the rate limit for the next check: the interval, and a pause in seconds."""
        self._report_limit(self.interval, self._clock.posix() + pause)

    def _close(self, kind: NoResponseKind, detail: str) -> None:
        self._closed = self._closed or NoResponse(kind, detail)
        self._closing.set()

    def _record_unanswered(self, state: _Site, failure: NoResponse) -> None:
        state.unanswered_at = self._clock.now()
        state.unanswered += 1
        if state.unanswered == MAX_UNANSWERED_ROUNDS:
            state.failure = failure

    def _record_wall(self, method: Method, state: _Site, wall: str) -> None:
        if method == "HEAD":  # The wall may refuse HEAD requests only.
            state.walled_heads += 1
            state.supports_head = state.walled_heads < MAX_WALLED_ROUNDS
            return
        self._refused_at = self._clock.now()
        self._walled += 1
        if self._walled == MAX_WALLED_ROUNDS:
            detail = f"was not requested, since its host blocks automated requests ({wall})"
            self._close("bot-wall", detail)


def _does_not_support_head(reply: Reply) -> bool:
    """Return whether the reply to HEAD means that further requests should use GET at once."""
    if isinstance(reply, NoResponse):
        return reply.kind == "no-response"
    return is_method_unsupported(reply.status)
