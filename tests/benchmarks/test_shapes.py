"""A sample of the hostile shapes: four times the text takes no sixteen times the work.

How long a run may take is measured by benchmarks/scale.py. Here only a growth is told that is far
from linear, in CPU time, and only if it shows each of several times.
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
"""Shapes that took sixteen times the work for four times the text, or nearly so, when they were
found."""

SMALL = 15_000
TRIES = 4


@pytest.mark.untraced
@pytest.mark.parametrize("name", SAMPLE)
def test_time_grows_as_the_text_does(name: str) -> None:
    growths = []
    for number in range(TRIES):
        # Of another size each time: what is known of a text is cached.
        small, large = (HOSTILE[name](size + 200 * number) for size in (SMALL, 4 * SMALL))
        growths.append(sum(seconds(large)) / max(sum(seconds(small)), 0.01))
        if growths[-1] < 9:
            return

    pytest.fail(f"{name}: {growths} times the work for four times the text")


def test_there_are_many_shapes() -> None:
    assert len(HOSTILE) >= 130
