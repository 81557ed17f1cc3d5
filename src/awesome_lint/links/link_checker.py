"""The work on one address: who is asked, and what it means for the links that lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace
from yarl import URL

from awesome_lint.links.http.messages import Hop
from awesome_lint.links.read_limits import PAGE_START_BYTES, ReadLimits
from awesome_lint.links.redirect_follower import RedirectFollower
from awesome_lint.links.registries.lookup import RegistryLookup
from awesome_lint.links.registries.registry import NotFound, registry_failure
from awesome_lint.links.verdict import fragments, verdict
from awesome_lint.links.wayback import WaybackMachine
from awesome_lint.model import Failure, LinkResult, Record


class LinkChecker(Struct, frozen=True):
    """Knows whom to ask: a registry, the page itself, and for dead ones the archive."""

    walker: RedirectFollower
    looks: ReadLimits
    inquiry: RegistryLookup
    archive: WaybackMachine
    fail: Callable[[Failure], None]
    """Told of internal errors of registries and of the archive, which cost what these know."""

    async def check(
        self, asked: URL, written: Sequence[str]
    ) -> tuple[list[LinkResult], Record | None]:
        """Return what an address means for each URL that leads to it, and its registry's record."""
        claim = self.inquiry.match(asked)
        answer = await self.inquiry.result(claim) if claim else None
        known, record = None, answer if isinstance(answer, Record) else None
        if claim and record:
            try:
                known = claim.link_result(asked, record)
            except Exception as error:
                record = None
                self.fail(registry_failure(claim.registry, str(asked), error))
        hops: Sequence[Hop] = ()
        unknown = answer.detail if isinstance(answer, NotFound) else ""
        if known is None or any(map(self.looks.checks_fragment, written)):
            # What HEAD would bring of a page that is hardly there, GET would have to confirm.
            look = self.looks.bytes_for(asked) or (PAGE_START_BYTES if unknown else 0)
            hops = await self.walker.hops(asked, look)
        results = []
        for url in written:
            result = verdict.for_url(url, known) if known else verdict.from_hops(url, hops, unknown)
            if self.looks.checks_fragment(url):
                result = replace(result, fragment=fragments.find_fragment(url, hops))
            results.append(result)
        if results[0].verdict == "dead":
            copy = await self._copy_of(asked)
            results = [replace(result, archived_url=copy) for result in results]
        return results, record

    async def _copy_of(self, asked: URL) -> str | None:
        try:
            return await self.archive.find_copy(asked)
        except Exception as error:
            self.fail(Failure.of("Wayback Machine lookup", str(asked), error))
            return None

    async def start_in_order(
        self, queue: Sequence[tuple[int, URL]], start: Callable[[URL], None]
    ) -> None:
        """Start the work on each address of a host when its first request is under way.

        So there is work only for what is being asked, not for all that waits.
        """
        for rank, asked in queue:
            with suppress(Exception):  # which the work meets again, and reports
                if self.inquiry.match(asked) is None:
                    await self.walker.start(asked, rank, self.looks.bytes_for(asked))
            start(asked)
