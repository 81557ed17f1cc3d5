"""Call the registries of the fake internet without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from msgspec import Struct

import fakenet
from awesome_lint.links.http.messages import ApiRequest, ApiResponse
from awesome_lint.links.registries.registry import Api, LookupResult
from fakenet import Service


class Resolved(Struct):
    """The records of a registry, and the requests sent to it."""

    answers: Mapping[str, LookupResult]
    requests: list[ApiRequest]


def ask(registry: Api, service: Service, *identifiers: str) -> Resolved:
    """Look identifiers up at a service, in one batch, as a link check does."""
    requests = []

    async def fetch(request: ApiRequest) -> ApiResponse:
        requests.append(request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        page = service(
            fakenet.Request(request.method, request.url, headers, 0.0, request.body or b"")
        )
        return ApiResponse(page.status, page.body.encode("latin-1"), page.location)

    async def resolve() -> Mapping[str, LookupResult]:
        return await registry.look_up(identifiers, fetch)

    return Resolved(asyncio.run(resolve()), requests)
