"""Servers and event loops in threads, which end with a `with` block."""

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
    """Run a server; close it afterwards."""
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
    """Run an event loop; close it afterwards."""
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def result(coroutine: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop) -> T:
    """Run a coroutine in the loop of another thread, and return its result."""
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
