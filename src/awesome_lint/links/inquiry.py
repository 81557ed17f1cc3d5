"""What the registries are asked in one check, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct
from yarl import URL

from awesome_lint.links.registries import claim
from awesome_lint.links.registries.registry import (
    Answer,
    Fetch,
    Identifier,
    Registry,
    UnavailableError,
)

FAILURES: Final = 3
"""Requests in a row without a usable answer, after which a registry is not asked any more."""


class Claim(Struct, frozen=True):
    """What a registry calls the thing that an address leads to."""

    registry: Registry
    identifier: Identifier


class Inquiry:
    """Offers addresses to registries, and asks these for what they claim.

    `make_fetch` makes what one registry is asked with.
    """

    def __init__(
        self,
        asks: Iterable[URL],
        registries: Sequence[Registry],
        make_fetch: Callable[[Registry], Fetch],
    ) -> None:
        self._desks: dict[str, _Desk] = {}
        self._claims: dict[URL, Claim] = {}
        for asked in asks:
            found = claim(str(asked), registries)
            if found is not None:
                registry, identifier = found
                self._claims[asked] = Claim(registry, identifier)
                if registry.name not in self._desks:
                    self._desks[registry.name] = _Desk(registry, make_fetch(registry))
                self._desks[registry.name].expect(identifier)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Begin to ask each registry, in tasks of its own."""
        for desk in self._desks.values():
            for _ in range(desk.registry.concurrency):
                tasks.create_task(desk.work())

    def claim(self, asked: URL) -> Claim | None:
        """Return the claim of a registry to an address, if there is one."""
        return self._claims.get(asked)

    async def answer(self, claim: Claim) -> Answer | None:
        """Wait for what a registry says of its claim; None where it has nothing usable to say."""
        return await self._desks[claim.registry.name].answers[claim.identifier]

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each registry that gave no usable answer."""
        return tuple(desk.note() for desk in self._desks.values() if desk.failure)


class _Desk:
    """One registry, and all that is asked of it; must be made where an event loop runs."""

    def __init__(self, registry: Registry, fetch: Fetch) -> None:
        self.registry = registry
        self.answers: dict[Identifier, asyncio.Future[Answer | None]] = {}
        self.failure = ""
        self._fetch = fetch
        self._links: dict[Identifier, int] = {}
        self._waiting: list[Identifier] = []
        self._unanswered = 0
        self._failures = 0

    def expect(self, identifier: Identifier) -> None:
        """Take in an identifier, once for each address that names it."""
        if identifier not in self.answers:
            self.answers[identifier] = asyncio.get_running_loop().create_future()
            self._waiting.append(identifier)
        self._links[identifier] = self._links.get(identifier, 0) + 1

    async def work(self) -> None:
        """Ask, a batch at a time, until nothing is left to ask."""
        while self._waiting:
            batch = self._waiting[: self.registry.batch]
            del self._waiting[: self.registry.batch]
            known = await self._resolve(batch)
            for identifier in batch:
                self.answers[identifier].set_result(known.get(identifier))

    async def _resolve(self, batch: list[Identifier]) -> dict[Identifier, Answer]:
        if self._failures < FAILURES:
            try:
                known = await self.registry.resolve(batch, self._fetch)
            except UnavailableError as error:
                self.failure = str(error)
                # Who is not there, or does not want to be asked, is not asked again.
                self._failures += FAILURES if error.final else 1
            else:
                self._failures = 0
                return dict(known)
        self._unanswered += sum(self._links[identifier] for identifier in batch)
        return {}

    def note(self) -> str:
        """Return the sentence about what this registry did not answer."""
        count = self._unanswered
        visited = "1 link is visited" if count == 1 else f"{count} links are visited one by one"
        return f"{self.registry.title} {self.failure}: {visited} instead"
