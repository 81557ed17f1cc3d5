"""arXiv's papers if its API refuses: DataCite, OpenAlex, doi.org, and only then the pages."""

import json
import signal
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome
from fakenet import Internet, Page, Request, Service
from fakenet.registries import datacite, doi, openalex
from fakenet.registries.answer import in_json
from fakenet.registries.arxiv import API, Arxiv
from fakenet.registries.datacite import DataCite
from fakenet.registries.doi import Doi
from fakenet.registries.openalex import Location, OpenAlex, Work
from fakenet.world import Paper

REFUSED = Page(status=429, body="Rate exceeded.")
PAPERS = {
    "2403.00001": Paper(title="Lamps at Night", doi="10.1234/LAMPS", version=3),
    "2403.00002": Paper(title="Lamps by Day"),
    "hep-th/9901001": Paper(title="Old Lamps"),
}
URLS = [f"https://arxiv.org/abs/{name}" for name in PAPERS]
OTHER = {"attributes": {"doi": "10.48550/arxiv.2403.00009"}}
HANDLES = {f"10.48550/arxiv.{name}": url for name, url in zip(PAPERS, URLS, strict=True)}


def check(
    services: Mapping[str, Service],
    *urls: str,
    refused: bool = True,
    settings: LinkSettings = link_checks.QUICK,
) -> tuple[Internet, Outcome]:
    """Check `urls`, of which those of PAPERS exist; arXiv's API refuses if `refused`."""
    arxiv = Arxiv(PAPERS, page=REFUSED if refused else None).services
    return link_checks.check({}, *urls, services={**arxiv, **services}, settings=settings)


def sources(outcome: Outcome) -> list[tuple[str, str]]:
    return [(result.verdict, result.source) for result in outcome.results.values()]


def hosts(net: Internet) -> list[str]:
    """Return the hosts that got a request, in order, without those of `link_checks`."""
    found = (urlsplit(request.url).hostname or "" for request in net.requests)
    return [host for host in found if host != "alive.example"]


def test_papers_are_looked_up_at_datacite_in_one_request() -> None:
    net, outcome = check({datacite.ORIGIN: DataCite(PAPERS)}, *URLS, f"{URLS[0]}v3")
    assert sources(outcome) == [("ok", "datacite")] * 4
    assert hosts(net) == ["export.arxiv.org", "api.datacite.org"]
    quoted = " OR ".join(f'"{name}"' for name in HANDLES)
    assert parse_qs(urlsplit(net.requests[1].url).query) == {
        "query": [f"doi:({quoted})"],
        "page[size]": ["3"],
        "fields[dois]": ["doi,titles,dates,descriptions,relatedIdentifiers,version"],
        "disable-facets": ["true"],
    }
    assert outcome.results[URLS[0]].detail == "is a paper on arXiv, according to DataCite"
    assert outcome.notes == (
        (
            "arXiv's API returned 429 Too Many Requests: 4 links are looked up through DataCite"
            " instead"
        ),
    )


def test_the_record_has_what_datacite_knows() -> None:
    _, outcome = check({datacite.ORIGIN: DataCite(PAPERS)}, URLS[0])
    record = outcome.records[URLS[0]]
    assert (record.registry, record.identifier) == ("datacite", "2403.00001")
    assert (record.title, record.published) == ("Lamps at Night", "2024-03-11")
    assert (record.doi, record.version) == ("10.1234/lamps", 3)


def test_the_record_of_datacite_has_the_comment_of_the_authors() -> None:
    comments = ("Accepted at ROBO 2024,\n 9 pages", "Withdrawn by the authors", "")
    papers = {
        f"2403.0000{number}": Paper(comment=text) for number, text in enumerate(comments, start=1)
    }
    urls = [f"https://arxiv.org/abs/{name}" for name in papers]
    _, outcome = check({datacite.ORIGIN: DataCite(papers)}, *urls)
    found = [outcome.records[url] for url in urls]
    assert [record.comment for record in found] == [
        "Accepted at ROBO 2024, 9 pages",
        "Withdrawn by the authors",
        "",
    ]
    assert [record.withdrawn for record in found] == [False, True, False]


JOURNAL = Location("Journal of Lamps", "journal", "publishedVersion", "https://doi.org/10.1234/ICE")


