"""Cache of link results: what it stores, for how long, and the history of dead links."""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import link_checks
from awesome_lint import links
from awesome_lint.bounded import decode_json
from awesome_lint.links import HostSettings, LinkSettings, Outcome
from awesome_lint.links.cache import memory
from awesome_lint.links.cache.memory import (
    DAY,
    HOUR,
    MAX_AGE_BY_VERDICT,
    MAX_CHECK_DAYS,
    MAX_LIMIT_AGE,
    MAX_RATE_LIMITED_AGE,
    MAX_REFUSAL_AGE,
    CachedResult,
    CheckNumbers,
    LinkCache,
    _check_key,
    find_checks,
)
from awesome_lint.links.cache.store import CacheFile
from awesome_lint.links.http.rate_limit_headers import HostLimit
from awesome_lint.links.result import with_grace_period
from awesome_lint.model import Failing, LinkCheck, LinkResult, Record, Shard, Verdict
from effort import times
from fakenet import Internet, Page, Service, World
from fakenet.registries.arxiv import API, Arxiv
from fakenet.registries.datacite import ORIGIN as DATACITE
from fakenet.registries.datacite import DataCite
from fakenet.registries.doi import ORIGIN as DOI
from fakenet.registries.doi import Doi
from fakenet.registries.gitlab import ORIGIN as GITLAB
from fakenet.registries.gitlab import GitLab
from fakenet.world import Paper, Repository
from link_checks import ALIVE

HOST = "https://host.example"
START = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


class Hand:
    """Clock of a cache."""

    def __init__(self) -> None:
        self.now = START.timestamp()

    @property
    def date(self) -> datetime:
        return datetime.fromtimestamp(self.now, UTC)

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    hand = Hand()
    monkeypatch.setattr(memory, "time", SimpleNamespace(time=lambda: hand.now))
    return hand


@pytest.fixture
def link_settings(tmp_path: Path) -> LinkSettings:
    return LinkSettings(timeout=5, backoff=0.01, cache=tmp_path / "cache")


def check(world: World, settings: LinkSettings, *urls: str) -> tuple[Outcome, list[str]]:
    """Check `urls`, or all of the world's; return also the requested URLs."""
    net, outcome = link_checks.check(world, *(urls or world), settings=settings)
    visited = {request.url for request in net.requests} | {f"dns:{name}" for name in net.lookups}
    return outcome, sorted(visited)


def verdicts(outcome: Outcome) -> dict[str, tuple[Verdict, str]]:
    return {url: (result.verdict, result.source) for url, result in outcome.results.items()}


EVERYTHING: World = {
    f"{HOST}/ok": 200,
    f"{HOST}/old": Page(status=301, location="/ok"),
    f"{HOST}/gone": 404,
    f"{HOST}/wall": 403,
    f"{HOST}/down": 500,
    "http://inside.example/": Page(dns="10.0.0.1"),
    "https://never.example/": Page(dns="nxdomain"),
    "https://closed.example/": Page(connect="refused"),
}


@pytest.mark.usefixtures("hand")
def test_a_second_check_sends_no_request_and_has_the_same_results(
    link_settings: LinkSettings,
) -> None:
    first, visited = check(EVERYTHING, link_settings)
    assert visited
    second, visited = check(EVERYTHING, link_settings)
    assert visited == []
    assert set(second.results) == set(EVERYTHING)
    for url, result in second.results.items():
        assert result == replace(first.results[url], source="cache")
    assert (first.cache, second.cache) == ("new", "kept")
    assert first.notes == second.notes == ()


@pytest.mark.parametrize(
    ("page", "verdict", "age"),
    [
        (Page(), "ok", MAX_AGE_BY_VERDICT["ok"]),
        (Page(status=301, location=ALIVE), "moved", MAX_AGE_BY_VERDICT["moved"]),
        (Page(status=403), "blocked", MAX_AGE_BY_VERDICT["blocked"]),
        (Page(status=429, headers={"Retry-After": "0"}), "blocked", MAX_RATE_LIMITED_AGE),
        (Page(dns="10.0.0.1"), "refused", MAX_AGE_BY_VERDICT["refused"]),
        (Page(status=404), "dead", MAX_AGE_BY_VERDICT["dead"]),
        (Page(status=500), "unreachable", MAX_AGE_BY_VERDICT["unreachable"]),
    ],
)
def test_each_verdict_has_its_age(
    hand: Hand, link_settings: LinkSettings, page: Page, verdict: Verdict, age: float
) -> None:
    url = f"{HOST}/page"
    check({url: page}, link_settings, url, ALIVE)
    hand.advance(age - 1)
    outcome, _ = check({}, link_settings, url)
    assert verdicts(outcome) == {url: (verdict, "cache")}
    hand.advance(1)
    outcome, visited = check({url: 200}, link_settings, url)
    assert url in visited
    assert verdicts(outcome) == {url: ("ok", "http")}


