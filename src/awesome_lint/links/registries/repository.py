"""Repositories: their names, and facts that several of their hosts state."""

from __future__ import annotations

import re
from typing import Annotated, Final

from msgspec import Meta

from awesome_lint.identifiers import github
from awesome_lint.links.registries.registry import RegistryId

StarCount = Annotated[int, Meta(ge=0, lt=2**53)]
"""Number of stars."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T|$)", re.ASCII)


def github_repository(url: str) -> RegistryId | None:
    """Return the repository on GitHub that a URL is in, `owner/name` in lower case."""
    found = github.parse_url(url)
    return f"{found.owner}/{found.name}".lower() if found else None


def day(timestamp: str | None) -> str:
    """Return the day of a time in ISO 8601, `YYYY-MM-DD`; empty if there is none."""
    found = _DAY.match(timestamp or "")
    return found[0] if found else ""
