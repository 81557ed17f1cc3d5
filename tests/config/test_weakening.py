"""Findings that one configuration reports and another one does not."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.config import Config, LinksConfig, rule_settings
from awesome_lint.config.weakening import weakening
from linting import config_of


def weakened(before: str, now: str) -> tuple[str, ...]:
    configs = [config_of(before), config_of(now)]
    return weakening(configs[0], configs[1], *map(rule_settings, configs))


@pytest.mark.parametrize(
    ("before", "now", "difference"),
    [
        ("", "rules: {link-dead: off}", "switches off `link-dead`"),
        ("rules: {repo-health: on}", "", "switches off `repo-health`"),
        (
            "",
            "rules: {venue-typo: off, link-dead: off}",
            "switches off `venue-typo`, `link-dead`",
        ),
        ("", "rules: {link-dead: info}", "lowers `link-dead` from error to info"),
        ("rules: {link-empty: error}", "", "lowers `link-empty` from error to warning"),
        (
            "rules: {duplicate-row: {scope: section}}",
            "",
            "changes the options of `duplicate-row`",
        ),
        (
            "rules: {sort-order: {by: title}}",
            "rules: {sort-order: {by: year}}",
            "changes the options of `sort-order`",
        ),
        ("extends: strict", "", "extends `recommended` instead of `strict`"),
        (
            "extends: strict",
            "rules: {duplicate-row: {scope: section}}",
            "extends `recommended` instead of `strict`",
        ),
        # The rule also has findings of severity error by default.
        ("", "rules: {arxiv-url: warning}", "lowers `arxiv-url` from error to warning"),
        ("", "rules: {arxiv-url: {severity: info}}", "lowers `arxiv-url` from error to info"),
        (
            "links: {exclude: ['https://a.example/?', 'https://b.example/[ab]*']}",
            "links: {exclude: ['https://a.example/*', 'https://b.example/[ab]*']}",
            "excludes the links `https://a.example/*`",
        ),
        (
            "links: {hosts: {a.example: {age: 1w, interval: 2}}}",
            "links: {hosts: {a.example: {age: 2w, interval: 1}}}",
            "changes how the hosts `a.example` are visited",
        ),
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
        ("exclude: [a.md]", "exclude: [a.md, b.md, '!c.md']", "excludes the files `b.md`"),
        ("exclude: ['*', '!a.md']", "exclude: ['*']", "excludes the files `a.md`"),
        ("exclude: ['*', '!a.md']", "exclude: ['!a.md', '*']", "excludes the files `!a.md`, `*`"),
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
def test_what_is_reported_less(before: str, now: str, difference: str) -> None:
    assert weakened(before, now) == (difference,)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("", ""),
        ("", "# Nothing but a comment\n"),
        ("", "rules: {link-dead: on}"),
        ("exclude: [a.md, b.md]", "exclude: [a.md, '!c.md']"),
        ("exclude: ['!a.md', b.md]", ""),
        ("", "extends: strict"),
        ("", "extends: recommended"),
        ("", "rules: {duplicate-row: {scope: section}}"),
        ("", "rules: {arxiv-url: error}"),
        ("rules: {arxiv-url: warning}", "rules: {arxiv-url: {severity: warning}}"),
        (
            "extends: strict",
            """
            rules:
              duplicate-row: {scope: section}
              duplicate-entry: {scope: section}
              arxiv-url: {prefer: abs, versions: forbid}
              link-empty: {badges: forbid}
              sort-order: {habits: [title, date, arxiv, year]}
            """,
        ),
        ("links: {exclude: ['https://a.example/*']}", "links: {exclude: ['https://a.example/b*']}"),
        ("links: {exclude: ['https://a.*']}", "links: {exclude: ['https://a.example/?']}"),
        ("links: {include: ['a/b*']}", "links: {include: ['a*']}"),
        (
            "links: {hosts: {a.example: {age: 2w, interval: 2}}}",
            "links: {hosts: {a.example: {age: 1w, interval: 2}}}",
        ),
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
    (difference,) = weakened("", f"links: {{exclude: [{globs}]}}")
    assert difference.endswith(", `https://a.example/9`, and 3 more")


def test_long_words_are_cut() -> None:
    (difference,) = weakened("", f"links: {{exclude: ['{'x' * 500}']}}")
    assert len(difference) < 100


@given(
    st.lists(st.text("ab*?[]!", max_size=5), max_size=3),
    st.text("ab*?[]!", max_size=5),
    st.text("ab", max_size=5),
)
def test_no_link_is_excluded_without_a_word(before: list[str], now: str, url: str) -> None:
    configs = [Config(links=LinksConfig(exclude=globs)) for globs in (tuple(before), (now,))]
    difference = weakening(configs[0], configs[1], (), ())
    if fnmatchcase(url, now) and not any(fnmatchcase(url, glob) for glob in before):
        assert difference
