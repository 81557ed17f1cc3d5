"""Lookups of records: registries, batches, the cache, and registries without a usable answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from awesome_lint.links import LinkSettings
from awesome_lint.links.records import RecordLookup, look_up_records
from fakenet import Internet, Service
from fakenet.registries.arxiv import Arxiv
from fakenet.world import Paper

QUICK = LinkSettings(timeout=5, backoff=0.01)
PAPERS = {
    "2403.00001": Paper(title="Lamps at Night", authors=("Ada Lamp",)),
    "2403.00002": Paper(title="Lamps by Day"),
}


def look_up(
    services: Mapping[str, Service],
    *urls: str,
    settings: LinkSettings = QUICK,
    offline: bool = False,
) -> tuple[Internet, RecordLookup]:
    """Look `urls` up in an internet with these services only."""
    with Internet({}, services=services) as net:
        found = look_up_records(urls, settings, offline=offline, connector_factory=net.connector)
    return net, found


def hosts(net: Internet) -> list[str]:
    """Return the hosts that got a request, in order."""
    return [urlsplit(request.url).hostname or "" for request in net.requests]


def test_all_urls_of_a_paper_have_its_record_by_one_request() -> None:
    urls = [
        "https://arxiv.org/abs/2403.00001v2",
        "https://huggingface.co/papers/2403.00001",
        "https://doi.org/10.48550/arXiv.2403.00001",
        "https://www.alphaxiv.org/abs/2403.00002",
    ]
    gone = "https://arxiv.org/abs/2403.09999"
    net, found = look_up(Arxiv(PAPERS).services, *urls, gone, "https://host.example/")
    assert hosts(net) == ["export.arxiv.org"]
    assert [(url, known.record.title) for url, known in found.records.items()] == [
        *((url, "Lamps at Night") for url in urls[:3]),
        (urls[3], "Lamps by Day"),
    ]
    assert found.records[urls[0]].record.authors == ("Ada Lamp",)
    assert found.missing == {gone: "arXiv has no paper 2403.09999"}
    assert found.unanswered == frozenset()
    assert found.notes == ()


def test_a_record_is_looked_up_once_and_then_cached(tmp_path: Path) -> None:
    url, other = (f"https://arxiv.org/abs/{name}" for name in PAPERS)
    settings = LinkSettings(timeout=5, cache=tmp_path)
    services = Arxiv(PAPERS).services
    _, first = look_up(services, url, settings=settings)
    net, second = look_up(services, url, settings=settings)
    assert second.records == first.records
    assert hosts(net) == []
    net, third = look_up(services, url, other, settings=settings, offline=True)
    assert third.records == first.records
    assert third.unanswered == {other}
    assert hosts(net) == []
