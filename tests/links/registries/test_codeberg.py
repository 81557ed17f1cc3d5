"""Codeberg: requests, and what its responses mean for a link."""

import pytest
from msgspec.structs import replace

from awesome_lint.links.registries.codeberg import REGISTRY
from awesome_lint.links.registries.registry import NotFound, UnavailableError
from awesome_lint.model import Record
from fakenet import Page
from fakenet.registries.answer import in_json
from fakenet.registries.codeberg import ORIGIN, Codeberg
from fakenet.world import Repository
from link_checks import QUICK, check
from registry_helpers import ask

KNOWN = {
    "Robots/Hand": Repository(
        archived=True, stars=5, description="A hand", active="2021-06-07T08:09:10+02:00"
    ),
    "robots/mine": Repository(private=True),
}


def codeberg() -> Codeberg:
    return Codeberg(KNOWN, {"robots/first-name": "Robots/Hand"})


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        (f"{ORIGIN}/Robots/Hand", "robots/hand"),
        ("http://www.codeberg.org/robots/hand/#readme", "robots/hand"),
        (f"{ORIGIN}/robots/hand/src/branch/main/a%20b.md", "robots/hand"),
        # other pages
        (f"{ORIGIN}/robots", None),
        (f"{ORIGIN}/explore/repos", None),
        (f"{ORIGIN}/robots/-/packages", None),
        (f"{ORIGIN}/robots/hand.git", None),
        (f"{ORIGIN}/robots/hand.rss", None),
        (f"{ORIGIN}/robots/..", None),
        (f"{ORIGIN}/robots/ha%0And", None),
        # other hosts
        ("https://robots.codeberg.page/hand", None),
        ("https://docs.codeberg.org/robots/hand", None),
    ],
)
def test_what_is_claimed(url: str, identifier: str | None) -> None:
    assert REGISTRY.identify(url) == identifier


def test_each_repository_is_looked_up_by_itself() -> None:
    wanted = ["robots/hand", "robots/mine", "robots/first-name", "robots/gone"]
    resolved = ask(REGISTRY, codeberg(), *wanted)
    assert [request.url for request in resolved.requests] == [
        f"{ORIGIN}/api/v1/repos/{name}" for name in wanted
    ]
    assert resolved.answers == {
        "robots/hand": Record(
            "codeberg",
            "robots/hand",
            f"{ORIGIN}/Robots/Hand",
            kind="software",
            description="A hand",
            archived=True,
            created="2020-02-03",
            active="2021-06-07",
            stars=5,
        ),
        "robots/gone": NotFound("Codeberg has no public repository robots/gone"),
    }


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (in_json({"message": "no"}, 403), "returned 403 Forbidden"),
        (in_json({"full_name": "robots/other"}), "returned an invalid response"),
        (in_json({"full_name": "robots/hand", "stars_count": -1}), "returned an invalid response"),
        (Page(body="<html>"), "returned an invalid response"),
    ],
)
def test_unusable_responses(page: Page, reason: str) -> None:
    with pytest.raises(UnavailableError) as error:
        ask(REGISTRY, lambda _: page, "robots/hand")
    assert str(error.value) == reason


def test_a_whole_check() -> None:
    hand, old, gone = (f"{ORIGIN}/robots/{name}" for name in ("hand", "first-name", "gone"))
    place = f"{hand}/src/branch/main"
    settings = replace(QUICK, forges=True)
    services = {ORIGIN: codeberg()}
    net, outcome = check({}, hand, old, gone, place, services=services, settings=settings)
    results = outcome.results
    assert (results[hand].verdict, results[hand].source) == ("ok", "codeberg")
    assert results[hand].detail == "is a repository on Codeberg"
    # The pages of everything else are requested.
    assert [(results[url].verdict, results[url].source) for url in (old, place)] == (
        [("ok", "http")] * 2
    )
    assert results[gone].detail == (
        "returns 404 Not Found, and Codeberg has no public repository robots/gone"
    )
    assert outcome.records.keys() == {hand, place}
    assert net.visits(hand) == []
