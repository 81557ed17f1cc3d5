"""The internet of a ```` ```yaml internet ```` block in a rule's page."""

from __future__ import annotations

from typing import Final

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.github import parse_url
from fakenet.internet import Internet
from fakenet.registries.arxiv import API as ARXIV
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.github import API as GITHUB
from fakenet.registries.github import GitHub
from fakenet.registries.wayback import ORIGIN as WAYBACK
from fakenet.registries.wayback import Wayback
from fakenet.world import from_yaml, pages

TOKEN: Final = "token"  # noqa: S105 - it opens nothing
"""A token for GitHub's API."""


def described(text: str) -> Internet:
    """Return the described internet. APIs exist only if one of them has content."""
    world = from_yaml(text)
    papers, repositories, copies = {}, {}, {}
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
                found = parse_url(url)
                assert found
                repositories[f"{found.owner}/{found.name}"] = page.repository
    services = {ARXIV: Arxiv(papers).api} if papers else {}
    if repositories:
        services[GITHUB] = GitHub(repositories, token=TOKEN).api
    if copies:
        services[WAYBACK] = Wayback(copies)
    return Internet(world, services=services)
