"""Link check as a whole: its requests, their number and rate, and the results."""

import errno
import gzip
import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from math import inf
from pathlib import Path

import pytest
from aiohttp import AddrInfoType
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

import awesome_lint
from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome
from awesome_lint.links.cache.memory import find_checks
from awesome_lint.links.http.address_guard import guarded_socket
from awesome_lint.links.http.connector import Connector, SocketFactory
from awesome_lint.links.http.messages import NoResponse
from awesome_lint.links.redirect_follower import PROBE_HOST, redirect_target
from awesome_lint.links.schedule.host import DEFAULT_CONCURRENCY
from effort import times
from fakenet import Internet, Page, World
from link_checks import ALIVE, QUICK, check

HOST = "https://host.example"
CHALLENGE = b"<script>window._cf_chl_opt = {}</script>"
PACKED = gzip.compress(CHALLENGE, mtime=0)


def verdicts(outcome: Outcome) -> dict[str, str]:
    return {url: result.verdict for url, result in outcome.results.items()}


# --- requested URLs


def test_a_page_that_supports_head_is_requested_once() -> None:
    net, outcome = check({f"{HOST}/a": 200}, *[f"{HOST}/a", f"{HOST}/a#b", f"{HOST}/a"])
    assert net.visits(f"{HOST}/a") == ["HEAD"]
    assert verdicts(outcome) == {f"{HOST}/a": "ok", f"{HOST}/a#b": "ok"}


def test_get_confirms_what_head_does_not_settle() -> None:
    net, _ = check({f"{HOST}/a": 404, f"{HOST}/b": 403, f"{HOST}/c": Page(head=500)})
    assert net.visits(f"{HOST}/a") == ["HEAD", "GET"]
    assert net.visits(f"{HOST}/b") == ["HEAD", "GET"]
    assert net.visits(f"{HOST}/c") == ["HEAD", "GET"]


def test_a_redirect_that_head_ends_badly_is_walked_again_with_get() -> None:
    world: World = {
        f"{HOST}/a": [Page(status=302, location="/gone"), Page(status=200)],
        f"{HOST}/gone": 404,
    }
    net, outcome = check(world, f"{HOST}/a")
    assert verdicts(outcome) == {f"{HOST}/a": "ok"}
    assert net.visits(f"{HOST}/gone") == ["HEAD"]


def test_a_server_error_is_retried_twice() -> None:
    net, _ = check({f"{HOST}/a": 503})
    assert net.visits(f"{HOST}/a") == ["HEAD", "GET", "GET", "GET"]


def test_a_pause_that_a_server_error_asks_for_comes_before_the_next_request() -> None:
    start = time.monotonic()
    net, outcome = check(
        {f"{HOST}/a": [Page(status=503, headers={"Retry-After": "1"}), Page(status=200)]},
        f"{HOST}/a",
    )
    assert time.monotonic() - start >= 1
    assert net.visits(f"{HOST}/a") == ["HEAD", "GET"]
    assert verdicts(outcome) == {f"{HOST}/a": "ok"}


def test_after_a_server_error_with_a_long_pause_nothing_is_requested() -> None:
    net, outcome = check(
        {f"{HOST}/a": Page(status=503, headers={"Retry-After": "3600"})}, f"{HOST}/a"
    )
    assert net.visits(f"{HOST}/a") == ["HEAD"]
    assert verdicts(outcome) == {f"{HOST}/a": "unreachable"}
    assert outcome.results[f"{HOST}/a"].detail == "returns 503 Service Unavailable"


def test_a_connection_that_failed_is_tried_again_after_a_pause() -> None:
    url = f"{HOST}/a"
    lost = Page(answer="reset")
    world: World = {url: [lost, lost, 200]}  # aiohttp repeats the first one at once
    net, outcome = check(world, url, ALIVE, settings=LinkSettings(timeout=5, backoff=0.2))
    assert verdicts(outcome) == {url: "ok", ALIVE: "ok"}
    assert net.visits(url) == ["HEAD", "HEAD", "GET"]
    _, before, after = (request.at for request in net.requests if request.url == url)
    assert after - before >= 0.1


def test_an_empty_query_is_sent() -> None:
    world: World = {f"{HOST}/a?": 200, f"{HOST}/a": 404}
    net, outcome = check(world, f"{HOST}/a?", f"{HOST}/a", f"{HOST}/a?#b")
    assert verdicts(outcome) == {f"{HOST}/a?": "ok", f"{HOST}/a": "dead", f"{HOST}/a?#b": "ok"}
    assert net.visits(f"{HOST}/a?") == ["HEAD"]


