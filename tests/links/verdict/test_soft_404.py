"""Soft 404s, and redirects to other pages than the linked one."""

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint.links.http.html_page import Page as Read
from awesome_lint.links.verdict.soft_404 import not_found_phrase
from awesome_lint.model import LinkResult, StandIn
from fakenet import Internet, Page, World
from link_checks import ALIVE, QUICK

HOST = "https://host.example"


def check(world: World, url: str, soft_404: bool = False) -> tuple[Internet, LinkResult]:
    settings = replace(QUICK, soft_404=soft_404)
    net, outcome = link_checks.check(world, url, ALIVE, settings=settings)
    return net, outcome.results[url]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("404", "404"),
        ("Page not found", "Page not found"),
        ("PAGE NOT FOUND", "PAGE NOT FOUND"),
        ("404 - Page Not Found", "404 Page Not Found"),
        ("Error 404 (Not Found)!!", "Error 404 Not Found"),
        ("Not Found | Robots", "Not Found"),
        ("Robots \u2013 Page not found", "Page not found"),
        ("Robots: 404 Not Found", "404 Not Found"),
        ("This page doesn\u2019t exist \u00b7 Robots", "This page doesn\u2019t exist"),
        ("Seite nicht gefunden", "Seite nicht gefunden"),
        ("Page non trouv\u00e9e \u2014 Robots", "Page non trouv\u00e9e"),
        ("\u9875\u9762\u4e0d\u5b58\u5728", "\u9875\u9762\u4e0d\u5b58\u5728"),
        ("\x1b[31m", None),
        # pages about something
        ("", None),
        ("Robots", None),
        ("404 robots", None),
        ("Peugeot 404 | Cars", None),
        ("How to make a 404 page", None),
        ("Robots not found in nature", None),
        ("Lost and Not Found: A Novel", None),
        ("Page 404 of the book", None),
    ],
)
def test_title_of_a_missing_page(title: str, words: str | None) -> None:
    assert not_found_phrase(f"{HOST}/robots", Read(title=title)) == words


@pytest.mark.parametrize(
    ("headings", "whole", "words"),
    [
        (("Page not found",), True, "Page not found"),
        (("404", "Not Found"), True, "404"),
        (("Page not found",), False, None),
        (("Robots", "Page not found"), True, None),
        ((), True, None),
    ],
)
def test_what_headings_say(headings: tuple[str, ...], whole: bool, words: str | None) -> None:
    page = Read(title="Robots", headings=headings, whole=whole)
    assert not_found_phrase(f"{HOST}/robots", page) == words


@pytest.mark.parametrize(
    "path", ["/wiki/HTTP_404", "/status/404", "/not-found", "/errors", "/wiki/Not%20Found"]
)
def test_a_page_about_such_pages_is_none(path: str) -> None:
    assert not_found_phrase(f"{HOST}{path}", Read(title="404 Not Found")) is None


def test_a_page_is_not_requested_only_to_read_it() -> None:
    world: World = {f"{HOST}/a": Page(body="<title>Page not found</title>")}
    net, result = check(world, f"{HOST}/a")
    assert result == LinkResult(f"{HOST}/a", "ok", 200, detail="returns 200 OK")
    assert net.visits(f"{HOST}/a") == ["HEAD"]


def test_a_page_that_is_requested_anyway_is_read() -> None:
    world: World = {f"{HOST}/a": Page(head=405, body="<title>Page not found</title>")}
    net, result = check(world, f"{HOST}/a")
    detail = "returns 200 OK with a page that says `Page not found`"
    assert result == LinkResult(f"{HOST}/a", "ok", 200, detail=detail, stand_in="not-found")
    assert net.visits(f"{HOST}/a") == ["HEAD", "GET"]


