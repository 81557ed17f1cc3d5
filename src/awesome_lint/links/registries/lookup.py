"""What the registries are asked in one check, and what became of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct
from yarl import URL

from awesome_lint.links.registries import match_registry, semantic_scholar
from awesome_lint.links.registries.registry import (
    Fetch,
    LookupResult,
    Registry,
    RegistryId,
    UnavailableError,
    registry_failure,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Failure, LinkResult, Record

MAX_FAILURES: Final = 3
"""Requests in a row without a usable answer, after which a registry is not asked any more."""

MakeFetch = Callable[[Pace], Fetch]


class RegistryMatch(Struct, frozen=True):
    """What a registry calls the thing that an address leads to."""

    registry: Registry
    identifier: RegistryId

    def link_result(self, asked: URL, record: Record) -> LinkResult | None:
        """Return what a record means for an address, or None where its page must be looked at."""
        result = self.registry.link_result(str(asked), record)
        if result is not None and record.registry == semantic_scholar.NAME:
            return semantic_scholar.attribute_to_semantic_scholar(result)
        return result


class RegistryLookup:
    """Offers addresses to registries, and asks these for what they claim.

    `make_fetch` makes what one registry is asked with. A registry that meets an internal error,
    of which `fail` is told, gives no answer about what it was asked then.
    """

    def __init__(
        self,
        urls: Iterable[URL],
        registries: Sequence[Registry],
        make_fetch: MakeFetch,
        fail: Callable[[Failure], None],
    ) -> None:
        self._batches: dict[str, _Batches] = {}
        self._matches: dict[URL, RegistryMatch] = {}
        for asked in urls:
            found = match_registry(str(asked), registries, fail)
            if found is not None:
                registry, identifier = found
                self._matches[asked] = RegistryMatch(registry, identifier)
                if registry.name not in self._batches:
                    self._batches[registry.name] = _Batches(registry, make_fetch, fail)
                self._batches[registry.name].add(identifier)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Begin to ask each registry, in a task of its own."""
        for desk in self._batches.values():
            tasks.create_task(desk.run())

    def match(self, asked: URL) -> RegistryMatch | None:
        """Return the claim of a registry to an address, if there is one."""
        return self._matches.get(asked)

    async def result(self, match: RegistryMatch) -> LookupResult | None:
        """Wait for what is known of a claim; None where nobody has anything usable to say."""
        return await self._batches[match.registry.name].results[match.identifier]

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each registry that gave no usable answer."""
        return tuple(desk.note() for desk in self._batches.values() if desk.failure)


class _Batches:
    """One registry, and all that is asked of it; must be made where an event loop runs."""

    def __init__(
        self, registry: Registry, make_fetch: MakeFetch, fail: Callable[[Failure], None]
    ) -> None:
        self.results: dict[RegistryId, asyncio.Future[LookupResult | None]] = {}
        self.failure = ""
        self._registry = registry
        self._make_fetch = make_fetch
        self._fail = fail
        self._links_by_id: Counter[RegistryId] = Counter()
        self._waiting: list[RegistryId] = []
        self._unanswered: list[RegistryId] = []
        self._second_opinions: Mapping[RegistryId, Record] = {}
        self._failures = 0

    def add(self, identifier: RegistryId) -> None:
        """Take in an identifier, once for each address that names it."""
        if identifier not in self.results:
            self.results[identifier] = asyncio.get_running_loop().create_future()
            self._waiting.append(identifier)
        self._links_by_id[identifier] += 1

    async def run(self) -> None:
        """Ask until nothing is left to ask, a batch at a time, and then somebody else."""
        fetch = self._make_fetch(self._registry.pace)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self._registry.pace.concurrency):
                tasks.create_task(self._look_up_batches(fetch))
        if self._unanswered and semantic_scholar.supports(self._registry):
            await self._ask_semantic_scholar(self._make_fetch(semantic_scholar.PACE))
        for identifier in self._unanswered:
            self.results[identifier].set_result(self._second_opinions.get(identifier))

    async def _look_up_batches(self, fetch: Fetch) -> None:
        while self._waiting:
            batch = self._waiting[: self._registry.batch_size]
            del self._waiting[: self._registry.batch_size]
            try:
                if self._failures >= MAX_FAILURES:
                    self._unanswered += batch
                    continue
                known = await self._registry.look_up(batch, fetch)
                answers = [(identifier, known.get(identifier)) for identifier in batch]
            except UnavailableError as error:
                self._unanswered += batch
                self.failure = str(error)
                # Who is not there, or does not want to be asked, is not asked again.
                self._failures += MAX_FAILURES if error.final else 1
            except Exception as error:
                self._unanswered += batch
                self.failure = "could not be used because of an internal error"
                self._failures += 1
                self._fail(registry_failure(self._registry, ", ".join(batch), error))
            else:
                self._failures = 0
                for identifier, answer in answers:
                    self.results[identifier].set_result(answer)

    async def _ask_semantic_scholar(self, fetch: Fetch) -> None:
        known: dict[RegistryId, Record] = {}
        step = semantic_scholar.BATCH_SIZE
        try:
            for start in range(0, len(self._unanswered), step):
                batch = self._unanswered[start : start + step]
                known.update(await semantic_scholar.look_up(self._registry, batch, fetch))
        except UnavailableError:
            pass  # An opinion that is not given is not missed.
        except Exception as error:
            self._fail(Failure.of(f"registry `{semantic_scholar.NAME}`", "", error))
        self._second_opinions = known

    def note(self) -> str:
        """Return the sentence about what this registry did not answer."""
        vouched = sum(self._links_by_id[identifier] for identifier in self._second_opinions)
        rest = sum(self._links_by_id[identifier] for identifier in self._unanswered) - vouched
        visited = "1 link is visited" if rest == 1 else f"{rest} links are visited one by one"
        if vouched:
            links = "1 link" if vouched == 1 else f"{vouched} links"
            visited = f"Semantic Scholar knows {links}" + (f", and {visited}" if rest else "")
        return f"{self._registry.title} {self.failure}: {visited} instead"
