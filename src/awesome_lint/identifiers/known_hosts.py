"""Rows of the table of hosts, by the name of a host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from awesome_lint.identifiers.url import without_www
from awesome_lint.model import KnownHost

HostRow = TypeVar("HostRow")


def find_host(rows: Mapping[str, HostRow], host: str) -> HostRow | None:
    """Return the row that holds for a host, a name in lower case with or without `www.`.

    A row of its own is stronger than one for all hosts of a domain: `*.github.io` stands for
    those one label below `github.io`, as in a certificate.
    """
    name = without_www(host)
    return rows.get(name) or rows.get(f"*.{name.partition('.')[2]}")


def queue_host(host: str, known: Mapping[str, KnownHost]) -> str:
    """Return the name of the host at which the visitors of a host are counted.

    That is the host itself without `www.`, unless it is known to count them together with another.
    """
    row = find_host(known, host)
    return without_www((row and (row.queue or row.canonical)) or host)
