"""Lookups of records: registries, batches, the cache, and registries without a usable answer."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

import link_checks
from awesome_lint.links import LinkSettings, SettingsError
from awesome_lint.links.cache.memory import DAY, MAX_RECORD_LOOKUP_AGE
from awesome_lint.links.records import RecordLookup, look_up_records
from awesome_lint.model import Record
from fakenet import Internet, Page, Service
from fakenet.registries import (
    acl_anthology,
    codeberg,
    crossref,
    datacite,
    doi,
    gitlab,
    huggingface,
    openalex,
    semantic_scholar,
)
from fakenet.registries.acl_anthology import AclAnthology
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.codeberg import Codeberg
from fakenet.registries.crossref import Crossref
from fakenet.registries.datacite import DataCite
from fakenet.registries.doi import Doi
from fakenet.registries.github import GitHub
from fakenet.registries.gitlab import GitLab
from fakenet.registries.huggingface import HuggingFace
from fakenet.registries.openalex_works import OpenAlexWorks
from fakenet.registries.semantic_scholar import SemanticScholar
from fakenet.world import Paper, Repository, Work

QUICK = LinkSettings(timeout=5, backoff=0.01)
PAPERS = {
    "2403.00001": Paper(title="Lamps at Night", authors=("Ada Lamp",)),
    "2403.00002": Paper(title="Lamps by Day"),
}
URL, OTHER_URL = (f"https://arxiv.org/abs/{name}" for name in PAPERS)
REFUSED = Page(status=429, body="Rate exceeded.")
TOKEN = "token"  # noqa: S105 - it opens nothing


def look_up(
    services: Mapping[str, Service],
    *urls: str,
    settings: LinkSettings = QUICK,
    offline: bool = False,
) -> tuple[Internet, RecordLookup]:
    """Look `urls` up in an internet with these services only."""
    with Internet({}, services=services) as net:
        found = look_up_records(urls, settings, offline=offline, connector_factory=net.connector)
    assert not found.failures
    return net, found


def hosts(net: Internet) -> list[str]:
    """Return the hosts that got a request, in order."""
    return [urlsplit(request.url).hostname or "" for request in net.requests]


def records(found: RecordLookup) -> dict[str, Record]:
    """Return the records by URL."""
    return {url: known.record for url, known in found.records.items()}


# --- who is asked


def test_all_urls_of_a_paper_have_its_record_by_one_request() -> None:
    urls = [
        "https://arxiv.org/abs/2403.00001v2",
        "https://huggingface.co/papers/2403.00001",
        "https://doi.org/10.48550/arXiv.2403.00001",
        "https://www.alphaxiv.org/abs/2403.00002",
    ]
    gone = "https://arxiv.org/abs/2403.09999"
    net, found = look_up(Arxiv(PAPERS).services, *urls, gone, "https://host.example/", "#top")
    assert hosts(net) == ["export.arxiv.org"]
    assert [(url, known.title) for url, known in records(found).items()] == [
        *((url, "Lamps at Night") for url in urls[:3]),
        (urls[3], "Lamps by Day"),
    ]
    assert records(found)[urls[0]].authors == ("Ada Lamp",)
    assert found.missing == {gone: "arXiv has no paper 2403.09999"}
    assert found.unanswered == frozenset()
    assert found.notes == ()


def test_each_agency_has_the_records_of_its_dois() -> None:
    at_crossref = "https://dl.acm.org/doi/10.1145/1.2"
    at_datacite = "https://doi.org/10.5281/zenodo.7"
    at_openalex = "https://doi.org/10.11467/lamps.1"
    elsewhere, unregistered = "https://doi.org/10.1430/8", "https://doi.org/10.1430/9"
    program = Work(title="Lampsim", kind="Software", venues=(), published=(2023, 5, 6))
    net, found = look_up(
        {
            crossref.ORIGIN: Crossref({"10.1145/1.2": Work(title="Lamps")}),
            datacite.ORIGIN: DataCite({}, {"10.5281/zenodo.7": program}),
            openalex.ORIGIN: OpenAlexWorks({"10.11467/lamps.1": Work(title="Japanese Lamps")}),
            doi.ORIGIN: Doi({"10.1430/8": "https://host.example/"}),
        },
        *(at_crossref, at_datacite, at_openalex, elsewhere, unregistered),
    )
    known = records(found)
    assert {url: (known[url].registry, known[url].title) for url in known} == {
        at_crossref: ("crossref", "Lamps"),
        at_datacite: ("datacite", "Lampsim"),
        at_openalex: ("openalex", "Japanese Lamps"),
    }
    assert known[at_datacite] == Record(
        "datacite",
        "10.5281/zenodo.7",
        at_datacite,
        title="Lampsim",
        kind="software",
        authors=("Ada Lamp", "Bo Wick"),
        publisher="Lamp Press",
        published="2023-05-06",
        doi="10.5281/zenodo.7",
    )
    assert found.missing == {unregistered: "the DOI 10.1430/9 is not registered"}
    assert found.unanswered == {elsewhere}
    assert hosts(net) == [
        "api.crossref.org",
        "api.datacite.org",
        "api.openalex.org",
        *["doi.org"] * 2,
    ]


def test_an_anthology_paper_is_looked_up_by_its_doi_and_else_in_the_anthology() -> None:
    urls = [
        "https://aclanthology.org/2024.acl-long.1/",
        "https://aclanthology.org/P14-1001.pdf",
        "https://www.aclweb.org/anthology/L18-1002",
        "https://aclanthology.org/L18-1999",
    ]
    lrec = Work(
        title="Läufer & Lamps",
        kind="conference",
        authors=(("Jürgen", "Müller"),),
        venues=("Proceedings of LREC 2018",),
        publisher="ELRA",
        pages="17-31",
        published=(2018, 5),
    )
    net, found = look_up(
        {
            crossref.ORIGIN: Crossref(
                {
                    "10.18653/v1/2024.acl-long.1": Work(title="New", kind="proceedings-article"),
                    "10.3115/v1/p14-1001": Work(title="Old"),
                }
            ),
            acl_anthology.ORIGIN: AclAnthology({"L18-1002": lrec}),
        },
        *urls,
    )
    known = records(found)
    assert [(each.identifier, each.title, each.canonical_url) for each in known.values()] == [
        ("2024.acl-long.1", "New", "https://aclanthology.org/2024.acl-long.1/"),
        ("P14-1001", "Old", "https://aclanthology.org/P14-1001/"),
        ("L18-1002", "Läufer & Lamps", "https://aclanthology.org/L18-1002/"),
    ]
    assert known[urls[0]].doi == "10.18653/v1/2024.acl-long.1"
    assert known[urls[2]] == Record(
        "acl-anthology",
        "L18-1002",
        "https://aclanthology.org/L18-1002/",
        title="Läufer & Lamps",
        kind="proceedings-paper",
        authors=("Jürgen Müller",),
        venue="Proceedings of LREC 2018",
        pages="17-31",
        publisher="ELRA",
        published="2018-05",
    )
    assert found.missing == {urls[3]: "the ACL Anthology has no paper L18-1999"}
    assert hosts(net) == ["api.crossref.org", *["aclanthology.org"] * 2]


@pytest.mark.parametrize("token", ["", TOKEN])
def test_repositories_of_github_have_descriptions_with_and_without_a_token(token: str) -> None:
    known = {
        "Robots/Arm": Repository(description="Arms\n that grip", stars=7, archived=True),
        "robots/secret": Repository(private=True),
        "robots/plain": Repository(license=""),
    }
    front, page = "https://github.com/robots/arm", "https://github.com/Robots/Arm/blob/main/a.md"
    old, gone = "https://github.com/robots/old-arm", "https://github.com/robots/gone"
    plain = "https://github.com/robots/plain#readme"
    github = GitHub(known, {"robots/old-arm": "Robots/Arm"}, token=TOKEN)
    net, found = look_up(
        github.services, front, page, old, gone, plain, settings=replace(QUICK, token=token)
    )
    arm = Record(
        "github",
        "robots/arm",
        "https://github.com/Robots/Arm",
        kind="software",
        description="Arms that grip",
        archived=True,
        created="2020-02-03",
        pushed="2025-11-10",
        stars=7,
        license="MIT",
    )
    assert records(found)[front] == records(found)[page] == arm
    assert records(found)[old] == replace(arm, identifier="robots/old-arm")
    assert (records(found)[plain].description, records(found)[plain].license) == ("", "")
    assert found.missing == {gone: "GitHub has no repository robots/gone"}
    assert len(net.requests) == (1 if token else 5)
    assert all(("authorization" in request.headers) == bool(token) for request in net.requests)


def test_github_gets_no_more_requests_without_a_token_than_it_allows() -> None:
    known = {f"robots/arm{number}": Repository() for number in range(5)}
    urls = [f"https://github.com/{name}" for name in known]
    github = GitHub(known, token=TOKEN, requests_per_hour=2)
    net, found = look_up(github.services, *urls)
    assert list(found.records) == urls[:2]
    assert found.unanswered == set(urls[2:])
    assert found.notes == ("GitHub's API returned 403 Forbidden: 3 links were not looked up",)
    assert len(net.requests) == 3


def test_repositories_models_and_data_sets_have_descriptions() -> None:
    things: dict[str, dict[str, object]] = {
        "models/Org/Net": {"cardData": {"license": "mit"}, "createdAt": "2024-01-02T03:04:05.000Z"},
        "datasets/Org/Set": {
            "cardData": {"pretty_name": "The  Set", "license": ["mit"]},
            "description": "\n\tA set of\u202e things",
        },
        "spaces/Org/Demo": {"cardData": {"title": "Demo", "short_description": "Shows"}},
    }
    arm = Repository(description="An arm")
    urls = [
        "https://huggingface.co/Org/Net",
        "https://huggingface.co/datasets/Org/Old",
        "https://huggingface.co/spaces/Org/Demo",
        "https://gitlab.com/robots/arm",
        "https://codeberg.org/robots/arm",
    ]
    gone = "https://huggingface.co/Org/Gone"
    _, found = look_up(
        {
            huggingface.ORIGIN: HuggingFace(things, {"datasets/Org/Old": "datasets/Org/Set"}),
            gitlab.ORIGIN: GitLab({"robots/arm": arm}),
            codeberg.ORIGIN: Codeberg({"robots/arm": arm}),
        },
        *urls,
        gone,
    )
    assert [
        (each.canonical_url, each.kind, each.title, each.description, each.license, each.created)
        for each in records(found).values()
    ] == [
        (urls[0], "model", "", "", "MIT", "2024-01-02"),
        (
            "https://huggingface.co/datasets/Org/Set",
            "data-set",
            "The Set",
            "A set of things",
            None,
            "",
        ),
        (urls[2], "software", "Demo", "Shows", None, ""),
        (urls[3], "software", "", "An arm", "MIT", "2020-02-03"),
        (urls[4], "software", "", "An arm", None, "2020-02-03"),
    ]
    assert found.missing == {gone: "Hugging Face has no public model Org/Gone"}


# --- registries without a usable answer


@pytest.mark.parametrize(
    ("services", "title", "record"),
    [
        (
            {datacite.ORIGIN: DataCite(PAPERS)},
            "DataCite",
            Record(
                "datacite",
                "2403.00001",
                URL,
                title="Lamps at Night",
                kind="preprint",
                authors=("Ada Lamp",),
                published="2024-03-11",
                version=1,
            ),
        ),
        (
            {
                openalex.ORIGIN: OpenAlexWorks(
                    {
                        "10.48550/arxiv.2403.00001": Work(
                            title="Lamps at Night", volume="3", pages="1-9", updates=("retraction",)
                        )
                    }
                )
            },
            "OpenAlex",
            Record(
                "openalex",
                "2403.00001",
                URL,
                title="Lamps at Night",
                kind="article",
                authors=("Ada Lamp", "Bo Wick"),
                venue="Journal of Lamps",
                volume="3",
                pages="1-9",
                published="2024-03-11",
                retracted=True,
            ),
        ),
        (
            {semantic_scholar.ORIGIN: SemanticScholar(["ARXIV:2403.00001"])},
            "Semantic Scholar",
            Record(
                "semantic-scholar",
                "2403.00001",
                URL,
                title="A Paper",
                authors=("Ada Lamp", "Bo Wick"),
                venue="Annual Meeting of Lamps",
                published="2024",
            ),
        ),
    ],
)
def test_other_registries_replace_arxiv(
    services: dict[str, Service], title: str, record: Record
) -> None:
    _, found = look_up({**Arxiv(PAPERS, page=REFUSED).services, **services}, URL)
    assert records(found) == {URL: record}
    assert found.notes == (
        f"arXiv's API returned 429 Too Many Requests: 1 link is looked up through {title}",
    )


def test_a_paper_that_a_fallback_does_not_know_is_missing() -> None:
    gone = "https://arxiv.org/abs/2403.09999"
    services: dict[str, Service] = {
        **Arxiv(PAPERS, page=REFUSED).services,
        datacite.ORIGIN: DataCite(PAPERS),
    }
    _, found = look_up(services, URL, gone)
    assert list(found.records) == [URL]
    assert found.missing == {gone: "DataCite has no paper 2403.09999"}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (REFUSED, "returned 429 Too Many Requests"),
        (Page(status=400), "returned 400 Bad Request"),
        (Page(body="<html>"), "returned an invalid response"),
        (Page(body='{"message":{"items":7}}'), "returned an invalid response"),
        (Page(answer="reset"), "closed the connection without a response"),
        (Page(answer="endless"), "returned a response of more than 16 MiB"),
    ],
)
def test_a_registry_without_a_usable_answer_leaves_its_links_unanswered(
    page: Page, said: str
) -> None:
    url = "https://doi.org/10.1145/1.2"
    services: dict[str, Service] = {
        crossref.ORIGIN: Crossref({}, page=page),
        **Arxiv(PAPERS).services,
    }
    _, found = look_up(services, url, URL)
    assert list(found.records) == [URL]
    assert not found.missing
    assert found.unanswered == {url}
    assert found.notes == (f"Crossref's API {said}: 1 link was not looked up",)


def test_a_registry_of_papers_and_of_dois_is_named_with_its_purpose() -> None:
    services: dict[str, Service] = {crossref.ORIGIN: Crossref({}, page=REFUSED)}
    _, found = look_up(services, "https://doi.org/10.1145/1.2", "https://aclanthology.org/P17-1001")
    assert set(found.notes) == {
        f"{name} returned 429 Too Many Requests: 1 link was not looked up"
        for name in ("Crossref's API", "Crossref's API (for the ACL Anthology)")
    }


@pytest.mark.parametrize(
    "body",
    [
        "<!DOCTYPE x><modsCollection/>",
        "<modsCollection xmlns='http://www.loc.gov/mods/v3'/>",
        "<modsCollection xmlns='http://www.loc.gov/mods/v3'><mods/></modsCollection>",
        "[" * 5000,
        "<a>" * 5000,
    ],
)
def test_an_invalid_record_of_the_anthology_is_not_used(body: str) -> None:
    url = "https://aclanthology.org/L18-1002"
    _, found = look_up(
        {
            crossref.ORIGIN: Crossref({}),
            acl_anthology.ORIGIN: AclAnthology({}, page=Page(body=body)),
        },
        url,
    )
    assert found.unanswered == {url}


def test_without_a_network_nothing_is_answered() -> None:
    with Internet({}, online=False) as net:
        found = look_up_records([URL], QUICK, connector_factory=net.connector)
    assert found.unanswered == {URL}
    assert found.notes == (
        (
            "arXiv's API is on the host `export.arxiv.org`, which does not exist: 1 link was not"
            " looked up"
        ),
    )


# --- pace


def test_dois_are_looked_up_in_batches_at_the_pace_of_crossref() -> None:
    works = {f"10.1145/{number}.1": Work() for number in range(120)}
    urls = [f"https://doi.org/{name}" for name in works]
    net, found = look_up({crossref.ORIGIN: Crossref(works, interval=0.9)}, *urls)
    assert len(found.records) == 120
    sizes = [parse_qs(urlsplit(request.url).query)["rows"] for request in net.requests]
    assert sizes == [["50"], ["50"], ["20"]]
    assert net.peak["api.crossref.org"] == 1


def test_progress_counts_urls() -> None:
    seen: list[tuple[int, int]] = []
    with Internet({}, services=Arxiv(PAPERS).services) as net:
        look_up_records(
            [URL, OTHER_URL, "https://host.example/"],
            QUICK,
            connector_factory=net.connector,
            on_progress=lambda *counts: seen.append(counts),
        )
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_the_deadline_ends_a_lookup(tmp_path: Path) -> None:
    known = {f"robots/arm{number}": Repository() for number in range(20)}
    urls = [f"https://github.com/{name}" for name in known]
    settings = LinkSettings(deadline=1.5, cache=tmp_path)
    begun = time.monotonic()
    _, found = look_up(GitHub(known, token=TOKEN).services, *urls, settings=settings)
    assert time.monotonic() - begun < 4
    assert len(found.records) >= 5
    assert found.unanswered == set(urls) - set(found.records)
    assert found.notes == ("the deadline of 1.5 s passed: some records were not looked up",)
    _, again = look_up({}, *urls, settings=settings, offline=True)
    assert again.records == found.records


# --- the cache


@pytest.fixture
def settings(tmp_path: Path) -> LinkSettings:
    """Settings with a cache."""
    return LinkSettings(timeout=5, backoff=0.01, cache=tmp_path)


def test_a_record_is_looked_up_once_and_then_cached(settings: LinkSettings) -> None:
    services = Arxiv(PAPERS).services
    before = datetime.now(UTC).replace(microsecond=0)
    _, first = look_up(services, URL, settings=settings)
    assert before <= first.records[URL].looked_up <= datetime.now(UTC)
    net, second = look_up(services, URL, settings=settings)
    assert second.records == first.records
    assert hosts(net) == []
    net, third = look_up(services, URL, OTHER_URL, settings=settings, offline=True)
    assert third.records == first.records
    assert third.unanswered == {OTHER_URL}
    assert hosts(net) == []


def test_records_are_written_as_they_come(settings: LinkSettings) -> None:
    """A lookup that is killed loses those of the last second."""
    known = {f"robots/arm{number}": Repository() for number in range(8)}
    urls = [f"https://github.com/{name}" for name in known]
    sizes: list[int] = []

    def count_entries(_finished: int, _total: int) -> None:
        with closing(sqlite3.connect(file)) as connection:
            sizes.append(connection.execute("SELECT count(*) FROM entries").fetchone()[0])

    assert settings.cache
    file = settings.cache / "links-trusted.sqlite3"
    with Internet({}, services=GitHub(known, token=TOKEN).services) as net:
        look_up_records(urls, settings, connector_factory=net.connector, on_progress=count_entries)
    assert sizes[0] == 0
    assert sizes[-1] > 0


def test_other_urls_of_an_identifier_share_its_record(settings: LinkSettings) -> None:
    _, first = look_up(Arxiv(PAPERS).services, URL, settings=settings)
    pdf = "https://arxiv.org/pdf/2403.00001v3"
    _, second = look_up({}, pdf, settings=settings)
    assert second.records[pdf] == first.records[URL]


def test_old_records_are_used_offline_and_if_no_registry_answers(
    settings: LinkSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, first = look_up(Arxiv(PAPERS).services, URL, settings=settings)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + MAX_RECORD_LOOKUP_AGE + DAY)
    _, offline = look_up({}, URL, settings=settings, offline=True)
    assert offline.records == first.records
    net, refused = look_up(Arxiv(PAPERS, page=REFUSED).services, URL, settings=settings)
    assert refused.records == first.records
    assert hosts(net)[0] == "export.arxiv.org"
    assert refused.notes == (
        "arXiv's API returned 429 Too Many Requests: 1 link was not looked up",
    )
    _, updated = look_up(Arxiv(PAPERS).services, URL, settings=settings)
    assert updated.records[URL].looked_up - first.records[URL].looked_up >= timedelta(days=8)


def test_an_old_record_is_not_used_if_the_registry_has_none_anymore(
    settings: LinkSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up(Arxiv(PAPERS).services, URL, settings=settings)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + MAX_RECORD_LOOKUP_AGE + DAY)
    _, found = look_up(Arxiv({}).services, URL, settings=settings)
    assert not found.records
    assert found.missing == {URL: "arXiv has no paper 2403.00001"}


def test_refresh_ignores_the_cache(settings: LinkSettings) -> None:
    _, first = look_up(Arxiv(PAPERS).services, URL, settings=settings)
    refresh = replace(settings, refresh=True)
    net, _ = look_up(Arxiv(PAPERS).services, URL, settings=refresh)
    assert hosts(net) == ["export.arxiv.org"]
    _, refused = look_up(Arxiv(PAPERS, page=REFUSED).services, URL, settings=refresh)
    assert refused.unanswered == {URL}
    _, offline = look_up({}, URL, settings=refresh, offline=True)
    assert offline.records.keys() == first.records.keys()


def test_what_a_registry_does_not_know_is_looked_up_again(settings: LinkSettings) -> None:
    gone = "https://arxiv.org/abs/2403.09999"
    for _ in range(2):
        net, found = look_up(Arxiv(PAPERS).services, gone, settings=settings)
        assert list(found.missing) == [gone]
        assert len(net.requests) == 1


def test_a_link_check_caches_the_records_that_are_complete(settings: LinkSettings) -> None:
    dataset = "https://huggingface.co/datasets/Org/Set"
    services: dict[str, Service] = {
        **Arxiv(PAPERS).services,
        huggingface.ORIGIN: HuggingFace({"datasets/Org/Set": {"description": "A set"}}),
    }
    _, checked = link_checks.check({}, URL, dataset, services=services, settings=settings)
    assert {URL, dataset} <= checked.records.keys()
    _, found = look_up({}, URL, dataset, settings=settings, offline=True)
    assert records(found)[URL].authors == ("Ada Lamp",)
    assert found.unanswered == {dataset}


def test_the_record_of_a_fallback_in_a_link_check_is_not_complete(settings: LinkSettings) -> None:
    services: dict[str, Service] = {
        **Arxiv(PAPERS, page=REFUSED).services,
        datacite.ORIGIN: DataCite(PAPERS),
    }
    _, checked = link_checks.check({}, URL, services=services, settings=settings)
    assert checked.records[URL].authors == ()
    _, found = look_up({}, URL, settings=settings, offline=True)
    assert found.unanswered == {URL}


def test_an_untrusted_record_is_not_used_in_a_trusted_run(settings: LinkSettings) -> None:
    untrusted = replace(settings, cache_scope="untrusted")
    look_up(Arxiv(PAPERS).services, URL, settings=untrusted)
    _, trusted = look_up({}, URL, settings=settings, offline=True)
    assert trusted.unanswered == {URL}
    look_up(Arxiv(PAPERS).services, OTHER_URL, settings=settings)
    _, both = look_up({}, URL, OTHER_URL, settings=untrusted, offline=True)
    assert list(both.records) == [URL, OTHER_URL]


# --- link checks


def test_a_link_check_requests_nothing_for_records() -> None:
    """Crossref, the Anthology and GitHub's REST API, and fields that only records have."""
    urls = [
        URL,
        "https://doi.org/10.1145/1.2",
        "https://aclanthology.org/2024.acl-long.1/",
        "https://github.com/robots/arm",
        "https://huggingface.co/Org/Net",
    ]
    services: dict[str, Service] = {
        **Arxiv(PAPERS, page=REFUSED).services,
        crossref.ORIGIN: Crossref({"10.1145/1.2": Work()}),
        datacite.ORIGIN: DataCite(PAPERS),
        doi.ORIGIN: Doi({"10.1145/1.2": "https://host.example/"}),
        huggingface.ORIGIN: HuggingFace(["models/Org/Net"]),
        **GitHub({"robots/arm": Repository()}, token=TOKEN).services,
    }
    world = {urls[2]: 200, link_checks.ALIVE: 200}
    net, _ = link_checks.check(world, *urls, services=services)
    requested = [request.url for request in net.requests]
    (at_datacite,) = (url for url in requested if url.startswith(datacite.ORIGIN))
    assert "creators" not in at_datacite
    requested.remove(at_datacite)
    assert sorted(requested) == [
        "https://aclanthology.org/2024.acl-long.1/",
        "https://doi.org/api/handles/10.1145/1.2?type=URL",
        "https://export.arxiv.org/api/query",
        "https://github.com/robots/arm",
        "https://huggingface.co/api/models/Org/Net?expand=private",
    ]
    authorized = replace(QUICK, token=TOKEN)
    net, _ = link_checks.check({}, urls[3], services=services, settings=authorized)
    (request,) = net.requests
    assert request.url == "https://api.github.com/graphql"
    assert b"description" not in request.body


