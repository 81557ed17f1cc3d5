"""Registries that know papers, DOIs, models, videos and repositories: one module per registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace
from yarl import URL

from awesome_lint.links.registries import (
    acl_anthology,
    arxiv,
    arxiv_dois,
    codeberg,
    crossref,
    datacite,
    doi,
    github,
    github_rest,
    gitlab,
    huggingface,
    openalex,
    paper_ids,
    semantic_scholar,
    youtube,
)
from awesome_lint.links.registries.registry import Registry, RegistryMatch, registry_failure
from awesome_lint.model import Failure, Record


def registries(
    token: str = "", semantic_scholar_key: str = "", *, forges: bool = False
) -> tuple[Registry, ...]:
    """Return the registries, in the order in which they are tried for a URL.

    `token` is a token for GitHub's API, which is not used without one. `semantic_scholar_key` is a
    key for the API of Semantic Scholar, which refuses most requests without one. GitLab and
    Codeberg, which need a request for each repository, are used only with `forges`.
    """
    papers = semantic_scholar.fallback("ARXIV", semantic_scholar_key)
    dois = semantic_scholar.fallback("DOI", semantic_scholar_key)
    with_token = (github.registry(token),) if token else ()
    return (
        replace(
            arxiv.REGISTRY,
            retries=False,
            fallbacks=(datacite.FALLBACK, openalex.FALLBACK, papers),
            confirmation=arxiv_dois.CONFIRMATION,
        ),
        replace(doi.REGISTRY, fallbacks=(dois,)),
        huggingface.REGISTRY,
        youtube.REGISTRY,
        *with_token,
        *((gitlab.REGISTRY, codeberg.REGISTRY) if forges else ()),
    )


def record_registries(token: str = "", semantic_scholar_key: str = "") -> tuple[Registry, ...]:
    """Return the registries for lookups of records, in the order in which they are tried for a URL.

    They are asked for more than a link check needs, and for more URLs. The arguments are as for
    `registries`.
    """
    papers = semantic_scholar.papers(semantic_scholar_key)
    repositories = github.registry(token, description=True) if token else github_rest.REGISTRY
    return (
        replace(
            arxiv.REGISTRY,
            identify=paper_ids.arxiv_id,
            retries=False,
            fallbacks=(datacite.PAPERS, openalex.PAPERS, papers),
        ),
        acl_anthology.REGISTRY,
        replace(
            crossref.REGISTRY,
            fallbacks=(datacite.DOIS, openalex.DOIS, doi.FALLBACK),
        ),
        repositories,
        gitlab.REGISTRY,
        codeberg.REGISTRY,
        huggingface.RECORDS,
    )


def match_registry(
    url: str,
    offered: Sequence[Registry],
    fail: Callable[[Failure], None] = lambda _failure: None,
) -> RegistryMatch | None:
    """Return the first of the registries that can look a URL up, with its identifier for it.

    A registry that meets an internal error, with which `fail` is called, is passed over.
    """
    for registry in offered:
        try:
            identifier = registry.identify(url)
        except Exception as error:
            fail(registry_failure(registry, url, error))
            continue
        if identifier is not None:
            return RegistryMatch(registry, identifier)
    return None


def match_registries(
    urls: Iterable[URL], offered: Sequence[Registry], fail: Callable[[Failure], None]
) -> dict[URL, RegistryMatch]:
    """Return the matches of the URLs that one of the registries can look up.

    `fail` is as for `match_registry`.
    """
    found = {url: match_registry(str(url), offered, fail) for url in urls}
    return {url: match for url, match in found.items() if match}


def registry_name(url: str, *, forges: bool = False) -> str | None:
    """Return the name of the registry that can look a URL up, given a token if it needs one.

    `forges` is as for `registries`.
    """
    found = match_registry(url, registries("any", forges=forges))
    return found.registry.name if found else None


def unanswered(
    urls: Iterable[str], records: Mapping[str, Record], *, forges: bool = False
) -> frozenset[str]:
    """Return the names of the registries that can look one of `urls` up, and gave no record.

    A record of another registry has less in it, such as no comment of the authors. `forges` is as
    for `registries`.
    """
    names = {url: registry_name(url, forges=forges) for url in urls}
    return frozenset(
        name
        for url, name in names.items()
        if name and (url not in records or records[url].registry != name)
    )