def test_a_refusal_of_a_registry_has_its_age(hand: Hand, link_settings: LinkSettings) -> None:
    papers = {f"2403.0000{number}": Paper() for number in (1, 2, 3)}
    refusing = Arxiv(papers, page=Page(status=429)).services
    services: dict[str, Service] = {**refusing, DATACITE: DataCite(papers)}

    def is_asked(name: str) -> bool:
        url = f"https://arxiv.org/abs/{name}"
        net, outcome = link_checks.check({}, url, services=services, settings=link_settings)
        assert outcome.results[url].source == "datacite"
        return any(request.url.startswith(API) for request in net.requests)

    assert is_asked("2403.00001")
    hand.advance(MAX_REFUSAL_AGE - 1)
    assert not is_asked("2403.00002")
    hand.advance(1)
    assert is_asked("2403.00003")


def test_a_configuration_sets_the_age_of_results_of_a_host(
    hand: Hand, link_settings: LinkSettings
) -> None:
    world: World = {"https://www.host.example/a": 200, f"{HOST}/gone": 404, ALIVE: 200}
    link_settings = replace(
        link_settings,
        hosts={"host.example": HostSettings(age="2w"), "*.example": HostSettings(age="0")},
    )
    check(world, link_settings)
    hand.advance(14 * DAY - 1)
    outcome, visited = check(world, link_settings)
    assert [each for each in visited if "dns:" not in each] == [ALIVE, f"{HOST}/gone"]
    assert outcome.results["https://www.host.example/a"].source == "cache"
    hand.advance(1)
    _, visited = check(world, link_settings, "https://www.host.example/a")
    assert "https://www.host.example/a" in visited


@pytest.mark.usefixtures("hand")
def test_only_uncached_urls_are_requested(link_settings: LinkSettings) -> None:
    check({f"{HOST}/a": 200}, link_settings)
    outcome, visited = check({f"{HOST}/a": 200, f"{HOST}/b": 200}, link_settings)
    assert visited == ["dns:host.example", f"{HOST}/b"]
    assert verdicts(outcome) == {f"{HOST}/a": ("ok", "cache"), f"{HOST}/b": ("ok", "http")}


@pytest.mark.usefixtures("hand")
def test_links_to_fragments_of_a_page_are_cached_separately(link_settings: LinkSettings) -> None:
    world: World = {f"{HOST}/old": Page(status=301, location="/new"), f"{HOST}/new": 200}
    check(world, link_settings, f"{HOST}/old#a")
    outcome, _ = check(world, link_settings, f"{HOST}/old#a", f"{HOST}/old#b")
    assert [(each.source, each.final_url) for each in outcome.results.values()] == [
        ("cache", f"{HOST}/new#a"),
        ("http", f"{HOST}/new#b"),
    ]


@pytest.mark.usefixtures("hand")
def test_refresh_requests_and_stores(link_settings: LinkSettings) -> None:
    check({f"{HOST}/a": 404}, link_settings)
    outcome, _ = check({f"{HOST}/a": 200}, replace(link_settings, refresh=True))
    assert verdicts(outcome) == {f"{HOST}/a": ("ok", "http")}
    outcome, _ = check({}, link_settings, f"{HOST}/a")
    assert verdicts(outcome) == {f"{HOST}/a": ("ok", "cache")}


@pytest.mark.usefixtures("hand")
def test_without_a_cache_nothing_is_stored(link_settings: LinkSettings) -> None:
    link_settings = replace(link_settings, cache=None)
    for _ in range(2):
        outcome, visited = check({f"{HOST}/a": 404}, link_settings)
        assert f"{HOST}/a" in visited
        (result,) = outcome.results.values()
        assert result.failing is None
        assert outcome.cache == "none"


@pytest.mark.usefixtures("hand")
def test_cached_results_depend_on_whether_private_hosts_are_allowed(
    link_settings: LinkSettings,
) -> None:
    url = "http://inside.example/"
    world: World = {url: Page(dns="10.0.0.1")}
    refused, _ = check(world, link_settings, url, ALIVE)
    assert refused.results[url].verdict == "refused"
    visited, _ = check(world, replace(link_settings, allow_private_hosts=True), url, ALIVE)
    assert visited.results[url].verdict == "ok"
    refused, _ = check(world, link_settings, url)
    assert verdicts(refused) == {url: ("refused", "cache")}


