"""Link check through a proxy: a real one, also with TLS."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome, SettingsError
from awesome_lint.links.http.address_guard import guarded_socket, open_socket
from awesome_lint.links.http.connector import Connector, SocketFactory
from awesome_lint.links.http.proxy import parse_proxy_url
from awesome_lint.links.redirect_follower import PROBE_HOST
from cli_helpers import Cli
from fakenet import Internet, Page, World
from fakenet.certificates import certified
from http_proxy import HttpProxy
from loopback import Canary

HOST = "https://host.example"
PLAIN = "http://plain.example"


@contextmanager
def between(
    net: Internet, *, credentials: str = "", tls: ssl.SSLContext | None = None
) -> Iterator[HttpProxy]:
    """Put a proxy between this machine and a fake internet whose names only the proxy resolves."""

    def route(host: str, port: int) -> int:
        if host not in net.sites:
            return 502
        return net.route((net.sites[host].addresses[0], port))

    with HttpProxy(route, credentials=credentials, tls=tls) as proxy:
        yield proxy


def check(net: Internet, proxy: str, *urls: str, private: bool = False) -> Outcome:
    settings = LinkSettings(
        timeout=5, backoff=0.01, proxy=proxy, allow_private_hosts=private, archive=False
    )
    return links.check_urls(
        urls, settings, connector_factory=lambda guard: Connector(guard, ssl=net.trust)
    )


def verdicts(outcome: Outcome) -> dict[str, str]:
    return {url: result.verdict for url, result in outcome.results.items()}


def test_all_requests_go_by_the_proxy() -> None:
    world: World = {
        f"{HOST}/a": Page(status=302, location=f"{PLAIN}/b"),
        f"{PLAIN}/b": Page(head=405),
        f"{HOST}/gone": 404,
    }
    with Internet(world) as net, between(net) as proxy:
        outcome = check(net, f"http://127.0.0.1:{proxy.port}", f"{HOST}/a", f"{HOST}/gone")
    assert verdicts(outcome) == {f"{HOST}/a": "ok", f"{HOST}/gone": "dead"}
    assert outcome.results[f"{HOST}/a"].final_url == f"{PLAIN}/b"
    tunnels = {line for line in proxy.request_lines if line.startswith("CONNECT")}
    assert tunnels == {"CONNECT host.example:443 HTTP/1.1"}
    plain = [line for line in proxy.request_lines if not line.startswith("CONNECT")]
    assert plain == [f"HEAD {PLAIN}/b HTTP/1.1", f"GET {PLAIN}/b HTTP/1.1"]
    assert not net.lookups  # the proxy looks names up
    assert PROBE_HOST not in str(proxy.request_lines)


def test_credentials_go_to_the_proxy_alone_and_are_not_shown() -> None:
    world: World = {f"{HOST}/a": 200, f"{HOST}/b": 404}
    with Internet(world) as net, between(net, credentials="me:s3cr@t") as proxy:
        address = f"http://me:s3cr%40t@127.0.0.1:{proxy.port}"
        outcome = check(net, address, *world)
    assert list(verdicts(outcome).values()) == ["ok", "dead"]
    assert not any("authorization" in name for each in net.requests for name in each.headers)
    assert "s3cr" not in str(outcome)
    assert "s3cr" not in repr(LinkSettings(proxy=address))
    assert "proxy='…'" in repr(LinkSettings(proxy=address))


@pytest.mark.parametrize("url", [f"{HOST}/a", f"{PLAIN}/a"])
@pytest.mark.parametrize("given_credentials", ["", "me:wrong@"])
def test_wrong_credentials_judge_no_link(url: str, given_credentials: str) -> None:
    with Internet({url: 404}) as net, between(net, credentials="me:right") as proxy:
        outcome = check(net, f"http://{given_credentials}127.0.0.1:{proxy.port}", url)
    assert outcome.offline
    assert verdicts(outcome) == {url: "skipped"}
    assert outcome.notes == (
        "the proxy returns 407 Proxy Authentication Required: it requires valid credentials",
    )
    assert not net.requests


def test_a_proxy_that_is_not_there_judges_no_link() -> None:
    with Internet({f"{HOST}/a": 404}) as net:
        outcome = check(net, "http://127.0.0.1:1", f"{HOST}/a", f"{HOST}/b")
        assert outcome.offline
        assert outcome.notes == ("the proxy refused the connection",)
        outcome = check(net, "http://proxy.invalid:3128", f"{HOST}/a")
    assert outcome.notes == ("the proxy is on the host `proxy.invalid`, which does not exist",)


def test_what_the_proxy_does_not_reach_is_not_dead() -> None:
    gone = "https://gone.example/"
    with Internet({f"{HOST}/a": 200}) as net, between(net) as proxy:
        outcome = check(net, f"127.0.0.1:{proxy.port}", gone, f"{HOST}/a")
    assert verdicts(outcome) == {gone: "unreachable", f"{HOST}/a": "ok"}
    assert outcome.results[gone].detail == (
        "could not be reached through the proxy, which returns 502 Bad Gateway"
    )


def test_certificates_are_verified_through_the_proxy() -> None:
    world: World = {f"{HOST}/a": Page(tls="expired"), "https://other.example/": 200}
    with Internet(world) as net, between(net) as proxy:
        outcome = check(net, f"http://127.0.0.1:{proxy.port}", *world)
    assert outcome.results[f"{HOST}/a"].detail == (
        "has an invalid certificate (certificate has expired)"
    )
    assert outcome.results["https://other.example/"].verdict == "ok"


def test_the_way_to_the_proxy_can_be_encrypted() -> None:
    with Internet({f"{HOST}/a": 200, f"{PLAIN}/a": 404}) as net:
        tls = certified("localhost", None)
        with between(net, credentials="me:pw", tls=tls) as proxy:
            address = f"https://me:pw@localhost:{proxy.port}"
            outcome = check(net, address, f"{HOST}/a", f"{PLAIN}/a")
    assert verdicts(outcome) == {f"{HOST}/a": "ok", f"{PLAIN}/a": "dead"}


def test_private_addresses_are_not_requested_through_the_proxy() -> None:
    urls = [
        "http://127.0.0.1/",
        "http://0x7f.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost:8080/",
        "http://printer/",
        "http://metadata.google.internal/",
        "http://nas.local./",
        f"{HOST}/a",
    ]
    world: World = {f"{HOST}/a": Page(status=302, location="http://2130706433/")}
    with Canary() as canary, Internet(world) as net, between(net) as proxy:
        urls.append(f"http://127.0.0.1:{canary.port}/")
        outcome = check(net, f"http://127.0.0.1:{proxy.port}", *urls)
        assert canary.visitors == 0
    assert set(verdicts(outcome).values()) == {"refused"}
    assert outcome.results["http://0x7f.1/"].detail == "is at 127.0.0.1, a non-public address"
    assert outcome.results["http://printer/"].detail == ("is on the non-public host `printer`")
    assert set(proxy.request_lines) == {"CONNECT host.example:443 HTTP/1.1"}


def test_private_addresses_may_be_allowed() -> None:
    with Internet({"http://10.0.0.1/": 200}) as net, between(net) as proxy:
        outcome = check(net, f"http://127.0.0.1:{proxy.port}", "http://10.0.0.1/", private=True)
    assert verdicts(outcome) == {"http://10.0.0.1/": "ok"}


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("https://me:pw@proxy.example", "https://me:pw@proxy.example"),
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("127.0.0.1:3128/", "http://127.0.0.1:3128/"),
    ],
)
def test_the_url_of_a_proxy(text: str, url: str) -> None:
    assert str(parse_proxy_url(text)) == url


WRONG = "a proxy is http://HOST:PORT or https://HOST:PORT; SOCKS is not supported"


@pytest.mark.parametrize(
    "text",
    [
        "socks5://me:s3cret@proxy.example:1080",
        "ftp://proxy.example",
        "http://",
        "http://me:s3cret@",
        "http://proxy.example:99999",
        "http://proxy.example/path",
        "http://proxy.example/?q",
        "http://[]@",
    ],
)
def test_invalid_urls_of_a_proxy(text: str, cli: Cli) -> None:
    with pytest.raises(SettingsError) as wrong:
        parse_proxy_url(text)
    assert str(wrong.value) == WRONG
    assert cli(f"--proxy={text}") == (2, "", f"error: --proxy: {WRONG}\n")
    with pytest.raises(SettingsError):
        links.check_urls([f"{HOST}/a"], LinkSettings(proxy=text))


@given(st.text() | st.text("htps:/@[]:0a."))
def test_any_text_is_the_url_of_a_proxy_or_not(text: str) -> None:
    with suppress(SettingsError):
        assert parse_proxy_url(text).scheme in ("http", "https")


def test_only_a_proxy_lifts_the_guard() -> None:
    guards: list[object] = []

    def factory(guard: SocketFactory) -> Connector:
        guards.append(guard)
        return Connector(guard)

    for proxy in ("", "http://127.0.0.1:1"):
        links.check_urls([f"{HOST}/a"], LinkSettings(proxy=proxy), connector_factory=factory)
        assert set(guards) == {open_socket if proxy else guarded_socket}
        guards.clear()


def test_the_command_goes_by_a_proxy(directory: Path) -> None:
    (directory / "README.md").write_text(f"[a]({HOST}/a) [gone]({HOST}/gone)\n")
    with Internet({f"{HOST}/a": 200}) as net:
        (directory / "authority.pem").write_bytes(net.authority)
        result = subprocess.run(
            [sys.executable, "-m", "awesome_lint", f"--proxy={net.open_proxy()}", "--host-stats"],
            cwd=directory,
            env=os.environ | {"SSL_CERT_FILE": "authority.pem"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert f"error[link-dead] `{HOST}/gone` returns 404 Not Found" in result.stdout
    assert "1 ok, 1 dead" in result.stderr
