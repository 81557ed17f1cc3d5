"""The links that must be asked: every one walked to where it leads, within the deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import inf

from msgspec import Struct
from msgspec.structs import replace
from yarl import URL

from awesome_lint import rulebook
from awesome_lint.links import fragments, trust, verdict
from awesome_lint.links.answer import Hop
from awesome_lint.links.connect import Connector, ConnectorFactory
from awesome_lint.links.fetch import Fetcher
from awesome_lint.links.guard import guarded_socket, open_socket
from awesome_lint.links.hosts import Hosts, queues
from awesome_lint.links.http import Client
from awesome_lint.links.inquiry import Inquiry
from awesome_lint.links.looks import Looks
from awesome_lint.links.memory import Memory
from awesome_lint.links.pace import Clock, Pace
from awesome_lint.links.plan import skipped
from awesome_lint.links.registries import registries
from awesome_lint.links.registries.registry import Missing
from awesome_lint.links.settings import HostStats, LinkSettings, Outcome
from awesome_lint.links.slots import Slots
from awesome_lint.links.tally import Tally
from awesome_lint.links.walk import NoNetworkError, Walker
from awesome_lint.model import LinkResult, Record

Progress = Callable[[int, int], None]


def run(
    asks: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory | None,
    progress: Progress | None,
    memory: Memory,
) -> Outcome:
    """Ask addresses, in the order given, and return what is known of the URLs that lead to each.

    What is found is remembered as it comes. Without a network, there are no results.
    """
    found = _Found({})
    interrupted = False
    factory = connector_factory or partial(Connector, ssl=trust.context())
    try:
        asyncio.run(_check(asks, settings, factory, found, progress, memory))
    except NoNetworkError:
        return Outcome({}, offline=True)
    except KeyboardInterrupt:
        interrupted = True
    return Outcome(
        found.results, interrupted, records=found.records, notes=found.notes, hosts=found.hosts
    )


class _Found(Struct):
    """What is known so far."""

    results: dict[str, LinkResult]
    records: dict[str, Record] = {}
    notes: tuple[str, ...] = ()
    hosts: tuple[HostStats, ...] = ()


async def _check(
    asks: Mapping[URL, Sequence[str]],
    settings: LinkSettings,
    connector_factory: ConnectorFactory,
    found: _Found,
    progress: Progress | None,
    memory: Memory,
) -> None:
    """Fill in what is found as it comes; raise NoNetworkError where there is no network."""
    total = len(asks)
    finished = 0

    async def judge(asked: URL) -> None:
        nonlocal finished
        results, record = await _judge(asked, asks[asked], walker, looks, inquiry)
        found.notes = inquiry.notes()
        for result in results:
            found.results[result.url] = memory.learn(result, record)
            if record:
                found.records[result.url] = record
        finished += 1
        if progress:
            progress(finished, total)

    def start(asked: URL) -> None:
        tasks.create_task(judge(asked))

    def fetcher(pace: Pace) -> Fetcher:
        times = (settings.backoff, until, settings.timeout)
        return Fetcher(pace, client, slots, clock, *times, walker.heard)

    clock = Clock()
    until = inf if settings.deadline is None else clock.now() + settings.deadline
    slots = Slots(settings.max_concurrency, in_order=until < inf)
    learned = (memory.limits(), memory.note_limit)
    hosts = Hosts(rulebook.hosts(), settings.hosts, clock, settings.backoff, until, *learned)
    looks = Looks(settings, asks, rulebook.hosts())
    connect = partial(
        connector_factory, open_socket if settings.allow_private_hosts else guarded_socket
    )
    if progress:
        progress(0, total)
    tally = Tally(hosts.queue)
    async with Client(connect, settings.timeout, tally) as client:
        in_time = True
        try:
            async with asyncio.timeout(settings.deadline), asyncio.TaskGroup() as tasks:
                walker = Walker(client, settings, tasks, slots, hosts, clock, until)
                inquiry = Inquiry(asks, registries(settings.token), fetcher)
                inquiry.start(tasks)
                for queue in queues(asks, hosts, in_order=until < inf):
                    tasks.create_task(_visit(queue, walker, looks, inquiry, start))
        except* NoNetworkError:
            raise NoNetworkError from None
        except* TimeoutError:
            in_time = False
        finally:
            found.hosts = tally.stats(hosts.intervals())
        if in_time:
            await walker.expect_network()
        else:
            detail = f"was not checked: the deadline of {settings.deadline:g} s passed"
            urls = (url for written in asks.values() for url in written)
            found.results.update(skipped(urls, detail) | found.results)


async def _judge(
    asked: URL, written: Sequence[str], walker: Walker, looks: Looks, inquiry: Inquiry
) -> tuple[list[LinkResult], Record | None]:
    """Return what an address means for each URL that leads to it, and its registry's record."""
    claim = inquiry.claim(asked)
    answer = await inquiry.answer(claim) if claim else None
    record = answer if isinstance(answer, Record) else None
    known = claim.judge(asked, record) if claim and record else None
    trail: Sequence[Hop] = ()
    if known is None or any(map(looks.at_section, written)):
        trail = await walker.trail(asked, looks.at_page(asked))
    unknown = answer.detail if isinstance(answer, Missing) else ""
    results = []
    for url in written:
        result = verdict.of(url, known) if known else verdict.judge(url, trail, unknown)
        if looks.at_section(url):
            result = replace(result, fragment=fragments.judge(url, trail))
        results.append(result)
    return results, record


async def _visit(
    queue: Sequence[tuple[int, URL]],
    walker: Walker,
    looks: Looks,
    inquiry: Inquiry,
    start: Callable[[URL], None],
) -> None:
    """Start the work on each address of a host when its first request is under way.

    So there is work only for what is being asked, not for all that waits.
    """
    for rank, asked in queue:
        if inquiry.claim(asked) is None:
            await walker.begin(asked, rank, looks.at_page(asked))
        start(asked)