@pytest.mark.usefixtures("hand")
def test_cached_results_depend_on_whether_forges_are_looked_up(
    link_settings: LinkSettings,
) -> None:
    """Without them, a repository has no record, and its result is valid for days."""
    url = "https://gitlab.com/robots/grip"
    services = {GITLAB: GitLab({"robots/grip": Repository(stars=7)})}
    found = []
    for forges in (False, True, False, True):
        settings = replace(link_settings, forges=forges)
        net, outcome = link_checks.check({}, url, services=services, settings=settings)
        stars = {each.stars for each in outcome.records.values()}
        found.append((len(net.requests), outcome.results[url].source, stars))
    assert found == [
        (1, "http", set()),
        (1, "gitlab", {7}),
        (0, "cache", set()),
        (0, "cache", {7}),
    ]


def test_results_from_the_future_are_ignored(hand: Hand, link_settings: LinkSettings) -> None:
    check({f"{HOST}/a": 404}, link_settings)
    hand.advance(-1)
    outcome, visited = check({f"{HOST}/a": 404}, link_settings)
    assert f"{HOST}/a" in visited
    before = datetime(2026, 1, 5, 9, 29, 59, tzinfo=UTC)
    assert outcome.results[f"{HOST}/a"].failing == Failing(before, before, 1)


@pytest.mark.usefixtures("hand")
def test_no_url_can_be_read_in_the_file(link_settings: LinkSettings) -> None:
    private = "https://me:hunter2@host.example/a?token=hunter2"
    world: World = {
        f"{HOST}/a?token=hunter2": Page(status=302, location="/b?signature=hunter2"),
        f"{HOST}/b?signature=hunter2": 404,
    }
    outcome, _ = check(world, link_settings, private)
    assert outcome.results[private].verdict == "dead"
    assert link_settings.cache is not None
    data = b"".join(path.read_bytes() for path in link_settings.cache.iterdir())
    assert b"hunter2" not in data
    assert b"signature=REDACTED" in data
    outcome, visited = check(world, link_settings, private)
    assert visited == []
    assert outcome.results[private].final_url == f"{HOST}/b?signature=REDACTED"


@settings(max_examples=times(5))
@given(st.data())
def test_a_check_is_right_whatever_the_cache_holds(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    link_settings = LinkSettings(timeout=5, backoff=0.001, cache=tmp_path_factory.mktemp("cache"))
    assert link_settings.cache
    world: World = {f"{HOST}/{page}": 404 if page % 2 else 200 for page in range(12)}
    check(world, link_settings)
    path = link_settings.cache / "links-trusted.sqlite3"
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 40))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.just(len(content)) | st.integers(0, len(content)))])
    for _ in range(2):
        outcome, _ = check(world, link_settings)
        assert {url: result.status for url, result in outcome.results.items()} == world


# --- date since which a link is dead


def failing(link_settings: LinkSettings, page: int | Page, url: str = f"{HOST}/a") -> LinkResult:
    outcome, _ = check({url: page}, replace(link_settings, refresh=True))
    return outcome.results[url]


def test_a_dead_link_has_a_history(hand: Hand, link_settings: LinkSettings) -> None:
    for count in range(1, 4):
        result = failing(link_settings, 404)
        assert result.failing == Failing(START, hand.date, count)
        hand.advance(DAY)
    hand.advance(HOUR / 2 - DAY)
    outcome, _ = check({}, link_settings, f"{HOST}/a")
    result = outcome.results[f"{HOST}/a"]
    assert result.source == "cache"
    assert result.failing == Failing(START, START + timedelta(days=2), 3)


@pytest.mark.parametrize("alive", [200, Page(status=301, location=ALIVE)])
def test_a_link_that_comes_back_has_no_history(
    hand: Hand, link_settings: LinkSettings, alive: int | Page
) -> None:
    failing(link_settings, 404)
    hand.advance(DAY)
    assert failing(link_settings, alive).failing is None
    hand.advance(DAY)
    result = failing(link_settings, 404)
    assert result.failing == Failing(hand.date, hand.date, 1)


@pytest.mark.parametrize("page", [500, 403, Page(dns="10.0.0.1"), Page(connect="refused")])
def test_a_link_that_does_not_answer_has_not_come_back(
    hand: Hand, link_settings: LinkSettings, page: int | Page
) -> None:
    failing(link_settings, 404)
    hand.advance(DAY)
    assert failing(link_settings, page).failing is None
    hand.advance(DAY)
    result = failing(link_settings, 404)
    assert result.failing == Failing(START, hand.date, 2)


