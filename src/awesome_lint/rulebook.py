"""Finds and reads the rulebook: the rule pages and the vocabularies of `rules/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from awesome_lint.identifiers import venue
from awesome_lint.model import KnownHost, Venue, Vocabulary

PROJECT_URL = "https://github.com/awesome-lint/awesome-lint"
PAGES_URL = f"{PROJECT_URL}/blob/main/rules/"


def folder() -> Path:
    """Return the folder of the rulebook: package data when installed, `rules/` in a checkout."""
    installed = Path(__file__).parent / "rules"
    if (installed / "venues.yml").is_file():
        return installed
    return Path(__file__).parents[2] / "rules"


def page(rule: str) -> str:
    """Return the Markdown text of a rule's page."""
    return (folder() / f"{rule}.md").read_text(encoding="utf-8")


def page_url(rule: str) -> str:
    """Return the address of a rule's page on the web."""
    return f"{PAGES_URL}{rule}.md"


def summary(rule: str) -> str:
    """Return the one sentence that says what a rule reports: its page's first paragraph."""
    return " ".join(page(rule).split("\n\n")[1].split())


@cache
def venues() -> tuple[Venue, ...]:
    """Return the rows of `venues.yml`.

    Each row is a YAML list item that is JSON, too: read as JSON, the file costs a hundredth of the
    time that a YAML parser takes.
    """
    with (folder() / "venues.yml").open("rb") as stream:
        rows = b",".join(line[2:] for line in stream if line.startswith(b"- "))
    return msgspec.json.decode(b"[" + rows + b"]", type=tuple[Venue, ...])


@cache
def lookalikes() -> tuple[frozenset[str], ...]:
    """Return the groups of `lookalikes.yml`: lower-case words that are no slips of each other."""
    with (folder() / "lookalikes.yml").open("rb") as stream:
        rows = b",".join(line[2:] for line in stream if line.startswith(b"- "))
    return msgspec.json.decode(b"[" + rows + b"]", type=tuple[frozenset[str], ...])


@cache
def hosts() -> Mapping[str, KnownHost]:
    """Return the rows of `hosts.yml` by host."""
    with (folder() / "hosts.yml").open("rb") as stream:
        rows = b",".join(line[2:] for line in stream if line.startswith(b"- "))
    known = msgspec.json.decode(b"[" + rows + b"]", type=tuple[KnownHost, ...])
    return {each.host: each for each in known}


def vocabulary(added: Iterable[Venue] = ()) -> Vocabulary:
    """Return the venues of the rulebook, and those that a configuration adds, indexed."""
    return venue.build_vocabulary((*venues(), *added))
