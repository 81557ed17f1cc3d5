"""link-host: links of entries to hosts that the configuration does not allow."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from awesome_lint.identifiers.url import parse_web_url, without_www
from awesome_lint.model import Document, Entry, Evidence, Finding, Link
from awesome_lint.rules.shared.option_types import HostName
from awesome_lint.text.edit_distance import index_words, words_one_edit_away
from awesome_lint.text.wording import enumerate_words, quote

_MAX_SHOWN: Final = 8
"""The maximum number of allowed hosts in a message."""

Hosts = Annotated[
    tuple[HostName, ...], Meta(max_length=1000, description="a list of at most 1000 hosts")
]


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Options of link-host."""

    allow: Hosts = ()
    """The allowed hosts; all if there are none. `*.example.org` allows all of its subdomains."""
    links: Literal["main", "all"] = "main"
    """The checked links of an entry: the main link, or all links without images."""


def check(document: Document, options: Options, _evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each link to another host."""
    if not options.allow:
        return
    allowed = {name.lower(): name for name in options.allow}
    similar = index_words(allowed)
    listed = enumerate_words([quote(name) for name in options.allow], _MAX_SHOWN)
    for entry in document.entries:
        for link in _links(entry, options.links):
            host = _host(link.url)
            if host and not _is_allowed(host, allowed):
                near = words_one_edit_away(host, similar)
                yield Finding(
                    link.url_span,
                    f"{quote(host)} is not an allowed host (allowed: {listed})",
                    f"Write {quote(allowed[near[0]])}" if near else "Link to one of these hosts",
                )


def _links(entry: Entry, which: Literal["main", "all"]) -> Iterator[Link]:
    for link in entry.links if which == "all" else (entry.main_link,):
        if link and link.kind != "image":
            yield link


def _host(url: str) -> str:
    """Return the host of a web URL without `www.` and port; empty for other URLs."""
    parts = parse_web_url(url) if "//" in url else None
    return without_www(parts.host.partition(":")[0]) if parts else ""


def _is_allowed(host: str, allowed: Container[str]) -> bool:
    if host in allowed or f"www.{host}" in allowed:
        return True
    labels = host.split(".")
    return any(f"*.{'.'.join(labels[start:])}" in allowed for start in range(1, len(labels)))
