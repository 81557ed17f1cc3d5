"""Shared parts of the registries of the fake internet: rate limits and JSON responses."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable

from fakenet.world import Page


class Limit:
    """Allows `count` requests in `seconds`."""

    def __init__(
        self, count: float, seconds: float = 1.0, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._count = count
        self._seconds = seconds
        self._now = now
        self._passed: deque[float] = deque()

    def passes(self) -> bool:
        """Return whether one more request is allowed now."""
        now = self._now()
        while self._passed and self._passed[0] <= now - self._seconds:
            self._passed.popleft()
        if len(self._passed) >= self._count:
            return False
        self._passed.append(now)
        return True


def in_json(content: object, status: int = 200) -> Page:
    """Return a JSON response."""
    headers = {"Content-Type": "application/json"}
    return Page(status=status, headers=headers, body=json.dumps(content))