def test_the_target_of_many_links_is_requested_once() -> None:
    old = {f"{HOST}/{number}": Page(status=301, location="/new") for number in range(5)}
    net, outcome = check({**old, f"{HOST}/new": 200})
    assert net.visits(f"{HOST}/new") == ["HEAD"]
    assert set(verdicts(outcome).values()) == {"ok", "moved"}


def test_excluded_links_are_not_requested() -> None:
    net, outcome = check(
        {f"{HOST}/a": 404},
        f"{HOST}/a",
        ALIVE,
        settings=LinkSettings(exclude=(f"{HOST}/*",)),
    )
    assert not net.visits(f"{HOST}/a")
    assert outcome.results[f"{HOST}/a"].source == "configuration"
    assert verdicts(outcome) == {f"{HOST}/a": "skipped", ALIVE: "ok"}


def test_results_come_in_the_order_of_the_links() -> None:
    urls = [f"{HOST}/slow", "ftp://host.example/", f"{HOST}/quick", "mailto:me@host.example"]
    _, outcome = check({urls[0]: Page(delay=0.1), urls[2]: 200}, *urls)
    assert list(outcome.results) == urls[:3]


def test_nothing_to_ask_needs_no_network() -> None:
    assert links.check_urls([]) == Outcome({})
    assert verdicts(links.check_urls(["ftp://a.example/", "page.md"])) == {
        "ftp://a.example/": "refused"
    }


# --- headers of requests


def test_requests_are_honest_and_plain() -> None:
    net, _ = check({f"{HOST}/a": Page(head=405)}, f"{HOST}/a")
    for request in net.requests:
        assert request.headers == {
            "host": "host.example",
            "user-agent": f"awesome-lint/{awesome_lint.__version__}"
            " (+https://github.com/awesome-lint/awesome-lint)",
            "accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "accept-encoding": "identity",
        }


def test_no_password_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    world: World = {
        f"{HOST}/a": Page(status=302, location="https://you:secret@other.example/"),
        "https://other.example/": 200,
    }
    net, outcome = check(world, "https://me:secret@host.example/a")
    assert not any("authorization" in request.headers for request in net.requests)
    (result,) = outcome.results.values()
    assert result.final_url == "https://other.example/"
    assert "secret" not in result.detail


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    _, outcome = check({f"{HOST}/a": 200}, f"{HOST}/a")
    assert verdicts(outcome) == {f"{HOST}/a": "ok"}


def test_a_url_is_sent_as_it_is_written() -> None:
    url = f"{HOST}/a%28b%29~%7E?q=%5B1%5D+[2]"
    net, outcome = check({url: 200}, url)
    assert verdicts(outcome) == {url: "ok"}
    assert net.visits(url) == ["HEAD"]


# --- parsing of responses


def test_a_page_without_end_is_not_read() -> None:
    net, outcome = check({f"{HOST}/a": Page(head=405, answer="endless")}, f"{HOST}/a")
    assert verdicts(outcome) == {f"{HOST}/a": "ok"}
    assert net.body_bytes < 8_000_000  # the buffers of the machine


def test_an_error_page_without_end_is_read_to_a_limit() -> None:
    url = f"{HOST}/a"
    endless = "HTTP/1.1 404 Not Found\r\nContent-Length: 99999999\r\n\r\n" + " " * 1_000_000
    _, outcome = check({url: Page(raw=endless)}, url)
    assert verdicts(outcome) == {url: "dead"}


def test_an_error_page_that_breaks_off_is_an_error_page() -> None:
    url = f"{HOST}/a"
    broken = "HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\nnot"
    _, outcome = check({url: Page(raw=broken)}, url)
    assert verdicts(outcome) == {url: "dead"}


@pytest.mark.parametrize(
    ("encoding", "body", "verdict"),
    [
        ("gzip", PACKED, "blocked"),
        ("X-GZip", PACKED, "blocked"),
        ("deflate", zlib.compress(CHALLENGE), "blocked"),
        ("identity", CHALLENGE, "blocked"),
        ("gzip", CHALLENGE, "dead"),
        ("gzip", PACKED[:10], "dead"),
        ("gzip", gzip.compress(bytes(100_000) + CHALLENGE, mtime=0), "dead"),
        ("br", CHALLENGE, "dead"),
        ("gzip, gzip", gzip.compress(PACKED, mtime=0), "dead"),
    ],
)
def test_a_page_that_is_packed_is_unpacked_to_a_limit(
    encoding: str, body: bytes, verdict: str
) -> None:
    url = f"{HOST}/a"
    headers = {"Content-Encoding": encoding}
    page = Page(status=404, headers=headers, body=body.decode("latin-1"))
    _, outcome = check({url: page}, url)
    assert verdicts(outcome) == {url: verdict}


