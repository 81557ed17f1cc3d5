"""Fingerprints are the same for the same finding at any position."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.engine.fingerprint import family
from faulty_rows import FIELD, HEAD, ICE, PAPERS, rows
from linting import lint, parse


def families(text: str) -> Counter[str]:
    return Counter(f"{each.rule} {family(each.fingerprint)}" for each in lint(text))


@given(st.lists(rows(), max_size=12), st.integers(0, 99))
def test_moving_and_sorting_rows_changes_nothing(table: list[str], seed: int) -> None:
    shuffled = table.copy()
    Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
    found = families(HEAD + "\n".join(table))
    assert families(HEAD + "\n".join(shuffled)) == found
    assert families(HEAD + "\n".join(sorted(table))) == found


@given(st.lists(st.sampled_from(PAPERS), max_size=12), st.integers(0, 99))
def test_moving_bullets_changes_nothing(papers: list[tuple[str, str]], seed: int) -> None:
    bullets = [
        f"- [{title}](https://arxiv.org/abs/{number}), Avrxi 2024" for title, number in papers
    ]
    shuffled = bullets.copy()
    Random(seed).shuffle(shuffled)  # noqa: S311 - no secret
    assert families("\n".join(shuffled)) == families("\n".join(bullets))


def test_turning_the_tables_of_real_lists_upside_down_changes_nothing(lists: Path) -> None:
    for path in (lists / "seed" / "README.md", lists / "corpus" / "WLiK+LLM4Rec-Awesome-Papers.md"):
        document = parse(path.read_text(encoding="utf-8"))
        turned = list(document.lines)
        for table in document.tables:
            body = slice(table.span.line + 1, table.span.end_line)
            turned[body] = turned[body][::-1]
        found = families("\n".join(document.lines))
        assert len(found) > 5
        assert families("\n".join(turned)) == found


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
def test_white_space_and_surroundings_change_nothing(edit: object) -> None:
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
