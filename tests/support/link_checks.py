"""Checks links of the fake internet, as a run does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome
from fakenet import Internet, Service, World

ALIVE: Final = "https://alive.example/"
"""Answers in every world, since a world in which nothing does is taken for no network."""
QUICK: Final = LinkSettings(timeout=5, backoff=0.01)


def check(
    world: World,
    *urls: str,
    services: Mapping[str, Service] | None = None,
    settings: LinkSettings = QUICK,
) -> tuple[Internet, Outcome]:
    """Check `urls`, or all of the world's; return the internet afterwards, and what was found."""
    with Internet({**world, ALIVE: 200}, services=services) as net:
        asked: Iterable[str] = urls or (*world, ALIVE)
        outcome = links.check_urls(asked, settings, connector_factory=net.connector)
    return net, outcome
