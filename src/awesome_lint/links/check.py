"""A whole link check: every link walked to where it leads, within the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import inf

from msgspec import Struct
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.links import verdict
from awesome_lint.links.connect import Connector, ConnectorFactory
from awesome_lint.links.fetch import Fetcher
from awesome_lint.links.guard import guarded_socket, open_socket
from awesome_lint.links.hosts import Hosts, queues
from awesome_lint.links.http import Client
from awesome_lint.links.inquiry import Inquiry
from awesome_lint.links.pace import Clock, Pace
from awesome_lint.links.plan import Plan, plan
from awesome_lint.links.registries import registries
from awesome_lint.links.registries.registry import Missing
from awesome_lint.links.settings import LinkSettings, Outcome
from awesome_lint.links.slots import Slots
from awesome_lint.links.walk import NoNetworkError, Walker
from awesome_lint.model import LinkResult, Record

Progress = Callable[[int, int], None]


def run(
    urls: Iterable[str],
    settings: LinkSettings,
    connector_factory: ConnectorFactory | None,
    progress: Progress | None,
) -> Outcome:
    """Do what `awesome_lint.links.run` says."""
    urls = tuple(urls)
    planned = plan(urls, settings.exclude)
    found = _Found(dict(planned.results))
    interrupted = False
    if planned.asks:
        factory = connector_factory or Connector
        try:
            asyncio.run(_check(planned, settings, factory, found, progress))
        except NoNetworkError:
            return Outcome(_skip_all(planned, "was not checked: there is no network"), offline=True)
        except KeyboardInterrupt:
            interrupted = True
    results = {url: found.results[url] for url in urls if url in found.results}
    return Outcome(results, interrupted, records=found.records, notes=found.notes)


class _Found(Struct):
    """What is known so far."""

    results: dict[str, LinkResult]
    records: dict[str, Record] = {}
    notes: tuple[str, ...] = ()


async def _check(
    planned: Plan,
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    found: _Found,
    progress: Progress | None,
) -> None:
    """Fill in what is found as it comes; raise NoNetworkError where there is no network."""
    total = len(planned.asks)
    finished = 0

    async def judge(asked: URL, written: Sequence[str]) -> None:
        nonlocal finished
        claim = inquiry.claim(asked)
        answer = await inquiry.answer(claim) if claim else None
        found.notes = inquiry.notes()
        result = None
        if claim and isinstance(answer, Record):
            found.records.update(dict.fromkeys(written, answer))
            result = claim.judge(asked, answer)
        if result is not None:
            found.results.update((url, verdict.of(url, result)) for url in written)
        else:
            unknown = answer.detail if isinstance(answer, Missing) else ""
            trail = await walker.trail(asked)
            found.results.update((url, verdict.judge(url, trail, unknown)) for url in written)
        finished += 1
        if progress:
            progress(finished, total)

    def start(asked: URL) -> None:
        tasks.create_task(judge(asked, planned.asks[asked]))

    def fetcher(pace: Pace) -> Fetcher:
        times = (settings.backoff, until, settings.timeout)
        return Fetcher(pace, client, slots, clock, *times, walker.heard)

    clock = Clock()
    until = inf if settings.deadline is None else clock.now() + settings.deadline
    slots = Slots(settings.max_concurrency)
    hosts = Hosts(rulebook.hosts(), clock, settings.backoff, until)
    connect = partial(
        connector_factory, open_socket if settings.allow_private_hosts else guarded_socket
    )
    if progress:
        progress(0, total)
    async with Client(connect, settings.timeout) as client:
        in_time = True
        try:
            async with asyncio.timeout(settings.deadline), asyncio.TaskGroup() as tasks:
                walker = Walker(client, settings, tasks, slots, hosts, clock, until)
                inquiry = Inquiry(planned.asks, registries(settings.token), fetcher)
                inquiry.start(tasks)
                for rank, queue in enumerate(queues(planned.asks, hosts, in_order=until < inf)):
                    tasks.create_task(_visit(queue, rank, walker, inquiry, start))
        except* NoNetworkError:
            raise NoNetworkError from None
        except* TimeoutError:
            in_time = False
        if in_time:
            await walker.expect_network()
        else:
            detail = f"was not checked: the deadline of {settings.deadline:g} s passed"
            found.results.update(_skip_all(planned, detail) | found.results)


async def _visit(
    queue: Sequence[URL],
    rank: int,
    walker: Walker,
    inquiry: Inquiry,
    start: Callable[[URL], None],
) -> None:
    """Start the work on each address of a host when its first request is under way.

    So there is work only for what is being asked, not for all that waits.
    """
    for asked in queue:
        if inquiry.claim(asked) is None:
            await walker.begin(asked, rank)
        start(asked)


def _skip_all(planned: Plan, detail: str) -> dict[str, LinkResult]:
    """Skip every link of the plan for the reason given; the excluded ones keep theirs."""
    urls = (*planned.results, *(url for written in planned.asks.values() for url in written))
    skipped = {url: LinkResult(url, "skipped", detail=detail) for url in urls}
    return skipped | {url: r for url, r in planned.results.items() if r.verdict == "skipped"}