def test_every_page_is_looked_at_where_that_is_wanted() -> None:
    world: World = {
        f"{HOST}/a": Page(status=301, location="/b"),
        f"{HOST}/b": Page(body="<title>Page not found</title>"),
    }
    net, result = check(world, f"{HOST}/a", soft_404=True)
    assert (result.verdict, result.final_url, result.stand_in) == ("ok", f"{HOST}/b", "not-found")
    assert result.detail == (
        f"redirects to `{HOST}/b`, which returns 200 OK with a page that says `Page not found`"
    )
    assert net.visits(f"{HOST}/b") == ["GET"]


def test_head_is_not_believed_where_every_page_is_looked_at() -> None:
    _, result = check({f"{HOST}/a": Page(status=404, head=200)}, f"{HOST}/a", soft_404=True)
    assert result.verdict == "dead"


def test_the_words_are_those_of_the_page_and_nothing_else_is() -> None:
    page = Page(head=405, body="<title>404 `](x) \x1b[31m\u202e</title>".encode().decode("latin-1"))
    _, result = check({f"{HOST}/a": page}, f"{HOST}/a")
    assert result.stand_in is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("old", "new", "stand_in"),
    [
        ("/a", "/", "front-page"),
        ("/a", "https://www.host.example/", "front-page"),
        ("/a/b.html", "http://host.example/", "front-page"),
        ("/a?b", "/", "front-page"),
        ("/a", "/404", "not-found"),
        ("/a", "/en/404.html", "not-found"),
        ("/a", "/errors/page-not-found?from=a", "not-found"),
        # other names of the front page
        ("/index.html", "/", None),
        ("/Home", "/", None),
        ("/en/", "/", None),
        ("/en-us/index.php", "/", None),
        ("/?a", "/", None),
        ("/", "http://host.example/", None),
        # other pages, or possibly others
        ("/a", "/b", None),
        ("/a", "/?a", None),
        ("/a", "/#/a", None),
        ("/a", "/b#404", None),
        ("/a", "https://other.example/", None),
        ("/404", "/error/404", None),
        ("/a", "/login?next=/", None),
    ],
)
def test_where_a_redirect_leads(status: int, old: str, new: str, stand_in: StandIn | None) -> None:
    target = new if new.startswith("http") else f"{HOST}{new}"
    page = target.partition("#")[0]
    world: World = {f"{HOST}{old}": Page(status=status, location=new), page: 200}
    _, result = check(world, f"{HOST}{old}")
    assert result.stand_in == stand_in
    assert result.verdict == "ok" or not stand_in


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("market", [200, 403])
def test_a_domain_for_sale_is_not_a_move(status: int, market: int) -> None:
    target = "https://www.hugedomains.com/domain_profile.cfm?d=host.example"
    _, result = check(
        {f"{HOST}/a": Page(status=status, location=target), target: market}, f"{HOST}/a"
    )
    assert (result.verdict, result.stand_in) == ("ok", "domain-market")
    assert result.detail == f"redirects to `{target}`, a marketplace for domains"


@pytest.mark.parametrize(
    ("old", "new", "stand_in"),
    [
        ("https://docs.host.example/a", "https://dan.com/buy-domain/host.example", "domain-market"),
        (
            "https://www.host.example/",
            "https://www.afternic.com/forsale/Host.Example?x=1",
            "domain-market",
        ),
        # links about the marketplace
        ("https://go.example/sedo", "https://sedo.com/us/", None),
        ("https://go.example/sedo", "https://sedo.com/search/?domain=host.example", None),
        ("https://sedo.com/us/a", "https://www.sedo.com/us/b", None),
        ("https://host.example/a", "https://mysedo.com/host.example", None),
    ],
)
def test_an_offer_names_the_domain(old: str, new: str, stand_in: StandIn | None) -> None:
    _, result = check({old: Page(status=302, location=new), new: 200}, old)
    assert result.stand_in == stand_in


def test_a_front_page_by_way_of_another_is_one() -> None:
    world: World = {
        f"{HOST}/a": Page(status=301, location="/b"),
        f"{HOST}/b": Page(status=302, location="/"),
        f"{HOST}/": 200,
    }
    _, result = check(world, f"{HOST}/a#part")
    assert result.stand_in == "front-page"
    assert result.detail == f"redirects to the front page `{HOST}/#part`"
