"""Refusal to block an event loop."""

from __future__ import annotations

import sys


def refuse_event_loop() -> None:
    """Raise RuntimeError if an event loop runs in this thread."""
    asyncio = sys.modules.get("asyncio")  # slow to import; a loop that runs has done so
    if asyncio is None:
        return
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise RuntimeError("the call blocks, and an event loop runs in this thread")
