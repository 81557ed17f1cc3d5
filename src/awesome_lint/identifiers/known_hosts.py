"""Rows of the table of hosts, by host name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from awesome_lint.identifiers.url import without_www
from awesome_lint.model import KnownHost

HostRow = TypeVar("HostRow")


def find_host(rows: Mapping[str, HostRow], host: str) -> HostRow | None:
    """Return the row of a host, a lower-case name with or without `www.`.

    The row of a host takes precedence over one for all hosts of a domain: `*.github.io` matches
    names one label below `github.io`, as in a certificate.
    """
    return rows.get(without_www(host)) or rows.get(f"*.{host.partition('.')[2]}")


def queue_host(host: str, known: Mapping[str, KnownHost]) -> str:
    """Return the name of the host with which a host counts requests together.

    That is the host itself without `www.`, unless the table names another one.
    """
    row = find_host(known, host)
    return without_www((row and (row.queue or row.canonical)) or host)
