"""Table of hosts, and hosts that share a rate limit."""

import re

import msgspec
import pytest
from msgspec import structs
from yarl import URL

import link_checks
from awesome_lint import rulebook
from awesome_lint.identifiers.known_hosts import find_host, queue_host
from awesome_lint.links import HostSettings
from awesome_lint.links.http.url import request_url
from awesome_lint.links.schedule.clock import Timing
from awesome_lint.links.schedule.host import (
    DEFAULT_BURST,
    DEFAULT_CONCURRENCY,
    DEFAULT_INTERVAL_SECONDS,
    MAX_WALLED_ROUNDS,
    Pace,
)
from awesome_lint.links.schedule.hosts import Hosts, pace_for
from awesome_lint.links.settings import slowest
from awesome_lint.model import KnownHost
from fakenet import Internet, Page, World
from paths import DOCS

TABLE = rulebook.hosts()
KNOWN = {
    row.host: row
    for row in (
        KnownHost("slow.example", interval=2, burst=3, concurrency=1, method="GET", wall="Guard"),
        KnownHost("*.slow.example", queue="slow.example"),
        KnownHost("own.slow.example"),
        KnownHost("old.example", canonical="www.new.example"),
        KnownHost("*.pages.example", interval=1),
    )
}


# --- the table


@pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.host)
def test_each_row_has_an_effect(row: KnownHost) -> None:
    said = msgspec.structs.replace(row, host="", source="")
    assert said != KnownHost("")


@pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.host)
def test_a_row_is_not_faster_than_the_default(row: KnownHost) -> None:
    assert row.interval is None or row.interval >= DEFAULT_INTERVAL_SECONDS
    assert row.burst is None or 0 <= row.burst <= DEFAULT_BURST
    assert row.concurrency is None or 1 <= row.concurrency <= DEFAULT_CONCURRENCY


@pytest.mark.parametrize(
    "row", [row for row in TABLE.values() if row.queue], ids=lambda row: row.host
)
def test_a_host_that_waits_at_another_leaves_the_pace_to_that_one(row: KnownHost) -> None:
    assert TABLE[row.queue].queue == ""
    assert pace_for(row.host, TABLE) == Pace()


@pytest.mark.parametrize(
    "row", [row for row in TABLE.values() if row.canonical], ids=lambda row: row.host
)
def test_another_name_leads_to_one_that_has_no_other(row: KnownHost) -> None:
    end = find_host(TABLE, row.canonical)
    assert end is not None
    assert end.canonical in ("", row.canonical)


def test_the_documentation_has_the_same_table() -> None:
    page = (DOCS / "link-checking.md").read_text(encoding="utf-8")
    shown = [line for line in page.splitlines() if re.match(r"\| `\S+` \|.*\| \d+ \|$", line)]
    expected = []
    for row in TABLE.values():
        pace = pace_for(row.host, TABLE)
        if structs.astuple(pace)[:3] == structs.astuple(Pace())[:3]:
            continue
        others = ", ".join(f"`{other.host}`" for other in TABLE.values() if other.queue == row.host)
        cells = (f"`{row.host}`", others, pace.burst, f"{pace.interval:g} s", pace.concurrency)
        expected.append(f"| {' | '.join(map(str, cells))} |".replace("|  |", "| |"))
    assert shown == expected


# --- queues


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("host.example", "host.example"),
        ("www.host.example", "host.example"),
        ("www.example", "www.example"),
        ("slow.example", "slow.example"),
        ("a.slow.example", "slow.example"),
        ("a.b.slow.example", "a.b.slow.example"),
        ("own.slow.example", "own.slow.example"),
        ("old.example", "new.example"),
        ("www.new.example", "new.example"),
        ("a.pages.example", "a.pages.example"),
        ("[::1]", "[::1]"),
        ("localhost", "localhost"),
    ],
)
def test_queues_of_hosts(host: str, expected: str) -> None:
    assert queue_host(host, KNOWN) == expected


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("https://host.example/a", "http://WWW.HOST.EXAMPLE:80/b", True),
        ("https://host.example/a", "https://host.example.:8443/b", True),
        ("https://bücher.example/", "https://xn--bcher-kva.example/", True),
        ("https://a.slow.example/", "https://b.slow.example/", True),
        ("https://a.pages.example/", "https://b.pages.example/", False),
        ("https://host.example/", "https://other.example/", False),
    ],
)
def test_one_host_is_one_host_however_it_is_written(one: str, other: str, together: bool) -> None:
    hosts = Hosts(KNOWN, {}, Timing())
    same = hosts.host_for(request_url(one)) is hosts.host_for(request_url(other))
    assert same == together


