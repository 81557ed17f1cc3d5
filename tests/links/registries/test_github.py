"""GitHub: requests, their token, and the verdicts by its responses."""

import json

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint.links import LinkSettings, Outcome
from awesome_lint.links.registries import match_registry, registries
from awesome_lint.links.registries.github import API, registry
from awesome_lint.links.registries.registry import NotFound, UnavailableError
from awesome_lint.model import Record
from fakenet import Internet, Page, World
from fakenet.registries.answer import in_json
from fakenet.registries.github import GitHub
from fakenet.world import Repository
from link_checks import QUICK
from registry_helpers import ask

TOKEN = "ghp_secret"  # noqa: S105 - it opens nothing
REGISTRY = registry(TOKEN)
TOOL = Repository(places=("main", "main:docs/a b.md", "v1.0:src"))
KNOWN = {"Owner/Tool": TOOL, "owner/old": Repository(archived=True)}


def record(identifier: str, name: str, **facts: object) -> Record:
    """Return the record of a repository with the defaults of `Repository`."""
    known = {
        "kind": "software",
        "created": "2020-02-03",
        "pushed": "2025-11-10",
        "stars": 100,
        "license": "MIT",
    }
    return Record("github", identifier, f"https://github.com/{name}", **{**known, **facts})  # type: ignore[arg-type]


def github(**options: object) -> GitHub:
    return GitHub(KNOWN, {"owner/first-name": "Owner/Tool"}, token=TOKEN, **options)  # type: ignore[arg-type]


# --- claimed URLs


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://github.com/Owner/Tool", "owner/tool"),
        ("http://www.github.com/owner/tool/?tab=readme-ov-file#readme", "owner/tool"),
        ("https://github.com/owner/tool/tree/v1.0", "owner/tool:v1.0"),
        (
            "https://github.com/owner/tool/blob/main/docs/a%20b.md#L10",
            "owner/tool:main:docs/a b.md",
        ),
        ("https://github.com/owner/tool/tree/main/docs/", "owner/tool:main:docs"),
        ("https://github.com/owner_company/tool", "owner_company/tool"),
        # other pages
        ("https://github.com/owner", None),
        ("https://github.com/owner/tool/issues/5", None),
        ("https://github.com/owner/tool.git", None),
        ("https://github.com/topics/robots", None),
        ("https://github.com/sponsors/owner", None),
        ("https://github.com/owner/tool/blob", None),
        ("https://github.com/owner/..", None),
        # invalid names
        ('https://github.com/owner/tool"){id}', None),
        ("https://github.com/-owner/tool", None),
        ("https://github.com/own%0Aer/tool", None),
        ("https://github.com/owner/tool/blob/main/a%0Ab", None),
        ("https://github.com/owner/tool/blob/@%7B-1%7D/a", None),
        # other hosts
        ("https://gist.github.com/owner/123", None),
        ("https://owner.github.io/tool", None),
    ],
)
def test_what_is_claimed(url: str, identifier: str | None) -> None:
    assert REGISTRY.identify(url) == identifier


def test_github_is_not_used_without_a_token() -> None:
    url = "https://github.com/owner/tool"
    assert match_registry(url, registries()) is None
    match = match_registry(url, registries(TOKEN))
    assert match
    assert match.registry.name == "github"


# --- requests and parsing of responses


def test_all_are_looked_up_in_one_request() -> None:
    wanted = [
        "owner/tool",
        "owner/old",
        "owner/first-name",
        "owner/gone",
        "owner/tool:main:lost.md",
    ]
    resolved = ask(REGISTRY, github().api, *wanted)
    (request,) = resolved.requests
    assert (request.url, request.method) == (API, "POST")
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert resolved.answers == {
        "owner/tool": record("owner/tool", "Owner/Tool"),
        "owner/old": record("owner/old", "owner/old", archived=True),
        "owner/first-name": record("owner/first-name", "Owner/Tool"),
        "owner/gone": NotFound("GitHub has no repository owner/gone"),
        # the repository was found, the place was not
        "owner/tool:main:lost.md": record("owner/tool", "Owner/Tool"),
    }


