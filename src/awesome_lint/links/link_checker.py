"""The work on one address: who is asked, and what it means for the links that lead there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace
from yarl import URL

from awesome_lint.links.http.messages import Hop
from awesome_lint.links.read_limits import GLANCE, Looks
from awesome_lint.links.redirect_follower import Walker
from awesome_lint.links.registries.lookup import Inquiry
from awesome_lint.links.registries.registry import Missing, failure_of
from awesome_lint.links.verdict import fragments, verdict
from awesome_lint.links.wayback import Archive
from awesome_lint.model import Failure, LinkResult, Record


class Judge(Struct, frozen=True):
    """Knows whom to ask: a registry, the page itself, and for dead ones the archive."""

    walker: Walker
    looks: Looks
    inquiry: Inquiry
    archive: Archive
    fail: Callable[[Failure], None]
    """Told of internal errors of registries and of the archive, which cost what these know."""

    async def judge(
        self, asked: URL, written: Sequence[str]
    ) -> tuple[list[LinkResult], Record | None]:
        """Return what an address means for each URL that leads to it, and its registry's record."""
        claim = self.inquiry.claim(asked)
        answer = await self.inquiry.answer(claim) if claim else None
        known, record = None, answer if isinstance(answer, Record) else None
        if claim and record:
            try:
                known = claim.judge(asked, record)
            except Exception as error:
                record = None
                self.fail(failure_of(claim.registry, str(asked), error))
        trail: Sequence[Hop] = ()
        unknown = answer.detail if isinstance(answer, Missing) else ""
        if known is None or any(map(self.looks.at_section, written)):
            # What HEAD would bring of a page that is hardly there, GET would have to confirm.
            look = self.looks.at_page(asked) or (GLANCE if unknown else 0)
            trail = await self.walker.trail(asked, look)
        results = []
        for url in written:
            result = verdict.of(url, known) if known else verdict.judge(url, trail, unknown)
            if self.looks.at_section(url):
                result = replace(result, fragment=fragments.judge(url, trail))
            results.append(result)
        if results[0].verdict == "dead":
            copy = await self._copy_of(asked)
            results = [replace(result, archived_url=copy) for result in results]
        return results, record

    async def _copy_of(self, asked: URL) -> str | None:
        try:
            return await self.archive.copy_of(asked)
        except Exception as error:
            self.fail(Failure.of("Wayback Machine lookup", str(asked), error))
            return None

    async def visit(self, queue: Sequence[tuple[int, URL]], start: Callable[[URL], None]) -> None:
        """Start the work on each address of a host when its first request is under way.

        So there is work only for what is being asked, not for all that waits.
        """
        for rank, asked in queue:
            with suppress(Exception):  # which the work meets again, and reports
                if self.inquiry.claim(asked) is None:
                    await self.walker.begin(asked, rank, self.looks.at_page(asked))
            start(asked)
