"""DOIs in links: their start and their end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.identifiers import doi
from awesome_lint.identifiers.url import parse_web_url

FOUND = [
    ("https://doi.org/10.1145/1234567.7654321", "10.1145/1234567.7654321"),
    ("http://dx.doi.org/10.1145/1234567.7654321", "10.1145/1234567.7654321"),
    ("https://www.doi.org/10.1000.10/ICE", "10.1000.10/ice"),
    ("https://doi.org/10.1000%2Fice", "10.1000/ice"),
    ("https://doi.org//10.1000/ice", "10.1000/ice"),
    ("https://doi.org/10.1000/ice/robots", "10.1000/ice/robots"),
    ("https://doi.org/10.1000/ice?nosfx=y#top", "10.1000/ice"),
    ("https://doi.org/10.1000/ice.,", "10.1000/ice"),
    ("https://doi.org/10.1000/ice},", "10.1000/ice"),
    ("https://doi.org/10.1000/ice(24)1", "10.1000/ice(24)1"),
    ("https://doi.org/10.1000/s01(24)", "10.1000/s01(24)"),
    ("https://doi.org/10.1000/s01(24)).", "10.1000/s01(24)"),
    ("https://doi.org/10.1000/[ice]]", "10.1000/[ice]"),
    (
        "https://doi.org/10.1002/(SICI)1099%3C3505::AID-POLA21%3E3.0.CO;2-X",
        "10.1002/(sici)1099<3505::aid-pola21>3.0.co;2-x",
    ),
    ("https://dl.acm.org/doi/10.1145/1234567.7654321", "10.1145/1234567.7654321"),
    ("https://dl.acm.org/doi/abs/10.1145/1234567?casa_token=x", "10.1145/1234567"),
    ("https://dl.acm.org/doi/fullHtml/10.1145/1234567/", "10.1145/1234567"),
    ("https://link.springer.com/article/10.1007/s00000-024-00000-1", "10.1007/s00000-024-00000-1"),
    ("https://link.springer.com/chapter/10.1007/978-3-0_1", "10.1007/978-3-0_1"),
    ("https://link.springer.com/content/pdf/10.1007/s00000-024.pdf", "10.1007/s00000-024"),
    ("https://link.springer.com/10.1007/978-3-0", "10.1007/978-3-0"),
    ("https://onlinelibrary.wiley.com/doi/full/10.1002/ICE.123", "10.1002/ice.123"),
    ("https://asistdl.onlinelibrary.wiley.com/doi/10.1002/ice.123", "10.1002/ice.123"),
    ("https://www.tandfonline.com/doi/full/10.1080/0000.2024.1", "10.1080/0000.2024.1"),
    ("https://www.science.org/doi/10.1126/science.ice1", "10.1126/science.ice1"),
    ("https://journals.sagepub.com/doi/pdf/10.1177/000001", "10.1177/000001"),
    ("https://pubs.acs.org/doi/10.1021/acs.ice.1", "10.1021/acs.ice.1"),
    ("https://www.biorxiv.org/content/10.1101/2024.01.02.000001v3", "10.1101/2024.01.02.000001"),
    (
        "https://www.medrxiv.org/content/10.1101/2024.01.02.000001v1.full.pdf",
        "10.1101/2024.01.02.000001",
    ),
    (
        "https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00001/1234/Ice",
        "10.1162/tacl_a_00001",
    ),
    ("https://academic.oup.com/ice/article/doi/10.1093/ice/abc001/123", "10.1093/ice/abc001"),
    ("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.1.1", "10.1103/physrevlett.1.1"),
    ("https://www.frontiersin.org/articles/10.3389/fice.2024.1/full", "10.3389/fice.2024.1"),
    ("https://www.nature.com/articles/s40000-024-00001-z#Sec2", "10.1038/s40000-024-00001-z"),
    ("https://www.nature.com/articles/s40000-024-0001-2.pdf", "10.1038/s40000-024-0001-2"),
    ("https://iopscience.iop.org/article/10.1088/0000-00/1/2/3/pdf", "10.1088/0000-00/1/2/3"),
    ("https://iopscience.iop.org/article/10.1088/0000-00/aB1", "10.1088/0000-00/ab1"),
    (
        "https://journals.plos.org/plosone/article?id=10.1371/journal.Pone.1&type=printable",
        "10.1371/journal.pone.1",
    ),
]

NOT_FOUND = [
    "https://doi.org/",
    "https://doi.org/ice",
    "https://doi.org/10.1000/",
    "https://doi.org/10.1/ice",
    "https://doi.org/https://doi.org/10.1000/ice",
    "https://example.org/doi/10.1145/1234567",
    "https://dl.acm.org/doi/suppl/10.1145/1234567",
    "https://dl.acm.org/doi/10.1145/1234567/suppl_file/ice.zip",
    "https://dl.acm.org/conference/ice",
    "https://www.nature.com/articles/d40000-024-00001-z/figures/1",
    "https://www.nature.com/collections/s40000-024-00001-z",
    "https://journals.plos.org/plosone/",
    "https://link.springer.com/article/10.1007/s00000-024/figures/1",
    "https://direct.mit.edu/books/book/doi/10.7551/mitpress/1",
    "10.1000/ice",
    "http://[",
]


def found(url: str) -> str | None:
    parts = parse_web_url(url)
    return doi.doi_of_parts(parts) if parts else None


@pytest.mark.parametrize(("url", "name"), FOUND)
def test_found(url: str, name: str) -> None:
    assert found(url) == name


@pytest.mark.parametrize("url", NOT_FOUND)
def test_not_found(url: str) -> None:
    assert found(url) is None


@given(st.from_regex(r"10\.[0-9]{4,9}/[A-Za-z0-9._()/-]{0,20}[A-Za-z0-9]", fullmatch=True))
def test_a_doi_is_found_whatever_its_case_and_its_resolver(name: str) -> None:
    hosts = ("https://doi.org", "http://dx.doi.org", "https://www.doi.org")
    forms = {found(f"{host}/{form}") for host in hosts for form in (name, name.upper())}
    assert forms == {name.lower()}


@given(st.text())
def test_nothing_raises(rest: str) -> None:
    for start in ("", "https://doi.org/10.1000/", "https://dl.acm.org/doi/10.1145/"):
        name = found(start + rest)
        assert name is None or name.startswith("10.")


def test_a_long_tail_takes_no_long_time() -> None:
    assert found("https://doi.org/10.1000/ice" + ")" * 200_000) == "10.1000/ice"