@pytest.mark.parametrize(
    ("repository", "facts"),
    [
        (Repository(disabled=True), {"disabled": True}),
        (Repository(pushed=None), {"pushed": ""}),
        (Repository(license=""), {"license": ""}),
        (Repository(license="NOASSERTION"), {"license": "NOASSERTION"}),
        (Repository(license="No such license"), {"license": "NOASSERTION"}),
        (Repository(stars=0), {"stars": 0}),
    ],
)
def test_facts_about_a_repository(repository: Repository, facts: dict[str, object]) -> None:
    service = GitHub({"owner/tool": repository}, token=TOKEN)
    (answer,) = ask(REGISTRY, service.api, "owner/tool").answers.values()
    assert answer == record("owner/tool", "owner/tool", **facts)


def test_a_field_that_is_missing_or_failed_is_unknown() -> None:
    """A license that could not be looked up is null, as if there were none."""
    front = {"nameWithOwner": "owner/tool", "isArchived": False, "isPrivate": False}
    error = {"type": "SERVICE_UNAVAILABLE", "path": ["r0", "licenseInfo"]}
    unknown = Record("github", "owner/tool", "https://github.com/owner/tool", kind="software")
    for answer in (
        {"data": {"r0": front}},
        {"data": {"r0": {**front, "licenseInfo": None}}, "errors": [error]},
    ):
        page = in_json(answer)
        resolved = ask(REGISTRY, lambda _, page=page: page, "owner/tool")  # type: ignore[misc]
        assert resolved.answers == {"owner/tool": unknown}


def test_untrusted_text_is_not_in_the_query() -> None:
    path = 'docs/"){viewer{login}}#.md'
    resolved = ask(REGISTRY, github().api, f"owner/tool:main:{path}")
    sent = json.loads(resolved.requests[0].body or b"")
    assert sent["query"] == (
        "query($o0:String!,$n0:String!,$e0:String!){r0:repository(owner:$o0,name:$n0,"
        "followRenames:true){nameWithOwner isArchived isPrivate isDisabled createdAt pushedAt"
        " stargazerCount licenseInfo{spdxId} object(expression:$e0){__typename}}}"
    )
    assert sent["variables"] == {"o0": "owner", "n0": "tool", "e0": f"main:{path}"}


def test_a_private_repository_has_no_record() -> None:
    service = GitHub({"owner/mine": Repository(private=True)}, token=TOKEN)
    assert ask(REGISTRY, service.api, "owner/mine").answers == {}


def test_an_organisation_that_forbids_the_token_has_no_record() -> None:
    answer = {"data": {"r0": None}, "errors": [{"type": "FORBIDDEN", "path": ["r0"]}]}
    assert ask(REGISTRY, lambda _: in_json(answer), "owner/tool").answers == {}


def test_nothing_is_known_of_what_a_partial_response_leaves_out() -> None:
    assert ask(REGISTRY, lambda _: in_json({"data": {}}), "owner/tool").answers == {}


NONSENSE = {"nameWithOwner": "//evil.example/", "isArchived": False, "isPrivate": False}


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (in_json({"message": "Bad credentials"}, 401), "returned 401 Unauthorized"),
        (in_json({"message": "secondary rate limit"}, 403), "returned 403 Forbidden"),
        (
            in_json({"errors": [{"type": "RATE_LIMITED"}]}),
            "returned that its rate limit is used up",
        ),
        (
            in_json({"data": None, "errors": [{"type": "RATE_LIMIT", "code": "x"}]}),
            "returned that its rate limit is used up",
        ),
        (in_json({"errors": [{"message": "Something went wrong"}]}), "returned an error"),
        (in_json({"errors": [{"type": None, "path": None}]}), "returned an error"),
        (in_json({"data": {"r0": NONSENSE}}), "returned an invalid response"),
        (in_json({"data": {"r0": {}}}), "returned an invalid response"),
        (in_json([]), "returned an invalid response"),
        (Page(body="<html>"), "returned an invalid response"),
    ],
)
def test_unusable_responses(page: Page, reason: str) -> None:
    with pytest.raises(UnavailableError) as error:
        ask(REGISTRY, lambda _: page, "owner/tool")
    assert str(error.value) == reason