def test_the_pace_of_a_host_is_that_of_its_row() -> None:
    assert pace_for("slow.example", KNOWN) == Pace(2, 3, 1, "GET", "Guard")
    assert pace_for("www.slow.example", KNOWN) == Pace(2, 3, 1, "GET", "Guard")
    assert pace_for("a.pages.example", KNOWN) == Pace(interval=1)
    assert pace_for("host.example", KNOWN) == Pace()


# --- settings of the configuration


def hosts(said: dict[str, HostSettings]) -> Hosts:
    return Hosts(KNOWN, said, Timing())


def test_the_pace_of_a_host_can_be_configured() -> None:
    said = HostSettings(interval=0.1, burst=50, concurrency=8, method="GET")
    assert pace_for("host.example", KNOWN, said) == Pace(0.1, 50, 8, "GET")
    assert pace_for("host.example", KNOWN, HostSettings(burst=2)) == Pace(burst=2)


def test_a_host_of_the_table_can_only_be_slowed() -> None:
    fast = HostSettings(interval=0.1, burst=50, concurrency=8, method="HEAD")
    assert pace_for("slow.example", KNOWN, fast) == Pace(2, 3, 1, "HEAD", "Guard")
    slow = HostSettings(interval=9, burst=1)
    assert pace_for("slow.example", KNOWN, slow) == Pace(9, 1, 1, "GET", "Guard")


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("host.example", "https://www.host.example/"),
        ("www.Host.example.", "https://host.example/"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("*.host.example", "https://a.host.example/"),
        ("a.slow.example", "https://slow.example/"),
        ("old.example", "https://www.new.example/"),
    ],
)
def test_a_host_may_be_written_in_any_way(said: str, url: str) -> None:
    slow = hosts({said: HostSettings(interval=600, burst=0)}).host_for(request_url(url))
    assert slow.seconds_for(2) == 600


def test_of_several_words_for_one_queue_the_slowest_holds() -> None:
    one, other = HostSettings(interval=600, burst=5), HostSettings(interval=5, burst=0)
    both = hosts({"host.example": one, "www.host.example": other})
    assert both.host_for(URL("https://host.example/")).seconds_for(2) == 600
    assert slowest([]) == slowest([HostSettings()]) == HostSettings()
    assert slowest([HostSettings(method="HEAD", concurrency=3), HostSettings(method="GET")]) == (
        HostSettings(method="GET", concurrency=3)
    )
    assert slowest(HostSettings(age=age) for age in ("90m", "1h", "0")).age == "90m"


def test_a_name_that_cannot_be_is_the_name_of_no_host() -> None:
    names = {"a..b": HostSettings(interval=600, burst=0)}
    assert hosts(names).host_for(URL("https://host.example/")).seconds_for(2) == 0


# --- whole checks, with rows of the real table


def check(world: World) -> tuple[Internet, dict[str, tuple[str, str]]]:
    net, outcome = link_checks.check(world, *world)
    return net, {url: (one.verdict, one.detail) for url, one in outcome.results.items()}


def test_a_known_bot_wall_is_named_and_soon_gets_no_more_requests() -> None:
    world: World = {f"https://www.linkedin.com/in/{number}": 999 for number in range(20)}
    net, results = check(world)
    assert {verdict for verdict, _ in results.values()} == {"blocked"}
    assert {detail for _, detail in results.values()} == {
        "returns 999, blocked by LinkedIn",
        "was not requested, since its host blocks automated requests (LinkedIn)",
    }
    assert len(net.requests) <= 2 * MAX_WALLED_ROUNDS * DEFAULT_CONCURRENCY


