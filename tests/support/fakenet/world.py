"""What the internet holds, in Python or in YAML.

A world maps a URL to what is there: a status, a page with the fields of `Page`, or a list of
these, one for each request, of which the last stays. What a host's name or connection does is
written at any one of its URLs. A host that is not in the world does not exist; a page that is not
is answered with 404.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

Fault = Literal[
    "silent",  # no answer, and no end
    "reset",  # the connection is reset after the request
    "reset-in-headers",
    "reset-in-body",
    "drip",  # headers, a letter at a time
    "drip-body",
    "endless",  # a body without end; its length is what the headers say
]


class Paper(Struct, frozen=True, forbid_unknown_fields=True):
    """What arXiv knows of a paper; `version` is the latest, which a withdrawn one has no PDF of."""

    title: str = "A Paper"
    published: str = "2024-03-11T06:54:44Z"
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    version: int = 1
    withdrawn: bool = False


class Repository(Struct, frozen=True, forbid_unknown_fields=True):
    """What GitHub knows of a repository; `places` are expressions, `REF` or `REF:PATH`."""

    archived: bool = False
    private: bool = False
    places: tuple[str, ...] = ()


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands at one URL."""

    status: int = 200
    head: int | Literal["silent", "reset"] | None = None
    """The status for HEAD, where it is another, or what happens instead of an answer."""
    location: str | None = None
    headers: dict[str, str] = {}
    body: str = "<!doctype html><title>Here it is</title>"
    """Sent as ISO 8859-1."""
    delay: float = 0.0
    """Seconds before the answer."""
    raw: str | None = None
    """Sent as ISO 8859-1 instead of an HTTP answer, before the connection is closed."""
    answer: Fault | None = None
    """What happens instead of an answer, or of its end."""
    cookie: str = ""
    """`name=value` of a cookie that the page is shown for; others get what `without` says."""
    without: Page | None = None
    dns: str = ""
    """`nxdomain`, `temporary`, or the address of the host (several: with spaces between)."""
    connect: Literal["refused", "no-route", "timed-out", "deaf", "reset"] | None = None
    tls: Literal["expired", "wrong-host", "self-signed", "plain"] | None = None
    archived: str = ""
    """When the Wayback Machine made a copy of it, `YYYYMMDDhhmmss`."""
    paper: Paper | None = None
    """What arXiv's API says of the paper whose page it is."""
    repository: Repository | None = None
    """What GitHub's API says of the repository whose page it is."""


Value = int | Page | Sequence[int | Page]
World = Mapping[str, Value]


def from_yaml(text: str) -> World:
    """Read a world as it is written in a ```` ```yaml internet ```` block."""
    return msgspec.convert(yaml.safe_load(text) or {}, dict[str, int | Page | list[int | Page]])


def pages(value: Value) -> list[Page]:
    """Return the pages that stand at one URL, one after another."""
    values = value if isinstance(value, Sequence) else [value]
    return [Page(status=each) if isinstance(each, int) else each for each in values]
