"""Random faults: none makes a link dead, or hides that one is."""

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
            # Some hosts never answer; the others must have done so before, on a busy machine, too.
            links.LinkSettings(timeout=4, backoff=0.01),
            connector_factory=net.connector,
        )
    assert list(outcome.results) == list(made.urls)
    found = {url for url, result in outcome.results.items() if result.verdict == "dead"}
    assert found == made.dead
    assert len(found) > 10
    assert not outcome.offline
    assert all(is_public(address) for address in net.attempts)
