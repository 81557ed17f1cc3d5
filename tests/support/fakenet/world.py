"""The content of the fake internet, in Python or in YAML.

A world maps a URL to a status, a page with the fields of `Page`, or a list of these, one for each
request, of which the last is repeated. Faults of a host's name or connection are fields of any one
of its URLs. Hosts outside the world do not exist; missing pages get 404.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

Fault = Literal[
    "silent",  # no response, and no end
    "reset",  # reset after the request
    "reset-in-headers",
    "reset-in-body",
    "drip",  # headers, letter by letter
    "drip-body",
    "endless",  # an endless body, with the length from the headers
]


class Paper(Struct, frozen=True, forbid_unknown_fields=True):
    """A paper on arXiv; `version` is the latest. A withdrawn one has no PDF of it.

    Only OpenAlex knows that a paper is `retracted`.
    """

    title: str = "A Paper"
    authors: tuple[str, ...] = ("Ada Lamp", "Bo Wick")
    published: str = "2024-03-11T06:54:44Z"
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    version: int = 1
    withdrawn: bool = False
    retracted: bool = False


class Work(Struct, frozen=True, forbid_unknown_fields=True):
    """A paper, data set or program with a DOI, at Crossref, DataCite, OpenAlex or Semantic Scholar.

    `kind` is the registry's name for it. `venues` are its containers, from the series to the book.
    `authors` are pairs of given and family names. `published` has as many parts as are known.
    """

    title: str = "A Work"
    subtitle: str = ""
    kind: str = "journal-article"
    authors: tuple[tuple[str, str], ...] = (("Ada", "Lamp"), ("Bo", "Wick"))
    venues: tuple[str, ...] = ("Journal of Lamps",)
    short_venue: str = ""
    event: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = "Lamp Press"
    published: tuple[int, ...] = (2024, 3, 11)
    updates: tuple[str, ...] = ()
    """Types of the notices about it, such as `retraction`."""


class Repository(Struct, frozen=True, forbid_unknown_fields=True):
    """A repository on GitHub, GitLab or Codeberg.

    `places` are expressions, `REF` or `REF:PATH`. `license` is the name that the host has for the
    license, empty for none. `active` is what GitLab and Codeberg state in place of `pushed`.
    """

    archived: bool = False
    disabled: bool = False
    created: str = "2020-02-03T04:05:06Z"
    pushed: str | None = "2025-11-10T12:13:14Z"
    active: str = "2025-11-10T12:13:14Z"
    stars: int = 100
    license: str = "MIT"
    description: str = ""
    private: bool = False
    places: tuple[str, ...] = ()


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of one URL."""

    status: int = 200
    head: int | Literal["silent", "reset", "late-body"] | None = None
    """The status for HEAD if it is different, or a fault instead of a response or after it."""
    location: str | None = None
    headers: dict[str, str] = {}
    body: str = "<!doctype html><title>Here it is</title>"
    """Sent as ISO 8859-1."""
    delay: float = 0.0
    """Seconds before the response."""
    raw: str | None = None
    """Text that is sent instead of a response, as ISO 8859-1, before the connection is closed."""
    answer: Fault | None = None
    """A fault instead of a response, or of its end."""
    cookie: str = ""
    """`name=value` of a cookie that the page requires; others get the page of `without`."""
    without: Page | None = None
    dns: str = ""
    """`nxdomain`, `temporary`, or the IP addresses of the host, separated by spaces."""
    connect: Literal["refused", "no-route", "timed-out", "deaf", "reset"] | None = None
    tls: Literal["expired", "wrong-host", "self-signed", "plain", "closed"] | None = None
    """`plain` is a server without TLS, and `closed` one that hangs up in the handshake."""
    archived: str = ""
    """Time of the copy in the Wayback Machine, `YYYYMMDDhhmmss`."""
    paper: Paper | None = None
    """The paper of this page in arXiv's API."""
    repository: Repository | None = None
    """The repository of this page in the API of its host."""


Value = int | Page | Sequence[int | Page]
World = Mapping[str, Value]


def from_yaml(text: str) -> World:
    """Parse the world of a ```` ```yaml internet ```` block."""
    return msgspec.convert(yaml.safe_load(text) or {}, dict[str, int | Page | list[int | Page]])


def pages(value: Value) -> list[Page]:
    """Return the pages of one URL, one for each request."""
    values = value if isinstance(value, Sequence) else [value]
    return [Page(status=each) if isinstance(each, int) else each for each in values]
