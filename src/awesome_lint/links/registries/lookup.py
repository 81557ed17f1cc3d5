"""Lookups in the registries, batched, during one link check."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from yarl import URL

from awesome_lint.links.registries import match_registry, semantic_scholar
from awesome_lint.links.registries.registry import (
    Fetch,
    LookupResult,
    Registry,
    RegistryId,
    RegistryMatch,
    UnavailableError,
    registry_failure,
)
from awesome_lint.links.schedule.host import Pace
from awesome_lint.model import Failure, LinkResult, Record

MAX_FAILURES: Final = 3
"""Failed requests in a row after which a registry gets no more."""

MakeFetch = Callable[[Pace], Fetch]
"""Make the function that sends one registry's requests, at its pace."""


class RegistryLookup:
    """Lookups of the URLs of a link check in the registries that know them.

    `make_fetch` makes the function that sends a registry's requests. `fail` is called with internal
    errors of a registry; the identifiers that it was looking up then have no result.
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
        for url in urls:
            match = match_registry(str(url), registries, fail)
            if match is not None:
                registry = match.registry
                self._matches[url] = match
                if registry.name not in self._batches:
                    self._batches[registry.name] = _Batches(registry, make_fetch, fail)
                self._batches[registry.name].add(match.identifier)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Start the lookups of each registry, in a task of its own."""
        for batches in self._batches.values():
            tasks.create_task(batches.run())

    def match(self, url: URL) -> RegistryMatch | None:
        """Return the registry that looks a URL up, if there is one."""
        return self._matches.get(url)

    async def result(self, match: RegistryMatch) -> LookupResult | None:
        """Wait for the result of a lookup; None if there is no usable one."""
        return await self._batches[match.registry.name].results[match.identifier]

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each registry that gave no usable response."""
        return tuple(batches.note() for batches in self._batches.values() if batches.failure)


def link_result(match: RegistryMatch, url: URL, record: Record) -> LinkResult | None:
    """Return the result of a URL from its record; None if its page must be requested."""
    result = match.registry.link_result(str(url), record)
    if result is not None and record.registry == semantic_scholar.NAME:
        return semantic_scholar.attribute_to_semantic_scholar(result)
    return result


class _Batches:
    """All lookups in one registry. Create it where an event loop runs."""

    def __init__(
        self, registry: Registry, make_fetch: MakeFetch, fail: Callable[[Failure], None]
    ) -> None:
        self.results: dict[RegistryId, asyncio.Future[LookupResult | None]] = {}
        self.failure = ""
        self._registry = registry
        self._make_fetch = make_fetch
        self._fail = fail
        self._links: Counter[RegistryId] = Counter()
        self._waiting: list[RegistryId] = []
        self._unanswered: list[RegistryId] = []
        self._second_opinions: Mapping[RegistryId, Record] = {}
        self._failures = 0

    def add(self, identifier: RegistryId) -> None:
        """Add an identifier, once for each URL that names it."""
        if identifier not in self.results:
            self.results[identifier] = asyncio.get_running_loop().create_future()
            self._waiting.append(identifier)
        self._links[identifier] += 1

    async def run(self) -> None:
        """Look all identifiers up, in batches; what has no answer, in Semantic Scholar."""
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
            pass  # The pages of these papers are requested, as without a second opinion.
        except Exception as error:
            self._fail(Failure.of(f"registry `{semantic_scholar.NAME}`", "", error))
        self._second_opinions = known

    def note(self) -> str:
        """Return the sentence about the identifiers that the registry did not look up."""
        vouched = sum(self._links[identifier] for identifier in self._second_opinions)
        rest = sum(self._links[identifier] for identifier in self._unanswered) - vouched
        visited = "1 link is requested" if rest == 1 else f"{rest} links are requested one by one"
        if vouched:
            links = "1 link" if vouched == 1 else f"{vouched} links"
            visited = f"Semantic Scholar has {links}" + (f", and {visited}" if rest else "")
        return f"{self._registry.title} {self.failure}: {visited} instead"
