"""venue-link-mismatch, beyond the examples of its page."""

import pytest

import tables
from linting import lint, messages

RULE = "venue-link-mismatch"
ACL = "https://aclanthology.org/2024.acl-long.9999/"
FINDINGS = "https://aclanthology.org/2024.findings-emnlp.9999/"
JOINT = "https://aclanthology.org/2024.lrec-main.9999/"
WORKSHOP = "https://openaccess.thecvf.com/content/CVPR2023W/AB/papers/A.pdf"
UNKNOWN = "https://aclanthology.org/2022.orchardnlp-1.9/"
NEURIPS = "https://papers.nips.cc/paper/2015/file/ab-Paper.pdf"
SIGDIAL = "https://aclanthology.org/2023.sigdial-1.9"
BIONLP = "https://aclanthology.org/2023.bionlp-1.9/"
IJCAI = "https://www.ijcai.org/Proceedings/16/Papers/999.pdf"
TACL = "https://aclanthology.org/2023.tacl-1.9/"


def table(venue: str, url: str) -> str:
    return tables.table("Paper | Venue | Link", [("Paper", venue, f"[[Link]]({url})")])


@pytest.mark.parametrize(
    ("venue", "url", "says", "span"),
    [
        ("ACL 2023", ACL, "`2024.acl-long.9999` is from ACL 2024", "2023"),
        ("EMNLP 2024", ACL, "`2024.acl-long.9999` is from ACL 2024", "EMNLP"),
        ("EMNLP 2023", ACL, "`2024.acl-long.9999` is from ACL 2024", "EMNLP"),
        ("EMNLP", ACL, "`2024.acl-long.9999` is from ACL 2024", "EMNLP"),
        ("ACL '23", ACL, "`2024.acl-long.9999` is from ACL 2024", "'23"),
        ("TPAMI 2024", ACL, "`2024.acl-long.9999` is from ACL 2024", "TPAMI"),
        ("EMNLP Workshop 2024", ACL, "`2024.acl-long.9999` is from ACL 2024", "EMNLP"),
        (
            "Findings of ACL 2024",
            FINDINGS,
            "`2024.findings-emnlp.9999` is from Findings of EMNLP 2024",
            "ACL",
        ),
        ("ICCV 2023", WORKSHOP, "`content/CVPR2023W` is from a workshop of CVPR 2023", "ICCV"),
        ("OrchardNLP 2021", UNKNOWN, "`2022.orchardnlp-1.9` is from 2022", "2021"),
        ("NIPS 2016", NEURIPS, "`papers.nips.cc/paper/2015` is from NeurIPS 2015", "2016"),
        ("ICML 2023", TACL, "`2023.tacl-1.9` is from TACL 2023", "ICML"),
        ("ACL 2023", SIGDIAL, "`2023.sigdial-1.9` is from SIGDIAL 2023", "ACL"),
        ("ACL 2022", BIONLP, "`2023.bionlp-1.9` is from BioNLP 2023", "ACL"),
        ("BioNLP 2022", BIONLP, "`2023.bionlp-1.9` is from BioNLP 2023", "2022"),
        ("EMNLP Workshop 2022", BIONLP, "`2023.bionlp-1.9` is from BioNLP 2023", "2022"),
        ("EMNLPW 2022", BIONLP, "`2023.bionlp-1.9` is from BioNLP 2023", "2022"),
        ("WWW 2023", BIONLP, "`2023.bionlp-1.9` is from BioNLP 2023", "WWW"),
        ("IJCAI 2015", IJCAI, "`Proceedings/16/Papers/999.pdf` is from IJCAI 2016", "2015"),
    ],
)
def test_mismatch(venue: str, url: str, says: str, span: str) -> None:
    (finding,) = lint(table(venue, url), RULE)
    assert finding.message == f"`{venue}` contradicts the link: {says}"
    column = 11 + venue.index(span)
    assert (finding.span.column, finding.span.end_column) == (column, column + len(span))