def test_a_link_is_an_error_when_it_was_dead_for_long_enough(
    hand: Hand, link_settings: LinkSettings
) -> None:
    url = f"{HOST}/a"
    until = START + timedelta(days=3)
    for days, lenient_until in ((0, until), (2, until), (3, None), (4, None)):
        hand.now = START.timestamp() + days * DAY
        result = failing(link_settings, 404)
        assert with_grace_period({url: result}, 3 * DAY) == {
            url: replace(result, lenient_until=lenient_until)
        }
        assert with_grace_period({url: result}, 0) == {url: result}


def test_there_is_no_grace_period_without_a_cache() -> None:
    results = {
        f"{HOST}/a": LinkResult(f"{HOST}/a", "dead", 404),
        f"{HOST}/b": LinkResult(f"{HOST}/b", "ok", 200),
    }
    assert with_grace_period(results, 3 * DAY) == results


# --- results of a machine without a network


def test_nothing_is_stored_without_a_network(hand: Hand, link_settings: LinkSettings) -> None:
    urls = [f"https://host-{number}.example/" for number in range(4)]
    private = "http://10.0.0.1/"
    with Internet({}, online=False) as net:
        outcome = links.check_urls([*urls, private], link_settings, connector_factory=net.connector)
    assert outcome.offline
    hand.advance(1)
    outcome, _ = check(dict.fromkeys(urls, 200), link_settings, *urls, private)
    found = verdicts(outcome)
    assert {found[url] for url in urls} == {("ok", "http")}
    assert found[private] == ("refused", "http")


def test_cached_results_need_no_network(hand: Hand, link_settings: LinkSettings) -> None:
    check({f"{HOST}/a": 200}, link_settings)
    with Internet({}, online=False) as net:
        outcome = links.check_urls([f"{HOST}/a"], link_settings, connector_factory=net.connector)
        assert verdicts(outcome) == {f"{HOST}/a": ("ok", "cache")}
        hand.advance(MAX_AGE_BY_VERDICT["ok"])
        outcome = links.check_urls([f"{HOST}/a"], link_settings, connector_factory=net.connector)
    assert outcome.offline
    assert {each.verdict for each in outcome.results.values()} == {"skipped"}


@pytest.mark.usefixtures("hand")
def test_unreachable_hosts_alone_are_not_cached(
    link_settings: LinkSettings,
) -> None:
    closed: World = {"https://closed.example/": Page(connect="refused")}
    check(closed, link_settings)
    outcome, _ = check(closed, link_settings)
    assert verdicts(outcome) == {"https://closed.example/": ("unreachable", "http")}
    check(closed, link_settings, *closed, ALIVE)
    outcome, _ = check(closed, link_settings)
    assert verdicts(outcome) == {"https://closed.example/": ("unreachable", "cache")}


# --- trust


def test_a_trusted_check_reads_no_untrusted_results(
    hand: Hand, link_settings: LinkSettings
) -> None:
    url = f"{HOST}/a"
    stranger = replace(link_settings, cache_scope="untrusted")
    check({url: 200}, stranger)
    outcome, _ = check({url: 404}, link_settings)
    assert verdicts(outcome) == {url: ("dead", "http")}
    hand.advance(DAY)
    check({url: 404}, stranger)
    hand.advance(DAY)
    outcome, _ = check({url: 404}, link_settings)
    assert outcome.results[url].failing == Failing(START, hand.date, 2)


def test_untrusted_checks_read_trusted_results(hand: Hand, link_settings: LinkSettings) -> None:
    url = f"{HOST}/a"
    stranger = replace(link_settings, cache_scope="untrusted")
    check({url: 404}, link_settings)
    outcome, visited = check({url: 404}, stranger)
    assert visited == []
    hand.advance(DAY)
    outcome, _ = check({url: 404}, stranger)
    assert outcome.results[url].failing == Failing(START, hand.date, 2)
    hand.advance(HOUR / 2)
    outcome, visited = check({url: 200}, stranger)
    assert verdicts(outcome) == {url: ("dead", "cache")}


@pytest.mark.usefixtures("hand")
def test_a_check_that_is_not_trusted_changes_no_file_of_one_that_is(
    link_settings: LinkSettings,
) -> None:
    assert link_settings.cache is not None
    check({f"{HOST}/a": 200}, replace(link_settings, cache_scope="untrusted"))
    assert [path.name for path in link_settings.cache.iterdir()] == ["links-untrusted.sqlite3"]
    check({f"{HOST}/a": 200}, link_settings)
    before = (link_settings.cache / "links-trusted.sqlite3").read_bytes()
    check({f"{HOST}/b": 404}, replace(link_settings, cache_scope="untrusted"))
    assert (link_settings.cache / "links-trusted.sqlite3").read_bytes() == before


