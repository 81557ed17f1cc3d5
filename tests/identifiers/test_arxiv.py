"""arXiv identifiers, their dates, and the URLs that contain them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.identifiers import arxiv
from awesome_lint.identifiers.arxiv import ArxivId, ArxivUrl, InvalidArxivId


def read(url: str) -> ArxivUrl:
    address = arxiv.parse_url(url)
    assert address is not None
    return address


@st.composite
def new_identifiers(draw: st.DrawFn) -> str:
    year, month = draw(st.integers(7, 99)), draw(st.integers(1, 12))
    if year == 7:
        month = max(month, 4)
    digits = 4 if year < 15 else 5
    number = draw(st.integers(1, 10**digits - 1))
    return f"{year:02}{month:02}.{number:0{digits}}"


@st.composite
def old_identifiers(draw: st.DrawFn) -> str:
    archive = draw(st.sampled_from(arxiv.ARCHIVES))
    year, month = draw(
        st.sampled_from([(y, m) for y in range(1992, 2007) for m in range(1, 13)])
        | st.sampled_from([(1991, 7), (1991, 12), (2007, 1), (2007, 3)])
    )
    return f"{archive}/{year % 100:02}{month:02}{draw(st.integers(1, 999)):03}"


IDENTIFIERS = new_identifiers() | old_identifiers()
VERSIONS = st.none() | st.integers(1, 200)
FORMS = [
    "https://arxiv.org/abs/{}",
    "http://arxiv.org/abs/{}",
    "https://www.arxiv.org/abs/{}",
    "https://arxiv.org/pdf/{}",
    "https://arxiv.org/pdf/{}.pdf",
    "https://ARXIV.org/pdf/{}.pdf#page=2",
    "http://export.arxiv.org/abs/{}",
    "http://xxx.lanl.gov/abs/{}",
    "https://cn.arxiv.org/abs/{}",
    "https://web3.arxiv.org/abs/{}",
    "http://128.84.4.27/pdf/{}",
    "https://browse.arxiv.org/html/{}",
    "https://arxiv.org/html/{}/",
    "https://arxiv.org/html/{}#S3.F1",
    "https://arxiv.org/format/{}",
    "https://arxiv.org/e-print/{}",
    "https://arxiv.org/src/{}",
    "https://arxiv.org/ps/{}",
    "https://arxiv.org/tb/{}",
    "https://arxiv.org/abs//{}",
    "https://arxiv.org/abs/{}/",
    "https://arxiv.org/abs/{}?",
    "https://arxiv.org/abs/{}?context=cs",
    "https://arxiv.org/abs/arXiv:{}",
    "https://arxiv.org/abs/{}}}",
    "https://arxiv.org/{}",
    "https://arxiv.org/pfd/{}",
    "https://arxiv.org/Abs/{}",
    "https://doi.org/10.48550/arXiv.{}",
    "https://dx.doi.org/10.48550/ARXIV.{}",
    "https://ar5iv.org/abs/{}",
    "https://ar5iv.labs.arxiv.org/html/{}",
    "https://scirate.com/arxiv/{}",
]


@given(IDENTIFIERS, VERSIONS)
def test_a_valid_identifier_is_the_same_in_every_form(name: str, version: int | None) -> None:
    written = name if version is None else f"{name}v{version}"
    assert arxiv.parse_identifier(written) == ArxivId(name, name, version)
    for form in FORMS:
        assert read(form.format(written)).identifier == ArxivId(name, name, version), form


@given(new_identifiers())
def test_sites_that_show_papers(name: str) -> None:
    for form in (
        "https://huggingface.co/papers/{}",
        "https://www.alphaxiv.org/abs/{}",
        "https://alphaxiv.org/zh/overview/{}",
        "https://www.arxiv-vanity.com/papers/{}/",
    ):
        address = read(form.format(name))
        assert address.identifier == ArxivId(name, name)
        assert not address.is_arxiv_site


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("math.GT/0309136", "math/0309136"),
        ("cs.CL/0703001", "cs/0703001"),
        ("hepth/9901001", "hep-th/9901001"),
        ("HEP-TH/9901001", "hep-th/9901001"),
        ("1501.0001", "1501.00001"),
        ("1412.00012", "1412.0012"),
    ],
)
def test_canonical_form(written: str, canonical: str) -> None:
    identifier = arxiv.parse_identifier(written)
    assert identifier == ArxivId(canonical, written)
    assert isinstance(identifier, ArxivId)
    assert identifier.repadded == ("." in canonical)


NEW_BEGIN = "identifiers of this form start with `0704` (April 2007)"
OLD_RUN = "identifiers of this form run from `9107` (July 1991) to `0703` (March 2007)"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2413.01234", "`13` is not a month"),
        ("2400.01234", "`00` is not a month"),
        ("0703.0001", NEW_BEGIN),
        ("0612.1234", NEW_BEGIN),
        ("2401.123", "it has 3 digits after the dot instead of 4 or 5"),
        ("2401.1", "it has 1 digit after the dot instead of 4 or 5"),
        ("2401.001234", "it has 6 digits after the dot instead of 4 or 5"),
        ("2401.00000", "paper numbers start at 1"),
        ("1401.0000", "paper numbers start at 1"),
        ("1412.12345", "identifiers before 2015 have 4 digits after the dot"),
        ("2401.01234v0", "versions start at `v1`"),
        ("hep-th/9901001v0", "versions start at `v1`"),
        ("hep-th/9913001", "`13` is not a month"),
        ("hep-th/9106001", OLD_RUN),
        ("hep-th/0704001", OLD_RUN),
        ("hep-th/2301001", OLD_RUN),
        ("hep-th/9901000", "paper numbers start at 1"),
        ("hep-th/990101", "it has 6 digits after the slash instead of 7"),
        ("hep-th/99010011", "it has 8 digits after the slash instead of 7"),
        ("stat/0601001", "no arXiv archive `stat` has identifiers of this form"),
        ("ice-th/9901001", "no arXiv archive `ice-th` has identifiers of this form"),
    ],
)
def test_impossible(written: str, reason: str) -> None:
    assert arxiv.parse_identifier(written) == InvalidArxivId(written, reason)


@pytest.mark.parametrize(
    "text", ["", "ice", "24011.2345", "2401-01234", "2401.01234x", "2401.01234 ", "cs"]
)
def test_no_identifier(text: str) -> None:
    assert arxiv.parse_identifier(text) is None


@pytest.mark.parametrize("name", ["24011.2345", "240101234", "cs/ice"])
def test_placeholders_for_an_identifier(name: str) -> None:
    reason = "it does not have the form `YYMM.NNNNN` or `archive/YYMMNNN`"
    assert read(f"https://arxiv.org/abs/{name}").identifier == InvalidArxivId(name, reason)


@pytest.mark.parametrize("name", ["XXXX.XXXXX", "xxxx", "24xx.01234", "yymm.nnnnn", "todo"])
def test_what_holds_the_place_of_an_identifier(name: str) -> None:
    address = read(f"https://arxiv.org/pdf/{name}v1.pdf")
    assert isinstance(address.identifier, InvalidArxivId)
    assert (address.identifier.written, address.identifier.placeholder) == (name, True)


@pytest.mark.parametrize(
    ("url", "page", "intended_page"),
    [
        ("https://arxiv.org/abs/2401.01234", "abs", "abs"),
        ("https://arxiv.org/e-print/2401.01234", "e-print", "e-print"),
        ("https://arxiv.org/2401.01234", "", "abs"),
        ("https://arxiv.org/2401.01234v2.pdf", "", "pdf"),
        ("https://arxiv.org/cs.CL/0601001", "", "abs"),
        ("https://arxiv.org/ab/2401.01234", "ab", "abs"),
        ("https://arxiv.org/PDF/2401.01234", "PDF", "pdf"),
        ("https://arxiv.org/pfd/2401.01234.pdf", "pfd", "pdf"),
        ("https://arxiv.org/htm/2401.01234", "htm", "html"),
    ],
)
def test_page(url: str, page: str, intended_page: str) -> None:
    address = read(url)
    assert (address.page, address.intended_page) == (page, intended_page)


@pytest.mark.parametrize(
    ("url", "file", "trailing_junk"),
    [
        ("https://arxiv.org/html/2401.01234v1/x1.png", "/x1.png", ""),
        ("https://arxiv.org/src/2401.01234/anc/ice.csv", "/anc/ice.csv", ""),
        ("https://arxiv.org/abs/2401.01234/ice", "", ""),
        ("https://arxiv.org/abs/2401.01234.pdf", "", ""),
        ("https://arxiv.org/abs/2401.01234}", "", "}"),
        ("https://arxiv.org/abs/2401.01234%20", "", " "),
        ("https://arxiv.org/abs/2401.01234v", "", "v"),
        ("https://arxiv.org/pdf/2401.01234.pdf.pdf", "", ".pdf.pdf"),
        ("https://arxiv.org/abs/hep-th/9901001）。", "", "）。"),
    ],
)
def test_what_follows_the_identifier(url: str, file: str, trailing_junk: str) -> None:
    address = read(url)
    assert isinstance(address.identifier, ArxivId)
    assert (address.file, address.trailing_junk) == (file, trailing_junk)


def test_a_page_without_an_identifier() -> None:
    assert read("https://arxiv.org/abs/").identifier is None
    assert read("https://arxiv.org/pdf").identifier is None
    assert read("https://arxiv.org/abs/%20").identifier is None


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org",
        "https://arxiv.org/",
        "https://arxiv.org/list/cs.RO/recent",
        "https://arxiv.org/help/api/user-manual",
        "https://arxiv.org/search/?query=2401.01234",
        "https://arxiv.org/a/ice_r_1",
        "https://arxiv.org/tb/recent",
        "https://arxiv.org/src/",
        "https://arxiv.org/abs?id=2401.01234",
        "https://arxiv.org/abs/hep-th?9901001",
        "https://arxiv.org/paper/2401.01234",
        "https://arxiv.org/pfd/ice",
        "https://arxiv.org:8080/abs/2401.01234",
        "https://arxiv.org@example.org/abs/2401.01234",
        "https://notarxiv.org/abs/2401.01234",
        "https://info.arxiv.org/help/2401.01234",
        "https://example.org/arxiv.org/abs/2401.01234",
        "https://huggingface.co/papers/trending",
        "https://huggingface.co/papers/2401.01234/ice",
        "https://huggingface.co/ice/2401.01234",
        "https://doi.org/10.48550/arXiv.ice",
        "arxiv.org/abs/2401.01234",
        "http://[arxiv.org/abs/2401.01234",
        "",
    ],
)
def test_no_paper(url: str) -> None:
    assert arxiv.parse_url(url) is None


@given(st.text(), st.sampled_from([*FORMS, "{}", "https://huggingface.co/papers/{}"]))
def test_nothing_raises(text: str, form: str) -> None:
    address = arxiv.parse_url(form.format(text))
    assert address is None or address.intended_page in arxiv.PAGES


@given(st.text(alphabet="0123456789.v/-hept", max_size=30))
def test_no_identifier_raises(text: str) -> None:
    found = arxiv.parse_identifier(text)
    if isinstance(found, ArxivId):
        assert arxiv.parse_identifier(found.id) == ArxivId(found.id, found.id)
