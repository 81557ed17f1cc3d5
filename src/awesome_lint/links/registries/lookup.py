"""What the registries are asked in one check, and what became of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from yarl import URL

from awesome_lint.links.registries import claim, semantic_scholar
from awesome_lint.links.registries.registry import (
    Answer,
    Fetch,
    Identifier,
    Registry,
    UnavailableError,
    failure_of,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Failure, LinkResult, Record

FAILURES: Final = 3
"""Requests in a row without a usable answer, after which a registry is not asked any more."""

MakeFetch = Callable[[Pace], Fetch]


class Claim(Struct, frozen=True):
    """What a registry calls the thing that an address leads to."""

    registry: Registry
    identifier: Identifier

    def judge(self, asked: URL, record: Record) -> LinkResult | None:
        """Return what a record means for an address, or None where its page must be looked at."""
        result = self.registry.judge(str(asked), record)
        if result is not None and record.registry == semantic_scholar.NAME:
            return semantic_scholar.vouch(result)
        return result


class Inquiry:
    """Offers addresses to registries, and asks these for what they claim.

    `make_fetch` makes what one registry is asked with. A registry that meets an internal error,
    of which `fail` is told, gives no answer about what it was asked then.
    """

    def __init__(
        self,
        asks: Iterable[URL],
        registries: Sequence[Registry],
        make_fetch: MakeFetch,
        fail: Callable[[Failure], None],
    ) -> None:
        self._desks: dict[str, _Desk] = {}
        self._claims: dict[URL, Claim] = {}
        for asked in asks:
            found = claim(str(asked), registries, fail)
            if found is not None:
                registry, identifier = found
                self._claims[asked] = Claim(registry, identifier)
                if registry.name not in self._desks:
                    self._desks[registry.name] = _Desk(registry, make_fetch, fail)
                self._desks[registry.name].expect(identifier)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Begin to ask each registry, in a task of its own."""
        for desk in self._desks.values():
            tasks.create_task(desk.work())

    def claim(self, asked: URL) -> Claim | None:
        """Return the claim of a registry to an address, if there is one."""
        return self._claims.get(asked)

    async def answer(self, claim: Claim) -> Answer | None:
        """Wait for what is known of a claim; None where nobody has anything usable to say."""
        return await self._desks[claim.registry.name].answers[claim.identifier]

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each registry that gave no usable answer."""
        return tuple(desk.note() for desk in self._desks.values() if desk.failure)


class _Desk:
    """One registry, and all that is asked of it; must be made where an event loop runs."""

    def __init__(
        self, registry: Registry, make_fetch: MakeFetch, fail: Callable[[Failure], None]
    ) -> None:
        self.answers: dict[Identifier, asyncio.Future[Answer | None]] = {}
        self.failure = ""
        self._registry = registry
        self._make_fetch = make_fetch
        self._fail = fail
        self._links: Counter[Identifier] = Counter()
        self._waiting: list[Identifier] = []
        self._unanswered: list[Identifier] = []
        self._vouched: Mapping[Identifier, Record] = {}
        self._failures = 0

    def expect(self, identifier: Identifier) -> None:
        """Take in an identifier, once for each address that names it."""
        if identifier not in self.answers:
            self.answers[identifier] = asyncio.get_running_loop().create_future()
            self._waiting.append(identifier)
        self._links[identifier] += 1

    async def work(self) -> None:
        """Ask until nothing is left to ask, a batch at a time, and then somebody else."""
        fetch = self._make_fetch(self._registry.pace)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self._registry.pace.concurrency):
                tasks.create_task(self._ask(fetch))
        if self._unanswered and semantic_scholar.is_asked_for(self._registry):
            await self._ask_elsewhere(self._make_fetch(semantic_scholar.PACE))
        for identifier in self._unanswered:
            self.answers[identifier].set_result(self._vouched.get(identifier))

    async def _ask(self, fetch: Fetch) -> None:
        while self._waiting:
            batch = self._waiting[: self._registry.batch]
            del self._waiting[: self._registry.batch]
            try:
                if self._failures >= FAILURES:
                    self._unanswered += batch
                    continue
                known = await self._registry.resolve(batch, fetch)
                answers = [(identifier, known.get(identifier)) for identifier in batch]
            except UnavailableError as error:
                self._unanswered += batch
                self.failure = str(error)
                # Who is not there, or does not want to be asked, is not asked again.
                self._failures += FAILURES if error.final else 1
            except Exception as error:
                self._unanswered += batch
                self.failure = "could not be used because of an internal error"
                self._failures += 1
                self._fail(failure_of(self._registry, ", ".join(batch), error))
            else:
                self._failures = 0
                for identifier, answer in answers:
                    self.answers[identifier].set_result(answer)

    async def _ask_elsewhere(self, fetch: Fetch) -> None:
        known: dict[Identifier, Record] = {}
        step = semantic_scholar.BATCH
        try:
            for start in range(0, len(self._unanswered), step):
                batch = self._unanswered[start : start + step]
                known.update(await semantic_scholar.resolve(self._registry, batch, fetch))
        except UnavailableError:
            pass  # An opinion that is not given is not missed.
        except Exception as error:
            self._fail(Failure.of(f"registry `{semantic_scholar.NAME}`", "", error))
        self._vouched = known

    def note(self) -> str:
        """Return the sentence about what this registry did not answer."""
        vouched = sum(self._links[identifier] for identifier in self._vouched)
        rest = sum(self._links[identifier] for identifier in self._unanswered) - vouched
        visited = "1 link is visited" if rest == 1 else f"{rest} links are visited one by one"
        if vouched:
            links = "1 link" if vouched == 1 else f"{vouched} links"
            visited = f"Semantic Scholar knows {links}" + (f", and {visited}" if rest else "")
        return f"{self._registry.title} {self.failure}: {visited} instead"
