"""Lookups in the registries, batched, during one link check."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from msgspec.structs import replace
from yarl import URL

from awesome_lint.links.registries import match_registry
from awesome_lint.links.registries.registry import (
    Api,
    Fetch,
    LookupResult,
    NotFound,
    RefusedError,
    Registry,
    RegistryId,
    RegistryMatch,
    UnavailableError,
    registry_failure,
)
from awesome_lint.model import Failure, LinkResult, Record
from awesome_lint.text.wording import count

MAX_FAILURES: Final = 3
"""Failed requests in a row after which an API gets no more."""


MakeFetch = Callable[[Api], Fetch]
"""Make the function that sends the requests to one API, at its pace."""


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

        def fetch_from(api: Api) -> Fetch:
            # One for each API, even if several registries use it, so that its rate limit holds.
            if api.name not in fetches:
                fetches[api.name] = make_fetch(api)
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
    registry, *others = match.registry.apis
    result = match.registry.link_result(str(url), record)
    if result is None or record.registry == registry.name:
        return result
    title = next(api.title for api in others if api.name == record.registry)
    detail = f"{result.detail}, according to {title}"
    return replace(result, detail=detail, source=record.registry)


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
        self._missing: dict[RegistryId, NotFound] = {}
        self._found_by: Counter[str] = Counter()
        self._unanswered = 0

    def add(self, identifier: RegistryId) -> None:
        """Add an identifier, once for each URL that names it."""
        if identifier not in self.results:
            self.results[identifier] = asyncio.get_running_loop().create_future()
        self._links[identifier] += 1

    async def run(self) -> None:
        """Look all identifiers up: in the registry, its fallbacks and its confirmation."""
        registry, *others = self._registry.apis
        confirmation = self._registry.confirmation
        rest = list(self.results)
        if confirmation and self._is_refusing:
            self.failure = "refused an earlier check"
        else:
            error = await self._query(registry, rest)
            self.failure = str(error or "")
            if confirmation and isinstance(error, RefusedError):
                self._note_refusal(registry.name)
        for api in others:
            rest = [name for name, result in self.results.items() if not result.done()]
            if api is not confirmation:
                rest = [name for name in rest if name not in self._missing]
            await self._query(api, rest)

    async def _query(self, api: Api, identifiers: Sequence[RegistryId]) -> UnavailableError | None:
        """Look identifiers up in one API, in batches; return the last error."""
        waiting = list(identifiers)
        if not waiting:
            return None
        fetch = self._fetch_from(api)
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
                    self._add_answer(api, identifier, answer)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(api.pace.concurrency):
                tasks.create_task(query_batches())
        return last_error

    def _add_answer(self, api: Api, identifier: RegistryId, answer: LookupResult | None) -> None:
        """Set the result of an identifier, unless it is to be looked up in another API."""
        confirmation, missing = self._registry.confirmation, self._missing.get(identifier)
        if isinstance(answer, NotFound):
            if confirmation and api is not confirmation:
                self._missing[identifier] = answer
                return
            if confirmation and missing is None:
                answer = replace(answer, is_decisive=False)  # the statement of one API
            elif missing is not None:
                answer = replace(answer, detail=f"{missing.detail}, and {answer.detail}")
        elif answer is None and api is not self._registry.apis[-1]:
            return
        elif answer is None or missing is not None:  # without an answer, or with two that differ
            answer = missing
        if isinstance(answer, Record):
            self._found_by[api.title] += self._links[identifier]
        elif answer is None:
            self._unanswered += self._links[identifier]
        self.results[identifier].set_result(answer)

    def note(self) -> str:
        """Return the sentence about the identifiers that the registry did not look up."""
        parts = [
            f"{count(number, 'link')} {'is' if number == 1 else 'are'} looked up through {title}"
            for title, number in self._found_by.items()
            if title != self._registry.title
        ]
        if rest := self._unanswered:
            one_by_one = "is requested" if rest == 1 else "are requested one by one"
            parts.append(f"{'and ' if parts else ''}{count(rest, 'link')} {one_by_one}")
        instead = ", ".join(parts) or "other registries are used"
        return f"{self._registry.title} {self.failure}: {instead} instead"
