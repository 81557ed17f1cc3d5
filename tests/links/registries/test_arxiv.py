"""arXiv: requests, parsing of its responses, and what they mean for a link."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import link_checks
from awesome_lint.links import Outcome
from awesome_lint.links.registries import match_registry, registries
from awesome_lint.links.registries.arxiv import API, REGISTRY
from awesome_lint.links.registries.atom import ATOM, parse_feed
from awesome_lint.links.registries.registry import NotFound, UnavailableError
from awesome_lint.model import Record
from fakenet import Internet, Page, World
from fakenet.registries.arxiv import Arxiv
from fakenet.world import Paper
from registry_helpers import ask

ID = "2403.06465"
OLD = "hep-th/9901001"
RECORD = Record("arxiv", ID, f"https://arxiv.org/abs/{ID}", version=2)
WITHDRAWN = Record("arxiv", ID, f"https://arxiv.org/abs/{ID}", version=2, withdrawn=True)
FEED = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


# --- claimed URLs


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        (f"https://arxiv.org/abs/{ID}", ID),
        (f"http://www.arxiv.org/pdf/{ID}v3.pdf#page=2", ID),
        (f"https://export.arxiv.org/html/{ID}v1", ID),
        (f"https://arxiv.org/{ID}", ID),
        ("https://arxiv.org/abs/hep-th/9901001", OLD),
        ("https://arxiv.org/abs/math.GT/0309136v2", "math/0309136"),
        (f"https://doi.org/10.48550/arXiv.{ID}", ID),
        # arXiv guesses zeros
        ("https://arxiv.org/abs/2403.6465", None),
        # invalid; one of these would make the response useless for all others
        ("https://arxiv.org/abs/2413.06465", None),
        ("https://arxiv.org/abs/hep-th/990100", None),
        ("https://arxiv.org/abs/", None),
        ("https://arxiv.org/list/cs.CL/recent", None),
        ("https://arxiv.org/search/?query=2403.06465", None),
        # other hosts have their own pages; mirrors may be gone
        (f"https://huggingface.co/papers/{ID}", None),
        (f"https://xxx.lanl.gov/abs/{ID}", None),
        (f"https://arxiv.org:8080/abs/{ID}", None),
        ("https://host.example/", None),
    ],
)
def test_what_is_claimed(url: str, identifier: str | None) -> None:
    assert REGISTRY.identify(url) == identifier
    if identifier:
        match = match_registry(url, registries())
        assert match is not None
        assert (match.registry.name, match.identifier) == ("arxiv", identifier)


# --- requests and parsing of responses


def test_all_are_looked_up_in_one_request() -> None:
    papers = {
        ID: Paper(
            title="Recommenders\n  for   Robots <2>",
            published="2024-03-11T06:54:44Z",
            journal_ref="Proc. of ROBO 2024",
            doi="10.1145/ABC.1",
            comment="12 pages, Gödel prize",
            version=2,
        ),
        OLD: Paper(),
        "2401.00001": Paper(),
    }
    wanted = [*papers, "2401.99999"]
    resolved = ask(REGISTRY, Arxiv(papers).api, *wanted)
    (request,) = resolved.requests
    assert (request.url, request.method) == (API, "POST")
    assert parse_qs((request.body or b"").decode()) == {
        "id_list": [",".join(wanted)],
        "start": ["0"],
        "max_results": ["4"],
    }
    assert resolved.answers[ID] == Record(
        "arxiv",
        ID,
        f"https://arxiv.org/abs/{ID}",
        title="Recommenders for Robots <2>",
        kind="preprint",
        authors=("Ada Lamp", "Bo Wick"),
        published="2024-03-11",
        journal_ref="Proc. of ROBO 2024",
        comment="12 pages, Gödel prize",
        doi="10.1145/abc.1",
        version=2,
    )
    assert isinstance(resolved.answers[OLD], Record)
    assert resolved.answers["2401.99999"] == NotFound("arXiv has no paper 2401.99999")


def test_nothing_is_known_of_what_a_partial_response_leaves_out() -> None:
    papers = {ID: Paper(), "2401.00001": Paper(), "2401.00002": Paper()}
    service = Arxiv(papers, forgets=["2401.00001"])
    assert set(ask(REGISTRY, service.api, *papers, "2401.99999").answers) == {ID, "2401.00002"}


@pytest.mark.parametrize(
    "entry",
    [
        "<entry><id>https://arxiv.org/api/errors#what</id><title>Error</title></entry>",
        "<entry><id>http://arxiv.org/abs/nonsense</id></entry>",
        "<entry><id>http://host.example/abs/2403.06465v1</id></entry>",
        "<entry/>",
    ],
)
def test_an_entry_that_is_not_a_paper_is_ignored(entry: str) -> None:
    resolved = ask(REGISTRY, lambda _: Page(body=FEED.format(entry)), ID)
    assert resolved.answers == {}


def test_a_paper_that_was_not_looked_up_is_ignored() -> None:
    entry = "<entry><id>http://arxiv.org/abs/2401.00001v1</id></entry>"
    assert ask(REGISTRY, lambda _: Page(body=FEED.format(entry)), ID).answers == {}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Rate exceeded.",
        "<html><body>arXiv is under maintenance</body></html>",
        FEED.format("<entry>"),
        '<!DOCTYPE feed [<!ENTITY a "b">]>' + FEED.format("&a;"),
        '<!DOCTYPE feed SYSTEM "file:///etc/hostname">' + FEED.format(""),
        FEED.format("&a;"),
        "<?xml version='1.0' encoding='nonsense'?>" + FEED.format(""),
        "<a>" * 10_000,
    ],
)
def test_an_invalid_response_is_not_an_answer(body: str) -> None:
    with pytest.raises(UnavailableError, match=r"^returned an invalid response$"):
        ask(REGISTRY, lambda _: Page(body=body), ID)


@pytest.mark.parametrize(("count", "usable"), [(1, True), (20, True), (21, False), (500, False)])
def test_an_empty_response_about_many_papers_is_not_an_answer(count: int, usable: bool) -> None:
    wanted = [f"2401.{number:05}" for number in range(1, count + 1)]
    if usable:
        answers = ask(REGISTRY, Arxiv({}).api, *wanted).answers
        assert answers == {name: NotFound(f"arXiv has no paper {name}") for name in wanted}
    else:
        with pytest.raises(UnavailableError, match=r"^returned an empty response$"):
            ask(REGISTRY, Arxiv({}).api, *wanted)


@pytest.mark.parametrize("status", [301, 400, 403, 405])
def test_another_status_is_not_an_answer(status: int) -> None:
    with pytest.raises(UnavailableError, match=f"^returned {status}") as error:
        ask(REGISTRY, lambda _: Page(status=status), ID)
    assert error.value.final  # more requests after a 403 may look like an attack


@given(st.binary() | st.text("<>/&;!ab[]ENTITYdoctype ?x").map(str.encode))
def test_any_feed_is_survived(body: bytes) -> None:
    feed = parse_feed(body)
    assert feed is None or feed.tag == f"{ATOM}feed"


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to an error in Lemma 2",
        "12 pages. The paper was withdrawn",
        "arXiv admin note: This submission has been withdrawn by arXiv administrators",
        "Withdrawn",
        "withdrawn by the authors",
        "Paper withdrawn; see the new version",
        "This article has been temporarily withdrawn, since it is being revised",
        "5 pages (withdrawn)",
        "This paper has been retracted.",
        "We withdraw this paper because of an error in Lemma 2",
        "The authors have withdrawn this paper",
        "I am withdrawing the paper, since Lemma 2 is false",
        "The published version has been retracted by the journal",
    ],
)
def test_a_withdrawn_paper(comment: str) -> None:
    (answer,) = ask(REGISTRY, Arxiv({ID: Paper(comment=comment)}).api, ID).answers.values()
    assert isinstance(answer, Record)
    assert answer.withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "Withdrawn from ROBO 2024, published elsewhere",
        "This paper has been withdrawn from ROBO 2024",
        "An earlier version was withdrawn",
        "The original paper was withdrawn by its publisher",
        "How money is withdrawn by robots",
        "Replaces the withdrawn paper 2401.00001",
        "We withdrew the claim of Theorem 3",
        "We withdrew this paper from ROBO 2024",
        "About retracted papers",
        "12 pages",
        "",
    ],
)
def test_a_paper_that_speaks_of_withdrawing_is_not_withdrawn(comment: str) -> None:
    (answer,) = ask(REGISTRY, Arxiv({ID: Paper(comment=comment)}).api, ID).answers.values()
    assert isinstance(answer, Record)
    assert not answer.withdrawn


# --- verdicts


@pytest.mark.parametrize(
    ("url", "ok", "ok_if_withdrawn"),
    [
        (f"https://arxiv.org/abs/{ID}", True, True),
        (f"http://arxiv.org/abs/{ID}", True, True),
        (f"https://arxiv.org/abs/{ID}v2?context=cs", True, True),
        ("https://arxiv.org/abs/math.GT/0309136", True, True),
        (f"https://doi.org/10.48550/arXiv.{ID}", True, True),
        (f"https://www.arxiv.org/pdf/{ID}", True, False),
        (f"https://arxiv.org/pdf/{ID}v1.pdf", True, False),
        # a version that does not exist yet
        (f"https://arxiv.org/abs/{ID}v3", False, False),
        # pages that only some papers have
        (f"https://arxiv.org/html/{ID}", False, False),
        (f"https://arxiv.org/ps/{ID}", False, False),
        (f"https://arxiv.org/src/{ID}/anc/data.csv", False, False),
        # typos in the URL
        (f"https://arxiv.org/{ID}", False, False),
        (f"https://arxiv.org/abs/{ID}.pdf", False, False),
        (f"https://arxiv.org/abs/{ID}/", False, False),
        (f"https://arxiv.org/abs/{ID}v1.", False, False),
        (f"https://arxiv.org/abs//{ID}", False, False),
        (f"https://arxiv.org/pfd/{ID}", False, False),
        # only the paper has a DOI, not its versions
        (f"https://doi.org/10.48550/arXiv.{ID}v2", False, False),
    ],
)
def test_verdict_of_a_url_by_its_record(url: str, ok: bool, ok_if_withdrawn: bool) -> None:
    for record, expected in ((RECORD, ok), (WITHDRAWN, ok_if_withdrawn)):
        result = REGISTRY.link_result(url, record)
        assert (result is not None) == expected
        if result:
            assert (result.url, result.verdict, result.source) == (url, "ok", "arxiv")
            assert result.detail == "is a paper on arXiv"


# --- whole checks


def check(arxiv: Arxiv, *urls: str, world: World | None = None) -> tuple[Internet, Outcome]:
    return link_checks.check(world or {}, *urls, services=arxiv.services)


def test_hundreds_of_papers_take_one_request() -> None:
    papers = {f"2403.{number:05}": Paper() for number in range(1, 301)}
    urls = [f"https://arxiv.org/{page}/{name}" for name in papers for page in ("abs", "pdf")]
    net, outcome = check(Arxiv(papers, rate=4), *urls)
    assert [request.url for request in net.requests] == [API]
    assert {result.verdict for result in outcome.results.values()} == {"ok"}
    assert len(outcome.records) == 600


def test_a_paper_that_arxiv_does_not_know_is_dead_if_its_page_is_missing() -> None:
    gone = "https://arxiv.org/abs/2403.99999"
    net, outcome = check(Arxiv({ID: Paper()}), gone, f"https://arxiv.org/abs/{ID}")
    assert net.visits(gone) == ["GET"]
    assert outcome.results[gone].verdict == "dead"
    assert outcome.results[gone].detail == (
        "returns 404 Not Found, and arXiv has no paper 2403.99999"
    )


def test_a_paper_that_the_api_does_not_know_yet_is_alive_if_its_page_is() -> None:
    new = "https://arxiv.org/abs/2403.99999"
    _, outcome = check(Arxiv({}), new, world={new: 200})
    assert (outcome.results[new].verdict, outcome.results[new].source) == ("ok", "http")


def test_the_pdf_of_a_withdrawn_paper_is_looked_for() -> None:
    page, pdf = f"https://arxiv.org/abs/{ID}", f"https://arxiv.org/pdf/{ID}"
    _, outcome = check(Arxiv({ID: Paper(withdrawn=True, version=2)}), page, pdf)
    assert (outcome.results[page].verdict, outcome.results[pdf].verdict) == ("ok", "dead")
    assert outcome.results[pdf].detail == "returns 404 Not Found"
    assert outcome.records[pdf].withdrawn


def test_pages_are_requested_if_the_api_is_down() -> None:
    papers = {f"2403.{number:05}": Paper() for number in range(1, 6)}
    urls = [f"https://arxiv.org/abs/{name}" for name in (*papers, "2403.99999")]
    net, outcome = check(Arxiv(papers, page=Page(status=403)), *urls)
    assert [result.verdict for result in outcome.results.values()] == 5 * ["ok"] + ["dead"]
    assert outcome.results[urls[-1]].detail == "returns 404 Not Found"
    assert outcome.notes == (
        "arXiv's API returned 403 Forbidden: 6 links are requested one by one instead",
    )
    assert len([request for request in net.requests if request.url == API]) == 1
