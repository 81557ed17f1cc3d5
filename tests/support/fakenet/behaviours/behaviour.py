"""One thing that a host does to a link checker, and what is to be made of it."""

from __future__ import annotations

from msgspec import Struct

from awesome_lint.model import Verdict
from fakenet.world import Page, World

PAGE = "https://host.example/page"
OTHER = "https://other.example/page"
APPLICATION = (
    "<noscript>This needs JavaScript</noscript><div id=root></div><script src=/app.js></script>"
)
"""A page that shows nothing before its script does."""
SOON = 0.6
"""Seconds after which those are given up who never answer."""


class Behaviour(Struct, frozen=True):
    """`world` is asked for its first URL; `timeout` is in seconds."""

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