@pytest.mark.parametrize(
    ("locations", "venue", "name"),
    [
        ((Location(), JOURNAL), "Journal of Lamps", "10.1234/ice"),
        # another publisher's page of the same journal
        ((JOURNAL, replace(JOURNAL, url="https://a.example/")), "Journal of Lamps", "10.1234/ice"),
        ((JOURNAL, replace(JOURNAL, source="Lamps")), "", "10.1234/ice"),
        ((replace(JOURNAL, type="conference", url=""),), "Journal of Lamps", ""),
        ((replace(JOURNAL, type="repository"),), "", ""),
        ((replace(JOURNAL, version="acceptedVersion"),), "", ""),
        ((replace(JOURNAL, version=None),), "", ""),
        ((), "", ""),
    ],
)
@pytest.mark.parametrize("retracted", [True, False])
def test_the_record_has_what_openalex_knows(
    locations: tuple[Location, ...], venue: str, name: str, retracted: bool
) -> None:
    works = {"10.48550/arxiv.2403.00001": Work("Lamps", retracted, locations)}
    services: dict[str, Service] = {
        datacite.ORIGIN: lambda _: REFUSED,
        openalex.ORIGIN: OpenAlex(works=works),
    }
    _, outcome = check(services, URLS[0])
    record = outcome.records[URLS[0]]
    assert (record.registry, record.title, record.retracted) == ("openalex", "Lamps", retracted)
    assert (record.venue, record.doi) == (venue, name)


def test_a_work_of_openalex_may_lack_everything() -> None:
    url = "https://doi.org/10.48550/arXiv.2403.00001"
    nothing = {"landing_page_url": None, "source": None, "version": "publishedVersion"}
    for fields in ({}, {"title": None, "locations": None}, {"locations": [nothing]}):
        services: dict[str, Service] = {
            datacite.ORIGIN: lambda _: REFUSED,
            openalex.ORIGIN: always(in_json({"results": [{"doi": url, **fields}]})),
        }
        _, outcome = check(services, URLS[0])
        record = outcome.records[URLS[0]]
        assert (record.registry, record.title, record.venue, record.doi) == ("openalex", "", "", "")
        assert not record.retracted


def test_a_version_that_datacite_does_not_have_is_requested() -> None:
    net, outcome = check({datacite.ORIGIN: DataCite(PAPERS)}, f"{URLS[0]}v4")
    assert sources(outcome) == [("dead", "http")]
    assert net.visits(f"{URLS[0]}v4") == ["HEAD", "GET"]


@pytest.mark.parametrize("name", ["2403.39999", "hep-th/9909999"])
def test_a_paper_that_neither_arxiv_nor_doi_org_has_is_dead_without_a_request(name: str) -> None:
    gone = f"https://arxiv.org/abs/{name}"
    net, outcome = check({doi.ORIGIN: Doi(HANDLES)}, *URLS, gone, refused=False)
    assert (outcome.results[gone].verdict, outcome.results[gone].source) == ("dead", "arxiv")
    assert outcome.results[gone].detail == (
        f"is not found: arXiv has no paper {name},"
        f" and the DOI 10.48550/arxiv.{name} is not registered"
    )
    assert hosts(net) == ["export.arxiv.org", "doi.org"]


@pytest.mark.parametrize("there", [True, False])
def test_the_page_decides_on_a_paper_that_has_no_doi_if_the_api_refuses(there: bool) -> None:
    """DataCite and doi.org may both lack a DOI that arXiv did not register."""
    url = "https://arxiv.org/abs/2403.39999"
    services: dict[str, Service] = {
        **Arxiv(PAPERS, page=REFUSED).services,
        datacite.ORIGIN: DataCite(PAPERS),
        openalex.ORIGIN: OpenAlex([]),
        doi.ORIGIN: Doi(HANDLES),
    }
    net, outcome = link_checks.check({url: 200 if there else 404}, *URLS, url, services=services)
    assert net.visits(url) == ["GET"]
    result = outcome.results[url]
    assert (result.verdict, result.source) == ("ok" if there else "dead", "http")
    if not there:
        assert result.detail == (
            "returns 404 Not Found, and DataCite has no paper 2403.39999,"
            " and the DOI 10.48550/arxiv.2403.39999 is not registered"
        )