# --- order of the URLs


def test_what_a_deadline_cuts_off_matters_least(hand: Hand, link_settings: LinkSettings) -> None:
    other = "https://other.example"
    old, older, oldest = f"{HOST}/old", f"{other}/older", f"{HOST}/oldest"
    gone, down = f"{other}/gone", f"{HOST}/down"
    for url, page in ((oldest, 200), (gone, 404), (older, 200), (down, 500), (old, 200)):
        check({url: page}, link_settings)
        hand.advance(HOUR)
    hand.advance(30 * DAY)
    new, newer = f"{other}/new", f"{HOST}/newer"
    urls = [old, older, gone, new, down, newer, oldest]
    with Internet({**dict.fromkeys(urls, 200), ALIVE: 200}) as net:
        in_time = replace(link_settings, max_concurrency=1, deadline=60)
        links.check_urls(urls, in_time, connector_factory=net.connector)
    requested = [request.url for request in net.requests]
    assert requested == [new, newer, gone, down, oldest, older, old]


def test_results_are_kept_when_the_deadline_passes(hand: Hand, link_settings: LinkSettings) -> None:
    slow = "https://slow.example/"
    world: World = {f"{HOST}/a": 200, slow: Page(answer="silent")}
    outcome, _ = check(world, replace(link_settings, deadline=1))
    assert verdicts(outcome) == {f"{HOST}/a": ("ok", "http"), slow: ("skipped", "http")}
    hand.advance(1)
    outcome, _ = check({slow: 200}, link_settings, *world)
    assert verdicts(outcome) == {f"{HOST}/a": ("ok", "cache"), slow: ("ok", "http")}


# --- completely read pages

SECTIONS = "<h1 id='one'>One</h1><h2 id='two'>Two</h2>"
TWO = f"{HOST}/page#two"


def section(link_settings: LinkSettings, *pages: Page) -> tuple[str | None, list[dict[str, str]]]:
    """Look for a fragment; return its result and the headers of each request."""
    with Internet({f"{HOST}/page": list(pages), ALIVE: 200}) as net:
        settings = replace(link_settings, fragments=True)
        outcome = links.check_urls([TWO], settings, connector_factory=net.connector)
    return outcome.results[TWO].fragment, [request.headers for request in net.requests]


@pytest.mark.parametrize(
    ("version", "requested"),
    [
        ({"ETag": 'W/"a"'}, {"if-none-match": 'W/"a"'}),
        (
            {"Last-Modified": "Mon, 05 Jan 2026 09:30:00 GMT"},
            {"if-modified-since": "Mon, 05 Jan 2026 09:30:00 GMT"},
        ),
        (
            {"ETag": '"a"', "Last-Modified": "Mon, 05 Jan 2026 09:30:00 GMT"},
            {"if-none-match": '"a"'},
        ),
    ],
)
def test_a_page_that_has_not_changed_is_not_sent_again(
    hand: Hand, link_settings: LinkSettings, version: dict[str, str], requested: dict[str, str]
) -> None:
    assert section(link_settings, Page(body=SECTIONS, headers=version))[0] == "found"
    for _ in range(2):
        hand.advance(MAX_AGE_BY_VERDICT["ok"])
        found, (headers,) = section(link_settings, Page(status=304, body="", headers=version))
        assert found == "found"
        assert {name: headers[name] for name in headers if name.startswith("if-")} == requested


def test_a_page_that_has_changed_is_read_again(hand: Hand, link_settings: LinkSettings) -> None:
    section(link_settings, Page(body=SECTIONS, headers={"ETag": '"a"'}))
    hand.advance(MAX_AGE_BY_VERDICT["ok"])
    other = SECTIONS.replace("two", "three")
    assert section(link_settings, Page(body=other, headers={"ETag": '"b"'}))[0] == "missing"
    hand.advance(MAX_AGE_BY_VERDICT["ok"])
    found, (headers,) = section(link_settings, Page(status=304, body=""))
    assert (found, headers["if-none-match"]) == ("missing", '"b"')


