"""Lookups in the registries, batched, during one link check."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, Protocol

from msgspec.structs import replace
from yarl import URL

from awesome_lint.links.registries import match_registry
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    LookupResult,
    NotFound,
    Registry,
    RegistryId,
    RegistryMatch,
    UnavailableError,
    registry_failure,
)
from awesome_lint.model import Failure, LinkResult, Record

MAX_FAILURES: Final = 3
"""Failed requests in a row after which an API gets no more."""


class MakeFetch(Protocol):
    """Make the function that sends the requests of one API, at its pace."""

    def __call__(self, api: Api, *, retries: bool) -> Fetch:
        """`retries` is whether refused requests are sent again."""


class RegistryLookup:
    """Lookups of the URLs of a link check in the registries that know them.

    `make_fetch` makes the function that sends an API's requests. `refusing` are the names of the
    registries that refused an earlier check, which are skipped if others can replace them;
    `note_refusal` is called with the name of one that refuses this check. `fail` is called with
    internal errors of a registry; the identifiers that it was looking up then have no result.
    """

    def __init__(
        self,
        urls: Iterable[URL],
        registries: Sequence[Registry],
        make_fetch: MakeFetch,
        refusing: Collection[str],
        note_refusal: Callable[[str], None],
        fail: Callable[[Failure], None],
    ) -> None:
        self._lookups: dict[str, _Lookups] = {}
        self._matches: dict[URL, RegistryMatch] = {}
        fetches: dict[str, Fetch] = {}

        def fetch_from(api: Api, *, retries: bool) -> Fetch:
            # One for each API, even if several registries use it, so that its rate limit holds.
            if api.name not in fetches:
                fetches[api.name] = make_fetch(api, retries=retries)
            return fetches[api.name]

        for url in urls:
            match = match_registry(str(url), registries, fail)
            if match is not None:
                registry = match.registry
                self._matches[url] = match
                if registry.name not in self._lookups:
                    self._lookups[registry.name] = _Lookups(
                        registry, fetch_from, registry.name in refusing, note_refusal, fail
                    )
                self._lookups[registry.name].add(match.identifier)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Start the lookups of each registry, in a task of its own."""
        for lookups in self._lookups.values():
            tasks.create_task(lookups.run())

    def match(self, url: URL) -> RegistryMatch | None:
        """Return the registry that looks a URL up, if there is one."""
        return self._matches.get(url)

    async def result(self, match: RegistryMatch) -> LookupResult | None:
        """Wait for the result of a lookup; None if there is no usable one."""
        return await self._lookups[match.registry.name].results[match.identifier]

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each registry that gave no usable response."""
        return tuple(lookups.note() for lookups in self._lookups.values() if lookups.failure)


def link_result(match: RegistryMatch, url: URL, record: Record) -> LinkResult | None:
    """Return the result of a URL from its record; None if its page must be requested."""
    registry = match.registry
    result = registry.link_result(str(url), record)
    for api in (*registry.fallbacks, *([registry.confirmation] if registry.confirmation else ())):
        if result is not None and record.registry == api.name != registry.name:
            return replace(
                result, detail=f"{result.detail}, according to {api.title}", source=api.name
            )
    return result


class _Lookups:
    """All lookups in one registry. Create it where an event loop runs."""

    def __init__(
        self,
        registry: Registry,
        fetch_from: MakeFetch,
        is_refusing: bool,
        note_refusal: Callable[[str], None],
        fail: Callable[[Failure], None],
    ) -> None:
        self.results: dict[RegistryId, asyncio.Future[LookupResult | None]] = {}
        self.failure = ""
        self._registry = registry
        self._fetch_from = fetch_from
        self._is_refusing = is_refusing
        self._note_refusal = note_refusal
        self._fail = fail
        self._links: Counter[RegistryId] = Counter()
        self._found_by: Counter[str] = Counter()
        self._requested: list[RegistryId] = []

    def add(self, identifier: RegistryId) -> None:
        """Add an identifier, once for each URL that names it."""
        if identifier not in self.results:
            self.results[identifier] = asyncio.get_running_loop().create_future()
        self._links[identifier] += 1

    async def run(self) -> None:
        """Look all identifiers up: in the registry, its fallbacks and its confirmation."""
        missing: dict[RegistryId, NotFound] = {}
        rest = await self._query_registry(missing)
        for api in self._registry.fallbacks:
            if rest:
                rest, _ = await self._query(api, rest, missing, retries=False)
        if self._registry.confirmation:
            rest = await self._confirm(self._registry.confirmation, rest, missing)
        self._requested = rest
        for identifier, result in self.results.items():
            if not result.done():
                result.set_result(missing.get(identifier))

    async def _query_registry(self, missing: dict[RegistryId, NotFound]) -> list[RegistryId]:
        """Look all identifiers up in the registry; return those without a usable response."""
        name, identifiers = self._registry.name, list(self.results)
        # Requests that other APIs can replace are not retried.
        replaceable = self._registry.confirmation is not None
        if replaceable and self._is_refusing:
            self.failure = "refused an earlier check"
            return identifiers
        rest, error = await self._query(
            self._registry, identifiers, missing, retries=not replaceable
        )
        if error is not None:
            self.failure = str(error)
            if replaceable and error.final:
                self._note_refusal(name)
        return rest

    async def _confirm(
        self, api: Api, unanswered: Sequence[RegistryId], missing: dict[RegistryId, NotFound]
    ) -> list[RegistryId]:
        """Look up missing and unanswered identifiers; return those without a usable response.

        A `NotFound` is decisive only for identifiers that another API did not find either.
        """
        known: dict[RegistryId, NotFound] = {}
        doubtful = [identifier for identifier in missing if identifier not in unanswered]
        await self._query(api, doubtful, known, retries=True, settle=False)
        for identifier, answer in known.items():
            detail = f"{missing[identifier].detail}, and {answer.detail}"
            missing[identifier] = NotFound(detail, is_decisive=answer.is_decisive)
        unknown: dict[RegistryId, NotFound] = {}
        rest, _ = await self._query(api, unanswered, unknown, retries=True)
        missing |= {name: replace(answer, is_decisive=False) for name, answer in unknown.items()}
        return rest

    async def _query(
        self,
        api: Api,
        identifiers: Sequence[RegistryId],
        missing: dict[RegistryId, NotFound],
        *,
        retries: bool,
        settle: bool = True,
    ) -> tuple[list[RegistryId], UnavailableError | None]:
        """Look identifiers up in one API, in batches.

        Records become results if `settle`. Identifiers that the API does not know are added to
        `missing`. Returns the identifiers without a usable response, and the last error.
        """
        fetch = self._fetch_from(api, retries=retries)
        waiting, rest = list(identifiers), list[RegistryId]()
        failures, last_error = 0, None

        async def query_batches() -> None:
            nonlocal failures, last_error
            while waiting:
                batch = waiting[: api.batch_size]
                del waiting[: api.batch_size]
                answers: Sequence[LookupResult | None] = [None] * len(batch)
                try:
                    if failures < MAX_FAILURES:
                        known = await api.look_up(batch, fetch)
                        answers = [known.get(identifier) for identifier in batch]
                        failures = 0
                except UnavailableError as error:
                    last_error = error
                    failures += MAX_FAILURES if error.final else 1
                except Exception as error:
                    last_error = UnavailableError("could not be used because of an internal error")
                    failures += 1
                    self._fail(registry_failure(api, ", ".join(batch), error))
                for identifier, answer in zip(batch, answers, strict=True):
                    if isinstance(answer, NotFound):
                        missing[identifier] = answer
                    elif answer is None:
                        rest.append(identifier)
                    elif settle:
                        self._found_by[api.title] += self._links[identifier]
                        self.results[identifier].set_result(answer)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(api.pace.concurrency):
                tasks.create_task(query_batches())
        return rest, last_error

    def note(self) -> str:
        """Return the sentence about the identifiers that the registry did not look up."""
        parts = [
            f"{_links(count)} {'is' if count == 1 else 'are'} looked up through {title}"
            for title, count in self._found_by.items()
            if title != self._registry.title
        ]
        if rest := sum(self._links[identifier] for identifier in self._requested):
            one_by_one = "is requested" if rest == 1 else "are requested one by one"
            parts.append(f"{'and ' if parts else ''}{_links(rest)} {one_by_one}")
        instead = ", ".join(parts) or "other registries are used"
        return f"{self._registry.title} {self.failure}: {instead} instead"


def _links(count: int) -> str:
    return "1 link" if count == 1 else f"{count} links"
