"""A sample of the hostile shapes: four times the text takes less than sixteen times the work.

The time of a run is measured by benchmarks/scale.py. These tests only detect growth far from
linear, in CPU time, and only if it is measured several times.
"""

from __future__ import annotations

import pytest

from scale import seconds
from shapes import HOSTILE

SAMPLE = (
    "brackets over two lines",
    "combining marks in a heading above items",
    "combining marks in titles",
    "digits in a heading above items",
    "DOI of dots",
    "host of marks",
    "tags in a value",
)
"""Shapes that once took about sixteen times the work for four times the text."""

SMALL = 15_000
TRIES = 4


@pytest.mark.untraced
@pytest.mark.parametrize("name", SAMPLE)
def test_time_grows_as_the_text_does(name: str) -> None:
    growths = []
    for number in range(TRIES):
        # The size is different each time, since results for a text are cached.
        small, large = (HOSTILE[name](size + 200 * number) for size in (SMALL, 4 * SMALL))
        growths.append(sum(seconds(large)) / max(sum(seconds(small)), 0.01))
        if growths[-1] < 9:
            return

    pytest.fail(f"{name}: {growths} times the work for four times the text")


def test_there_are_many_shapes() -> None:
    assert len(HOSTILE) >= 130
