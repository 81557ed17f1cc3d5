"""venue-year, beyond the examples of its page."""

import pytest

import tables
from linting import lint, messages

RULE = "venue-year"


def table(*rows: tuple[str, str]) -> str:
    """Return a list with these venues and arXiv identifiers from line 3 on."""
    links = ((venue, f"[[Link]](https://arxiv.org/abs/{name})") for venue, name in rows)
    return tables.table("Paper | Venue | Link", (("Paper", *row) for row in links))


@pytest.mark.parametrize(
    ("venue", "identifier", "severity"),
    [
        ("arXiv 2025", "2305.01234", "warning"),
        ("arXiv 2024", "2305.01234", "info"),
        ("arXiv 2022", "2305.01234", "warning"),
        ("Arxiv, 2024", "2112.01234v1", "warning"),
        ("arXiv'25", "2305.01234", "warning"),
        ("CoRR 2025", "2305.01234", "warning"),
        ("arXiv preprint 2025", "2305.01234", "warning"),
        ("arXiv 2024", "2312.01234", "info"),
        ("arXiv 2025", "2312.01234", "warning"),
        ("arXiv 2022", "2301.01234", "info"),
        ("arXiv 2021", "2301.01234", "warning"),
    ],
)
def test_contradicted(venue: str, identifier: str, severity: str) -> None:
    (finding,) = lint(table((venue, identifier)), RULE)
    assert finding.severity == severity
    assert finding.message.startswith(
        f"`{venue}` contradicts arXiv {identifier.partition('v')[0]},"
    )
    assert f" arXiv {identifier.partition('v')[0]}, which was first posted in 20" in finding.message


@pytest.mark.parametrize(
    ("venue", "identifier"),
    [
        ("arXiv 2023", "2305.01234"),
        ("ICML 2022", "2305.01234"),
        ("ICML 2015", "2305.01234"),  # posted years after the conference
        ("ICML 2023", "2305.01234"),
        ("ICML 2029", "2305.01234"),
        ("arXiv 2022, ICML 2024", "2205.01234"),  # two years
        ("arXiv and ICML 2025", "2305.01234"),
        ("bioRxiv 2021", "2305.01234"),
        ("OrchardConf 2019", "2305.01234"),
        ("arXiv 2019", "hep-th/9901001"),
        ("arXiv 2023", "2313.01234"),  # no identifier
        ("-", "2305.01234"),
    ],
)
def test_not_contradicted(venue: str, identifier: str) -> None:
    assert messages(table((venue, identifier)), RULE) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/ftp/arxiv/papers/2305/2305.01234.pdf",
        "https://web3.arxiv.org/abs/2305.01234",
        "http://128.84.4.27/abs/2305.01234",
    ],
)
def test_mirrors_and_the_file_server(url: str) -> None:
    text = tables.table("Paper | Venue | Link", [("Paper", "arXiv 2024", f"[[Link]]({url})")])
    (finding,) = lint(text, RULE)
    assert finding.message.startswith("`arXiv 2024` contradicts arXiv 2305.01234")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("arXiv:2305.01234", 1),
        ("arXiv.2305.01234v2", 1),
        ("ARXIV 2305.01234", 1),
        ("arXiv:2405.01234", 0),
        ("arXiv:2305.01234 and arXiv:2405.01234", 0),
        ("arXiv:2313.01234", 0),
        ("2305.01234", 0),
    ],
)
def test_an_identifier_in_the_text(note: str, expected: int) -> None:
    rows = [("Paper", "arXiv 2024", note, "[[Link]](https://example.org/ice)")]
    assert len(lint(tables.table("Paper | Venue | Note | Link", rows), RULE)) == expected


def test_an_identifier_in_the_text_that_differs_from_the_link() -> None:
    rows = [
        ("Paper", "arXiv 2024", "arXiv:2405.01234", "[[Link]](https://arxiv.org/abs/2305.01234)")
    ]
    assert lint(tables.table("Paper | Venue | Note | Link", rows), RULE) == ()


def test_span_is_the_year() -> None:
    (finding,) = lint(table(("arXiv, 2024", "2305.01234")), RULE)
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (3, 18, 22)


