"""Identifiers of papers in any URL of them, for lookups of records.

A link check identifies fewer URLs, since a record says nothing about whether another site has a
page for the paper.
"""

from __future__ import annotations

from awesome_lint.identifiers.identity import identify
from awesome_lint.links.registries.registry import RegistryId


def arxiv_id(url: str) -> RegistryId | None:
    """Return the arXiv identifier that a URL names, at arXiv or at a site that shows its papers."""
    return _name(url, "arxiv")


def acl_id(url: str) -> RegistryId | None:
    """Return the identifier in the ACL Anthology that a URL or DOI names."""
    return _name(url, "acl")


def doi(url: str) -> RegistryId | None:
    """Return the DOI that a URL names, in lower case, unless it is of arXiv or the Anthology."""
    return _name(url, "doi")


def _name(url: str, kind: str) -> str | None:
    found, _, name = identify(url).partition(":")
    return name if found == kind else None
