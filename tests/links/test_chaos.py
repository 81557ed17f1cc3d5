"""Random faults make no link dead, and hide no dead link."""

import pytest

from awesome_lint import links
from awesome_lint.links.http.address_guard import is_public
from fakenet import Internet
from fakenet.chaos import chaos


@pytest.mark.parametrize("seed", [1, 2])
def test_faults_at_random(seed: int) -> None:
    made = chaos(seed, hosts=40, pages=6)
    with Internet(made.world) as net:
        outcome = links.check_urls(
            made.urls,
            # Some hosts never respond; the others must respond in time, even on a busy machine.
            links.LinkSettings(timeout=4, backoff=0.01),
            connector_factory=net.connector,
        )
    assert list(outcome.results) == list(made.urls)
    found = {url for url, result in outcome.results.items() if result.verdict == "dead"}
    assert found == made.dead
    assert len(found) > 10
    assert not outcome.offline
    assert all(is_public(address) for address in net.attempts)
