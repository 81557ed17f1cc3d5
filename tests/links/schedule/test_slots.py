"""Order in which requests get a slot when there are not enough for all."""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.schedule.slots import FIRST_RANK, RESERVED_FILES, Slots, available_slots


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    async def play() -> None:
        await scenario()

    asyncio.run(play())


@pytest.mark.parametrize(
    ("limit", "slots"),
    [
        (None, 64),
        (1024, 64),
        (RESERVED_FILES + 20, 10),
        (RESERVED_FILES, 1),
        (3, 1),
    ],
)
def test_slots_are_limited_by_the_files_that_may_be_open(
    monkeypatch: pytest.MonkeyPatch, limit: int | None, slots: int
) -> None:
    resource = pytest.importorskip("resource")  # not on Windows
    soft = resource.RLIM_INFINITY if limit is None else limit
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, soft))
    assert available_slots(64) == slots


def test_slots_on_a_system_without_such_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    assert available_slots(9999) == 9999


class Crowd:
    """Acquires `slots`, and records the order."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self.served: list[str] = []
        self.leave: dict[str, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def come(self, name: str, rank: int = FIRST_RANK) -> None:
        """Wait for a slot at the host named by the first letter of `name`."""
        self.leave[name] = asyncio.Event()
        self._tasks.append(asyncio.create_task(self._stay(name, rank)))
        await asyncio.sleep(0)

    async def _stay(self, name: str, rank: int) -> None:
        async with self.slots.acquire(name[0], rank):
            self.served.append(name)
            await self.leave[name].wait()

    async def go(self, name: str) -> None:
        self.leave[name].set()
        for _ in range(3):
            await asyncio.sleep(0)

    async def end(self) -> None:
        for name in self.leave:
            self.leave[name].set()
        await asyncio.gather(*self._tasks)


def test_in_order_places_are_given_by_rank_alone() -> None:
    async def scenario() -> None:
        crowd = Crowd(Slots(1, in_order=True))
        await crowd.come("a1", 0)
        for name, rank in (("a2", 3), ("b1", 1), ("c1", 4), ("b2", 2)):
            await crowd.come(name, rank)
        await crowd.come("d1", FIRST_RANK)
        for name in ("a1", "d1", "b1", "b2", "a2"):
            await crowd.go(name)
        assert crowd.served == ["a1", "d1", "b1", "b2", "a2", "c1"]
        await crowd.end()

    run(scenario)


def test_a_slot_stays_with_its_host_then_goes_to_an_idle_one_then_by_rank() -> None:
    async def scenario() -> None:
        crowd = Crowd(Slots(2))
        for name, rank in (("a1", 0), ("b1", 1), ("a2", 0), ("b2", 1), ("c1", 2), ("d1", 3)):
            await crowd.come(name, rank)
        assert crowd.served == ["a1", "b1"]
        await crowd.go("b1")
        assert crowd.served[2:] == ["b2"]
        await crowd.go("b2")
        assert crowd.served[3:] == ["c1"]
        await crowd.go("c1")
        assert crowd.served[4:] == ["d1"]
        await crowd.go("d1")
        assert crowd.served[5:] == ["a2"]
        await crowd.end()

    run(scenario)


def test_what_belongs_to_something_begun_comes_first() -> None:
    async def scenario() -> None:
        crowd = Crowd(Slots(1))
        await crowd.come("a1", 0)
        await crowd.come("a2", 0)
        await crowd.come("z1")
        await crowd.go("a1")
        assert crowd.served == ["a1", "z1"]
        await crowd.end()
        assert crowd.served == ["a1", "z1", "a2"]

    run(scenario)


def test_of_equals_the_first_to_come_is_the_first_served() -> None:
    async def scenario() -> None:
        crowd = Crowd(Slots(1))
        for name in ("a1", "b1", "c1", "d1"):
            await crowd.come(name, 5)
        await crowd.end()
        assert crowd.served == ["a1", "b1", "c1", "d1"]

    run(scenario)


def test_a_slot_handed_to_a_cancelled_request_goes_to_the_next() -> None:
    async def scenario() -> None:
        slots = Slots(1)
        served: list[str] = []

        async def visit(name: str) -> None:
            async with slots.acquire(name):
                served.append(name)

        first = slots.acquire("a")
        await first.__aenter__()
        quitter, patient = (asyncio.create_task(visit(name)) for name in ("b", "c"))
        await asyncio.sleep(0)
        await first.__aexit__(None, None, None)
        quitter.cancel()
        await asyncio.gather(quitter, patient, return_exceptions=True)
        assert served == ["c"]

    run(scenario)


@given(
    places=st.integers(1, 3),
    comers=st.lists(
        st.tuples(
            st.integers(0, 3), st.integers(FIRST_RANK, 2), st.sampled_from(["", "before", "in"])
        ),
        max_size=12,
    ),
    seed=st.integers(0, 9),
)
def test_no_slot_is_lost_or_added_whatever_is_cancelled(
    places: int, comers: list[tuple[int, int, str]], seed: int
) -> None:
    async def scenario() -> None:
        slots = Slots(places)
        chance = random.Random(seed)  # noqa: S311
        inside: Counter[str] = Counter()

        async def visit(host: int, rank: int) -> None:
            async with slots.acquire(host, rank):
                inside["now"] += 1
                inside["most"] = max(inside["most"], inside["now"])
                try:
                    for _ in range(chance.randrange(4)):
                        await asyncio.sleep(0)
                finally:
                    inside["now"] -= 1

        tasks = [asyncio.create_task(visit(host, rank)) for host, rank, _ in comers]
        for task, (_, _, gives_up) in zip(tasks, comers, strict=True):
            if gives_up == "before":
                task.cancel()
            for _ in range(chance.randrange(3)):
                await asyncio.sleep(0)
            if gives_up == "in":
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert inside["most"] <= places
        free = [slots.acquire(None) for _ in range(places)]
        async with asyncio.timeout(1):
            for place in free:
                await place.__aenter__()
        for place in free:
            await place.__aexit__(None, None, None)

    run(scenario)
