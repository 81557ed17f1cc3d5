"""venue-outdated: preprints that were published."""

from __future__ import annotations

import pytest

from awesome_lint.model import Diagnostic, Record
from linting import fixed, lint

ICE = "https://arxiv.org/abs/2305.01234"
TITLE = "Walking Robots on Thin Ice"
HEADER = "| Title | Venue | Link |\n|:--|:--|:--|\n"


def record(registry: str = "arxiv", **known: object) -> Record:
    return Record(registry, "2305.01234", ICE, **known)  # type: ignore[arg-type]


def find(readme: str, known: Record) -> list[Diagnostic]:
    return list(lint(readme, "venue-outdated", links={}, records={ICE: known}))


def row(venue: str, title: str = TITLE) -> str:
    return f"| {title} | {venue} | [Link]({ICE}) |\n"


def find_in_row(venue: str, known: Record) -> list[str]:
    """Return the help of the findings in a table with one row."""
    return [each.help for each in find(HEADER + row(venue), known)]


@pytest.mark.parametrize(
    ("known", "clause", "help_"),
    [
        (
            record(journal_ref="In: ICML 2024, pp. 1-10"),
            "the paper was published in `In: ICML 2024, pp. 1-10`",
            "Write `ICML 2024`",
        ),
        (
            record(doi="10.1145/3580305.9999123"),
            "its DOI `10.1145/3580305.9999123` belongs to KDD 2023",
            "Write `KDD 2023`",
        ),
        (
            record(doi="10.18653/v1/2023.findings-emnlp.12"),
            "its DOI `10.18653/v1/2023.findings-emnlp.12` belongs to EMNLP 2023 Findings",
            "Write `EMNLP 2023 Findings`",
        ),
        (
            record(comment="12 pages. Accepted at ICLR 2024 (oral). Code: https://a.example"),
            "arXiv's comment says `Accepted at ICLR 2024 (oral)`",
            "Write `ICLR 2024`",
        ),
        (
            record("datacite", comment="CVPR 2024"),
            "arXiv's comment says `CVPR 2024`",
            "Write `CVPR 2024`",
        ),
        (
            record("openalex", venue="Nature Communications"),
            "OpenAlex lists it in `Nature Communications`",
            "Write `Nature Communications` and the year of its publication",
        ),
        # The year may come from another part of the record.
        (
            record(doi="10.1162/tacl_a_00999", comment="To appear in TACL 2024"),
            "its DOI `10.1162/tacl_a_00999` belongs to TACL",
            "Write `TACL 2024`",
        ),
    ],
)
def test_the_message_names_the_evidence(known: Record, clause: str, help_: str) -> None:
    (found,) = find(HEADER + row("arXiv 2023"), known)
    assert found.message == f"`arXiv 2023` is outdated: {clause}"
    assert found.help == help_


@pytest.mark.parametrize(
    ("reference", "venue"),
    [
        ("SIGIR 2024", "SIGIR 2024"),
        ("Proceedings of NeurIPS 2023", "NeurIPS 2023"),
        ("In: ICML 2024, pp. 1-10", "ICML 2024"),
        ("Advances in Neural Information Processing Systems 36 (2023)", "NeurIPS 2023"),
        (
            "Findings of the Association for Computational Linguistics: EMNLP 2023",
            "EMNLP 2023 Findings",
        ),
    ],
)
def test_a_preprint_that_was_published_is_found(reference: str, venue: str) -> None:
    for preprint in ("arXiv 2023", "CoRR"):
        assert find_in_row(preprint, record(journal_ref=reference)) == [f"Write `{venue}`"]


@pytest.mark.parametrize(
    ("venue", "reference"),
    [
        ("SIGIR 2024", "SIGIR 2024"),
        ("arXiv 2023 (SIGIR)", "SIGIR 2024"),
        ("arXiv and elsewhere", "SIGIR 2024"),
        ("", "SIGIR 2024"),
        ("arXiv 2023", ""),
        ("arXiv 2023", "SIGIR"),
        ("arXiv 2023", "2024"),
        ("arXiv 2023", "Submitted to SIGIR 2024"),
        ("arXiv 2023", "Under review at SIGIR 2024"),
        ("arXiv 2023", "SIGIR 2024 Workshop on Cold Robots"),
        ("arXiv 2023", "CVPRW 2024"),
        ("arXiv 2023", "ROBO@SIGIR 2024"),
        ("arXiv 2023", "SIGIR 2024; ICML 2024"),
        ("arXiv 2023", "SIGIR 2023, 2024"),
        ("arXiv 2023", "Journal of Thin Ice 12 (2024)"),
        ("arXiv 2023", "arXiv 2024"),
        # years that contradict the identifier
        ("arXiv 2023", "SIGIR 2020"),
        ("arXiv 2023", "SIGIR 2034"),
    ],
)
def test_what_is_unsure_is_left_alone(venue: str, reference: str) -> None:
    assert find_in_row(venue, record(journal_ref=reference)) == []