def test_a_paper_that_arxiv_does_not_have_although_it_has_a_doi_is_requested() -> None:
    gone = "https://arxiv.org/abs/2403.00009"
    services = {doi.ORIGIN: Doi({**HANDLES, "10.48550/arxiv.2403.00009": gone})}
    net, outcome = check(services, *URLS, gone, refused=False)
    assert net.visits(gone) == ["GET"]
    assert outcome.results[gone].detail == (
        "returns 404 Not Found, and arXiv has no paper 2403.00009"
    )


def test_a_paper_that_datacite_does_not_have_is_looked_up_at_doi_org() -> None:
    late = {name: paper for name, paper in PAPERS.items() if name != "2403.00002"}
    services: dict[str, Service] = {
        datacite.ORIGIN: DataCite(late),
        openalex.ORIGIN: OpenAlex(list(HANDLES)),
        doi.ORIGIN: Doi(HANDLES),
    }
    net, outcome = check(services, *URLS)
    assert sources(outcome) == [("ok", "datacite"), ("ok", "doi"), ("ok", "datacite")]
    assert hosts(net) == ["export.arxiv.org", "api.datacite.org", "doi.org"]


def test_many_papers_that_datacite_does_not_have_are_looked_up_in_batches() -> None:
    many = {f"2403.{number:05}": Paper() for number in range(1, 41)}
    urls = [f"https://arxiv.org/abs/{name}" for name in many]
    names = [f"10.48550/arxiv.{name}" for name in many]
    services: dict[str, Service] = {
        datacite.ORIGIN: DataCite({"2403.00001": Paper()}),
        openalex.ORIGIN: OpenAlex(names[:38]),
        doi.ORIGIN: Doi(dict.fromkeys(names, "https://arxiv.org/")),
    }
    net, outcome = check(services, *urls)
    found = [source for _, source in sources(outcome)]
    assert found == ["datacite", *["openalex"] * 37, "doi", "doi"]
    assert hosts(net) == ["export.arxiv.org", "api.datacite.org", "api.openalex.org"] + 2 * [
        "doi.org"
    ]


def test_unknown_papers_are_confirmed_while_others_are_looked_up() -> None:
    """arXiv's API gets its second request three seconds after the first."""
    papers = {f"2403.{number:05}": Paper() for number in range(1, 502)}
    gone = "https://arxiv.org/abs/2403.39999"
    services: dict[str, Service] = {**Arxiv(papers).services, doi.ORIGIN: Doi({})}
    urls = [gone, *(f"https://arxiv.org/abs/{name}" for name in papers)]
    net, outcome = link_checks.check({}, *urls, services=services)
    assert hosts(net) == ["export.arxiv.org", "doi.org", "export.arxiv.org"]
    assert outcome.results[gone].verdict == "dead"


def test_a_paper_of_these_weeks_may_have_no_doi_yet() -> None:
    recent = f"https://arxiv.org/abs/{datetime.now(UTC):%y%m}.00001"
    services: dict[str, Service] = {datacite.ORIGIN: DataCite(PAPERS), doi.ORIGIN: Doi(HANDLES)}
    net, outcome = check(services, *URLS, recent)
    assert net.visits(recent) == ["GET"]
    assert outcome.results[recent].detail == (
        "returns 404 Not Found, and DataCite has no paper "
        f"{recent[-10:]}, and the DOI 10.48550/arxiv.{recent[-10:]} is not registered"
    )


@pytest.mark.parametrize(
    "page",
    [
        Page(status=403),
        Page(status=429, headers={"Retry-After": "999"}),
        Page(status=500),
        Page(body="<html>"),
        in_json({"data": None}),
        in_json({"data": [{"attributes": {"doi": 7}}]}),
    ],
)
def test_openalex_and_doi_org_replace_datacite(page: Page) -> None:
    services: dict[str, Service] = {
        datacite.ORIGIN: DataCite({}, page=page),
        openalex.ORIGIN: OpenAlex(["10.48550/arxiv.2403.00001"]),
        doi.ORIGIN: Doi(HANDLES),
    }
    net, outcome = check(services, *URLS)
    assert sources(outcome) == [("ok", "openalex"), ("ok", "doi"), ("ok", "doi")]
    assert "arxiv.org" not in hosts(net)
    refused = "arXiv's API returned 429 Too Many Requests"
    assert outcome.notes == (
        (
            f"{refused}: 1 link is looked up through OpenAlex and 2 links are looked up through"
            " doi.org instead"
        ),
    )


