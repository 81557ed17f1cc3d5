"""Shards of a link check that is split among several machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import ceil
from typing import Final

from yarl import URL

from awesome_lint.identifiers.known_hosts import queue_host
from awesome_lint.links.registries import match_registry, registries
from awesome_lint.model import KnownHost, Shard

MAX_LOAD_FACTOR: Final = 1.1
"""Largest size of a shard, as a multiple of its even share, before a host goes to another."""


def links_of_shard(
    links_by_url: Mapping[URL, list[str]], shard: Shard, known: Mapping[str, KnownHost]
) -> dict[URL, list[str]]:
    """Return the links of a shard, by URL; `known` is the table of hosts.

    Shards are disjoint, and together they are all of `links_by_url`. They depend on nothing but the
    URLs and the number of shards, and change little if few URLs change. What shares a rate limit is
    in one shard: a host, all URLs that a registry looks up, and the hosts that have such URLs.
    """
    groups = _groups(links_by_url, known)
    capacity = ceil(MAX_LOAD_FACTOR * len(links_by_url) / shard.count)
    loads = [0] * shard.count
    mine: set[URL] = set()
    # The largest come first, since the small ones fit in anywhere.
    for name, urls in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        index = _shard_index(name, len(urls), loads, capacity)
        loads[index] += len(urls)
        if index == shard.number - 1:
            mine.update(urls)
    return {url: links for url, links in links_by_url.items() if url in mine}


def _shard_index(name: str, size: int, loads: list[int], capacity: int) -> int:
    """Return the index of the shard for a group, from 0: by a hash of its name, if it fits in."""
    drawn = sorted(range(len(loads)), key=lambda each: sha256(f"{name} {each}".encode()).digest())
    emptiest = min(drawn, key=loads.__getitem__)
    return next((each for each in drawn if loads[each] + size <= capacity), emptiest)


def _groups(urls: Iterable[URL], known: Mapping[str, KnownHost]) -> dict[str, list[URL]]:
    """Return the URLs that must be in one shard, by the name of their group."""
    sets = _DisjointSets()
    hosts: dict[URL, str] = {}
    # With some token, so that the shards are the same whether or not there is one.
    offered = registries(token="any")  # noqa: S106
    for url in urls:
        hosts[url] = f"host {queue_host(url.raw_host or '', known)}"
        match = match_registry(str(url), offered)
        if match is not None:
            sets.join(hosts[url], f"registry {match.registry.name}")
    groups: dict[str, list[URL]] = {}
    for url, host in hosts.items():
        groups.setdefault(sets.first(host), []).append(url)
    return groups


class _DisjointSets:
    """Disjoint sets of names; each is represented by the first of its names in the alphabet."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}

    def first(self, name: str) -> str:
        """Return the name that represents the set of a name."""
        while name in self._before:
            name = self._before[name]
        return name

    def join(self, one: str, other: str) -> None:
        """Merge the sets of two names."""
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self._before[second] = first
