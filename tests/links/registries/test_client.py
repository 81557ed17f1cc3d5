"""Rate and retries of requests to a registry, by a clock that only the tests advance."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import cast

import pytest
from msgspec.structs import replace
from yarl import URL

from awesome_lint import model
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.messages import ApiRequest, ApiResponse, NoResponse
from awesome_lint.links.registries import match_registries
from awesome_lint.links.registries.arxiv import REGISTRY as ARXIV
from awesome_lint.links.registries.client import RegistryClient
from awesome_lint.links.registries.github import registry as github
from awesome_lint.links.registries.lookup import RegistryLookup
from awesome_lint.links.registries.registry import NotFound, Registry, UnavailableError
from awesome_lint.links.schedule.clock import Clock, Timing
from awesome_lint.links.schedule.host import Pace
from awesome_lint.links.schedule.slots import Slots

OK = ApiResponse(200, b"{}")
ASK = ApiRequest("https://api.example/")


class Time:
    """A clock on which waiting takes no time; `at` has the times of all requests."""

    def __init__(self) -> None:
        self.now = 100.0
        self.at: list[float] = []
        self.clock = Clock(lambda: self.now, self._sleep, lambda: 0.5)

    async def _sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


class Server:
    """Returns `replies` one after another, the last one repeatedly; each takes `takes` seconds."""

    def __init__(
        self, time: Time, replies: Sequence[ApiResponse | NoResponse], takes: float = 0.0
    ) -> None:
        self._time = time
        self._takes = takes
        self._replies = list(replies)
        self.under_way = self.peak = 0
        self.timeouts: list[float] = []

    async def request_api(self, _request: ApiRequest, seconds: float) -> ApiResponse | NoResponse:
        self._time.at.append(self._time.now - 100)
        self.timeouts.append(seconds)
        self.under_way += 1
        self.peak = max(self.peak, self.under_way)
        for _ in range(5):
            await asyncio.sleep(0)
        self.under_way -= 1
        self._time.now += self._takes
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


def registry_client(
    pace: Pace, time: Time, server: Server, until: float = float("inf")
) -> RegistryClient:
    slots = Slots(64)
    return RegistryClient(
        pace, cast("Client", server), slots, Timing(time.clock, 1.0, until), 20.0, lambda: None
    )


def run(work: Callable[[], Awaitable[object]]) -> None:
    async def main() -> None:
        await work()

    asyncio.run(main())


@pytest.mark.parametrize(
    ("pace", "sent"),
    [
        # arXiv's terms of use: one request in three seconds, over one connection
        (ARXIV.pace, [0, 3, 6, 9, 12]),
        (Pace(interval=0.2, burst=2, concurrency=3), [0, 0, 0, 0.2, 0.4]),
    ],
)
def test_requests_are_an_interval_apart(pace: Pace, sent: list[float]) -> None:
    async def work() -> None:
        time = Time()
        server = Server(time, [OK])
        fetch = registry_client(pace, time, server)
        await asyncio.gather(*(fetch(ASK) for _ in range(5)))
        assert time.at == pytest.approx(sent)
        assert server.peak <= pace.concurrency

    run(work)


def test_one_at_once_waits_from_the_answer_to_the_next_request() -> None:
    """If a request took long to arrive, the next one might arrive directly after it."""

    async def work() -> None:
        time = Time()
        fetch = registry_client(ARXIV.pace, time, Server(time, [OK], takes=2.0))
        await asyncio.gather(*(fetch(ASK) for _ in range(3)))
        assert time.at == pytest.approx([0, 5, 10])

    run(work)


@pytest.mark.parametrize(
    ("replies", "sent"),
    [
        ([ApiResponse(503, retry_after=30.0), OK], [0, 30]),
        ([ApiResponse(429, retry_after=0.0), OK], [0, 3]),
        ([ApiResponse(500), ApiResponse(502), OK], [0, 3, 6]),
    ],
)
def test_what_may_pass_is_tried_again(replies: list[ApiResponse], sent: list[float]) -> None:
    async def work() -> None:
        time = Time()
        assert await registry_client(ARXIV.pace, time, Server(time, replies))(ASK) == OK
        assert time.at == pytest.approx(sent)

    run(work)


@pytest.mark.parametrize(
    ("reply", "until", "sent", "final"),
    [
        (ApiResponse(503), float("inf"), 3, False),
        (ApiResponse(429), float("inf"), 3, True),
        (ApiResponse(503, retry_after=121.0), float("inf"), 1, False),
        (ApiResponse(503, retry_after=60.0), 150, 1, False),
        (NoResponse("no-response", "gave no answer"), float("inf"), 1, True),
        (NoResponse("name", "does not exist"), float("inf"), 1, True),
        (NoResponse("protocol", "is not HTTP"), float("inf"), 1, False),
    ],
)
def test_what_does_not_pass_is_given_up(
    reply: ApiResponse | NoResponse, until: float, sent: int, final: bool
) -> None:
    async def work() -> None:
        time = Time()
        with pytest.raises(UnavailableError) as error:
            await registry_client(ARXIV.pace, time, Server(time, [reply]), until)(ASK)
        assert (len(time.at), error.value.final) == (sent, final)

    run(work)


@pytest.mark.parametrize("reply", [ApiResponse(429), ApiResponse(500)])
def test_requests_wait_for_one_series_of_retries(reply: ApiResponse) -> None:
    async def work() -> None:
        time = Time()
        fetch = registry_client(
            Pace(interval=0.2, burst=5, concurrency=3), time, Server(time, [reply])
        )
        failed = await asyncio.gather(*(fetch(ASK) for _ in range(3)), return_exceptions=True)
        assert [isinstance(error, UnavailableError) for error in failed] == [True] * 3
        assert time.at[:4] == pytest.approx([0, 0, 0, 1])
        assert time.at[-1] < 4  # 1 s and 2 s, rather than that for each of the requests

    run(work)


def test_a_registry_that_recovers_gets_retries_again() -> None:
    async def work() -> None:
        time = Time()
        replies = [*[ApiResponse(500)] * 3, OK, ApiResponse(500), OK]
        fetch = registry_client(ARXIV.pace, time, Server(time, replies))
        with pytest.raises(UnavailableError):
            await fetch(ASK)
        assert [await fetch(ASK), await fetch(ASK)] == [OK, OK]
        assert len(time.at) == 6

    run(work)


def test_a_registry_gets_half_of_the_time_that_is_left() -> None:
    """The other half is used for the pages of identifiers without a response."""

    async def work() -> None:
        time = Time()
        server = Server(time, [OK])
        await registry_client(ARXIV.pace, time, server, until=110.0)(ASK)
        await registry_client(ARXIV.pace, time, server)(ASK)
        assert server.timeouts == [5.0, 20.0]

    run(work)


def stub(answers: Callable[[Sequence[str]], dict[str, NotFound]], batch: int) -> Registry:
    """Return a registry that can look up every URL."""

    async def resolve(identifiers: Sequence[str], _fetch: object) -> dict[str, NotFound]:
        return answers(identifiers)

    return replace(github(""), identify=str, look_up=resolve, batch_size=batch)


async def answers(registry: Registry, count: int) -> tuple[list[object], tuple[str, ...]]:
    links_by_url = [URL(f"https://host.example/{number}") for number in range(count)]
    failures: list[model.Failure] = []
    inquiry = RegistryLookup(
        match_registries(links_by_url, [registry], failures.append),
        lambda _: cast("RegistryClient", None),
        refusing=(),
        note_refusal=lambda _name: None,
        fail=failures.append,
    )
    async with asyncio.TaskGroup() as tasks:
        inquiry.start(tasks)
    assert not failures
    claims = [inquiry.match(each) for each in links_by_url]
    return [await inquiry.result(claim) for claim in claims if claim], inquiry.notes()


def test_identifiers_are_looked_up_in_batches() -> None:
    async def work() -> None:
        batches = []

        def know(identifiers: Sequence[str]) -> dict[str, NotFound]:
            batches.append(len(identifiers))
            return dict.fromkeys(identifiers, NotFound("unknown"))

        found, notes = await answers(stub(know, 4), 10)
        assert batches == [4, 4, 2]
        assert found == [NotFound("unknown")] * 10
        assert notes == ()

    run(work)


@pytest.mark.parametrize(("final", "requests"), [(True, 1), (False, 3)])
def test_a_registry_that_fails_gets_no_more_requests(final: bool, requests: int) -> None:
    async def work() -> None:
        batches = []

        def fail(identifiers: Sequence[str]) -> dict[str, NotFound]:
            batches.append(len(identifiers))
            raise UnavailableError("is asleep", final=final)

        found, notes = await answers(stub(fail, 2), 10)
        assert (len(batches), found) == (requests, [None] * 10)
        assert notes == ("GitHub's API is asleep: 10 links are requested one by one instead",)

    run(work)


def test_a_registry_that_fails_now_and_then_gets_more_requests() -> None:
    async def work() -> None:
        batches = []

        def stumble(identifiers: Sequence[str]) -> dict[str, NotFound]:
            batches.append(len(identifiers))
            if len(batches) % 2:
                raise UnavailableError("is asleep")
            return dict.fromkeys(identifiers, NotFound("unknown"))

        found, notes = await answers(stub(stumble, 1), 10)
        assert len(batches) == 10
        assert found == [None, NotFound("unknown")] * 5
        assert notes == ("GitHub's API is asleep: 5 links are requested one by one instead",)

    run(work)
