"""Random documents raise no error, and all findings are inside the document."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import times
from robustness import PIECES, built, check, corrupted, seeded, smallest

PIECED = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)

pytestmark = pytest.mark.demotes
"""Rules may have wrong findings in random text; the engine must not fail."""


@given(PIECED)
def test_pieces(text: str) -> None:
    check(text)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("seed", range(times(10)))
def test_many_pieces(seed: int) -> None:
    check(built(seeded(seed), 300))


@pytest.mark.parametrize("seed", range(times(20)))
def test_corrupted_list(seed: int, lists: Path) -> None:
    paths = [lists / "seed" / "README.md", *sorted((lists / "corpus").glob("*+*.md"))]
    random = seeded(seed)
    check(corrupted(random.choice(paths).read_text(encoding="utf-8"), random))


def test_corruption_is_repeatable_and_corrupts() -> None:
    text = "| Title | Link |\n|:--|:--|\n| A Title | [Link](https://example.org) |\n" * 30
    made = {corrupted(text, seeded(seed)) for seed in range(20)}
    assert len(made) == 20
    assert corrupted(text, seeded(1)) in made
    assert not any(each in text for each in made)


def test_smallest_keeps_what_matters() -> None:
    assert smallest("one\ntwo [x\nthree", lambda text: "[" in text) == "["
