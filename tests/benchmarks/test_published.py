"""Records of published papers: what is found of them, and with which requests."""

from __future__ import annotations

from collections import Counter

import pytest

import published

PAPERS = published.read(published.RECORDS)


def test_the_records_are_many_and_distinct() -> None:
    assert len({paper.id for paper in PAPERS}) == len(PAPERS) > 600
    assert len({paper.title for paper in PAPERS}) == len(PAPERS)
    assert sum(not paper.expected for paper in PAPERS) > 250
    phrasings = {paper.comment for paper in PAPERS if paper.kind == "by comment"}
    assert len(phrasings) > 200


def test_most_publications_are_found_and_hardly_any_others() -> None:
    result = published.measure(PAPERS)
    assert result.recall >= published.RECALL, "\n".join(result.differences)
    assert result.precision >= published.PRECISION, "\n".join(result.differences)


@pytest.mark.parametrize(
    ("registry", "requests"),
    [
        ("arxiv", {"export.arxiv.org": 1}),
        ("datacite", {"export.arxiv.org": 1, "api.datacite.org": 1}),
        ("openalex", {"export.arxiv.org": 1, "api.datacite.org": 1, "api.openalex.org": 1}),
    ],
)
def test_a_check_sends_only_the_requests_of_the_batch(
    registry: published.Registry, requests: dict[str, int]
) -> None:
    papers = [paper for paper in PAPERS if paper.is_known_to(registry)][:40]
    sent: Counter[str] = Counter()
    found = published.check(papers, registry, sent)
    assert sent == requests
    assert any(found)
