"""Serve a world in a separate process, through an HTTP proxy that any program can use.

    PYTHONPATH=tests/support python -m fakenet --ca ca.pem WORLD.yml

The file is YAML or JSON. `pages` is a world; the optional `arxiv`, `datacite`, `openalex`, `doi`
and `wayback` are the contents and behaviors of these registries, as the arguments of
`fakenet.registries`. The APIs of `refusing`, by origin, answer every request with 429.

    pages:
      https://host.example/: 200
      https://host.example/slow: {delay: 0.1}
    arxiv: {papers: {"2403.01234": {title: Walking Robots on Ice}}, rate: 4, delay: 0.1}
    doi: {handles: {10.1234/ice: "https://press.example/ice"}}

The first line on standard output is the URL of the proxy. The certificate of the authority that
signs for all hosts is written to `--ca`. Most programs read both from the environment:

    HTTPS_PROXY=http://127.0.0.1:PORT HTTP_PROXY=http://127.0.0.1:PORT SSL_CERT_FILE=ca.pem \\
        lychee README.md

By default, lychee skips hosts with reserved names, such as those below `.example` and `.test`.

With `--hosts FILE`, the hosts are also served at their own IP addresses, which the loopback
interface of a network namespace can have, and their names are written to the file in the format of
/etc/hosts.

It ends when its standard input does, and then prints one line of JSON: the number of `requests`,
also `by_method` and `by_host`; the `urls` requested, in order; how many got status 429 (`refused`);
and the maximum in flight at one host (`peak`).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import yaml
from msgspec import Struct
from msgspec.structs import asdict

from fakenet.internet import Internet, Service
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.datacite import ORIGIN as DATACITE
from fakenet.registries.datacite import DataCite
from fakenet.registries.doi import ORIGIN as DOI
from fakenet.registries.doi import Doi
from fakenet.registries.openalex import ORIGIN as OPENALEX
from fakenet.registries.openalex import OpenAlex, Work
from fakenet.registries.wayback import ORIGIN as WAYBACK
from fakenet.registries.wayback import Wayback
from fakenet.world import Page, Paper


class ArxivSettings(Struct, forbid_unknown_fields=True):
    """The arguments of `Arxiv`."""

    papers: dict[str, Paper] = {}
    rate: float | None = None
    api_interval: float | None = None
    delay: float = 0.0


class DataCiteSettings(Struct, forbid_unknown_fields=True):
    """The arguments of `DataCite`."""

    papers: dict[str, Paper] = {}
    delay: float = 0.0


class OpenAlexSettings(Struct, forbid_unknown_fields=True):
    """The arguments of `OpenAlex`."""

    dois: list[str] = []
    works: dict[str, Work] = {}
    delay: float = 0.0


class DoiSettings(Struct, forbid_unknown_fields=True):
    """The arguments of `Doi`."""

    handles: dict[str, str] = {}
    delay: float = 0.0


class WaybackSettings(Struct, forbid_unknown_fields=True):
    """The arguments of `Wayback`."""

    copies: dict[str, str] = {}
    delay: float = 0.0


class Description(Struct, forbid_unknown_fields=True):
    """The content of the file."""

    pages: dict[str, int | Page | list[int | Page]] = {}
    arxiv: ArxivSettings | None = None
    datacite: DataCiteSettings | None = None
    openalex: OpenAlexSettings | None = None
    doi: DoiSettings | None = None
    wayback: WaybackSettings | None = None
    refusing: list[str] = []
    delay: float = 0.0
    """Seconds that each refusal takes."""

    def services(self) -> dict[str, Service]:
        """Return the registries, by origin."""
        services: dict[str, Service] = {}
        if self.arxiv:
            services |= Arxiv(**asdict(self.arxiv)).services
        if self.datacite:
            services[DATACITE] = DataCite(**asdict(self.datacite))
        if self.openalex:
            services[OPENALEX] = OpenAlex(**asdict(self.openalex))
        if self.doi:
            services[DOI] = Doi(**asdict(self.doi))
        if self.wayback:
            services[WAYBACK] = Wayback(**asdict(self.wayback))
        refusal = Page(status=429, body="Rate exceeded.", delay=self.delay)
        return {**services, **dict.fromkeys(self.refusing, lambda _: refusal)}


def summary(net: Internet) -> bytes:
    """Return statistics of an internet as one line of JSON."""
    hosts = Counter(urlsplit(request.url).hostname or "" for request in net.requests)
    return msgspec.json.encode(
        {
            "requests": len(net.requests),
            "by_method": Counter(request.method for request in net.requests),
            "by_host": dict(hosts.most_common()),
            "urls": [request.url for request in net.requests],
            "refused": net.statuses[429],
            "peak": max(net.peak.values(), default=0),
        }
    )


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(prog="python -m fakenet", allow_abbrev=False)
    parser.add_argument("world", type=Path, metavar="WORLD.yml")
    parser.add_argument("--ca", type=Path, required=True, metavar="FILE")
    parser.add_argument("--hosts", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    text = arguments.world.read_text(encoding="utf-8")
    described = msgspec.convert(yaml.load(text, yaml.CSafeLoader), Description)
    in_place = arguments.hosts is not None
    with Internet(described.pages, services=described.services(), in_place=in_place) as net:
        if in_place:
            names = (f"{address} {name}\n" for name, address in net.names.items())
            arguments.hosts.write_text("".join(names), encoding="ascii")
        arguments.ca.write_bytes(net.authority)
        print(net.open_proxy(), flush=True)  # noqa: T201
        sys.stdin.read()
    sys.stdout.buffer.write(summary(net) + b"\n")


if __name__ == "__main__":
    main()
