"""arxiv-url: cases beyond the examples of its page."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from awesome_lint.identifiers.identity import identify
from awesome_lint.model import Diagnostic
from linting import fixed, lint

BOTH = "rules:\n  arxiv-url: {prefer: abs, versions: forbid}\n"


def one(url: str, config: str = "") -> Diagnostic:
    (found,) = lint(f"[Ice]({url})", "arxiv-url", config=config)
    return found


def corrected_url(url: str, config: str = "") -> str:
    text = f"[Ice]({url})"
    return fixed(text, lint(text, "arxiv-url", config=config))[len("[Ice](") : -1]


HOST = "is an alias of `arxiv.org`: a search for the paper's URL misses this link"
NO_PAGE = "the link opens an error page"
HTTP = "`http` is not encrypted, and arXiv also serves `https`"


@pytest.mark.parametrize(
    ("url", "message", "corrected"),
    [
        (
            "https://www.arxiv.org/abs/2401.01234",
            f"`www.arxiv.org` {HOST}",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "https://xxx.lanl.gov/abs/hep-th/9901001",
            f"`xxx.lanl.gov` {HOST}",
            "https://arxiv.org/abs/hep-th/9901001",
        ),
        ("http://arxiv.org/pdf/2401.01234v2", HTTP, "https://arxiv.org/pdf/2401.01234v2"),
        (
            "http://de.arxiv.org/html/2401.01234v1/x1%20.png",
            f"`de.arxiv.org` {HOST}; {HTTP}",
            "https://arxiv.org/html/2401.01234v1/x1%20.png",
        ),
        (
            "https://arxiv.org/abs/2401.01234?utm_source=x&fbclid=1#S1",
            "`?utm_source=x&fbclid=1` only tracks readers",
            "https://arxiv.org/abs/2401.01234#S1",
        ),
        (
            "https://arxiv.org/abs/2401.01234?",
            "The `?` at the end is redundant",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "https://arxiv.org/abs/2401.01234?context=cs#",
            "`?context=cs` has no effect on the paper's page; the `#` at the end is redundant",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "https://arxiv.org/pdf/2401.01234?ref=ice.example&download=1",
            "`?ref=ice.example` has no effect on the paper's page",
            "https://arxiv.org/pdf/2401.01234?download=1",
        ),
        (
            "https://web7.arxiv.org/pdf/2401.01234.pdf",
            f"`web7.arxiv.org` {HOST}",
            "https://arxiv.org/pdf/2401.01234.pdf",
        ),
        (
            "https://mirror.arxiv.org/abs/2401.01234",
            f"`mirror.arxiv.org` {HOST}",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "http://128.84.21.203/abs/2401.01234v2",
            f"`128.84.21.203` {HOST}; {HTTP}",
            "https://arxiv.org/abs/2401.01234v2",
        ),
        (
            "http://arxiv.org/pdf/2401.01234.pdf",
            HTTP,
            "https://arxiv.org/pdf/2401.01234.pdf",
        ),
        (
            "https://arxiv.org/ftp/arxiv/papers/2401/2401.01234.pdf",
            "`/ftp/arxiv/papers/2401/2401.01234.pdf` is a nonstandard path to the paper's page",
            "https://arxiv.org/pdf/2401.01234",
        ),
        (
            "https://arxiv.org/ftp/hep-th/papers/9901/9901001v2.pdf",
            "`/ftp/hep-th/papers/9901/9901001v2.pdf` is a nonstandard path to the paper's page",
            "https://arxiv.org/pdf/hep-th/9901001v2",
        ),
        (
            "https://arxiv.org/abs/arXiv:2401.01234",
            "`/abs/arXiv:2401.01234` is a nonstandard path to the paper's page",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "https://arxiv.org/abs/2401.01234.pdf",
            "`/abs/2401.01234.pdf` is a nonstandard path to the paper's page",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "https://arxiv.org/pdf/2401.01234/ice",
            "`/pdf/2401.01234/ice` is a nonstandard path to the paper's page",
            "https://arxiv.org/pdf/2401.01234",
        ),
        # The fix leaves problems of arxiv-id unchanged.
        (
            "http://arxiv.org/abs/2304.1234",
            HTTP,
            "https://arxiv.org/abs/2304.1234",
        ),
    ],
)
def test_nonstandard_url(url: str, message: str, corrected: str) -> None:
    found = one(url)
    assert (found.severity, found.message) == ("warning", message)
    assert found.help == f"Write `{corrected}`"
    assert found.fix is not None
    assert found.fix.safe
    assert corrected_url(url) == corrected


@pytest.mark.parametrize(
    ("url", "message", "corrected"),
    [
        (
            "https://arxiv.org/2401.01234",
            "`/abs/` is missing before `2401.01234`: the link opens an error page",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "https://www.arxiv.org/2401.01234v3.pdf",
            f"`/pdf/` is missing before `2401.01234`: {NO_PAGE}; `www.arxiv.org` {HOST}",
            "https://arxiv.org/pdf/2401.01234v3",
        ),
        (
            "https://arxiv.org/Abs/2401.01234",
            "`/Abs/` should be `/abs/`: the link opens an error page",
            "https://arxiv.org/abs/2401.01234",
        ),
        (
            "https://arxiv.org/abs/2401.01234%20",
            (
                "`%20` after `2401.01234` is read as part of the identifier: the link opens an"
                " error"
                " page"
            ),
            "https://arxiv.org/abs/2401.01234",
        ),
    ],
)
def test_missing(url: str, message: str, corrected: str) -> None:
    found = one(url)
    assert (found.severity, found.message) == ("error", message)
    assert corrected_url(url) == corrected


def test_letters_after_the_identifier_have_no_safe_fix() -> None:
    found = one("https://arxiv.org/abs/2401.01234v")
    assert found.fix is not None
    assert not found.fix.safe


def test_what_sticks_to_a_bare_url_is_not_removed() -> None:
    (found,) = lint("（https://arxiv.org/abs/2401.01234）。", "arxiv-url")
    assert found.message == (
        "`）。` after `2401.01234` is read as part of the identifier: the link opens an error page"
    )
    assert found.fix is None


def test_a_link_that_names_no_paper() -> None:
    found = one("https://arxiv.org/abs/")
    assert (found.severity, found.fix) == ("error", None)
    assert found.message == (
        "`https://arxiv.org/abs/` has no arXiv identifier: the link opens an error page"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2401.01234",
        "https://ARXIV.ORG/abs/2401.01234",
        "https://arxiv.org/abs/2401.01234/",
        "https://arxiv.org/abs/2401.01234V2",
        "https://arxiv.org/abs/2401.01234?download=1",
        "https://arxiv.org/abs/2401.01234?utm_source=awesome-ice",
        "https://blog.arxiv.org/2024/01/02/ice/",
        "https://info.arxiv.org/help/pdf/",
        "http://128.84.21.203/abs/ice",
        "http://128.84.99.1/abs/2401.01234",
        "https://arxiv.org/ftp/arxiv/papers/",
        "https://arxiv.org/pdf/2401.01234v2.pdf#page=3",
        "https://arxiv.org/html/2401.01234v1/",
        "https://arxiv.org/html/2401.01234v1/x1.png",
        "https://arxiv.org/e-print/2401.01234",
        "https://arxiv.org/abs/math.GT/0309136",
        "https://arxiv.org/list/cs.RO/recent",
        "http://export.arxiv.org/api/query?id_list=2401.01234",
        "http://dx.doi.org/10.48550/arXiv.2401.01234",
        "http://ar5iv.org/abs/2401.01234",
        # arxiv-id and link-malformed report these.
        "http://arxiv.org/abs/2413.01234",
        "https://arxiv.org/abs/2401.01234https://arxiv.org/abs/2401.01234",
    ],
)
def test_silent(url: str) -> None:
    assert lint(f"[Ice]({url})", "arxiv-url") == ()


@pytest.mark.parametrize(
    ("url", "corrected"),
    [
        ("https://arxiv.org/pdf/2401.01234.pdf#page=3", "https://arxiv.org/abs/2401.01234"),
        ("https://arxiv.org/pdf/2401.01234v2", "https://arxiv.org/abs/2401.01234"),
        ("https://arxiv.org/abs/2401.01234v2", "https://arxiv.org/abs/2401.01234"),
        ("https://arxiv.org/html/2401.01234v2#S2", "https://arxiv.org/html/2401.01234#S2"),
    ],
)
def test_options(url: str, corrected: str) -> None:
    found = one(url, BOTH)
    assert found.fix is not None
    assert not found.fix.safe
    assert corrected_url(url, BOTH) == corrected


@pytest.mark.parametrize(
    "url",
    ["https://arxiv.org/html/2401.01234", "https://arxiv.org/html/2401.01234v1/x1.png"],
)
def test_options_leave_html_and_figures_alone(url: str) -> None:
    assert lint(f"[Ice]({url})", "arxiv-url", config=BOTH) == ()


def test_a_definition_is_fixed_in_place() -> None:
    text = "[Ice][i] and [snow][i]\n\n[i]: http://arxiv.org/abs/2401.01234\n"
    found = lint(text, "arxiv-url")
    assert [each.span.line for each in found] == [3]
    assert fixed(text, found) == text.replace("http:", "https:")


def test_no_fix_where_the_source_is_escaped() -> None:
    assert one("http://arxiv.org/abs/2401.01234\\#S2").fix is None


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["arxiv.org", "www.arxiv.org", "export.arxiv.org"]),
    st.sampled_from(["/", "/abs/", "/pdf/", "/abs//", "/abd/", "/html/"]),
    st.sampled_from(["2401.01234", "1401.0123", "hep-th/9901001"]),
    st.sampled_from(["", "v2"]),
    st.sampled_from(["", ".pdf", "}", "?", "#", "?context=cs", "#S1"]),
)
def test_a_corrected_url_leads_to_the_same_paper_and_is_valid(
    scheme: str, host: str, page: str, name: str, version: str, rest: str
) -> None:
    assume(
        rest != "}" or page not in ("/", "/abd/")
    )  # with two defects at once, the URL is ambiguous
    url = f"{scheme}://{host}{page}{name}{version}{rest}"
    url_corrected = corrected_url(url)
    assert identify(url_corrected) == identify(url) == f"arxiv:{name}"
    assert lint(f"[Ice]({url_corrected})", "arxiv-url") == ()


def test_a_scheme_that_github_adds_is_not_checked() -> None:
    (found,) = lint("See www.arxiv.org/abs/2401.01234.", "arxiv-url")
    assert found.message == f"`www.arxiv.org` {HOST}"
    assert found.help == "Write `https://arxiv.org/abs/2401.01234`"
    assert found.fix is None


def test_a_field_of_bibtex_is_no_link_of_the_list() -> None:
    bibtex = "<pre>url = {https://arxiv.org/abs/2401.01234},</pre>"
    assert lint(f"| a |\n|---|\n| {bibtex} |\n", "arxiv-*") == ()
    assert len(lint("see https://arxiv.org/abs/2401.01234} for more", "arxiv-*")) == 1