@pytest.mark.parametrize(
    "answer",
    [
        DataCite(PAPERS, forgets=["2403.00002"]),
        DataCite(PAPERS, page=in_json({"data": [], "meta": {"total": 3}})),
        DataCite(PAPERS, page=in_json({"data": []})),
        DataCite(PAPERS, page=in_json({"data": [OTHER], "meta": {"total": 1}})),
    ],
)
def test_what_datacite_leaves_out_is_not_missing(answer: DataCite) -> None:
    net, outcome = check({datacite.ORIGIN: answer}, *URLS)
    assert [verdict for verdict, _ in sources(outcome)] == ["ok"] * 3
    assert net.visits(URLS[1]) == ["HEAD"]


def test_hundreds_of_papers_take_a_request_for_each_hundred() -> None:
    many = {f"2403.{number:05}": Paper() for number in range(1, 251)}
    urls = [f"https://arxiv.org/abs/{name}" for name in many]
    net, outcome = check({datacite.ORIGIN: DataCite(many)}, *urls)
    assert set(sources(outcome)) == {("ok", "datacite")}
    assert hosts(net).count("api.datacite.org") == 3


def test_a_refusal_is_remembered(tmp_path: Path) -> None:
    settings = replace(link_checks.QUICK, cache=tmp_path)
    services = {datacite.ORIGIN: DataCite(PAPERS)}
    first, _ = check(services, URLS[0], settings=settings)
    assert hosts(first).count("export.arxiv.org") == 1
    again, outcome = check(services, URLS[1], settings=settings)
    assert hosts(again) == ["api.datacite.org"]
    assert outcome.notes == (
        "arXiv's API refused an earlier check: 1 link is looked up through DataCite instead",
    )
    refreshed, _ = check(services, URLS[2], refused=False, settings=replace(settings, refresh=True))
    assert hosts(refreshed) == ["export.arxiv.org"]


@pytest.mark.parametrize("page", [Page(status=429), Page(status=500), Page(answer="reset")])
def test_a_registry_that_refused_is_asked_last(tmp_path: Path, page: Page) -> None:
    settings = replace(link_checks.QUICK, cache=tmp_path)
    check({datacite.ORIGIN: DataCite(PAPERS)}, URLS[0], settings=settings)
    down = {datacite.ORIGIN: DataCite({}, page=page)}
    net, outcome = check(down, *URLS[1:], refused=False, settings=settings)
    assert sources(outcome) == [("ok", "arxiv")] * 2
    assert "arxiv.org" not in hosts(net)
    assert outcome.notes == ()


@pytest.mark.parametrize("page", [Page(answer="reset"), Page(status=503), Page(body="<html>")])
def test_only_a_refusal_is_remembered(tmp_path: Path, page: Page) -> None:
    settings = replace(link_checks.QUICK, cache=tmp_path)
    services: dict[str, Service] = {datacite.ORIGIN: DataCite(PAPERS)}
    down = {**services, **Arxiv(PAPERS, page=page).services}
    _, outcome = link_checks.check({}, URLS[0], services=down, settings=settings)
    assert sources(outcome) == [("ok", "datacite")]
    net, _ = check(services, URLS[1], refused=False, settings=settings)
    assert hosts(net) == ["export.arxiv.org"]


def test_a_registry_that_answers_needs_no_other() -> None:
    services: dict[str, Service] = {
        datacite.ORIGIN: DataCite(PAPERS),
        openalex.ORIGIN: OpenAlex([]),
    }
    net, _ = check(services, *URLS, refused=False)
    assert {urlsplit(API).hostname} == set(hosts(net))


# --- registries that answer wrongly, slowly or in part

HOUR = Page(status=429, headers={"Retry-After": "3600"})
HTML = Page(body="<html>Just a moment</html>")
EMPTY_FEED = Page(
    body="<feed xmlns='http://www.w3.org/2005/Atom'"
    " xmlns:o='http://a9.com/-/spec/opensearch/1.1/'><o:totalResults>0</o:totalResults></feed>"
)
GONE = "https://arxiv.org/abs/2403.39999"


