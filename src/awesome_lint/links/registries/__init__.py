"""Who knows what a link leads to without a visit: one module a registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from awesome_lint.links.registries import arxiv, doi, github, huggingface
from awesome_lint.links.registries.registry import Registry, RegistryId, registry_failure
from awesome_lint.model import Failure, Record


def registries(token: str = "") -> tuple[Registry, ...]:
    """Return the registries, in the order in which they are offered an address.

    `token` is GitHub's, whose API answers nobody without one.
    """
    with_token = (github.registry(token),) if token else ()
    return (arxiv.REGISTRY, doi.REGISTRY, huggingface.REGISTRY, *with_token)


def match_registry(
    url: str,
    offered: Sequence[Registry],
    fail: Callable[[Failure], None] = lambda _failure: None,
) -> tuple[Registry, RegistryId] | None:
    """Return the registry that can judge an address, and what it calls the thing behind it.

    A registry that meets an internal error, of which `fail` is told, makes no claim.
    """
    for registry in offered:
        try:
            identifier = registry.identify(url)
        except Exception as error:
            fail(registry_failure(registry, url, error))
            continue
        if identifier is not None:
            return registry, identifier
    return None


def registry_name(url: str) -> str | None:
    """Return the name of the registry that might know what a link leads to, with a token or not."""
    found = match_registry(url, registries("any"))
    return found[0].name if found else None


def unanswered(urls: Iterable[str], records: Mapping[str, Record]) -> frozenset[str]:
    """Return the names of the registries that might know one of `urls`, and have not said so."""
    return frozenset(filter(None, (registry_name(url) for url in urls if url not in records)))
