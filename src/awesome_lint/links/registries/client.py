"""Requests to one registry, at the pace that it allows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from math import inf
from typing import Final

from awesome_lint.links.http.client import Client
from awesome_lint.links.http.messages import ApiRequest, ApiResponse, NoResponse
from awesome_lint.links.http.status import TOO_MANY_REQUESTS, describe_status, is_server_error
from awesome_lint.links.registries.registry import UnavailableError, unexpected_status
from awesome_lint.links.schedule.clock import Timing
from awesome_lint.links.schedule.host import MAX_WAIT_SECONDS, Pace
from awesome_lint.links.schedule.slots import Slots

MAX_RETRIES: Final = 2
MIN_TIMEOUT_SECONDS: Final = 0.1
"""Seconds that a response may take at least, however close the deadline is."""


class RegistryClient:
    """Sends the requests to one API, as `registries.registry.Fetch`.

    `slots` limits the requests of the whole check; `timeout` is the time that a response may take,
    in seconds; `on_response` is called when a response has come. Without `retries`, a request is
    sent once.
    """

    def __init__(
        self,
        pace: Pace,
        client: Client,
        slots: Slots,
        timing: Timing,
        timeout: float,
        on_response: Callable[[], None],
        *,
        retries: bool = True,
    ) -> None:
        self._client = client
        self._slots = slots
        self._timing = timing
        self._clock = timing.clock
        self._timeout = timeout
        self._on_response = on_response
        self._retries = retries
        self._interval = pace.interval
        self._ahead = pace.burst * pace.interval
        self._own_slots = asyncio.Semaphore(pace.concurrency)
        self._one_at_once = pace.concurrency == 1
        self._turns = asyncio.Lock()
        self._due = 0.0
        self._failed_at = -inf  # time of the last round of 429 and 5xx
        self._failed_rounds = 0

    async def __call__(self, request: ApiRequest) -> ApiResponse:
        """Send a request, and retry it after 429 and 5xx. Raises UnavailableError."""
        async with self._own_slots:
            response, sent = await self._send(request)
            for _ in range(MAX_RETRIES):
                if not _is_retryable(response.status) or not await self._wait(response, sent):
                    break
                response, sent = await self._send(request)
        if not _is_retryable(response.status):
            self._failed_rounds = 0
        if response.status == TOO_MANY_REQUESTS:
            raise unexpected_status(response)
        if is_server_error(response.status):
            raise UnavailableError(f"returned {describe_status(response.status)}")
        return response

    async def _wait(self, response: ApiResponse, sent: float) -> bool:
        """Wait before the retry of a request sent at `sent`; return whether there is to be one.

        Requests sent at once are one round, however many of them fail, and all are given up after
        the last round of retries.
        """
        wait = response.retry_after or 0.0
        if sent > self._failed_at:
            if response.retry_after is None and self._failed_rounds < MAX_RETRIES:
                wait = self._timing.retry_wait(self._failed_rounds)
            self._failed_rounds += 1
            self._failed_at = self._clock.now()
        if (
            not self._retries
            or self._failed_rounds > MAX_RETRIES
            or wait > MAX_WAIT_SECONDS
            or not self._timing.has_time_for(wait)
        ):
            return False
        self._due = max(self._due, self._clock.now() + wait + self._ahead)
        async with self._turns:
            await self._sleep_until_due()
        return self._failed_rounds <= MAX_RETRIES

    async def _sleep_until_due(self) -> None:
        while (wait := self._due - self._ahead - self._clock.now()) > 0:
            await self._clock.sleep(wait)

    async def _send(self, request: ApiRequest) -> tuple[ApiResponse, float]:
        """Send a request at its turn; return the response, and when the request was sent."""
        async with self._turns:
            await self._sleep_until_due()
            sent = self._clock.now()
            self._due = max(self._due, sent) + self._interval
        async with self._slots.acquire():
            # The other half of the time left is for the pages of identifiers without an answer.
            left = max(MIN_TIMEOUT_SECONDS, (self._timing.until - self._clock.now()) / 2)
            timeout = min(self._timeout, left)
            response = await self._client.request_api(request, timeout)
        if self._one_at_once:
            # The registry may count from the arrival of a request, which was before its response.
            self._due = max(self._due, self._clock.now() + self._interval)
        if isinstance(response, NoResponse):
            raise UnavailableError(response.detail, final=response.kind != "protocol")
        self._on_response()
        return response, sent


def _is_retryable(status: int) -> bool:
    """Return whether another request may be answered with another status."""
    return status == TOO_MANY_REQUESTS or is_server_error(status)
