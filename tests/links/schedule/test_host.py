"""Rate limit of a host, by a clock that only the tests advance."""

import asyncio
from collections.abc import Awaitable, Callable
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.http.messages import NoResponse, NoResponseKind, PageResponse, Reply
from awesome_lint.links.http.rate_limit_headers import HostLimit, Quota
from awesome_lint.links.schedule.clock import Clock, Timing
from awesome_lint.links.schedule.host import (
    DEFAULT_BURST,
    DEFAULT_INTERVAL_SECONDS,
    MAX_INTERVAL_SECONDS,
    MAX_PAUSED_SECONDS,
    MAX_RATE_LIMITED_ROUNDS,
    MAX_UNANSWERED_ROUNDS,
    MAX_WAIT_SECONDS,
    SCARCE_REQUESTS,
    Host,
    Pace,
)

OK = PageResponse(200)
BUSY = PageResponse(429)
LOST = NoResponse("connection", "refused the connection")
DEFAULT = Pace()
SITE = "https://host.example"
POSIX = 1.7e9


class Time:
    """A clock that moves only during `sleep`."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.updates: list[tuple[float, float]] = []
        self.clock = Clock(
            now=lambda: self.now,
            sleep=self.sleep,
            random=lambda: 0.5,
            posix=lambda: POSIX + self.now,
        )

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    def host(
        self,
        pace: Pace = DEFAULT,
        *,
        backoff: float = 1.0,
        until: float = inf,
        limit: HostLimit | None = None,
    ) -> Host:
        def record(interval: float, not_before: float) -> None:
            self.updates.append((interval, not_before - POSIX - self.now))

        return Host(pace, Timing(self.clock, backoff, until), limit, record)


async def visits(time: Time, host: Host, number: int) -> list[float]:
    """Return the seconds that each of several requests waited, counted from the first."""
    start = time.now
    waits = []
    for _ in range(number):
        assert await host.wait_turn("GET", SITE) is None
        waits.append(time.now - start)
    return waits


def run(scenario: Callable[[Time], Awaitable[None]]) -> None:
    async def play() -> None:
        await scenario(Time())

    asyncio.run(play())


def test_the_interval_applies_after_the_burst() -> None:
    async def scenario(time: Time) -> None:
        waits = await visits(time, time.host(), DEFAULT_BURST + 4)
        assert waits == [0.0] * (DEFAULT_BURST + 1) + [
            DEFAULT_INTERVAL_SECONDS,
            2 * DEFAULT_INTERVAL_SECONDS,
            3 * DEFAULT_INTERVAL_SECONDS,
        ]

    run(scenario)


@pytest.mark.parametrize(
    "reply",
    [
        PageResponse(429, retry_after=MAX_WAIT_SECONDS),
        PageResponse(200, quota=Quota(0, MAX_WAIT_SECONDS)),
    ],
)
def test_a_host_that_requires_pause_after_pause_gets_no_more_requests(reply: Reply) -> None:
    async def scenario(time: Time) -> None:
        host, start = time.host(), time.now
        requests = 0
        while (known := await host.wait_turn("GET", SITE)) is None:
            requests += 1
            host.record("GET", SITE, reply if requests % 2 else OK, time.now)
        assert known == NoResponse(
            "rate-limit",
            "was not requested, since its host asked for pauses of more than 30 min in total",
        )
        assert time.now - start >= MAX_PAUSED_SECONDS - MAX_WAIT_SECONDS
        assert time.now - start <= MAX_PAUSED_SECONDS + requests * MAX_INTERVAL_SECONDS

    run(scenario)


def test_an_idle_host_has_its_burst_again() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        await visits(time, host, DEFAULT_BURST + 1)
        time.now += DEFAULT_BURST * DEFAULT_INTERVAL_SECONDS
        assert set(await visits(time, host, DEFAULT_BURST)) == {0.0}

    run(scenario)


def test_requests_wait_as_long_as_a_host_requires() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        await visits(time, host, 5)
        host.record("GET", SITE, PageResponse(429, retry_after=60), time.now)
        assert await visits(time, host, 3) == [
            60,
            60 + 2 * DEFAULT_INTERVAL_SECONDS,
            60 + 4 * DEFAULT_INTERVAL_SECONDS,
        ]

    run(scenario)


def test_without_a_word_the_wait_is_the_backoff_doubled_each_time() -> None:
    async def scenario(time: Time) -> None:
        host = time.host(backoff=3)
        host.record("GET", SITE, BUSY, time.now)
        assert await visits(time, host, 1) == [3]
        host.record("GET", SITE, BUSY, time.now)
        assert await visits(time, host, 1) == [6]

    run(scenario)


def test_the_pace_stays_slower_after_each_refusal_to_a_limit() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        for _ in range(10):
            host.record("GET", SITE, PageResponse(429, retry_after=0), time.now)
            host.record("GET", SITE, OK, time.now)
            time.now += 1
        first, second = await visits(time, host, 2)
        assert second - first == MAX_INTERVAL_SECONDS

    run(scenario)


def test_answers_to_what_was_sent_before_a_refusal_are_no_refusal_again() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        sent = time.now
        time.now += 0.1
        for _ in range(2 * MAX_RATE_LIMITED_ROUNDS):
            host.record("GET", SITE, BUSY, sent)
        assert host.known_failure("GET", SITE) is None
        host.record("GET", SITE, OK, sent)
        assert await visits(time, host, 1) == [1]

    run(scenario)


def test_a_host_that_refuses_again_and_again_gets_no_more_requests() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        for _ in range(MAX_RATE_LIMITED_ROUNDS):
            assert await host.wait_turn("GET", SITE) is None
            host.record("GET", SITE, BUSY, time.now)
        closed = await host.wait_turn("GET", SITE)
        assert closed is not None
        assert closed.kind == "rate-limit"
        assert closed.detail == ("was not requested, since its host returned 429 Too Many Requests")

    run(scenario)


def test_a_refusal_now_and_then_is_none_again_and_again() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        for _ in range(2 * MAX_RATE_LIMITED_ROUNDS):
            host.record("GET", SITE, BUSY, time.now)
            time.now += 1
            host.record("GET", SITE, OK, time.now)
        assert host.known_failure("GET", SITE) is None

    run(scenario)


@pytest.mark.parametrize(
    ("wait", "closed"), [(MAX_WAIT_SECONDS, False), (MAX_WAIT_SECONDS + 1, True)]
)
def test_patience_has_an_end(wait: float, closed: bool) -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        host.record("GET", SITE, PageResponse(429, retry_after=wait), time.now)
        assert (host.known_failure("GET", SITE) is not None) == closed

    run(scenario)


@pytest.mark.parametrize(("wait", "closed"), [(30, False), (31, True)])
def test_no_request_waits_beyond_the_deadline(wait: float, closed: bool) -> None:
    async def scenario(time: Time) -> None:
        host = time.host(until=time.now + 30)
        host.record("GET", SITE, PageResponse(429, retry_after=wait), time.now)
        assert (host.known_failure("GET", SITE) is not None) == closed

    run(scenario)


def test_waiting_requests_end_at_once_when_the_host_is_closed() -> None:
    async def for_ever(_seconds: float) -> None:
        await asyncio.Event().wait()

    async def scenario(time: Time) -> None:
        time.clock = Clock(now=lambda: time.now, sleep=for_ever)
        host = time.host()
        host.record("GET", SITE, PageResponse(429, retry_after=10), time.now)
        waiting = asyncio.create_task(host.wait_turn("GET", SITE))
        await asyncio.sleep(0)
        host.record("GET", SITE, PageResponse(429, retry_after=MAX_WAIT_SECONDS + 1), time.now)
        closed = await waiting
        assert closed is not None
        assert closed.kind == "rate-limit"

    run(scenario)


@pytest.mark.parametrize("kind", ["name", "resolver", "route", "connection", "no-response"])
def test_a_host_that_is_not_there_is_not_tried_for_ever(kind: NoResponseKind) -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        lost = NoResponse(kind, "…")
        for _ in range(MAX_UNANSWERED_ROUNDS):
            assert await host.wait_turn("GET", SITE) is None
            time.now += 1
            host.record("GET", SITE, lost, time.now)
        assert await host.wait_turn("GET", SITE) == lost

    run(scenario)


@pytest.mark.parametrize("kind", ["tls", "protocol", "forbidden"])
def test_a_host_that_is_there_is_tried_with_each_url(kind: NoResponseKind) -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        for _ in range(2 * MAX_UNANSWERED_ROUNDS):
            time.now += 1
            host.record("GET", SITE, NoResponse(kind, "…"), time.now)
        assert await host.wait_turn("GET", SITE) is None

    run(scenario)


@pytest.mark.parametrize(
    "reply", [NoResponse("no-response", "…"), PageResponse(405), PageResponse(501)]
)
def test_a_host_that_does_not_support_head_gets_get_requests(reply: Reply) -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        assert await host.wait_turn("HEAD", SITE) is None
        host.record("HEAD", SITE, reply, time.now)
        instead = await host.wait_turn("HEAD", SITE)
        assert instead is not None
        assert instead.kind == "no-response"
        assert set(await visits(time, host, DEFAULT_BURST)) == {0.0}

    run(scenario)


@pytest.mark.parametrize(
    "reply", [NoResponse("protocol", "…"), PageResponse(403), PageResponse(404), PageResponse(500)]
)
def test_other_answers_to_head_are_about_one_page(reply: Reply) -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        host.record("HEAD", SITE, reply, time.now)
        assert await host.wait_turn("HEAD", SITE) is None

    run(scenario)


def test_several_failures_at_once_are_one() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        sent = time.now
        time.now += 1
        for _ in range(2 * MAX_UNANSWERED_ROUNDS):
            host.record("GET", SITE, LOST, sent)
        assert await host.wait_turn("GET", SITE) is None

    run(scenario)


@given(st.floats(0, 1, exclude_max=True), st.integers(0, 5), st.floats(0.01, 10))
def test_backoff_doubles_and_varies_by_half(chance: float, attempt: int, first: float) -> None:
    wait = Timing(Clock(random=lambda: chance), first).retry_wait(attempt)
    assert 0.5 * first * 2**attempt <= wait <= 1.5 * first * 2**attempt


# --- rate limits stated by hosts


def test_an_empty_quota_is_waited_for() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        host.record("GET", SITE, PageResponse(200, quota=Quota(0, 40)), time.now)
        assert await visits(time, host, 3) == [40, 40, 40]

    run(scenario)


def test_a_scarce_quota_is_spread_over_the_time_until_the_next() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        await visits(time, host, 1)
        host.record("GET", SITE, PageResponse(200, quota=Quota(SCARCE_REQUESTS, 30)), time.now)
        first, second, third = await visits(time, host, 3)
        assert second - first == third - second == 30 / SCARCE_REQUESTS
        host.record("GET", SITE, PageResponse(200, quota=Quota(1, 3600)), time.now)
        await visits(time, host, 1)
        first, second = await visits(time, host, 2)
        assert second - first == MAX_INTERVAL_SECONDS
        time.now += MAX_INTERVAL_SECONDS
        host.record(
            "GET", SITE, PageResponse(200, quota=Quota(SCARCE_REQUESTS + 1, 3600)), time.now
        )
        assert set(await visits(time, host, DEFAULT_BURST)) == {0.0}

    run(scenario)


@pytest.mark.parametrize(
    ("answer", "until", "detail"),
    [
        (
            PageResponse(429, retry_after=86400),
            inf,
            "was not requested, since its host asked for a pause of 24 h",
        ),
        (
            PageResponse(200, quota=Quota(0, 900)),
            inf,
            "was not requested, since its host asked for a pause of 15 min",
        ),
        (
            PageResponse(429, retry_after=60),
            1030,
            (
                "was not requested, since its host asked for a pause of 60 s, longer than the"
                " deadline allows"
            ),
        ),
        (
            PageResponse(200, quota=Quota(0, 60)),
            1030,
            (
                "was not requested, since its host asked for a pause of 60 s, longer than the"
                " deadline allows"
            ),
        ),
    ],
)
def test_a_host_that_requires_a_long_pause_gets_no_more_requests(
    answer: PageResponse, until: float, detail: str
) -> None:
    async def scenario(time: Time) -> None:
        host = time.host(until=until)
        host.record("GET", SITE, answer, time.now)
        assert await host.wait_turn("GET", SITE) == NoResponse("rate-limit", detail)

    run(scenario)


@pytest.mark.parametrize("status", [403, 503])
def test_an_empty_quota_tells_a_refusal_from_another(status: int) -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        for _ in range(2 * MAX_RATE_LIMITED_ROUNDS):
            host.record("GET", SITE, PageResponse(status, quota=Quota(3, 9)), time.now)
        assert host.known_failure("GET", SITE) is None
        for _ in range(MAX_RATE_LIMITED_ROUNDS):
            assert await host.wait_turn("GET", SITE) is None
            host.record("GET", SITE, PageResponse(status, quota=Quota(0, 9)), time.now)
        closed = host.known_failure("GET", SITE)
        assert closed is not None
        assert closed.detail.startswith(f"was not requested, since its host returned {status} ")

    run(scenario)


def test_without_retry_after_a_refusal_lasts_until_the_quota_is_renewed() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        host.record("GET", SITE, PageResponse(429, quota=Quota(0, 50)), time.now)
        assert await visits(time, host, 2) == [50, 50 + 2 * DEFAULT_INTERVAL_SECONDS]

    run(scenario)


def test_the_host_has_the_last_word() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        host.record("GET", SITE, PageResponse(429, retry_after=100), time.now)
        host.record("GET", SITE, PageResponse(429, retry_after=10), time.now)
        assert await visits(time, host, 1) == [10]

    run(scenario)


def test_rate_limits_are_recorded() -> None:
    async def scenario(time: Time) -> None:
        host = time.host()
        host.record("GET", SITE, OK, time.now)
        assert time.updates == []
        host.record("GET", SITE, PageResponse(429, retry_after=60), time.now)
        host.record("GET", SITE, PageResponse(429, retry_after=3600), time.now)
        host.record("GET", SITE, PageResponse(200, quota=Quota(0, 7)), time.now)
        assert time.updates == [
            (2 * DEFAULT_INTERVAL_SECONDS, 60),
            (4 * DEFAULT_INTERVAL_SECONDS, 3600),
            (4 * DEFAULT_INTERVAL_SECONDS, 7),
        ]

    run(scenario)


def test_a_recorded_rate_limit_holds() -> None:
    async def scenario(time: Time) -> None:
        now = POSIX + time.now
        host = time.host(limit=HostLimit(2.0, now + 30, now - 30))
        assert await visits(time, host, 3) == [30, 32, 34]
        host = time.host(limit=HostLimit(2.0, now - 3600, now - 3600))
        assert await visits(time, host, 3) == [0, 2, 4]
        host = time.host(limit=HostLimit(0.0, POSIX + time.now + 900, now))
        assert await host.wait_turn("GET", SITE) == NoResponse(
            "rate-limit", "was not requested, since its host asked for a pause of 15 min"
        )
        assert time.updates == []

    run(scenario)
