"""Lookups in the registries, batched, during one link check."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from msgspec.structs import replace
from yarl import URL

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
from awesome_lint.text.wording import count, enumerate_words

MAX_FAILURES: Final = 3
"""Failed requests in a row after which an API gets no more."""


Answers = Mapping[RegistryId, LookupResult | None]
"""Results of one batch of identifiers; None for those without a usable one."""

MakeFetch = Callable[[Api], Fetch]
"""Make the function that sends the requests to one API, at its pace."""


class RegistryLookup:
    """Lookups of URLs in the registries that know them, given for each URL.

    `make_fetch` makes the function that sends an API's requests. `refusing` are the names of the
    registries that refused an earlier check, which are skipped if others can replace them;
    `note_refusal` is called with the name of one that refuses this check. `fail` is called with
    internal errors of a registry; the identifiers that it was looking up then have no result.
    """

    def __init__(
        self,
        matches: Mapping[URL, RegistryMatch],
        make_fetch: MakeFetch,
        refusing: Collection[str],
        note_refusal: Callable[[str], None],
        fail: Callable[[Failure], None],
    ) -> None:
        self._lookups: dict[Registry, _Lookups] = {}
        self._matches = matches
        fetches: dict[str, Fetch] = {}

        def fetch_from(api: Api) -> Fetch:
            # One for each API, even if several registries use it, so that its rate limit holds.
            if api.name not in fetches:
                fetches[api.name] = make_fetch(api)
            return fetches[api.name]

        for match in matches.values():
            registry = match.registry
            if registry not in self._lookups:
                self._lookups[registry] = _Lookups(
                    registry, fetch_from, registry.name in refusing, note_refusal, fail
                )
            self._lookups[registry].add(match.identifier)

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Start the lookups of each registry, in a task of its own."""
        for lookups in self._lookups.values():
            tasks.create_task(lookups.run())

    def match(self, url: URL) -> RegistryMatch | None:
        """Return the registry that looks a URL up, if there is one."""
        return self._matches.get(url)

    async def result(self, match: RegistryMatch) -> LookupResult | None:
        """Wait for the result of a lookup; None if there is no usable one."""
        return await self._lookups[match.registry].results[match.identifier]

    def notes(self, *, requests_pages: bool = True) -> tuple[str, ...]:
        """Return a sentence for each registry that gave no usable response.

        `requests_pages` is whether the pages of identifiers without a usable response are requested
        instead.
        """
        return tuple(
            lookups.note(requests_pages) for lookups in self._lookups.values() if lookups.failure
        )


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
        self._unknown_to_registry: dict[RegistryId, NotFound] = {}
        self._unknown_to_fallback: dict[RegistryId, NotFound] = {}
        self._failures: Counter[str] = Counter()  # in a row, by API
        self._responding: set[str] = set()  # APIs that gave a usable response
        self._found_by: Counter[str] = Counter()
        self._unanswered = 0

    def add(self, identifier: RegistryId) -> None:
        """Add an identifier, once for each URL that names it."""
        if identifier not in self.results:
            self.results[identifier] = asyncio.get_running_loop().create_future()
        self._links[identifier] += 1

    async def run(self) -> None:
        """Look all identifiers up: in the registry, its fallbacks and its confirmation.

        Identifiers that the registry does not know are confirmed while it is sent further requests.
        """
        fallbacks, confirmation = self._registry.fallbacks, self._registry.confirmation
        comes_last = confirmation is not None and self._is_refusing
        async with asyncio.TaskGroup() as confirmations:
            if comes_last:
                self.failure = "refused an earlier check"
            else:
                await self._query_registry(list(self.results), confirmations)
            for api in fallbacks:
                rest = self._open(self._unknown_to_registry)
                if confirmation and self._are_few_unknown(rest, confirmation):
                    break
                await self._query(api, rest, self._add_found)
            if comes_last and (rest := self._open(self._unknown_to_fallback)):
                self.failure = ""
                await self._query_registry(rest, confirmations)
            if confirmation:
                rest = self._open(self._unknown_to_registry)
                await self._query(confirmation, rest, self._add_confirmed)
        for identifier in self._open(()):
            self._set_result(identifier, self._unknown_to_fallback.get(identifier))

    def _are_few_unknown(self, identifiers: Sequence[RegistryId], confirmation: Api) -> bool:
        """Return whether a fallback knew none of these, and one burst can confirm all of them."""
        return len(identifiers) <= confirmation.pace.burst and all(
            identifier in self._unknown_to_fallback for identifier in identifiers
        )

    def _open(self, excluded: Collection[RegistryId]) -> list[RegistryId]:
        """Return the identifiers without a result that are not `excluded`."""
        return [
            identifier
            for identifier, result in self.results.items()
            if not result.done() and identifier not in excluded
        ]

    async def _query_registry(
        self, identifiers: Sequence[RegistryId], confirmations: asyncio.TaskGroup
    ) -> None:
        """Look identifiers up in the registry itself."""
        registry, confirmation = self._registry, self._registry.confirmation

        def add(answers: Answers) -> None:
            missing = {name: each for name, each in answers.items() if isinstance(each, NotFound)}
            if confirmation and missing:
                self._unknown_to_registry |= missing
                confirming = self._query(confirmation, list(missing), self._add_confirmed)
                confirmations.create_task(confirming)
            for identifier, answer in answers.items():
                replaceable = answer is None and len(registry.apis) > 1
                if not replaceable and identifier not in self._unknown_to_registry:
                    self._set_result(identifier, answer)

        error = await self._query(registry, identifiers, add)
        self.failure = str(error or "")
        if confirmation and isinstance(error, RefusedError):
            self._note_refusal(registry.name)

    async def _query(
        self, api: Api, identifiers: Sequence[RegistryId], add: Callable[[Answers], None]
    ) -> UnavailableError | None:
        """Look identifiers up in one API, in batches; return the last error.

        `add` is called with the answers to each batch.
        """
        waiting = list(identifiers)
        if not waiting:
            return None
        fetch = self._fetch_from(api)
        last_error = None

        async def query_batches() -> None:
            nonlocal last_error
            while waiting:
                batch = waiting[: api.batch_size]
                del waiting[: api.batch_size]
                answers: Answers = dict.fromkeys(batch)
                try:
                    if self._failures[api.name] < MAX_FAILURES:
                        known = await api.look_up(batch, fetch)
                        answers = {identifier: known.get(identifier) for identifier in batch}
                        self._failures[api.name] = 0
                        self._responding.add(api.name)
                except UnavailableError as error:
                    last_error = error
                    # An API that has responded before may do so again.
                    is_lasting = isinstance(error, RefusedError) or api.name not in self._responding
                    is_final = error.final and is_lasting
                    self._failures[api.name] += MAX_FAILURES if is_final else 1
                except Exception as error:
                    last_error = UnavailableError("could not be used because of an internal error")
                    self._failures[api.name] += 1
                    self._fail(registry_failure(api, ", ".join(batch), error))
                add(answers)

        async with asyncio.TaskGroup() as tasks:
            for _ in range(api.pace.concurrency):
                tasks.create_task(query_batches())
        return last_error

    def _add_found(self, answers: Answers) -> None:
        """Add the answers of a fallback: only what it finds is a result."""
        for identifier, answer in answers.items():
            if isinstance(answer, Record):
                self._set_result(identifier, answer)
            elif answer is not None:
                self._unknown_to_fallback.setdefault(identifier, answer)

    def _add_confirmed(self, answers: Answers) -> None:
        """Add the answers of the confirmation.

        It confirms only answers of the registry itself, because fallbacks may lack the same entries
        as the confirmation. If it contradicts the registry, the page decides.
        """
        for identifier, answer in answers.items():
            unknown = self._unknown_to_registry.get(identifier)
            known_missing = unknown or self._unknown_to_fallback.get(identifier)
            result = answer
            if answer is None or (unknown and isinstance(answer, Record)):
                result = known_missing
            elif isinstance(answer, NotFound):
                details = [each.detail for each in (known_missing, answer) if each]
                is_decisive = answer.is_decisive and unknown is not None
                result = NotFound(", and ".join(details), is_decisive=is_decisive)
            self._set_result(identifier, result)

    def _set_result(self, identifier: RegistryId, answer: LookupResult | None) -> None:
        if isinstance(answer, Record):
            self._found_by[answer.registry] += self._links[identifier]
        elif answer is None:
            self._unanswered += self._links[identifier]
        self.results[identifier].set_result(answer)

    def note(self, requests_pages: bool) -> str:
        """Return the sentence about the identifiers that the registry did not look up."""
        parts = []
        for api in self._registry.apis[1:]:
            if number := self._found_by[api.name]:
                are = "is" if number == 1 else "are"
                parts.append(f"{count(number, 'link')} {are} looked up through {api.title}")
        rest = self._unanswered
        subject = f"{self._registry.title} {self.failure}"
        if not requests_pages:
            if rest:
                were = "was" if rest == 1 else "were"
                parts.append(f"{count(rest, 'link')} {were} not looked up")
            return f"{subject}: {enumerate_words(parts, len(parts))}" if parts else subject
        if rest:
            one_by_one = "is requested" if rest == 1 else "are requested one by one"
            parts.append(f"{count(rest, 'link')} {one_by_one}")
        instead = enumerate_words(parts or ["other registries are used"], limit=len(parts) + 1)
        return f"{subject}: {instead} instead"
