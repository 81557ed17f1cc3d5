"""What the registries of the fake internet have in common: limits, and answers in JSON."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable

from fakenet.world import Page


class Limit:
    """Lets `count` requests pass in `seconds`."""

    def __init__(
        self, count: float, seconds: float = 1.0, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._count = count
        self._seconds = seconds
        self._now = now
        self._passed: deque[float] = deque()

    def passes(self) -> bool:
        """Tell whether one more request may pass now."""
        now = self._now()
        while self._passed and self._passed[0] <= now - self._seconds:
            self._passed.popleft()
        if len(self._passed) >= self._count:
            return False
        self._passed.append(now)
        return True


def in_json(content: object, status: int = 200) -> Page:
    """Return an answer in JSON."""
    headers = {"Content-Type": "application/json"}
    return Page(status=status, headers=headers, body=json.dumps(content))
