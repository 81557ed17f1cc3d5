"""venue-style, beyond the examples of its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.model import Field, Span
from awesome_lint.rules.shared.find_text import find_in_field
from linting import fixed, lint, messages
from tables import papers, table

RULE = "venue-style"


@pytest.mark.parametrize(
    ("venue", "message"),
    [
        ("NIPS 2018", "`NIPS` has been called `NeurIPS` since 2018"),
        ("nips'23", "`nips` has been called `NeurIPS` since 2018"),
        ("ESEC/FSE 2024", "`ESEC/FSE` has been called `FSE` since 2024"),
        ("SysML 2020", "`SysML` has been called `MLSys` since 2020"),
    ],
)
def test_outdated_name(venue: str, message: str) -> None:
    name = message.split("`")[3]
    assert messages(papers(venue), RULE) == [
        f"3:7 {message}: a search for `{name}` misses this entry"
    ]


@pytest.mark.parametrize("venue", ["NIPS 2017", "NIPS", "NIPS 2017, NIPS 2023", "ESEC/FSE 2023"])
def test_name_is_not_outdated_or_nobody_knows(venue: str) -> None:
    assert messages(papers(venue), RULE) == []


def test_outdated_name_becomes_what_the_list_writes() -> None:
    (finding,) = lint(papers("NIPS 2020", "Neurips 2020"), RULE)
    assert finding.help == "Write `Neurips`"


def test_a_habit_is_one_finding() -> None:
    text = papers("NIPS 2016", "NIPS 2021", "ICML 2021", "nips 2022", "NIPS 2023", "NeurIPS 2023")
    (finding,) = lint(text, RULE)
    assert (finding.span.line, finding.message) == (
        4,
        (
            "`NIPS` has been called `NeurIPS` since 2018, here and in 2 other entries: a search for"
            " `NeurIPS` misses these entries"
        ),
    )
    assert finding.help == "Write `NeurIPS`"
    right = ["NIPS 2016", "NeurIPS 2021", "ICML 2021", *["NeurIPS 2022"], *["NeurIPS 2023"] * 2]
    assert fixed(text, [finding]) == papers(*right)


def test_entries_that_differ_from_the_habit_of_the_list_are_reported_each() -> None:
    text = papers(*["NIPS 2021"] * 3, *["NeurIPS 2023"] * 4)
    assert [finding.span.line for finding in lint(text, RULE)] == [3, 4, 5]
    # Two entries are not a habit.
    text = papers("NIPS 2021", "NIPS 2022")
    assert [finding.span.line for finding in lint(text, RULE)] == [3, 4]


def test_new_entries_with_the_habit_are_one_finding_of_their_own() -> None:
    text = papers("NIPS 2020", "NIPS 2021", "NIPS 2022", "NIPS 2023")
    found = lint(text, RULE, changed=[5, 6])
    assert [finding.span.line for finding in found] == [3, 5]
    assert fixed(text, found[1:]) == papers(
        "NIPS 2020", "NIPS 2021", "NeurIPS 2022", "NeurIPS 2023"
    )


@pytest.mark.parametrize(("written", "right"), [("ICMl", "ICML"), ("CVPr", "CVPR"), ("KDd", "KDD")])
def test_an_acronym_whose_last_letter_is_small(written: str, right: str) -> None:
    text = papers(f"{written} 2024")
    (finding,) = lint(text, RULE)
    assert finding.message == (
        f"`{written}` is `{right}` with a small last letter: one venue looks like two"
    )
    assert fixed(text, [finding]) == papers(f"{right} 2024")


@pytest.mark.parametrize(
    "written", ["icml", "Icml", "iCML", "IcMl", "IcML", "PODs", "CoRL", "ArXiv", "RecSYS"]
)
def test_other_spellings_of_one_entry_are_accepted(written: str) -> None:
    assert messages(papers(f"{written} 2024"), RULE) == []


def test_a_small_letter_in_several_entries_is_the_style_of_the_list() -> None:
    assert messages(papers(*["ICMl 2024"] * 3), RULE) == []


def test_minority_spelling() -> None:
    text = papers(*["Arxiv 2024"] * 4, "ArXiv 2024")
    (finding,) = lint(text, RULE)
    assert finding.message == (
        "`ArXiv` is written `Arxiv` in 4 other entries: one venue looks like two"
    )
    assert finding.severity == "warning"
    assert fixed(text, [finding]) == papers(*["Arxiv 2024"] * 5)


@pytest.mark.parametrize(
    ("habit", "official"), [("Arxiv", "arXiv"), ("Neurips", "NeurIPS"), ("ICML", "ICML")]
)
def test_the_official_spelling_is_not_a_typo(habit: str, official: str) -> None:
    assert messages(papers(*[f"{habit} 2024"] * 9, f"{official} 2024"), RULE) == []


@pytest.mark.parametrize(
    "venues",
    [
        ["Arxiv 2024"] * 3 + ["arXiv 2024"],
        ["Arxiv 2024"] * 6 + ["arXiv 2024"] * 2,
        ["Arxiv 2024", "arXiv 2024"],
        # Other names are not other spellings.
        ["WWW 2024"] * 9 + ["TheWebConf 2024"],
        ["TOIS 2024"] * 9 + ["ACM TOIS 2024"],
        # Tracks are ordinary words.
        ["ACL 2024 Findings"] * 9 + ["ACL 2024 findings"],
        # Each entry counts once.
        ["Arxiv 2023, Arxiv 2023", "Arxiv", "arXiv 2023"],
    ],
)
def test_no_clear_majority(venues: list[str]) -> None:
    assert messages(papers(*venues), RULE) == []


def test_spellings_may_differ_in_punctuation() -> None:
    text = papers(*["ECML PKDD 2023"] * 4, "ECML-PKDD 2024")
    assert messages(text, RULE) == [
        "7:7 `ECML-PKDD` is written `ECML PKDD` in 4 other entries: one venue looks like two"
    ]


@pytest.mark.parametrize(
    ("venue", "message", "right", "safe"),
    [
        ("WSDM2024", "3:7 `WSDM2024` has no space before the year", "WSDM 2024", True),
        ("X@WSDM2024", "3:9 `WSDM2024` has no space before the year", "WSDM 2024", True),
        ("SIGIR24", "3:7 `SIGIR24` shortens the year to two digits", "SIGIR 2024", False),
        ("SIGIR 24", "3:7 `SIGIR 24` shortens the year to two digits", "SIGIR 2024", False),
        ("ICML'23", "3:7 `ICML'23` shortens the year to two digits", "ICML 2023", False),
        ("KDD '99", "3:7 `KDD '99` shortens the year to two digits", "KDD 1999", False),
    ],
)
def test_unusual_years(venue: str, message: str, right: str, safe: bool) -> None:
    text = papers(venue, *["ICLR 2023"] * 4)
    (finding,) = lint(text, RULE)
    assert messages(text, RULE) == [f"{message}: a search for `{right}` misses this entry"]
    assert finding.help == f"Write `{right}`"
    assert finding.fix is not None
    assert finding.fix.safe == safe
    written = message.split("`")[1]
    assert fixed(text, [finding]) == papers(venue.replace(written, right), *["ICLR 2023"] * 4)


@pytest.mark.parametrize(
    "venues",
    [
        ["WSDM2024"] + ["ICLR 2023"] * 3,
        ["WSDM2024"] * 9 + ["ICLR 2023"],
        ["ICML'23", "ICLR'24"],
        ["JMLR 24"] + ["ICLR 2023"] * 9,
        ["arXiv:2012.12345"] + ["ICLR 2023"] * 9,
        # A year in another column does not count for the form of years in this one.
        ["WSDM2024"] + ["ICLR"] * 9,
        # Unknown names may be data sets, whose names end in a year.
        ["IceTags2024", "WSDM@IceTags2024"] + ["ICLR 2023"] * 9,
    ],
)
def test_years_as_this_list_writes_them(venues: list[str]) -> None:
    assert messages(papers(*venues), RULE) == []


def test_a_table_that_writes_years_its_own_way() -> None:
    rest = papers(*["ICLR 2023"] * 30)
    habit = ["ICML2023", "ICRA2024", "CVPR'23", "ICLR 2022"]
    assert messages(f"{rest}\n## Ice\n\n{papers(*habit, 'KDD2024')}", RULE) == []
    # Four years are too few, and half of them is not the majority.
    assert len(messages(f"{rest}\n## Ice\n\n{papers(*habit)}", RULE)) == 3
    half = papers(*habit, "ICLR 2021", "ICLR 2020")
    assert len(messages(f"{rest}\n## Ice\n\n{half}", RULE)) == 3
    # Outside of it, nothing changes.
    assert (
        len(messages(f"{rest}| P | KDD2024 |\n\n## Ice\n\n{papers(*habit, 'KDD2024')}", RULE)) == 1
    )


def test_fixes_of_one_word_do_not_touch() -> None:
    text = papers("NIPS2022", "nips'23", *["ICLR 2023"] * 7)
    findings = lint(text, RULE)
    assert [finding.help for finding in findings] == [
        "Write `NeurIPS`",
        "Write `NIPS 2022`",
        "Write `NeurIPS`",
        "Write `nips 2023`",
    ]
    assert fixed(text, findings) == papers("NeurIPS 2022", "NeurIPS 2023", *["ICLR 2023"] * 7)


def test_misspelt_venue_is_left_to_venue_typo() -> None:
    assert messages(papers(*["Arxiv 2023"] * 9, "Arixv 2023"), RULE) == []


def test_word_that_is_not_found_in_the_source_is_not_changed() -> None:
    text = papers("N*IPS* 2023", "WS**DM2024**", *["ICLR 2023"] * 4)
    outdated, glued = lint(text, RULE)
    assert (outdated.fix, glued.fix) == (None, None)
    assert (outdated.span.column, outdated.span.end_column) == (7, 18)
    assert (glued.span.column, glued.span.end_column) == (7, 19)


def test_place_in_a_field_of_several_lines() -> None:
    field = Field("", "ICML 2023", "*ICML\n  2023*", Span(7, 5, 8, 8), ())
    assert find_in_field(field, 0, 4) == Span(7, 6, 7, 10)
    assert find_in_field(field, 5, 9) == Span(8, 3, 8, 7)
    assert find_in_field(field, 0, 9) is None


@given(
    st.lists(
        st.sampled_from(
            ["NIPS 2023", "NIPS2023", "Nips'23", "Arxiv 2024", "arXiv 2024", "SIGIR24", "ICLR 2023"]
        ),
        max_size=20,
    )
)
def test_after_all_fixes_nothing_is_left_to_fix(venues: list[str]) -> None:
    text = papers(*venues)
    for _ in range(3):
        text = fixed(text, lint(text, RULE))
    assert lint(text, RULE) == ()


def test_a_list_of_other_things_is_not_checked() -> None:
    tools = "".join(f"- [gear-{n}](https://example.org/{n}) - a tool\n" for n in range(600))
    papers = "".join(f"- [Robot {n}](https://example.org/p{n}), ICLR 2023\n" for n in range(9))
    other = "- [Robots](https://example.org/p), WSDM2024\n"
    assert messages(tools + papers + other, RULE) == []
    assert len(messages(papers + other, RULE)) == 1


def test_and_is_a_different_spelling_only_in_the_name_of_a_journal() -> None:
    conference = "Proceedings of the {}th Conference on Knowledge Discovery {} Data Mining, {}"
    usual = [conference.format(27, "&", 2021)] * 5
    assert messages(papers(*usual, conference.format(28, "and", 2022)), RULE) == []
    other_case = conference.format(28, "&", 2022).replace("Data", "data")
    (message,) = messages(papers(*usual, other_case), RULE)
    assert message == (
        "8:31 `Conference on Knowledge Discovery & data Mining` is written `Conference on Knowledge"
        " Discovery & Data Mining` in 5 other entries: one venue looks like two"
    )
    journal = "Transactions on Knowledge {} Data Engineering 2024"
    usual = [journal.format("and")] * 5
    (message,) = messages(papers(*usual, journal.format("&")), RULE)
    assert "`Transactions on Knowledge & Data Engineering` is written" in message


@pytest.mark.parametrize("venue", ["SC20, 2020", "KDD '20 (2020)", "KDD20 2020"])
def test_a_short_year_that_is_also_stated_in_full(venue: str) -> None:
    known = [f"KDD {2000 + year}" for year in range(10, 24)]
    assert messages(papers(*known, venue), RULE) == []
    bullets = "".join(f"- **Tuning an Organ {name}**. {name}.\n" for name in (*known, venue))
    assert messages(bullets, RULE) == []


def test_a_short_year_beside_another_year() -> None:
    known = [f"KDD {2000 + year}" for year in range(10, 24)]
    assert messages(papers(*known, "KDD '20 (2021)"), RULE) == [
        "17:7 `KDD '20` shortens the year to two digits: a search for `KDD 2020` misses this entry"
    ]


@pytest.mark.parametrize(("name", "expected"), [("TACo", 0), ("IceWalk", 1)])
def test_the_name_of_a_method_beside_the_venue_is_no_venue(name: str, expected: int) -> None:
    text = table("Paper | Venue", [(f"{name}: Robots That Walk on Ice", "ICRA 2024_TACo")])
    found = "3:48 `TACo` is `TACO` with a small last letter: one venue looks like two"
    assert messages(text, RULE) == [found] * expected


def test_the_name_of_a_method_may_be_a_label_before_the_title() -> None:
    entry = "- (ICRA2024_{0}) {1}: Robots That Walk on Ice. [[paper]](https://example.org/{0})\n"
    others = "".join(entry.format(name, name) for name in ("IceWalk", "IceSwim", "IceFly"))
    assert messages(others + entry.format("TACo", "TACo"), RULE) == []
