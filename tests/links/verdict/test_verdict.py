"""Verdicts on a link, from the responses on the path to its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.http.messages import Hop, NoResponse, NoResponseKind, PageResponse
from awesome_lint.links.verdict import verdict
from awesome_lint.model import LinkResult, Verdict

HOST = "https://host.example"


def hops(*statuses: int, urls: tuple[str, ...] = ()) -> list[Hop]:
    """Return hops over `HOST/0`, `HOST/1` … or over `urls`."""
    urls = urls or tuple(f"{HOST}/{number}" for number in range(len(statuses)))
    return [
        Hop(url, PageResponse(status, location=target))
        for url, status, target in zip(urls, statuses, (*urls[1:], None), strict=True)
    ]


def judge(*statuses: int, urls: tuple[str, ...] = ()) -> LinkResult:
    found = hops(*statuses, urls=urls)
    return verdict.from_hops(found[0].url, found)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((200, 201, 203, 204, 206, 226), "ok"),
        ((404, 410), "dead"),
        ((401, 402, 403, 405, 406, 407, 418, 429, 451, 999), "blocked"),
        ((400, 408, 409, 411, 416, 421, 422, 426, 431, 444, 500, 502, 503, 504), "unreachable"),
        ((520, 521, 522, 525, 530, 599, 600, 700, 998), "unreachable"),
        ((300, 304, 305, 301, 302, 307, 308), "unreachable"),
    ],
)
def test_the_verdict_on_a_status(statuses: tuple[int, ...], expected: Verdict) -> None:
    assert {judge(status).verdict for status in statuses} == {expected}


@given(st.integers(100, 999))
def test_only_404_and_410_are_dead(status: int) -> None:
    assert (judge(status).verdict == "dead") == (status in (404, 410))
    assert (
        verdict.from_hops(HOST, [Hop(HOST, PageResponse(status, wall="Somebody"))]).verdict
        == "blocked"
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("forbidden", "refused"),
        ("name", "dead"),
        ("rate-limit", "blocked"),
        *((kind, "unreachable") for kind in ("resolver", "route", "connection", "tls")),
        *((kind, "unreachable") for kind in ("no-response", "protocol", "redirect", "invalid-url")),
        ("open-files", "unreachable"),
    ],
)
def test_the_verdict_on_a_failure(kind: NoResponseKind, expected: Verdict) -> None:
    result = verdict.from_hops(HOST, [Hop(HOST, NoResponse(kind, "says why"))])
    assert result == LinkResult(HOST, expected, detail="says why")


def test_only_an_empty_202_is_a_bot_wall() -> None:
    assert verdict.from_hops(HOST, [Hop(HOST, PageResponse(202, empty=True))]).verdict == "blocked"
    assert verdict.from_hops(HOST, [Hop(HOST, PageResponse(202))]).verdict == "ok"


@pytest.mark.parametrize(
    ("statuses", "expected", "final"),
    [
        ((301, 200), "moved", 1),
        ((308, 200), "moved", 1),
        ((302, 200), "ok", 1),
        ((303, 200), "ok", 1),
        ((307, 200), "ok", 1),
        ((301, 308, 301, 200), "moved", 3),
        ((301, 302, 200), "moved", 1),
        ((301, 301, 307, 301, 200), "moved", 2),
        ((302, 301, 200), "ok", 2),
        ((301, 404), "dead", 1),
        ((301, 403), "blocked", 1),
        ((301, 500), "unreachable", 1),
    ],
)
def test_a_chain(statuses: tuple[int, ...], expected: Verdict, final: int) -> None:
    result = judge(*statuses)
    assert (result.verdict, result.final_url) == (expected, f"{HOST}/{final}")
    assert result.status == statuses[-1]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("http://host.example/a", f"{HOST}/a", "moved"),
        (f"{HOST}/a", f"{HOST}/a/", "ok"),
        (f"{HOST}/a/", f"{HOST}/a", "ok"),
        (f"{HOST}/a?x", f"{HOST}/a/?x", "ok"),
        (f"{HOST}/a", f"{HOST}/a?x", "moved"),
        (f"{HOST}/a", f"{HOST}/a#x", "ok"),
        (f"{HOST}/a", f"{HOST}/b?token=abc", "ok"),
        (f"{HOST}/a", "https://www.host.example/a", "moved"),
        # pages before the real one
        (f"{HOST}/a", f"{HOST}/login?next=/a", "ok"),
        (f"{HOST}/a", f"{HOST}/users/Sign_In.php", "ok"),
        (f"{HOST}/a", "https://accounts.host.example/a", "ok"),
        (f"{HOST}/a", f"{HOST}/404.html", "ok"),
        (f"{HOST}/a", f"{HOST}/consent/a", "ok"),
        (f"{HOST}/a", f"{HOST}/action/cookieAbsent", "ok"),
        (f"{HOST}/a", f"{HOST}/unsupported-browser.html", "ok"),
        (f"{HOST}/a", f"{HOST}/hello?to=/a", "ok"),
        (f"{HOST}/a", f"{HOST}/hello?to=https%3A%2F%2Fhost.example%2Fa%3Fb", "ok"),
        (HOST, "https://other.example/hello?to=host.example", "ok"),
        # pages in a language, or of a country
        (f"{HOST}/a", f"{HOST}/en/a", "ok"),
        (f"{HOST}/a", f"{HOST}/docs/pt-BR/a", "ok"),
        (f"{HOST}/a", f"{HOST}/zh_Hans/a", "ok"),
        (f"{HOST}/en/a", f"{HOST}/de/a", "ok"),
        (f"{HOST}/a", f"{HOST}/a?lang=en", "ok"),
        (f"{HOST}/a", "https://de.host.example/a", "ok"),
        ("https://host.com/a", "https://www.host.de/a", "ok"),
        ("https://host.com/a", "https://host.co.uk/a", "ok"),
        ("https://host.de/a", "https://host.fr/a", "ok"),
        (f"{HOST}/a", f"{HOST}/b?utm_source=x", "ok"),
        # pages that moved together with their language, or to another one
        (f"{HOST}/en/a", f"{HOST}/en/b", "moved"),
        (f"{HOST}/en/a", f"{HOST}/a", "moved"),
        (f"{HOST}/a?hl=en", f"{HOST}/b?hl=en", "moved"),
        ("https://host.com/a", "https://host.ai/a", "moved"),
        ("https://host.com/a", "https://other.de/a", "moved"),
        ("https://host.de/a", "https://host.com/a", "moved"),
        ("https://host.de/a", "https://www.host.de/a", "moved"),
        (f"{HOST}/a?utm_source=x", f"{HOST}/a", "moved"),
        # pages about such pages
        ("http://host.example/login", f"{HOST}/login", "moved"),
        (f"{HOST}/a", f"{HOST}/login-with-robots", "moved"),
    ],
)
def test_what_is_a_move(old: str, new: str, expected: Verdict) -> None:
    assert judge(301, 200, urls=(old, new)).verdict == expected


def test_a_redirect_to_a_login_is_not_a_move() -> None:
    result = judge(301, 302, 200, urls=(f"{HOST}/a", f"{HOST}/b", f"{HOST}/login"))
    assert result.verdict == "ok"
    assert result.detail == f"redirects to `{HOST}/login`, a login, consent or error page"


def test_the_fragment_goes_along() -> None:
    found = hops(301, 200)
    assert verdict.from_hops(f"{HOST}/0#part 1", found).final_url == f"{HOST}/1#part%201"
    found = [found[0], Hop(f"{HOST}/1#other", PageResponse(200))]
    assert verdict.from_hops(f"{HOST}/0#part", found).final_url == f"{HOST}/1#other"


def test_long_urls_are_cut_only_in_the_detail() -> None:
    new = f"{HOST}/{'x' * 200}"
    result = judge(301, 200, urls=(f"{HOST}/a", new))
    assert result.final_url == new
    assert result.detail == f"has moved permanently to `{new[:79]}…`"


@pytest.mark.parametrize(
    ("reply", "settled"),
    [
        (PageResponse(200), True),
        (PageResponse(204), True),
        (PageResponse(202), False),
        (PageResponse(200, wall="Somebody"), False),
        (PageResponse(404), False),
        (PageResponse(405), False),
        (PageResponse(429), False),
        (PageResponse(503), False),
        (PageResponse(302), False),
        (NoResponse("forbidden", ""), True),
        (NoResponse("redirect", ""), False),
        (NoResponse("invalid-url", ""), False),
        (NoResponse("name", ""), False),
        (NoResponse("no-response", ""), False),
    ],
)
def test_what_head_settles(reply: PageResponse | NoResponse, settled: bool) -> None:
    assert verdict.is_settled([Hop(HOST, PageResponse(302)), Hop(HOST, reply)]) == settled


@pytest.mark.parametrize(
    ("reply", "location"),
    [
        (PageResponse(301, location="/a"), "/a"),
        (PageResponse(303, location="/a"), "/a"),
        (PageResponse(301), None),
        (PageResponse(200, location="/a"), None),
        (PageResponse(304, location="/a"), None),
        (PageResponse(302, location="/a", wall="Somebody"), None),
        (NoResponse("no-response", ""), None),
    ],
)
def test_redirect(reply: PageResponse | NoResponse, location: str | None) -> None:
    assert verdict.redirect_location(reply) == location