@pytest.mark.parametrize(
    "page",
    [
        Page(body=SECTIONS),
        Page(body=SECTIONS, headers={"ETag": f'"{"a" * 1024}"'}),
        Page(body=SECTIONS * 2, headers={"ETag": '"a"', "Content-Length": "200"}),
        Page(
            body=SECTIONS + "".join(f"<p id='{number}'>" for number in range(2000)),
            headers={"ETag": '"a"'},
        ),
        Page(body=SECTIONS, headers={"ETag": '"a"', "Content-Type": "text/plain"}),
    ],
    ids="no-version long-version cut-off many-anchors no-html".split(),
)
def test_of_other_pages_nothing_is_kept(
    hand: Hand, link_settings: LinkSettings, page: Page
) -> None:
    section(replace(link_settings, timeout=0.5), page)
    hand.advance(MAX_AGE_BY_VERDICT["ok"])
    _, requests = section(link_settings, Page(body=SECTIONS))
    assert not any(name.startswith("if-") for headers in requests for name in headers)


def test_refresh_reads_every_page(hand: Hand, link_settings: LinkSettings) -> None:
    section(link_settings, Page(body=SECTIONS, headers={"ETag": '"a"'}))
    hand.advance(MAX_AGE_BY_VERDICT["ok"])
    _, (headers,) = section(replace(link_settings, refresh=True), Page(body=SECTIONS))
    assert "if-none-match" not in headers


def test_requests_are_conditional_only_for_whole_pages(
    hand: Hand, link_settings: LinkSettings
) -> None:
    world: World = {f"{HOST}/a": Page(headers={"ETag": '"a"'})}
    check(world, link_settings)
    hand.advance(MAX_AGE_BY_VERDICT["ok"])
    with Internet(world) as net:
        links.check_urls(list(world), link_settings, connector_factory=net.connector)
    assert [request.method for request in net.requests] == ["HEAD"]
    assert "if-none-match" not in net.requests[0].headers


# --- writing


def notes_of(settings: LinkSettings) -> tuple[LinkCache, list[str]]:
    notes: list[str] = []
    return LinkCache(settings, notes.append), notes


def rows(settings: LinkSettings) -> int:
    assert settings.cache is not None
    connection = sqlite3.connect(settings.cache / "links-trusted.sqlite3")
    ((count,),) = connection.execute("SELECT count(*) FROM entries").fetchall()
    connection.close()
    return int(count)


def test_it_is_written_now_and_then(hand: Hand, link_settings: LinkSettings) -> None:
    kept, notes = notes_of(link_settings)
    kept.store(LinkResult(f"{HOST}/a", "ok", 200))
    assert rows(link_settings) == 0
    hand.advance(memory.FLUSH_INTERVAL_SECONDS)
    kept.store(LinkResult(f"{HOST}/b", "ok", 200))
    assert rows(link_settings) == 2
    kept.store(LinkResult(f"{HOST}/c", "ok", 200))
    assert rows(link_settings) == 2
    kept.close()
    assert rows(link_settings) == 3
    assert notes == []


