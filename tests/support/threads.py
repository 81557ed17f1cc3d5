"""Servers and event loops in threads of their own, which end with a `with` block."""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """Let a server serve; close it afterwards."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def running(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Let an event loop run; close it afterwards."""
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def result(coroutine: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop) -> T:
    """Return what a coroutine returns in the loop of another thread."""
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
