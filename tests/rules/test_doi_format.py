"""doi-format: cases beyond the examples of its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.identifiers import malformed_doi
from awesome_lint.identifiers.identity import identify
from linting import fixed, lint

PAPER = "10.1145/1234567.7654321"
RIGHT = f"https://doi.org/{PAPER}"
SLASH = "the slash after the prefix"
BEFORE = "before the DOI is read as part of it"
ARXIV = "https://doi.org/10.48550/arXiv.2401.01234"
FORM = "arXiv DOIs have the form `10.48550/arXiv.2401.01234`"

INCOMPLETE = "the DOI is incomplete: those of this publisher have the form"


@pytest.mark.parametrize(
    ("url", "reason", "corrected"),
    [
        (f"{RIGHT}.", "`.` at the end is read as part of the DOI", RIGHT),
        (f"{RIGHT}],", "`],` at the end is read as part of the DOI", RIGHT),
        (f"http://dx.doi.org/{PAPER};", "`;` at the end is read as part of the DOI", RIGHT),
        (f"{RIGHT}.?x=1#y", "`.` at the end is read as part of the DOI", f"{RIGHT}?x=1#y"),
        (f"https://doi.org/doi.org/{PAPER}", f"`doi.org/` {BEFORE}", RIGHT),
        (f"https://doi.org/abs/{PAPER}", f"`abs/` {BEFORE}", RIGHT),
        (f"https://doi.org/DOI/full/{PAPER}.", f"`DOI/full/` {BEFORE}", RIGHT),
        (f"https://doi.org/%20{PAPER}", "there is a space before the DOI", RIGHT),
        (f"{RIGHT}%20", "the DOI contains a space", RIGHT),
        ("https://doi.org/10.1145/1234567.%207654321", "the DOI contains a space", RIGHT),
        ("https://doi.org/10.1145/%201234567.7654321", "the DOI contains a space", RIGHT),
        ("https://doi.org/1145/1234567.7654321", "`10.` is missing at the start of the DOI", RIGHT),
        ("https://doi.org/10,1145/1234567.7654321", "a DOI starts with `10.`", RIGHT),
        ("https://doi.org/1O.1145/1234567.7654321", "a DOI starts with `10.`", RIGHT),
        ("https://doi.org/101145/1234567.7654321", "a DOI starts with `10.`", RIGHT),
        (f"https://doi.org/10.1145/{PAPER}", "the prefix `10.1145` is repeated", RIGHT),
        (f"https://{PAPER}", "`doi.org/` is missing before the DOI", RIGHT),
        (f"doi:{PAPER}", "GitHub does not render a `doi:` URL as a link", RIGHT),
        (f"DOI:{PAPER}", "GitHub does not render a `doi:` URL as a link", RIGHT),
        (PAPER, "without `https://doi.org/`, GitHub looks for a file in the repository", RIGHT),
        ("https://doi.org/10.48550/2401.01234", FORM, ARXIV),
        ("https://doi.org/10.48550/arXiv:2401.01234", FORM, ARXIV),
        ("https://doi.org/10.48550/abs/2401.01234v1", FORM, ARXIV),
        ("https://doi.org/10.48550/arXiv.2401.01234.pdf", FORM, ARXIV),
        ("https://doi.org/arXiv.2401.01234", FORM, ARXIV),
        ("https://doi.org/abs/2401.01234", FORM, ARXIV),
        ("https://doi.org/10.48550arXiv.2401.01234", f"{SLASH} `10.48550` is missing", ARXIV),
        (
            "https://doi.org/10.48550/arXiv.2401.01234v2",
            "all versions of an arXiv paper share one DOI, without `v2`",
            ARXIV,
        ),
        (
            "https://doi.org/10.1145",
            "the DOI ends after the publisher's prefix `10.1145`",
            None,
        ),
        ("https://doi.org/10.18653/v1/2022", f"{INCOMPLETE} `10.18653/v1/2021.acl-long.1`", None),
        (
            "https://doi.org/10.18653/v1/2022.icy-",
            f"{INCOMPLETE} `10.18653/v1/2021.acl-long.1`",
            None,
        ),
        ("https://doi.org/10.48550/arXiv.2401.", f"{INCOMPLETE} `10.48550/arXiv.2401.01234`", None),
        ("https://doi.org/10.1038/s41586-024", f"{INCOMPLETE} `10.1038/s41586-021-01234-5`", None),
        (
            "https://doi.org/10.1007/978-3-030",
            f"{INCOMPLETE} `10.1007/s10994-021-01234-5` or `10.1007/978-3-030-12345-6_7`",
            None,
        ),
        ("https://doi.org/10.1145x/2", f"{SLASH} `10.1145` is missing", None),
        ("https://doi.org/10.", "the number after `10.` is missing", None),
    ],
)
def test_broken(url: str, reason: str, corrected: str | None) -> None:
    text = f"[Ice](<{url}>)"
    (found,) = lint(text, "doi-format")
    assert found.message.endswith(f" does not open the paper: {reason}")
    assert found.severity == "error"
    if corrected is None:
        assert (found.help, found.fix) == ("Copy the complete DOI from the paper's page", None)
    else:
        assert found.help == f"Write `{corrected}`"
        assert fixed(text, [found]) == f"[Ice](<{corrected}>)"
        assert malformed_doi.diagnose(corrected) is None


@pytest.mark.parametrize(
    "name",
    [
        "10.18653/v1/P19-1",
        "10.18653/v1/2022.icy-main",
        "10.18653/v1/2022.icy-main.7",
        "10.1038/323533a0",
        "10.1038/s41586-024-00007-x",
        "10.1007/978-3-030-12345-6",
        "10.1007/11503415_32",
        "10.1016/j.icebot.2004.02.001",
        "10.1101/2024.01.02.123456",
        "10.1371/journal.pone",
        "10.1609/aaai.v38i1",
        "10.24963/ijcai.2024",
    ],
)
def test_dois_of_papers_and_of_whole_volumes_are_complete(name: str) -> None:
    assert lint(f"[Ice](https://doi.org/{name})", "doi-format") == ()


@pytest.mark.parametrize("url", [f"https://doi.org/doi:{PAPER}", f"https://doi.org/DOI:%20{PAPER}"])
def test_a_form_that_may_work_is_a_warning(url: str) -> None:
    (found,) = lint(f"[Ice]({url})", "doi-format")
    assert found.severity == "warning"
    assert "is a nonstandard DOI link" in found.message
    assert found.help == f"Write `{RIGHT}`"


@pytest.mark.parametrize(
    "url",
    [
        RIGHT,
        f"https://www.doi.org/{PAPER}",
        "https://doi.org/10.1000.10/ice",
        "https://doi.org/10.1000%2Fice",
        "https://doi.org/10.1002/(SICI)1099%3C3505::AID-POLA21%3E3.0.CO;2-X",
        ARXIV,
        "https://doi.org/10.48550/ARXIV.2401.01234",
        "https://doi.org/10.48550/arXiv.hep-th/9901001",
        "https://doi.org/10/abcde",
        "https://doi.org/abcde",
        "https://doi.org/",
        "https://doi.org/1721.1/12345",
        f"https://doi.org/api/handles/{PAPER}",
        "https://www.doi.org/the-identifier/what-is-a-doi/",
        f"https://dl.acm.org/doi/abs/{PAPER}.",
        "https://10.0.0.1/x",
        "https://example.org/10",
        "docs/10.md",
        "mailto:doi@example.org",
    ],
)
def test_sound(url: str) -> None:
    assert lint(f"[Ice]({url})", "doi-format") == ()


def test_a_version_is_lost_by_its_fix() -> None:
    (found,) = lint(f"[Ice]({ARXIV}v2)", "doi-format")
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        (f"https://doi.org/{RIGHT}", "link-malformed"),
        (f"doi.org/{PAPER}.", "link-malformed"),
        (f"htps://doi.org/{PAPER}.", "link-malformed"),
        ("https://doi.org/10.48550/arXiv.2413.01234v2", "arxiv-id"),
    ],
)
def test_one_rule_speaks(url: str, rule: str) -> None:
    assert [each.rule for each in lint(f"[Ice]({url})")] == [rule]


def test_a_destination_is_reported_once() -> None:
    found = lint(f"[a][r] [b][r]\n\n[r]: {RIGHT}.\n", "doi-format")
    assert [each.span.line for each in found] == [3]


@given(
    st.sampled_from(["10.1145/1234567", "10.48550/arXiv.2401.01234", "10.18653/v1/2024.ice-1.1"]),
    st.sampled_from(["", "abs/", "doi/", "doi.org/", "doi:"]),
    st.sampled_from(["", ".", "),", "%20", "]"]),
)
def test_a_corrected_url_is_valid_and_leads_to_the_same_paper(
    name: str, lead: str, junk: str
) -> None:
    broken = malformed_doi.diagnose(f"https://doi.org/{lead}{name}{junk}")
    if not lead and not junk:
        assert broken is None
        return
    assert broken is not None
    assert broken.corrected is not None
    assert malformed_doi.diagnose(broken.corrected) is None
    assert identify(broken.corrected) == identify(f"https://doi.org/{name}")


@given(st.text(), st.sampled_from(["", "10.", "10.1145/", "10.48550/arXiv."]))
def test_any_text(text: str, prefix: str) -> None:
    broken = malformed_doi.diagnose(f"https://doi.org/{prefix}{text}")
    assert broken is None or broken.reason


def test_a_field_of_bibtex_is_no_link_of_the_list() -> None:
    assert lint("url = {https://doi.org/10.1145/3535508.3545522}, year = 2022", "doi-format") == ()
    assert len(lint("see https://doi.org/10.1145/3535508.3545522}", "doi-format")) == 1
