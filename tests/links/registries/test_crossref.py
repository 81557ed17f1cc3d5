"""Crossref: records of DOIs in batches, and their fields."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.registries.crossref import REGISTRY
from awesome_lint.links.registries.registry import UnavailableError
from awesome_lint.model import Record
from fakenet import Page
from fakenet.registries.answer import in_json
from fakenet.registries.crossref import Crossref
from fakenet.world import Work
from registry_helpers import ask

DOI = "10.1145/3477495.3531722"


def record(work: Work) -> Record:
    """Return the record of one work."""
    (answer,) = ask(REGISTRY, Crossref({DOI: work}), DOI).answers.values()
    assert isinstance(answer, Record)
    return answer


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://doi.org/10.1145/3477495.3531722", DOI),
        ("https://dl.acm.org/doi/pdf/10.1145/3477495.3531722", DOI),
        ("https://www.ijcai.org/proceedings/2023/0042.pdf", "10.24963/ijcai.2023/42"),
        ("https://doi.org/10.48550/arXiv.2403.00001", None),  # arXiv's
        ("https://doi.org/10.18653/v1/2024.acl-long.1", None),  # the Anthology's
        ("https://doi.org/10.1145/nnnnnnn.nnnnnnn", None),
        ("https://host.example/", None),
    ],
)
def test_the_dois_of_other_registries_are_left_to_them(url: str, doi: str | None) -> None:
    assert REGISTRY.identify(url) == doi


def test_dois_are_looked_up_in_one_request() -> None:
    works = {DOI: Work(title="Lamps"), "10.1016/0031(83)90093-9": Work(title="More Lamps")}
    resolved = ask(REGISTRY, Crossref(works), *works, "10.5555/unknown")
    (request,) = resolved.requests
    query = parse_qs(urlsplit(request.url).query)
    assert query["filter"] == [f"doi:{DOI},doi:10.1016/0031(83)90093-9,doi:10.5555/unknown"]
    assert query["rows"] == ["3"]
    assert {
        name: each.title for name, each in resolved.answers.items() if isinstance(each, Record)
    } == {name: work.title for name, work in works.items()}
    assert "10.5555/unknown" not in resolved.answers  # it may be of another agency


def test_a_doi_that_a_filter_cannot_hold_is_looked_up_by_itself() -> None:
    works = {"10.1000/a,b": Work(title="Comma"), DOI: Work(title="Lamps")}
    resolved = ask(REGISTRY, Crossref(works), *works, "10.1000/c,d")
    assert [urlsplit(request.url).path for request in resolved.requests] == [
        "/works",
        "/works/10.1000%2Fa%2Cb",
        "/works/10.1000%2Fc%2Cd",
    ]
    assert set(resolved.answers) == set(works)


def test_the_record_of_an_article() -> None:
    work = Work(
        title="Lamps <i>in</i>\n the H<sub>2</sub>O &amp; Air",
        authors=(("Ada", "Lamp"), ("", "The Wick\x1b Group")),
        venues=("Journal of Lamps", "Zeitschrift für Lampen"),
        short_venue="J. Lamps",
        volume="12",
        issue="3",
        pages="17-31",
        published=(2024, 3),
    )
    assert record(work) == Record(
        "crossref",
        DOI,
        f"https://doi.org/{DOI}",
        title="Lamps in the H2O & Air",
        kind="article",
        authors=("Ada Lamp", "The Wick Group"),
        venue="Journal of Lamps",
        short_venue="J. Lamps",
        volume="12",
        issue="3",
        pages="17-31",
        publisher="Lamp Press",
        published="2024-03",
        doi=DOI,
    )


def test_the_venue_of_a_paper_is_the_book_or_the_event() -> None:
    series = ("Lecture Notes in Lamps", "Lamps 2024")
    assert record(Work(kind="proceedings-article", venues=series)).venue == "Lamps 2024"
    assert record(Work(kind="book-chapter", venues=series)).kind == "chapter"
    event = record(Work(kind="proceedings-article", venues=(), event="Conference on Lamps"))
    assert (event.venue, event.kind) == ("Conference on Lamps", "proceedings-paper")


@pytest.mark.parametrize(
    ("title", "subtitle", "expected"),
    [
        ("Lamps", "A Survey", "Lamps: A Survey"),
        ("Lamps: A Survey", "a survey", "Lamps: A Survey"),
        ("Why Lamps?", "A Survey", "Why Lamps? A Survey"),
        ("", "A Survey", ""),
    ],
)
def test_a_subtitle_is_part_of_the_title(title: str, subtitle: str, expected: str) -> None:
    works = {DOI: Work(title=title, subtitle=subtitle)}
    answers = ask(REGISTRY, Crossref(works), DOI).answers
    assert [each.title for each in answers.values() if isinstance(each, Record)] == (
        [expected] if expected else []
    )


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ((), ""),
        ((2024,), "2024"),
        ((2024, 2), "2024-02"),
        ((2024, 2, 29), "2024-02-29"),
        ((2023, 2, 29), "2023-02"),
        ((2024, 13), "2024"),
        ((0,), ""),
        ((10**30,), ""),
    ],
)
def test_dates_have_as_many_parts_as_are_stated(published: tuple[int, ...], expected: str) -> None:
    assert record(Work(published=published)).published == expected


def test_only_a_retraction_retracts() -> None:
    assert record(Work(updates=("correction", "retraction"))).retracted
    assert not record(Work(updates=("correction", "erratum"))).retracted


def test_one_malformed_work_costs_no_other() -> None:
    good = {"DOI": DOI, "title": ["Lamps"], "type": "dataset"}
    page = in_json({"message": {"items": [{"DOI": 1}, {"DOI": "10.1/x", "title": "a"}, good]}})
    (answer,) = ask(REGISTRY, lambda _: page, DOI, "10.1/x").answers.values()
    assert isinstance(answer, Record)
    assert (answer.title, answer.kind) == ("Lamps", "data-set")


def test_a_batch_that_is_not_accepted_costs_no_other() -> None:
    assert not ask(REGISTRY, lambda _: Page(status=400), "10.1000/a,b").answers
    with pytest.raises(UnavailableError, match="returned 400 Bad Request") as caught:
        ask(REGISTRY, lambda _: Page(status=400), DOI)
    assert not caught.value.final


@pytest.mark.parametrize("name", [DOI, "10.1000/a,b"])
def test_a_refusal_is_an_error(name: str) -> None:
    with pytest.raises(UnavailableError, match="returned 403 Forbidden"):
        ask(REGISTRY, lambda _: Page(status=403), name)


def test_works_that_were_not_asked_for_are_ignored() -> None:
    page = in_json({"message": {"items": [{"DOI": "10.1/x", "title": ["Lamps"]}]}})
    assert not ask(REGISTRY, lambda _: page, DOI).answers


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    "DOI title subtitle author given family container-title issued date-parts"
                    " updated-by type event name".split()
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_work_is_survived(work: object) -> None:
    fields = work if isinstance(work, dict) else {}
    body = json.dumps({"message": {"items": [{"DOI": DOI, **fields}, work]}})
    try:
        answers = ask(REGISTRY, lambda _: Page(body=body), DOI).answers
    except UnavailableError:
        return
    for answer in answers.values():
        assert isinstance(answer, Record)
        assert all(text.isprintable() for text in (answer.title, answer.venue) if text.isascii())
