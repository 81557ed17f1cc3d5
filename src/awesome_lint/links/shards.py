"""Which links are checked in which part of a check that is parted among several machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import ceil
from typing import Final

from yarl import URL

from awesome_lint.identifiers.known_hosts import queue_host
from awesome_lint.links.registries import claim, registries
from awesome_lint.model import KnownHost, Shard

ROOM: Final = 1.1
"""How many times its even share of links a shard takes before a host is sent on to another."""


def part(
    asks: Mapping[URL, list[str]], shard: Shard, known: Mapping[str, KnownHost]
) -> dict[URL, list[str]]:
    """Return those addresses that belong to a shard; `known` is the table of hosts.

    The parts are disjoint, and together they are all of `asks`. They depend on nothing but the
    addresses and the number of shards, and change little where few addresses change. What counts
    its visitors together is in one part: a host, all that a registry is asked about, and hosts
    that have such links.
    """
    groups = _groups(asks, known)
    room = ceil(ROOM * len(asks) / shard.count)
    loads = [0] * shard.count
    mine: set[URL] = set()
    # The largest come first, since the small ones fit in anywhere.
    for name, urls in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        number = _shard(name, len(urls), loads, room)
        loads[number] += len(urls)
        if number == shard.number - 1:
            mine.update(urls)
    return {asked: written for asked, written in asks.items() if asked in mine}


def _shard(name: str, size: int, loads: list[int], room: int) -> int:
    """Return the index of the shard for a group: where its name draws it, if there is room."""
    drawn = sorted(range(len(loads)), key=lambda each: sha256(f"{name} {each}".encode()).digest())
    emptiest = min(drawn, key=loads.__getitem__)
    return next((each for each in drawn if loads[each] + size <= room), emptiest)


def _groups(asks: Iterable[URL], known: Mapping[str, KnownHost]) -> dict[str, list[URL]]:
    """Return the addresses that must stay together, by a name that stands for them."""
    together = _Together()
    homes: dict[URL, str] = {}
    # With some token, so that the parts are the same whether or not there is one.
    offered = registries(token="any")  # noqa: S106
    for asked in asks:
        homes[asked] = f"host {queue_host(asked.raw_host or '', known)}"
        claimed = claim(str(asked), offered)
        if claimed is not None:
            together.join(homes[asked], f"registry {claimed[0].name}")
    groups: dict[str, list[URL]] = {}
    for asked, home in homes.items():
        groups.setdefault(together.first(home), []).append(asked)
    return groups


class _Together:
    """Sets of names that grow together; each goes by the first of its names in the alphabet."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}

    def first(self, name: str) -> str:
        """Return what the set of a name goes by."""
        while name in self._before:
            name = self._before[name]
        return name

    def join(self, one: str, other: str) -> None:
        """Make one set of two."""
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self._before[second] = first
