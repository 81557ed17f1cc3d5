"""Number of examples: few by default, many in the hypothesis profile `thorough`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from hypothesis import HealthCheck, settings

EXAMPLES: Final = 25
"""Examples of a property by default."""
FACTOR: Final = 10
"""Factor for thorough runs."""

T = TypeVar("T")


def register() -> None:
    """Register the hypothesis profiles and load the default one.

    By default, examples are the same in every run; thorough runs try new ones. Examples have no
    time limits, since test machines are slow and shared.
    """
    unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("default", unhurried, derandomize=True, max_examples=EXAMPLES)
    settings.register_profile(
        "thorough", unhurried, max_examples=FACTOR * EXAMPLES, print_blob=True
    )
    settings.load_profile("default")


def is_thorough() -> bool:
    """Return whether the profile `thorough` is loaded (`--hypothesis-profile=thorough`)."""
    return settings().max_examples > EXAMPLES


def times(count: int) -> int:
    """Return the number of tries for something that is tried `count` times by default."""
    return FACTOR * count if is_thorough() else count


def some(cases: Sequence[T], count: int) -> Sequence[T]:
    """Return `count` of the cases, spread evenly, or all of them in a thorough run."""
    if is_thorough() or len(cases) <= count:
        return cases
    return [cases[index * len(cases) // count] for index in range(count)]