# --- internal errors


def test_an_internal_error_of_a_registry_leaves_its_urls_unanswered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def surprise(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("awesome_lint.links.registries.crossref._record", surprise)
    services: dict[str, Service] = {
        crossref.ORIGIN: Crossref({"10.1145/1.2": Work()}),
        **Arxiv(PAPERS).services,
    }
    url = "https://doi.org/10.1145/1.2"
    with Internet({}, services=services) as net:
        found = look_up_records([url, URL], QUICK, connector_factory=net.connector)
    assert list(found.records) == [URL]
    assert found.unanswered == {url}
    assert [(each.part, each.error) for each in found.failures] == [
        ("registry `crossref`", "ZeroDivisionError")
    ]


def test_an_internal_error_of_the_lookup_keeps_what_was_found(settings: LinkSettings) -> None:
    def on_progress(finished: int, _total: int) -> None:
        if finished:
            raise ZeroDivisionError

    with Internet({}, services=Arxiv(PAPERS).services) as net:
        found = look_up_records(
            [URL, OTHER_URL], settings, connector_factory=net.connector, on_progress=on_progress
        )
    assert found.records
    assert {*found.records, *found.unanswered} == {URL, OTHER_URL}
    assert [(each.part, each.error) for each in found.failures] == [
        ("record lookup", "ZeroDivisionError")
    ]


# --- misuse


def test_misuse_is_refused() -> None:
    with pytest.raises(TypeError, match="urls must be several, not a str"):
        look_up_records(URL, QUICK)
    with pytest.raises(SettingsError, match="timeout: `-1` is not a number of seconds above 0"):
        look_up_records([URL], LinkSettings(timeout=-1))


def test_an_unusable_proxy_is_an_error() -> None:
    with pytest.raises(SettingsError):
        look_up_records([URL], LinkSettings(proxy="socks5://proxy.example"))


def test_a_lookup_does_not_block_an_event_loop() -> None:
    async def work() -> None:
        look_up_records([URL], QUICK)

    with pytest.raises(RuntimeError, match="an event loop runs in this thread"):
        asyncio.run(work())
