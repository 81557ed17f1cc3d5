"""Badges of shields.io that say in their title that they are retired."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint.links.http.messages import Hop, PageResponse
from awesome_lint.links.verdict.verdict import from_hops
from awesome_lint.model import LinkResult
from fakenet import Internet, Page, World
from link_checks import ALIVE, QUICK

SHIELDS = "https://img.shields.io"
BADGE = f"{SHIELDS}/snowfall/robots/ice"
RETIRED = LinkResult(
    BADGE,
    "ok",
    200,
    detail="returns 200 OK with a badge that says that it is retired",
    stand_in="retired-badge",
)


def badge(title: str, **fields: object) -> Page:
    """Return a badge as shields.io serves it, with a title."""
    body = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20" role="img"'
        f' aria-label="{title}"><title>{title}</title><g fill="#fff"><text>x</text></g></svg>'
    )
    page = Page(headers={"Content-Type": "image/svg+xml;charset=utf-8"}, body=body)
    return replace(page, **fields)


def check(world: World, url: str = BADGE) -> tuple[Internet, LinkResult]:
    net, outcome = link_checks.check(world, url, ALIVE)
    return net, outcome.results[url]


@pytest.mark.parametrize(
    "title",
    [
        "snowfall: retired badge",
        "retired badge",
        "SNOWFALL: RETIRED BADGE",  # with `style=for-the-badge`
        "snow: fall: retired badge",
        "snowfall: https://github.com/badges/shields/issues/12345",
    ],
)
def test_a_retired_badge_takes_one_request(title: str) -> None:
    net, result = check({BADGE: badge(title)})
    assert result == RETIRED
    assert net.visits(BADGE) == ["GET"]


@pytest.mark.parametrize(
    "title",
    [
        "snowfall: 12 cm",
        "snowfall: invalid",
        "snowfall: inaccessible",
        "snowfall: not found",
        "stars: repo not found",
        "404: badge not found",
        "retired badge: 12",
        "snowfall: no retired badge",
        "snowfall: https://github.com/badges/shields",
        "",
    ],
)
def test_a_badge_in_use_takes_one_request(title: str) -> None:
    net, result = check({BADGE: badge(title)})
    assert result == LinkResult(BADGE, "ok", 200, detail="returns 200 OK")
    assert net.visits(BADGE) == ["GET"]


@pytest.mark.parametrize(
    "path",
    [
        "/badge/robot-retired_badge-red",
        "/badge/dynamic/json?url=https%3A%2F%2Frobots.example",
        "/endpoint?url=https%3A%2F%2Frobots.example",
        "/endpoint.svg?url=https%3A%2F%2Frobots.example",
        "/static/v1?label=robot&message=retired%20badge",
    ],
)
def test_badges_with_a_text_of_others_are_not_read(path: str) -> None:
    url = SHIELDS + path
    net, result = check({url: badge("robot: retired badge")}, url)
    assert result == LinkResult(url, "ok", 200, detail="returns 200 OK")
    assert net.visits(url) == ["HEAD"]


def test_badges_of_other_hosts_are_not_read() -> None:
    url = "https://badges.example/snowfall/robots/ice"
    net, result = check({url: badge("snowfall: retired badge")}, url)
    assert result == LinkResult(url, "ok", 200, detail="returns 200 OK")
    assert net.visits(url) == ["HEAD"]


def test_a_redirect_of_another_host_takes_no_further_request() -> None:
    url = "https://badges.example/snowfall"
    net, result = check(
        {url: Page(status=302, location=BADGE), BADGE: badge("snowfall: retired badge")}, url
    )
    assert (result.verdict, result.stand_in) == ("ok", None)
    assert (net.visits(url), net.visits(BADGE)) == (["HEAD"], ["HEAD"])


def test_a_redirect_to_a_retired_badge() -> None:
    url = f"{SHIELDS}/snow/robots/ice"
    net, result = check(
        {url: Page(status=301, location=BADGE), BADGE: badge("snowfall: retired badge")}, url
    )
    detail = f"redirects to `{BADGE}`, which {RETIRED.detail}"
    assert result == replace(RETIRED, url=url, final_url=BADGE, detail=detail)
    assert (net.visits(url), net.visits(BADGE)) == (["GET"], ["GET"])


def test_a_redirect_to_a_badge_with_a_text_of_others() -> None:
    old, new = f"{SHIELDS}/:robot-retired_badge-red", f"{SHIELDS}/badge/robot-retired_badge-red"
    world: World = {
        old: Page(status=301, location=new),
        new: badge("robot: retired badge"),
    }
    _, result = check(world, old)
    assert (result.verdict, result.stand_in) == ("moved", None)


@pytest.mark.parametrize("status", [404, 500])
def test_an_error_is_a_stronger_verdict(status: int) -> None:
    _, result = check({BADGE: badge("snowfall: retired badge", status=status)})
    assert result.verdict in ("dead", "unreachable")
    assert result.stand_in is None


def test_only_images_are_read_for_it() -> None:
    _, result = check({BADGE: Page(body="<title>snowfall: retired badge</title>")})
    assert result.stand_in is None


def test_a_title_after_the_limit_is_not_read() -> None:
    page = badge("snowfall: retired badge")
    _, result = check({BADGE: replace(page, body=f"<!--{'x' * 65536}-->{page.body}")})
    assert result == LinkResult(BADGE, "ok", 200, detail="returns 200 OK")


def test_an_image_without_a_title() -> None:
    response = PageResponse(200)
    assert from_hops(BADGE, [Hop(BADGE, response)]).stand_in is None
    retired = replace(response, image_title="snowfall: retired badge")
    assert from_hops(BADGE, [Hop(BADGE, retired)]) == RETIRED


def test_the_cache_keeps_that_a_badge_is_retired(tmp_path: Path) -> None:
    settings = replace(QUICK, cache=tmp_path)
    world: World = {BADGE: badge("snowfall: retired badge")}
    _, first = link_checks.check(world, BADGE, ALIVE, settings=settings)
    net, second = link_checks.check(world, BADGE, ALIVE, settings=settings)

    assert first.results[BADGE] == RETIRED
    assert second.results[BADGE] == replace(RETIRED, source="cache")
    assert net.visits(BADGE) == []