@settings(max_examples=times(10))
@given(
    st.text(st.characters(max_codepoint=255), max_size=200)
    | st.text("HTP/1. 2034\r\n:Location-Length", max_size=200).map("HTTP/1.1 200 OK\r\n{}".format)
    | st.text(st.characters(max_codepoint=255), max_size=100).map(
        "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n".format
    )
)
def test_any_bytes_from_a_host_are_survived(raw: str) -> None:
    url = "http://host.example/"
    with Internet({url: Page(raw=raw)}) as net:
        outcome = links.check_urls(
            [url], LinkSettings(timeout=0.5, backoff=0.001), connector_factory=net.connector
        )
    assert list(outcome.results) == [url]


@given(st.text() | st.text("htps:/.a#[]@0\\ ;?%\x00é"))
def test_any_redirect_can_be_followed_or_not(location: str) -> None:
    shown, following = redirect_target(URL(f"{HOST}/a"), location)
    assert shown.isascii()
    assert shown == "" or shown.isprintable()
    if isinstance(following, NoResponse):
        assert following.kind in ("forbidden", "invalid-url")
    else:
        assert following.scheme in ("http", "https")


@settings(max_examples=times(5))
@given(st.lists(st.text("ab.-_0129:[]@é%\\/?# ", max_size=20).map("http://{}".format), max_size=3))
def test_any_links_are_survived(urls: list[str]) -> None:
    with Internet({ALIVE: 200}) as net:
        outcome = links.check_urls(
            [*urls, ALIVE], LinkSettings(backoff=0.001), connector_factory=net.connector
        )
    assert set(outcome.results) == {*urls, ALIVE}


def test_a_body_after_the_response_to_head_spoils_no_other_response() -> None:
    late = Page(head="late-body")
    world: World = {f"{HOST}/{page}": late for page in range(10)}
    net, outcome = check({**world, f"{HOST}/gone": Page(status=404, head="late-body")})
    assert verdicts(outcome) == {**dict.fromkeys(world, "ok"), f"{HOST}/gone": "dead", ALIVE: "ok"}
    assert net.visits(f"{HOST}/gone")[-1] == "GET"


def test_a_response_may_have_many_headers() -> None:
    cookies = "".join(f"Set-Cookie: c{number}=1\r\n" for number in range(240))
    page = Page(raw=f"HTTP/1.1 200 OK\r\n{cookies}Content-Length: 0\r\n\r\n")
    _, outcome = check({f"{HOST}/a": page}, f"{HOST}/a")
    assert verdicts(outcome) == {f"{HOST}/a": "ok"}


# --- speed


def test_requests_under_way_are_limited_per_host_and_overall() -> None:
    world = {
        f"https://host-{host}.example/{page}": Page(delay=0.2)
        for host in range(3)
        for page in range(20)
    }
    net, outcome = check(world)
    assert set(verdicts(outcome).values()) == {"ok"}
    peaks = {net.peak[f"host-{host}.example"] for host in range(3)}
    assert max(peaks) == DEFAULT_CONCURRENCY
    net, _ = check(world, settings=LinkSettings(max_concurrency=2))
    assert sum(net.peak.values()) <= 2 * len(net.peak)
    assert max(net.peak.values()) <= 2


def test_thirty_pages_of_one_host_take_no_time_to_speak_of() -> None:
    world = {f"{HOST}/{page}": Page(delay=0.1) for page in range(30)}
    start = time.monotonic()
    _, outcome = check(world)
    assert time.monotonic() - start < 6  # and not the 7.5 s of four a second
    assert set(verdicts(outcome).values()) == {"ok"}


def test_the_pause_that_a_host_requires_is_kept() -> None:
    busy = Page(status=429, headers={"Retry-After": "1"})
    net, outcome = check({f"{HOST}/a": [busy, 200]}, f"{HOST}/a")
    assert verdicts(outcome) == {f"{HOST}/a": "ok"}
    first, second = (request.at for request in net.requests)
    assert 1 <= second - first < 3


