"""Check of one URL: registry, then page, then archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace
from yarl import URL

from awesome_lint.links.http.messages import Hop
from awesome_lint.links.read_limits import PAGE_START_BYTES, ReadLimits
from awesome_lint.links.redirect_follower import RedirectFollower
from awesome_lint.links.registries.lookup import RegistryLookup, link_result
from awesome_lint.links.registries.registry import NotFound, registry_failure
from awesome_lint.links.verdict import fragments, verdict
from awesome_lint.links.wayback import WaybackMachine
from awesome_lint.model import Failure, LinkResult, Record


class LinkChecker(Struct, frozen=True):
    """Checks one URL: registry, then page, then archive."""

    follower: RedirectFollower
    limits: ReadLimits
    lookup: RegistryLookup
    wayback: WaybackMachine
    fail: Callable[[Failure], None]
    """Called with internal errors of registries and of the archive, which are then done without."""

    async def check(self, url: URL, links: Sequence[str]) -> tuple[list[LinkResult], Record | None]:
        """Return the result of each link to a URL, and the registry's record of it."""
        match = self.lookup.match(url)
        answer = await self.lookup.result(match) if match else None
        known, record = None, answer if isinstance(answer, Record) else None
        if match and record:
            try:
                known = link_result(match, url, record)
            except Exception as error:
                record = None
                self.fail(registry_failure(match.registry, str(url), error))
        if match and isinstance(answer, NotFound) and answer.is_decisive:
            detail = f"is not found: {answer.detail}"
            known = LinkResult(str(url), "dead", detail=detail, source=match.registry.name)
        hops: Sequence[Hop] = ()
        not_found = answer.detail if isinstance(answer, NotFound) else ""
        if known is None or any(map(self.limits.checks_fragment, links)):
            # A page that the registry does not know is likely dead, and GET would confirm it.
            read_limit = self.limits.bytes_for(url) or (PAGE_START_BYTES if not_found else 0)
            hops = await self.follower.hops(url, read_limit)
        results = []
        for link in links:
            result = (
                verdict.for_url(link, known) if known else verdict.from_hops(link, hops, not_found)
            )
            if self.limits.checks_fragment(link):
                result = replace(result, fragment=fragments.find_fragment(link, hops))
            results.append(result)
        if results[0].verdict == "dead":
            copy = await self._find_copy(url)
            results = [replace(result, archived_url=copy) for result in results]
        return results, record

    async def _find_copy(self, url: URL) -> str | None:
        try:
            return await self.wayback.find_copy(url)
        except Exception as error:
            self.fail(Failure.of("Wayback Machine lookup", str(url), error))
            return None

    async def start_in_order(
        self, urls: Sequence[tuple[int, URL]], start: Callable[[URL], None]
    ) -> None:
        """Start the check of each URL of a host when its first request is under way.

        `urls` come with their ranks. Tasks exist for URLs that are being requested, not for all
        that wait.
        """
        for rank, url in urls:
            with suppress(Exception):  # the check meets it again, and reports it
                if self.lookup.match(url) is None:
                    await self.follower.start(url, rank, self.limits.bytes_for(url))
            start(url)
