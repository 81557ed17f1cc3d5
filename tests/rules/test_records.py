"""The rules about registry records."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import tables
from awesome_lint.model import Diagnostic, Record
from awesome_lint.rules import RULES
from linting import lint

ICE = "https://arxiv.org/abs/2403.01234"
SWIM = "https://arxiv.org/abs/2403.04321"
TOOL = "https://github.com/robots/ice"


def paper(url: str, **known: object) -> dict[str, Record]:
    identifier = url.rpartition("/")[2]
    return {url: Record("arxiv", identifier, url, **known)}  # type: ignore[arg-type]


def find(rule: str, readme: str, records: Mapping[str, Record]) -> list[Diagnostic]:
    found = lint(readme, rule, "suppression-unused", links={}, records=records)
    return [each for each in found if each.rule == rule]


def messages(rule: str, readme: str, records: Mapping[str, Record]) -> list[str]:
    return [each.message for each in find(rule, readme, records)]


def test_rules_about_records_name_a_registry() -> None:
    assert {rule.id: rule.registries for rule in RULES if rule.needs == "records"} == {
        "title-mismatch": ("arxiv",),
        "paper-withdrawn": ("arxiv",),
        "venue-outdated": ("arxiv",),
        "repo-archived": ("github", "codeberg"),
        "repo-health": ("github", "gitlab", "codeberg"),
    }
    assert all(rule.online for rule in RULES if rule.needs in ("links", "records"))
    assert not any(rule.registries for rule in RULES if rule.needs != "records")


# --- title-mismatch


def table(*rows: tuple[str, str], column: str = "Title") -> str:
    return tables.table(f"{column} | Link", ((title, f"[Link]({url})") for title, url in rows))


def mismatches(listed: str, known: str, column: str = "Title") -> list[str]:
    readme = table((listed, ICE), column=column)
    return messages("title-mismatch", readme, paper(ICE, title=known))


def test_another_paper_is_found() -> None:
    listed, known = "Walking with Robots on Ice", "Cleaning the Bottom of Pools by Machines"
    (message,) = mismatches(listed, known)
    assert message == (
        f"The link leads to `{known}`, but the entry is titled `{listed}`: one of them is wrong,"
        " or the paper was renamed"
    )


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        # names and abbreviations
        ("IceBot", "Walking Robots on the Thin Ice of Frozen Lakes"),
        ("IceBot Technical Report", "Walking Robots on the Thin Ice of Frozen Lakes"),
        ("GPT-4", "GPT-4 Technical Report"),
        ("IceBot-1.3|6.7|13|30|66B of Robots", "OIB: Open Ice Bots for Everybody on Lakes"),
        # subtitles and nicknames left out or added
        ("Walking with Robots", "IceBot: Walking with Robots on the Thin Ice of Frozen Lakes"),
        ("IceBot: A Survey of Walking Machines", "IceBot: Locomotion on Frozen Lakes for Robots"),
        # other spellings
        ("Wlaking Robots on Thin Ise of Lakes", "Walking Robots on Thin Ice of Lakes"),
        ("Walking Robots on Thin Ice and Snow", "WALKING ROBOTS: On Thin Ice & Snow"),
        ("$\\alpha$-Walking of Robots on Ice", "α-Walking of Robots on Ice"),
        (
            "Schrödinger's Robots and the Ice of Cats",
            "Schr\\\"odinger's Robots and the Ice of Cats",
        ),
        # renamed, with many common words
        ("A First Look at Walking Robots on Ice", "Deep Ice Walking for Robots in Winter"),
        # translated
        ("Robots que caminan sobre hielo delgado", "Walking Robots on the Thin Ice of Lakes"),
        ("薄冰上的行走机器人 and 更多 更多 更多 更多", "Walking Robots on the Thin Ice of Lakes"),
        ("Roboter auf dünnem Eis by Anna Ábel", "Walking Machines above the Frozen Lakes"),
        # no record
        ("Walking with Robots on Thin Ice", ""),
        ("Walking with Robots on Thin Ice", "0"),
    ],
)
def test_what_may_be_the_same_paper_is_left_alone(listed: str, known: str) -> None:
    assert mismatches(listed, known) == []
    assert mismatches(known, listed) == []


def test_a_column_of_names_is_left_alone() -> None:
    other = "Cleaning the Bottom of Pools by Diving Machines"
    assert mismatches("Walking with Robots on Thin Ice", other, column="Dataset") == []
    assert mismatches("Walking with Robots on Thin Ice", other, column="Notes") == []


def test_the_name_of_a_method_stays_when_the_title_changes() -> None:
    readme = (
        "| Name | Title | Link |\n|:--|:--|:--|\n"
        f"| IceBot | A First Look at Walking with Machines | [Link]({ICE}) |\n"
    )
    records = paper(ICE, title="IceBot: Locomotion of Robots on Frozen Lakes")
    assert messages("title-mismatch", readme, records) == []
    assert messages("title-mismatch", readme.replace("IceBot", "Bot"), records)


def test_an_entry_with_two_papers_is_left_alone() -> None:
    readme = (
        "| Title | Paper | arXiv |\n|:--|:--|:--|\n"
        f"| Walking with Robots on Thin Ice | [Paper]({ICE}) | [arXiv]({SWIM}) |\n"
    )
    other = "Cleaning the Bottom of Pools by Diving Machines"
    records = paper(ICE, title=other) | paper(SWIM, title=other)
    assert messages("title-mismatch", readme, records) == []


PAPERS = {
    "Walking with Robots on Thin Ice": ICE,
    "Swimming with Robots under Thick Ice": SWIM,
    "Flying of Robots over the Ice of Lakes": "https://arxiv.org/abs/2403.00003",
    "Diving of Robots from the Ice of Rivers": "https://arxiv.org/abs/2403.00004",
    "Cleaning the Bottom of Pools by Machines": "https://arxiv.org/abs/2403.00005",
}


def bullets(count: int, wrong: int) -> tuple[str, dict[str, Record]]:
    """Return a list of papers, the last `wrong` of which have wrong links, and the records."""
    listed = list(PAPERS.items())[:count]
    records: dict[str, Record] = {}
    for number, (title, url) in enumerate(listed):
        other = "Quantum Gravity for the Impatient" if number >= count - wrong else title
        records |= paper(url, title=other)
    return "".join(f"- [{title}]({url})\n" for title, url in listed), records


@pytest.mark.parametrize(
    ("count", "wrong", "found"),
    [(4, 1, 1), (5, 2, 2), (3, 1, 0), (1, 1, 0), (5, 3, 0), (5, 5, 0)],
)
def test_what_bullets_say_is_a_title_where_most_of_them_say_one(
    count: int, wrong: int, found: int
) -> None:
    assert len(messages("title-mismatch", *bullets(count, wrong))) == found


def test_a_table_in_which_many_disagree_means_something_else() -> None:
    rows = list(PAPERS.items())
    records: dict[str, Record] = {}
    for _, url in rows:
        records |= paper(url, title="Quantum Gravity for the Impatient")
    assert messages("title-mismatch", table(*rows), records) == []
    assert len(messages("title-mismatch", table(*rows[:1]), records)) == 1


# --- paper-withdrawn


COMMENT = "This paper has been withdrawn"


def test_every_place_of_a_withdrawn_paper_is_reported_in_order() -> None:
    pdf = ICE.replace("abs", "pdf")
    records = paper(ICE, withdrawn=True, comment=COMMENT) | paper(pdf, withdrawn=True)
    found = find("paper-withdrawn", f"- [a]({ICE}), [b]({pdf})\n- [c][x]\n\n[x]: {ICE}\n", records)
    assert [(each.span.line, each.span.column) for each in found] == [(1, 7), (1, 46), (4, 6)]
    assert found[0].message == (
        f"`{ICE}` is a withdrawn paper (`{COMMENT}`): readers may rely on results"
        " that no longer stand"
    )


def test_a_retracted_paper_is_reported_once() -> None:
    for withdrawn in (False, True):
        record = Record("openalex", "2403.01234", "", retracted=True, withdrawn=withdrawn)
        assert messages("paper-withdrawn", f"- [a]({ICE})\n", {ICE: record}) == [
            (
                f"`{ICE}` is a retracted paper (according to OpenAlex): readers may rely on"
                " results that no longer stand"
            )
        ]


@pytest.mark.parametrize(
    "readme",
    [
        f"- [Ice]({ICE}) (retracted)",
        f"- ~~[Ice]({ICE})~~ Withdrawn in 2024",
        f"- [Ice]({ICE}), see its withdrawal",
        f"- [Ice]({SWIM})",
    ],
)
def test_an_entry_that_mentions_it_is_skipped(readme: str) -> None:
    for known in ({"withdrawn": True, "comment": COMMENT}, {"retracted": True}):
        records = paper(ICE, **known) | paper(SWIM)
        assert messages("paper-withdrawn", readme, records) == []


# --- repo-archived


@pytest.mark.parametrize(
    ("readme", "found"),
    [
        (f"- [ice]({TOOL}): walks", 1),
        (f"- [ice]({TOOL}): walks\n  (archived)", 1),
        (f"- [ice]({TOOL}): walks <!-- is it archived? -->", 1),
        (f"- [ice]({TOOL}): walks, see https://github.com/robots/archived", 1),
        (f"- [ice]({TOOL}): walks (archived)", 0),
        (f"- [ice]({TOOL}): not actively maintained", 0),
        (f"- [ice]({TOOL}): unmaintained", 0),
        (f"- [ice]({TOOL}): DEPRECATED", 0),
        (f"- [ice]({TOOL}): read-only", 0),
    ],
)
def test_an_archived_repository(readme: str, found: int) -> None:
    records = {TOOL: Record("github", "robots/ice", TOOL, archived=True)}
    assert messages("repo-archived", readme, records) == found * [
        f"`{TOOL}` is an archived repository: it gets no more fixes or answers"
    ]
    assert messages("repo-archived", readme, {TOOL: Record("github", "robots/ice", TOOL)}) == []


# --- suppressions


def test_a_comment_is_checked_only_where_the_registry_has_answered() -> None:
    readme = f"- [ice]({TOOL}) <!-- awesome-lint-disable-line repo-archived -->\n"
    known = {TOOL: Record("github", "robots/ice", TOOL)}
    for silent, found in (((), 1), (("github",), 0), (("arxiv",), 1)):
        diagnostics = lint(readme, links={}, records=known, files={}, silent=silent)
        unused = [each for each in diagnostics if each.rule == "suppression-unused"]
        assert len(unused) == found