def test_a_host_that_only_refuses_soon_gets_no_more_requests() -> None:
    world: World = {
        f"{HOST}/{page}": Page(status=429, headers={"Retry-After": "0"}) for page in range(20)
    }
    net, outcome = check(world)
    requested = {url: result for url, result in outcome.results.items() if url != ALIVE}
    assert {result.verdict for result in requested.values()} == {"blocked"}
    assert len(net.requests) <= 1 + 3 * DEFAULT_CONCURRENCY
    assert {result.detail for result in requested.values()} == {
        "returns 429 Too Many Requests",
        "was not requested, since its host returned 429 Too Many Requests",
    }


def test_the_response_of_a_link_outweighs_that_its_host_was_closed() -> None:
    busy = Page(status=429, headers={"Retry-After": "0"})
    _, outcome = check({f"{HOST}/a": busy, f"{HOST}/b": busy}, f"{HOST}/a", f"{HOST}/b", ALIVE)
    for page in ("a", "b"):
        result = outcome.results[f"{HOST}/{page}"]
        assert (result.status, result.detail) == (429, "returns 429 Too Many Requests")


def test_a_host_that_dies_on_the_way_does_not_condemn_what_get_has_not_seen() -> None:
    busy = Page(status=429, headers={"Retry-After": "86400"})
    _, outcome = check({f"{HOST}/a": [404, busy], f"{HOST}/b": [Page(delay=0.1), 200]})
    assert outcome.results[f"{HOST}/a"].verdict == "blocked"


def test_a_host_without_responses_to_head_gets_get_requests() -> None:
    first: World = {f"{HOST}/{page}": Page(head=405) for page in range(DEFAULT_CONCURRENCY)}
    more: World = {f"{HOST}/more/{page}": 200 for page in range(10)}
    net, outcome = check({**first, **more})
    assert set(verdicts(outcome).values()) == {"ok"}
    assert {tuple(net.visits(url)) for url in more} == {("GET",)}


def test_a_host_that_never_answers_delays_no_other() -> None:
    world: World = {f"http://host.example/{page}": Page(answer="silent") for page in range(40)}
    net, outcome = check(world, *world, settings=LinkSettings(timeout=0.8))
    assert {result.detail for result in outcome.results.values()} == {
        "did not respond within 0.8 s"
    }
    assert len(net.requests) < len(world)


def test_names_that_do_not_exist_are_looked_up_again_before_they_are_believed() -> None:
    net, outcome = check({"https://gone.example/": Page(dns="nxdomain")})
    assert outcome.results["https://gone.example/"].verdict == "dead"
    assert net.lookups.count("gone.example") == 3


def test_a_host_that_does_not_exist_gets_few_requests() -> None:
    world: World = {f"{HOST}/{page}": Page(dns="nxdomain") for page in range(50)}
    net, outcome = check(world)
    assert sum(verdict == "dead" for verdict in verdicts(outcome).values()) == 50
    assert net.lookups.count("host.example") <= 3 * DEFAULT_CONCURRENCY


def test_progress_is_reported() -> None:
    progress_calls = []
    with Internet({f"{HOST}/{page}": 200 for page in range(3)}) as net:
        urls = [f"{HOST}/{page}" for page in range(3)] + [f"{HOST}/0#part", "mailto:me"]
        links.check_urls(
            urls,
            connector_factory=net.connector,
            progress=lambda done, total: progress_calls.append((done, total)),
        )
    assert progress_calls == [(0, 3), (1, 3), (2, 3), (3, 3)]


# --- end of a check


def test_at_the_deadline_the_rest_is_skipped() -> None:
    world: World = {
        f"{HOST}/a": 200,
        "https://slow.example/": Page(answer="silent"),
        "https://later.example/": Page(status=302, location="https://slow.example/"),
    }
    urls = [*world, "ftp://a.example/"]
    start = time.monotonic()
    _, outcome = check(world, *urls, settings=LinkSettings(deadline=1.5))
    assert time.monotonic() - start < 15  # and not the 20 s of a silent host
    assert verdicts(outcome) == {
        f"{HOST}/a": "ok",
        "https://slow.example/": "skipped",
        "https://later.example/": "skipped",
        "ftp://a.example/": "refused",
    }
    assert outcome.results["https://slow.example/"].detail == (
        "was not checked: the deadline of 1.5 s passed"
    )
    assert not outcome.interrupted
    assert not outcome.offline


