"""Hostile responses affect neither the verdicts of other links nor the report."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from awesome_lint import links
from awesome_lint.links import LinkSettings, Outcome
from awesome_lint.links.http.address_guard import is_public
from awesome_lint.report import FORMATS
from cli_helpers import Cli
from effort import some
from fakenet import Internet, Page, Request
from fakenet.behaviours.hostile import HOSTILE, LONG
from fakenet.world import Value, pages


def at(host: str, value: Value) -> list[Page]:
    """Return the pages of a host, with its name in redirects."""
    return [
        replace(page, location=page.location and page.location.replace("HOST", host))
        for page in pages(value)
    ]


HOSTS = {f"h{number:03}.example": each for number, each in enumerate(HOSTILE)}
URLS = {f"http://{host}/page#part": host for host in HOSTS}


def hostile_world() -> dict[str, Value]:
    world: dict[str, Value] = {}
    for host, each in HOSTS.items():
        world[f"http://{host}/page"] = at(host, each.page)
        world |= {f"http://{host}/next": 200, f"http://{host}/caf%E9": 200}
    return world


@pytest.mark.parametrize(
    ("fragments", "soft_404"),
    some([(False, False), (False, True), (True, True), (True, False)], 2),
)
def test_hostile_answers(fragments: bool, soft_404: bool) -> None:
    settings = links.LinkSettings(
        timeout=20, backoff=0.01, fragments=fragments, soft_404=soft_404, archive=False
    )
    with Internet(hostile_world()) as net:
        outcome = links.check_urls(URLS, settings, connector_factory=net.connector)
    assert outcome.failures == ()
    assert list(outcome.results) == list(URLS)
    found, expected = {}, {}
    for url, host in URLS.items():
        result, each = outcome.results[url], HOSTS[host]
        found[each.name] = (result.verdict, result.detail, result.status, result.fragment)
        detail = each.detail.replace("HOST", host)
        fragment = each.fragment if fragments else None
        expected[each.name] = (each.verdict, detail, each.status, fragment)
    assert found == expected
    assert not outcome.offline
    assert not outcome.interrupted
    assert all(is_public(address) for address in net.attempts)


def test_the_report_is_whole(cli: Cli, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In every format. All but the first are made of cached results."""
    (directory / ".awesome-lint.yml").write_text("links: {fragments: true, soft-404: true}\n")
    (directory / "README.md").write_text(
        "".join(f"- [{host}]({url})\n" for url, host in URLS.items())
    )
    dead = [url for url, host in URLS.items() if HOSTS[host].verdict == "dead"]
    with Internet(hostile_world()) as net:

        def run(urls: Iterable[str], settings: LinkSettings, **more: Any) -> Outcome:
            settings = replace(settings, backoff=0.01, archive=False)
            return run_links(urls, settings, connector_factory=net.connector, **more)

        run_links = links.check_urls
        monkeypatch.setattr(links, "check_urls", run)
        result = cli("--format=json", online=True)
        assert (result.status, result.err) == (1, "")
        report = json.loads(result.out)
        found = {each["url"]: each["verdict"] for each in report["links"]}
        assert found == {url: HOSTS[host].verdict for url, host in URLS.items()}
        requests_before = len(net.requests)
        for name in FORMATS:
            # Without --quiet, the text report shows some findings of each rule only.
            options = ["--quiet"] if name == "text" else []
            result = cli(f"--format={name}", *options, online=True)
            assert (result.status, result.err) == (1, "")
            shown = [url for url in dead if URLS[url] in result.out]
            # GitHub shows ten annotations; the format states the number of the others.
            assert shown == (dead[:10] if name == "github" else dead)
        assert len(net.requests) == requests_before


ARXIV = "https://arxiv.org/abs/2401.00001"
DOI = "https://doi.org/10.1145/3477495.3531722"
MODEL = "https://huggingface.co/owner/model"
REPOSITORY = "https://github.com/owner/name"
GONE = "https://host.example/gone"
APIS = (
    "https://export.arxiv.org",
    "https://api.github.com",
    "https://api.semanticscholar.org",
    "https://archive.org",
)
"""Hosts with APIs only. doi.org and huggingface.co also have pages."""

