"""Fingerprints: the same for the same finding, wherever it stands."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.fingerprint import family
from linting import lint

HEAD = "# A list\n\n| Title | Venue | Link |\n|:--|:--|:--|\n"
ICE, FIELD = "Walking Robots on Very Thin Ice", "A Field Guide to Swimming Robots"
PAPERS = (
    (ICE, "2401.01234"),
    (ICE.upper(), "2401.01234v2"),
    (ICE[:-4], "2401.01234"),
    (ICE, "2302.04321"),
    (FIELD, "2203.00007"),
    (FIELD, "2203.00008"),
    ("Counting All the Apples of One Tree", "2203.00007"),
    ("How Lists Grow Old and Why", "2113.00001"),
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Draw a row: about one of a few papers, with or without something that is wrong."""
    title, number = draw(st.sampled_from(PAPERS))
    venue = draw(st.sampled_from(("arXiv 2024", "arXiv 2023", "Avrxi 2024", "NIPS 2023", "")))
    link = draw(st.sampled_from(("https://arxiv.org/abs/", "http://www.arxiv.org/pdf/")))
    tail = draw(st.sampled_from(("", "", "", " x |")))
    return f"| {title} | {venue} | [paper]({link}{number}) |{tail}"


def families(text: str) -> Counter[str]:
    return Counter(f"{each.rule} {family(each.fingerprint)}" for each in lint(text))


@given(st.lists(rows(), max_size=12), st.integers(0, 99))
def test_moving_and_sorting_rows_changes_nothing(table: list[str], seed: int) -> None:
    shuffled = table.copy()
    Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
    found = families(HEAD + "\n".join(table))
    assert families(HEAD + "\n".join(shuffled)) == found
    assert families(HEAD + "\n".join(sorted(table))) == found


@given(st.lists(rows(), max_size=12), st.integers(0, 12))
def test_inserting_a_row_takes_nothing_away(table: list[str], place: int) -> None:
    new = "| Something Else Entirely in This Row | | |"
    found = families(HEAD + "\n".join(table))
    assert found <= families(HEAD + "\n".join((*table[:place], new, *table[place:])))


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("| ", "|   ").replace(" |", "|"),
        lambda text: f"Some more text.\n\n{text}",
        lambda text: text.replace("# A list", "# Another name"),
    ],
)
def test_white_space_and_what_stands_around_change_nothing(edit: object) -> None:
    assert callable(edit)
    text = HEAD + (
        f"| {ICE} | Avrxi 2024 | [paper]() | lost text |\n| {ICE} | Avrxi 2024 | [paper]() |\n"
    )
    assert len(families(text)) > 3
    assert families(edit(text)) == families(text)


def test_equal_findings_are_one_family() -> None:
    found = lint(HEAD + 3 * "| A Paper | Avrxi 2024 | |\n", "venue-typo")
    first = found[0].fingerprint
    assert len(first) == 32
    assert [each.fingerprint for each in found] == [first, f"{first}-2", f"{first}-3"]
    assert {family(each.fingerprint) for each in found} == {first}


def test_rows_below_a_table_are_one_finding_however_many_they_are() -> None:
    table = HEAD + f"| {ICE} | | |\n\n"
    one, two = f"| {FIELD} | | |\n", f"| {PAPERS[6][0]} | | |\n"
    texts = [table + one, table + two, table + one + two, table + two + one]
    assert len({tuple(families(text)) for text in texts}) == 1