def test_year_in_a_column_of_its_own() -> None:
    text = (
        "| Paper | Venue | Year | Link |\n|--|--|--|--|\n"
        "| P | arXiv | 2024 | [paper](https://arxiv.org/abs/2305.01234) |\n"
    )
    (finding,) = lint(text, RULE)
    assert finding.message.startswith("`arXiv 2024` contradicts arXiv 2305.01234")
    assert (finding.span.column, finding.span.end_column) == (15, 19)


def test_venue_in_the_heading_above() -> None:
    text = "## arXiv 2024\n\n- [Walking Robots](https://arxiv.org/abs/2305.01234)\n"
    assert [message[:5] for message in messages(text, RULE)] == ["3:20 "]


def test_heading_is_not_reported_for_each_entry_below() -> None:
    text = "## ICML 20204\n\n- [Walking Robots](https://example.org/robots)\n"
    assert messages(text, RULE) == []


def test_preprint_beside_another_main_link() -> None:
    text = (
        "- [Walking Robots](https://example.org/ice), arXiv 2024,"
        " [[arXiv](https://arxiv.org/abs/2305.01234)] [[code](https://arxiv.org/abs/2405.01234)]\n"
    )
    assert len(messages(text, RULE)) == 1
    # With two papers, it is unclear which of them is listed.
    assert messages(text.replace("[code]", "[paper]"), RULE) == []


@pytest.mark.parametrize(
    ("venue", "digits"),
    [
        ("ICML 20204", "20204"),
        ("ICML 202", "202"),
        ("ICML 2204", "2204"),
        ("arXiv 1023", "1023"),
        ("Proceedings of ICML, 20223", "20223"),
    ],
)
def test_impossible(venue: str, digits: str) -> None:
    (message,) = messages(table((venue, "2305.01234")), RULE)
    assert message.partition(" ")[2] == (
        f"`{digits}` is not a year: readers cannot tell how old the entry is"
    )


@pytest.mark.parametrize(
    "venue",
    [
        "TMLR 20204",  # a journal's volume or number
        "ICML 2023, pages 10234",
        "ICML, volume 123, number 456",
        "LNCS 12345",
        "arXiv 2305.01234",
        "arXiv:2305",
        "Unknown ICML 20204",
        "ICML",
        "3DV",
    ],
)
def test_other_numbers(venue: str) -> None:
    assert messages(table((venue, "2305.01234")), RULE) == []


def test_digits_of_a_name_are_no_year() -> None:
    config = "venues: {add: [{name: Meet 100 Robots, kind: conference}]}"
    assert messages(table(("Meet 100 Robots", "2305.01234")), RULE, config=config) == []


def dated(*last: str, number: int = 9) -> str:
    rows = [(f"ICML {2023 + at % 2}", "2305.01234") for at in range(number)]
    return table(*rows, *((venue, "2305.01234") for venue in last))


def test_a_year_in_the_column_of_dates() -> None:
    head = "| Title | Venue | Date | Link |\n|:--|:--|:--|:--|\n"
    rows = "".join(f"| Ice {n} | ICML 2024 | 2024-05 | [Link](#) |\n" for n in range(9))
    said = "| Robots on Ice | arXiv | IROS 2024 | [Link](#) |\n"
    assert messages(head + rows + said, RULE) == []
    (message,) = messages(head + rows + said.replace("IROS 2024", "IROS"), RULE)
    assert "`arXiv` has no year, unlike 9 other entries here" in message


def test_a_year_in_the_sentence_after_the_venue() -> None:
    entries = "".join(
        f"- [Robots on Ice {n}](https://example.org/{n})\n  - Ada Snow. ICML, 2024.\n"
        for n in range(12)
    )
    last = "- [Robots in the Sea](https://example.org/sea)\n  - Ada Snow. AAMAS{}\n"
    assert messages(entries + last.format(". 2023."), RULE) == []
    assert messages(entries + last.format("."), RULE) == [
        (
            "26:15 `AAMAS` has no year, unlike 12 other entries here: readers cannot tell how old"
            " this one is"
        )
    ]


def test_an_identifier_is_not_a_year_after_the_venue() -> None:
    entry = (
        "##### • [\\[{}\\]](https://arxiv.org/abs/2011.012{:02}) Robots on Ice {} [[PDF](#)]\n\n"
    )
    entries = "".join(entry.format(f"arXiv 20{n}", n, n) for n in range(10, 23))
    (message,) = messages(entries + entry.format("arXiv 2011.01234", 34, 34), RULE)[-1:]
    assert "`arXiv` has no year, unlike" in message


