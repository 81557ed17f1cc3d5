"""The values of an entry, from the record of a registry."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from awesome_lint import rulebook
from awesome_lint.entry_writer.forms import (
    replace_venue,
    write_authors,
    write_date,
    write_description,
    write_url,
    write_venue,
)
from awesome_lint.entry_writer.values import Values, identities_of, values_of
from awesome_lint.model import Record

VOCABULARY = rulebook.vocabulary()
PAPER = Record("arxiv", "2405.01234", "https://arxiv.org/abs/2405.01234", title="Slow Ice")
PROJECT = Record("github", "a/b", "https://github.com/a/b")


def values(record: Record) -> Values:
    found = values_of(record, VOCABULARY)
    assert found is not None
    return found


def test_texts_are_on_one_line_and_bounded() -> None:
    found = values(replace(PAPER, title="Slow\n\x1b[31m Ice\u202e", authors=("A\tSnow", " ")))
    assert found.title == "Slow [31m Ice"
    assert found.authors == ("A Snow",)
    assert values_of(replace(PAPER, title="x" * 401), VOCABULARY) is None
    assert len(values(replace(PROJECT, description="ice " * 200)).description) == 300


def test_records_without_a_title_or_url_are_not_used() -> None:
    for record in (
        replace(PAPER, title=" \n"),
        replace(PAPER, title="…"),
        replace(PAPER, canonical_url="javascript:alert(1)"),
        replace(PAPER, canonical_url="https://a.example/" + "x" * 1000),
    ):
        assert values_of(record, VOCABULARY) is None


def test_urls_need_no_escape() -> None:
    found = values(replace(PAPER, canonical_url="https://doi.org/10.1000/a(b)<c>|*é"))
    assert found.url == "https://doi.org/10.1000/a%28b%29%3Cc%3E%7C%2A%C3%A9"
    assert found.identity == "doi:10.1000/a(b)<c>|*é"


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("🧊 Ice for robots :robot: ", "Ice for robots"),
        (":ice: :cube: Ice", "Ice"),
        ("Ice (https://evil.example) and www.evil.example, me@evil.example", "Ice and"),
        ("\U0001f9ca", ""),
    ],
)
def test_descriptions_have_no_links_and_no_pictographs_at_their_ends(
    text: str, description: str
) -> None:
    assert values(replace(PROJECT, description=text)).description == description


@pytest.mark.parametrize(
    ("venue", "url", "expected"),
    [
        ("International Conference on Machine Learning (ICML)", "", ("ICML", 2024)),
        ("Proceedings of the 38th NeurIPS 2023", "", ("NeurIPS", 2023)),
        ("Findings of ACL 2023", "", ("Findings of ACL", 2023)),
        ("Journal of Slow Ice", "", ("Journal of Slow Ice", 2024)),
        ("Symposium on Slow Ice (SLOWICE '22), 2022", "", ("SLOWICE", 2022)),
        ("The 5th Workshop on Ice at ACL 2023", "", ("The 5th Workshop on Ice at ACL", 2023)),
        ("", "https://aclanthology.org/2023.findings-emnlp.1/", ("Findings of EMNLP", 2023)),
        ("arXiv", "", ("arXiv", 2024)),
        ("x" * 121, "", ("arXiv", 2024)),
    ],
)
def test_venues(venue: str, url: str, expected: tuple[str, int]) -> None:
    record = replace(
        PAPER, venue=venue, published="2024-05-02", canonical_url=url or PAPER.canonical_url
    )
    found = values(record)
    assert (found.venue, found.year) == expected
    assert found.is_preprint == (expected[0] == "arXiv")


def test_the_registry_may_have_an_abbreviation_of_the_venue() -> None:
    record = replace(PAPER, venue="Slow Ice Systems", short_venue="SIS '24", published="2024")
    assert values(record).venue == "SIS"
    assert values(record).long_venue == "Slow Ice Systems"


@pytest.mark.parametrize(
    ("facts", "venue", "year"),
    [
        ({"comment": "9 pages. Accepted at ICML 2023 (oral)"}, "ICML", 2023),
        ({"comment": "To appear in Findings of ACL 2024"}, "Findings of ACL", 2024),
        ({"doi": "10.1109/CVPR52729.2023.00007"}, "CVPR", 2023),
        ({"comment": "Submitted to ICML 2023"}, "arXiv", 2022),
        ({"comment": "Accepted by IEEE TPAMI"}, "arXiv", 2022),
    ],
)
def test_a_comment_or_a_doi_names_the_venue(facts: dict[str, str], venue: str, year: int) -> None:
    found = values(replace(PAPER, published="2022-11-30", **facts))
    assert (found.venue, found.year, found.is_preprint) == (venue, year, venue == "arXiv")
    assert found.url == PAPER.canonical_url


def test_a_journal_reference_names_the_venue() -> None:
    found = values(replace(PAPER, journal_ref="In ICML 2023, pages 1-9", published="2022-01-01"))
    assert (found.venue, found.year, found.is_preprint) == ("ICML", 2023, False)


def test_the_doi_of_the_published_paper_is_an_identity() -> None:
    assert identities_of(replace(PAPER, doi="10.1000/ICE")) == {
        "arxiv:2405.01234",
        "doi:10.1000/ice",
    }


NAMES = ("Ada Snow", "Jean-Luc van der Frost", "Cy D. Hail")


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        ("Eva Ice, Bo Sleet", "Ada Snow, Jean-Luc van der Frost, Cy D. Hail"),
        ("Eva Ice and Bo Sleet", "Ada Snow, Jean-Luc van der Frost and Cy D. Hail"),
        (
            "Eva Ice, Bo Sleet, & Di Fog",
            "Ada Snow, Jean-Luc van der Frost, & Cy D. Hail",
        ),
        ("Eva Ice et al", "Ada Snow et al."),
        ("Eva Ice, Bo Sleet, et al", "Ada Snow, Jean-Luc van der Frost, et al."),
        ("Ice et al", "Snow et al."),
        ("E. Ice, B. Sleet", "A. Snow, J. L. van der Frost, C. D. Hail"),
        ("Ice E, Sleet B", "Snow A, van der Frost JL, Hail CD"),
        ("Ice, E., Sleet, B.", "Snow, A., van der Frost, J. L., Hail, C. D."),
        ("Ice, E. et al", "Snow, A. et al."),
    ],
)
def test_authors(sample: str, written: str) -> None:
    assert write_authors(NAMES, sample) == written


def test_few_and_many_authors() -> None:
    assert write_authors((), "Eva Ice") == ""
    assert write_authors(("Ada Snow",), "Eva Ice et al") == "Ada Snow"
    assert write_authors(("Ada Snow", "Bo Hail"), "A Ice, B Fog, and C Fog") == (
        "Ada Snow and Bo Hail"
    )
    assert write_authors(("Ada Snow",) * 21, "Eva Ice, Bo Sleet") == "Ada Snow et al."
    assert write_authors(("Collective",), "E. Ice") == "Collective"


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        *(("2023", "2024"), ("'23", "'24"), ("23", "24"), ("2023-11-02", "2024-05-02")),
        *(("2023/1/2", "2024/5/2"), ("2023.01", "2024.05"), ("01/2023", "05/2024")),
        *(("20231102", "20240502"), ("231102", "240502"), ("Nov 2023", "May 2024")),
        *(("Sep., 2023", "May, 2024"), ("November 2023", "May 2024")),
        *(("2 Nov 2023", "2 May 2024"), ("November 11, 2023", "May 2, 2024"), ("soon", "")),
    ],
)
def test_dates(sample: str, written: str) -> None:
    assert write_date((2024, 5, 2), 2024, sample) == written


def test_dates_that_are_less_precise_than_the_sample() -> None:
    assert write_date((2024, 5), 2024, "2023-11-02") == "2024-05"
    assert write_date((2024,), 2024, "11/2023") == "2024"
    assert write_date((2024,), 2024, "Nov 2023") == "2024"
    assert write_date((2024, 5), 2024, "2 Nov 2023") == "May 2024"
    assert write_date((2024, 5), 2024, "November 2, 2023") == "May, 2024"
    assert write_date((), 2024, "2023-11") == ""
    assert write_date((2024, 5), 2024, "20231102") == ""
    assert write_date((), None, "2023") == ""
    assert write_date((2024, 11, 2), 2024, "Feb. 2023") == "Nov. 2024"


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        *(("ICRA 2023", "ACL 2024"), ("ICRA'23", "ACL'24"), ("ICRA23", "ACL24")),
        *(("ICRA, 2023", "ACL, 2024"), ("ICRA (2023)", "ACL (2024)"), ("2023 ICRA", "2024 ACL")),
        *(("ICRA", "ACL"), ("Icecon 2023", "ACL 2024"), ("ICRA 2023 Oral", "ACL 2024")),
        ("International Conference on Robotics and Automation", "Long Name of ACL"),
    ],
)
def test_venues_in_the_form_of_a_sample(sample: str, written: str) -> None:
    paper = replace(values(PAPER), venue="ACL", long_venue="Long Name of ACL", year=2024)
    assert write_venue(paper, sample, VOCABULARY) == written


def test_a_venue_is_written_as_the_list_writes_it_unless_misspelt() -> None:
    paper = replace(values(PAPER), year=2024)
    assert write_venue(paper, "Arxiv 2023", VOCABULARY) == "Arxiv 2024"
    assert write_venue(paper, "Avrxi 2023", VOCABULARY) == "arXiv 2024"
    assert write_venue(replace(paper, venue=""), "ICRA 2023", VOCABULARY) == ""


def test_markup_within_a_venue_is_kept() -> None:
    paper = replace(values(PAPER), venue="ACL", year=2024)
    assert replace_venue(paper, "ICRA, 2023", "ICRA*, 2023", VOCABULARY) == "ACL*, 2024"
    assert replace_venue(paper, "Icecon, 2023", "Icecon*, 2023", VOCABULARY) == ""
    assert replace_venue(paper, "ICRA, 2023", "ICRA*, 2023, ICRA", VOCABULARY) == ""
    assert replace_venue(paper, "ICRA, 2023", "ICRA*, 2023 2023", VOCABULARY) == ""


def test_descriptions_in_the_form_of_a_sample() -> None:
    assert write_description("a robot.", "Fast ice", has_period=True) == "A robot"
    assert write_description("A robot", "fast ice.", has_period=False) == "a robot."
    assert write_description("GPU ice. And snow.", "fast", has_period=False) == "GPU ice. And snow."
    assert write_description("iOS", "Fast ice.", has_period=False) == "iOS."


def test_urls_in_the_form_of_a_sample() -> None:
    paper = values(PAPER)
    pdf = "https://arxiv.org/pdf/2405.01234"
    assert write_url(paper, "http://www.arxiv.org/pdf/2301.00001v1") == pdf
    assert write_url(paper, "https://arxiv.org/pdf/2301.00001.pdf") == f"{pdf}.pdf"
    assert write_url(paper, "https://a.example/") == paper.url
    acl = values(replace(PAPER, canonical_url="https://aclanthology.org/P19-1001/"))
    assert (
        write_url(acl, "https://aclanthology.org/P19-1002") == "https://aclanthology.org/P19-1001"
    )
    assert write_url(acl, "https://aclanthology.org/P19-1002.pdf") == f"{acl.url[:-1]}.pdf"
    assert write_url(acl, "#top") == acl.url
