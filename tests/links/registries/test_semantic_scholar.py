"""Semantic Scholar: lookups of papers whose own registry is down."""

import json

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome
from awesome_lint.links.registries.semantic_scholar import papers
from awesome_lint.model import Record
from fakenet import Internet, Page, World
from fakenet.registries import semantic_scholar
from fakenet.registries.answer import in_json
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.semantic_scholar import SemanticScholar
from fakenet.world import Paper
from registry_helpers import ask

DOWN = Page(status=403)
PAPERS = {"2403.00001": Paper(), "2403.00002": Paper(), "hep-th/9901001": Paper()}
URLS = [f"https://arxiv.org/abs/{name}" for name in PAPERS]
ACM = "https://dl.acm.org/doi/10.1145/Abc.1"


def check(
    service: SemanticScholar, *urls: str, world: World | None = None
) -> tuple[Internet, Outcome]:
    """Check `urls` while arXiv's API and the DOI resolver do not respond."""
    services = Arxiv(PAPERS, page=DOWN).services | {semantic_scholar.ORIGIN: service}
    down = {f"https://doi.org/api/handles/10.1145/abc.{n}?type=URL": DOWN for n in range(5)}
    return link_checks.check({**down, **(world or {})}, *urls, services=services)


def sources(outcome: Outcome) -> list[tuple[str, str]]:
    return [(result.verdict, result.source) for result in outcome.results.values()]


def test_pages_of_unknown_papers_are_requested() -> None:
    net, outcome = check(SemanticScholar(["ARXIV:2403.00001", "ARXIV:hep-th/9901001"]), *URLS)
    (request,) = (each for each in net.requests if "semantic" in each.url)
    assert json.loads(request.body) == {"ids": [f"ARXIV:{name}" for name in PAPERS]}
    assert sources(outcome) == [
        ("ok", "semantic-scholar"),
        ("ok", "http"),
        ("ok", "semantic-scholar"),
    ]
    assert outcome.results[URLS[0]].detail == "is a paper on arXiv, according to Semantic Scholar"
    assert [net.visits(url) for url in URLS] == [[], ["HEAD"], []]
    (note,) = outcome.notes
    assert note.startswith("arXiv's API returned 403 Forbidden: ")
    assert note.endswith(
        "2 links are looked up through Semantic Scholar and 1 link is requested instead"
    )


def test_it_may_know_all() -> None:
    _, outcome = check(SemanticScholar([f"ARXIV:{name}" for name in PAPERS]), *URLS)
    assert set(sources(outcome)) == {("ok", "semantic-scholar")}
    assert outcome.notes == (
        (
            "arXiv's API returned 403 Forbidden: 3 links are looked up through Semantic Scholar"
            " instead"
        ),
    )


def test_it_knows_dois_in_any_case() -> None:
    urls = [ACM, "https://dl.acm.org/doi/10.1145/abc.2"]
    net, outcome = check(SemanticScholar(["DOI:10.1145/abc.1"]), *urls, world={urls[1]: 200})
    assert sources(outcome) == [("ok", "semantic-scholar"), ("ok", "http")]
    assert len([each for each in net.requests if "semantic" in each.url]) == 1


def test_versions_it_does_not_tell_apart() -> None:
    url = "https://arxiv.org/abs/2403.00001v2"
    _, outcome = check(SemanticScholar(["ARXIV:2403.00001"]), url, f"{URLS[0]}v1")
    assert sources(outcome) == [("dead", "http"), ("ok", "semantic-scholar")]


@pytest.mark.parametrize(
    "page",
    [
        None,
        Page(status=403),
        Page(status=500),
        Page(status=429, headers={"Retry-After": "999"}),
        Page(body="<html>"),
        in_json([None, {"externalIds": None}, {"externalIds": {"ArXiv": None}}, {}]),
        in_json([{"externalIds": {"ArXiv": "2403.99999"}}] * 3),
        in_json({"message": "Too Many Requests"}),
    ],
)
def test_what_it_does_not_say_proves_nothing(page: Page | None) -> None:
    gone = "https://arxiv.org/abs/2403.99999v9"
    _, outcome = check(SemanticScholar([], page=page), *URLS, gone)
    assert sources(outcome) == [("ok", "http")] * 3 + [("dead", "http")]
    assert outcome.results[gone].detail == "returns 404 Not Found"
    assert len(outcome.notes) == 1


def test_it_is_not_used_if_the_registry_answers() -> None:
    services = Arxiv(PAPERS).services | {semantic_scholar.ORIGIN: SemanticScholar([])}
    with Internet({}, services=services) as net:
        outcome = links.check_urls(URLS, LinkSettings(timeout=10), connector_factory=net.connector)
    assert set(sources(outcome)) == {("ok", "arxiv")}
    assert not [each for each in net.requests if "semantic" in each.url]


def test_its_key_is_sent_to_it_alone() -> None:
    services = Arxiv(PAPERS, page=DOWN).services | {
        semantic_scholar.ORIGIN: SemanticScholar([f"ARXIV:{name}" for name in PAPERS])
    }
    settings = replace(link_checks.QUICK, semantic_scholar_key="secret")
    net, _ = link_checks.check({}, *URLS, services=services, settings=settings)
    keys = {request.url: request.headers.get("x-api-key") for request in net.requests}
    assert [url for url, key in keys.items() if key == "secret"] == [
        "https://api.semanticscholar.org/graph/v1/paper/batch?fields=externalIds"
    ]
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("venue", "expected"),
    [("arXiv.org", ("", "preprint")), ("", ("", "preprint")), ("LAMP", ("LAMP", None))],
)
def test_arxiv_is_not_where_a_paper_is_published(
    venue: str, expected: tuple[str, str | None]
) -> None:
    paper = {
        "externalIds": {"ArXiv": "2403.00001"},
        "title": "Lamps\n at Night",
        "authors": [{"authorId": None, "name": None}, {"authorId": "1", "name": "Ada Lamp"}],
        "venue": venue,
        "publicationDate": "2024-03-11",
        "year": 2023,
    }
    untitled = {"externalIds": {"ArXiv": "2403.00002"}, "title": None}
    page = in_json([paper, untitled, None])
    names = ("2403.00001", "2403.00002", "2403.00003")
    (answer,) = ask(papers(""), lambda _: page, *names).answers.values()
    assert isinstance(answer, Record)
    assert (answer.venue, answer.kind) == expected
    assert (answer.title, answer.authors) == ("Lamps at Night", ("Ada Lamp",))
    assert answer.published == "2024-03-11"
