"""benchmarks/links.py: its runs without limits, and the bound of those with limits."""

import os
import subprocess
import sys

import pytest

from awesome_lint import __version__
from awesome_lint.links.schedule.host import Pace
from linkbench import bound
from paths import ROOT


def test_the_limits_that_it_removes_exist() -> None:
    command = [sys.executable, "-m", "linkbench.unlimited", "--version"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "benchmarks")}
    printed = subprocess.check_output(command, env=env, text=True)
    assert printed == f"awesome-lint {__version__}\n"


@pytest.mark.parametrize(
    ("requests", "pace", "least"),
    [
        (1, Pace(interval=2.0, burst=0, concurrency=4), 0.1),
        (4, Pace(interval=2.0, burst=0, concurrency=4), 6.1),
        (4, Pace(interval=2.0, burst=2, concurrency=4), 2.1),
        (8, Pace(interval=0.0, burst=30, concurrency=4), 0.2),
        # one at a time: the next one waits for the response
        (3, Pace(interval=3.0, burst=0, concurrency=1), 6.3),
    ],
)
def test_the_least_time_of_requests(requests: int, pace: Pace, least: float) -> None:
    assert bound.seconds(requests, pace, 0.1) == pytest.approx(least)


def test_the_bound_is_the_time_of_the_slowest_host() -> None:
    handles = [f"https://doi.org/api/handles/10.1234/{number}?type=URL" for number in range(26)]
    papers = [f"https://{host}arxiv.org/abs/2401.0000{n}" for host in ("", "www.") for n in (1, 2)]
    found = bound.slowest([*handles, *papers, "https://host.example/"], 0.1)
    assert (found.name, found.requests) == ("doi.org", 26)
    assert found.seconds == pytest.approx(3.1)
    found = bound.slowest(["https://export.arxiv.org/api/query"] * 3 + handles, 0.1)
    assert (found.name, found.requests) == ("arXiv's API", 3)
    assert bound.slowest([], 0.1) == bound.Bound()
