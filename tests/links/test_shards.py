"""Shards: disjoint, complete, balanced, and no host in two of them."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.links.plan import plan
from awesome_lint.links.shards import links_of_shard
from awesome_lint.model import Shard

HOSTS = [f"https://host-{number}.example" for number in range(200)]
KNOWN = rulebook.hosts()


def parts(urls: list[str], count: int) -> list[list[str]]:
    """Return the URLs of each shard."""
    links_by_url = plan(urls).links_by_url
    return [
        [
            url
            for written in links_of_shard(links_by_url, Shard(number, count), KNOWN).values()
            for url in written
        ]
        for number in range(1, count + 1)
    ]


def place(urls: list[str], count: int) -> dict[str, int]:
    return {url: number for number, some in enumerate(parts(urls, count)) for url in some}


@given(
    st.lists(
        st.builds(
            "https://{}/{}".format,
            st.sampled_from([f"h{number}.example" for number in range(12)]),
            st.integers(0, 30),
        ),
        unique=True,
    ),
    st.integers(1, 6),
)
def test_shards_are_disjoint_and_complete(urls: list[str], count: int) -> None:
    found = parts(urls, count)
    assert sorted(url for some in found for url in some) == sorted(urls)
    hosts = [{URL(url).host for url in some} for some in found]
    assert sum(map(len, hosts)) == len({URL(url).host for url in urls})
    largest = max(Counter(URL(url).host for url in urls).values(), default=0)
    sizes = [len(some) for some in found]
    assert max(sizes) <= max(1.1 * len(urls) / count + 1, min(sizes) + largest)


def test_shards_are_about_equally_large() -> None:
    urls = [f"{host}/{page}" for number, host in enumerate(HOSTS) for page in range(number % 7)]
    sizes = [len(some) for some in parts(urls, 5)]
    assert max(sizes) <= 1.1 * len(urls) / 5 + 1
    assert min(sizes) >= 0.6 * len(urls) / 5


def test_the_order_of_the_links_does_not_matter() -> None:
    urls = [f"{host}/{page}" for host in HOSTS for page in range(3)]
    assert place(urls, 5) == place(urls[::-1], 5)


def test_a_few_other_links_change_little() -> None:
    before = place([f"{host}/" for host in HOSTS], 5)
    after = place([*(f"{host}/" for host in HOSTS[1:]), "https://new.example/"], 5)
    moved = [url for url in before.keys() & after.keys() if before[url] != after[url]]
    assert len(moved) <= len(HOSTS) / 20


def test_one_shard_has_everything() -> None:
    urls = [f"{host}/" for host in HOSTS]
    assert parts(urls, 1) == [urls]


@pytest.mark.parametrize(
    "together",
    [
        # one registry
        ["https://arxiv.org/abs/2401.01234", "http://www.arxiv.org/pdf/2312.00001v2"],
        ["https://github.com/a/b", "https://github.com/c/d/tree/main/e"],
        # a registry, and the pages of its host that it does not cover
        ["https://arxiv.org/abs/2401.01234", "https://arxiv.org/list/cs.IR/recent"],
        ["https://github.com/a/b", "https://github.com/features"],
        # hosts with links that are looked up in a registry
        ["https://doi.org/10.1145/3539618.3591708", "https://dl.acm.org/doi/10.1145/1.2"],
        ["https://doi.org/10.1145/3539618.3591708", "https://dl.acm.org/about"],
        # hosts that share a rate limit
        ["https://host.example/", "http://www.host.example/a"],
    ],
)
def test_hosts_that_share_a_rate_limit_are_in_one_shard(together: list[str]) -> None:
    links = [*together, "https://doi.org/10.1145/3", "https://dl.acm.org/doi/10.1145/4"]
    urls = [*links, *(f"{host}/" for host in HOSTS)]
    for count in (2, 12):
        found = place(urls, count)
        assert len({found[url] for url in together}) == 1


def test_other_processes_split_alike() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_shards import HOSTS, place\n"
        "print(sorted(place([f'{host}/' for host in HOSTS], 5).items()))\n"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", program, Path(__file__).parent, *sys.path],
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert shown == {f"{sorted(place([f'{host}/' for host in HOSTS], 5).items())}\n"}