# --- whole checks


def check(service: GitHub, *urls: str, world: World | None = None) -> tuple[Internet, Outcome]:
    settings = replace(QUICK, token=TOKEN)
    return link_checks.check(world or {}, *urls, services=service.services, settings=settings)


def test_repositories_are_known_moved_or_gone() -> None:
    front = "https://github.com"
    known = [
        f"{front}/owner/tool",
        f"{front}/Owner/Tool/blob/main/docs/a%20b.md#L3",
        f"{front}/owner/tool/tree/v1.0/src",
        f"{front}/owner/old",
    ]
    moved = {
        f"{front}/owner/first-name": f"{front}/Owner/Tool",
        f"{front}/owner/first-name/#readme": f"{front}/Owner/Tool#readme",
        f"{front}/owner/first-name/tree/v1.0/src": f"{front}/Owner/Tool/tree/v1.0/src",
    }
    gone = f"{front}/owner/gone"
    net, outcome = check(github(), *known, *moved, gone)
    for url in known:
        assert (outcome.results[url].verdict, outcome.results[url].source) == ("ok", "github")
        assert outcome.results[url].detail == "is a repository on GitHub"
    for url, new in moved.items():
        assert (outcome.results[url].verdict, outcome.results[url].final_url) == ("moved", new)
    assert outcome.results[gone].verdict == "dead"
    assert outcome.results[gone].detail == (
        "returns 404 Not Found, and GitHub has no repository owner/gone"
    )
    assert outcome.records[f"{front}/owner/old"].archived
    assert {request.url for request in net.requests} == {API, gone}


def test_a_path_that_the_api_does_not_find_is_requested() -> None:
    lost, branch = (
        "https://github.com/owner/tool/blob/main/lost.md",
        "https://github.com/owner/tool/tree/a/b",
    )
    _, outcome = check(github(), lost, branch, world={branch: 200})
    assert outcome.results[lost].verdict == "dead"
    assert outcome.results[lost].detail == "returns 404 Not Found"
    assert (outcome.results[branch].verdict, outcome.results[branch].source) == ("ok", "http")


def test_pages_are_requested_if_the_api_has_no_answer() -> None:
    urls = ["https://github.com/owner/tool", "https://github.com/owner/first-name"]
    _, outcome = check(github(error="RATE_LIMITED"), *urls)
    assert [result.verdict for result in outcome.results.values()] == ["ok", "moved"]
    (note,) = outcome.notes
    reason = "GitHub's API returned that its rate limit is used up"
    assert note == f"{reason}: 2 links are requested one by one instead"


def test_the_token_goes_to_the_api_alone() -> None:
    """The token is not sent to redirect targets, even of the API itself."""
    other = "https://evil.example/"
    page = Page(status=307, location=other)
    urls = ["https://github.com/owner/tool", other, "https://host.example/"]
    world: World = {other: 200, "https://host.example/": Page(status=302, location=f"{API}?a")}
    net, outcome = check(github(page=page), *urls, world=world)
    assert outcome.notes == (
        "GitHub's API returned 307 Temporary Redirect: 1 link is requested instead",
    )
    with_token = [request for request in net.requests if TOKEN in str(request)]
    assert [request.url for request in with_token] == [API]
    assert TOKEN not in repr(outcome)


def test_the_token_is_not_shown() -> None:
    settings = LinkSettings(token=TOKEN)
    assert TOKEN not in repr(settings)
    assert "token='…'" in repr(settings)
    assert "token=''" in repr(LinkSettings())