def test_a_retry_after_the_deadline_is_not_waited_for() -> None:
    start = time.monotonic()
    _, outcome = check(
        {f"{HOST}/a": Page(status=503, headers={"Retry-After": "60"})},
        f"{HOST}/a",
        settings=LinkSettings(deadline=30),
    )
    assert time.monotonic() - start < 25  # and not the 30 s until the deadline
    assert verdicts(outcome) == {f"{HOST}/a": "unreachable"}


def test_ctrl_c_ends_at_once_with_what_is_known(tmp_path: Path) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done == 1:
            signal.raise_signal(signal.SIGINT)

    world: World = {f"{HOST}/a": 200, "https://slow.example/": Page(answer="silent")}
    cached = LinkSettings(cache=tmp_path, list_id=b"a list")
    start = time.monotonic()
    with Internet(world) as net:
        outcome = links.check_urls(
            [*world, "ftp://a.example/"],
            cached,
            connector_factory=net.connector,
            progress=interrupt,
        )
    assert time.monotonic() - start < 15  # and not the 20 s of a silent host
    assert outcome.interrupted
    assert not outcome.offline
    assert verdicts(outcome) == {f"{HOST}/a": "ok", "ftp://a.example/": "refused"}
    assert outcome.cache == "new"
    assert find_checks(b"a list", tmp_path) == ()


# --- no network


@pytest.mark.parametrize("hosts", [1, 2, 3, 10])
def test_nothing_is_dead_if_no_name_resolves(hosts: int) -> None:
    urls = [f"https://host-{host}.example/" for host in range(hosts)]
    with Internet(dict.fromkeys(urls, 200), online=False) as net:
        outcome = links.check_urls(
            [*urls, f"{urls[0]}#part", "ftp://a.example/", "https://b.example/"],
            LinkSettings(backoff=0.01, exclude=("https://b.*",)),
            connector_factory=net.connector,
        )
    assert outcome.offline
    assert set(verdicts(outcome).values()) == {"skipped"}
    assert outcome.results[urls[0]].detail == "was not checked: there is no network"
    assert outcome.results["https://b.example/"].source == "configuration"
    assert 1 <= net.lookups.count(PROBE_HOST) <= 2


def test_many_hosts_without_a_network_are_soon_given_up() -> None:
    urls = [f"https://host-{host}.example/" for host in range(200)]
    with Internet(dict.fromkeys(urls, 200), online=False) as net:
        outcome = links.check_urls(urls, connector_factory=net.connector)
    assert outcome.offline
    assert len(net.lookups) < 2 * len(urls)  # and not three times each


@pytest.mark.parametrize("hosts", [1, 2, 5])
def test_where_names_can_be_found_a_list_of_dead_hosts_is_believed(hosts: int) -> None:
    urls = [f"https://host-{host}.example/" for host in range(hosts)]
    with Internet(dict.fromkeys(urls, Page(dns="nxdomain"))) as net:
        outcome = links.check_urls(urls, QUICK, connector_factory=net.connector)
    assert verdicts(outcome) == dict.fromkeys(urls, "dead")
    assert not outcome.offline
    assert 1 <= net.lookups.count(PROBE_HOST) <= hosts
    assert not net.attempts


def test_the_known_name_is_looked_up_only_where_a_name_is_missing() -> None:
    net, _ = check({"https://lost.example/": Page(connect="refused"), f"{HOST}/a": 404})
    assert PROBE_HOST not in net.lookups
    net, _ = check({f"https://gone.example/{page}": Page(dns="nxdomain") for page in range(5)})
    assert net.lookups.count(PROBE_HOST) == 1


def test_a_network_that_fails_during_a_check_makes_no_host_dead() -> None:
    """Without a network, some systems report all names as missing."""
    gone = "https://gone.example/"
    urls = [f"{HOST}/{page}" for page in range(3)]
    world: World = {
        gone: Page(dns="nxdomain"),
        **dict.fromkeys(urls, Page(status=302, location="https://later.example/")),
        "https://later.example/": 200,
    }
    failed = threading.Event()
    with Internet(world) as net:

        def wait() -> None:
            assert failed.wait(10)

        def cut_off(done: int, _total: int) -> None:
            if done == 1:  # the missing host
                net.online = False
                failed.set()

        net.on_request = wait
        outcome = links.check_urls(
            [gone, *urls], QUICK, connector_factory=net.connector, progress=cut_off
        )
    assert verdicts(outcome) == {gone: "dead", **dict.fromkeys(urls, "unreachable")}
    details = [outcome.results[url].detail for url in urls]
    assert all(detail.endswith("could not be resolved") for detail in details)


