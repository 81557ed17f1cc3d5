"""Requests to one registry, at the pace that it asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from awesome_lint.links.http.client import Client
from awesome_lint.links.http.messages import ApiRequest, ApiResponse, NoResponse
from awesome_lint.links.http.status import TOO_MANY_REQUESTS, describe_status, is_server_error
from awesome_lint.links.registries.registry import UnavailableError
from awesome_lint.links.schedule.clock import Clock
from awesome_lint.links.schedule.host import MAX_WAIT_SECONDS, Pace
from awesome_lint.links.schedule.slots import Slots

MAX_RETRIES: Final = 2
TIMEOUT_FACTOR: Final = 3
"""An answer about many links may take so many times what a page may take."""
MIN_TIMEOUT_SECONDS: Final = 0.1
"""Seconds that an answer may take at least."""


class RegistryClient:
    """Asks one registry, as `registries.registry.Fetch` says.

    `slots` limits the requests of the whole check; `backoff` is the first wait, in seconds, where
    the registry does not say how long; `until` is when the check must end, by the clock; `timeout`
    is how long a page may take, in seconds; `heard` is called when an answer has come.
    """

    def __init__(
        self,
        pace: Pace,
        client: Client,
        slots: Slots,
        clock: Clock,
        backoff: float,
        until: float,
        timeout: float,
        heard: Callable[[], None],
    ) -> None:
        self._client = client
        self._slots = slots
        self._clock = clock
        self._backoff = backoff
        self._until = until
        self._timeout = timeout
        self._heard = heard
        self._interval = pace.interval
        self._ahead = pace.burst * pace.interval
        self._own_slots = asyncio.Semaphore(pace.concurrency)
        self._one_at_once = pace.concurrency == 1
        self._line = asyncio.Lock()
        self._due = 0.0

    async def __call__(self, request: ApiRequest) -> ApiResponse:
        """Send a request, and send it again where another answer may come later."""
        async with self._own_slots:
            for attempt in range(MAX_RETRIES):
                response = await self._ask(request)
                if not _is_retryable(response.status):
                    return response
                wait = response.retry_after
                if wait is None:
                    wait = self._clock.backoff(self._backoff, attempt)
                if wait > MAX_WAIT_SECONDS or self._clock.now() + wait > self._until:
                    break
                self._due = max(self._due, self._clock.now() + wait + self._ahead)
            else:
                response = await self._ask(request)
        if _is_retryable(response.status):
            raise UnavailableError(
                f"answered {describe_status(response.status)}",
                final=response.status == TOO_MANY_REQUESTS,
            )
        return response

    async def _ask(self, request: ApiRequest) -> ApiResponse:
        async with self._line:
            while (wait := self._due - self._ahead - self._clock.now()) > 0:
                await self._clock.sleep(wait)
            self._due = max(self._due, self._clock.now()) + self._interval
        async with self._slots.acquire():
            # What a registry does not answer has to be visited in the rest of the time.
            left = max(MIN_TIMEOUT_SECONDS, (self._until - self._clock.now()) / 2)
            response = await self._client.request_api(
                request, min(TIMEOUT_FACTOR * self._timeout, left)
            )
        if self._one_at_once:
            # Nobody here knows when a request arrived, only that it was before its answer.
            self._due = max(self._due, self._clock.now() + self._interval)
        if isinstance(response, NoResponse):
            raise UnavailableError(response.detail, final=response.kind != "protocol")
        self._heard()
        return response


def _is_retryable(status: int) -> bool:
    """Return whether another request may be answered with another status."""
    return status == TOO_MANY_REQUESTS or is_server_error(status)
