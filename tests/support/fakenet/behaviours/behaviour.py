"""A behavior of a host, with the verdict that the link check should reach."""

from __future__ import annotations

from msgspec import Struct

from awesome_lint.model import Verdict
from fakenet.world import Page, World

PAGE = "https://host.example/page"
OTHER = "https://other.example/page"
APPLICATION = (
    "<noscript>This needs JavaScript</noscript><div id=root></div><script src=/app.js></script>"
)
"""A page that is empty without its script."""
SOON = 0.6
"""Seconds of the timeout for hosts that never answer."""


class Behaviour(Struct, frozen=True):
    """The first URL of `world` is checked; `timeout` is in seconds."""

    name: str
    world: World
    verdict: Verdict
    detail: str
    status: int | None = None
    final_url: str | None = None
    timeout: float = 10.0


def redirects(statuses: list[int]) -> dict[str, int | Page]:
    """Return a chain of redirects from https://host.example/0."""
    return {
        f"https://host.example/{step}": Page(status=status, location=f"/{step + 1}")
        for step, status in enumerate(statuses)
    }
