"""How much the tests try: a little by default, much in the hypothesis profile `thorough`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from hypothesis import settings

EXAMPLES: Final = 25
"""How many examples of a property are tried by default."""
FACTOR: Final = 10
"""So many times as many are tried thoroughly."""

T = TypeVar("T")


def register() -> None:
    """Register the hypothesis profiles and load the default one.

    By default, examples are the same in every run; thorough runs look for new ones. Machines for
    tests are slow and shared, so no example has a deadline.
    """
    settings.register_profile("default", deadline=None, derandomize=True, max_examples=EXAMPLES)
    settings.register_profile(
        "thorough", deadline=None, max_examples=FACTOR * EXAMPLES, print_blob=True
    )
    settings.load_profile("default")


def is_thorough() -> bool:
    """Return whether the profile `thorough` is loaded (`--hypothesis-profile=thorough`)."""
    return settings().max_examples > EXAMPLES


def times(count: int) -> int:
    """Return how often to try something that is tried `count` times by default."""
    return FACTOR * count if is_thorough() else count


def some(cases: Sequence[T], count: int) -> Sequence[T]:
    """Return `count` of the cases, spread evenly, or all of them in a thorough run."""
    if is_thorough() or len(cases) <= count:
        return cases
    return [cases[index * len(cases) // count] for index in range(count)]