def test_where_a_filter_hides_names_no_host_is_called_dead() -> None:
    """Some networks resolve a few names and report all others as missing."""
    urls = [ALIVE, "https://hidden.example/"]
    with Internet({ALIVE: 200}) as net:
        net.filtered = True
        outcome = links.check_urls(urls, QUICK, connector_factory=net.connector)
    assert verdicts(outcome) == dict(zip(urls, ["ok", "unreachable"], strict=True))
    assert outcome.results[urls[1]].detail == (
        "is on the host `hidden.example`, which could not be resolved"
    )


@pytest.mark.parametrize(
    ("world", "offline"),
    [
        ({"https://a.example/": Page(connect="refused")}, False),
        ({"https://a.example/": Page(connect="no-route")}, True),
        ({"https://a.example/": Page(dns="temporary")}, False),
        ({"https://a.example/": Page(tls="expired")}, False),
        ({"https://a.example/": Page(dns="10.0.0.1")}, False),
        (
            {
                "https://a.example/": Page(connect="refused"),
                "https://b.example/": Page(connect="no-route"),
            },
            True,
        ),
        (
            {
                "https://a.example/": Page(connect="refused"),
                "https://b.example/": Page(dns="nxdomain"),
            },
            False,
        ),
        (
            {
                "https://a.example/": Page(connect="refused"),
                "https://b.example/": Page(connect="refused"),
                "https://c.example/": 500,
            },
            False,
        ),
    ],
)
def test_what_a_cut_off_machine_looks_like(world: World, offline: bool) -> None:
    with Internet(world) as net:
        outcome = links.check_urls(list(world), QUICK, connector_factory=net.connector)
    assert outcome.offline == offline
    assert ("skipped" in verdicts(outcome).values()) == offline


def test_a_probe_that_never_ends_means_no_network() -> None:
    with Internet({}, online=False) as net:
        net.hang = True
        outcome = links.check_urls(
            ["https://a.example/"], LinkSettings(timeout=0.2), connector_factory=net.connector
        )
    assert outcome.offline


# --- resources


def test_importing_it_does_not_import_aiohttp() -> None:
    program = "import awesome_lint.links, sys; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_name_that_hangs_does_not_keep_the_program_from_ending() -> None:
    """The system's resolver hangs, as with a dead name server."""
    program = """
import os, signal, socket, threading, time
from awesome_lint import links
def hang(*arguments):
    threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGINT]).start()
    time.sleep(60)
socket.getaddrinfo = hang
outcome = links.check_urls(["https://a.example/"])
print(outcome.interrupted, outcome.results)
"""
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=30
    )
    assert done.stdout == "True {}\n"
    assert done.stderr == ""
    assert time.monotonic() - start < 20  # not the 60 s of the lookup


def test_sockets_are_given_back() -> None:
    def opened() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 (it must hold nothing open itself)

    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not say which files are open")
    world: World = {
        f"https://{answer}.example/": Page(answer=answer)
        for answer in ("reset", "silent", "drip", "endless")
    }
    with Internet(world) as net:
        before = opened()
        links.check_urls(
            list(world),
            LinkSettings(timeout=0.2, backoff=0.01),
            connector_factory=net.connector,
        )
        for _ in itertools.repeat(None, 50):
            if opened() <= before:
                break
            time.sleep(0.05)
        assert opened() <= before


@pytest.mark.parametrize(
    ("lacking", "results"),
    [
        (5, {("ok", "returns 200 OK")}),
        (inf, {("unreachable", "was not requested, since there are too many open files")}),
    ],
)
def test_a_machine_with_too_many_open_files_waits(
    lacking: float, results: set[tuple[str, str]]
) -> None:
    attempts = itertools.count()

    def connector(guard: SocketFactory) -> Connector:
        def make(info: AddrInfoType) -> socket.socket:
            if next(attempts) < lacking:
                raise OSError(errno.EMFILE, "Too many open files")
            return guard(info)

        return net.connector(make)

    urls = [f"http://host-{number}.example/" for number in range(3)]
    with Internet(dict.fromkeys(urls, 200)) as net:
        outcome = links.check_urls(urls, LinkSettings(timeout=0.5), connector_factory=connector)
    assert {(each.verdict, each.detail) for each in outcome.results.values()} == results


def test_the_fake_internet_uses_the_real_guard() -> None:
    with Internet({"http://10.0.0.1/": 200}) as net:
        make = net.sockets(guarded_socket)
        with pytest.raises(OSError, match="not on the public internet"):
            make((2, 1, 6, "", ("10.0.0.1", 80)))
