"""Who knows what a link leads to without a visit: one module a registry, asked in this order."""

from __future__ import annotations

from typing import Final

from awesome_lint.links.registries import arxiv, doi
from awesome_lint.links.registries.registry import Identifier, Registry

REGISTRIES: Final[tuple[Registry, ...]] = (arxiv.REGISTRY, doi.REGISTRY)


def claim(url: str) -> tuple[Registry, Identifier] | None:
    """Return the registry that can judge an address, and what it calls the thing behind it."""
    for registry in REGISTRIES:
        identifier = registry.claims(url)
        if identifier is not None:
            return registry, identifier
    return None
