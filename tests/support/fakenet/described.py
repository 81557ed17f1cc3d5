"""The internet of a ```` ```yaml internet ```` block in a rule's page."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.github import HOST, parse_url
from fakenet.internet import Internet, Service
from fakenet.registries.arxiv import API as ARXIV
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.codeberg import ORIGIN as CODEBERG
from fakenet.registries.codeberg import Codeberg
from fakenet.registries.datacite import ORIGIN as DATACITE
from fakenet.registries.github import API as GITHUB
from fakenet.registries.github import GitHub
from fakenet.registries.gitlab import ORIGIN as GITLAB
from fakenet.registries.gitlab import GitLab
from fakenet.registries.openalex import ORIGIN as OPENALEX
from fakenet.registries.openalex import OpenAlex, Work
from fakenet.registries.wayback import ORIGIN as WAYBACK
from fakenet.registries.wayback import Wayback
from fakenet.world import Page, Repository, from_yaml, pages

TOKEN: Final = "token"  # noqa: S105 - it opens nothing
"""A token for GitHub's API."""


def described(text: str) -> Internet:
    """Return the described internet. APIs exist only if one of them has content."""
    world = from_yaml(text)
    papers, copies = {}, {}
    repositories: dict[str, dict[str, Repository]] = {}
    for url, value in world.items():
        for page in pages(value):
            if page.paper:
                address = arxiv.parse_url(url)
                assert address
                assert isinstance(address.identifier, arxiv.ArxivId)
                papers[address.identifier.id] = page.paper
            if page.archived:
                copies[url] = page.archived
            if page.repository:
                parts = urlsplit(url)
                found = parse_url(url)
                name = f"{found.owner}/{found.name}" if found else parts.path.strip("/")
                repositories.setdefault(parts.netloc, {})[name] = page.repository
    services: dict[str, Service] = {ARXIV: Arxiv(papers).api} if papers else {}
    if any(paper.retracted for paper in papers.values()):
        # OpenAlex is queried only if the registries before it refuse.
        services |= dict.fromkeys((ARXIV, DATACITE), lambda _: Page(status=429))
        works = {
            arxiv.doi_of(name).lower(): Work(paper.title, paper.retracted)
            for name, paper in papers.items()
        }
        services[OPENALEX] = OpenAlex(works=works)
    for host, known in repositories.items():
        origin = f"https://{host}"
        if host == HOST:
            services[GITHUB] = GitHub(known, token=TOKEN).api
        elif origin == GITLAB:
            services[GITLAB] = GitLab(known)
        else:
            assert origin == CODEBERG
            services[CODEBERG] = Codeberg(known)
    if copies:
        services[WAYBACK] = Wayback(copies)
    return Internet(world, services=services)