def half(request: Request) -> Page:
    """Answer as DataCite with half of its index, and count only that."""
    data = json.loads(DataCite(PAPERS)(request).body)["data"][:2]
    return in_json({"data": data, "meta": {"total": len(data)}})


def truncated(request: Request) -> Page:
    return Page(body=DataCite(PAPERS)(request).body[:-9])


def padded(request: Request) -> Page:
    """Answer as DataCite, with 5 MB that nobody needs."""
    return in_json({**json.loads(DataCite(PAPERS)(request).body), "padding": ["x" * 1000] * 5000})


def slow(request: Request) -> Page:
    return replace(DataCite(PAPERS)(request), delay=3.0)


def always(page: Page) -> Service:
    return lambda _: page


@pytest.mark.parametrize("api", [REFUSED, HTML])
@pytest.mark.parametrize(
    "answer",
    [
        *(DataCite({}), half, truncated, padded),
        *(always(page) for page in (HOUR, Page(status=404), Page(body="{}"), HTML)),
    ],
)
@pytest.mark.parametrize("resolver", [Doi({}), always(HOUR)])
def test_no_answer_of_a_registry_makes_a_paper_dead(
    api: Page, answer: Service, resolver: Service
) -> None:
    services: dict[str, Service] = {
        **Arxiv(PAPERS, page=api).services,
        datacite.ORIGIN: answer,
        doi.ORIGIN: resolver,
    }
    _, outcome = link_checks.check({}, URLS[0], GONE, services=services)
    assert [verdict for verdict, _ in sources(outcome)] == ["ok", "dead"]
    assert outcome.results[GONE].status == 404


def test_an_empty_response_of_arxiv_makes_no_paper_dead() -> None:
    services: dict[str, Service] = {
        **Arxiv(PAPERS, page=EMPTY_FEED).services,
        doi.ORIGIN: Doi(HANDLES),
    }
    _, outcome = link_checks.check({}, *URLS, GONE, services=services)
    assert [verdict for verdict, _ in sources(outcome)] == ["ok", "ok", "ok", "dead"]


def test_a_slow_registry_leaves_time_for_the_pages() -> None:
    settings = replace(link_checks.QUICK, deadline=4.0)
    start = time.monotonic()
    net, outcome = check({datacite.ORIGIN: slow}, *URLS, settings=settings)
    assert [verdict for verdict, _ in sources(outcome)] == ["ok"] * 3
    assert time.monotonic() - start < 4
    assert hosts(net).count("arxiv.org") == 3


def test_ctrl_c_during_a_lookup_makes_no_paper_dead(tmp_path: Path) -> None:
    services: dict[str, Service] = {
        **Arxiv(PAPERS, page=REFUSED).services,
        datacite.ORIGIN: always(Page(delay=20.0)),
    }

    def interrupt(done: int, _total: int) -> None:
        if done == 1:
            signal.raise_signal(signal.SIGINT)

    settings = replace(link_checks.QUICK, timeout=20, cache=tmp_path)
    with Internet({link_checks.ALIVE: 200}, services=services) as net:
        outcome = links.check_urls(
            [*URLS, link_checks.ALIVE],
            settings,
            connector_factory=net.connector,
            progress=interrupt,
        )
    assert outcome.interrupted
    assert list(outcome.results) == [link_checks.ALIVE]
    net, outcome = check({datacite.ORIGIN: DataCite(PAPERS)}, *URLS, settings=settings)
    assert sources(outcome) == [("ok", "datacite")] * 3


@pytest.mark.parametrize("value", ["", "{}", '{"at":"soon"}', '{"at":1e999}', "[" * 9999])
def test_a_damaged_note_of_a_refusal_is_ignored(tmp_path: Path, value: str) -> None:
    settings = replace(link_checks.QUICK, cache=tmp_path)
    check({datacite.ORIGIN: DataCite(PAPERS)}, URLS[0], settings=settings)
    with closing(sqlite3.connect(tmp_path / "links-trusted.sqlite3")) as file, file:
        changed = file.execute(
            "UPDATE entries SET value = ? WHERE kind = 'refusal'", [value.encode()]
        )
        assert changed.rowcount == 1
    net, outcome = check({}, URLS[1], refused=False, settings=settings)
    assert hosts(net) == ["export.arxiv.org"]
    assert sources(outcome) == [("ok", "arxiv")]