FEED = '<feed xmlns="http://www.w3.org/2005/Atom">'
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 9}">' for n in range(9))
XML = (
    f"{FEED}<entry>",
    f"{FEED}<entry><id>http://arxiv.org/abs/2401.00001v{LONG}</id></entry></feed>",
    f"{FEED}<entry><id>http://arxiv.org/abs/\x00</id></entry></feed>",
    f"{FEED}<entry><title>&#{LONG};</title></entry></feed>",
    f'<!DOCTYPE feed [<!ENTITY e0 "e">{ENTITIES}]>{FEED}&e9;</feed>',
    f'<!DOCTYPE feed [<!ENTITY e SYSTEM "file:///etc/passwd">]>{FEED}&e;</feed>',
    f"{FEED}{'<a>' * 200_000}{'</a>' * 200_000}</feed>",
    f"<?xml version='1.0' encoding='rot13'?>{FEED}</feed>",
    f"<?xml version='1.0' encoding='utf-16'?>{FEED}</feed>",
    f"{FEED}<entry>\xff\xfe</entry></feed>",
)
JSON = (
    "",
    "null",
    "[]",
    "{}",
    "7",
    '"text"',
    LONG,
    "NaN",
    "[" * 200_000,
    '{"a":' * 200_000,
    '{"id": "\xff\xfe", "handle": "\xff", "data": {"\xff": null}}',
    '{"id": "\\ud800", "handle": "\\ud800", "data": {"r0": "\\ud800"}}',
    '{"id": "\\u0000", "handle": "\\u0000", "responseCode": 1, "data": {}}',
    f'{{"id": {LONG}, "handle": "a", "responseCode": {LONG}, "data": {LONG}}}',
    '{"id": 1e999, "handle": "a", "responseCode": 1e999, "data": 1e999}',
    '{"id": [], "handle": [], "responseCode": [], "data": [], "errors": 7}',
    '{"data": {"r0": {"nameWithOwner": "\\n", "isArchived": 0, "isPrivate": 0}}}',
    '{"data": null, "errors": [{"type": 7, "path": [[]]}]}',
    '[null, {"externalIds": {"ArXiv": 7}}]',
    '{"archived_snapshots": {"closest": {"available": true, "url": "\\ud800", "status": "200"}}}',
    "<html><title>Here it is</title>",
)


@pytest.mark.parametrize("body", [*XML, *JSON], ids=range(len(XML) + len(JSON)))
def test_what_a_registry_answers_costs_nothing_but_its_answer(body: str) -> None:
    """All registries give the same response, and the pages exist."""
    kind = "text/html; charset=\udcff" if "<html>" in body else "application/json"
    answer = Page(body=body, headers={"Content-Type": kind})

    def api(_: Request) -> Page:
        return answer

    def site(request: Request) -> Page:
        return answer if "/api/" in request.url else Page()

    services = {**dict.fromkeys(APIS, api), "https://doi.org": site, "https://huggingface.co": site}
    urls = [ARXIV, DOI, MODEL, REPOSITORY, GONE]
    world: dict[str, Value] = {**dict.fromkeys((ARXIV, REPOSITORY), 200), GONE: 404}
    settings = links.LinkSettings(timeout=10, backoff=0.01, token="any")  # noqa: S106
    with Internet(world, services=services) as net:
        outcome = links.check_urls(urls, settings, connector_factory=net.connector)
    assert outcome.failures == ()
    found = {url: (each.verdict, each.source) for url, each in outcome.results.items()}
    assert found == {**dict.fromkeys(urls, ("ok", "http")), GONE: ("dead", "http")}
    assert not outcome.records
    assert outcome.results[GONE].archived_url is None


@pytest.mark.parametrize(
    "location", ["http://[", "//\udcff", "javascript:1", f"/api/models/{LONG}:{LONG}", "", "/\x01"]
)
def test_where_a_registry_redirects_to_costs_nothing_but_its_answer(location: str) -> None:
    def site(request: Request) -> Page:
        if "/api/" in request.url:
            return Page(status=307, location=location, headers={"Retry-After": LONG})
        return Page()

    settings = links.LinkSettings(timeout=10, backoff=0.01)
    services = {"https://huggingface.co": site, "https://doi.org": site}
    with Internet({}, services=services) as net:
        outcome = links.check_urls([MODEL, DOI], settings, connector_factory=net.connector)
    assert outcome.failures == ()
    assert {each.verdict for each in outcome.results.values()} == {"ok"}
    assert {each.source for each in outcome.results.values()} == {"http"}


def test_the_table_is_a_table() -> None:
    assert len({each.name for each in HOSTILE}) == len(HOSTILE) >= 160