def test_a_known_bot_wall_that_is_open_changes_nothing() -> None:
    pages = "https://medium.com"
    _, results = check({f"{pages}/a": 200, f"{pages}/b": 404, f"{pages}/c": Page(head=403)})
    assert [verdict for verdict, _ in results.values()] == ["ok", "dead", "ok"]


@pytest.mark.parametrize(
    ("url", "page", "detail"),
    [
        ("https://facebook.com/a", 400, "returns 400 Bad Request, blocked by Facebook"),
        ("https://amazon.com/a", 503, "returns 503 Service Unavailable, blocked by Amazon"),
        ("https://dblp.org/pid/a", 500, "returns 500 Internal Server Error, blocked by Anubis"),
        (
            "https://dblp.uni-trier.de/pid/a",
            Page(status=500, body="<link href='/.within.website/x/xess/xess.min.css'>"),
            "returns 500 Internal Server Error from the bot protection of Anubis",
        ),
        (
            "https://openreview.net/forum?id=a",
            403,
            "returns 403 Forbidden, blocked by OpenReview",
        ),
        (
            "https://www.semanticscholar.org/paper/a",
            Page(status=202, body=""),
            "returns 202 Accepted with an empty page, blocked by Semantic Scholar",
        ),
        (
            "https://dl.acm.org/doi/a",
            Page(status=403, headers={"cf-mitigated": "challenge"}),
            "returns 403 Forbidden from the bot protection of Cloudflare",
        ),
    ],
)
def test_statuses_of_bot_walls(url: str, page: int | Page, detail: str) -> None:
    net, results = check({url: page})
    assert results == {url: ("blocked", detail)}
    assert len(net.requests) <= 2


@pytest.mark.parametrize("site", ["https://dblp.org", "https://openreview.net"])
def test_a_missing_page_of_a_known_bot_wall_is_dead(site: str) -> None:
    _, results = check({f"{site}/a": 404, f"{site}/b": 200, f"{site}/c": Page(head=500)})
    assert [verdict for verdict, _ in results.values()] == ["dead", "ok", "ok"]


def test_a_bot_wall_that_marks_its_pages_gets_no_more_requests_on_any_host() -> None:
    wall = Page(status=403, headers={"cf-mitigated": "challenge"})
    world: World = {f"https://host.example/{number}": wall for number in range(30)}
    net, results = check(world)
    assert {verdict for verdict, _ in results.values()} == {"blocked"}
    assert len(net.requests) <= 2 * MAX_WALLED_ROUNDS * DEFAULT_CONCURRENCY


def test_head_is_not_tried_where_it_is_known_to_be_of_no_use() -> None:
    net, results = check({"https://www.amazon.com/a": 200})
    assert net.visits("https://www.amazon.com/a") == ["GET"]
    assert results == {"https://www.amazon.com/a": ("ok", "returns 200 OK")}


def test_a_host_without_requests_left_gets_no_more() -> None:
    used_up = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "3600"}
    world: World = {
        "https://wikipedia.org/a": Page(headers=used_up),
        "https://wikipedia.org/b": 404,
        "https://en.wikipedia.org/c": 404,
    }
    net, results = check(world)
    left_alone = ("blocked", "was not requested, since its host asked for a pause of 60 min")
    assert list(results.values()) == [("ok", "returns 200 OK"), left_alone, left_alone]
    assert [request.url for request in net.requests] == ["https://wikipedia.org/a"]


def test_a_name_that_does_not_exist_does_not_affect_other_hosts() -> None:
    gone = {f"https://gone.medium.com/{number}": Page(dns="nxdomain") for number in range(9)}
    _, results = check({**gone, "https://there.medium.com/": 200, "https://medium.com/": 200})
    assert results["https://there.medium.com/"][0] == "ok"
    assert results["https://medium.com/"][0] == "ok"
    assert {results[url][0] for url in gone} == {"dead"}


def test_urls_without_a_host_wait_somewhere() -> None:
    assert Hosts({}, {}, Timing()).host_for(URL("http://[::1]/")) is not None
