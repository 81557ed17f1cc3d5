"""Link checks in the fake internet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome
from fakenet import Internet, Service, World

ALIVE: Final = "https://alive.example/"
"""A page in every world, since a world without a response counts as no network."""
QUICK: Final = LinkSettings(timeout=5, backoff=0.01)


def check(
    world: World,
    *urls: str,
    services: Mapping[str, Service] | None = None,
    settings: LinkSettings = QUICK,
) -> tuple[Internet, Outcome]:
    """Check `urls`, or all of the world's; return the internet and the outcome."""
    with Internet({**world, ALIVE: 200}, services=services) as net:
        asked: Iterable[str] = urls or (*world, ALIVE)
        outcome = links.check_urls(asked, settings, connector_factory=net.connector)
    return net, outcome
