"""Lookups of copies: their pages, their number, and failures."""

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest
from yarl import URL

import link_checks
from awesome_lint.links import LinkSettings, Outcome, wayback
from awesome_lint.links.http.client import Client
from awesome_lint.links.http.messages import ApiRequest, ApiResponse, NoResponse
from awesome_lint.links.schedule.clock import Clock, Timing
from awesome_lint.links.schedule.slots import Slots
from awesome_lint.links.wayback import BUDGET_SECONDS, MAX_LOOKUPS, TIMEOUT_SECONDS, WaybackMachine
from fakenet import Page, Service, World
from fakenet.registries.answer import in_json
from fakenet.registries.wayback import ORIGIN, Wayback
from link_checks import ALIVE

HOST = "https://host.example"
COPY = f"https://web.archive.org/web/20190913044612/{HOST}/a?b=%C3%A9"
QUICK = LinkSettings(timeout=2, backoff=0.01)
KNOWN = Wayback({f"{HOST}/a?b=%C3%A9": "20190913044612"})


def check(
    world: World, *urls: str, service: Service = KNOWN, settings: LinkSettings = QUICK
) -> tuple[list[str], Outcome]:
    """Return the URLs looked up in the archive, and the outcome of the check."""
    net, outcome = link_checks.check(world, *urls, services={ORIGIN: service}, settings=settings)
    return [each.url for each in net.requests if each.url.startswith(ORIGIN)], outcome


def test_copies_are_looked_for_of_dead_pages_alone() -> None:
    urls = [f"{HOST}/a?b=é", f"{HOST}/a?b=é#part", f"{HOST}/gone", f"{HOST}/shut", f"{HOST}/busy"]
    world: World = {f"{HOST}/shut": 403, f"{HOST}/busy": 500}
    requested, outcome = check({**world, f"{HOST}/": 200}, *urls, ALIVE)
    assert sorted(requested) == [
        f"{ORIGIN}/wayback/available?url=https%3A%2F%2Fhost.example%2Fa%3Fb%3D%25C3%25A9",
        f"{ORIGIN}/wayback/available?url=https%3A%2F%2Fhost.example%2Fgone",
    ]
    assert [outcome.results[url].archived_url for url in urls] == [COPY, COPY, None, None, None]
    assert outcome.notes == ()


def test_hosts_that_are_gone_have_copies_too() -> None:
    service = Wayback({"https://gone.example/": "20190913044612"})
    _, outcome = check({"https://gone.example/": Page(dns="nxdomain")}, service=service)
    copy = "https://web.archive.org/web/20190913044612/https://gone.example/"
    assert outcome.results["https://gone.example/"].archived_url == copy


@pytest.mark.parametrize(
    "settings", [LinkSettings(archive=False), LinkSettings(allow_private_hosts=True)]
)
def test_no_lookups_if_not_configured(settings: LinkSettings) -> None:
    requested, outcome = check({f"{HOST}/a?b=é": 404}, settings=settings)
    assert requested == []
    assert outcome.results[f"{HOST}/a?b=é"].archived_url is None


def test_a_secret_is_not_handed_on() -> None:
    url = f"{HOST}/a?token=secret"
    requested, outcome = check({url: 404})
    assert outcome.results[url].verdict == "dead"
    assert requested == []


def closest(**changes: object) -> Page:
    copy = {"available": True, "status": "200", "url": COPY, "timestamp": "20190913044612"}
    return in_json({"archived_snapshots": {"closest": copy | changes}})


@pytest.mark.parametrize(
    "page",
    [
        closest(available=False),
        closest(status="404"),
        closest(status=None),
        closest(url="https://evil.example/web/2019/x"),
        closest(url="https://web.archive.org/save/x"),
        closest(url="https://web.archive.org/web/20190913044612/x y"),
        closest(url="https://web.archive.org/web/20190913044612/" + "x" * 65536),
        closest(url="javascript:alert()"),
        in_json({"archived_snapshots": {}}),
        in_json({"archived_snapshots": None}),
        in_json([]),
        Page(body="<html>"),
        Page(status=500),
        Page(status=429),
        Page(status=302, location=COPY),
        Page(answer="reset"),
        Page(raw="220 ready\r\n"),
        Page(answer="silent"),
    ],
)
def test_an_unusable_copy_is_ignored(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wayback, "TIMEOUT_SECONDS", 1.0)
    _, outcome = check({f"{HOST}/a": 404}, service=lambda _: page)
    result = outcome.results[f"{HOST}/a"]
    assert (result.verdict, result.archived_url) == ("dead", None)
    assert outcome.notes == ()


def test_special_characters_of_a_url_are_escaped() -> None:
    copy_url = "https://web.archive.org/web/2019/https://host.example/\u202e`<b>`"
    _, outcome = check({f"{HOST}/a": 404}, service=lambda _: closest(url=copy_url))
    copy = outcome.results[f"{HOST}/a"].archived_url
    assert copy == "https://web.archive.org/web/2019/https://host.example/%E2%80%AE%60%3Cb%3E%60"


# --- number of lookups


class Server:
    """Client that takes `took` seconds for each response, on a clock that only it advances."""

    def __init__(self, replies: Sequence[ApiResponse | NoResponse], took: float = 0.0) -> None:
        self.now = 100.0
        self.seconds: list[float] = []
        self._replies = list(replies)
        self._took = took

    async def request_api(self, _request: ApiRequest, seconds: float) -> ApiResponse | NoResponse:
        self.seconds.append(seconds)
        self.now += self._took
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]


def ask(server: Server, count: int, until: float = float("inf")) -> int:
    """Look up the given number of pages, and return the number of requests."""

    async def main() -> None:
        timing = Timing(Clock(lambda: server.now), until=until)
        archive = WaybackMachine(cast("Client", server), Slots(64), timing, LinkSettings())
        pages = [URL(f"{HOST}/{number}") for number in range(count)]
        await asyncio.gather(*map(archive.find_copy, pages))

    asyncio.run(main())
    return len(server.seconds)


NONE = ApiResponse(200, b'{"archived_snapshots": {}}')


def test_the_number_of_lookups_is_limited() -> None:
    assert ask(Server([NONE]), MAX_LOOKUPS + 5) == MAX_LOOKUPS


def test_it_takes_only_so_much_time() -> None:
    server = Server([NONE], took=4.5)
    assert ask(server, 20) == 5
    assert server.seconds == [
        TIMEOUT_SECONDS,
        TIMEOUT_SECONDS,
        TIMEOUT_SECONDS,
        TIMEOUT_SECONDS,
        BUDGET_SECONDS - 4 * 4.5,
    ]
    assert ask(Server([NONE], took=4.5), 20, until=110.0) == 3


@pytest.mark.parametrize(
    "reply", [ApiResponse(429), ApiResponse(503), NoResponse("no-response", "gave no answer")]
)
def test_there_are_no_lookups_after_a_failed_one(reply: ApiResponse | NoResponse) -> None:
    assert ask(Server([NONE, reply]), 20) == 2