@pytest.mark.parametrize(
    "known",
    [
        record("doi", comment="SIGIR 2024"),
        record(venue="Nature Communications"),
        record("openalex", venue="Letters of the Society for Ice"),
        record("openalex", venue="ICML 2024 Workshop"),
        record(comment="SIGIR 2024. This paper has been withdrawn", withdrawn=True),
        record(comment="SIGIR 2024", retracted=True),
        record(doi="10.48550/arxiv.2305.01234"),
    ],
)
def test_other_records_state_no_publication(known: Record) -> None:
    assert find_in_row("arXiv 2023", known) == []


def test_the_venue_of_a_heading_is_left_alone() -> None:
    readme = f"## arXiv 2023\n\n- [{TITLE}]({ICE})\n"
    assert find(readme, record(journal_ref="SIGIR 2024")) == []


@pytest.mark.parametrize(
    ("title", "known", "found"),
    [
        (TITLE, "Robots that Walk on Thin Ice: an Update", 1),
        (TITLE, "", 1),
        (TITLE, "Cleaning the Bottom of Pools by Diving Machines", 0),
        (TITLE, "Quantum Gravity for Impatient Readers of Novels", 0),
        ("薄冰 上的 行走 机器人 研究", "Cleaning the Bottom of Pools by Diving Machines", 1),
    ],
)
def test_an_entry_with_the_title_of_another_paper_is_left_alone(
    title: str, known: str, found: int
) -> None:
    readme = HEADER + row("arXiv 2023", title)
    assert len(find(readme, record(title=known, comment="SIGIR 2024"))) == found


# --- fixes


def other(venue: str) -> str:
    return f"| Swimming Robots under Thick Ice | {venue} | [Link](https://a.example/swim) |\n"


@pytest.mark.parametrize(
    ("others", "preprint", "written"),
    [
        ([], "arXiv 2023", "SIGIR 2024"),
        ([], "arXiv", "SIGIR 2024"),
        ([], "arXiv'23", "SIGIR'24"),
        ([], "arXiv (2023)", "SIGIR (2024)"),
        ([], "**arXiv 2023**", "**SIGIR 2024**"),
        (["ICML'23"], "arXiv 2023", "SIGIR'24"),
        (["ICML (2023)"], "arXiv 2023", "SIGIR (2024)"),
        (["ICML2023", "ICML2022", "ICML 2021"], "arXiv 2023", "SIGIR2024"),
        (["ICML"], "arXiv", "SIGIR"),
        (["ICML 2023 Workshop on Ice"], "arXiv2023", "SIGIR2024"),
    ],
)
def test_the_fix_writes_the_form_of_the_list(
    others: list[str], preprint: str, written: str
) -> None:
    readme = HEADER + "".join(map(other, others))
    found = find(readme + row(preprint), record(comment="Accepted at SIGIR 2024"))
    assert fixed(readme + row(preprint), found) == readme + row(written)
    assert [each.help for each in found] == [f"Write `{written.strip('*')}`"]
    assert [each.fix.safe for each in found if each.fix] == [False]


def test_the_fix_writes_the_name_that_the_list_uses() -> None:
    readme = HEADER + other("TheWebConf 2022") + other("Neurips 2021") + row("arXiv 2023")
    found = find(readme, record(comment="NeurIPS 2023"))
    assert [each.help for each in found] == ["Write `Neurips 2023`"]


@pytest.mark.parametrize(
    ("preprint", "known"),
    [
        # other words beside the preprint server
        ("arXiv, May 2023", record(comment="SIGIR 2024")),
        ("arXiv 2023/CoRR", record(comment="SIGIR 2024")),
        # a conference version and a journal version
        ("arXiv 2023", record(doi="10.1109/tpami.2024.3331234", comment="CVPR 2023")),
        # different years
        ("arXiv 2023", record(journal_ref="CVPR 2023", comment="CVPR 2024")),
    ],
)
def test_there_is_no_fix_if_it_is_not_certain(preprint: str, known: Record) -> None:
    (found,) = find(HEADER + row(preprint), known)
    assert found.fix is None


def test_a_year_in_another_column_must_fit() -> None:
    header = "| Title | Venue | Year | Link |\n|:--|:--|:--|:--|\n"
    others = "| Swimming Robots under Ice | ICML | 2022 | [Link](https://a.example/swim) |\n"
    for year, has_fix in ((2023, False), (2024, True)):
        readme = f"{header}{others}| {TITLE} | arXiv | {year} | [Link]({ICE}) |\n"
        (found,) = find(readme, record(comment="SIGIR 2024"))
        assert (found.fix is not None) == has_fix
        assert found.help == ("Write `SIGIR`" if has_fix else "Write `SIGIR 2024`")
