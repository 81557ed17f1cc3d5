"""Records of DOIs that Crossref does not have: DataCite, OpenAlex and doi.org."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from awesome_lint.links.registries import datacite, openalex
from awesome_lint.links.registries.registry import Api, UnavailableError
from awesome_lint.model import Record
from fakenet import Page
from fakenet.registries.answer import in_json
from fakenet.registries.datacite import DataCite
from fakenet.registries.openalex_works import OpenAlexWorks
from fakenet.world import Work
from registry_helpers import ask

DOI = "10.5281/zenodo.7"
ODD = '10.5281/a"b\\c|d,e'


def at_datacite(work: Work) -> Record:
    """Return DataCite's record of one work."""
    (answer,) = ask(datacite.DOIS, DataCite({}, {DOI: work}), DOI).answers.values()
    assert isinstance(answer, Record)
    return answer


def at_openalex(work: Work) -> Record:
    """Return the record of one work in OpenAlex."""
    (answer,) = ask(openalex.DOIS, OpenAlexWorks({DOI: work}), DOI).answers.values()
    assert isinstance(answer, Record)
    return answer


def test_a_work_at_datacite() -> None:
    work = Work(
        title="Lamps <i>and</i> Wicks",
        kind="ConferencePaper",
        authors=(("Ada", "Lamp"), ("", "The Wick Group")),
        volume="3",
        issue="2",
        pages="17-31",
    )
    assert at_datacite(work) == Record(
        "datacite",
        DOI,
        f"https://doi.org/{DOI}",
        title="Lamps and Wicks",
        kind="proceedings-paper",
        authors=("Ada Lamp", "The Wick Group"),
        venue="Journal of Lamps",
        volume="3",
        issue="2",
        pages="17-31",
        publisher="Lamp Press",
        published="2024-03-11",
        doi=DOI,
    )


def test_a_work_of_which_only_the_year_is_known() -> None:
    assert at_datacite(Work(kind="Dataset", published=(2023,))).published == "2023"
    assert at_datacite(Work(kind="Dataset", published=(2023,))).kind == "data-set"
    assert at_datacite(Work(kind="Interactive")).kind == "other"


def test_a_work_in_openalex() -> None:
    work = Work(
        title="Lamps <i>and</i> Wicks",
        kind="proceedings-article",
        venues=("Conference on Lamps",),
        volume="3",
        issue="2",
        pages="17-17",
        updates=("retraction",),
    )
    assert at_openalex(work) == Record(
        "openalex",
        DOI,
        f"https://doi.org/{DOI}",
        title="Lamps and Wicks",
        kind="proceedings-paper",
        authors=("Ada Lamp", "Bo Wick"),
        venue="Conference on Lamps",
        volume="3",
        issue="2",
        pages="17",
        published="2024-03-11",
        doi=DOI,
        retracted=True,
    )


def test_a_repository_is_not_the_venue_of_a_work() -> None:
    source = {"display_name": "arXiv", "type": "repository"}
    work = {
        "doi": f"https://doi.org/{DOI}",
        "title": "Lamps",
        "type": "preprint",
        "primary_location": {"source": source},
        "authorships": None,
        "is_retracted": None,
    }
    page = in_json({"results": [work]})
    (answer,) = ask(openalex.DOIS, lambda _: page, DOI).answers.values()
    assert answer == Record(
        "openalex", DOI, f"https://doi.org/{DOI}", title="Lamps", kind="preprint", doi=DOI
    )


def test_a_doi_that_cannot_be_in_a_query_is_left_out() -> None:
    resolved = ask(datacite.DOIS, DataCite({}, {DOI: Work()}), ODD, DOI)
    (request,) = resolved.requests
    assert parse_qs(urlsplit(request.url).query)["query"] == [f'doi:("{DOI}")']
    assert set(resolved.answers) == {DOI}
    resolved = ask(openalex.DOIS, OpenAlexWorks({DOI: Work()}), ODD, DOI)
    (request,) = resolved.requests
    assert parse_qs(urlsplit(request.url).query)["filter"] == [f"doi:{DOI}"]
    for api in (datacite.DOIS, openalex.DOIS):
        assert ask(api, lambda _: Page(status=500), ODD) == ask(api, lambda _: Page(), ODD)
        assert ask(api, lambda _: Page(), ODD).requests == []


def test_one_malformed_work_costs_no_other() -> None:
    attributes = {"doi": DOI, "titles": [{"title": "Lamps"}]}
    bad = {"attributes": {"doi": "10.5281/bad", "titles": "Lamps"}}
    untitled = {"attributes": {"doi": "10.5281/untitled"}}
    page = in_json({"data": [bad, 7, untitled, {"attributes": attributes}]})
    names = (DOI, "10.5281/bad", "10.5281/untitled")
    assert set(ask(datacite.DOIS, lambda _: page, *names).answers) == {DOI}
    work = {"doi": f"https://doi.org/{DOI}", "title": "Lamps"}
    works = [{"doi": "https://doi.org/10.5281/bad", "title": 1}, 7, {"doi": None}, work]
    page = in_json({"results": [*works, {"doi": "https://doi.org/10.5281/untitled"}]})
    assert set(ask(openalex.DOIS, lambda _: page, *names).answers) == {DOI}


@pytest.mark.parametrize("api", [datacite.DOIS, openalex.DOIS], ids=lambda api: api.name)
def test_a_refusal_is_an_error(api: Api) -> None:
    with pytest.raises(UnavailableError, match="returned 403 Forbidden"):
        ask(api, lambda _: Page(status=403), DOI)