def test_a_cache_in_use_holds_no_request_up(
    hand: Hand, link_settings: LinkSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "BUSY_TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr(memory, "FINAL_BUSY_TIMEOUT_SECONDS", 0.01)
    kept, notes = notes_of(link_settings)
    assert link_settings.cache is not None
    other = sqlite3.connect(link_settings.cache / "links-trusted.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for path in "ab":
        hand.advance(memory.FLUSH_INTERVAL_SECONDS)
        kept.store(LinkResult(f"{HOST}/{path}", "ok", 200))
    assert kept.close() == "new"
    assert notes == ["the cache is in use by another run: results of this run are not cached"]
    other.execute("ROLLBACK")
    other.close()


def test_what_could_not_be_written_at_once_is_written_at_the_end(
    hand: Hand, link_settings: LinkSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "BUSY_TIMEOUT_SECONDS", 0.01)
    kept, notes = notes_of(link_settings)
    assert link_settings.cache is not None
    other = sqlite3.connect(link_settings.cache / "links-trusted.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    hand.advance(memory.FLUSH_INTERVAL_SECONDS)
    kept.store(LinkResult(f"{HOST}/a", "ok", 200))
    other.execute("ROLLBACK")
    other.close()
    kept.close()
    assert rows(link_settings) == 1
    assert notes == []


@pytest.mark.usefixtures("hand")
def test_no_cache_is_used_if_its_directory_is_unusable(
    link_settings: LinkSettings, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    outcome, _ = check({f"{HOST}/a": 404}, replace(link_settings, cache=tmp_path / "file"))
    (result,) = outcome.results.values()
    assert (result.verdict, result.failing, outcome.cache) == ("dead", None, "none")
    (note,) = outcome.notes
    assert note.endswith(": results are not cached")


def test_a_python_without_sqlite_is_done_without(
    link_settings: LinkSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "awesome_lint.links.cache.store", None)
    outcome, _ = check({f"{HOST}/a": 404}, link_settings)
    assert outcome.notes == ("this Python was built without SQLite: results are not cached",)
    assert verdicts(outcome) == {f"{HOST}/a": ("dead", "http")}


# --- registries, and rate limits of hosts

RECORD = Record("arxiv", "2401.01234", "https://arxiv.org/abs/2401.01234", title="A Paper")


def test_registry_records_are_valid_for_a_day(hand: Hand, link_settings: LinkSettings) -> None:
    arxiv = Arxiv({"2401.01234": Paper(title="A Paper")})
    services = arxiv.services | {DOI: Doi({"10.1234/a": f"{HOST}/a"})}
    urls = ["https://arxiv.org/abs/2401.01234", "https://doi.org/10.1234/a", f"{HOST}/a"]
    outcomes, requested = [], []
    for seconds in (0, DAY - 1, 1):
        hand.advance(seconds)
        with Internet({f"{HOST}/a": 200}, services=services) as net:
            outcomes.append(links.check_urls(urls, link_settings, connector_factory=net.connector))
        requested.append((len(net.requests), len(net.lookups)))
    assert requested[0] > (2, 2)
    assert requested[1] == (0, 0)
    assert (1, 1) <= requested[2] < requested[0]  # the paper again, and not the page
    assert outcomes[0].records.keys() == outcomes[1].records.keys() == outcomes[2].records.keys()
    assert outcomes[1].records[urls[0]].title == "A Paper"


def test_a_record_without_facts_about_repositories_is_read() -> None:
    """Earlier versions wrote such records."""
    url = "https://github.com/a/b"
    record = {"registry": "github", "identifier": "a/b", "canonical_url": url, "archived": True}
    result = {"url": "", "verdict": "ok", "source": "github"}
    written = {"asked": 1.5, "result": result, "record": record}
    found = decode_json(json.dumps(written).encode(), CachedResult)
    assert found
    assert found.record == Record("github", "a/b", url, archived=True, stars=None, license=None)


def test_records_hold_for_a_day(hand: Hand, link_settings: LinkSettings) -> None:
    url = RECORD.canonical_url
    kept, _ = notes_of(link_settings)
    kept.store(LinkResult(url, "ok", source="arxiv"), RECORD)
    kept.close()
    hand.advance(DAY - 1)
    kept, _ = notes_of(link_settings)
    assert kept.load([url])[url].record == RECORD
    kept.close()
    assert links.check_urls([url], link_settings).records == {url: RECORD}
    hand.advance(1)
    kept, _ = notes_of(link_settings)
    assert kept.load([url]) == {}
    kept.close()


def test_rate_limits_of_hosts_are_stored_for_a_day(hand: Hand, link_settings: LinkSettings) -> None:
    kept, _ = notes_of(link_settings)
    assert kept.host_limits() == {}
    kept.store(LinkResult(f"{HOST}/a", "ok", 200))
    kept.store_limit("host.example", 0.5, hand.now + 60)
    kept.close()
    limit = HostLimit(0.5, hand.now + 60, hand.now)
    hand.advance(MAX_LIMIT_AGE - 1)
    stranger, _ = notes_of(replace(link_settings, cache_scope="untrusted"))
    assert stranger.host_limits() == {"host.example": limit}
    stranger.close()
    hand.advance(1)
    kept, _ = notes_of(link_settings)
    assert kept.host_limits() == {}
    kept.close()


def test_a_pause_that_a_host_requested_holds_in_the_next_check(
    link_settings: LinkSettings,
) -> None:
    later = Page(status=429, headers={"Retry-After": "3600"})
    world: World = {f"{HOST}/a": later, f"{HOST}/b": 200, "https://b.example/": 200}
    check(world, link_settings, f"{HOST}/a", ALIVE)
    outcome, requested = check(world, link_settings, f"{HOST}/b", "https://b.example/")
    assert requested == ["dns:b.example", "https://b.example/"]
    result = outcome.results[f"{HOST}/b"]
    assert (result.verdict, result.detail) == (
        "blocked",
        "was not requested, since its host asked for a pause of 60 min",
    )


def test_urls_are_ordered_only_if_there_are_cached_results(link_settings: LinkSettings) -> None:
    for expected in (False, True):
        kept, _ = notes_of(link_settings)
        kept.load([f"{HOST}/a", f"{HOST}/b"])
        assert kept.has_history == expected
        kept.store(LinkResult(f"{HOST}/a", "ok", 200))
        kept.close()


LIST = b"a list"


def checks_of(
    settings: LinkSettings, list_id: bytes = LIST
) -> list[tuple[str, dict[Verdict, int]]]:
    assert settings.cache is not None
    found = find_checks(list_id, settings.cache)
    return [(f"{each.at:%Y-%m-%d %H:%M}", dict(each.verdicts)) for each in found]


def test_the_last_check_of_each_day_is_remembered(hand: Hand, link_settings: LinkSettings) -> None:
    settings = replace(link_settings, list_id=LIST)
    check(EVERYTHING, settings)
    hand.advance(3 * HOUR)
    check({f"{HOST}/ok": 404, f"{HOST}/more": 200}, replace(settings, refresh=True))
    assert checks_of(settings) == [("2026-01-05 12:30", {"dead": 1, "ok": 1})]
    hand.advance(DAY)
    check({f"{HOST}/ok": 404, f"{HOST}/more": 200}, settings)
    assert checks_of(settings) == [
        ("2026-01-05 12:30", {"dead": 1, "ok": 1}),
        ("2026-01-06 12:30", {"dead": 1, "ok": 1}),
    ]
    assert checks_of(settings, b"another list") == []
    hand.advance(MAX_CHECK_DAYS * DAY)
    assert [day for day, _ in checks_of(settings)] == ["2026-01-06 12:30"]
    hand.advance(1)
    assert checks_of(settings) == []


@pytest.mark.usefixtures("hand")
def test_a_check_without_a_request_is_not_remembered(link_settings: LinkSettings) -> None:
    check(EVERYTHING, link_settings)
    check(EVERYTHING, replace(link_settings, list_id=LIST))
    assert checks_of(link_settings) == []


@pytest.mark.usefixtures("hand")
@pytest.mark.parametrize(
    "changes",
    [
        {"shard": Shard(1, 2)},
        {"list_id": b""},
        {"cache_scope": "untrusted"},
    ],
    ids=str,
)
def test_only_checks_of_all_links_are_remembered(
    link_settings: LinkSettings, changes: dict[str, object]
) -> None:
    check({f"{HOST}/other": 200}, link_settings)
    settings = replace(link_settings, **({"list_id": LIST} | changes))
    check(EVERYTHING, settings)
    assert checks_of(settings) == []


@pytest.mark.usefixtures("hand")
def test_excluded_links_of_a_check_are_skipped(link_settings: LinkSettings) -> None:
    world: World = {f"{HOST}/a": 200, f"{HOST}/b": 200}
    check(world, replace(link_settings, list_id=LIST, exclude=("*/b",)))
    assert checks_of(link_settings) == [("2026-01-05 09:30", {"ok": 1, "skipped": 1})]


@pytest.mark.usefixtures("hand")
def test_a_check_that_a_deadline_ends_is_not_remembered(link_settings: LinkSettings) -> None:
    world: World = {f"{HOST}/a": 200, "https://slow.example/": Page(answer="silent")}
    check(world, replace(link_settings, list_id=LIST, deadline=1))
    assert checks_of(link_settings) == []


@pytest.mark.usefixtures("hand")
def test_a_shard_of_one_is_the_whole(link_settings: LinkSettings) -> None:
    check({f"{HOST}/a": 200}, replace(link_settings, list_id=LIST, shard=Shard(1, 1)))
    assert checks_of(link_settings) == [("2026-01-05 09:30", {"ok": 1})]


def test_checks_from_the_future_and_of_other_versions_are_ignored(
    hand: Hand, link_settings: LinkSettings
) -> None:
    assert link_settings.cache is not None
    file = CacheFile(link_settings.cache / "links-trusted.sqlite3", lambda _note: None)
    for number, day in ((-1, 0), (5, 1), (10**30, 2)):
        at = hand.now + DAY * day if number == 5 else hand.now
        numbers = CheckNumbers(at, {"ok": number})
        file.write({("check", _check_key(LIST, hand.now - DAY * day)): numbers}, hand.now)
    file.close()
    assert checks_of(link_settings) == []


def test_no_check_is_found_where_there_is_no_cache(tmp_path: Path) -> None:
    assert find_checks(LIST, tmp_path / "none") == ()
    assert not (tmp_path / "none").exists()


def test_a_python_without_sqlite_finds_no_checks(
    link_settings: LinkSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    check({f"{HOST}/a": 404}, replace(link_settings, list_id=LIST))
    monkeypatch.setitem(sys.modules, "awesome_lint.links.cache.store", None)
    assert checks_of(link_settings) == []


def test_a_check_has_its_time_and_numbers(hand: Hand, link_settings: LinkSettings) -> None:
    assert link_settings.cache is not None
    check({f"{HOST}/a": 404}, replace(link_settings, list_id=LIST))
    assert find_checks(LIST, link_settings.cache) == (LinkCheck(hand.date, {"dead": 1}),)
