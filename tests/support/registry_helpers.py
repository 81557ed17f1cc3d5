"""Asks the registries of the fake internet without a network between."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from msgspec import Struct

import fakenet
from awesome_lint.links.http.messages import Request, Response
from awesome_lint.links.registries.registry import Answer, Registry
from fakenet import Service


class Asked(Struct):
    """What a registry answered, and what it was asked."""

    answers: Mapping[str, Answer]
    requests: list[Request]


def ask(registry: Registry, service: Service, *identifiers: str) -> Asked:
    """Ask a service about identifiers, as a check asks a registry about one batch."""
    requests = []

    async def fetch(request: Request) -> Response:
        requests.append(request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        page = service(
            fakenet.Request(request.method, request.url, headers, 0.0, request.body or b"")
        )
        return Response(page.status, page.body.encode("latin-1"), page.location)

    async def resolve() -> Mapping[str, Answer]:
        return await registry.resolve(identifiers, fetch)

    return Asked(asyncio.run(resolve()), requests)
