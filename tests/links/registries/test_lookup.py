"""Lookups in registries: results, and registries without a usable answer."""

import pytest

import link_checks
from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome
from awesome_lint.links.registries.doi import REGISTRY
from fakenet import Internet, Page, Request, World
from fakenet.registries import doi
from link_checks import ALIVE

QUICK = LinkSettings(timeout=2, backoff=0.01)
KNOWN = "10.1145/3477495.3531722"
ACM = f"https://dl.acm.org/doi/{KNOWN}"
API = f"https://doi.org/api/handles/{KNOWN}?type=URL"


def check(world: World, *urls: str) -> tuple[Internet, Outcome]:
    """Check `urls` in a world where one paper has a DOI."""
    services = {doi.ORIGIN: doi.Doi({KNOWN: ACM})}
    return link_checks.check(world, *urls, ALIVE, services=services, settings=QUICK)


def test_pages_that_a_registry_knows_are_not_requested() -> None:
    urls = [f"https://doi.org/{KNOWN}", ACM, f"{ACM}#sec", f"//doi.org/{KNOWN}", ALIVE]
    net, outcome = check({ACM: 403}, *urls)
    assert [request.url for request in net.requests if "doi" in request.url] == [API]
    for url in urls[:4]:
        result = outcome.results[url]
        assert (result.url, result.verdict, result.source) == (url, "ok", "doi")
        assert result.detail == f"has the registered DOI {KNOWN}"
        assert outcome.records[url].doi == KNOWN
    assert outcome.results[ALIVE].source == "http"
    assert ALIVE not in outcome.records
    assert outcome.notes == ()


def test_what_a_registry_does_not_know_is_dead_only_if_its_page_is() -> None:
    gone, unregistered = "https://doi.org/10.1145/1.2", "https://dl.acm.org/doi/10.5555/1.2"
    net, outcome = check({unregistered: 200}, gone, unregistered)
    assert net.visits(gone) == ["GET"]
    assert (outcome.results[gone].verdict, outcome.results[gone].source) == ("dead", "http")
    assert outcome.results[gone].detail == (
        "returns 404 Not Found, and the DOI 10.1145/1.2 is not registered"
    )
    assert outcome.results[unregistered].verdict == "ok"
    assert not outcome.records


def test_the_page_of_an_unknown_doi_does_not_wait_for_the_other_lookups() -> None:
    gone = "https://doi.org/10.1145/1.2"
    urls = [gone, *(f"https://dl.acm.org/doi/10.1145/2.{number}" for number in range(12))]
    net, _ = check(dict.fromkeys(urls[1:], 200), *urls)
    requested = [request.url for request in net.requests]
    last_lookup = max(at for at, url in enumerate(requested) if "/api/handles/" in url)
    assert requested.index(gone) < last_lookup


def test_one_response_that_is_lost_costs_no_other_lookup() -> None:
    names = [f"10.1145/3477495.{number}" for number in range(12)]
    handles = doi.Doi({name: f"https://dl.acm.org/doi/{name}" for name in names})

    def service(request: Request) -> Page:
        lost = f"{names[6]}?" in request.url
        return Page(answer="reset") if lost else handles(request)

    urls = [f"https://doi.org/{name}" for name in names]
    world: World = {f"https://dl.acm.org/doi/{names[6]}": 200}
    net, outcome = link_checks.check(
        world, *urls, ALIVE, services={doi.ORIGIN: service}, settings=QUICK
    )
    sources = {url: result.source for url, result in outcome.results.items()}
    assert sources == {**dict.fromkeys(urls, "doi"), urls[6]: "http", ALIVE: "http"}
    assert net.visits(urls[6])
    assert outcome.notes == (
        "doi.org closed the connection without a response: 1 link is requested instead",
    )


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(status=503), "returned 503 Service Unavailable"),
        (Page(status=429), "returned 429 Too Many Requests"),
        (Page(status=429, headers={"Retry-After": "86400"}), "returned 429 Too Many Requests"),
        (Page(status=403), "returned 403 Forbidden"),
        (Page(status=301, location=ALIVE), "returned 301 Moved Permanently"),
        (Page(body="<html>"), "returned an invalid response"),
        (Page(body="{}"), "returned an invalid response"),
        (Page(raw="220 ready\r\n"), "returned a response that is not HTTP"),
        (Page(answer="reset"), "closed the connection without a response"),
        (Page(answer="endless"), "returned a response of more than 16 MiB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_registry_without_a_usable_answer_fails_no_link(page: Page, said: str) -> None:
    _, outcome = check({API: page, ACM: 200}, ACM, f"{ACM}#a")
    assert {outcome.results[url].verdict for url in (ACM, f"{ACM}#a")} == {"ok"}
    assert {outcome.results[url].source for url in (ACM, f"{ACM}#a")} == {"http"}
    assert outcome.notes == (f"doi.org {said}: 1 link is requested instead",)


def test_the_pause_that_a_registry_requires_is_kept() -> None:
    busy = Page(status=503, headers={"Retry-After": "1"})
    body = '{"responseCode": 1, "handle": "' + KNOWN + '"}'
    net, outcome = check({API: [busy, Page(body=body)], ACM: 403}, ACM)
    assert outcome.results[ACM].verdict == "ok"
    first, second = (request.at for request in net.requests if request.url == API)
    assert 1 <= second - first < 3


def test_a_registry_without_a_response_gets_no_more_requests() -> None:
    names = [f"10.1145/{number}" for number in range(1, 10)]
    pages = {f"https://dl.acm.org/doi/{name}": 200 for name in names}
    silent = {
        f"https://doi.org/api/handles/{name}?type=URL": Page(answer="reset") for name in names
    }
    net, outcome = check({**pages, **silent}, *pages)
    assert {result.verdict for result in outcome.results.values()} == {"ok"}
    # Those in flight at once, each of which aiohttp tries twice.
    api_requests = [request for request in net.requests if "/api/" in request.url]
    assert len(api_requests) <= 2 * REGISTRY.pace.concurrency
    (note,) = outcome.notes
    assert note == (
        "doi.org closed the connection without a response: 9 links are requested one by one instead"
    )


def test_a_registry_that_answers_is_a_network() -> None:
    """Refused connections do not mean that the machine has no network."""
    lost = {f"https://lost-{host}.example/": Page(connect="refused") for host in range(3)}
    with Internet(lost, services={doi.ORIGIN: doi.Doi({KNOWN: ACM})}) as net:
        outcome = links.check_urls([*lost, ACM], QUICK, connector_factory=net.connector)
    assert not outcome.offline
    assert [result.verdict for result in outcome.results.values()] == 3 * ["unreachable"] + ["ok"]


def test_there_are_no_notes_about_registries_without_a_network() -> None:
    with Internet({}, online=False) as net:
        outcome = links.check_urls([ACM, ALIVE], QUICK, connector_factory=net.connector)
    assert outcome.offline
    assert outcome.notes == ()