def test_missing() -> None:
    assert messages(dated("ICML"), RULE) == [
        (
            "12:11 `ICML` has no year, unlike 9 other entries here:"
            " readers cannot tell how old this one is"
        )
    ]
    assert messages(dated("ICML", number=8), RULE) == []
    assert messages(dated("ICML", "ICML"), RULE) == []
    assert len(messages(dated("ICML", "arXiv", number=18), RULE)) == 2


def test_missing_where_another_column_has_the_date() -> None:
    rows = [f"| 2023-0{n} | P | ICML 2023 |" for n in range(1, 10)]
    text = "\n".join(["| Date | Paper | Venue |", "|--|--|--|", *rows, "| 2024-01 | P | ICML |"])
    assert messages(text, RULE) == []
    assert len(messages(text.replace("2024-01", "a while ago"), RULE)) == 1


@pytest.mark.parametrize("venue", ["TMLR", "Nature", "OrchardConf", "Unknown ICML", "3DV", "-"])
def test_missing_where_none_is_needed(venue: str) -> None:
    assert messages(dated(venue), RULE) == []


def bullets(last: str, heading: str = "Robots") -> str:
    lines = [f"- [Ice {n}](https://example.org/{n}), ICRA 2024" for n in range(9)]
    return f"# Robots 2024\n\n### {heading}\n\n" + "\n".join([*lines, last]) + "\n"


@pytest.mark.parametrize(
    ("heading", "count"),
    [("Robots", 1), ("2024", 0), ("Papers of 2024", 0), ("2024\n\n#### Ice", 0)],
)
def test_missing_below_a_heading_with_the_year(heading: str, count: int) -> None:
    text = bullets("- [Robots on Ice](https://example.org/x), ICRA", heading)
    assert len(messages(text, RULE)) == count


@pytest.mark.parametrize(
    ("details", "count"),
    [
        ("ICRA", 1),
        ("ICRA, seen on ice", 1),
        ("ICRA, June 24", 0),
        ("ICRA. Shown in 2024 in Oslo", 0),
        ("ICRA, 12345 robots", 1),
    ],
)
def test_missing_beside_a_date_in_the_details(details: str, count: int) -> None:
    assert len(messages(bullets(f"- [Robots on Ice](https://example.org/x), {details}"), RULE)) == (
        count
    )


@pytest.mark.parametrize(
    ("venue", "severity"),
    [
        ("arXiv 28 Mar 2025", "info"),
        ("arXiv March 28, 2025", "info"),
        ("arXiv 2025-03-28", "info"),
        ("arXiv Mar 2025", "warning"),
        ("arXiv 28 Mar 2022", "warning"),
    ],
)
def test_a_date_with_a_day_may_be_that_of_a_revision(venue: str, severity: str) -> None:
    (finding,) = lint(table((venue, "2305.01234")), RULE)
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("date", "severity"),
    [("2025.03", "info"), ("Mar 2025", "info"), ("2025", "warning"), ("2022.03", "warning")],
)
def test_a_month_in_a_column_may_be_that_of_a_revision(date: str, severity: str) -> None:
    row = (date, "Walking Robots on Thin Ice", "arXiv", "[Link](https://arxiv.org/abs/2305.01234)")
    (finding,) = lint(tables.table("Time | Paper | Venue | Link", [row]), RULE)
    assert finding.severity == severity
    assert finding.help == (
        "Correct the year, unless it is that of a later version"
        if severity == "info"
        else "Correct the year, or link to the intended paper"
    )


def test_missing_is_an_option() -> None:
    config = "rules: {venue-year: {missing: false}}"
    assert messages(dated("ICML"), RULE, config=config) == []


def test_a_later_version_may_have_a_later_year() -> None:
    assert messages(table(("arXiv 2024", "2305.01234v2")), RULE) == []
    assert len(messages(table(("arXiv 2024", "2305.01234v1")), RULE)) == 1
    assert len(messages(table(("arXiv 2022", "2305.01234v2")), RULE)) == 1
