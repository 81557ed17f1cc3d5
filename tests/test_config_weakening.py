"""What one configuration no longer reports that another one does."""

from __future__ import annotations

import pytest

from awesome_lint.config import rule_settings
from awesome_lint.config.weakening import weakening
from linting import config_of


def weakened(before: str, now: str) -> tuple[str, ...]:
    configs = [config_of(before), config_of(now)]
    return weakening(configs[0], configs[1], *map(rule_settings, configs))


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("", "rules: {link-dead: off}", "switches off `link-dead`"),
        ("rules: {sort-order: on}", "", "switches off `sort-order`"),
        (
            "",
            "rules: {venue-typo: off, link-dead: off}",
            "switches off `venue-typo`, `link-dead`",
        ),
        ("", "rules: {link-dead: info}", "lowers `link-dead` from error to info"),
        ("rules: {link-empty: error}", "", "lowers `link-empty` from error to warning"),
        (
            "",
            "rules: {duplicate-row: {scope: section}}",
            "changes the options of `duplicate-row`",
        ),
        ("extends: strict", "", "extends `recommended` instead of `strict`"),
        ("", "extends: strict", "extends `strict` instead of `recommended`"),
        ("", "venues: {add: [{name: KaLLM, kind: workshop}]}", "adds the venues `KaLLM`"),
        (
            "",
            "links: {exclude: ['https://a.example/*']}",
            "excludes the links `https://a.example/*`",
        ),
        (
            "",
            "links: {include: ['https://a.example/*']}",
            "checks only the links `https://a.example/*`",
        ),
        (
            "links: {include: [a*, b*]}",
            "links: {include: [a*]}",
            "checks only the links `a*`",
        ),
        ("", "links: {fail-after: 3d}", "lengthens `fail-after` from 0 to 3d"),
        (
            "links: {fail-after: 3d}",
            "links: {fail-after: 1w}",
            "lengthens `fail-after` from 3d to 1w",
        ),
        ("links: {fragments: true}", "", "switches off `fragments`"),
        ("links: {soft-404: true}", "links: {soft-404: false}", "switches off `soft-404`"),
        (
            "",
            "links: {hosts: {a.example: {age: 52w}}}",
            "changes how the hosts `a.example` are visited",
        ),
    ],
)
def test_what_is_reported_less(before: str, now: str, said: str) -> None:
    assert weakened(before, now) == (said,)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("", ""),
        ("", "# Nothing but a comment\n"),
        ("", "rules: {link-dead: on}"),
        ("", "rules: {link-dead: error}"),
        ("rules: {link-dead: off}", ""),
        ("rules: {link-dead: off}", "rules: {link-dead: 'off'}"),
        ("", "rules: {link-empty: error, sort-order: on}"),
        ("links: {exclude: [a*, b*]}", "links: {exclude: [b*]}"),
        ("links: {include: [a*]}", "links: {include: [a*, b*]}"),
        ("links: {include: [a*]}", ""),
        ("links: {fail-after: 2w}", "links: {fail-after: 14d}"),
        ("links: {fail-after: 2w}", "links: {fail-after: 1d, fragments: true}"),
        ("venues: {add: [{name: KaLLM, kind: workshop}]}", ""),
        ("links: {hosts: {a.example: {age: 2w}}}", ""),
    ],
)
def test_what_is_reported_as_before_or_more(before: str, now: str) -> None:
    assert weakened(before, now) == ()


def test_many_words_are_counted() -> None:
    globs = ", ".join(f"'https://a.example/{number}'" for number in range(13))
    (said,) = weakened("", f"links: {{exclude: [{globs}]}}")
    assert said.endswith(", `https://a.example/9`, and 3 more")


def test_long_words_are_cut() -> None:
    (said,) = weakened("", f"links: {{exclude: ['{'x' * 400}']}}")
    assert len(said) < 100