@pytest.mark.parametrize(
    ("venue", "url"),
    [
        ("ACL 2024", ACL),
        ("ACL", ACL),
        ("Annual Meeting of the Association for Computational Linguistics", ACL),
        ("ACL Findings 2024", ACL),
        ("EMNLP 2024", FINDINGS),
        ("EMNLP 2024 Findings", FINDINGS),
        ("LREC-COLING 2024", JOINT),
        ("COLING 2024", JOINT),
        ("ACL-IJCNLP 2021", "https://aclanthology.org/2021.acl-long.9999/"),
        ("arXiv 2023", ACL),
        ("arXiv 2023, EMNLP 2023", ACL),
        ("OrchardNLP@EMNLP 2024", ACL),
        ("OrchardConf 2023", ACL),
        ("AdKDD 2023", ACL),
        ("Workshop 2024", ACL),
        ("2023", ACL),
        ("CVPR Workshop 2023", WORKSHOP),
        ("SIGDIAL 2023", SIGDIAL),
        ("BioNLP@ACL 2023", BIONLP),
        ("BioNLP Workshop, ACL 2023", BIONLP),
        ("ACL 2023 Workshop", BIONLP),
        ("Workshops of ACL 2023", BIONLP),
        ("ACLW 2023", BIONLP),
        ("ACL-W 2023", BIONLP),
        ("ACL WS 2023", BIONLP),
        ("@ACL 2023", BIONLP),
        ("EMNLP 2023 (Workshop)", SIGDIAL),
        ("EMNLP 2022 Workshop", UNKNOWN),
        ("IJCAI 2016", IJCAI),
        ("CVPR 2023", WORKSHOP),
        ("CVPRW 2023", WORKSHOP),
        ("NeurIPS 2015", NEURIPS),
        ("ACL 2024", TACL),
        ("ACL 2023, 2024", ACL),
        ("ICML 2020", "https://example.org/9"),
        ("ICML 2020", "https://arxiv.org/abs/2305.01234"),
        ("-", ACL),
    ],
)
def test_no_mismatch(venue: str, url: str) -> None:
    assert messages(table(venue, url), RULE) == []


def test_configured_name_of_the_venue_counts() -> None:
    config = "venues: {add: [{name: Findings of EMNLP, kind: journal}]}"
    assert messages(table("Findings of EMNLP 2024", FINDINGS), RULE, config=config) == []


def test_year_in_a_column_of_its_own() -> None:
    text = (
        "| Paper | Venue | Year | Link |\n|--|--|--|--|\n"
        f"| Paper | ACL | 2023 | [[Link]]({ACL}) |\n"
    )
    (finding,) = lint(text, RULE)
    assert finding.message.startswith("`ACL 2023` contradicts the link:")
    assert (finding.span.column, finding.span.end_column) == (17, 21)


def test_venue_in_the_heading_above() -> None:
    text = f"## ICML 2024\n\n- [Walking Robots]({ACL})\n- [Swimming Robots][acl]\n\n[acl]: {ACL}\n"
    assert [message[:6] for message in messages(text, RULE)] == ["3:20 `", "4:3 `I"]


def test_links_that_disagree_say_nothing() -> None:
    text = f"- [Walking Robots]({ACL}), ICML 2024, [[pdf]({FINDINGS})]\n"
    assert messages(text, RULE) == []
    same = f"- [Walking Robots]({ACL}), ICML 2024, [[pdf]({ACL[:-1]}.pdf)]\n"
    assert len(messages(same, RULE)) == 1


def test_code_and_related_links_say_nothing() -> None:
    text = (
        "- [Walking Robots](https://arxiv.org/abs/2305.01234), ICML 2024,"
        f" [[code]({ACL})], ![pdf]({ACL}), after [an older paper]({FINDINGS})\n"
    )
    assert messages(text, RULE) == []


@pytest.mark.parametrize("venue", ["ACL 2023.11", "ACL 2023-11", "ACL 2023/1"])
def test_year_of_a_date_is_no_edition(venue: str) -> None:
    assert messages(f"- [A Robot]({ACL}), {venue}\n", RULE) == []
    assert len(messages(f"- [A Robot]({ACL}), {venue[:8]}\n", RULE)) == 1


def test_venue_that_is_a_link_is_compared_with_that_link_alone() -> None:
    assert (
        messages(f"- Robots at [ICRA 2024](https://example.org) [[ACL 2024]({ACL})]\n", RULE) == []
    )
    assert messages(f"- [A Robot](https://example.org), [ACL 2023]({ACL})\n", RULE) == [
        "1:40 `ACL 2023` contradicts the link: `2024.acl-long.9999` is from ACL 2024"
    ]


