"""Verdicts for all behaviours of hosts."""

import pytest

from awesome_lint import links
from awesome_lint.links.http.address_guard import is_public
from awesome_lint.model import LinkResult
from fakenet import Internet
from fakenet.behaviours import BEHAVIOURS, Behaviour

ALIVE = {"https://alive.example/": 200, "https://well.example/": 200}
"""A host that responds, so that a failing one does not mean that there is no network."""


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.name)
def test_behaviour(behaviour: Behaviour) -> None:
    url = next(iter(behaviour.world))
    with Internet({**behaviour.world, **ALIVE}) as net:
        outcome = links.check_urls(
            [url, *ALIVE],
            links.LinkSettings(timeout=behaviour.timeout, backoff=0.01),
            connector_factory=net.connector,
        )
    assert outcome.results[url] == LinkResult(
        url, behaviour.verdict, behaviour.status, behaviour.final_url, behaviour.detail
    )
    assert not outcome.offline
    assert not outcome.interrupted
    assert all(is_public(address) for address in net.attempts)


def test_the_table_is_a_table() -> None:
    names = [behaviour.name for behaviour in BEHAVIOURS]
    assert len(set(names)) == len(names) >= 180
