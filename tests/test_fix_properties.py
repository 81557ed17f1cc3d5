"""Fixes of any list terminate, change nothing else, and name all that they remove."""

from __future__ import annotations

from functools import cache

import pytest

import robustness
from clean_list import LIST
from defects import KINDS
from defects.source import Kind, Source
from effort import times
from fix_laws import Fixing, assert_nothing_else_is_touched, assert_the_laws
from fix_oracle import unnamed, unnamed_alone
from linting import lint


def fixed(text: str) -> list[Fixing]:
    """Return the results of the safe fixes of a text, and of all its fixes."""
    look = cache(lint)
    return [Fixing(text, unsafe=unsafe, look=look) for unsafe in (False, True)]


def losses(fixings: list[Fixing]) -> list[str]:
    """Return the losses of the fixes of a text that they do not name."""
    found = []
    for each in fixings:
        made = [one.fix for one in each.result.applied if one.fix]
        found += unnamed(each.before, each.after, made)
    alone = unnamed_alone(fixings[0].before, fixings[0].found)
    return found + [f"{each.rule}: {lost}" for each, lost in alone]


@pytest.mark.untraced
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_planted_defect_that_can_be_fixed_is_gone_and_nothing_else(kind: Kind) -> None:
    source = Source("README.md", LIST).prepared(kind)
    chance = robustness.seeded(kind.name)
    mutations = list(kind.plant(source, chance))
    for mutation in chance.sample(mutations, min(times(1), len(mutations))):
        fixings = fixed(mutation.apply(source.lines))
        for fixing in fixings:
            assert_the_laws(fixing)
            if any(each.rule in kind.rules for each in fixing.possible):
                assert not [each for each in fixing.left if each.rule in kind.rules]
        assert losses(fixings) == []


@pytest.mark.demotes
@pytest.mark.parametrize("seed", range(times(10)))
def test_documents_that_nobody_would_write(seed: int) -> None:
    chance = robustness.seeded(seed)
    for text in (robustness.built(chance, 80), robustness.corrupted(LIST, chance)):
        fixings = fixed(text)
        for fixing in fixings:
            assert_the_laws(fixing)
        assert losses(fixings) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a\n- b\n\n- c\n", "- a\n- b\n"),
        ("text\n\n[x]: https://a.example\n\n[x]\n", "text\n\n[x]\n"),
        ("```\na\n```\ntext\n", "```\na\ntext\n"),
    ],
    ids=["a tight list", "a reference", "code"],
)
def test_what_would_touch_something_else_is_seen(before: str, after: str) -> None:
    with pytest.raises(AssertionError, match="is rendered otherwise"):
        assert_nothing_else_is_touched(before, after)
