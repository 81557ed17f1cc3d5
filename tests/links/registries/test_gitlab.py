"""GitLab: requests, and what its responses mean for a link."""

import pytest
from msgspec.structs import replace

from awesome_lint.links import Outcome
from awesome_lint.links.registries.gitlab import REGISTRY
from awesome_lint.links.registries.registry import NotFound, UnavailableError
from awesome_lint.model import Record
from fakenet import Internet, Page
from fakenet.registries.answer import in_json
from fakenet.registries.gitlab import ORIGIN, GitLab
from fakenet.world import Repository
from link_checks import QUICK, check
from registry_helpers import ask

GRIP = Repository(
    stars=7, description="Arms\n that grip", license="GPL-3.0", active="2021-06-07T08:09:10.111Z"
)
KNOWN = {"Robots/Arms/Grip": GRIP, "robots/bare": Repository(license="")}


def gitlab(page: Page | None = None) -> GitLab:
    renamed = {"robots/first-name": "Robots/Arms/Grip"}
    return GitLab(KNOWN, renamed, groups=("robots/arms",), page=page)


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        (f"{ORIGIN}/Robots/Arms/Grip", "robots/arms/grip"),
        ("http://www.gitlab.com/robots/bare/?ref_type=heads#usage", "robots/bare"),
        (f"{ORIGIN}/robots/arms/grip/-/blob/main/a%20b.md#L3", "robots/arms/grip"),
        (f"{ORIGIN}/robots/bare/tree/main/docs", "robots/bare"),
        # a group's path has the same form
        (f"{ORIGIN}/robots/arms", "robots/arms"),
        # a name that is a page only after a project
        (f"{ORIGIN}/robots/tree", "robots/tree"),
        # other pages
        (f"{ORIGIN}/robots", None),
        (ORIGIN, None),
        (f"{ORIGIN}/groups/robots/-/issues", None),
        (f"{ORIGIN}/explore/projects", None),
        (f"{ORIGIN}/robots/-/packages", None),
        # invalid names
        (f"{ORIGIN}/robots/bare.git", None),
        (f"{ORIGIN}/robots/..", None),
        (f"{ORIGIN}/robots//bare", None),
        (f"{ORIGIN}/robots/b%0Aare", None),
        (f"{ORIGIN}/robots/-bare", None),
        (f"{ORIGIN}/{'a/' * 30}b", None),
        # other hosts
        ("https://docs.gitlab.com/user/project", None),
        ("https://gitlab.example/robots/bare", None),
    ],
)
def test_what_is_claimed(url: str, identifier: str | None) -> None:
    assert REGISTRY.identify(url) == identifier


def test_each_project_is_looked_up_by_itself() -> None:
    wanted = ["robots/arms/grip", "robots/bare", "robots/first-name", "robots/gone"]
    resolved = ask(REGISTRY, gitlab(), *wanted)
    assert [request.url for request in resolved.requests] == [
        f"{ORIGIN}/api/v4/projects/{name.replace('/', '%2F')}?license=true" for name in wanted
    ]
    grip = Record(
        "gitlab",
        "robots/arms/grip",
        f"{ORIGIN}/Robots/Arms/Grip",
        kind="software",
        description="Arms that grip",
        created="2020-02-03",
        active="2021-06-07",
        stars=7,
        license="GPL-3.0",
    )
    assert resolved.answers["robots/arms/grip"] == grip
    assert resolved.answers["robots/first-name"] == replace(grip, identifier="robots/first-name")
    bare = resolved.answers["robots/bare"]
    assert isinstance(bare, Record)
    assert bare.license == ""
    assert resolved.answers["robots/gone"] == NotFound("GitLab has no public project robots/gone")


@pytest.mark.parametrize(
    ("fields", "license_id"),
    [
        ({}, None),
        ({"license": None}, ""),
        ({"license": {"key": "apache-2.0"}}, "Apache-2.0"),
        ({"license": {"key": "other"}}, "NOASSERTION"),
    ],
)
def test_licenses(fields: dict[str, object], license_id: str | None) -> None:
    page = in_json({"path_with_namespace": "robots/bare", **fields})
    (record,) = ask(REGISTRY, lambda _: page, "robots/bare").answers.values()
    assert record == Record(
        "gitlab", "robots/bare", f"{ORIGIN}/robots/bare", kind="software", license=license_id
    )


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (in_json({"message": "403 Forbidden"}, 403), "returned 403 Forbidden"),
        (in_json({"id": 1}), "returned an invalid response"),
        (in_json({"path_with_namespace": "/evil.example"}), "returned an invalid response"),
        (
            in_json({"path_with_namespace": "robots/bare", "star_count": 10**30}),
            "returned an invalid response",
        ),
        (Page(body="<html>"), "returned an invalid response"),
    ],
)
def test_unusable_responses(page: Page, reason: str) -> None:
    with pytest.raises(UnavailableError) as error:
        ask(REGISTRY, lambda _: page, "robots/bare")
    assert str(error.value) == reason


# --- whole checks


def check_at_gitlab(*urls: str, forges: bool, page: Page | None = None) -> tuple[Internet, Outcome]:
    settings = replace(QUICK, forges=forges)
    return check({}, *urls, services={ORIGIN: gitlab(page)}, settings=settings)


def test_projects_are_known_moved_or_gone() -> None:
    grip, old = f"{ORIGIN}/robots/arms/grip", f"{ORIGIN}/robots/first-name"
    place, group, gone = f"{grip}/-/tree/main", f"{ORIGIN}/robots/arms", f"{ORIGIN}/robots/gone"
    net, outcome = check_at_gitlab(grip, old, place, group, gone, forges=True)
    results = outcome.results
    assert (results[grip].verdict, results[grip].source) == ("ok", "gitlab")
    assert results[grip].detail == "is a project on GitLab"
    assert (results[old].verdict, results[old].final_url) == ("moved", f"{ORIGIN}/Robots/Arms/Grip")
    # The pages of everything else are requested.
    assert (results[place].verdict, results[place].source) == ("ok", "http")
    assert (results[group].verdict, results[group].source) == ("ok", "http")
    assert results[gone].verdict == "dead"
    assert results[gone].detail == (
        "returns 404 Not Found, and GitLab has no public project robots/gone"
    )
    assert outcome.records.keys() == {grip, old, place}
    assert net.visits(grip) == []


def test_without_forges_the_api_is_not_requested() -> None:
    grip = f"{ORIGIN}/robots/arms/grip"
    net, outcome = check_at_gitlab(grip, forges=False)
    assert [request.url for request in net.requests] == [grip]
    assert outcome.records == {}


def test_pages_are_requested_if_the_api_refuses() -> None:
    grip = f"{ORIGIN}/robots/arms/grip"
    _, outcome = check_at_gitlab(grip, forges=True, page=Page(status=403))
    assert (outcome.results[grip].verdict, outcome.results[grip].source) == ("ok", "http")
    assert outcome.notes == ("GitLab's API returned 403 Forbidden: 1 link is requested instead",)