SECTIONS = """# Robots 2019

## 2024

### EMNLP

- Walking Robots on Ice. [[paper]({})]
"""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://aclanthology.org/2024.emnlp-main.9/", []),
        ("https://aclanthology.org/2024.findings-emnlp.9/", []),
        (
            "https://aclanthology.org/2022.emnlp-main.9/",
            ["7:35 `EMNLP 2024` contradicts the link: `2022.emnlp-main.9` is from EMNLP 2022"],
        ),
        (
            "https://aclanthology.org/2024.naacl-long.9/",
            ["7:35 `EMNLP 2024` contradicts the link: `2024.naacl-long.9` is from NAACL 2024"],
        ),
    ],
)
def test_a_heading_names_the_venue_and_one_above_it_the_year(url: str, expected: list[str]) -> None:
    assert messages(SECTIONS.format(url), RULE) == expected


@pytest.mark.parametrize("heading", ["## Papers 2024", "## 📅 2024", "## 2024年"])
def test_headings_of_years(heading: str) -> None:
    text = SECTIONS.replace("## 2024", heading).format(
        "https://aclanthology.org/2022.emnlp-main.9/"
    )
    assert len(lint(text, RULE)) == 1


@pytest.mark.parametrize("heading", ["## Robots seen since 2024", "## 2023-2024", "## Robots"])
def test_the_title_of_the_list_and_other_headings_state_no_year(heading: str) -> None:
    text = SECTIONS.replace("## 2024", heading).format(
        "https://aclanthology.org/2022.emnlp-main.9/"
    )
    assert lint(text, RULE) == ()


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ("(2023) `NeurIPS`", 1),
        ("(*2023*) `NeurIPS`", 1),
        ("(2015) `NeurIPS`", 0),
        ("(2023-05) `NeurIPS`", 0),
        ("`NeurIPS`", 0),
    ],
)
def test_the_year_beside_the_venue_of_a_bullet(details: str, expected: int) -> None:
    assert len(lint(f"- **[Walking Robots on Ice]({NEURIPS})** {details}\n", RULE)) == expected


@pytest.mark.parametrize(
    ("label", "expected"), [("DOI", 1), ("PUB", 1), ("Code", 0), ("Walking Robots in Snow", 0)]
)
def test_links_with_other_labels(label: str, expected: int) -> None:
    text = (
        "- [Walking Robots on Ice](https://arxiv.org/abs/2401.01234), EMNLP 2024,"
        f" [[{label}](https://doi.org/10.18653/v1/2024.acl-long.9)]\n"
    )
    assert len(lint(text, RULE)) == expected
    # The link of the entry itself takes precedence.
    text = text.replace("arxiv.org/abs/2401.01234", "aclanthology.org/2024.emnlp-main.9")
    assert lint(text, RULE) == ()


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2023.10", 0), ("Oct 2023", 0), ("2023-10-31", 0), ("2023", 1), ("", 0)],
)
def test_the_month_of_a_row_may_be_that_of_the_preprint(date: str, expected: int) -> None:
    text = (
        "| Paper | Year | Venue |\n|--|--|--|\n"
        f"| [Walking Robots](https://aclanthology.org/2024.acl-long.9999) | {date} | ACL |\n"
    )
    assert len(messages(text, RULE)) == expected


def test_another_venue_is_named_without_the_year_of_a_month() -> None:
    text = (
        "| Paper | Year | Venue |\n|--|--|--|\n"
        "| [Walking Robots](https://aclanthology.org/2024.acl-long.9999) | 2023.10 | ICML |\n"
    )
    (message,) = messages(text, RULE)
    assert "`ICML` contradicts the link: `2024.acl-long.9999` is from ACL 2024" in message


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("## LoG / ## Nature", 2),
        ("## LoG / ## Nature / ## Trace / ## Metric", 2),
        ("## Log / ## Trace / ## Metric / ## Nature / ## Network", 0),
        ("# Supervised / ## Log / # Unsupervised / ## Log", 0),
    ],
)
def test_a_heading_among_topics_is_a_topic(headings: str, expected: int) -> None:
    entry = f"- [Robots That Walk on Ice]({ACL})\n\n"
    text = "".join(f"{heading}\n\n{entry}" for heading in headings.split(" / "))
    assert len(lint(text, RULE)) == expected
