"""IP addresses that may be connected to."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import links
from awesome_lint.links.http.address_guard import (
    AddressRefusedError,
    guarded_socket,
    is_public,
    open_socket,
    why_not_public,
)
from fakenet import Internet, Page
from loopback import Canary

PUBLIC = ("8.8.8.8", "1.1.1.1", "140.82.121.3", "2001:4860:4860::8888", "2606:4700:4700::1111")
PUBLIC_IN_DISGUISE = ("64:ff9b::8.8.8.8", "2002:808:808::1", "::ffff:8.8.8.8")
NOT_PUBLIC = (
    "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.9.9.9 168.63.129.16"
    " 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.0.9 192.0.2.1 192.88.99.1"
    " 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.2.3 240.0.0.1"
    " 255.255.255.255"
    " :: ::1 ::169.254.169.254 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe 100::1 64:ff9b::a9fe:a9fe"
    " 64:ff9b::10.0.0.1 64:ff9b:1::1 2001::1 2001:db8::1 2001:0:4136:e378:8000:63bf:3fff:fdd2"
    " 2002:a9fe:a9fe:: 2002:7f00:1:: 3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1"
    " fe80::1%eth0 fec0::1 ff02::1 ff0e::1 2606:4700::1%eth0"
).split()
NO_ADDRESS = ("", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "8.8.8", "8.8.8.8 ", "٨.8.8.8")

addresses_v4 = st.integers(0, 2**32 - 1).map(IPv4Address)
addresses_v6 = st.integers(0, 2**128 - 1).map(IPv6Address)


@pytest.mark.parametrize("address", PUBLIC + PUBLIC_IN_DISGUISE)
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [*NOT_PUBLIC, *NO_ADDRESS])
def test_not_public(address: str) -> None:
    assert not is_public(address)


@given(addresses_v4)
def test_an_address_in_disguise_is_checked_as_itself(address: IPv4Address) -> None:
    number = int(address)
    for disguise in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert is_public(str(IPv6Address(disguise))) == is_public(str(address))


@given(addresses_v4 | addresses_v6)
def test_public_addresses_are_global_in_the_standard_library(
    address: IPv4Address | IPv6Address,
) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_loopback
        assert not address.is_link_local


@given(addresses_v4 | addresses_v6)
def test_a_private_address_is_known_by_its_name(address: IPv4Address | IPv6Address) -> None:
    host = str(address)
    why = None if is_public(host) else f"is at {host}, a non-public address"
    assert why_not_public(host) == why


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost", True),
        ("wiki", True),
        ("a.localhost", True),
        ("printer.local", True),
        ("robots.home.arpa", True),
        ("robotsrobotsrobots.onion", True),
        ("robots.i2p", True),
        ("host.example", False),
        ("local.example", False),
        ("onion.com", False),
        ("myonion", True),
        ("my.local.example", False),
    ],
)
def test_a_host_outside_the_public_dns_is_known_by_its_name(host: str, known: bool) -> None:
    assert why_not_public(host) == (f"is on the non-public host `{host}`" if known else None)


def test_a_host_outside_the_public_dns_is_neither_looked_up_nor_dead() -> None:
    urls = ["http://robots.onion/", "https://wiki/", "http://printer.local:8080/"]
    alive = "https://alive.example/"
    with Internet({alive: 200}) as net:
        outcome = links.check_urls([*urls, alive], connector_factory=net.connector)
    assert {outcome.results[url].verdict for url in urls} == {"refused"}
    assert outcome.results[urls[0]].detail == "is on the non-public host `robots.onion`"
    assert net.lookups == ["alive.example"]


def test_a_host_outside_the_public_dns_is_not_dead_where_it_may_be_requested() -> None:
    private, public = "http://robots.onion/", "http://robots.example/"
    settings = links.LinkSettings(allow_private_hosts=True, backoff=0.01)
    with Internet({"https://alive.example/": 200}) as net:
        outcome = links.check_urls(
            [private, public, "https://alive.example/"], settings, connector_factory=net.connector
        )
    assert outcome.results[private].verdict == "unreachable"
    assert outcome.results[private].detail == (
        "is on the host `robots.onion`, which could not be resolved"
    )
    assert outcome.results[public].verdict == "dead"


@given(st.text())
def test_any_text_is_checked(text: str) -> None:
    public = is_public(text)
    assert not public or ip_address(text).is_global


def test_refusals_all_read_alike() -> None:
    assert str(AddressRefusedError("10.0.0.1")) == str(AddressRefusedError("::1"))


def test_the_guard_makes_sockets_for_public_addresses_alone() -> None:
    def info(address: str) -> tuple[int, int, int, str, tuple[str, int]]:
        return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 443))

    guarded_socket(info("8.8.8.8")).close()
    open_socket(info("127.0.0.1")).close()
    with pytest.raises(AddressRefusedError) as refused:
        guarded_socket(info("127.0.0.1"))
    assert refused.value.address == "127.0.0.1"


# --- without the fake internet: a server on this machine that must not be connected to


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "0"])
def test_this_machine_gets_no_requests(host: str) -> None:
    with Canary() as canary:
        url = f"http://{host}:{canary.port}/"
        outcome = links.check_urls([url])
        assert outcome.results[url].verdict == "refused"
        assert "non-public" in outcome.results[url].detail
        assert not outcome.offline
        assert canary.visitors == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_this_machine_gets_requests_if_allowed(host: str) -> None:
    with Canary() as canary:
        url = f"http://{host}:{canary.port}/"
        outcome = links.check_urls([url], links.LinkSettings(allow_private_hosts=True))
        assert outcome.results[url].verdict == "ok"
        assert canary.visitors == 1


@pytest.mark.skipif(not Path("/proc/net/if_inet6").exists(), reason="this machine has no IPv6")
def test_this_machine_gets_no_requests_over_ipv6() -> None:
    outcome = links.check_urls(["http://[::1]:1/", "http://[::ffff:127.0.0.1]:1/"])
    assert [result.detail for result in outcome.results.values()] == [
        "is at ::1, a non-public address",
        # Python 3.13 writes it this way.
        f"is at {ip_address('::ffff:127.0.0.1')}, a non-public address",
    ]


# --- worlds in which connections to private addresses are noticed

SECRET = {"http://10.0.0.1/": 200, "https://10.0.0.1/": 200, "http://169.254.169.254/latest/": 200}


def test_a_name_with_a_private_address_gets_no_requests() -> None:
    url = "https://inside.example/"
    with Internet({url: Page(dns="10.0.0.1"), **SECRET}) as net:
        outcome = links.check_urls([url], connector_factory=net.connector)
    assert outcome.results[url].verdict == "refused"
    assert not net.attempts
    assert not net.requests


def test_no_hop_of_a_redirect_may_be_private() -> None:
    url = "https://outside.example/"
    world = {
        url: Page(status=301, location="https://other.example/"),
        "https://other.example/": Page(status=307, location="http://169.254.169.254/latest/"),
    }
    with Internet({**world, **SECRET}) as net:
        outcome = links.check_urls([url], connector_factory=net.connector)
    assert outcome.results[url].verdict == "refused"
    assert "169.254.169.254" not in net.attempts


def test_private_addresses_beside_a_public_one_are_passed_over() -> None:
    url = "http://both.example/"
    with Internet({url: Page(dns="10.0.0.1 20.0.9.9 192.168.0.1")}) as net:
        outcome = links.check_urls([url], connector_factory=net.connector)
    assert outcome.results[url].verdict == "ok"
    assert set(net.attempts) == {"20.0.9.9"}


def test_a_name_that_changes_its_address_is_checked_at_each_connection() -> None:
    first, second = "http://rebinding.example/", "http://rebinding.example:8080/"
    with Internet({first: Page(status=302, location=second), second: 200}) as net:
        site = net.sites["rebinding.example"]
        net.on_request = lambda: site.addresses.__setitem__(0, "10.0.0.1")
        outcome = links.check_urls([first], connector_factory=net.connector)
    assert outcome.results[first].verdict == "refused"
    assert outcome.results[first].detail == (
        f"redirects to `{second}`, which is at 10.0.0.1, a non-public address"
    )
    assert "10.0.0.1" not in net.attempts


def test_private_hosts_may_be_allowed() -> None:
    url = "http://inside.example/"
    with Internet({url: Page(dns="10.0.0.1")}) as net:
        settings = links.LinkSettings(allow_private_hosts=True)
        outcome = links.check_urls([url], settings, connector_factory=net.connector)
    assert outcome.results[url].verdict == "ok"
    assert net.attempts == ["10.0.0.1"]
