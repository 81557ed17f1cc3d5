"""Cookies: the hosts that they are returned to."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from awesome_lint import links
from awesome_lint.links import LinkSettings
from awesome_lint.links.http.cookies import (
    MAX_COOKIE_BYTES,
    MAX_COOKIES,
    Cookies,
    usable_cookies,
)
from fakenet import Internet, Page, World

HOST = "https://host.example"
OTHER = "https://other.example"
ALIVE = "https://alive.example/"
SEEN = {"Set-Cookie": "seen=1; Path=/"}


def sent(world: World, *urls: str) -> list[tuple[str, str, str]]:
    """Check `urls`; return the method, URL and cookies of each request for them, in order."""
    with Internet({**world, ALIVE: 200}) as net:
        settings = LinkSettings(backoff=0.01)
        links.check_urls([*urls, ALIVE], settings, connector_factory=net.connector)
    return [
        (request.method, request.url, request.headers.get("cookie", ""))
        for request in net.requests
        if request.url != ALIVE
    ]


def header(url: str, *cookies: str, after: str = HOST) -> str:
    """Return the `Cookie` header for `url` after `cookies` were set by `after`."""

    async def ask() -> str:
        jar = Cookies()
        jar.store(cookies, URL(after))
        return jar.header_for(URL(url))

    return asyncio.run(ask())


def test_a_cookie_goes_back_to_its_host_and_no_other() -> None:
    world: World = {
        f"{HOST}/a": Page(status=302, location="/b", headers=SEEN),
        f"{HOST}/b": Page(status=302, location=f"{OTHER}/"),
        f"{OTHER}/": Page(status=302, location=f"{HOST}/c"),
        f"{HOST}/c": 404,
    }
    assert sent(world, f"{HOST}/a") == [
        ("HEAD", f"{HOST}/a", ""),
        ("HEAD", f"{HOST}/b", ""),
        ("HEAD", f"{OTHER}/", ""),
        ("HEAD", f"{HOST}/c", ""),
        ("GET", f"{HOST}/a", ""),
        ("GET", f"{HOST}/b", "seen=1"),
        ("GET", f"{OTHER}/", ""),
        ("GET", f"{HOST}/c", "seen=1; visited=yes"),
    ]


def test_a_walk_knows_nothing_of_the_cookies_of_another() -> None:
    world: World = {
        f"{HOST}/a": Page(status=302, location="/b", headers={"Set-Cookie": "from=a"}),
        f"{HOST}/c": Page(status=302, location="/b", headers={"Set-Cookie": "from=c"}),
        f"{HOST}/b": 404,
    }
    requests = sent(world, f"{HOST}/a", f"{HOST}/b", f"{HOST}/c")
    gets = [(url, cookies) for method, url, cookies in requests if method == "GET"]
    assert sorted(gets) == [
        (f"{HOST}/a", ""),
        (f"{HOST}/b", ""),
        (f"{HOST}/b", "from=a"),
        (f"{HOST}/b", "from=c"),
        (f"{HOST}/c", ""),
    ]


def test_walks_with_the_same_cookies_share_their_requests() -> None:
    start = Page(status=302, location="/b", headers=SEEN)
    world: World = {f"{HOST}/a": start, f"{HOST}/c": start, f"{HOST}/b": 404}
    requests = sent(world, f"{HOST}/a", f"{HOST}/c")
    assert requests.count(("GET", f"{HOST}/b", "seen=1")) == 1


def test_no_cookie_is_needed_where_head_suffices() -> None:
    world: World = {f"{HOST}/a": Page(status=302, location="/b", headers=SEEN), f"{HOST}/b": 200}
    assert sent(world, f"{HOST}/a") == [("HEAD", f"{HOST}/a", ""), ("HEAD", f"{HOST}/b", "")]


def test_a_response_sets_a_limited_number_of_cookies() -> None:
    long = "x=" + "y" * MAX_COOKIE_BYTES
    cookies = [long, *(f"c{number}={number}" for number in range(2 * MAX_COOKIES))]
    assert usable_cookies(cookies) == tuple(cookies[1 : MAX_COOKIES + 1])


def test_a_fresh_cookie_with_each_redirect_does_not_go_on_forever() -> None:
    pages = [
        Page(status=302, location="/a", headers={"Set-Cookie": f"n={number}"})
        for number in range(50)
    ]
    with Internet({f"{HOST}/a": [Page(head=405), *pages], ALIVE: 200}) as net:
        outcome = links.check_urls([f"{HOST}/a", ALIVE], connector_factory=net.connector)
    assert outcome.results[f"{HOST}/a"].detail == (
        f"redirects to `{HOST}/a`, which exceeds the limit of 20 redirects"
    )


@pytest.mark.parametrize(
    ("cookies", "after", "url", "expected"),
    [
        (["a=1"], HOST, f"{HOST}/x", "a=1"),
        (["a=1", "b=2; Path=/x"], HOST, f"{HOST}/x/y", "a=1; b=2"),
        (["a=1"], HOST, "https://www.host.example", ""),
        (["a=1; Domain=host.example"], HOST, "https://www.host.example", "a=1"),
        (["a=1; Domain=host.example"], "https://www.host.example", HOST, "a=1"),
        (["a=1; Domain=other.example"], HOST, OTHER, ""),
        (["a=1; Domain=www.host.example"], HOST, "https://www.host.example", ""),
        (["a=1; Path=/x"], HOST, HOST, ""),
        (["a=1; Secure"], HOST, "http://host.example", ""),
        (["a=1; HttpOnly; SameSite=Strict"], HOST, HOST, "a=1"),
        (["a=1", "a=; Max-Age=0"], HOST, HOST, ""),
        (["a=1; Expires=Fri, 01 Nov 2024 10:00:00 GMT"], HOST, HOST, ""),
        (["a=b/c=d|e=="], HOST, HOST, "a=b/c=d|e=="),
        # cookies that must not be returned
        (["a=1; Domain=example"], HOST, OTHER, ""),
        (["a=1; Domain=example"], HOST, HOST, ""),
        (["a=1"], "http://192.0.2.1", "http://192.0.2.1", ""),
        (["a=\u00e9", "b=1"], HOST, HOST, "b=1"),
        # invalid and too large cookies
        (["", ";", "=", "; Path=/", "\x00=\x01"], HOST, HOST, ""),
        ([f"a={'x' * MAX_COOKIE_BYTES}"], HOST, HOST, ""),
    ],
)
def test_what_is_sent(cookies: Sequence[str], after: str, url: str, expected: str) -> None:
    assert header(url, *cookies, after=after) == expected


def test_a_header_has_as_many_cookies_as_fit() -> None:
    many = [f"n{number:03}={'x' * 500}" for number in range(40)]
    cookie = header(HOST, *many, "small=1")
    assert len(cookie) <= MAX_COOKIE_BYTES
    assert cookie.count("; ") >= 6


def test_nothing_is_sent_to_begin_with() -> None:
    assert Cookies().header_for(URL(HOST)) == ""


@given(
    st.lists(
        st.text(st.characters(max_codepoint=255)) | st.text('ab=;, "\\DomainPathx./0'), max_size=5
    )
)
def test_any_cookie_is_survived(cookies: list[str]) -> None:
    cookie = header(HOST, *cookies)
    assert len(cookie) <= MAX_COOKIE_BYTES
    assert cookie.isascii()
    assert header(OTHER, *cookies) == ""
